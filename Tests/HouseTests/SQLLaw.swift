// SQL is spoken in stores and migrations only.
import Testing

enum SQLLaw {
  /// Word patterns of SQL text: each word must follow the one before, whatever stands between.
  static let patterns: [[String]] = [
    ["SELECT ", " FROM "], ["INSERT ", "INTO "], ["UPDATE ", " SET "], ["DELETE ", "FROM "],
    ["CREATE ", "TABLE "], ["CREATE ", "INDEX "], ["ALTER ", "TABLE "], ["DROP ", "TABLE "],
  ]

  static func breaches(in tree: Tree) -> [Breach] {
    tree.sources.filter { !mayHold($0) }.flatMap { file -> [Breach] in
      (file.swift?.literals ?? []).filter { isSQL($0.text) }.map {
        Breach(file.path, $0.line, "speaks SQL; move the statement into a ...Store file of the room")
      }
    }
  }

  static func mayHold(_ file: TreeFile) -> Bool {
    file.name.hasSuffix("Store.swift") || file.name.hasSuffix("Migrations.swift") || file.room == "Database"
      || file.parts.contains("Migrations")
  }

  static func isSQL(_ text: String) -> Bool {
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
    return patterns.contains { pattern in
      var rest = flat[...]
      return pattern.allSatisfy { word in
        guard let at = rest.firstRange(of: word) else { return false }
        // The blank that ends one word may begin the next.
        rest = rest[rest.index(before: at.upperBound)...]
        return true
      }
    }
  }
}

@Suite struct SQLLawTests {
  @Test func aStatementOverSeveralLinesIsSQL() { #expect(SQLLaw.isSQL("SELECT a,\n  b\nFROM c")) }

  @Test func onlyStoresAndMigrationsSpeakSQL() { expectKept(SQLLaw.breaches(in: .house)) }

  @Test(arguments: [
    "SELECT a FROM b", "INSERT INTO b VALUES (1)", "INSERT OR IGNORE INTO b",
    "UPDATE b SET a = 1", "DELETE FROM b", "CREATE TABLE b (a) STRICT", "CREATE UNIQUE INDEX i ON b (a)",
    "ALTER TABLE b ADD c", "DROP TABLE b",
  ])
  func aStatementIsFoundOutsideItsHome(_ statement: String) {
    let page = "Sources/Surfaces/Dashboards/PlacePages.swift"
    let source = "// A.\nlet text = \"\"\"\n  \(statement)\n  \"\"\"\n"
    let tree = Tree(planted: [
      page: source, "Sources/Shared/Registry/PlaceStore.swift": source,
      "Sources/Shared/Registry/Migrations/Registry001.swift": source,
      "Sources/Instruments/Database/Probe.swift": source,
      "Sources/Shared/Screening/Prose.swift":
        "// SELECT a FROM b.\nlet hint = \"Select one from the list\"\n",
    ])
    expectFound(SQLLaw.breaches(in: tree), [(page, "speaks SQL")])
  }
}
