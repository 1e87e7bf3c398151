// How a value is written for people: amounts, counts, days, grades.

package import Kernel
package import RuleLanguage
package import RuleValues

/// The display formats that facts, parameters and explanations name.
package enum RuleDisplay: String, CaseIterable, Sendable {
  case money, count, number, persons, days, months, years, age, percent, grade, grades, date, bool, text

  /// What is written where a value could not be computed.
  package static let unknown = Text(zh: "不详", en: "not known")

  /// The format that suits a type when none is named.
  package init(for type: CELType) {
    self =
      switch type {
      case .int: .count
      case .bool: .bool
      case .timestamp: .date
      default: .text
      }
  }

  /// The types of value that the format can write.
  package func accepts(_ type: CELType) -> Bool {
    switch self {
    case .date: type == .timestamp
    case .bool: type == .bool
    case .text: type == .string
    default: type == .int
    }
  }

  /// The value in words; `unknown` for a value of another type. Unit of money: fen.
  package func text(_ value: Value, _ language: Language) -> String {
    switch (self, value) {
    case (.date, .timestamp(let moment)): RuleTime.day(moment).description
    case (.bool, .bool(let yes)): (yes ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no"))(language)
    case (.text, .string(let text)): text
    case (_, .int(let number)): self.text(number, language)
    default: RuleDisplay.unknown(language)
    }
  }

  private func text(_ number: Int64, _ language: Language) -> String {
    switch self {
    case .money: Money(fen: number).description + Text(zh: " 元", en: " yuan")(language)
    case .percent: "\(number)%"
    case .number: String(number)
    case .count: grouped(number)
    case .grade: RuleDisplay.letters[number] ?? RuleDisplay.unknown(language)
    case .persons: counted(number, zh: "人", "person", "people", language)
    case .days: counted(number, zh: "天", "day", "days", language)
    case .months: counted(number, zh: "个月", "month", "months", language)
    case .years: counted(number, zh: "年", "year", "years", language)
    case .age: counted(number, zh: "周岁", "year", "years", language)
    case .grades: counted(number, zh: "级", "grade", "grades", language)
    case .date, .bool, .text: RuleDisplay.unknown(language)
    }
  }

  private func counted(
    _ number: Int64, zh: String, _ one: String, _ many: String, _ language: Language
  ) -> String {
    grouped(number) + " " + (language == .zh ? zh : number == 1 ? one : many)
  }

  private static let letters: [Int64: String] = [0: "A", 1: "B", 2: "C", 3: "D"]
}

extension RuleDisplay {
  /// How a sentence about a rule writes values of the format; nil where the rule language knows it itself.
  package var unit: Vocabulary.Unit? {
    switch self {
    case .date, .bool, .text: return nil
    case .grade: return .grade(isAlwaysKnown: false)
    case .money:
      var unit = unit(.amount)
      unit.smallest = Wording(zh: " 1 分", en: "1 fen")
      return unit
    case .percent: return unit(.share)
    case .count, .number, .persons, .days, .months, .years, .age, .grades: return unit(.plain)
    }
  }

  private func unit(_ scale: Vocabulary.Unit.Scale) -> Vocabulary.Unit {
    Vocabulary.Unit(rawValue, scale) { value, language in
      if case .int = value { text(value, language == .zh ? .zh : .en) } else { nil }
    }
  }
}

extension Vocabulary.Unit {
  /// Grades of dwellings; where they can be unknown, -1 says so.
  static func grade(isAlwaysKnown: Bool) -> Self {
    var unit = code("grade", besides: [-1: RuleDisplay.unknown])
    if isAlwaysKnown { unit.members.removeAll { $0 < 0 } }
    let unknown = isAlwaysKnown ? Text(zh: "", en: "") : Text(zh: "（含不详）", en: ", or not known")
    unit.comparisons = [
      Operator.greaterOrEqual: Wording(zh: "为{}或更差", en: "is {} or worse"),
      Operator.greater: Wording(zh: "比{}更差", en: "is worse than {}"),
      Operator.lessOrEqual: Wording(zh: "为{}或更好\(unknown.zh)", en: "is {} or better\(unknown.en)"),
      Operator.less: Wording(zh: "比{}更好\(unknown.zh)", en: "is better than {}\(unknown.en)"),
    ]
    unit.difference = Wording(zh: "{a}比{b}差的级数", en: "the grades by which {a} is worse than {b}")
    return unit
  }

  /// The named codes of a prefix, and other numbers with their words.
  static func code(_ prefix: String, besides others: [Int64: Text] = [:]) -> Self {
    var words = others
    for constant in ScreeningVocabulary.constants where constant.prefix == prefix {
      words[constant.value] = constant.meaning
    }
    let known = words
    var unit = Self(prefix, .order) { value, language in
      guard case .int(let number) = value else { return nil }
      return known[number]?(language == .zh ? .zh : .en)
    }
    unit.members = words.keys.sorted()
    return unit
  }
}

/// Days as the timestamps of the rule language, and back.
package enum RuleTime {
  /// Midnight UTC of the day.
  package static func value(_ day: Day) -> Value {
    .timestamp(Timestamp(seconds: Int64(day.number) * 86_400))
  }

  package static func day(_ moment: Timestamp) -> Day {
    let seconds = moment.seconds
    return Day(number: Int32(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
}
