// Looks for numbers and names of people in files, in every form in which they could stand.
import Foundation
import Kernel

/// Identity numbers and telephones are sought as digits, and as words of eight bytes from either end.
struct Traces {
  let numbers: Set<String>
  private let lengths: Set<Int>
  private let words: Set<UInt64>
  /// Whether a word ends in these two bytes: most words of a file do not.
  private let endings: [Bool]

  init(_ numbers: Set<String>) {
    self.numbers = numbers
    lengths = Set(numbers.map(\.utf8.count))
    var words: Set<UInt64> = []
    for number in numbers {
      if let id = CitizenID.read(number).id { words.formUnion([id.packed, id.packed.byteSwapped]) }
      if number.utf8.count == 11, let phone = UInt64(number) { words.formUnion([phone, phone.byteSwapped]) }
    }
    self.words = words
    var endings = [Bool](repeating: false, count: 1 << 16)
    for word in words { endings[Int(word & 0xFFFF)] = true }
    self.endings = endings
  }

  /// How often any of the numbers stands in a file; 0 where there is no file.
  func count(in path: String) -> Int {
    guard let data = FileManager.default.contents(atPath: path) else { return 0 }
    return data.withUnsafeBytes { countDigits($0) + countWords($0) }
  }

  private func countDigits(_ bytes: UnsafeRawBufferPointer) -> Int {
    var (count, start) = (0, 0)
    for end in 0...bytes.count {
      if end < bytes.count, (48...57).contains(bytes[end]) || bytes[end] | 32 == 120 { continue }
      for length in lengths where end - start >= length {
        for place in start...(end - length) {
          let text = String(decoding: bytes[place..<place + length], as: UTF8.self)
          if numbers.contains(text.uppercased()) { count += 1 }
        }
      }
      start = end + 1
    }
    return count
  }

  private func countWords(_ bytes: UnsafeRawBufferPointer) -> Int {
    var (count, word) = (0, UInt64(0))
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      if endings[Int(word & 0xFFFF)], words.contains(word) { count += 1 }
    }
    return count
  }

  /// How often a text stands in a file.
  static func count(of text: String, in path: String) -> Int {
    guard let data = FileManager.default.contents(atPath: path) else { return 0 }
    var (count, rest) = (0, data.startIndex..<data.endIndex)
    while let found = data.range(of: Data(text.utf8), in: rest) {
      count += 1
      rest = found.upperBound..<data.endIndex
    }
    return count
  }
}
