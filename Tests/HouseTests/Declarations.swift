// The names that a Swift file declares and the words that it uses.

struct Declarations: Sendable {
  let types: [String]
  /// Functions, variables and cases.
  let members: [String]
  /// Functions that stand on their own, outside every type.
  let freeFunctions: [String]
  let words: Set<String>
  let isEntryPoint: Bool

  private static let typeWords: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
  private static let memberWords: Set<String> = ["func", "var", "let", "case"]

  init(_ file: TreeFile) {
    let all = file.swift?.words ?? []
    var types: [String] = []
    var members: [String] = []
    for (word, next) in zip(all, all.dropFirst()) {
      guard next.text.first.map(Word.isWord) == true else { continue }
      if Declarations.typeWords.contains(word.text), next.text != "func", next.text != "var",
        next.text != "let"
      {
        types.append(next.text)
      } else if Declarations.memberWords.contains(word.text) {
        members.append(next.text)
      }
    }
    (self.types, self.members) = (types, members)
    freeFunctions = file.lines.compactMap { line in
      guard line.hasPrefix("func ") || line.hasPrefix("package func ") else { return nil }
      return line.split(separator: " ").drop { $0 != "func" }.dropFirst().first
        .map { String($0.prefix { $0.isLetter || $0.isNumber }) }
    }
    words = Set(all.map(\.text))
    isEntryPoint =
      zip(all, all.dropFirst()).contains { $0.text == "@" && $1.text == "main" }
      || file.name == "main.swift"
  }
}
