// Sorting values that can be compared.

extension Standard {
  /// The values in the order of their keys; of equal keys the first comes first.
  package static func sorted(_ values: [Value], by keys: [Value]) throws(EvaluationFault.Reason) -> [Value] {
    []
  }
}
