// One body on a store in memory and on a store in a file: transactions, constraints, values.

import Database
import Dispatch
import Kernel
import Synchronization
import Testing

@Suite struct StoreTests {
  static let table = "CREATE TABLE item (id INTEGER PRIMARY KEY NOT NULL, name TEXT, bytes BLOB) STRICT"

  @Test(arguments: StoreKind.allCases)
  func whatIsWrittenIsRead(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.run(Self.table)
      try store.run(
        "INSERT INTO item (id, name, bytes) VALUES (?, ?, ?)", [.int(7), .text("王"), .bytes([0, 255])])
      let row = try store.read { (connection) throws(Problem) in
        try connection.row("SELECT id, name, bytes FROM item") { (row) throws(Problem) in
          (row.int(0), row.text(1), row.bytes(2))
        }
      }
      let (id, name, bytes) = try #require(row)
      #expect((id, name) == (7, "王"))
      #expect(bytes == [0, 255])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aProblemTakesTheWholeTransactionBack(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.run(Self.table)
      let told = try problem {
        try store.write { (connection) throws(Problem) in
          try connection.run("INSERT INTO item (id) VALUES (1)")
          try connection.run("INSERT INTO item (id) VALUES (2)")
          throw Problem("test.store.refused", .invalid, zh: "不行", en: "No.", details: ["why": "test"])
        }
      }
      #expect(told.code == "test.store.refused", "the problem comes through as it was thrown")
      #expect(told.details == ["why": "test"])
      #expect(try store.number("SELECT COUNT(*) FROM item") == 0)
    }
  }

  @Test(arguments: [
    ("INSERT INTO item (id) VALUES (1)", "1555"), ("INSERT INTO part (item) VALUES ('x')", "3091"),
    ("INSERT INTO item (id, name) VALUES (5, x'00')", "3091"), ("INSERT INTO part (item) VALUES (9)", "787"),
    ("INSERT INTO part (item) VALUES (-1)", "275"), ("INSERT INTO part (item) VALUES (NULL)", "1299"),
  ])
  func aBrokenConstraintIsAConflict(_ sql: String, _ code: String) throws {
    for kind in StoreKind.allCases {
      try kind.withStore { store in
        try store.run(Self.table)
        try store.run(
          "CREATE TABLE part (item INTEGER NOT NULL CHECK (item >= 0) REFERENCES item (id)) STRICT")
        try store.run("INSERT INTO item (id) VALUES (1)")
        let told = try problem { try store.run(sql) }
        #expect(told.code == "database.constraint")
        #expect(told.kind == .conflict)
        #expect(told.details["code"] == code)
        #expect(try store.number("SELECT COUNT(*) FROM item") == 1, "the store goes on working")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aWrongStatementIsAProblemAndNoCrash(_ kind: StoreKind) throws {
    try kind.withStore { store in
      for sql in ["SELECT", "SELECT * FROM nowhere", "DROP TABLE nowhere"] {
        let told = try problem { try store.run(sql) }
        #expect(told.code == "database.unavailable")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aReaderCannotWrite(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.run(Self.table)
      let told = try problem {
        try store.read { (connection) throws(Problem) in
          try connection.run("INSERT INTO item (id) VALUES (1)")
        }
      }
      #expect(told.kind == .unavailable)
      #expect(try store.number("SELECT COUNT(*) FROM item") == 0)
    }
  }

  @Test func twoStoresInMemoryAreTwo() throws {
    let (first, second) = (try Database(inMemory: "same"), try Database(inMemory: "same"))
    try first.run(Self.table)
    try second.run(Self.table)
    try first.run("INSERT INTO item (id) VALUES (1)")
    #expect(try second.number("SELECT COUNT(*) FROM item") == 0)
  }

  @Test func aFileKeepsWhatWasWritten() throws {
    try withPath { path in
      let first = try Database(path: path)
      try first.run(Self.table)
      try first.run("INSERT INTO item (id) VALUES (3)")
      try first.checkpoint()
      let second = try Database(path: path)
      #expect(try second.number("SELECT id FROM item") == 3)
      #expect(second.path == path)
    }
  }

  @Test func aReaderSeesOneMoment() throws {
    try withPath { path in
      let (one, other) = (try Database(path: path), try Database(path: path))
      try one.run(Self.table)
      let counts = try one.read { (connection) throws(Problem) -> [Int64] in
        let before = try connection.number("SELECT COUNT(*) FROM item")
        try other.run("INSERT INTO item (id) VALUES (1)")
        return [before, try connection.number("SELECT COUNT(*) FROM item")]
      }
      #expect(counts == [0, 0])
      #expect(try one.number("SELECT COUNT(*) FROM item") == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func rowsThatSomebodyLeftHoldNothingBack(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.run(Self.table)
      try store.run("INSERT INTO item (id) VALUES (1), (2)")
      let all = "SELECT id FROM item ORDER BY id"
      func first() throws -> Int64 {
        try store.read { (connection) throws(Problem) in
          let statement = try connection.statement(all)
          return try statement.step() ? statement.int(0) : 0
        }
      }
      #expect(try first() == 1, "the second row was not asked for")
      try store.run("INSERT INTO item (id) VALUES (0)")
      #expect(try first() == 0, "a later read begins anew, and sees what was written meanwhile")
    }
  }

  @Test func moreThanThereAreReadersTakeTurns() throws {
    try withPath { path in
      let store = try Database(path: path)
      try store.run(Self.table)
      try store.run("INSERT INTO item (id) VALUES (5)")
      let right = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: 64) { _ in
        if (try? store.number("SELECT id FROM item")) == 5 { right.withLock { $0 += 1 } }
      }
      #expect(right.withLock { $0 } == 64)
      let refused = #expect(throws: Problem.self) {
        try store.read { (connection) throws(Problem) in try connection.run("DELETE FROM item") }
      }
      #expect(refused != nil, "who reads cannot write")
      #expect(try store.number("SELECT COUNT(*) FROM item") == 1)
    }
  }

  @Test func closingLeavesTheFileToThoseWhoStillRead() throws {
    try withPath { path in
      let store = try Database(path: path)
      try store.run(Self.table)
      try store.run("INSERT INTO item (id) VALUES (7)")
      let seen = try store.read { (connection) throws(Problem) -> Int64 in
        try store.close()
        return try connection.number("SELECT id FROM item")
      }
      #expect(seen == 7)
      let refusal = #expect(throws: Problem.self) { try store.number("SELECT id FROM item") }
      #expect(refusal?.code == "database.unavailable")
      #expect(refusal?.message.en.contains("closed") == true)
    }
  }

  @Test func onlyAnotherProgramInTheWayPasses() {
    #expect(DatabaseProblems.isPassing(DatabaseProblems.refused(code: 5, message: "database is locked")))
    #expect(!DatabaseProblems.isPassing(DatabaseProblems.refused(code: 13, message: "full")))
  }

  @Test(arguments: ["/nowhere/at/all/store.sqlite", "/dev/null/store.sqlite"])
  func aPathThatCannotBeOpenedIsAProblem(_ path: String) throws {
    let told = try problem { _ = try Database(path: path) }
    #expect(told.code == "database.unavailable")
    #expect(told.kind == .unavailable)
  }
}
