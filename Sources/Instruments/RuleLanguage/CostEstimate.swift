// Counts the steps of a checked rule in the worst case.

import RuleValues

struct CostEstimate {
  private let rule: CheckedRule
  private let vocabulary: Vocabulary
  /// What the names of macros in force can be, innermost last, and what it costs to read them.
  private var locals: [(name: String, bound: Bound)] = []
  private var dearest: (steps: Int, span: Span)

  /// A node's steps, and how large its value can be.
  private struct Part {
    var steps: Int
    var bound: Bound
  }

  static func cost(of rule: CheckedRule, _ vocabulary: Vocabulary) -> Cost {
    var estimate = CostEstimate(rule: rule, vocabulary: vocabulary, dearest: (0, rule.root.span))
    let steps = estimate.part(rule.root).steps
    return Cost(steps: steps, dearest: estimate.dearest.span)
  }

  private init(rule: CheckedRule, vocabulary: Vocabulary, dearest: (steps: Int, span: Span)) {
    (self.rule, self.vocabulary, self.dearest) = (rule, vocabulary, dearest)
  }

  private func type(_ node: Expression) -> CELType { rule.types[node.id] ?? .dyn }

  private mutating func part(_ node: Expression) -> Part {
    if let name = rule.references[node.id] {
      let most = vocabulary.variables[name]?.most
      return Part(steps: 1, bound: Bound(type(node), size: most))
    }
    switch node.form {
    case .literal(let value): return Part(steps: 1, bound: bound(of: value))
    case .name(let name):
      let bound = locals.last { $0.name == name }?.bound
      return Part(steps: 1, bound: bound ?? Bound(type(node)))
    case .select(let operand, let field, let testOnly): return select(operand, field, testOnly, node)
    case .call(let function, let target, let arguments):
      return call(function, (target.map { [$0] } ?? []) + arguments, node)
    case .list(let elements): return collection(elements, values: elements)
    case .map(let entries):
      return collection(entries.flatMap { [$0.key, $0.value] }, values: entries.map(\.value))
    case .message(_, let fields): return collection(fields.map(\.value), values: fields.map(\.value))
    case .comprehension(let loop): return comprehension(loop, node)
    case .bind(let name, let value, let body):
      let value = part(value)
      locals.append((name, value.bound))
      defer { locals.removeLast() }
      let body = part(body)
      return Part(steps: Cost.sum(1, value.steps, body.steps), bound: body.bound)
    }
  }

  private func bound(of value: Value) -> Bound {
    switch value {
    case .string(let text): Bound(size: text.utf8.count, element: .none)
    case .bytes(let bytes): Bound(size: bytes.count, element: .none)
    default: .one
    }
  }

  private mutating func select(
    _ operand: Expression, _ field: String, _ testOnly: Bool, _ node: Expression
  ) -> Part {
    let of = part(operand)
    if testOnly { return Part(steps: Cost.sum(1, of.steps), bound: .one) }
    if case .record(let name) = type(operand), let known = vocabulary.records[name]?.fields[field] {
      return Part(steps: Cost.sum(known.cost, of.steps), bound: Bound(known.type, size: known.most))
    }
    let bound = of.bound.size > 1 ? of.bound.inner : Bound(type(node))
    return Part(steps: Cost.sum(1, of.steps), bound: bound)
  }

  private mutating func collection(_ parts: [Expression], values: [Expression]) -> Part {
    var steps = 1
    var bounds: [Int: Bound] = [:]
    for part in parts {
      let known = self.part(part)
      steps = Cost.sum(steps, known.steps)
      bounds[part.id] = known.bound
    }
    let element = values.compactMap { bounds[$0.id] }.reduce(Bound.one) { $0.joined($1) }
    return Part(steps: steps, bound: .list(values.count, of: element))
  }

  private mutating func comprehension(_ loop: Loop, _ node: Expression) -> Part {
    let range = part(loop.range)
    let count = loop.kind.isOverOptional ? 1 : range.bound.size
    let element = loop.kind.isOverOptional ? range.bound : range.bound.inner
    let isMap = if case .map = type(loop.range) { true } else { false }
    let first: Bound = isMap ? Bound(.string) : loop.second == nil ? element : .one
    locals.append((loop.variable, first))
    if let second = loop.second { locals.append((second, element)) }
    let filter = loop.filter.map { part($0).steps } ?? 0
    let step = part(loop.step)
    locals.removeLast(loop.second == nil ? 1 : 2)
    var turns = Cost.product(count, Cost.sum(1, filter, step.steps))
    if loop.kind == .sortBy { turns = Cost.sum(turns, sorting(count, step.bound)) }
    note(turns, node.span)
    let bound: Bound =
      switch loop.kind {
      case .all, .exists, .existsOne: .one
      case .filter, .sortBy: .list(count, of: element)
      case .map, .transformList, .transformMap: .list(count, of: step.bound)
      case .transformMapEntry: .list(Cost.product(count, step.bound.size), of: step.bound.inner)
      case .optMap, .optFlatMap: step.bound
      }
    return Part(steps: Cost.sum(range.steps, turns), bound: bound)
  }

  private func sorting(_ count: Int, _ key: Bound) -> Int {
    Cost.product(Cost.product(count, max(1, count.bitWidth - count.leadingZeroBitCount)), 1 + key.size / 16)
  }

  private mutating func note(_ steps: Int, _ span: Span) {
    if steps > dearest.steps { dearest = (steps, span) }
  }

  private mutating func call(_ function: String, _ operands: [Expression], _ node: Expression) -> Part {
    let parts = operands.map { part($0) }
    let before = parts.reduce(1) { Cost.sum($0, $1.steps) }
    let bounds = parts.map(\.bound)
    let own = steps(of: function, bounds)
    if own > 1 { note(own, node.span) }
    var bound = result(of: function, bounds, node)
    if function == "lists.range", case .literal(.int(let count))? = operands.first?.form {
      bound.size = min(bound.size, Int(max(0, count)))
    }
    return Part(steps: Cost.sum(before, own), bound: bound)
  }

  /// What the function itself does besides computing its operands.
  private func steps(of function: String, _ bounds: [Bound]) -> Int {
    let sizes = bounds.map(\.size)
    let first = sizes.first ?? 1
    switch function {
    case Operator.and, Operator.or, Operator.not, Operator.conditional, Operator.index,
      Operator.optionalIndex, Operator.optionalSelect, "size", "days", "last", "first", "type", "dyn":
      return 1
    case Operator.in_: return 1 + Cost.product(sizes[1], 1 + bounds[0].whole / 16)
    case Operator.equals, Operator.notEquals: return 1 + min(bounds[0].whole, bounds[1].whole) / 4
    case "matches", "regex.extract", "regex.extractAll", "regex.replace":
      return Cost.product(1 + first, 1 + (sizes.count > 1 ? sizes[1] : 1) / 4)
    case "sort", "distinct", "sets.contains", "sets.equivalent", "sets.intersects":
      return Cost.product(2, sorting(sizes.reduce(1, +), bounds[0].inner))
    default:
      // A function reads what it is given; sixteen bytes of a text take as long as a step.
      return 1 + bounds.reduce(0) { Cost.sum($0, $1.whole / 16) }
    }
  }

  private func result(of function: String, _ bounds: [Bound], _ node: Expression) -> Bound {
    let type = type(node)
    let sizes = bounds.map(\.size)
    switch function {
    case Operator.conditional: return bounds[1].joined(bounds[2])
    case Operator.index, Operator.optionalIndex: return bounds[0].inner
    case "last", "first": return bounds[0].inner
    case "value", "optional.of", "dyn", Operator.optionalEntry: return bounds[0]
    case "or", "orValue": return bounds[0].joined(bounds[1])
    case Operator.add where sizes.count == 2:
      if Bound(type).size == 1 { return .one }
      return Bound(size: Cost.sum(sizes[0], sizes[1]), element: bounds[0].joined(bounds[1]).element)
    case "slice", "reverse", "sort", "distinct", "substring", "trim", "lowerAscii", "upperAscii":
      return bounds[0]
    case "join", "flatten": return Bound(size: bounds[0].whole, element: bounds[0].inner.element)
    case "split": return .list(1 + sizes[0], of: Bound(size: sizes[0], element: .none))
    case "format": return Bound(size: Cost.sum(sizes[0], Cost.product(64, bounds[1].whole)), element: .none)
    case "replace": return Bound(size: Cost.product(sizes[0] + 1, sizes[2] + 1), element: .none)
    case "lists.range", "regex.replace": return Bound(type, size: Standard.longestResult)
    default:
      // Text of a number is short; text of a text is as long as it was.
      return Bound(type, size: max(64, sizes.max() ?? 1))
    }
  }
}
