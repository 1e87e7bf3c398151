// A function of the language: under which types it may be called, and what it does.

struct Function: Sendable {
  typealias Reason = EvaluationFault.Reason

  enum Body: Sendable {
    case one(@Sendable (Value) throws(Reason) -> Value)
    case two(@Sendable (Value, Value) throws(Reason) -> Value)
  }

  struct Overload: Sendable {
    /// What stands before the dot of a member call comes first.
    let parameters: [CELType]
    let result: CELType
    let isMember: Bool
  }

  let name: String
  let overloads: [Overload]
  let body: Body

  var arity: Int {
    switch body {
    case .one: 1
    case .two: 2
    }
  }

  static func one(
    _ name: String, _ overloads: [Overload], _ body: @escaping @Sendable (Value) throws(Reason) -> Value
  ) -> Function { Function(name: name, overloads: overloads, body: .one(body)) }

  static func two(
    _ name: String, _ overloads: [Overload],
    _ body: @escaping @Sendable (Value, Value) throws(Reason) -> Value
  ) -> Function { Function(name: name, overloads: overloads, body: .two(body)) }

  /// The fault of a function that meets values it is not for.
  static func noOverload(_ name: String, _ values: Value...) -> Reason {
    .noOverload(function: name, types: values.map(\.typeName).joined(separator: ", "))
  }
}

extension Function.Overload {
  /// `f(a, b)`
  static func free(_ parameters: CELType..., to result: CELType) -> Self {
    Self(parameters: parameters, result: result, isMember: false)
  }

  /// `a.f(b)`
  static func member(_ parameters: CELType..., to result: CELType) -> Self {
    Self(parameters: parameters, result: result, isMember: true)
  }
}

extension CELType {
  // Open types of signatures.
  static let a = CELType.parameter(-1)
  static let b = CELType.parameter(-2)
}

/// All functions of the language.
enum Standard {
  static let functions: [String: [Function]] = Dictionary(
    grouping: arithmetic + conversions + collections + strings + moments, by: \.name)

  static func function(_ name: String, arity: Int) -> Function? {
    functions[name]?.first { $0.arity == arity }
  }

  /// `&&`, `||`, `!` and `?:` don't call: they decide what is evaluated. They have signatures all the same.
  static let logic: [String: [Function.Overload]] = [
    Operator.and: [.free(.bool, .bool, to: .bool)],
    Operator.or: [.free(.bool, .bool, to: .bool)],
    Operator.not: [.free(.bool, to: .bool)],
    Operator.conditional: [.free(.bool, .a, .a, to: .a)],
  ]

  static func overloads(of name: String) -> [Function.Overload] {
    logic[name] ?? comparisons[name] ?? functions[name]?.flatMap(\.overloads) ?? []
  }
}
