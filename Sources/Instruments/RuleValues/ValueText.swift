// A value as a rule would write it.

extension Value: CustomStringConvertible {
  /// The text of the value in the language, for messages and for the printer; a record by its type's name.
  package var description: String {
    switch self {
    case .null: "null"
    case .bool(let truth): truth ? "true" : "false"
    case .int(let number): String(number)
    case .uint(let number): "\(number)u"
    case .double(let number): number.isFinite ? number.description : "double(\"\(number.shortText)\")"
    case .string(let text): Self.quoted(text)
    case .bytes(let bytes): "b\"" + bytes.map(Self.escaped).joined() + "\""
    case .timestamp(let moment): "timestamp(\"\(moment.text)\")"
    case .duration(let span): "duration(\"\(span.text)\")"
    case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .map(let map):
      "{" + map.entries.map { "\($0.key.description): \($0.value.description)" }.joined(separator: ", ") + "}"
    case .record(let record): record.typeName
    case .optional(let value): value.map { "optional.of(\($0.description))" } ?? "optional.none()"
    case .opaque(let value): value.text
    case .type(let name): name
    }
  }

  /// Whether the text of the value would be longer than about so many characters. Lists may hold the same
  /// list many times over, so a value may be much larger as text than it is in memory.
  package func isLonger(than limit: Int) -> Bool {
    var left = limit
    return !fits(into: &left)
  }

  private func fits(into left: inout Int) -> Bool {
    left -= 1
    guard left >= 0 else { return false }
    switch self {
    case .string(let text): left -= text.utf8.count
    case .bytes(let bytes): left -= bytes.count
    case .list(let elements):
      for element in elements { guard element.fits(into: &left) else { return false } }
    case .map(let map):
      for entry in map.entries {
        guard entry.key.fits(into: &left), entry.value.fits(into: &left) else { return false }
      }
    case .optional(let value?): return value.fits(into: &left)
    default: break
    }
    return left >= 0
  }

  /// A short form for messages: a long text is cut, a list or map only named.
  package var shortText: String {
    switch self {
    case .list, .map, .record, .optional: return typeName
    default:
      return description.shortened
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if let escape = escapes[scalar] {
        quoted += escape
      } else if scalar.value < 0x20 || scalar.value == 0x7F {
        quoted += "\\x" + hex(UInt8(scalar.value))
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escaped(_ byte: UInt8) -> String {
    if let escape = escapes[Unicode.Scalar(byte)] { return escape }
    return 0x20..<0x7F ~= byte ? String(Unicode.Scalar(byte)) : "\\x" + hex(byte)
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private static let escapes: [Unicode.Scalar: String] = [
    "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t",
  ]
}

extension String {
  /// The text, or its beginning where it is long: a text of a row may be of any length, and its beginning
  /// tells which one it is.
  var shortened: String { utf8.count <= 80 ? self : prefix(60) + "…" }
}
