// A store is made beside its place and stands there only when it is whole.

import Database
import Glibc
import Kernel
import Testing

@Suite struct BulkAssemblyTests {
  static let steps = [
    Migration("001-item", "CREATE TABLE item (\n  id BIGINT NOT NULL,\n  name TEXT,\n  PRIMARY KEY (id)\n);")
  ]

  private func assemble(_ path: String, replacing: Bool = false, rows: Int = 3) throws(Problem) {
    try Database.assemble(path: path, replacing: replacing, migrations: Self.steps) {
      (file) throws(Problem) in
      try file.table("item").fill((0..<rows).map { [.int($0), "王"] })
    }
  }

  @Test func anAssembledStoreIsAStoreLikeAnyOther() throws {
    try withPath { path in
      let count = try Database.assemble(path: path, migrations: Self.steps) { (file) throws(Problem) in
        let table = try file.table("item")
        table.fill((0..<3).map { [.int($0), "王"] })
        return table.rowCount
      }
      #expect(count == 3)
      #expect(access(path + ".building", F_OK) != 0)
      let store = try Database(path: path)
      try store.migrate(Self.steps + [Migration("002", "CREATE TABLE more (\n  id BIGINT PRIMARY KEY\n);")])
      #expect(try store.number("SELECT COUNT(*) FROM item WHERE name = '王'") == 3)
      try store.run("INSERT INTO item (id, name) VALUES (9, 'x')")
      #expect(try store.faults() == [])
    }
  }

  @Test func whatFailsLeavesNothing() throws {
    try withPath { path in
      let told = try problem {
        try Database.assemble(path: path, migrations: Self.steps) { (file) throws(Problem) in
          try file.table("item").fill([[1, nil]])
          throw Problem("test.refused", .invalid, zh: "不行", en: "No.")
        }
      }
      #expect(told.code == "test.refused")
      #expect(access(path, F_OK) != 0)
      #expect(access(path + ".building", F_OK) != 0)
    }
  }

  @Test func whatAnInterruptedRunLeftIsThrownAway() throws {
    try withPath { path in
      try makeFile(path + ".building", "CREATE TABLE item (half INTEGER); INSERT INTO item VALUES (1);")
      try makeFile(path + ".building-journal", "CREATE TABLE x (y);")
      try assemble(path)
      #expect(try Database(path: path).faults() == [])
    }
  }

  @Test func twoDoNotBuildInOnePlace() throws {
    try withPath { path in
      try Database.assemble(path: path, migrations: Self.steps) { (_) throws(Problem) in
        do throws(Problem) {
          try assemble(path)
          Issue.record("the second run is refused")
        } catch {
          #expect(error.code == "database.building")
        }
      }
      #expect(try Database(path: path).number("SELECT COUNT(*) FROM item") == 0)
    }
  }

  @Test func aStoreGivesWayOnlyWhenItIsSaidAndClosed() throws {
    try withPath { path in
      try assemble(path)
      #expect(try problem { try assemble(path, rows: 5) }.code == "database.exists")
      try assemble(path, replacing: true, rows: 5)
      let store = try Database(path: path)
      #expect(try store.number("SELECT COUNT(*) FROM item") == 5)
      try store.run("DELETE FROM item WHERE id = 0")
      let told = try problem { try assemble(path, replacing: true) }
      #expect(told.code == "database.exists", "a write-ahead log lies beside it")
    }
  }

  @Test func aFolderThatIsNotThereIsAProblem() throws {
    #expect(try problem { try assemble("/nowhere/at/all/store.sqlite") }.code == "database.unavailable")
  }
}
