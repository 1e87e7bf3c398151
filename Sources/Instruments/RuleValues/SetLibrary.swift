// The library `sets`: lists compared as the sets of their elements.

extension Standard {
  package static let setLibrary: [Function] = [
    ofLists("sets.contains", containsAll),
    ofLists("sets.equivalent") { left, right, budget throws(EvaluationFault.Reason) in
      guard try containsAll(left, right, &budget) else { return false }
      return try containsAll(right, left, &budget)
    },
    ofLists("sets.intersects") { left, right, budget throws(EvaluationFault.Reason) in
      var known = try ValueSet(left, work: budget)
      defer { budget = known.work }
      for element in right where try known.contains(element) { return true }
      return false
    },
  ]

  private static func ofLists(
    _ name: String,
    _ body: @escaping @Sendable ([Value], [Value], inout Int) throws(EvaluationFault.Reason) -> Bool
  ) -> Function {
    .metered(name, [.free(.list(.a), .list(.a), to: .bool)]) {
      values, budget throws(EvaluationFault.Reason) in
      guard values.count == 2, case .list(let left) = values[0], case .list(let right) = values[1] else {
        throw Function.noOverload(name, values)
      }
      return .bool(try body(left, right, &budget))
    }
  }

  @Sendable private static func containsAll(
    _ elements: [Value], _ wanted: [Value], _ budget: inout Int
  ) throws(EvaluationFault.Reason) -> Bool {
    var known = try ValueSet(elements, work: budget)
    defer { budget = known.work }
    for element in wanted where try !known.contains(element) { return false }
    return true
  }
}
