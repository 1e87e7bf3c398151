// Checks macros: what their names stand for, their conditions, and what they give.

import RuleValues

extension Checker {
  mutating func comprehension(_ loop: Loop, _ node: Expression) -> CELType {
    let given = type(of: loop.range)
    let range = unifier.resolved(given)
    guard let element = element(of: range, loop) else {
      let complaint = Complaint.notIterable(
        mark(node), macro: loop.kind.rawValue, type: words(range), wantsOptional: loop.kind.isOverOptional)
      return within(names(loop, .dyn, .dyn)) { checker in
        checker.parts(of: loop, .dyn, .dyn)
        return checker.complain(complaint)
      }
    }
    return within(names(loop, element.first, element.second)) {
      $0.parts(of: loop, element.first, element.second)
    }
  }

  /// The types that the one name, or the two names, of a macro have; nil where it can't run over the type.
  private func element(of range: CELType, _ loop: Loop) -> (first: CELType, second: CELType)? {
    switch range {
    case .dyn, .parameter: return (.dyn, .dyn)
    case .optional(let value) where loop.kind.isOverOptional: return (value, .dyn)
    case _ where loop.kind.isOverOptional: return nil
    case .list(let element): return loop.second == nil ? (element, .dyn) : (.int, element)
    case .map(let key, let value) where loop.kind != .sortBy: return (key, value)
    default: return nil
    }
  }

  private func names(_ loop: Loop, _ first: CELType, _ second: CELType) -> [(name: String, type: CELType)] {
    [(loop.variable, first)] + (loop.second.map { [($0, second)] } ?? [])
  }

  @discardableResult
  private mutating func parts(of loop: Loop, _ first: CELType, _ second: CELType) -> CELType {
    if let filter = loop.filter { condition(filter, of: loop.kind) }
    guard !loop.kind.isTest else {
      condition(loop.step, of: loop.kind)
      guard loop.kind == .filter else { return .bool }
      return .list(first)
    }
    let result = type(of: loop.step)
    switch loop.kind {
    case .map, .transformList: return .list(result)
    case .transformMap: return .map(first, result)
    case .transformMapEntry: return entries(result, loop)
    case .sortBy: return sorted(by: result, first, loop)
    case .optMap: return .optional(result)
    default: return flattened(result, loop)
    }
  }

  private mutating func condition(_ node: Expression, of kind: Comprehension) {
    let type = type(of: node)
    guard !unifier.fit([type], to: [.bool]) else { return }
    complaints.append(.conditionType(node.span, of: kind.rawValue, type: words(type)))
  }

  /// `transformMapEntry` makes a map of the maps that its step gives.
  private mutating func entries(_ result: CELType, _ loop: Loop) -> CELType {
    let map = CELType.map(unifier.open(), unifier.open())
    guard unifier.fit([result], to: [map]) else {
      return complain(
        .stepType(
          loop.step.span, of: loop.kind.rawValue, wanted: CELType.wording(named: "map"), given: words(result))
      )
    }
    return unifier.resolved(map)
  }

  private mutating func sorted(by key: CELType, _ element: CELType, _ loop: Loop) -> CELType {
    let key = shown(key)
    guard key.isOrdered else {
      let wanted = Wording(
        zh: "可以排序的值，如整数（int）、文字（string）或时间（timestamp）",
        en: "a value that has an order, such as int, string or timestamp"
      )
      return complain(.stepType(loop.step.span, of: loop.kind.rawValue, wanted: wanted, given: words(key)))
    }
    return .list(element)
  }

  private mutating func flattened(_ result: CELType, _ loop: Loop) -> CELType {
    let optional = CELType.optional(unifier.open())
    guard unifier.fit([result], to: [optional]) else {
      return complain(
        .stepType(
          loop.step.span, of: loop.kind.rawValue, wanted: CELType.wording(named: "optional"),
          given: words(result)))
    }
    return unifier.resolved(optional)
  }
}

extension Comprehension {
  /// Whether the macro takes an optional for a list of at most one element.
  var isOverOptional: Bool { self == .optMap || self == .optFlatMap }
}

extension CELType {
  /// Whether values of the type can be sorted.
  var isOrdered: Bool {
    switch self {
    case .dyn, .parameter, .int, .uint, .double, .string, .bytes, .bool, .timestamp, .duration: true
    case .wrapper(let type): type.isOrdered
    default: false
    }
  }
}
