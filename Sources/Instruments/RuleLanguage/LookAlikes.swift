// Characters of a Chinese keyboard, and single operators, that stand where the language wants another sign.

enum LookAlikes {
  /// The sign that a full-width or Chinese punctuation mark was meant to be.
  static func symbol(for scalar: Unicode.Scalar) -> Symbol? {
    if let meant = marks[scalar] { return meant }
    guard 0xFF01...0xFF5E ~= scalar.value else { return nil }
    return Symbol.short[UInt8(scalar.value - 0xFEE0)]
  }

  /// Opening quotation marks with the mark that closes them.
  static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "“": "”", "”": "”", "‘": "’", "’": "’", "「": "」", "＂": "＂", "＇": "＇",
  ]

  /// Operators that people write once where the language writes them twice.
  static let doubled: [Unicode.Scalar: Symbol] = [
    "=": .equals, "＝": .equals, "&": .and, "＆": .and, "|": .or, "｜": .or,
  ]

  private static let marks: [Unicode.Scalar: Symbol] = [
    "、": .comma, "。": .dot, "【": .openBracket, "】": .closeBracket, "×": .times, "÷": .divide, "−": .minus,
    "–": .minus, "≤": .lessOrEqual, "≥": .greaterOrEqual, "≠": .notEquals,
  ]
}
