// What a number of a rule is counted in, so that no amount is shown beside a bare number.

import RuleLanguage
import RuleValues

enum Measure {
  /// Only literals: it takes the measure of what it meets.
  case free
  case plain(Vocabulary.Unit?)
  /// An amount, a share, a grade: shown otherwise than it is kept.
  case special(Vocabulary.Unit)
  /// Measures that have no common words.
  case mixed

  init(_ unit: Vocabulary.Unit?) {
    guard let unit, unit.scale != .plain else {
      self = .plain(unit)
      return
    }
    self = .special(unit)
  }

  var unit: Vocabulary.Unit? {
    switch self {
    case .plain(let unit): unit
    case .special(let unit): unit
    case .free, .mixed: nil
    }
  }

  var isPlain: Bool { if case .plain = self { true } else { false } }
  var isFree: Bool { if case .free = self { true } else { false } }
  var isMixed: Bool { if case .mixed = self { true } else { false } }

  func isSpecial(_ scale: Vocabulary.Unit.Scale) -> Bool {
    if case .special(let unit) = self { unit.scale == scale } else { false }
  }

  /// The measure of numbers that are compared or added.
  func meeting(_ other: Measure) -> Measure {
    switch (self, other) {
    case (.mixed, _), (_, .mixed): .mixed
    case (.free, _): other
    case (_, .free): self
    case (.plain(let left), .plain(let right)):
      .plain(left?.name == right?.name || right == nil ? left : left == nil ? right : nil)
    case (.special(let left), .special(let right)): left.name == right.name ? self : .mixed
    default: .mixed
    }
  }
}

extension SentenceWriter {
  mutating func measure(_ node: Expression) -> Measure {
    switch node.form {
    case .literal: return .free
    case .name(let name):
      if let scope = scopes.last(where: { $0.name == name }) { return scope.measure }
      return declared(node)
    case .select(let operand, let name, false):
      if rule.references[node.id] != nil { return declared(node) }
      return Measure(field(operand, name)?.unit)
    case .call(let function, let target, let arguments):
      return measure(function, target, arguments)
    case .comprehension(let loop): return measure(loop)
    case .list(let elements):
      return elements.reduce(Measure.free) { $0.meeting(measure($1)) }
    case .bind(let name, let value, let body):
      let scope = Scope(name: name, type: type(value), measure: measure(value), isElement: false)
      return within(scope) { $0.measure(body) }.0
    default: return .plain(nil)
    }
  }

  private func declared(_ node: Expression) -> Measure {
    guard let name = rule.references[node.id], let variable = vocabulary.variables[name] else {
      return .plain(nil)
    }
    return Measure(variable.unit)
  }

  /// The measure of a list's elements.
  private mutating func measure(_ loop: Loop) -> Measure {
    switch loop.kind {
    case .filter, .sortBy: return measure(loop.range)
    case .map, .transformList:
      guard loop.second == nil else { return .plain(nil) }
      return within(scope(of: loop)) { $0.measure(loop.step) }.0
    default: return .plain(nil)
    }
  }

  func scope(_ name: String, _ type: CELType, _ measure: Measure) -> Scope {
    Scope(name: name, type: type, measure: measure, isElement: true)
  }

  mutating func scope(of loop: Loop) -> Scope {
    guard case .list(let element) = type(loop.range) else { return scope(loop.variable, .dyn, .plain(nil)) }
    return scope(loop.variable, element, measure(loop.range))
  }

  private mutating func measure(
    _ function: String, _ target: Expression?, _ arguments: [Expression]
  ) -> Measure {
    switch (function, arguments.count) {
    case (Operator.add, 2), (Operator.subtract, 2):
      return sum(function, arguments)
    case (Operator.multiply, 2): return product(measure(arguments[0]), measure(arguments[1]))
    case (Operator.divide, 2): return quotient(measure(arguments[0]), measure(arguments[1]))
    case (Operator.modulo, 2):
      let (left, right) = (measure(arguments[0]), measure(arguments[1]))
      return isCount(left) && isCount(right) ? .plain(nil) : .mixed
    case (Operator.negate, 1):
      let operand = measure(arguments[0])
      return operand.isSpecial(.order) ? .mixed : operand
    case (Operator.conditional, 3): return measure(arguments[1]).meeting(measure(arguments[2]))
    case ("sum", 1), ("min", 1), ("max", 1), ("last", 1):
      guard target == nil else { return .plain(nil) }
      let elements = measure(arguments[0])
      return function == "sum" && elements.isSpecial(.order) ? .mixed : elements
    default: return .plain(nil)
    }
  }

  private func isCount(_ measure: Measure) -> Bool { measure.isFree || measure.isPlain }

  /// A literal may be added to an amount, but not a computation with literals, which would be in fen.
  private mutating func sum(_ function: String, _ arguments: [Expression]) -> Measure {
    let (left, right) = (measure(arguments[0]), measure(arguments[1]))
    let both = left.meeting(right)
    guard case .special(let unit) = both else { return both }
    guard !isFreeComputation(arguments[0], left), !isFreeComputation(arguments[1], right) else {
      return .mixed
    }
    guard unit.scale == .order else { return both }
    let isDifference = function == Operator.subtract && unit.difference != nil
    return isDifference && !left.isFree && !right.isFree ? .plain(nil) : .mixed
  }

  func isFreeComputation(_ node: Expression, _ measure: Measure) -> Bool {
    guard measure.isFree else { return false }
    switch node.form {
    case .literal: return false
    case .list(let elements): return elements.contains { isFreeComputation($0, .free) }
    default: return true
    }
  }

  func product(_ left: Measure, _ right: Measure) -> Measure {
    if left.isFree, right.isFree { return .free }
    if isCount(left), isCount(right) { return .plain(nil) }
    if left.isSpecial(.amount), isCount(right) { return left }
    if right.isSpecial(.amount), isCount(left) { return right }
    return .mixed
  }

  private func quotient(_ left: Measure, _ right: Measure) -> Measure {
    if left.isFree, right.isFree { return .free }
    if isCount(left), isCount(right) { return .plain(nil) }
    guard case .special(let unit) = left, unit.scale == .amount else { return .mixed }
    if isCount(right) { return unit.smallest == nil ? .mixed : left }
    if case .special(let other) = right, other.name == unit.name { return .plain(nil) }
    return .mixed
  }
}
