// Rehearsed months of a tiny city: everything holds every day, and a seed decides them whole.

import Access
import Assembly
import Casework
import Database
import Foundation
import Kernel
import Monitoring
import Registry
import Rules
import Screening
import Simulation
import Testing
import Vault
import Workbench

/// A city of its own that posts of a seed have worked in.
private struct RehearsedCity {
  let database: Database
  var rehearsal: Rehearsal
  let plan: RehearsalPlan

  init(_ store: String, seed: UInt64, months: Int) throws {
    let database = try Database(path: store)
    try database.hurry()
    try SealStore.unlock(database, with: Project.ring())
    try database.migrate(StoreOptions.migrations)
    let library = try Project.rules()
    let screener = try Screener(library)
    plan = RehearsalPlan(seed: seed, from: Day(number: 20_419), months: months)
    rehearsal = try Rehearsal(
      database, ProcedureBook.load(Project.root + "/casework"), RoleBook.load(Project.root + "/access"),
      library, sealer: Sealer(Project.ring()), plan: plan
    ) { (day, act) throws(Problem) in
      let city = try database.read { (connection) throws(Problem) in
        try CityStore.load(.everything, asOf: day, on: connection)
      }
      let result = try screener.run(over: city)
      return try database.write { (connection) throws(Problem) in
        try ScreeningStore.save(result, by: act, as: nil, on: connection).number
      }
    }
    self.database = database
  }

  mutating func live(_ days: Range<Int>) throws {
    for number in days { try rehearsal.live(plan.from.adding(days: number)) }
  }

  var days: Range<Int> { 0..<plan.end.days(since: plan.from) }

  func digest() throws -> String {
    try database.read { (connection) throws(Problem) in try RehearsalStore.digest(on: connection) }
  }
}

@Suite struct RehearsalTests {
  private func store(_ folder: WorkFolder) throws -> String {
    _ = try SyntheticCity(scale: .tiny, seed: 3, asOf: Project.asOf).write(to: folder.path + "/files")
    let path = folder.path + "/city.sqlite"
    let database = try Project.store(at: path, of: folder.path + "/files")
    try database.checkpoint()
    try database.close()
    return path
  }

  private func copy(_ store: String, _ name: String) throws -> String {
    let path = store + "." + name
    try FileManager.default.copyItem(atPath: store, toPath: path)
    return path
  }

  @Test func aYearGoesByAndEverythingHolds() throws {
    let folder = try WorkFolder("year")
    var city = try RehearsedCity(store(folder), seed: 7, months: 12)
    try city.live(city.days)
    let tally = city.rehearsal.tally
    for act in [
      "clue.take", "clue.report", "clue.dismiss", "episode.open", "episode.verify", "episode.answer",
      "episode.compare", "episode.review", "episode.takeDown", "episode.audit", "episode.sendBack",
      "episode.decide", "episode.announce", "episode.refuse", "episode.end", "measure.plan", "measure.finish",
      "visit.record", "repeated",
    ] {
      #expect(tally.acts[act, default: 0] > 0, "\(act)")
    }
    for code in [
      "access.permission.missing", "access.command.key", "casework.visit.future", "monitoring.notice.early",
      "monitoring.episode.step", "monitoring.episode.unknown", "monitoring.episode.ended",
      "monitoring.elimination.gate", "monitoring.form.unsigned",
    ] {
      #expect(tally.refusals[code, default: 0] > 0, "\(code)")
    }
    let book = city.rehearsal.book
    let (stands, faults, mark) = try city.database.read { (connection) throws(Problem) in
      (
        try RehearsalStore.stands(on: connection),
        try MonitoringCheck.faults(MonitoringInvariants(lawAnd: book), on: connection),
        try RehearsalMark(on: connection)
      )
    }
    #expect(faults.isEmpty, "\(faults)")
    #expect(mark == RehearsalMark(seed: 7, from: city.plan.from, last: city.plan.end.adding(days: -1)))
    for stand in ["clue.included", "clue.dismissed", "episode.eliminated", "episode.monitored"] {
      #expect(stands.contains { $0.name == stand && $0.count > 0 }, "\(stand)")
    }
  }

  @Test func aSeedDecidesEveryRow() throws {
    let folder = try WorkFolder("seeds")
    let base = try store(folder)
    var one = try RehearsedCity(copy(base, "one"), seed: 5, months: 1)
    try one.live(one.days)
    // Broken off and gone on with by another process.
    var two = try RehearsedCity(copy(base, "two"), seed: 5, months: 1)
    try two.live(0..<12)
    try two.database.close()
    two = try RehearsedCity(base + ".two", seed: 5, months: 1)
    try two.live(12..<two.days.upperBound)
    var other = try RehearsedCity(copy(base, "other"), seed: 6, months: 1)
    try other.live(other.days)
    let digest = try one.digest()
    #expect(try two.digest() == digest)
    #expect(try other.digest() != digest)
  }

  @Test func aBrokenRuleStopsItWithSeedAndDay() throws {
    let folder = try WorkFolder("broken")
    var city = try RehearsedCity(store(folder), seed: 5, months: 1)
    try city.live(0..<10)
    try city.database.write { (connection) throws(Problem) in
      try connection.run("UPDATE episode SET registered_on = opened_on WHERE registered_on IS NULL")
    }
    do {
      try city.live(10..<11)
      Issue.record("a broken rule was not seen")
    } catch let problem as Problem {
      #expect(problem.code == "monitoring.rehearsal.broken")
      #expect(problem.details["seed"] == "5" && problem.details["day"] == "2025-12-07", "\(problem)")
    }
  }
}

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct RehearseCommandTests {
  @Test func aRehearsalGoesOnUnderItsSeedAlone() throws {
    let folder = try WorkFolder("rehearse")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    func run(_ arguments: String...) throws -> (status: Int32, out: String, err: String) {
      try Program.run(arguments, in: folder)
    }
    #expect(try run("city", "make", "--scale", "tiny", "--seed", "3", "--out", files).status == 0)
    #expect(try run("import", "--store", store, files).status == 0)
    let days = ["--months", "1", "--from", "2025-11-27", "--json"]
    let (stopped, said) = try interrupted(["rehearse", "--store", store, "--seed", "7"] + days, folder)
    #expect(stopped == 130 && said.contains("--months 1") && said.contains("2025-12-27"), "\(said)")
    let first = try Program.run(["rehearse", "--store", store, "--seed", "7"] + days, in: folder)
    #expect(first.status == 0 && first.out.contains("\"before\":\"2025-12-27\""), "\(first.err)")
    let again = try Program.run(["rehearse", "--store", store, "--seed", "7"] + days, in: folder)
    func digest(_ text: String) -> Substring? { text.firstRange(of: "digest").map { text[$0.upperBound...] } }
    #expect(
      again.status == 0 && digest(again.out) == digest(first.out), "nothing is left to be lived through")
    let other = try Program.run(["rehearse", "--store", store, "--seed", "8"] + days, in: folder)
    #expect(other.status == 75 && other.out.contains("program.rehearse.other"))
    #expect(try run("check", "--store", store).status == 0)
    let figures = try run("monitoring", "figures", "--store", store, "--place", "5306", "--json")
    #expect(figures.status == 0 && figures.out.contains("clueToVerified"))
    // A clue that somebody told makes it a store of real work.
    let told = try run(
      "clue", "report", "--store", store, "--household", "5306020000001", "--cause", "01", "--note", "住院")
    #expect(told.status == 0, "\(told.err)")
    let live = try Program.run(["rehearse", "--store", store, "--seed", "7"] + days, in: folder)
    #expect(live.status == 75 && live.out.contains("program.rehearse.live"))
  }

  /// Asks a rehearsal to stop as Ctrl-C does, once a day of it is stored.
  private func interrupted(_ arguments: [String], _ folder: WorkFolder) throws -> (Int32, said: String) {
    let log = folder.path + "/stopped.txt"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: Project.root)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    var polls = 0
    while process.isRunning, polls < 1_000_000, (try? livedThrough(folder.path + "/city.sqlite")) != true {
      polls += 1
    }
    process.interrupt()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: log, encoding: .utf8))
  }

  private func livedThrough(_ store: String) throws -> Bool {
    try Database(path: store).read { (connection) throws(Problem) in
      try RehearsalMark(on: connection) != nil
    }
  }
}
