// Text as JSON spells it.

/// Writes JSON by hand where a value has no type of its own.
package enum JSONText {
  /// The text in quotation marks, with what JSON forbids escaped.
  package static func quoted(_ text: String) -> String {
    // Most texts are spelled as they are.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      return "\"" + text + "\""
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// `{"name":value}` of values that are JSON already.
  package static func object(_ members: KeyValuePairs<String, String>) -> String {
    "{" + members.map { quoted($0.key) + ":" + $0.value }.joined(separator: ",") + "}"
  }

  /// The same of members that are put together one after the other.
  package static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  /// An object that is JSON already, with further members at its end.
  package static func object(_ object: String, with members: [(String, String)]) -> String {
    precondition(object.hasPrefix("{\"") && object.hasSuffix("}"), "an object with a member")
    return object.dropLast() + members.map { "," + quoted($0.0) + ":" + $0.1 }.joined() + "}"
  }

  /// `[value]` of values that are JSON already.
  package static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }
}
