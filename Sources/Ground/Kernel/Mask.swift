// Personal numbers as they are shown: in part only.

/// What everybody sees of a number who has no reason to see it whole.
package enum Mask {
  /// `530602********1234`. Shorter texts are starred whole.
  package static func citizen(_ text: String) -> String { ends(text, 6, 4) }

  /// `138****5678`.
  package static func phone(_ text: String) -> String { ends(text, 3, 4) }

  /// The last four, the rest as stars.
  package static func account(_ text: String) -> String { ends(text, 0, 4) }

  /// A text in which every run of digits is starred that may be an identity, telephone or account number:
  /// those of 11, and those longer than the code of a place.
  package static func digits(in text: String) -> String {
    var shown = ""
    var run = ""
    func flush() {
      shown += run.count == 11 ? phone(run) : run.count > 15 ? citizen(run) : run
      run = ""
    }
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if isDigit || run.count == 17 && (character == "X" || character == "x") {
        run.append(character)
      } else {
        flush()
        shown.append(character)
      }
    }
    flush()
    return shown
  }

  private static func ends(_ text: String, _ first: Int, _ last: Int) -> String {
    guard text.count > first + last else { return String(repeating: "*", count: text.count) }
    return text.prefix(first) + String(repeating: "*", count: text.count - first - last) + text.suffix(last)
  }
}
