// Finds out what open types stand for while a rule is checked.

import RuleValues

struct Unifier {
  /// By number of the open type.
  private var known: [CELType?] = []
  /// What was known before each change of the attempt under way, to take it back.
  private var trail: [(number: Int, before: CELType?)] = []

  /// A new open type.
  mutating func open() -> CELType {
    known.append(nil)
    return .parameter(known.count - 1)
  }

  private mutating func learn(_ number: Int, is type: CELType) {
    trail.append((number, known[number]))
    known[number] = type
  }

  /// The signature's own open types replaced by new ones, so that each call finds its own.
  mutating func instantiate(_ types: [CELType]) -> [CELType] {
    var fresh: [Int: CELType] = [:]
    return types.map {
      $0.mappingParameters { number in
        if let type = fresh[number] { return type }
        let type = open()
        fresh[number] = type
        return type
      }
    }
  }

  /// The type with everything known put in; what is still open becomes `dyn` where `closing`.
  func resolved(_ type: CELType, closing: Bool = false) -> CELType {
    type.mappingParameters { number in
      if let type = known[number] { return resolved(type, closing: closing) }
      return closing ? .dyn : .parameter(number)
    }
  }

  /// Whether every given type fits its wanted one; what was learnt about open types is kept only if so.
  mutating func fit(_ given: [CELType], to wanted: [CELType]) -> Bool {
    guard given.count == wanted.count else { return false }
    trail.removeAll(keepingCapacity: true)
    for (given, wanted) in zip(given, wanted) where !agree(wanted, given) {
      for change in trail.reversed() { known[change.number] = change.before }
      return false
    }
    return true
  }

  /// The type of a list's elements so far, when one more is added: `dyn` where they differ.
  mutating func join(_ sofar: CELType?, _ next: CELType) -> CELType {
    guard let sofar else { return next }
    return fit([next], to: [sofar]) ? Self.moreGeneral(sofar, next) : .dyn
  }

  private mutating func agree(_ left: CELType, _ right: CELType) -> Bool {
    if case .parameter(let number) = right {
      let (fits, isKnown) = substitute(number, by: left)
      if fits || isKnown { return fits }
    }
    if case .parameter(let number) = left { return substitute(number, by: right).fits }
    switch (left, right) {
    case (.dyn, _), (_, .dyn): return true
    case (.null, let other), (let other, .null): return other.takesNull
    case (.wrapper(let left), .wrapper(let right)): return agree(left, right)
    case (.wrapper(let inner), let other), (let other, .wrapper(let inner)): return agree(inner, other)
    case (.optional(let left), .optional(let right)): return agree(left, right)
    case (.list(let left), .list(let right)): return agree(left, right)
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      return agree(leftKey, rightKey) && agree(leftValue, rightValue)
    case (.type, .type): return true
    default: return left == right
    }
  }

  private mutating func substitute(_ number: Int, by type: CELType) -> (fits: Bool, isKnown: Bool) {
    if type == .parameter(number) { return (true, true) }
    guard let current = known[number] else {
      guard !occurs(number, in: type) else { return (false, false) }
      learn(number, is: type)
      return (true, false)
    }
    if type == current { return (true, true) }
    guard agree(type, current) else { return (false, true) }
    let general = Self.moreGeneral(type, current)
    if !occurs(number, in: general) { learn(number, is: general) }
    return (true, true)
  }

  private func occurs(_ number: Int, in type: CELType) -> Bool {
    switch type {
    case .parameter(let other): other == number || known[other].map { occurs(number, in: $0) } ?? false
    case .list(let inner), .optional(let inner), .wrapper(let inner): occurs(number, in: inner)
    case .map(let key, let value): occurs(number, in: key) || occurs(number, in: value)
    default: false
    }
  }

  private static func moreGeneral(_ left: CELType, _ right: CELType) -> CELType {
    isAsGeneral(left, as: right) ? left : right
  }

  private static func isAsGeneral(_ left: CELType, as right: CELType) -> Bool {
    switch (left, right) {
    case (.dyn, _), (.parameter, _): true
    case (_, .dyn), (_, .parameter): false
    case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)),
      (.wrapper(let left), .wrapper(let right)):
      isAsGeneral(left, as: right)
    case (.wrapper(let left), let right): right == .null || isAsGeneral(left, as: right)
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      isAsGeneral(leftKey, as: rightKey) && isAsGeneral(leftValue, as: rightValue)
    case (.type, .type): true
    case (.null, _): false
    case (_, .null): true
    default: left == right
    }
  }
}

extension CELType {
  func mappingParameters(_ change: (Int) -> CELType) -> CELType {
    switch self {
    case .parameter(let number): change(number)
    case .list(let element): .list(element.mappingParameters(change))
    case .optional(let value): .optional(value.mappingParameters(change))
    case .wrapper(let value): .wrapper(value.mappingParameters(change))
    case .map(let key, let value): .map(key.mappingParameters(change), value.mappingParameters(change))
    case .type(let type): .type(type.mappingParameters(change))
    default: self
    }
  }

  /// Where the standard lets null stand for a value of the type.
  var takesNull: Bool {
    switch self {
    case .null, .timestamp, .duration, .record, .optional, .opaque, .wrapper: true
    default: false
    }
  }
}
