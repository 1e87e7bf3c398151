// Which files are filled in bulk, by several threads, and how a store is assembled beside its place.

import Database
import Dispatch
import Glibc
import Kernel
import Testing

@Suite struct BulkFileTests {
  static let table = TrialTable(
    name: "person", columns: [.small(5), .number, .text(40), .sometimes], key: [0, 1],
    indexes: [[2], [0, 3]])

  @Test func tablesAreFilledFromSeveralThreads() throws {
    let tables = (0..<6).map {
      TrialTable(name: "t\($0)", columns: [.number, .text(60), .blob(600 * $0)], key: [0], indexes: [[1]])
    }
    var random = SeededRandom(seed: 9)
    let rows = tables.map { $0.rows(1_500, &random) }
    try withPath { path in
      try makeFile(path, tables.map(\.sql).joined())
      let file = try BulkFile(path: path)
      let parts = try tables.indices.flatMap { index in
        [
          (try file.table(tables[index].name), rows[index]),
          (try file.index(tables[index].indexName(0)), tables[index].entries(0, of: rows[index])),
        ]
      }
      DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0].0.fill(parts[$0].1) }
      try file.finish()
      let store = try Database(path: path)
      #expect(try store.faults() == [])
      for (table, rows) in zip(tables, rows) {
        #expect(try store.number("SELECT COUNT(*) FROM \(table.name)") == Int64(rows.count))
        #expect(try store.number("SELECT COUNT(*) FROM \(table.name) INDEXED BY \(table.indexName(0))") > 0)
      }
    }
  }

  @Test func pagesThatNobodyNeededAreFree() throws {
    let tables = (0..<40).map { TrialTable(name: "t\($0)", columns: [.small(1), .text(0)], key: [0]) }
    try withPath { path in
      try makeFile(path, "PRAGMA page_size = 512;" + tables.map(\.sql).joined())
      let file = try BulkFile(path: path)
      let parts = try tables.map { try file.table($0.name) }
      // All are begun before one is finished, so that none can take over what another leaves.
      for part in parts { part.fill((0..<80).map { [.int($0), "xxxxxxxx"] }) }
      try file.finish()
      let store = try Database(path: path)
      #expect(try store.faults() == [])
      #expect(try store.number("PRAGMA freelist_count") > 0)
      for part in parts { #expect(part.rowCount == 80) }
      try store.run("CREATE TABLE more (id INTEGER PRIMARY KEY, x BLOB)")
      try store.run(
        "INSERT INTO more SELECT value, zeroblob(300) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL "
          + "SELECT value + 1 FROM n WHERE value < 400) SELECT value FROM n)")
      #expect(try store.faults() == [])
      #expect(try store.number("PRAGMA freelist_count") == 0)
    }
  }

  @Test func aFileWithFreePagesKeepsThem() throws {
    try withPath { path in
      try makeFile(
        path,
        "CREATE TABLE old (x BLOB); INSERT INTO old VALUES (zeroblob(100000)); DROP TABLE old;"
          + Self.table.sql)
      let file = try BulkFile(path: path)
      var random = SeededRandom(seed: 3)
      let rows = Self.table.rows(2_000, &random)
      try file.table("person").fill(rows)
      for index in 0..<2 {
        try file.index(Self.table.indexName(index)).fill(Self.table.entries(index, of: rows))
      }
      try file.finish()
      let store = try Database(path: path)
      #expect(try store.faults() == [])
      #expect(try store.number("PRAGMA freelist_count") >= 24)
    }
  }

  @Test(arguments: [
    "PRAGMA encoding = 'UTF-16'", "PRAGMA auto_vacuum = FULL", "PRAGMA auto_vacuum = INCREMENTAL",
  ])
  func aFileOfAnotherFormIsRefused(_ pragma: String) throws {
    try withPath { path in
      try makeFile(path, pragma + ";" + Self.table.sql)
      let told = try problem { _ = try BulkFile(path: path) }
      #expect(told.code == "database.bulk.unfit")
      #expect(told.details["why"] == "format")
    }
  }

  @Test func aFileThatIsNoDatabaseIsRefused() throws {
    try withPath { path in
      #expect(try problem { _ = try BulkFile(path: path) }.code == "database.unavailable", "it is missing")
      try write("these are no pages of a database, but a text that is long enough to look at", to: path)
      #expect(try problem { _ = try BulkFile(path: path) }.details["code"] == "26")
      try write("", to: path)
      #expect(try problem { _ = try BulkFile(path: path) }.details["why"] == "format")
    }
  }

  @Test(arguments: ["-wal", "-journal"])
  func aFileThatIsInUseIsRefused(_ ending: String) throws {
    try withPath { path in
      try makeFile(path, Self.table.sql)
      try write("", to: path + ending)
      defer { unlink(path + ending) }
      #expect(try problem { _ = try BulkFile(path: path) }.details["why"] == "open")
    }
  }

  @Test(arguments: [
    ("missing", true, "missing"), ("person", false, "missing"), ("person_by_0", true, "missing"),
    ("filled", true, "filled"), ("computed", true, "computed"), ("some", false, "partial"),
    ("upper", false, "computed"), ("falling", true, "order"), ("nocase", false, "order"),
    ("sqlite_schema", true, "missing"),
  ])
  func aTableThatCannotBeFilledIsRefused(_ name: String, _ isTable: Bool, _ why: String) throws {
    try withPath { path in
      try makeFile(
        path,
        Self.table.sql + """
          CREATE TABLE filled (id INTEGER PRIMARY KEY); INSERT INTO filled VALUES (1);
          CREATE TABLE computed (id INTEGER PRIMARY KEY, next INTEGER AS (id + 1));
          CREATE TABLE falling (id INTEGER NOT NULL, PRIMARY KEY (id DESC)) WITHOUT ROWID;
          CREATE INDEX some ON person (c3) WHERE c3 > 0;
          CREATE INDEX upper ON person (c1 + 1);
          CREATE INDEX nocase ON person (c2 COLLATE NOCASE);
          """)
      let file = try BulkFile(path: path)
      let told = try problem { _ = isTable ? try file.table(name) : try file.index(name) }
      #expect(told.code == "database.bulk.unfit")
      #expect(told.details["why"] == why)
    }
  }

  @Test func uniqueIndexesAreFilledByTheNameThatSQLiteGives() throws {
    try withPath { path in
      try makeFile(
        path, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c INTEGER) STRICT, WITHOUT ROWID;")
      let file = try BulkFile(path: path)
      try file.table("t").fill([[1, "y", 1], [2, nil, 2], [3, nil, 3], [4, "x", 4]])
      try file.index("sqlite_autoindex_t_1").fill([[nil, 2], [nil, 3], ["x", 4], ["y", 1]])
      try file.finish()
      let store = try Database(path: path)
      #expect(try store.faults() == [])
      #expect(try store.number("SELECT a FROM t WHERE b = 'x'") == 4)
      #expect(try problem { try store.run("INSERT INTO t VALUES (5, 'y', 5)") }.kind == .conflict)
    }
  }

  @Test func rowsOutOfOrderEndTheProgram() async {
    await #expect(processExitsWith: .failure) { try Self.fillOne([[2, 1], [1, 1]]) }
    await #expect(processExitsWith: .failure) { try Self.fillOne([[1, 1], [1, 2]]) }
    await #expect(processExitsWith: .failure) { try Self.fillOne([[1, 1, 1]]) }
    await #expect(processExitsWith: .failure) { try Self.fillOne([[1], [2]]) }
  }

  @Test func anIndexThatLacksRowsEndsTheProgram() async {
    await #expect(processExitsWith: .failure) { try Self.fillOne([[1, 1], [2, 1]], entries: [[1, 1]]) }
    await #expect(processExitsWith: .failure) { try Self.fillOne([[1, 1], [2, 1]], entries: []) }
    // The same without a breach goes well, so it is the breach that ends the others.
    await #expect(processExitsWith: .success) {
      try Self.fillOne([[1, 1], [2, 1]], entries: [[1, 1], [1, 2]])
    }
  }

  @Test func aDiskThatTakesNoMoreIsAProblem() async {
    await #expect(processExitsWith: .success) {
      try withPath { path in
        try makeFile(path, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT, WITHOUT ROWID;")
        let file = try BulkFile(path: path)
        // A limit on files stands for the full disk.
        var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
        signal(SIGXFSZ, SIG_IGN)
        try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
        let table = try file.table("t")
        table.fill((0..<30_000).map { [.int($0), "a text that fills the file"] })
        let told = try problem { try file.finish() }
        guard told.code == "database.unavailable" else { throw told }
      }
    }
  }

  @Test func uniqueKeysThatStandTwiceEndTheProgram() async {
    await #expect(processExitsWith: .failure) {
      try Self.fillOne([[1, 1], [2, 1]], entries: [[1, 1], [1, 2]], unique: true)
    }
  }

  private static func fillOne(_ rows: [[SQLValue]], entries: [[SQLValue]] = [], unique: Bool = false) throws {
    try withPath { path in
      try makeFile(
        path,
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER) STRICT, WITHOUT ROWID;"
          + (entries.isEmpty && rows.count < 2
            ? "" : "CREATE \(unique ? "UNIQUE" : "") INDEX t_by_b ON t (b);"))
      let file = try BulkFile(path: path)
      try file.table("t").fill(rows)
      if !entries.isEmpty { try file.index("t_by_b").fill(entries) }
      try file.finish()
    }
  }

  private func write(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    defer { close(descriptor) }
    try #require(text.withCString { Glibc.write(descriptor, $0, strlen($0)) } == text.utf8.count)
  }
}
