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
    var seen: Set<Substring> = []
    var keys: [UInt8] = []
    for word in raw.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) })
    where word.utf8.count <= 18 && word.utf8.allSatisfy({ (48...57).contains($0) || $0 == 88 || $0 == 120 }) {
      guard seen.insert(word).inserted else { continue }
      keys += key(of: String(word), seal)
    }
    return keys
  }

  static func key(of word: String, _ seal: PersonalSeal) -> [UInt8] {
    let number = UInt64(bitPattern: seal.key(cell: word.uppercased()))
    return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }
  }
}
