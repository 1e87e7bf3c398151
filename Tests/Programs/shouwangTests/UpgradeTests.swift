// A store made by the first version of the program is opened by this one.
import Access
import Database
import Foundation
import Kernel
import Operation
import Registry
import Screening
import Testing

@Suite struct UpgradeTests {
  /// The schema as the first version made it, step by step.
  private func firstSteps() throws -> [Migration] {
    let path = Project.root + "/Tests/Schemas/first.sql"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "-- step ").map { part in
      let lines = part.split(separator: "\n", maxSplits: 1)
      return Migration(String(lines[0]), String(lines[1]))
    }
  }

  private func tables(_ database: Database) throws -> [String] {
    try database.read { (connection) throws(Problem) in
      try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
        (row) throws(Problem) in row.text(0)
      }
    }
  }

  @Test func aStoreOfTheFirstVersionBecomesOneOfThisVersion() throws {
    let folder = try WorkFolder("upgrade")
    let path = folder.path + "/old.sqlite"
    let old = try Database(path: path)
    try old.migrate(try firstSteps())
    #expect(try tables(old).contains("person_name") && !tables(old).contains("screened_group"))
    try old.write { (connection) throws(Problem) in
      // The first entry of a chain as the first version wrote it.
      let text = JSONText.array(["0", "1", "1"] + ["a", "r", "x.y", "1", "{}"].map(JSONText.quoted))
      try connection.run(
        """
        INSERT INTO journal (county, sequence, at, actor, request, action, subject, details, hash)
        VALUES (0, 1, 1, 'a', 'r', 'x.y', '1', '{}', ?)
        """, [.bytes(Digest.of(Array(text.utf8)))])
    }
    try old.close()

    let migrations = AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all
    let upgraded = try Database(path: path)
    try upgraded.migrate(migrations)
    try upgraded.migrate(migrations)
    let fresh = try Database(path: folder.path + "/new.sqlite")
    try fresh.migrate(migrations)
    #expect(try tables(upgraded) == tables(fresh))
    let report = try upgraded.read { (connection) throws(Problem) in try StoreReport(on: connection) }
    #expect(report.faults.isEmpty && report.rows.first { $0.table == "journal" }?.rows == 1)
  }
}
