// The named sets: general categories of Unicode, the ASCII classes of Perl and of POSIX.

enum NamedSets {
  /// A category (`L`, `Lu`), a script (`Han`) or `Any`.
  static func unicode(_ name: String) -> ScalarSet? {
    if name == "Any" { return .all }
    if let script = scripts[name] { return ScalarSet(script) }
    let chosen = Set(categories.filter { $0.name == name || $0.name.prefix(1) == name }.map(\.category))
    guard !chosen.isEmpty else { return nil }
    return ScalarSet(runs.filter { chosen.contains($0.category) }.map(\.range))
  }

  /// The class that a letter after a backslash names.
  static func perl(_ letter: UInt8) -> ScalarSet? {
    switch letter | 0x20 {
    case UInt8(ascii: "d"): digit
    case UInt8(ascii: "s"): space
    case UInt8(ascii: "w"): word
    default: nil
    }
  }

  static let digit = ScalarSet([0x30...0x39])
  static let space = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

  static let posix: [String: ScalarSet] = [
    "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
    "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A]),
    "ascii": ScalarSet([0x00...0x7F]),
    "blank": ScalarSet([0x09...0x09, 0x20...0x20]),
    "cntrl": ScalarSet([0x00...0x1F, 0x7F...0x7F]),
    "digit": digit,
    "graph": ScalarSet([0x21...0x7E]),
    "lower": ScalarSet([0x61...0x7A]),
    "print": ScalarSet([0x20...0x7E]),
    "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    "space": ScalarSet([0x09...0x0D, 0x20...0x20]),
    "upper": ScalarSet([0x41...0x5A]),
    "word": word,
    "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]

  /// Unassigned code points have no name, as in RE2.
  private static let categories: [(name: String, category: Unicode.GeneralCategory)] = [
    ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter),
    ("Lm", .modifierLetter), ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark),
    ("Me", .enclosingMark), ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber),
    ("Pc", .connectorPunctuation), ("Pd", .dashPunctuation), ("Ps", .openPunctuation),
    ("Pe", .closePunctuation), ("Pi", .initialPunctuation), ("Pf", .finalPunctuation),
    ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
    ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator),
    ("Zl", .lineSeparator), ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format),
    ("Cs", .surrogate), ("Co", .privateUse),
  ]

  /// Neighbours of one category, in order. Planes 4 to 13 are empty, 15 and 16 are for private use.
  private static let runs: [(range: ClosedRange<UInt32>, category: Unicode.GeneralCategory)] = {
    var runs: [(range: ClosedRange<UInt32>, category: Unicode.GeneralCategory)] = []
    for value in [UInt32(0)...0x3_FFFF, 0xE_0000...0xE_FFFF].joined() {
      guard let category = Unicode.Scalar(value)?.properties.generalCategory, category != .unassigned
      else { continue }
      if let previous = runs.last, previous.category == category, previous.range.upperBound + 1 == value {
        runs[runs.count - 1].range = previous.range.lowerBound...value
      } else {
        runs.append((value...value, category))
      }
    }
    return runs + [(0xD800...0xDFFF, .surrogate)]
      + [(0xF_0000...0xF_FFFD, .privateUse), (0x10_0000...0x10_FFFD, .privateUse)]
  }()
}
