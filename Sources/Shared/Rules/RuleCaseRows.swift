// Builds the rows of a case from YAML, with plain defaults for what a case leaves out.

import Kernel
import RuleLanguage
import RuleValues

/// Money is written in yuan, codes by name (`monitored`), grades as letters, days as 2025-01-31.
/// Left out: lists are empty, numbers 0, flags false, texts empty, optional fields absent; a date must stand.
/// A person is a man of 40, insured, healthy, able to do ordinary work, working nowhere; of `age` and `birth`
/// one is enough. A household is an ordinary one of the county 530602.
struct RuleCaseRows {
  let facts: Set<Fact.Key>
  let asOf: Day

  private static let defaults: [String: [String: Value]] = [
    "Household": ["number": .int(1), "county": .int(530_602)],
    "Group": ["code": .int(530_602_001_001_001)],
    "Person": [
      "id_checked": .bool(true), "sex": .int(1), "relation": .int(1), "education": .int(2),
      "health": .int(1), "labour": .int(1), "medical_insured": .bool(true), "pension_insured": .bool(true),
    ],
  ]
  private static let standardAge = 40

  func household(_ node: RuleNode, _ faults: inout [RuleFault]) -> RuleCaseRow? {
    ScreeningVocabulary.record("Household").flatMap { row(node, $0, number: 1, &faults) }
  }

  private func row(
    _ node: RuleNode, _ record: ScreeningRecord, number: Int, _ faults: inout [RuleFault]
  ) -> RuleCaseRow? {
    guard let given = node.fields(nil, &faults) else { return nil }
    faults += unknownNames(given, record, node)
    var row = RuleCaseRow(record: record.name, values: [:], lists: [:], records: [:])
    if record.name == "Person" { setAge(given, node, &row, &faults) }
    for field in record.fields where row.values[field.name] == nil {
      guard let value = given[field.name] else {
        setDefault(field, record, number: number, node, &row, &faults)
        continue
      }
      switch field.kind {
      case .rows(let name): row.lists[field.name] = rows(value, name, &faults)
      case .record(let name):
        row.records[field.name] = ScreeningVocabulary.record(name).flatMap {
          self.row(value, $0, number: 1, &faults)
        }
      default: row.values[field.name] = self.value(value, field, &faults)
      }
    }
    return row
  }

  private func rows(_ node: RuleNode, _ name: String, _ faults: inout [RuleFault]) -> [RuleCaseRow] {
    guard let record = ScreeningVocabulary.record(name) else { return [] }
    var all: [RuleCaseRow] = []
    for (index, entry) in node.list(&faults).enumerated() {
      if let row = row(entry, record, number: index + 1, &faults) { all.append(row) }
    }
    guard let date = record.orderedBy else { return all }
    return all.enumerated().sorted { left, right in
      let (before, after) = (rank(left.element, date), rank(right.element, date))
      return before == after ? left.offset < right.offset : before.lexicographicallyPrecedes(after)
    }.map(\.element)
  }

  /// Date, then record number.
  private func rank(_ row: RuleCaseRow, _ date: String) -> [Int64] {
    [row.values[date], row.values["record_number"]].map { value in
      switch value {
      case .timestamp(let moment)?: moment.seconds
      case .int(let number)?: number
      default: 0
      }
    }
  }

  private func setDefault(
    _ field: ScreeningField, _ record: ScreeningRecord, number: Int, _ node: RuleNode,
    _ row: inout RuleCaseRow, _ faults: inout [RuleFault]
  ) {
    if let value = RuleCaseRows.defaults[record.name]?[field.name] {
      row.values[field.name] = value
      return
    }
    guard field.always else { return }
    switch field.kind {
    case .rows: row.lists[field.name] = []
    case .record(let name):
      var empty = RuleCaseRow(record: name, values: [:], lists: [:], records: [:])
      for below in ScreeningVocabulary.record(name)?.fields ?? [] {
        setDefault(below, ScreeningRecord(name, "", "", "", []), number: 1, node, &empty, &faults)
      }
      row.records[field.name] = empty
    case .flag: row.values[field.name] = .bool(false)
    case .text: row.values[field.name] = .string("")
    case .day:
      faults.append(node.fault(zh: "缺少日期“\(field.name)”。", en: "The date \(field.name) is missing."))
    default: row.values[field.name] = .int(field.name == "record_number" ? Int64(number) : 0)
    }
  }

  private func setAge(
    _ given: [String: RuleNode], _ node: RuleNode, _ row: inout RuleCaseRow, _ faults: inout [RuleFault]
  ) {
    let age = given["age"].flatMap { $0.number(0...130, &faults) }
    if let birth = given["birth"].flatMap({ $0.day(&faults) }) {
      if let age, age != birth.age(on: asOf) {
        faults.append(node.fault(zh: "年龄与出生日期不符。", en: "Age and day of birth disagree."))
      }
      row.values["birth"] = RuleTime.value(birth)
      row.values["age"] = .int(Int64(birth.age(on: asOf)))
    } else {
      let years = age ?? RuleCaseRows.standardAge
      let birth =
        Day(year: asOf.year - years, month: asOf.month, day: asOf.dayOfMonth)
        ?? Day(year: asOf.year - years, month: 2, day: 28) ?? asOf
      row.values["birth"] = RuleTime.value(birth)
      row.values["age"] = .int(Int64(years))
    }
  }

  private func value(_ node: RuleNode, _ field: ScreeningField, _ faults: inout [RuleFault]) -> Value? {
    guard let text = node.text(&faults) else { return nil }
    if let value = read(text, field) { return value }
    let hint = hint(text, field)
    faults.append(
      node.fault(
        zh: "“\(text)”不是“\(field.meaning.zh)”（\(field.name)）的值\(hint?.zh ?? "。")",
        en: "\(text) is no value of \(field.name)\(hint?.en ?? ".")"))
    return nil
  }

  /// What should be written for a number in words, a yes or no, or a code by its words.
  private func hint(_ text: String, _ field: ScreeningField) -> Text? {
    switch field.kind {
    case .flag:
      let yes = ["是", "有", "yes", "1"].contains(text)
      guard yes || ["否", "无", "没有", "no", "0"].contains(text) else { return nil }
      return Text(zh: "，请写 \(yes)。", en: "; write \(yes).")
    case .code(let prefix):
      let known = ScreeningVocabulary.constants.filter { $0.prefix == prefix }
      if let same = known.first(where: { [$0.meaning.zh, $0.meaning.en].contains(text) }) {
        return Text(zh: "，请写 \(same.name)（\(same.meaning.zh)）。", en: "; write \(same.name).")
      }
      return Text(
        zh: meant(text, in: known.map(\.name), zh: "可以写"), en: meant(text, in: known.map(\.name)))
    case .day, .text, .grade, .record, .rows: return nil
    case .money, .count, .number, .months, .age:
      return plainNumber(text).map { Text(zh: "，请写 \($0)。", en: "; write \($0).") }
    }
  }

  private func read(_ text: String, _ field: ScreeningField) -> Value? {
    switch field.kind {
    case .money: return amount(text).map { .int($0) }
    case .grade: return RuleUnit.grade.value(text).map { .int($0) }
    case .flag: return ["true": .bool(true), "false": .bool(false)][text]
    case .day: return Day(text).map(RuleTime.value)
    case .text: return .string(text)
    case .code(let prefix):
      let named = ScreeningVocabulary.constants.first { $0.prefix == prefix && $0.name == text }
      return named.map { .int($0.value) }
    case .count, .number, .months, .age: return Int64(text).map { .int($0) }
    case .record, .rows: return nil
    }
  }

  private func amount(_ text: String) -> Int64? {
    text.hasPrefix("-") ? Money(text.dropFirst()).map { -$0.fen } : Money(text)?.fen
  }

  private func unknownNames(
    _ given: [String: RuleNode], _ record: ScreeningRecord, _ node: RuleNode
  ) -> [RuleFault] {
    given.keys.sorted().filter { record.field($0) == nil }.map { name in
      let node = node.key(name)
      if facts.contains(Fact.Key(record.name, name)) {
        return node.fault(
          zh: "“\(name)”是事实，由数据算出；用例中请写原始数据。",
          en: "\(name) is a fact and follows from the rows; a case gives the rows.")
      }
      let known = record.fields.map(\.name)
      return node.fault(
        zh: "\(record.name) 没有字段“\(name)”\(meant(name, in: known, zh: "可以写"))",
        en: "\(record.name) has no field \(name)\(meant(name, in: known))")
    }
  }
}
