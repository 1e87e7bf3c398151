// Traces a rule on one household: what made it true, down to the rows, or how far it is from being true.

import Columns
import Kernel
import RuleLanguage
import RuleTelling
import RuleValues
import Rules
import Snapshots

struct Witness {
  let library: RuleLibrary
  let context: RowContext
  let row: Int
  /// Names of members by person row.
  let names: TextColumn
  let tracer: Tracer
  let words: ConditionWords

  func holds(_ rule: Rule) throws(EvaluationFault) -> Bool {
    if case .bool(true) = try evaluate(rule.checked) { return true }
    return false
  }

  func sentence(of rule: Rule) -> Text {
    func says(_ language: Language) -> String { rule.sentence(language) { try evaluate($0) } }
    return Text(zh: says(.zh), en: says(.en))
  }

  func explain(_ rule: Rule) -> ExplainedFinding {
    let reason = trace(rule)?.reason
    return ExplainedFinding(
      rule: rule, sentence: sentence(of: rule),
      condition: library.conditionInWords(of: rule, context.constants), facts: facts(of: rule),
      reasons: reason.map { ReasonList(words: words, name: name).reasons($0) } ?? [],
      evidence: evidence(reason?.records ?? [], of: rule))
  }

  /// Nil for a rule that is not near.
  func nearMiss(_ rule: Rule, within reach: Reach) -> NearMiss? {
    guard let missing = trace(rule)?.nearMiss(within: reach) else { return nil }
    var conditions: [NearCondition] = []
    for condition in missing {
      guard let near = words.missing(condition) else { return nil }
      let rows = unique(condition.elements.compactMap(name))
      let told = near.about(rows.isEmpty ? nil : ReasonList.joined(rows))
      if !conditions.contains(where: { $0.sentence == told.sentence }) { conditions.append(told) }
    }
    let zh = conditions.map(\.sentence.zh).joined(separator: "；")
    let en = conditions.map(\.sentence.en).joined(separator: "; ")
    return NearMiss(
      rule: rule,
      sentence: Text(zh: zh + "。", en: en.prefix(1).uppercased() + en.dropFirst() + "."),
      conditions: conditions)
  }

  /// Nil only where the tracer's budget is spent.
  private func trace(_ rule: Rule) -> Trace? {
    let record = context.record("Household", row)
    let constants = context.constants
    return try? tracer.trace(rule.checked) { $0 == "household" ? .record(record) : constants[$0] }
  }

  private func evaluate(_ checked: CheckedRule) throws(EvaluationFault) -> Value {
    try context.evaluate(Program(checked, vocabulary: library.vocabulary), "household", "Household", row)
  }

  /// The facts on the household and its group that the rule uses, then its parameters.
  private func facts(of rule: Rule) -> [ExplainedFact] {
    let household = context.record("Household", row)
    var owners: [String: any Record] = ["Household": household]
    if case .record(let group)? = household.field("group") { owners["Group"] = group }
    var facts: [ExplainedFact] = []
    for key in rule.facts {
      guard let owner = owners[key.record], let fact = library.fact(key) else { continue }
      let value = owner.field(key.name)
      facts.append(
        ExplainedFact(name: key.name, meaning: fact.meaning, value: text(value, display: fact.display)))
    }
    for name in rule.parameterNames {
      guard let parameter = library.parameter(name) else { continue }
      facts.append(
        ExplainedFact(
          name: name, meaning: parameter.meaning,
          value: text(context.constants[name], display: parameter.unit.display)))
    }
    return facts
  }

  private func text(_ value: Value?, display: RuleDisplay) -> Text {
    guard let value else { return RuleDisplay.unknown }
    return Text(zh: display.text(value, .zh), en: display.text(value, .en))
  }

  /// How people call a row: a member's name, or what kind of row of which day; nil for the household itself
  /// and its group.
  private func name(_ element: Value) -> Text? {
    guard let (table, row) = RowContext.place(of: element), let record = ScreeningVocabulary.record(table)
    else { return nil }
    if table == "Person", names.indices.contains(row) { return Text(zh: names[row], en: names[row]) }
    guard table != "Household", table != "Group" else { return nil }
    guard let order = record.orderedBy, let field = record.field(order),
      let value = context.frame[table].columns[order]?.value(at: row)
    else { return record.meaning }
    return Text(
      zh: "\(record.meaning.zh)（\(field.text(value, .zh))）",
      en: "\(record.meaning.en) (\(field.text(value, .en)))")
  }

  /// The rows among those that decided, in the order of the tables. Rows of the register itself are named
  /// only where the rule lists them.
  private func evidence(_ records: [any Record], of rule: Rule) -> [EvidenceRow] {
    let seen = Set(
      records.compactMap { RowContext.place(of: .record($0)) }.map { RowPlace(table: $0.table, row: $0.row) })
    let wanted = Set(rule.evidence.compactMap(recordType))
    let fields = rule.facts.compactMap { library.fact($0)?.checked }.reduce(into: rule.checked.fieldsRead) {
      $0.formUnion($1.fieldsRead)
    }
    return seen.filter { wanted.contains($0.table) || !Witness.register.contains($0.table) }.sorted()
      .compactMap { evidenceRow($0, fields) }
  }

  /// Record types that every household has rows of, whatever a rule looks for.
  private static let register: Set<String> = ["Person", "IncomeYear", "Group"]

  /// The record type of `medical_bills` or `group.water_outages`.
  private func recordType(_ list: String) -> String? {
    var type = "Household"
    for part in list.split(separator: ".") {
      guard let field = ScreeningVocabulary.record(type)?.field(String(part)) else { return nil }
      switch field.kind {
      case .record(let name), .rows(let name): type = name
      default: return nil
      }
    }
    return type
  }

  /// - Parameter read: The fields that the rule reads.
  private func evidenceRow(_ place: RowPlace, _ read: Set<Fact.Key>) -> EvidenceRow? {
    guard let record = ScreeningVocabulary.record(place.table) else { return nil }
    let table = context.frame[place.table]
    func number(_ column: String) -> Int64? {
      guard case .int(let number)? = table.columns[column]?.value(at: place.row) else { return nil }
      return number
    }
    var cells: [ExplainedFact] = []
    if place.table == "Person", names.indices.contains(place.row) {
      let name = names[place.row]
      cells.append(
        ExplainedFact(name: "name", meaning: Text(zh: "姓名", en: "name"), value: Text(zh: name, en: name)))
    }
    var day: Day?
    var amounts: [Money] = []
    for field in record.fields {
      guard let value = table.columns[field.name]?.value(at: place.row) else { continue }
      if case .timestamp(let moment) = value, field.name == record.orderedBy {
        day = Day(number: Int32(moment.seconds / 86_400))
      }
      if case .int(let fen) = value, field.kind == .money, !Witness.register.contains(place.table),
        read.contains(Fact.Key(place.table, field.name))
      {
        amounts.append(Money(fen: fen))
      }
      cells.append(
        ExplainedFact(
          name: field.name, meaning: field.meaning,
          value: ScreeningVocabulary.text(value, of: field, in: place.table)))
    }
    let telling = cells.filter { cell in
      cell.name == "name" || cell.name == record.orderedBy || read.contains(Fact.Key(place.table, cell.name))
    }.map { cell in
      ExplainedFact(
        name: cell.name, meaning: Text(Wording(zh: cell.meaning.zh, en: cell.meaning.en).name),
        value: cell.value)
    }
    return EvidenceRow(
      recordType: place.table, title: record.meaning, recordNumber: number("record_number"), day: day,
      amount: amounts.count == 1 ? amounts[0] : nil,
      cells: cells, telling: telling, importNumber: number("import"), line: number("line").map { Int($0) })
  }
}

/// A row of a table, in a fixed order.
private struct RowPlace: Hashable, Comparable {
  let table: String
  let row: Int

  static func < (left: RowPlace, right: RowPlace) -> Bool {
    (left.table, left.row) < (right.table, right.row)
  }
}
