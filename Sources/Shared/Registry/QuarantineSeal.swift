// A refused row as it is sealed, and what it is found by.

import Kernel

/// The cell and the whole row are sealed as one value.
enum QuarantineSeal {
  /// Lines are fewer than a million million.
  static func subject(_ importNumber: Int64, _ line: Int) -> Int64 {
    importNumber &* 1_000_000_000_000 &+ Int64(line)
  }

  static func text(value: String, raw: String) -> String { "\(value.utf8.count) \(value)\(raw)" }

  static func parts(_ text: String) -> (value: String, raw: String)? {
    let bytes = Array(text.utf8)
    guard let blank = bytes.firstIndex(of: 32),
      let count = Int(String(decoding: bytes[..<blank], as: UTF8.self)), blank + 1 + count <= bytes.count
    else { return nil }
    let end = blank + 1 + count
    return (
      String(decoding: bytes[(blank + 1)..<end], as: UTF8.self),
      String(decoding: bytes[end...], as: UTF8.self)
    )
  }

  /// The look-up numbers of the words of a row that may name a household or a person, eight bytes each.
  static func keys(of raw: String, _ seal: PersonalSeal) -> [UInt8] {
    var seen: [Int64] = []
    for word in raw.utf8.split(whereSeparator: { !isLetterOrDigit($0) })
    where word.count <= 18 && word.allSatisfy({ (48...57).contains($0) || $0 | 32 == 120 }) {
      let number = seal.key(cell: Substring(word).uppercased())
      if !seen.contains(number) { seen.append(number) }
    }
    return seen.flatMap(bytes)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte | 32)
  }

  static func key(of word: String, _ seal: PersonalSeal) -> [UInt8] {
    bytes(seal.key(cell: word.uppercased()))
  }

  private static func bytes(_ number: Int64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64($0 * 8)) }
  }
}
