// The values that a rule computes with.

/// A value of the language at run time.
package enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case timestamp(Timestamp)
  case duration(TimeSpan)
  case list([Value])
  case map(MapValue)
  case record(any Record)
  /// A value that may be missing: nil is `optional.none()`.
  indirect case optional(Value?)
  /// A value of a library's own type, for example a network address.
  case opaque(any OpaqueValue)
  case type(String)
}

/// A moment, in seconds and nanoseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let seconds: Int64
  package let nanos: Int32

  package init(seconds: Int64, nanos: Int32 = 0) { (self.seconds, self.nanos) = (seconds, nanos) }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }
}

/// A length of time, in seconds and nanoseconds of the same sign.
package struct TimeSpan: Hashable, Comparable, Sendable {
  package let seconds: Int64
  package let nanos: Int32

  package init(seconds: Int64, nanos: Int32 = 0) { (self.seconds, self.nanos) = (seconds, nanos) }

  package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }
}

/// A row of facts that a rule can ask by field name: a household, a person, a bill.
package protocol Record: AnyObject, Sendable {
  /// The name of its record type in the vocabulary.
  var typeName: String { get }
  /// The field's value, nil where the row has none (`has` is false, reading it is an error).
  func field(_ name: String) -> Value?
  /// The same, found by the name's number where the record knows it.
  func field(_ name: FieldKey) -> Value?
  /// How many records the field holds, nil where it is no list of records.
  func childCount(_ name: FieldKey) -> Int?
  /// One of the records of a field that has a `childCount`.
  func child(_ name: FieldKey, at place: Int) -> Value
  /// Whether another record of the same type is the same row: what `==` between records answers.
  func isSame(as other: any Record) -> Bool
}

extension Record {
  package func field(_ name: FieldKey) -> Value? { field(name.text) }

  /// Records that don't say so are read as lists.
  package func childCount(_ name: FieldKey) -> Int? { nil }
  package func child(_ name: FieldKey, at place: Int) -> Value {
    preconditionFailure("only a field with a count of records is read record by record")
  }

  /// A record that does not say so is equal to none.
  package func isSame(as other: any Record) -> Bool { false }
}

/// A value that only the functions of its own library look into.
package protocol OpaqueValue: AnyObject, Sendable {
  /// The name of its type, as `type(…)` gives it.
  var typeName: String { get }
  /// The value as a rule would write it.
  var text: String { get }
  func isSame(as other: any OpaqueValue) -> Bool
}
