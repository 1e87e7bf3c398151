// A growing dictionary of texts: each gets a number, equal bytes the same one.

/// Texts are told apart by their code points, as the rule language does; Swift's own equality of strings is
/// wider.
struct TextBook {
  private(set) var texts: [String] = []
  private var codes: [Key: Int] = [:]

  /// The text's number, a new one where it was not known.
  mutating func code(of text: String) -> Int {
    let key = Key(text: text)
    if let code = codes[key] { return code }
    codes[key] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  private struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
