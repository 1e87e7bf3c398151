// The library `math`: greatest and least, rounding, signs and kinds of numbers.

extension Standard {
  package static let mathLibrary: [Function] =
    [
      outermost("math.greatest", .greater),
      outermost("math.least", .less),
      [
        ofDouble("math.ceil", to: .double) { .double($0.rounded(.up)) },
        ofDouble("math.floor", to: .double) { .double($0.rounded(.down)) },
        ofDouble("math.round", to: .double) { .double($0.rounded(.toNearestOrAwayFromZero)) },
        ofDouble("math.trunc", to: .double) { .double($0.rounded(.towardZero)) },
        ofDouble("math.isNaN", to: .bool) { .bool($0.isNaN) },
        ofDouble("math.isInf", to: .bool) { .bool($0.isInfinite) },
        ofDouble("math.isFinite", to: .bool) { .bool($0.isFinite) },
        .one("math.abs", numberTypes.map { .free($0, to: $0) }, magnitude),
        .one("math.sign", numberTypes.map { .free($0, to: $0) }, sign),
        .one("math.sqrt", numberTypes.map { .free($0, to: .double) }, squareRoot),
      ],
      bitFunctions,
    ].flatMap { $0 }

  private static let numberTypes: [CELType] = [.int, .uint, .double]

  /// One of the numbers, kept in its own type. A list of `dyn` fits the signatures of all three lists, and so
  /// gives `dyn`; a signature of its own would let lists of anything through the checker.
  private static func outermost(_ name: String, _ order: Order) -> [Function] {
    let pairs = numberTypes.flatMap { left in
      numberTypes.map { right in
        Function.Overload.free(left, right, to: left == right ? left : .dyn)
      }
    }
    return [
      .one(
        name, numberTypes.flatMap { [.free($0, to: $0), .free(.list($0), to: $0)] }
      ) { value throws(EvaluationFault.Reason) in
        guard case .list(let elements) = value else { return try outermost([value], name, order) }
        return try outermost(elements, name, order)
      },
      .two(name, pairs) { left, right throws(EvaluationFault.Reason) in
        try outermost([left, right], name, order)
      },
    ]
  }

  /// Of equals the first is kept.
  private static func outermost(
    _ numbers: [Value], _ name: String, _ wanted: Order
  ) throws(EvaluationFault.Reason) -> Value {
    guard var best = numbers.first else { throw .emptyList(function: name) }
    // A number alone is looked at too, and there it may be a NaN.
    guard best.numericOrder(to: best) != nil else { throw Function.noOverload(name, best) }
    for number in numbers.dropFirst() {
      guard let order = number.numericOrder(to: best) else { throw Function.noOverload(name, best, number) }
      if order == .none {
        throw .badArgument(
          function: name, Wording(zh: "NaN 不能比较大小。", en: "NaN has no place in an order."))
      }
      if order == wanted { best = number }
    }
    return best
  }

  private static func ofDouble(
    _ name: String, to result: CELType, _ body: @escaping @Sendable (Double) -> Value
  ) -> Function {
    .one(name, [.free(.double, to: result)]) { value throws(EvaluationFault.Reason) in
      guard case .double(let number) = value else { throw Function.noOverload(name, value) }
      return body(number)
    }
  }

  @Sendable private static func magnitude(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .int(let number): return number < 0 ? try subtract(.int(0), value) : value
    case .uint: return value
    case .double(let number): return .double(number.magnitude)
    default: throw Function.noOverload("math.abs", value)
    }
  }

  @Sendable private static func sign(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .int(let number): .int(number.signum())
    case .uint(let number): .uint(number.signum())
    case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : number.isNaN ? number : 0)
    default: throw Function.noOverload("math.sign", value)
    }
  }

  @Sendable private static func squareRoot(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .int(let number): .double(Double(number).squareRoot())
    case .uint(let number): .double(Double(number).squareRoot())
    case .double(let number): .double(number.squareRoot())
    default: throw Function.noOverload("math.sqrt", value)
    }
  }
}
