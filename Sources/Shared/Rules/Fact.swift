// A named value that several rules use: computed once a row, read like a field, in an order that works.

package import Kernel
package import RuleLanguage
package import RuleValues

/// A fact of the rule library.
package struct Fact: Sendable {
  /// A fact is known by its record type and its name.
  package struct Key: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let record: String
    package let name: String

    package init(_ record: String, _ name: String) { (self.record, self.name) = (record, name) }

    /// `Household.net_income`.
    package var description: String { "\(record).\(name)" }

    package static func < (left: Key, right: Key) -> Bool {
      (left.record, left.name) < (right.record, right.name)
    }
  }

  package enum Unit: String, CaseIterable, Sendable {
    case fen, years, months, days, persons, count, grade, date
  }

  package let key: Key
  /// The name under which the expression speaks of its row: `household`, `person`, `outage`.
  package let variable: String
  /// Nil for a yes or no.
  package let unit: Unit?
  package let display: RuleDisplay
  package let meaning: Text
  package let checked: CheckedRule
  /// The expression as a plain sentence, translated from the fact itself.
  package let inWords: Text
  /// The facts that the expression itself reads, sorted.
  package let uses: [Key]

  package var record: String { key.record }
  package var name: String { key.name }
  package var type: CELType { checked.type }
  package var expression: String { checked.source }
}

/// A fact as its file says it, before its expression is checked.
struct FactFile {
  let key: Fact.Key
  let record: ScreeningRecord
  let type: CELType
  let unit: Fact.Unit?
  let display: RuleDisplay
  let expression: String
  let meaning: Text
  /// Of a yes or no: what is said of a row for which it is true, and for which it is false.
  let claim: Vocabulary.Claim?
  let file: String
  let line: Int
  /// Where the type, the display and the expression are written.
  let typeNode: RuleNode
  let displayNode: RuleNode
  let expressionNode: RuleNode

  private enum Kind: String, CaseIterable { case int, bool, string, timestamp }
  private static let keys = [
    "on", "name", "type", "unit", "display", "expression", "zh", "en", "holds", "fails",
  ]

  /// Reads `facts/<record>_<name>.yaml`; what is wrong goes to `faults`.
  init?(_ node: RuleNode, _ faults: inout [RuleFault]) {
    guard let fields = node.fields(FactFile.keys, &faults) else { return nil }
    let onNode = node.required("on", of: fields, &faults)
    let on = onNode?.text(&faults)
    let name = node.required("name", of: fields, &faults)?.text(&faults)
    let typeNode = node.required("type", of: fields, &faults)
    let kind = typeNode?.choice(Kind.self, &faults)
    let unit = fields["unit"]?.choice(Fact.Unit.self, &faults)
    let displayNode = node.required("display", of: fields, &faults)
    let display = displayNode?.choice(RuleDisplay.self, &faults)
    let meaning = node.bothLanguages(of: fields, &faults)
    let expression = node.required("expression", of: fields, &faults)
    guard let on, let name, let typeNode, let kind, let displayNode, let display, let meaning, let expression,
      let text = expression.text(&faults)
    else { return nil }
    guard let record = ScreeningVocabulary.record(on) else {
      let near = nearestName(to: on, in: ScreeningVocabulary.records.map(\.name))
      faults.append(
        (onNode ?? node).fault(
          zh: "没有名为“\(on)”的记录类型\(near.map { "，是否指 \($0)？" } ?? "。")",
          en: "There is no record type \(on)\(near.map { "; did you mean \($0)?" } ?? ".")"))
      return nil
    }
    let type: CELType =
      switch kind {
      case .int: .int
      case .bool: .bool
      case .string: .string
      case .timestamp: .timestamp
      }
    (self.record, self.type, self.unit, self.display) = (record, type, unit, display)
    (self.expression, self.meaning, self.file) = (text, meaning, node.file)
    key = Fact.Key(on, name)
    claim = FactFile.claim(node, fields, &faults)
    (self.typeNode, self.displayNode, expressionNode) = (typeNode, displayNode, expression)
    line = expression.line ?? 1
    faults += namingFaults(node)
  }

  /// How a file writes the type; nil for one that no fact has.
  static func word(for type: CELType) -> String? { Kind(rawValue: "\(type)")?.rawValue }

  /// Both statements or none.
  private static func claim(
    _ node: RuleNode, _ fields: [String: RuleNode], _ faults: inout [RuleFault]
  ) -> Vocabulary.Claim? {
    guard fields["holds"] != nil || fields["fails"] != nil else { return nil }
    let holds = node.required("holds", of: fields, &faults)?.bothLanguages(&faults)
    let fails = node.required("fails", of: fields, &faults)?.bothLanguages(&faults)
    guard let holds, let fails else { return nil }
    return Vocabulary.Claim(
      holds: Wording(zh: holds.zh, en: holds.en), fails: Wording(zh: fails.zh, en: fails.en))
  }

  /// The fault of a display that its values can't take.
  var displayFault: RuleFault? {
    guard !display.accepts(type) else { return nil }
    return displayNode.fault(
      zh: "显示格式 \(display.rawValue) 不适用于\(type.wording.zh)。",
      en: "The display \(display.rawValue) does not fit \(type).")
  }

  private func namingFaults(_ node: RuleNode) -> [RuleFault] {
    var faults: [RuleFault] = []
    let expected = "facts/\(snakeCase(key.record))_\(key.name).yaml"
    if file != expected {
      faults.append(
        node.fault(zh: "这个事实的文件应叫 \(expected)。", en: "The file of this fact should be \(expected)."))
    }
    if !isPlainName(key.name) {
      faults.append(
        node.fault(
          zh: "事实名“\(key.name)”只能用小写英文字母、数字和下划线，并以字母开头。",
          en: "The name \(key.name) should be lower-case letters, digits and _, a letter first."))
    }
    if record.field(key.name) != nil {
      faults.append(
        node.fault(
          zh: "\(key.record) 已有字段“\(key.name)”。", en: "\(key.record) already has a field \(key.name)."))
    }
    return faults
  }
}

/// `WaterOutage` -> `water_outage`.
func snakeCase(_ name: String) -> String {
  var text = ""
  for (index, letter) in name.enumerated() {
    if letter.isUppercase && index > 0 { text.append("_") }
    text.append(contentsOf: letter.lowercased())
  }
  return text
}

extension CheckedRule {
  /// Every field that the expression reads of a record, also those it only asks `has` for.
  package var fieldsRead: Set<Fact.Key> {
    var found = Set<Fact.Key>()
    root.visit { node in
      guard case .select(let operand, let field, _) = node.form,
        case .record(let record)? = types[operand.id]
      else { return }
      found.insert(Fact.Key(record, field))
    }
    return found
  }

  /// Every declared name it uses: parameters, constants, variables.
  package var namesRead: Set<String> { Set(references.values) }
}

/// Sorts facts so that each stands behind those it uses.
struct FactOrder {
  private let uses: [Fact.Key: [Fact.Key]]
  private(set) var sorted: [Fact.Key] = []
  /// Each circle once, as the chain of names that comes back to its first.
  private(set) var cycles: [[Fact.Key]] = []
  private var path: [Fact.Key] = []
  private var done = Set<Fact.Key>()

  init(_ uses: [Fact.Key: [Fact.Key]]) {
    self.uses = uses
    for key in uses.keys.sorted() { walk(key) }
  }

  private mutating func walk(_ key: Fact.Key) {
    if let start = path.firstIndex(of: key) {
      cycles.append(path[start...] + [key])
      return
    }
    guard let used = uses[key], !done.contains(key) else { return }
    path.append(key)
    for next in used { walk(next) }
    path.removeLast()
    done.insert(key)
    sorted.append(key)
  }
}
