// A run of the rules walks through the door: key, permission, and one entry of the journal.
import Access
import Database
import Kernel
import Screening
import Simulation
import Testing

@Suite(.serialized) struct ScreeningDoorTests {
  private let folder: WorkFolder
  private let database: Database
  private let result: ScreeningResult

  init() throws {
    folder = try WorkFolder("screening-door")
    _ = try SyntheticCity(scale: .tiny, seed: 14, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    result = try Screener(Project.rules()).run(over: Project.city(database))
  }

  private func save(
    _ result: ScreeningResult, key: String, as visitor: Visitor? = nil
  ) throws -> StoredRun {
    try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(result, by: Project.act, as: visitor, key: key, on: connection)
    }
  }

  private func expect(kept: Int64, told: Int) throws {
    try database.read { (connection) throws(Problem) in
      #expect(try connection.number("SELECT COUNT(*) FROM screening_run") == kept)
      #expect(try JournalStore.entries(on: connection).count { $0.action == "screening.run" } == told)
    }
  }

  @Test func aKeyThatComesAgainIsAnsweredByTheFirstRun() throws {
    let first = try save(result, key: "form-1")
    #expect(try save(result, key: "form-1").number == first.number)
    try expect(kept: 1, told: 1)
    #expect(try save(result, key: "form-2").number == first.number + 1)
    try expect(kept: 2, told: 2)
  }

  @Test func aRunOfAnotherDayUnderTheSameKeyIsRefused() throws {
    _ = try save(result, key: "form-1")
    let later = try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: Project.asOf.adding(days: 1), on: connection)
    }
    let other = try Screener(Project.rules()).run(over: later)
    let told = #expect(throws: Problem.self) { try save(other, key: "form-1") }
    #expect(told?.code == "access.command.key")
    try expect(kept: 1, told: 1)
  }

  @Test func aVisitorNeedsThePermissionToScreen() throws {
    let told = #expect(throws: Problem.self) { try save(result, key: "form-1", as: Posts.office) }
    #expect(told?.code == "access.permission.missing")
    try expect(kept: 0, told: 0)
  }
}
