// Functions that look into strings.

extension Standard {
  package static let strings: [Function] = [
    .two("startsWith", texts) { left, right throws(EvaluationFault.Reason) in
      let (text, start) = try pair(left, right, "startsWith")
      return .bool(text.utf8.starts(with: start.utf8))
    },
    .two("endsWith", texts) { left, right throws(EvaluationFault.Reason) in
      let (text, end) = try pair(left, right, "endsWith")
      return .bool(text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8))
    },
    .two("contains", texts) { left, right throws(EvaluationFault.Reason) in
      let (text, part) = try pair(left, right, "contains")
      return .bool(SoughtText(part.utf8).place(in: text.utf8) != nil)
    },
  ]

  private static let texts: [Function.Overload] = [.member(.string, .string, to: .bool)]

  private static func pair(
    _ left: Value, _ right: Value, _ name: String
  ) throws(EvaluationFault.Reason) -> (String, String) {
    guard case .string(let left) = left, case .string(let right) = right else {
      throw Function.noOverload(name, left, right)
    }
    return (left, right)
  }
}
