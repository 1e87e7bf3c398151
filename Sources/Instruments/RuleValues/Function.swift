// A function of the language: under which types it may be called, and what it does.

package struct Function: Sendable {
  package typealias Reason = EvaluationFault.Reason

  package enum Body: Sendable {
    case one(@Sendable (Value) throws(Reason) -> Value)
    case two(@Sendable (Value, Value) throws(Reason) -> Value)
    /// Any number of arguments; the body may rely on the number that an overload names.
    case many(@Sendable ([Value]) throws(Reason) -> Value)
    /// Takes off a budget of steps what it costs, where that does not follow from the size of the values.
    case metered(@Sendable ([Value], inout Int) throws(Reason) -> Value)
  }

  package struct Overload: Sendable {
    /// What stands before the dot of a member call comes first.
    package let parameters: [CELType]
    package let result: CELType
    package let isMember: Bool

    package init(parameters: [CELType], result: CELType, isMember: Bool) {
      (self.parameters, self.result, self.isMember) = (parameters, result, isMember)
    }
  }

  /// As a rule writes it; a function of a library is qualified (`math.abs`).
  package let name: String
  package let overloads: [Overload]
  package let body: Body

  /// Whether an overload is called in this way with so many values, the one before the dot counted.
  package func takes(_ count: Int, isMember: Bool) -> Bool {
    overloads.contains { $0.parameters.count == count && $0.isMember == isMember }
  }

  package static func one(
    _ name: String, _ overloads: [Overload], _ body: @escaping @Sendable (Value) throws(Reason) -> Value
  ) -> Function { Function(name: name, overloads: overloads, body: .one(body)) }

  package static func two(
    _ name: String, _ overloads: [Overload],
    _ body: @escaping @Sendable (Value, Value) throws(Reason) -> Value
  ) -> Function { Function(name: name, overloads: overloads, body: .two(body)) }

  package static func many(
    _ name: String, _ overloads: [Overload], _ body: @escaping @Sendable ([Value]) throws(Reason) -> Value
  ) -> Function { Function(name: name, overloads: overloads, body: .many(body)) }

  package static func metered(
    _ name: String, _ overloads: [Overload],
    _ body: @escaping @Sendable ([Value], inout Int) throws(Reason) -> Value
  ) -> Function { Function(name: name, overloads: overloads, body: .metered(body)) }

  /// The fault of a function that meets values it is not for.
  package static func noOverload(_ name: String, _ values: Value...) -> Reason {
    noOverload(name, values)
  }

  package static func noOverload(_ name: String, _ values: [Value]) -> Reason {
    .noOverload(function: name, types: values.map(\.typeName).joined(separator: ", "))
  }
}

extension Function.Overload {
  /// `f(a, b)`
  package static func free(_ parameters: CELType..., to result: CELType) -> Self {
    Self(parameters: parameters, result: result, isMember: false)
  }

  /// `a.f(b)`
  package static func member(_ parameters: CELType..., to result: CELType) -> Self {
    Self(parameters: parameters, result: result, isMember: true)
  }
}

extension CELType {
  // Open types of signatures.
  package static let a = CELType.parameter(-1)
  package static let b = CELType.parameter(-2)
}

/// All functions of the language.
package enum Standard {
  package static let functions: [String: [Function]] = Dictionary(
    grouping: [
      arithmetic, conversions, collections, strings, moments, optionals, stringLibrary, textPieces,
      formatting,
      encoders, patterns, mathLibrary, listLibrary, setLibrary, networkLibrary,
    ].joined(), by: \.name)

  /// Names that stand for a value everywhere.
  package static let constants: [String: Value] = ["google.protobuf.NullValue.NULL_VALUE": .int(0)]

  /// The function of a call with so many values, the one before the dot counted; nil where there is none.
  package static func function(_ name: String, _ count: Int, isMember: Bool) -> Function? {
    functions[name]?.first { $0.takes(count, isMember: isMember) }
  }

  /// `&&`, `||`, `!` and `?:` don't call: they decide what is evaluated. They have signatures all the same.
  package static let logic: [String: [Function.Overload]] = [
    Operator.and: [.free(.bool, .bool, to: .bool)],
    Operator.or: [.free(.bool, .bool, to: .bool)],
    Operator.not: [.free(.bool, to: .bool)],
    Operator.conditional: [.free(.bool, .a, .a, to: .a)],
  ]

  package static func overloads(of name: String) -> [Function.Overload] {
    logic[name] ?? comparisons[name] ?? alternatives[name] ?? functions[name]?.flatMap(\.overloads) ?? []
  }
}
