// The part of the library of lists that sorts, by the elements or by keys made for them.

extension Standard {
  package static let listSorting: [Function] = [
    .one("sort", orderedTypes.map { .member(.list($0), to: .list($0)) }) {
      list throws(EvaluationFault.Reason) in
      guard case .list(let elements) = list else { throw Function.noOverload("sort", list) }
      return .list(try sorted(elements, by: elements, "sort"))
    }
  ]

  /// Elements with equal keys stay in their order. The keys are taken out of their values once, before they
  /// are compared many times.
  package static func sorted(
    _ elements: [Value], by keys: [Value], _ name: String
  ) throws(EvaluationFault.Reason) -> [Value] {
    guard let first = keys.first else { return elements }
    let places =
      switch first {
      case .int: try places(keys, name, <) { if case .int(let key) = $0 { key } else { nil as Int64? } }
      case .uint: try places(keys, name, <) { if case .uint(let key) = $0 { key } else { nil as UInt64? } }
      case .double:
        try places(keys, name, <) {
          if case .double(let key) = $0, !key.isNaN { key } else { nil as Double? }
        }
      case .bool:
        try places(keys, name, <) { if case .bool(let key) = $0 { key ? 1 : 0 } else { nil as Int? } }
      case .timestamp:
        try places(keys, name, <) { if case .timestamp(let key) = $0 { key } else { nil as Timestamp? } }
      case .duration:
        try places(keys, name, <) { if case .duration(let key) = $0 { key } else { nil as TimeSpan? } }
      case .string:
        try places(keys, name, { $0.utf8.lexicographicallyPrecedes($1.utf8) }, length: \.utf8.count) {
          if case .string(let key) = $0 { key } else { nil as String? }
        }
      case .bytes:
        try places(keys, name, { $0.lexicographicallyPrecedes($1) }, length: \.count) {
          if case .bytes(let key) = $0 { key } else { nil as [UInt8]? }
        }
      default: throw Function.noOverload(name, first)
      }
    return places.map { elements[$0] }
  }

  /// The places of the keys in the order of the keys. `key` answers nil for a value that is no key of this
  /// type, `length` says what a comparison of the key may cost.
  private static func places<Key>(
    _ values: [Value], _ name: String, _ precedes: (Key, Key) -> Bool, length: (Key) -> Int = { _ in 0 },
    _ key: (Value) -> Key?
  ) throws(EvaluationFault.Reason) -> [Int] {
    var keys: [Key] = []
    keys.reserveCapacity(values.count)
    // The same long text may stand in a list many times, at no cost until it is compared.
    var total = 0
    for value in values {
      guard let key = key(value) else {
        throw .badArgument(
          function: name,
          Wording(
            zh: "要排序的值应为同一种可比较的类型。", en: "The values to sort by must be comparable and of one type."))
      }
      total += length(key)
      if total > 10 * longestResult { throw .tooLarge }
      keys.append(key)
    }
    return keys.indices.sorted { precedes(keys[$0], keys[$1]) }
  }
}
