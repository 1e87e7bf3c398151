// Message types of protocol buffers that the standard turns into values of its own: wrappers, JSON, moments.

/// A message type that a rule can write (`google.protobuf.Int32Value{value: 1}`) and that is never seen
/// again: what comes of it is a number, a text, a list.
package struct Message: Sendable {
  package let name: String
  package let fields: [String: CELType]
  /// What the message is to the checker.
  package let result: CELType
  /// The value of a message with these fields.
  package let value: @Sendable ([String: Value]) throws(EvaluationFault.Reason) -> Value

  package static let known: [String: Message] = {
    let all = wrappers + [json, jsonList, jsonObject, moment, span]
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }()

  private init(
    _ name: String, _ fields: [String: CELType], _ result: CELType,
    _ value: @escaping @Sendable ([String: Value]) throws(EvaluationFault.Reason) -> Value
  ) {
    self.name = "google.protobuf." + name
    (self.fields, self.result, self.value) = (fields, result, value)
  }

  private static let wrappers: [Message] = [
    wrapper("BoolValue", .bool, .bool(false)), wrapper("StringValue", .string, .string("")),
    wrapper("BytesValue", .bytes, .bytes([])), wrapper("DoubleValue", .double, .double(0)),
    wrapper("Int64Value", .int, .int(0)), wrapper("UInt64Value", .uint, .uint(0)),
    wrapper("Int32Value", .int, .int(0)) { value throws(EvaluationFault.Reason) in
      if case .int(let number) = value, Int32(exactly: number) == nil { throw .overflow }
      return value
    },
    wrapper("UInt32Value", .uint, .uint(0)) { value throws(EvaluationFault.Reason) in
      if case .uint(let number) = value, UInt32(exactly: number) == nil { throw .overflow }
      return value
    },
    wrapper("FloatValue", .double, .double(0)) { value throws(EvaluationFault.Reason) in
      if case .double(let number) = value { return .double(Double(Float(number))) }
      return value
    },
  ]

  private static func wrapper(
    _ name: String, _ type: CELType, _ empty: Value,
    _ narrow: @escaping @Sendable (Value) throws(EvaluationFault.Reason) -> Value = { $0 }
  ) -> Message {
    Message(name, ["value": type], .wrapper(type)) { fields throws(EvaluationFault.Reason) in
      guard let value = fields["value"] else { return empty }
      guard value.typeName == empty.typeName else { throw Function.noOverload(name, value) }
      return try narrow(value)
    }
  }

  private static let json = Message(
    "Value",
    [
      "null_value": .dyn, "number_value": .double, "string_value": .string, "bool_value": .bool,
      "struct_value": .map(.string, .dyn), "list_value": .list(.dyn),
    ], .dyn
  ) { fields throws(EvaluationFault.Reason) in
    guard let field = fields.first, field.key != "null_value" else { return .null }
    return try jsonValue(field.value)
  }

  private static let jsonList = Message("ListValue", ["values": .list(.dyn)], .list(.dyn)) {
    fields throws(EvaluationFault.Reason) in
    try jsonValue(fields["values"] ?? .list([]))
  }

  private static let jsonObject = Message("Struct", ["fields": .map(.string, .dyn)], .map(.string, .dyn)) {
    fields throws(EvaluationFault.Reason) in
    try jsonValue(fields["fields"] ?? .map(MapValue([])))
  }

  /// JSON has one kind of number, and only text for keys.
  private static func jsonValue(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .null, .bool, .double, .string: return value
    case .int(let number): return .double(Double(number))
    case .uint(let number): return .double(Double(number))
    case .list(let elements):
      return .list(try elements.map { element throws(EvaluationFault.Reason) in try jsonValue(element) })
    case .map(let map):
      var entries: [(key: Value, value: Value)] = []
      for entry in map.entries {
        guard case .string = entry.key else { throw Function.noOverload("Struct", entry.key) }
        entries.append((entry.key, try jsonValue(entry.value)))
      }
      return .map(MapValue(entries))
    default: throw Function.noOverload("Value", value)
    }
  }

  private static let moment = Message("Timestamp", ["seconds": .int, "nanos": .int], .timestamp) {
    fields throws(EvaluationFault.Reason) in
    let (seconds, nanos) = try parts(fields)
    guard 0..<TimeSpan.nanosPerSecond ~= nanos else { throw .timeOutOfRange }
    return .timestamp(try Timestamp(seconds: seconds, nanos: Int32(nanos)).checked())
  }

  private static let span = Message("Duration", ["seconds": .int, "nanos": .int], .duration) {
    fields throws(EvaluationFault.Reason) in
    let (seconds, nanos) = try parts(fields)
    return .duration(try TimeSpan.of(seconds: seconds, nanos: nanos))
  }

  private static func parts(
    _ fields: [String: Value]
  ) throws(EvaluationFault.Reason) -> (seconds: Int64, nanos: Int64) {
    guard case .int(let seconds) = fields["seconds"] ?? .int(0),
      case .int(let nanos) = fields["nanos"] ?? .int(0)
    else { throw Function.noOverload("seconds", Array(fields.values)) }
    return (seconds, nanos)
  }
}
