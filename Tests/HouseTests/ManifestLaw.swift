// Package.swift is short, declares every room that exists and every import between rooms.
import Testing

enum ManifestLaw {
  static let mostLines = 239

  static func breaches(in tree: Tree) -> [Breach] {
    guard let file = tree["Package.swift"] else { return [Breach("Package.swift", "is missing")] }
    let manifest = Manifest(file.text)
    var found: [Breach] = []
    if file.lines.count > mostLines {
      found.append(
        Breach(file.path, "has \(file.lines.count) lines; the helper functions must hold it under 240"))
    }
    found += tree.rooms.keys.sorted().filter { manifest.room($0) == nil }
      .map { Breach(file.path, "does not declare \($0); add it to its floor, or delete the folder") }
    found += manifest.rooms.filter { tree.rooms[$0.name] == nil }
      .map {
        Breach(file.path, $0.line, "declares \($0.name), which has no file; a room is born with its first")
      }
    return found + arrows(manifest, tree) + imports(manifest, tree)
  }

  /// Declared arrows that no import line could use lawfully.
  private static func arrows(_ manifest: Manifest, _ tree: Tree) -> [Breach] {
    manifest.rooms.flatMap { room -> [Breach] in
      guard let floor = tree.rooms[room.name] else { return [] }
      return (room.uses ?? []).compactMap { other in
        tree.rooms[other]
          .flatMap { ArrowLaw.refusal(room.name, on: floor, importing: other, on: $0) }
          .map { Breach("Package.swift", room.line, $0) }
      }
    }
  }

  private static func imports(_ manifest: Manifest, _ tree: Tree) -> [Breach] {
    tree.swift.flatMap { file -> [Breach] in
      guard let room = file.room, let swift = file.swift else { return [] }
      let declared = file.isTest ? manifest.test(room) : manifest.room(room)
      if file.isTest && declared == nil {
        return [Breach(file.path, "is in \(room), a test target that Package.swift does not declare")]
      }
      guard let uses = declared?.uses else { return [] }
      return swift.imports.compactMap { line, module in
        guard tree.rooms[module] != nil, module != room, !uses.contains(module) else { return nil }
        let list = file.isTest ? "testing" : "uses"
        return Breach(
          file.path, line, "imports \(module) undeclared; add it to `\(list):` of its room in Package.swift")
      }
    }
  }
}

@Suite struct ManifestLawTests {
  @Test func theManifestDeclaresWhatTheRoomsImport() { expectKept(ManifestLaw.breaches(in: .house)) }

  @Test func aWrongManifestIsFound() {
    let manifest = """
      func room(_ name: String, on floor: String) -> [Target] { [] }
      // room("Ghost", on: "Shared")
      let ground = room("Kernel", on: "Ground")
      let shared = room("Registry", on: "Shared",
        uses: ["Kernel"], testing: ["Columns"]) + room("Empty", on: "Shared")
        + room("Columns", on: "Instruments", uses: ["Kernel"])
      let programs = [.testTarget(name: "shouwangTests", dependencies: ["Kernel"])]
      """
    let test = "Tests/Shared/RegistryTests/HouseholdTests.swift"
    let program = "Tests/Programs/shouwangTests/RunTests.swift"
    let unknown = "Tests/Shared/AccessTests/JournalTests.swift"
    let tree = Tree(planted: [
      "Package.swift": manifest + String(repeating: "\n//", count: 240),
      "Sources/Ground/Kernel/Day.swift": "// A.\n",
      "Sources/Instruments/Columns/Column.swift": "// A.\n",
      "Sources/Instruments/Sheets/Sheet.swift": "// A.\n",
      "Sources/Shared/Registry/Household.swift": "// A.\nimport Kernel\nimport Sheets\n",
      test: "// A.\nimport Columns\nimport Registry\nimport Sheets\n",
      program: "// A.\nimport Kernel\nimport Registry\n", unknown: "// A.\n",
    ])
    expectFound(
      ManifestLaw.breaches(in: tree),
      [
        ("Package.swift", "under 240"), ("Package.swift", "does not declare Sheets"),
        ("Package.swift", "declares Empty"), ("Package.swift", "only RuleLanguage"),
        ("Sources/Shared/Registry/Household.swift", "imports Sheets"), (test, "imports Sheets"),
        (program, "imports Registry"), (unknown, "does not declare"),
      ])
  }
}
