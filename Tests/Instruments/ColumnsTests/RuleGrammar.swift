// Writes random rule texts of a wanted type over a vocabulary, as a person might.

import Columns
import RuleLanguage
import RuleValues

struct RuleGrammar {
  typealias Scope = [(name: String, type: CELType)]

  /// An expression of a record, or of a list of them.
  struct Path {
    let text: String
    let record: String
    /// Does it lead through a reference? Then rows in sight have no one row there.
    let isFar: Bool
  }

  var chance: Chance
  /// Grows while derived fields are made.
  var vocabulary: Vocabulary

  init(_ seed: Int, _ vocabulary: Vocabulary) { (chance, self.vocabulary) = (Chance(seed), vocabulary) }

  /// A rule text that the checker accepts; most texts are, so few are thrown away.
  mutating func rule(_ type: CELType, _ scope: Scope, depth: Int) -> CheckedRule {
    for _ in 0..<1_000 {
      let text = text(type, scope, depth)
      if let rule = try? Checker.check(text, vocabulary: vocabulary, expecting: type), rule.type == type {
        return rule
      }
    }
    preconditionFailure("the grammar writes rules of type \(type)")
  }

  /// Derived fields, each of which may read those before it, entered in the vocabulary.
  mutating func derivedFields(_ count: Int) -> [DerivedField] {
    let kinds: [CELType] = [
      .int, .int, .bool, .bool, .timestamp, .duration, .string, .list(.record("Person")),
      .list(.record("Bill")),
      .list(.record("Event")), .list(.int), .record("Person"), .record("Group"), .record("School"),
    ]
    return (0..<count).map { number in
      let record = chance.pick(vocabulary.records.keys.sorted())
      let variable = record == Town.subject ? "household" : record.lowercased()
      var type = chance.pick(kinds)
      let scope: Scope = [(variable, .record(record))]
      // Not every record leads to every other.
      switch type {
      case .record(let target): if row(scope, 2, wanted: target) == nil { type = .int }
      case .list(let element): if list(of: element, scope, 2) == nil { type = .bool }
      default: break
      }
      vocabulary.variables[variable] = .init(.record(record))
      let rule = rule(type, scope, depth: 3)
      // Nobody but the field's own rule may speak of its row.
      if record != Town.subject { vocabulary.variables[variable] = nil }
      vocabulary.records[record]?.fields["made\(number)"] = .init(type, always: false)
      return DerivedField(record: record, name: "made\(number)", variable: variable, rule: rule)
    }
  }
}

// Values of any type.
extension RuleGrammar {
  mutating func text(_ type: CELType, _ scope: Scope, _ depth: Int) -> String {
    if depth <= 0 || chance.once(in: 6) { return leaf(type, scope) }
    if chance.once(in: 14) {
      let (test, yes) = (text(.bool, scope, depth - 1), text(type, scope, depth - 1))
      return "(\(test) ? \(yes) : \(text(type, scope, depth - 1)))"
    }
    if chance.once(in: 18), let bound = bound(type, scope, depth) { return bound }
    switch type {
    case .bool: return bool(scope, depth)
    case .int: return int(scope, depth)
    case .timestamp: return moment(scope, depth)
    case .duration: return span(scope, depth)
    case .string: return word(scope, depth)
    case .list(let element): return list(of: element, scope, depth) ?? "null"
    case .record(let name): return row(scope, depth, wanted: name)?.text ?? "null"
    default: return "null"
    }
  }

  /// A field, a constant or a literal.
  mutating func leaf(_ type: CELType, _ scope: Scope) -> String {
    let names = scope.filter { $0.type == type }.map(\.name)
    if !names.isEmpty, chance.once(in: 2) { return chance.pick(names) }
    if !chance.once(in: 4), let field = field(type, scope, 1) { return field }
    switch type {
    case .bool: return chance.pick(["true", "false", "flag", "flag", "flag", "no_flag"])
    case .int:
      return chance.pick([
        "0", "1", "2", "3", "5", "7", "-1", "few", "few", "few", "limit", "limit", "grade.C", "100", "127",
        "-129",
        "40000", "40000", "5000000000",
        chance.pick(["no_number", "9223372036854775807", "-9223372036854775808"]),
      ])
    case .timestamp:
      return chance.pick([
        "as_of", "as_of", "as_of", "as_of", "as_of", chance.pick(["as_of", "no_day"]),
        "timestamp('2024-03-01T00:00:00Z')", "timestamp('2023-07-01T12:30:00Z')",
        "timestamp('1969-12-31T23:59:59Z')",
      ])
    case .duration:
      return chance.pick(["grace", "days(30)", "days(few)", "duration('36h')", "duration('-90s')"])
    case .string:
      return chance.once(in: 3)
        ? chance.pick(["word", "kind.inpatient", "no_word"]) : literal(chance.pick(Town.words))
    case .list(let element): return list(of: element, scope, 1) ?? "null"
    case .record(let name): return row(scope, 1, wanted: name)?.text ?? "null"
    default: return "null"
    }
  }

  mutating func field(_ type: CELType, _ scope: Scope, _ depth: Int) -> String? {
    for _ in 0..<4 {
      guard let row = row(scope, depth, wanted: nil) else { return nil }
      let names = fields(of: row.record) { $0 == type }
      if !names.isEmpty { return "\(row.text).\(chance.pick(names))" }
    }
    return nil
  }

  private func fields(of record: String, where fits: (CELType) -> Bool) -> [String] {
    (vocabulary.records[record]?.fields ?? [:]).filter { fits($0.value.type) }.keys.sorted()
  }

  /// A path to a record: a row in sight, then through references and last rows of lists.
  mutating func row(_ scope: Scope, _ depth: Int, wanted: String?) -> Path? {
    for _ in 0..<8 {
      // The innermost rows are the ones that rules speak of most.
      guard let start = (chance.once(in: 2) ? scope.last : scope[chance.below(scope.count)]),
        case .record(var record) = start.type
      else { continue }
      var (text, isFar) = (start.name, false)
      for _ in 0..<chance.pick([0, 0, 0, 0, 1, 1, 2, 3]) where depth > 0 {
        let next = fields(of: record) { if case .record = $0 { true } else { false } }
        if !next.isEmpty, !chance.once(in: 4) {
          let name = chance.pick(next)
          guard case .record(let target)? = vocabulary.records[record]?.fields[name]?.type else { continue }
          (text, record, isFar) = ("\(text).\(name)", target, true)
        } else if let list = rows(scope, depth - 1) {
          (text, record, isFar) = ("last(\(list.text))", list.record, list.isFar)
        }
      }
      if wanted == nil || wanted == record { return Path(text: text, record: record, isFar: isFar) }
    }
    return nil
  }

  /// A list of rows: a field of a row, filtered now and then.
  mutating func rows(_ scope: Scope, _ depth: Int, wanted: String? = nil) -> Path? {
    for _ in 0..<6 {
      // Mostly the lists of the innermost row; now and then those of one further out, which cross with it.
      let owners = chance.once(in: 5) ? [scope[chance.below(scope.count)]] : scope
      guard let owner = row(owners, depth - 1, wanted: nil) else { continue }
      let names = fields(of: owner.record) { type in
        guard case .list(.record(let element)) = type else { return false }
        return wanted == nil || wanted == element
      }
      guard !names.isEmpty else { continue }
      let name = chance.pick(names)
      guard case .list(.record(let element))? = vocabulary.records[owner.record]?.fields[name]?.type else {
        continue
      }
      var text = "\(owner.text).\(name)"
      for _ in 0..<chance.pick([0, 0, 1, 1, 2]) where depth > 0 {
        let loop = loop(scope, .record(element), isFar: owner.isFar)
        text += ".filter(\(loop.name), \(self.text(.bool, loop.scope, depth - 1)))"
      }
      if depth > 0, chance.once(in: 8),
        let mapped = mapped(Path(text: text, record: element, isFar: owner.isFar))
      {
        return mapped
      }
      return Path(text: text, record: element, isFar: owner.isFar)
    }
    return nil
  }

  /// The rows that a list's rows refer to.
  private mutating func mapped(_ list: Path) -> Path? {
    let names = fields(of: list.record) { if case .record = $0 { true } else { false } }
    guard !names.isEmpty else { return nil }
    let name = chance.pick(names)
    guard case .record(let target)? = vocabulary.records[list.record]?.fields[name]?.type else { return nil }
    return Path(text: "\(list.text).map(x, x.\(name))", record: target, isFar: list.isFar)
  }

  /// A list whose elements are of the type.
  mutating func list(of element: CELType, _ scope: Scope, _ depth: Int) -> String? {
    if case .record(let name) = element { return rows(scope, depth, wanted: name)?.text }
    if chance.once(in: 6), let field = field(.list(element), scope, depth) { return field }
    guard let rows = rows(scope, depth) else { return nil }
    let loop = loop(scope, .record(rows.record), isFar: rows.isFar)
    let filter = chance.once(in: 4) ? "\(text(.bool, loop.scope, depth - 2)), " : ""
    var text = "\(rows.text).map(\(loop.name), \(filter)\(self.text(element, loop.scope, depth - 1)))"
    if chance.once(in: 4), element != .string {
      let inner = self.loop(scope, element, isFar: rows.isFar)
      text += ".filter(\(inner.name), \(self.text(.bool, inner.scope, depth - 2)))"
    }
    return text
  }

  /// A loop variable: often a new name, now and then one that hides another. In the lists of far rows the
  /// others are seldom spoken of, because that has no columnar form.
  mutating func loop(_ scope: Scope, _ element: CELType, isFar: Bool) -> (name: String, scope: Scope) {
    let name = chance.once(in: 60) ? "household" : chance.pick(["p", "b", "x", "y", "z"])
    let others = isFar && !chance.once(in: 10) ? [] : scope.filter { $0.name != name }
    return (name, others + [(name, element)])
  }
}
