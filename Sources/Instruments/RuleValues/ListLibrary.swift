// The library of lists: parts, ends, flattening, distinct elements and ranges.

extension Standard {
  package static let listLibrary: [Function] =
    [
      .many("slice", [.member(.list(.a), .int, .int, to: .list(.a))], slice),
      .one("flatten", [.member(.list(.list(.a)), to: .list(.a))]) { value throws(EvaluationFault.Reason) in
        try flatten(value, .int(1))
      },
      .two("flatten", [.member(.list(.dyn), .int, to: .list(.dyn))], flatten),
      .one("lists.range", [.free(.int, to: .list(.int))], range),
      .metered("distinct", [.member(.list(.a), to: .list(.a))], distinct),
      end("first") { $0.first },
      end("last") { $0.last },
    ] + listSorting

  @Sendable private static func slice(_ values: [Value]) throws(EvaluationFault.Reason) -> Value {
    guard values.count == 3, case .list(let elements) = values[0], case .int(let start) = values[1],
      case .int(let end) = values[2]
    else { throw Function.noOverload("slice", values) }
    // Which of the two numbers is at fault: one that is negative, or an end beyond the list.
    if start < 0 { throw .indexOutOfRange(start) }
    if end < 0 || end > elements.count { throw .indexOutOfRange(end) }
    guard start <= end else {
      throw .badArgument(
        function: "slice",
        Wording(zh: "起点 \(start) 在终点 \(end) 之后。", en: "The start \(start) lies behind the end \(end)."))
    }
    return .list(Array(elements[Int(start)..<Int(end)]))
  }

  @Sendable private static func flatten(
    _ list: Value, _ depth: Value
  ) throws(EvaluationFault.Reason) -> Value {
    guard case .list(let elements) = list, case .int(let depth) = depth else {
      throw Function.noOverload("flatten", list, depth)
    }
    if depth < 0 {
      throw .badArgument(
        function: "flatten",
        Wording(zh: "层数不能为负：\(depth)。", en: "The depth can't be negative: \(depth)."))
    }
    var flat: [Value] = []
    var listCount = 0
    try append(elements, depth: depth, to: &flat, &listCount)
    return .list(flat)
  }

  /// Lists are counted as well as what they hold: many that hold nothing are work without a result.
  private static func append(
    _ elements: [Value], depth: Int64, to flat: inout [Value], _ listCount: inout Int
  ) throws(EvaluationFault.Reason) {
    listCount += 1
    if listCount > longestResult { throw .tooLarge }
    for element in elements {
      if depth > 0, case .list(let inner) = element {
        try append(inner, depth: depth - 1, to: &flat, &listCount)
      } else {
        if flat.count == longestResult { throw .tooLarge }
        flat.append(element)
      }
    }
  }

  /// Empty for a negative number.
  @Sendable private static func range(_ count: Value) throws(EvaluationFault.Reason) -> Value {
    guard case .int(let number) = count else { throw Function.noOverload("lists.range", count) }
    if number > longestResult { throw .tooLarge }
    return .list((0..<Swift.max(0, number)).map { .int($0) })
  }

  /// Of equal elements the first stays.
  @Sendable private static func distinct(
    _ values: [Value], _ budget: inout Int
  ) throws(EvaluationFault.Reason) -> Value {
    guard case .list(let elements)? = values.first else { throw Function.noOverload("distinct", values) }
    var known = ValueSet(work: budget)
    defer { budget = known.work }
    var kept: [Value] = []
    for element in elements where try known.insert(element) { kept.append(element) }
    return .list(kept)
  }

  /// The element at one end, which an empty list has not.
  private static func end(_ name: String, _ element: @escaping @Sendable ([Value]) -> Value?) -> Function {
    .one(name, [.member(.list(.a), to: .optional(.a))]) { list throws(EvaluationFault.Reason) in
      guard case .list(let elements) = list else { throw Function.noOverload(name, list) }
      return .optional(element(elements))
    }
  }
}
