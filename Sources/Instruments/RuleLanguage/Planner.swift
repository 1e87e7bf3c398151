// Turns a checked tree into steps: names become cells, constants are computed now.

import RuleValues

struct Planner {
  private let rule: CheckedRule
  private let vocabulary: Vocabulary
  private(set) var variables: [String] = []
  /// Loop variables in force with their cells, innermost last. Cells are numbered from the first after
  /// variables.
  private var loops: [(name: String, cell: Int)] = []
  private var mostLoops = 0
  private let firstLoopCell: Int

  init(_ rule: CheckedRule, _ vocabulary: Vocabulary) {
    (self.rule, self.vocabulary) = (rule, vocabulary)
    firstLoopCell = Set(rule.references.values).count
  }

  var cellCount: Int { firstLoopCell + mostLoops }

  mutating func step(for node: Expression) -> any Step {
    if let name = rule.references[node.id] { return declared(name, node) }
    switch node.form {
    case .literal(let value): return ConstantStep(value, node.span)
    case .name(let name):
      guard let loop = loops.last(where: { $0.name == name }) else {
        return FaultStep(.unknownVariable(name), node.span)
      }
      return CellStep(loop.cell, name, node.span)
    case .select(let operand, let field, let testOnly):
      let operand = step(for: operand)
      return testOnly ? HasStep(operand, field, node.span) : FieldStep(operand, field, node.span)
    case .call(let function, let target, let arguments):
      return call(function, ((target.map { [$0] } ?? []) + arguments).map { step(for: $0) }, node)
    case .list(let elements):
      let elements = elements.map { step(for: $0) }
      return folded(ListStep(elements, node.span), over: elements)
    case .map(let entries):
      let entries = entries.map { (key: step(for: $0.key), value: step(for: $0.value)) }
      return folded(MapStep(entries, node.span), over: entries.map(\.key) + entries.map(\.value))
    case .comprehension(let kind, let range, let variable, let filter, let body):
      let range = step(for: range)
      let cell = firstLoopCell + loops.count
      loops.append((variable, cell))
      mostLoops = max(mostLoops, loops.count)
      defer { loops.removeLast() }
      return ComprehensionStep(
        kind, node: node.id, range: range, cell: cell, filter: filter.map { step(for: $0) },
        step: step(for: body),
        node.span)
    }
  }

  private mutating func declared(_ name: String, _ node: Expression) -> any Step {
    if let value = vocabulary.variables[name]?.value { return ConstantStep(value, node.span) }
    if vocabulary.variables[name] == nil, let type = CELType.named[name] {
      return ConstantStep(.type(type.valueName), node.span)
    }
    if let cell = variables.firstIndex(of: name) { return CellStep(cell, name, node.span) }
    variables.append(name)
    return CellStep(variables.count - 1, name, node.span)
  }

  private func call(_ function: String, _ operands: [any Step], _ node: Expression) -> any Step {
    if let step = logic(function, operands, node.span) { return folded(step, over: operands) }
    if operands.count == 2, let kind = ComparisonStep.kinds[function] {
      return folded(ComparisonStep(operands[0], operands[1], kind, node.span), over: operands)
    }
    switch Standard.function(function, arity: operands.count)?.body {
    case .one(let run): return folded(UnaryStep(operands[0], node.span, run), over: operands)
    case .two(let run): return folded(BinaryStep(operands[0], operands[1], node.span, run), over: operands)
    case nil: return FaultStep(.noOverload(function: function, types: ""), node.span)
    }
  }

  private func logic(_ function: String, _ operands: [any Step], _ span: Span) -> (any Step)? {
    switch (function, operands.count) {
    case (Operator.and, 2): JunctionStep(operands[0], operands[1], decisive: false, span)
    case (Operator.or, 2): JunctionStep(operands[0], operands[1], decisive: true, span)
    case (Operator.not, 1): NotStep(operands[0], span)
    case (Operator.in_, 2): MembershipStep(operands[0], operands[1], span)
    case (Operator.conditional, 3): ChoiceStep(operands[0], operands[1], operands[2], span)
    default: nil
    }
  }

  /// The step's value right away where nothing in it can change; a fault waits until the step is reached.
  private func folded(_ step: any Step, over parts: [any Step]) -> any Step {
    guard parts.allSatisfy({ $0 is ConstantStep }) else { return step }
    var frame = Frame(cellCount: 0, budget: 10_000)
    do { return ConstantStep(try step.value(&frame), step.span) } catch {
      return FaultStep(error.reason, error.span)
    }
  }
}

extension CELType {
  /// The name of the type as a value.
  var valueName: String {
    switch self {
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    default: description
    }
  }
}
