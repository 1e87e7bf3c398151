// One call of a function of the language, as the tables of cases make it.
package import RuleValues

/// The value, or the fault, of the function that such a call finds.
func call(
  _ name: String, isMember: Bool = true, _ values: Value...
) throws(EvaluationFault.Reason) -> Value {
  try value(name, values, isMember: isMember)
}

/// The same of values in a list.
func value(
  _ name: String, _ values: [Value], isMember: Bool = false
) throws(EvaluationFault.Reason) -> Value {
  switch Standard.function(name, values.count, isMember: isMember)?.body {
  case .one(let run): try run(values[0])
  case .two(let run): try run(values[0], values[1])
  case .many(let run): try run(values)
  case .metered(let run): try metered(run, values)
  case nil: throw .noOverload(function: name, types: "no such call")
  }
}

private func metered(
  _ run: ([Value], inout Int) throws(EvaluationFault.Reason) -> Value, _ values: [Value]
) throws(EvaluationFault.Reason) -> Value {
  var budget = 1_000_000
  return try run(values, &budget)
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  package init(stringLiteral text: String) { self = .string(text) }
  package init(integerLiteral number: Int64) { self = .int(number) }
  package init(floatLiteral number: Double) { self = .double(number) }
  package init(booleanLiteral truth: Bool) { self = .bool(truth) }
  package init(arrayLiteral elements: Value...) { self = .list(elements) }
}

extension EvaluationFault.Reason {
  /// Whether an argument of the function was refused, whatever the words.
  func refuses(_ function: String) -> Bool {
    if case .badArgument(function, _) = self { true } else { false }
  }

  var isNoOverload: Bool { if case .noOverload = self { true } else { false } }
}
