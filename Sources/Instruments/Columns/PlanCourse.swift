// How each rule of a plan runs: what over columns, what row by row, for which rows and why.

import RuleLanguage
package import RuleValues

extension Plan {
  /// A part of a rule that is computed row by row.
  package struct RowStep: Sendable, Hashable {
    /// Its source.
    package let text: String
    /// The derived field whose rule it stands in; nil in the rule itself.
    package let field: String?
    /// The record type of the rows that it is computed for.
    package let record: String
    /// Why it has no columnar form.
    package let reason: Wording
    /// What has to be so of a row, each by itself; empty where it is computed for every row.
    package let conditions: [Wording]
  }

  /// How a rule runs. **Shape**: `steps` in the order in which they are met, empty where all of the rule runs
  /// over columns.
  package struct Course: Sendable {
    /// Does nothing of the rule run over columns?
    package let isByRow: Bool
    package let steps: [RowStep]

  }
}

extension Plan.Course {
  /// That of a rule with no columnar form at all.
  init(_ rule: CheckedRule, _ record: String, _ reason: Wording) {
    isByRow = true
    steps = [Plan.RowStep(text: rule.source, field: nil, record: record, reason: reason, conditions: [])]
  }
}

extension Compiler {
  /// How the rule or output runs whose node this is.
  func course(of node: Int) -> Plan.Course {
    var (steps, seen): ([Plan.RowStep], Set<Int>) = ([], [])
    func walk(_ node: Int) {
      guard graph.waitsForRows(node), seen.insert(node).inserted else { return }
      for operand in graph.nodes[node].operation.operands { walk(operand) }
      guard case .byRow(let number, let need) = graph.nodes[node].operation else { return }
      let part = graph.rowParts[number]
      let step = Plan.RowStep(
        text: part.text, field: part.field, record: part.record, reason: part.reason,
        conditions: (need.flatMap { conditions[$0] } ?? []).map(\.wording))
      if !steps.contains(step) { steps.append(step) }
    }
    walk(node)
    return Plan.Course(isByRow: false, steps: steps)
  }
}

extension Condition {
  var wording: Wording {
    switch wanted {
    case .unlessFalse: Wording(zh: "“\(shown)”成立或无法判断", en: "\(shown) is true or can't be judged")
    case .unlessTrue: Wording(zh: "“\(shown)”不成立或无法判断", en: "\(shown) is false or can't be judged")
    case .whereTrue: Wording(zh: "“\(shown)”成立", en: "\(shown) is true")
    case .whereFalse: Wording(zh: "“\(shown)”不成立", en: "\(shown) is false")
    case .inList: Wording(zh: "属于“\(shown)”", en: "it is in \(shown)")
    }
  }

  /// The source on one line.
  private var shown: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// The interpreter then computes the nearest test or number around the expression, row by row.
struct Unsupported: Error {
  let reason: Wording

  init(zh: String, en: String) { reason = Wording(zh: zh, en: en) }

  init(_ reason: Wording) { self.reason = reason }

  /// The same, said of a derived field that was read.
  func inside(_ field: String) -> Unsupported {
    Unsupported(zh: "\(field)：\(reason.zh)", en: "\(field): \(reason.en)")
  }
}

/// An operator as people write it; the name of any other function.
func sign(of function: String) -> String {
  switch function {
  case Operator.index: "[]"
  case Operator.optionalSelect: ".?"
  case Operator.optionalIndex: "[?]"
  case Operator.optionalEntry: "?"
  case Operator.in_: "in"
  default: function.filter { $0 != "_" || !function.hasPrefix("_") && !function.hasSuffix("_") }
  }
}
