// Steps of the schema: once, in order, and never backward.

import Database
import Kernel
import Testing

@Suite struct MigrationTests {
  static let first = Migration("one", "CREATE TABLE a (\n  id BIGINT NOT NULL,\n  PRIMARY KEY (id)\n);")
  static let second = Migration("two", "INSERT INTO a (id) VALUES (1);\nINSERT INTO a (id) VALUES (2);")

  @Test(arguments: StoreKind.allCases)
  func aStepIsTakenOnce(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.migrate([Self.first, Self.second])
      try store.migrate([Self.first, Self.second])
      #expect(try store.number("SELECT COUNT(*) FROM a") == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreCatchesUpWithItsProgram(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.migrate([Self.first])
      #expect(try store.number("SELECT COUNT(*) FROM a") == 0)
      try store.migrate([Self.first, Self.second])
      #expect(try store.number("SELECT COUNT(*) FROM a") == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aStoreOfANewerProgramIsRefused(_ kind: StoreKind) throws {
    try kind.withStore { store in
      try store.migrate([Self.first, Self.second])
      let told = try problem { try store.migrate([Self.first]) }
      #expect(told.code == "database.newerSchema")
      #expect(told.kind == .conflict)
      #expect(told.message.en.contains("two"))
      #expect(try store.number("SELECT COUNT(*) FROM a") == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func aStepThatFailsLeavesNothingBehind(_ kind: StoreKind) throws {
    try kind.withStore { store in
      let broken = Migration("broken", "CREATE TABLE b (id INTEGER);\nINSERT INTO nowhere VALUES (1);")
      let told = try problem { try store.migrate([Self.first, broken]) }
      #expect(told.code == "database.unavailable")
      #expect(
        try store.number("SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('a', 'b', 'schema_step')") == 0)
    }
  }

  @Test func theCommonSubsetIsSpelledForSQLite() {
    let common = """
      CREATE TABLE a (
        id BIGINT NOT NULL,
        name TEXT,
        hash BYTEA NOT NULL,
        raw BYTEA,
        PRIMARY KEY (id)
      );
      CREATE INDEX a_by_name ON a (name);
      """
    let spelled = """
      CREATE TABLE a (
        id INTEGER NOT NULL,
        name TEXT,
        hash BLOB NOT NULL,
        raw BLOB,
        PRIMARY KEY (id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX a_by_name ON a (name);
      """
    #expect(Dialect.sqlite.render(common) == spelled)
  }

  @Test func tablesHoldWhatTheirColumnsSay() throws {
    let store = try Database(inMemory: "strict")
    try store.migrate([Self.first])
    let told = try problem { try store.run("INSERT INTO a (id) VALUES ('one')") }
    #expect(told.code == "database.constraint")
  }
}
