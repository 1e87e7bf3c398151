// A map of the language: entries in the order they were written, found by key.

/// Keys are bool, int, uint or string; numbers that are equal are the same key, whatever their type.
package final class MapValue: Sendable {
  package let entries: [(key: Value, value: Value)]
  private let places: [Key: Int]

  /// Of two entries with the same key the first is found; `MapValue.repeatedKey` tells of such a pair.
  package init(_ entries: [(key: Value, value: Value)]) {
    self.entries = entries
    var places: [Key: Int] = [:]
    for (place, entry) in entries.enumerated() {
      guard let key = Key(entry.key), places[key] == nil else { continue }
      places[key] = place
    }
    self.places = places
  }

  package var count: Int { entries.count }

  package subscript(_ key: Value) -> Value? {
    guard let place = Key(key).flatMap({ places[$0] }) else { return nil }
    return entries[place].value
  }

  package func contains(_ key: Value) -> Bool { Key(key).map { places[$0] != nil } ?? false }

  /// The first key that is written twice.
  package var repeatedKey: Value? {
    guard places.count < entries.count else { return nil }
    return entries.enumerated().first { place, entry in Key(entry.key).map { places[$0] != place } ?? false }?
      .element.key
  }
}

extension MapValue {
  /// A key in the form in which equal keys are the same.
  package enum Key: Hashable {
    case bool(Bool), int(Int64), uint(UInt64), string(String)

    /// Nil for a value that can't be a key of any map.
    package init?(_ value: Value) {
      switch value {
      case .bool(let value): self = .bool(value)
      case .int(let value): self = .int(value)
      case .uint(let value): self = Int64(exactly: value).map(Key.int) ?? .uint(value)
      case .string(let value): self = .string(value)
      case .double(let value):
        // Not `init(exactly:)`, which would pull in the C library's rounding.
        if value >= -0x1p63, value < 0x1p63, Double(Int64(value)) == value {
          self = .int(Int64(value))
        } else if value >= 0x1p63, value < 0x1p64 {
          self = .uint(UInt64(value))
        } else {
          return nil
        }
      default: return nil
      }
    }

    /// Strings are compared by code points: Swift's own equality takes é for e + accent.
    package static func == (left: Key, right: Key) -> Bool {
      switch (left, right) {
      case (.bool(let left), .bool(let right)): left == right
      case (.int(let left), .int(let right)): left == right
      case (.uint(let left), .uint(let right)): left == right
      case (.string(let left), .string(let right)): left.isSameText(as: right)
      default: false
      }
    }
  }
}
