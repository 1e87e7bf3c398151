// Numbers as readers see them: grouped, with unit, shares with one decimal.

package import Kernel

extension Language {
  /// The one of two wordings that the reader reads.
  package func say(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}

/// A share in tenths of a percent, rounded half up; nil where there is no whole to be part of.
package func permille(_ part: Int, of whole: Int) -> Int? {
  guard whole > 0 else { return nil }
  return (part * 2_000 + whole) / (whole * 2)
}

/// `30.2%`, or a dash where there is nothing to divide by.
package func shareText(_ part: Int, of whole: Int) -> String {
  permille(part, of: whole).map { shareText(permille: $0) } ?? "–"
}

package func shareText(permille: Int) -> String { "\(permille / 10).\(permille % 10)%" }

/// `1,234 户` or `1,234 households`: never a number without its unit.
package func countText(_ count: Int, _ unit: Unit, _ language: Language) -> String {
  "\(grouped(count)) \(unit.word(for: count, in: language))"
}

/// `8,700 元` or `8,700 yuan`.
package func moneyText(_ money: Money, _ language: Language) -> String {
  "\(money) \(language == .zh ? "元" : "yuan")"
}

/// The clock of China, to the minute: `2025-10-31 08:05`.
package func timeText(_ instant: Instant) -> String {
  let minute = instant.minuteOfDay
  return "\(instant.day()) \(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
}

/// What is counted, in the singular and the plural.
package struct Unit: Sendable {
  package let zh: String
  package let one: String
  package let many: String

  package init(zh: String, one: String, many: String) { (self.zh, self.one, self.many) = (zh, one, many) }

  package func word(for count: Int, in language: Language) -> String {
    language == .zh ? zh : count == 1 ? one : many
  }

  package static let households = Unit(zh: "户", one: "household", many: "households")
  package static let persons = Unit(zh: "人", one: "person", many: "persons")
  package static let rows = Unit(zh: "行", one: "row", many: "rows")
  package static let rules = Unit(zh: "条", one: "rule", many: "rules")
}
