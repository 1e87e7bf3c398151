// What people type, without the signs that nobody sees: they would turn, hide or break what others read.

package enum TypedText {
  /// The text without signs that turn its direction, have no width or control a terminal. Tabs stay, and
  /// lines, which end in one way alone; so does what has a shape, variants of characters and emoji too.
  package static func seen(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnseen) else { return text }
    var seen = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for sign in text.unicodeScalars {
      switch sign {
      case "\r", "\u{2028}", "\u{2029}": seen.append("\n")
      case "\n" where last == "\r": break
      case _ where isUnseen(sign): break
      default: seen.append(sign)
      }
      last = sign
    }
    return String(seen)
  }

  private static func isUnseen(_ sign: Unicode.Scalar) -> Bool {
    switch sign.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    // Soft hyphen, marks and overrides of direction.
    case 0xAD, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // No width: joiners, spaces, the mark of byte order, operators; separators of lines become lines.
    case 0x180E, 0x200B...0x200D, 0x2028, 0x2029, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF: true
    // Letters without a shape, which fill where a letter is wanted.
    case 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0: true
    // Annotations, and tags.
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
