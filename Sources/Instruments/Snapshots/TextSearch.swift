// Search of texts by any part, over the bytes of all of them at once.

/// Finds rows by letters and digits in a row; case of ASCII letters, blanks and dots between do not count.
package struct TextSearch: Sendable {
  private let texts: TextColumn
  /// Rows that hold more than letters and digits, ascending, and what is left of them without it.
  private let mixedRows: [Int32]
  private let squeezed: TextColumn

  package init(_ texts: TextColumn) {
    self.texts = texts
    mixedRows = TextSearch.mixedRows(of: texts)
    squeezed = TextColumn(mixedRows.lazy.map { TextSearch.squeezed(texts[Int($0)]) })
  }

  /// The rows whose text holds `part`.
  /// **Shape**: the first `limit` of a range of rows, ascending; none for a part without letter or digit.
  package func rows(holding part: String, in range: Range<Int>? = nil, limit: Int) -> [Int] {
    let range = range ?? texts.indices
    precondition(range.lowerBound >= 0 && range.upperBound <= texts.count, "a search is inside the column")
    let needle = Needle(TextSearch.squeezed(part))
    guard !needle.bytes.isEmpty, limit > 0 else { return [] }
    var plain: [Int] = []
    needle.find(in: texts, range, limit: limit) { plain.append($0) }
    var mixed: [Int] = []
    let inside = TextSearch.span(of: range, in: mixedRows)
    needle.find(in: squeezed, inside, limit: limit) { mixed.append(Int(mixedRows[$0])) }
    return mixed.isEmpty ? plain : Array(Set(plain).union(mixed).sorted().prefix(limit))
  }

  /// The letters and digits of a text: what a search compares.
  package static func squeezed(_ text: String) -> String {
    var squeezed = ""
    for scalar in text.unicodeScalars where isSearched(scalar) { squeezed.unicodeScalars.append(scalar) }
    return squeezed
  }

  private static func isSearched(_ scalar: Unicode.Scalar) -> Bool {
    // Nearly every character of a Chinese name is one of these.
    if (0x4E00...0x9FFF).contains(scalar.value) { return true }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }

  private static func mixedRows(of texts: TextColumn) -> [Int32] {
    // Lead bytes of what lies between U+3400 and U+9FFF, letters and digits are plain; so are the bytes that
    // follow a lead. All others are looked at one by one.
    let isPlain = (0..<256).map { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || (0x80...0xBF).contains(byte) || (0xE4...0xE9).contains(byte)
    }
    var rows: [Int32] = []
    texts.bytes.withUnsafeBufferPointer { bytes in
      isPlain.withUnsafeBufferPointer { isPlain in
        for row in texts.indices {
          var plain = true
          for place in Int(texts.offsets[row])..<Int(texts.offsets[row + 1]) {
            plain = plain && isPlain[Int(bytes[place])]
          }
          if !plain, !texts[row].unicodeScalars.allSatisfy(isSearched) { rows.append(Int32(row)) }
        }
      }
    }
    return rows
  }

  /// The places of the rows of a range in an ascending list of rows.
  private static func span(of range: Range<Int>, in rows: [Int32]) -> Range<Int> {
    func first(notBelow row: Int) -> Int {
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(notBelow: range.lowerBound)..<first(notBelow: range.upperBound)
  }
}
