// Tables filled page by page read and change like tables that SQLite filled.

import Database
import Kernel
import Testing

@Suite struct BulkTableTests {
  static let mixed = [
    TrialTable(
      name: "person", columns: [.small(4), .number, .number, .text(30), .sometimes, .small(2), .blob(20)],
      key: [0, 1], indexes: [[2], [0, 4], [3, 0]]),
    TrialTable(
      name: "member", columns: [.small(3), .number, .small(3), .number, .sometimes, .small(9)],
      key: [0, 3, 1], indexes: [[2, 1]]),
    TrialTable(name: "word", columns: [.text(80), .text(200), .sometimes], key: [0], indexes: [[1]]),
    TrialTable(name: "letter", columns: [.text(5_000), .blob(5_000), .number], key: [2], indexes: [[0]]),
    TrialTable(name: "log", columns: [.number, .text(300)], key: [], hasRowid: true, indexes: [[0]]),
    TrialTable(name: "numbered", columns: [.text(70), .number, .text(9_000)], key: [1], hasRowid: true),
  ]

  @Test(arguments: [0, 1, 2, 7, 60, 250], [512, 1_024, 4_096, 65_536])
  func randomRowsReadBackAndChange(_ count: Int, _ pageSize: Int) throws {
    var random = SeededRandom(seed: UInt64(count * 100_000 + pageSize))
    var rows: TrialRows = [:]
    for table in Self.mixed { rows[table.name] = table.rows(count, &random) }
    try withBoth(Self.mixed, rows, pageSize: pageSize) { bulk, plain in
      try expectAlike(bulk, plain, Self.mixed)
      for table in Self.mixed {
        let added = table.rows(count / 2 + 3, &random)
        let old = rows[table.name, default: []]
        for store in [bulk, plain] { try change(old, adding: added, in: table, of: store) }
      }
      try expectAlike(bulk, plain, Self.mixed)
    }
  }

  private func change(
    _ rows: [[SQLValue]], adding added: [[SQLValue]], in table: TrialTable, of store: Database
  ) throws {
    let condition =
      table.key.isEmpty ? "rowid = ?" : table.key.map { "c\($0) = ?" }.joined(separator: " AND ")
    let column = try #require(table.columns.indices.last { !table.key.contains($0) })
    try store.write { (connection) throws(Problem) in
      for (number, row) in rows.enumerated() where number % 3 < 2 {
        let key = table.key.isEmpty ? [.int(number + 1)] : table.key.map { row[$0] }
        if number % 3 == 0 {
          try connection.run("DELETE FROM \(table.name) WHERE \(condition)", key)
        } else {
          let value = added[number % added.count][column]
          try connection.run("UPDATE \(table.name) SET c\(column) = ? WHERE \(condition)", [value] + key)
        }
      }
      try insert(added, into: table, on: connection)
    }
  }

  @Test func everyCountOfRowsMakesATree() throws {
    // Small pages are full after some dozens of rows, and so are the pages above them.
    let counts = Array(0..<130) + [500, 1_000, 2_047, 2_048, 2_049, 2_050]
    let tables = counts.flatMap { count in
      [
        TrialTable(name: "i\(count)", columns: [.small(1), .small(1)], key: [0], indexes: [[1]]),
        TrialTable(name: "r\(count)", columns: [.small(1), .sometimes], key: [0], hasRowid: true),
      ]
    }
    var rows: TrialRows = [:]
    for (table, count) in zip(tables, counts.flatMap { [$0, $0] }) {
      rows[table.name] = (0..<count).map { [.int($0 - 60), table.hasRowid ? .null : .int($0 / 3 % 5)] }
    }
    try withBoth(tables, rows, pageSize: 512) { bulk, plain in try expectAlike(bulk, plain, tables) }
  }

  @Test(arguments: [512, 4_096])
  func rowsAtTheLimitsOfAPageAreWhole(_ size: Int) throws {
    let least = (size - 12) * 32 / 255 - 23
    let limits = [0, 57, 64, 128, least, (size - 12) * 64 / 255 - 23, size - 35, size - 4, size]
    var lengths = Set(limits.flatMap { limit in (-14...14).map { limit + $0 } })
    for pages in 1...3 { lengths.formUnion((-14...14).map { least + pages * (size - 4) + $0 }) }
    lengths.formUnion([100_000, 1_000_000])
    let tables = [
      TrialTable(name: "clustered", columns: [.number, .text(0), .small(9)], key: [0], indexes: [[1]]),
      TrialTable(name: "turned", columns: [.text(0), .number, .sometimes], key: [1]),
      TrialTable(name: "numbered", columns: [.number, .text(0)], key: [0], hasRowid: true, indexes: []),
      TrialTable(name: "words", columns: [.small(9), .text(0)], key: [1]),
    ]
    let long = lengths.filter { $0 >= 0 }.sorted()
    var rows: TrialRows = [:]
    for table in tables {
      let all = long.enumerated().map { number, length -> [SQLValue] in
        table.columns.indices.map { column in
          if case .text = table.columns[column] { return .text(String(repeating: "x", count: length)) }
          return table.key.contains(column) ? .int(number) : .int(number % 9)
        }
      }
      rows[table.name] = all
    }
    try withBoth(tables, rows, pageSize: size) { bulk, plain in
      try expectAlike(bulk, plain, tables)
      for store in [bulk, plain] {
        for table in tables { try store.run("DELETE FROM \(table.name) WHERE c\(table.key[0]) > 'xxx'") }
        for table in tables.dropLast() {
          try store.run("DELETE FROM \(table.name) WHERE c\(table.key[0]) % 2 = 1")
        }
      }
      try expectAlike(bulk, plain, tables)
    }
  }

  @Test func manyRowsAreFoundByTheirKeys() throws {
    let table = TrialTable(
      name: "person", columns: [.small(12), .number, .small(2), .text(12), .sometimes], key: [0, 1],
      indexes: [[3]])
    var random = SeededRandom(seed: 11)
    let rows = table.rows(100_000, &random)
    try withBoth([table], ["person": rows]) { bulk, plain in
      try expectAlike(bulk, plain, [table])
      for _ in 0..<300 {
        let row = rows[random.below(rows.count)]
        let found = try bulk.read { (connection) throws(Problem) in
          try connection.number(
            "SELECT COUNT(*) FROM person WHERE c0 = ? AND c1 = ? AND c3 = ? AND c4 IS ?",
            [row[0], row[1], row[3], row[4]])
        }
        #expect(found == 1)
      }
    }
  }

  @Test func aTableOfManyColumnsIsWhole() throws {
    let columns = (0..<300).map { $0 % 7 == 3 ? TrialColumn.text(90) : .number }
    let tables = [
      TrialTable(name: "wide", columns: columns, key: [0]),
      TrialTable(name: "edge", columns: Array(repeating: .number, count: 126), key: [0]),
      TrialTable(name: "beyond", columns: Array(repeating: .number, count: 127), key: [0, 1]),
    ]
    var random = SeededRandom(seed: 5)
    var rows: TrialRows = [:]
    for table in tables { rows[table.name] = table.rows(200, &random) }
    try withBoth(tables, rows) { bulk, plain in try expectAlike(bulk, plain, tables) }
  }

  @Test func emptyTextsAndBlobsAreNotNull() throws {
    let table = TrialTable(name: "t", columns: [.small(1), .text(0), .blob(0), .sometimes], key: [0])
    let rows: [[SQLValue]] = [[1, "", .bytes([]), nil], [2, "", .bytes([0]), 0], [3, "", .bytes([]), 1]]
    try withBoth([table], ["t": rows]) { bulk, plain in
      try expectAlike(bulk, plain, [table])
      #expect(try bulk.number("SELECT COUNT(*) FROM t WHERE c1 = '' AND typeof(c2) = 'blob'") == 3)
      #expect(try bulk.number("SELECT COUNT(*) FROM t WHERE c3 IS NULL") == 1)
    }
  }
}
