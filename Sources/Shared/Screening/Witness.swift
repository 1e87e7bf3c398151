// Watches the interpreter run a rule on one household and notes the rows that made it true.

import Columns
import Kernel
import RuleLanguage
import RuleValues

struct Witness {
  let library: RuleLibrary
  let context: RowContext
  let row: Int
  /// Names of members by person row.
  let names: [String]

  func holds(_ rule: Rule) throws(EvaluationFault) -> Bool {
    if case .bool(true) = try evaluate(rule.checked) { return true }
    return false
  }

  func explain(_ rule: Rule) -> ExplainedFinding {
    func words(_ language: Language) -> String {
      rule.sentence(language) { try evaluate($0) }
    }
    return ExplainedFinding(
      rule: rule, sentence: Text(zh: words(.zh), en: words(.en)),
      condition: library.conditionInWords(of: rule, context.constants), facts: facts(of: rule),
      evidence: evidence(of: rule))
  }

  private func evaluate(
    _ checked: CheckedRule, observing observer: ((Observation) -> Void)? = nil
  ) throws(EvaluationFault) -> Value {
    try context.evaluate(
      Program(checked, vocabulary: library.vocabulary), "household", "Household", row, observing: observer)
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

  /// Rows that a filter or an `exists` was true for, or that gave a number other than 0, in the order of
  /// the tables. Rows of the register itself are named only where the rule lists them.
  private func evidence(of rule: Rule) -> [EvidenceRow] {
    var seen: Set<RowPlace> = []
    let note: (Observation) -> Void = { observation in
      guard Witness.counts(observation), let place = RowContext.place(of: observation.element) else { return }
      seen.insert(RowPlace(table: place.table, row: place.row))
    }
    _ = try? evaluate(rule.checked, observing: note)
    for key in rule.facts { observe(key, note) }
    let wanted = Set(rule.evidence.compactMap(recordType))
    return seen.filter { wanted.contains($0.table) || !Witness.register.contains($0.table) }.sorted()
      .compactMap(evidenceRow)
  }

  /// Record types that every household has rows of, whatever a rule looks for.
  private static let register: Set<String> = ["Person", "IncomeYear", "Group"]

  private static func counts(_ observation: Observation) -> Bool {
    switch observation.result {
    case .bool(let truth): truth && observation.kind != .all && observation.kind != .map
    case .int(let number): number != 0
    default: false
    }
  }

  /// Runs a fact on the rows it belongs to, so that rows behind facts of facts are seen too.
  private func observe(_ key: Fact.Key, _ note: @escaping (Observation) -> Void) {
    guard let fact = library.fact(key), let table = context.frame.tables[key.record] else { return }
    let program = Program(fact.checked, vocabulary: library.vocabulary(of: fact))
    for index in 0..<table.rowCount where key.record != "Household" || index == row {
      _ = try? context.evaluate(program, fact.variable, key.record, index, observing: note)
    }
  }

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

  private func evidenceRow(_ place: RowPlace) -> EvidenceRow? {
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
    var amount: Money?
    for field in record.fields {
      guard let value = table.columns[field.name]?.value(at: place.row) else { continue }
      if case .timestamp(let moment) = value, field.name == record.orderedBy {
        day = Day(number: Int32(moment.seconds / 86_400))
      }
      if amount == nil, field.kind == .money, !Witness.register.contains(place.table),
        case .int(let fen) = value
      {
        amount = Money(fen: fen)
      }
      cells.append(
        ExplainedFact(
          name: field.name, meaning: field.meaning,
          value: Text(zh: field.text(value, .zh), en: field.text(value, .en))))
    }
    return EvidenceRow(
      recordType: place.table, title: record.meaning, recordNumber: number("record_number"), day: day,
      amount: amount,
      cells: cells, importNumber: number("import"), line: number("line").map { Int($0) })
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
