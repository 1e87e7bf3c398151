// The words that every rule may use: record types, their fields, and named constants.

package import Kernel
package import RuleLanguage
package import RuleValues

/// A field of a record type.
package struct ScreeningField: Sendable {
  package enum Kind: Sendable, Hashable {
    /// An amount in fen.
    case money
    case count, number, months, age, grade, flag, day, text
    /// An int that stands for a word, named by the constants that begin with the prefix.
    case code(String)
    case record(String)
    case rows(String)
  }

  package let name: String
  package let kind: Kind
  /// False where a row may lack the field.
  package let always: Bool
  package let meaning: Text

  package init(_ name: String, _ kind: Kind, always: Bool = true, _ zh: String, _ en: String) {
    (self.name, self.kind, self.always, meaning) = (name, kind, always, Text(zh: zh, en: en))
  }

  package var type: CELType {
    switch kind {
    case .money, .count, .number, .months, .age, .grade, .code: .int
    case .flag: .bool
    case .day: .timestamp
    case .text: .string
    case .record(let name): .record(name)
    case .rows(let name): .list(.record(name))
    }
  }

  package var display: RuleDisplay {
    switch kind {
    case .money: .money
    case .months: .months
    case .age: .age
    case .grade: .grade
    case .number, .code: .number
    default: RuleDisplay(for: type)
    }
  }

  /// How sentences about rules write its values.
  package var unit: Vocabulary.Unit? {
    switch kind {
    case .code(let prefix): .code(prefix)
    case .grade: .grade(isAlwaysKnown: true)
    case .money, .count, .number, .months, .age: display.unit
    case .flag, .day, .text, .record, .rows: nil
    }
  }

  /// The field's value in words: a code by its name (`监测户`), the rest by its display format.
  package func text(_ value: Value, _ language: Language) -> String {
    if case .code(let prefix) = kind, case .int(let number) = value,
      let constant = ScreeningVocabulary.constant(prefix, number)
    {
      return constant.meaning(language)
    }
    return display.text(value, language)
  }
}

/// A record type: the kind of row that a rule can look at.
package struct ScreeningRecord: Sendable {
  package let name: String
  /// The name that facts on the record give to the row.
  package let variable: String
  package let meaning: Text
  /// The field by which lists of these rows are sorted, before the record number.
  package let orderedBy: String?
  package let fields: [ScreeningField]

  package init(
    _ name: String, _ variable: String, _ zh: String, _ en: String, orderedBy: String? = nil,
    _ fields: [ScreeningField]
  ) {
    (self.name, self.variable, self.orderedBy, self.fields) = (name, variable, orderedBy, fields)
    meaning = Text(zh: zh, en: en)
  }

  package func field(_ name: String) -> ScreeningField? { fields.first { $0.name == name } }
}

/// A named value, for example `grade.C`.
package struct ScreeningConstant: Sendable {
  /// What stands before the dot.
  package let prefix: String
  package let name: String
  package let value: Int64
  package let meaning: Text

  package init(_ prefix: String, _ name: String, _ value: Int64, _ zh: String, _ en: String) {
    (self.prefix, self.name, self.value, meaning) = (prefix, name, value, Text(zh: zh, en: en))
  }

  package var qualifiedName: String { "\(prefix).\(name)" }
}

package enum ScreeningVocabulary {
  /// Every record type, the household first, the ledgers of places last.
  package static let records: [ScreeningRecord] = households + people + events + cases + ledgers

  package static func record(_ name: String) -> ScreeningRecord? { records.first { $0.name == name } }

  package static func constant(_ prefix: String, _ value: Int64) -> ScreeningConstant? {
    constants.first { $0.prefix == prefix && $0.value == value }
  }

  /// The screening day and the income year.
  package static let variables: [ScreeningField] = [
    ScreeningField("as_of", .day, "监测日", "the screening day"),
    ScreeningField(
      "income_year", .number, "最近已结账核算年度（监测日之前最近一个已结账的收入核算年度）",
      "last closed accounting year, closed on the screening day"),
  ]

  private static func unit(_ record: ScreeningRecord, _ field: ScreeningField) -> Vocabulary.Unit? {
    let name = "\(record.name).\(field.name)"
    if let words = levels[name] { return .code(name, besides: words) }
    return letters[name].map(letterUnit) ?? field.unit
  }

  /// A field's value in words: codes, levels and letters by their names.
  package static func text(_ value: Value, of field: ScreeningField, in record: String) -> Text {
    let name = "\(record).\(field.name)"
    if let unit = levels[name].map({ Vocabulary.Unit.code(name, besides: $0) })
      ?? letters[name].map(letterUnit),
      let zh = unit.show(value, .zh), let en = unit.show(value, .en)
    {
      return Text(zh: zh, en: en)
    }
    if field.kind == .grade, let zh = field.unit?.show(value, .zh), let en = field.unit?.show(value, .en) {
      return Text(zh: zh, en: en)
    }
    return Text(zh: field.text(value, .zh), en: field.text(value, .en))
  }

  /// How many rows a list may have at most, as far as the cost of a rule goes; other lists stay below what
  /// the language assumes.
  private static let mostRows = ["Household.members": 20, "Household.medical_bills": 300]

  /// Records, constants, `as_of` and `income_year`; without facts, parameters and rows.
  package static func base() -> Vocabulary {
    var words = Vocabulary()
    for record in records {
      var fields: [String: Vocabulary.Field] = [:]
      for field in record.fields {
        fields[field.name] = Vocabulary.Field(
          field.type, always: field.always, zh: field.meaning.zh, en: field.meaning.en,
          unit: unit(record, field),
          claim: claims["\(record.name).\(field.name)"], most: mostRows["\(record.name).\(field.name)"])
      }
      words.records[record.name] = Vocabulary.RecordType(
        record.name, fields: fields, zh: record.meaning.zh, en: record.meaning.en,
        counter: counters[record.name] ?? "条")
    }
    for constant in constants {
      words.variables[constant.qualifiedName] = Vocabulary.Variable(
        .int, value: .int(constant.value), zh: constant.meaning.zh, en: constant.meaning.en,
        unit: .code(constant.prefix))
    }
    for variable in variables {
      words.variables[variable.name] = Vocabulary.Variable(
        variable.type, zh: variable.meaning.zh, en: variable.meaning.en, unit: variable.unit)
    }
    return words
  }
}
