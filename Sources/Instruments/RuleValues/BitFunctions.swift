// The part of the library `math` that works on the bits of whole numbers.

extension Standard {
  package static let bitFunctions: [Function] = [
    pairwise("math.bitAnd") { $0 & $1 },
    pairwise("math.bitOr") { $0 | $1 },
    pairwise("math.bitXor") { $0 ^ $1 },
    .one("math.bitNot", [.free(.int, to: .int), .free(.uint, to: .uint)]) {
      value throws(EvaluationFault.Reason) in
      switch value {
      case .int(let number): .int(~number)
      case .uint(let number): .uint(~number)
      default: throw Function.noOverload("math.bitNot", value)
      }
    },
    shift("math.bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight") { $0 >> $1 },
  ]

  private static func pairwise(
    _ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    .two(name, [.free(.int, .int, to: .int), .free(.uint, .uint, to: .uint)]) {
      left, right throws(EvaluationFault.Reason) in
      switch (left, right) {
      case (.int(let left), .int(let right)):
        .int(Int64(bitPattern: body(UInt64(bitPattern: left), UInt64(bitPattern: right))))
      case (.uint(let left), .uint(let right)): .uint(body(left, right))
      default: throw Function.noOverload(name, left, right)
      }
    }
  }

  /// An int is shifted as the 64 bits it is made of, so that zeros follow it to the right whatever its sign.
  /// Nothing is left of a number that is shifted by 64 places or more.
  private static func shift(
    _ name: String, _ body: @escaping @Sendable (UInt64, Int64) -> UInt64
  ) -> Function {
    .two(name, [.free(.int, .int, to: .int), .free(.uint, .int, to: .uint)]) {
      value, places throws(EvaluationFault.Reason) in
      guard case .int(let places) = places else { throw Function.noOverload(name, value, places) }
      if places < 0 {
        throw .badArgument(
          function: name,
          Wording(zh: "移位的位数不能为负：\(places)。", en: "Negative offset: can't shift by \(places) places."))
      }
      switch value {
      case .int(let number): return .int(Int64(bitPattern: body(UInt64(bitPattern: number), places)))
      case .uint(let number): return .uint(body(number, places))
      default: throw Function.noOverload(name, value, .int(places))
      }
    }
  }
}
