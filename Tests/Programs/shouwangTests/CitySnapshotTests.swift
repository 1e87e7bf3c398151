// The snapshot beside the store: the same city as the store's, and every wrong one is noticed and made anew.
import Access
import Columns
import Database
import Foundation
import Kernel
import Registry
import Screening
import Simulation
import Snapshots
import Synchronization
import Testing

@Suite struct CitySnapshotTests {
  private let folder: WorkFolder
  private let database: Database
  private let path: String

  init() throws {
    folder = try WorkFolder("snapshot-\(CitySnapshotTests.folders.add(1, ordering: .relaxed).newValue)")
    path = folder.path + "/city.sqlite"
    _ = try SyntheticCity(scale: .tiny, seed: 12, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: path, of: folder.path + "/files")
  }

  /// Every test has a folder of its own.
  private static let folders = Atomic<Int>(0)

  private func load(_ day: Day = Project.asOf) throws -> LoadedCity {
    try database.read { (connection) throws(Problem) in
      try CitySnapshotStore.load(asOf: day, beside: path, on: connection)
    }
  }

  private func plain(_ day: Day = Project.asOf) throws -> City {
    try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: day, on: connection)
    }
  }

  /// A city as the bytes of a file, so that two can be compared in whole.
  private func bytes(_ city: City) throws -> Data {
    let file = folder.path + "/compared"
    try FrameFile.write(
      FrameSnapshot(
        head: ["day": city.asOf.description], frame: city.frame,
        wide: ["a": city.numbers, "b": city.places, "c": city.personIDs], narrow: ["d": city.personHomes],
        texts: ["e": city.personNames]), to: file)
    return try Data(contentsOf: URL(fileURLWithPath: file))
  }

  @Test func theCityOfTheSnapshotIsThatOfTheStore() throws {
    #expect(try load().source == .store)
    let loaded = try load()
    #expect(loaded.source == .snapshot && loaded.refusal == nil)
    let city = try plain()
    #expect(try bytes(loaded.city) == bytes(city))
    #expect(city.householdCount > 150 && city.personNames.count == city.personIDs.count)
    let screener = try Screener(Project.rules())
    #expect(try screener.run(over: loaded.city).masks() == screener.run(over: city).masks())
  }

  @Test func screeningLeavesTheSnapshotRightAndAnImportDoesNot() throws {
    let before = try load()
    let result = try Screener(Project.rules()).run(over: before.city)
    try database.write { (connection) throws(Problem) in
      _ = try ScreeningStore.save(result, by: Project.act, as: nil, on: connection)
    }
    #expect(try load().source == .snapshot)
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE person SET work_months = 0, name = '新名'")
      try Project.correct("1", on: connection)
    }
    let after = try load()
    #expect(after.source == .store && after.state != before.state)
    #expect(after.city.personNames[0] == "新名")
    #expect(try load().source == .snapshot)
  }

  @Test func aPieceOfAnImportIsNoticedThoughTheJournalSaysNothing() throws {
    let before = try load()
    try database.write { (connection) throws(Problem) in
      let file = try ImportStore.all(on: connection)[0]
      try ImportStore.advance(file, on: connection)
    }
    #expect(try load().state != before.state)
    #expect(try load().source == .snapshot)
  }

  @Test func otherDaysOfTheSameSpanDifferByAgeAlone() throws {
    _ = try load()
    let later = Project.asOf.adding(days: 400)
    let loaded = try load(later)
    #expect(loaded.source == .snapshot)
    #expect(try bytes(loaded.city) == bytes(plain(later)))
  }

  @Test func aDayOnWhichTheRegisterWasAnotherIsReadFromTheStore() throws {
    let turn = Project.asOf.adding(days: 10)
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE household SET gone_on = ? WHERE number % 7 = 0", [.day(turn)])
      try connection.run(
        "UPDATE membership SET to_day = ? WHERE person % 5 = 0", [.day(turn.adding(days: 3))])
    }
    let days = [-1, 0, 9, 10, 12, 13, 99].map { Project.asOf.adding(days: $0) }
    var sources: [String] = []
    for day in days {
      let loaded = try load(day)
      sources.append("\(loaded.source)")
      #expect(try bytes(loaded.city) == bytes(plain(day)), "\(day)")
    }
    #expect(
      sources == ["store", "snapshot", "snapshot", "store", "snapshot", "store", "snapshot"], "spans of days")
  }

  @Test func aDamagedSnapshotIsNoticedAndMadeAnew() throws {
    _ = try load()
    let file = URL(fileURLWithPath: CitySnapshotStore.path(of: path))
    let whole = try Data(contentsOf: file)
    var flipped = whole
    flipped[whole.count / 2 / 64 * 64 + 1] ^= 4
    let wrong = [whole.prefix(whole.count / 2), whole.prefix(10), Data(), Data("hello".utf8), flipped]
    for bytes in wrong {
      try bytes.write(to: file)
      #expect(try load().source == .store, "\(bytes.count) bytes")
      #expect(try Data(contentsOf: file) == whole, "the same register gives the same bytes")
    }
    #expect(try load().source == .snapshot)
  }

  @Test func theSnapshotOfAnotherStoreIsNotTaken() throws {
    _ = try load()
    let other = try CitySnapshotTests()
    try FileManager.default.copyItem(
      atPath: CitySnapshotStore.path(of: path), toPath: CitySnapshotStore.path(of: other.path))
    try other.database.write { (connection) throws(Problem) in
      try Project.correct("2", on: connection)
    }
    #expect(try other.load().source == .store)
  }

  @Test func aStoreBesideWhichNothingCanBeWrittenStillAnswers() throws {
    let loaded = try database.read { (connection) throws(Problem) in
      try CitySnapshotStore.load(asOf: Project.asOf, beside: "/none/such/city.sqlite", on: connection)
    }
    #expect(loaded.refusal?.code == "snapshots.file.unwritable")
    #expect(try bytes(loaded.city) == bytes(plain()))
  }
}
