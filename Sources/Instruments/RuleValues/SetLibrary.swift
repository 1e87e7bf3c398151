// The library `sets`: lists compared as the sets of their elements.

extension Standard {
  package static let setLibrary: [Function] = [
    ofLists("sets.contains", containsAll),
    ofLists("sets.equivalent") { left, right throws(EvaluationFault.Reason) in
      guard try containsAll(left, right) else { return false }
      return try containsAll(right, left)
    },
    ofLists("sets.intersects") { left, right throws(EvaluationFault.Reason) in
      var known = try ValueSet(left)
      for element in right where try known.contains(element) { return true }
      return false
    },
  ]

  private static func ofLists(
    _ name: String,
    _ body: @escaping @Sendable ([Value], [Value]) throws(EvaluationFault.Reason) -> Bool
  ) -> Function {
    .two(name, [.free(.list(.a), .list(.a), to: .bool)]) { left, right throws(EvaluationFault.Reason) in
      guard case .list(let left) = left, case .list(let right) = right else {
        throw Function.noOverload(name, left, right)
      }
      return .bool(try body(left, right))
    }
  }

  @Sendable private static func containsAll(
    _ elements: [Value], _ wanted: [Value]
  ) throws(EvaluationFault.Reason) -> Bool {
    var known = try ValueSet(elements)
    for element in wanted where try !known.contains(element) { return false }
    return true
  }
}
