// Calls: operands are computed first, then the function.

final class UnaryStep: Step {
  let span: Span
  let operand: any Step
  let run: @Sendable (Value) throws(EvaluationFault.Reason) -> Value

  init(
    _ operand: any Step, _ span: Span, _ run: @escaping @Sendable (Value) throws(EvaluationFault.Reason) -> Value
  ) {
    (self.operand, self.run, self.span) = (operand, run, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let operand = try operand.value(&frame)
    frame.charge(for: operand)
    do { return try run(operand) } catch { throw EvaluationFault(error, at: span) }
  }
}

final class BinaryStep: Step {
  let span: Span
  let left: any Step
  let right: any Step
  let run: @Sendable (Value, Value) throws(EvaluationFault.Reason) -> Value

  init(
    _ left: any Step, _ right: any Step, _ span: Span,
    _ run: @escaping @Sendable (Value, Value) throws(EvaluationFault.Reason) -> Value
  ) {
    (self.left, self.right, self.run, self.span) = (left, right, run, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let left = try left.value(&frame)
    let right = try right.value(&frame)
    frame.charge(for: left)
    frame.charge(for: right)
    do { return try run(left, right) } catch { throw EvaluationFault(error, at: span) }
  }
}

/// `==`, `!=` and the orders: most of what rules compute, so whole numbers take a short way.
final class ComparisonStep: Step {
  enum Kind { case equals, notEquals, less, lessOrEqual, greater, greaterOrEqual }

  let span: Span
  let left: any Step
  let right: any Step
  let kind: Kind

  init(_ left: any Step, _ right: any Step, _ kind: Kind, _ span: Span) {
    (self.left, self.right, self.kind, self.span) = (left, right, kind, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { .bool(try truth(&frame)) }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    let left = try left.value(&frame)
    let right = try right.value(&frame)
    if case .int(let left) = left, case .int(let right) = right { return decide(Order(left, right)) }
    if kind == .equals || kind == .notEquals {
      frame.charge(for: left)
      return left.celEquals(right) == (kind == .equals)
    }
    do { return decide(try left.order(to: right, for: sign)) } catch { throw EvaluationFault(error, at: span) }
  }

  private func decide(_ order: Order) -> Bool {
    switch kind {
    case .equals: order == .equal
    case .notEquals: order != .equal
    case .less: order == .less
    case .lessOrEqual: order == .less || order == .equal
    case .greater: order == .greater
    case .greaterOrEqual: order == .greater || order == .equal
    }
  }

  private var sign: String {
    switch kind {
    case .equals: "=="
    case .notEquals: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  static let kinds: [String: Kind] = [
    Operator.equals: .equals, Operator.notEquals: .notEquals, Operator.less: .less,
    Operator.lessOrEqual: .lessOrEqual, Operator.greater: .greater, Operator.greaterOrEqual: .greaterOrEqual,
  ]
}

final class ListStep: Step {
  let span: Span
  let elements: [any Step]

  init(_ elements: [any Step], _ span: Span) { (self.elements, self.span) = (elements, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try element.value(&frame)) }
    return .list(values)
  }
}

final class MapStep: Step {
  let span: Span
  let entries: [(key: any Step, value: any Step)]

  init(_ entries: [(key: any Step, value: any Step)], _ span: Span) { (self.entries, self.span) = (entries, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [(key: Value, value: Value)] = []
    for entry in entries {
      let key = try entry.key.value(&frame)
      switch key {
      case .bool, .int, .uint, .string: break
      default: throw EvaluationFault(.noOverload(function: "{}", types: key.typeName), at: entry.key.span)
      }
      values.append((key, try entry.value.value(&frame)))
    }
    let map = MapValue(values)
    if let key = map.repeatedKey { throw EvaluationFault(.duplicateKey(key.description), at: span) }
    return .map(map)
  }
}
