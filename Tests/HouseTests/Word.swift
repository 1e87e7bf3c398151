// The words and marks of a piece of code, one after another.

/// A name, a number, an operator or a single mark, with its line from 1.
struct Word: Sendable, Equatable {
  let text: String
  let line: Int

  static func all(in code: [String]) -> [Word] {
    var words: [Word] = []
    for (index, line) in code.enumerated() {
      var part = line[...]
      while let first = part.first {
        let length = length(of: part, first)
        if first != " " && first != "\t" {
          words.append(Word(text: String(part.prefix(length)), line: index + 1))
        }
        part = part.dropFirst(length)
      }
    }
    return words
  }

  private static func length(of part: Substring, _ first: Character) -> Int {
    if isWord(first) { return part.prefix(while: isWord).count }
    if "<>=+-*/&|^~%".contains(first) { return part.prefix { "<>=+-*/&|^~%".contains($0) }.count }
    return 1
  }

  static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
