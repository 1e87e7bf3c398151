// The words and marks of a piece of code, one after another.

/// A name, a number, an operator or a single mark, with its line from 1.
struct Word: Sendable, Equatable {
  let text: String
  let line: Int

  static func all(in code: [String]) -> [Word] {
    var words: [Word] = []
    for (index, line) in code.enumerated() {
      let bytes = Array(line.utf8)
      var at = 0
      while at < bytes.count {
        let end = end(of: bytes, from: at)
        if bytes[at] != 0x20 && bytes[at] != 0x09 {
          words.append(Word(text: String(decoding: bytes[at..<end], as: UTF8.self), line: index + 1))
        }
        at = end
      }
    }
    return words
  }

  private static func end(of bytes: [UInt8], from start: Int) -> Int {
    let belongs: (UInt8) -> Bool
    if isWord(bytes[start]) {
      belongs = isWord
    } else if isOperator(bytes[start]) {
      belongs = isOperator
    } else {
      return start + 1
    }
    var end = start + 1
    while end < bytes.count && belongs(bytes[end]) { end += 1 }
    return end
  }

  /// Bytes above ASCII are parts of names.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  private static func isOperator(_ byte: UInt8) -> Bool { "<>=+-*/&|^~%".utf8.contains(byte) }

  static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
