// What Package.swift says of the rooms, read from its text.

struct Manifest: Sendable {
  /// A target: what it may import, by the helper that declares it.
  struct Declared: Sendable {
    let name: String
    let line: Int
    /// Nil where the manifest computes the list, as it does for the program.
    let uses: [String]?
  }

  let rooms: [Declared]
  let tests: [Declared]

  /// The helpers of the manifest that declare a room and its tests.
  private static let helpers = ["room", "instrument", "slice", "surface", "library"]

  init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let plain = lines.map { $0.trimmed.hasPrefix("//") ? "" : String($0) }.joined(separator: "\n")
    var rooms: [Declared] = []
    var tests: [Declared] = []
    for helper in Manifest.helpers {
      for call in Manifest.calls(of: helper, in: plain) where call.text.trimmed.hasPrefix("\"") {
        guard let name = Manifest.strings(call.text).first else { continue }
        let uses = Manifest.list("uses", in: call.text) ?? []
        rooms.append(Declared(name: name, line: call.line, uses: uses))
        let extra = Manifest.list("testing", in: call.text) ?? []
        tests.append(
          Declared(name: "\(name)Tests", line: call.line, uses: [name, "Kernel"] + uses + extra))
      }
    }
    for (kind, isTest) in [(".executableTarget", false), (".target", false), (".testTarget", true)] {
      for call in Manifest.calls(of: kind, in: plain) where call.text.trimmed.hasPrefix("name: \"") {
        guard let name = Manifest.strings(call.text).first, !name.contains("\\") else { continue }
        let computed =
          call.text.contains("dependencies:") && Manifest.list("dependencies", in: call.text) == nil
        let uses = computed ? nil : Manifest.list("dependencies", in: call.text) ?? []
        let declared = Declared(name: name, line: call.line, uses: uses)
        if isTest { tests.append(declared) } else { rooms.append(declared) }
      }
    }
    (self.rooms, self.tests) = (rooms, tests)
  }

  func room(_ name: String) -> Declared? { rooms.first { $0.name == name } }
  func test(_ name: String) -> Declared? { tests.first { $0.name == name } }

  /// The arguments of each call, from the opening bracket to its partner.
  private static func calls(of name: String, in text: String) -> [(line: Int, text: String)] {
    var found: [(Int, String)] = []
    var line = 1
    var rest = Substring(text)
    var before: Character = " "
    while let first = rest.first {
      let isWord = before.isLetter || before.isNumber || before == "_" || before == "."
      if !isWord, rest.hasPrefix(name + "(") {
        found.append((line, balanced(rest.dropFirst(name.count + 1))))
      }
      if first == "\n" { line += 1 }
      before = first
      rest = rest.dropFirst()
    }
    return found
  }

  private static func balanced(_ text: Substring) -> String {
    var depth = 1
    let end = text.firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    return String(text[..<(end ?? text.endIndex)])
  }

  /// The strings of `label: ["A", "B"]`; nil where the label has no plain list.
  private static func list(_ label: String, in text: String) -> [String]? {
    guard let at = text.firstRange(of: "\(label): [") else { return nil }
    return strings(String(text[at.upperBound...].prefix { $0 != "]" }))
  }

  private static func strings(_ text: String) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension StringProtocol {
  var trimmed: String {
    var part = self[...]
    while let first = part.first, first.isWhitespace { part = part.dropFirst() }
    while let last = part.last, last.isWhitespace { part = part.dropLast() }
    return String(part)
  }
}
