// Turns a checked tree into steps: names become cells, constants are computed now.

import RuleValues

/// A name that a macro around a part of a rule gives.
package enum MacroName {
  case element(String)
  case bound(String, Expression)
}

struct Planner {
  private let rule: CheckedRule
  private let vocabulary: Vocabulary
  private(set) var variables: [String] = []
  /// The names of macros in force with where they are held, innermost last.
  private var locals: [(name: String, place: Place)] = []
  private var lastCell = 0
  private var mostCells = 0
  /// Cells of macros are numbered from the first after variables.
  private let firstLocalCell: Int

  private enum Place {
    case cell(Int)
    case bound(Int, any Step)
  }

  /// The cells of the names that somebody else binds, in their order.
  private(set) var givenCells: [Int] = []

  init(_ rule: CheckedRule, _ vocabulary: Vocabulary) {
    (self.rule, self.vocabulary) = (rule, vocabulary)
    firstLocalCell = Set(rule.references.values).count
  }

  /// For a part of the rule that stands within the macros that gave these names, outermost first.
  init(_ rule: CheckedRule, _ vocabulary: Vocabulary, within names: [MacroName]) {
    self.init(rule, vocabulary)
    for name in names {
      switch name {
      case .element(let name):
        let cell = newCell()
        locals.append((name, .cell(cell)))
        givenCells.append(cell)
      case .bound(let name, let value):
        let (cell, source) = hold(value)
        locals.append((name, .bound(cell, source)))
      }
    }
  }

  var cellCount: Int { firstLocalCell + mostCells }

  mutating func step(for node: Expression) -> any Step {
    if let name = rule.references[node.id] { return declared(name, node) }
    switch node.form {
    case .literal(let value): return ConstantStep(value, node.span)
    case .name(let name): return local(name, node)
    case .select(let operand, let field, let testOnly):
      let step = step(for: operand)
      if testOnly { return HasStep(step, field, node.span) }
      return FieldStep(step, name(field, of: operand), node.span)
    case .call(let function, let target, let arguments):
      let operands = ((target.map { [$0] } ?? []) + arguments).map { step(for: $0) }
      return call(function, operands, isMember: target != nil, node)
    case .list(let elements):
      let parts = elements.map { part(for: $0) }
      return folded(ListStep(parts, node.span), over: parts.map(\.step))
    case .map(let entries):
      let entries = entries.map { (key: step(for: $0.key), value: part(for: $0.value)) }
      return folded(MapStep(entries, node.span), over: entries.map(\.key) + entries.map(\.value.step))
    case .message(let type, let fields):
      guard let message = Message.known[type] else { return FaultStep(.unknownVariable(type), node.span) }
      let fields = fields.map { (name: $0.name, value: part(for: $0.value)) }
      return folded(MessageStep(message, fields, node.span), over: fields.map(\.value.step))
    case .comprehension(let loop): return comprehension(loop, node)
    case .bind(let name, let value, let body):
      return bind(name, value, body, node)
    }
  }

  /// A field of a known kind of record is found by number.
  private func name(_ field: String, of operand: Expression) -> FieldKey {
    guard case .record(let type)? = rule.types[operand.id], vocabulary.records[type]?.fields[field] != nil
    else { return FieldKey(field) }
    return FieldKey(ofRecords: field)
  }

  private mutating func part(for node: Expression) -> LiteralPart {
    if case .call(Operator.optionalEntry, nil, let arguments) = node.form {
      return LiteralPart(step: step(for: arguments[0]), isOptional: true)
    }
    return LiteralPart(step: step(for: node), isOptional: false)
  }

  // Names of macros.

  private mutating func newCell() -> Int {
    lastCell += 1
    mostCells = max(mostCells, lastCell)
    return firstLocalCell + lastCell - 1
  }

  private mutating func within(
    _ names: [(name: String, place: Place)], _ plan: (inout Planner) -> any Step
  ) -> any Step {
    locals += names
    defer { locals.removeLast(names.count) }
    return plan(&self)
  }

  private func local(_ name: String, _ node: Expression) -> any Step {
    switch locals.last(where: { $0.name == name })?.place {
    case .cell(let cell): CellStep(cell, name, node.span)
    case .bound(let cell, let source): BoundStep(cell, source, node.span)
    case nil: FaultStep(.unknownVariable(name), node.span)
    }
  }

  private mutating func bind(
    _ name: String, _ value: Expression, _ body: Expression, _ node: Expression
  ) -> any Step {
    let last = lastCell
    defer { lastCell = last }
    let (cell, source) = hold(value)
    let body = within([(name, .bound(cell, source))]) { $0.step(for: body) }
    return BindStep(cell, body, node.span)
  }

  /// A cell for a value and the step that computes it. That step is run anywhere in what follows, so its own
  /// cells stay taken until the caller gives them back.
  private mutating func hold(_ value: Expression) -> (cell: Int, source: any Step) {
    let most = mostCells
    let cell = newCell()
    mostCells = lastCell
    let source = step(for: value)
    lastCell = mostCells
    mostCells = max(most, mostCells)
    return (cell, source)
  }

  private mutating func comprehension(_ loop: Loop, _ node: Expression) -> any Step {
    let range = step(for: loop.range)
    let cells = [loop.variable, loop.second].compactMap { $0 }.map { (name: $0, cell: newCell()) }
    defer { lastCell -= cells.count }
    return within(cells.map { ($0.name, .cell($0.cell)) }) { planner in
      let filter = loop.filter.map { planner.step(for: $0) }
      let step = planner.step(for: loop.step)
      let steps = LoopSteps(
        kind: loop.kind, range: range, cell: cells[0].cell, second: cells.count == 2 ? cells[1].cell : nil,
        filter: filter, step: step)
      return ComprehensionStep(steps, node: node.id, node.span)
    }
  }

  private mutating func declared(_ name: String, _ node: Expression) -> any Step {
    if let value = vocabulary.variables[name]?.value { return ConstantStep(value, node.span) }
    if vocabulary.variables[name] == nil, let value = Standard.constants[name] {
      return ConstantStep(value, node.span)
    }
    if vocabulary.variables[name] == nil, let type = CELType.named[name] {
      return ConstantStep(.type(type.valueName), node.span)
    }
    if let cell = variables.firstIndex(of: name) { return CellStep(cell, name, node.span) }
    variables.append(name)
    return CellStep(variables.count - 1, name, node.span)
  }

  private func call(
    _ function: String, _ operands: [any Step], isMember: Bool, _ node: Expression
  ) -> any Step {
    if let step = logic(function, operands, node.span) { return folded(step, over: operands) }
    if operands.count == 2, let kind = ComparisonStep.kinds[function] {
      return folded(ComparisonStep(operands[0], operands[1], kind, node.span), over: operands)
    }
    let known =
      Standard.function(function, operands.count, isMember: isMember)
      ?? vocabulary.functions[function]?.first { $0.takes(operands.count, isMember: isMember) }
    switch known?.body {
    case .one(let run): return folded(UnaryStep(operands[0], node.span, run), over: operands)
    case .two(let run): return folded(BinaryStep(operands[0], operands[1], node.span, run), over: operands)
    case .many(let run): return folded(ManyStep(operands, node.span, run), over: operands)
    case .metered(let run): return folded(MeteredStep(operands, node.span, run), over: operands)
    case nil: return FaultStep(.noOverload(function: function, types: ""), node.span)
    }
  }

  private func logic(_ function: String, _ operands: [any Step], _ span: Span) -> (any Step)? {
    switch (function, operands.count) {
    case (Operator.and, 2): JunctionStep(operands[0], operands[1], decisive: false, span)
    case (Operator.or, 2): JunctionStep(operands[0], operands[1], decisive: true, span)
    case (Operator.not, 1): NotStep(operands[0], span)
    case (Operator.in_, 2): MembershipStep(operands[0], operands[1], span)
    case ("or", 2): AlternativeStep(operands[0], operands[1], unwraps: false, span)
    case ("orValue", 2): AlternativeStep(operands[0], operands[1], unwraps: true, span)
    case (Operator.conditional, 3): ChoiceStep(operands[0], operands[1], operands[2], span)
    default: nil
    }
  }

  /// The step's value right away where nothing in it can change; a fault waits until the step is reached.
  private func folded(_ step: any Step, over parts: [any Step]) -> any Step {
    guard parts.allSatisfy({ $0 is ConstantStep }) else { return step }
    var frame = Frame(cellCount: 0, budget: 10_000)
    // What takes long is left to the evaluation, which pays for it.
    do {
      let value = try step.value(&frame)
      return frame.budget >= 0 ? ConstantStep(value, step.span) : step
    } catch {
      return error.reason == .budgetSpent ? step : FaultStep(error.reason, error.span)
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
    case .optional: "optional_type"
    case .wrapper(let type): type.valueName
    default: description
    }
  }
}
