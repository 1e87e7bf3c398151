// Values that may be missing: making them, asking them, and looking into lists and maps without a fault.

extension Standard {
  package static let optionals: [Function] = [
    .one("optional.of", [.free(.a, to: .optional(.a))]) { value throws(EvaluationFault.Reason) in
      .optional(value)
    },
    .one("optional.ofNonZeroValue", [.free(.a, to: .optional(.a))]) { value throws(EvaluationFault.Reason) in
      .optional(value.isZero ? nil : value)
    },
    .many("optional.none", [.free(to: .optional(.a))]) { _ throws(EvaluationFault.Reason) in .optional(nil) },
    .one("optional.unwrap", [.free(.list(.optional(.a)), to: .list(.a))], unwrap),
    .one("unwrapOpt", [.member(.list(.optional(.a)), to: .list(.a))], unwrap),
    .one("hasValue", [.member(.optional(.a), to: .bool)]) { value throws(EvaluationFault.Reason) in
      .bool(try content(value, "hasValue") != nil)
    },
    .one("value", [.member(.optional(.a), to: .a)]) { value throws(EvaluationFault.Reason) in
      guard let content = try content(value, "value") else { throw .noValue }
      return content
    },
    .two(Operator.optionalIndex, lookups, optionalIndex),
    .two(Operator.optionalSelect, [.free(.a, .string, to: .optional(.b))], optionalIndex),
    .one(Operator.optionalEntry, [.free(.optional(.a), to: .a)]) { value throws(EvaluationFault.Reason) in
      throw Function.noOverload("?", value)
    },
  ]

  /// `or` and `orValue` compute their argument only where it is needed, so they are steps of their own.
  package static let alternatives: [String: [Function.Overload]] = [
    "or": [.member(.optional(.a), .optional(.a), to: .optional(.a))],
    "orValue": [.member(.optional(.a), .a, to: .a)],
  ]

  private static let lookups: [Function.Overload] = [
    .free(.list(.a), .int, to: .optional(.a)), .free(.map(.a, .b), .a, to: .optional(.b)),
    .free(.optional(.list(.a)), .int, to: .optional(.a)),
    .free(.optional(.map(.a, .b)), .a, to: .optional(.b)),
  ]

  /// What an optional holds, nil where it holds nothing.
  package static func content(_ value: Value, _ name: String) throws(EvaluationFault.Reason) -> Value? {
    guard case .optional(let content) = value else { throw Function.noOverload(name, value) }
    return content
  }

  @Sendable private static func unwrap(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    guard case .list(let elements) = value else { throw Function.noOverload("unwrap", value) }
    var contents: [Value] = []
    for element in elements {
      if let content = try content(element, "unwrap") { contents.append(content) }
    }
    return .list(contents)
  }

  /// The element, entry or field that may be missing; a group that can hold none is a fault still.
  @Sendable package static func optionalIndex(
    _ group: Value, _ place: Value
  ) throws(EvaluationFault.Reason) -> Value {
    switch group {
    case .optional(let group):
      return try group.map { group throws(EvaluationFault.Reason) in try optionalIndex(group, place) }
        ?? .optional(nil)
    case .record(let record):
      guard case .string(let field) = place else { throw Function.noOverload("[?]", group, place) }
      return .optional(record.field(field))
    case .map(let map): return .optional(map[place])
    case .list(let elements):
      guard case .int(let number)? = MapValue.Key(place) else {
        throw Function.noOverload("[?]", group, place)
      }
      return .optional(elements.indices.contains(Int(number)) ? elements[Int(number)] : nil)
    default: throw Function.noOverload("[?]", group, place)
    }
  }
}

extension Value {
  /// Whether the value is the empty one of its type: 0, "", [], the first moment of the calendar.
  package var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let truth): !truth
    case .int(let number): number == 0
    case .uint(let number): number == 0
    case .double(let number): number == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .timestamp(let moment): moment.seconds == Timestamp.secondsRange.lowerBound && moment.nanos == 0
    case .duration(let span): span.seconds == 0 && span.nanos == 0
    case .list(let elements): elements.isEmpty
    case .map(let map): map.count == 0
    case .optional(let value): value == nil
    case .record, .opaque, .type: false
    }
  }
}
