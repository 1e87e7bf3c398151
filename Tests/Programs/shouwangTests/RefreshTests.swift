// Single households screened again in the store: what stands there is what a whole run would have left.
import Access
import Database
import Exchange
import Foundation
import Kernel
import Registry
import RuleValues
import Rules
import Screening
import Simulation
import Testing

@Suite struct RefreshTests {
  private static let tables = ["finding", "household_mask", "screened_group", "place_count", "screening_run"]

  /// Everything that the last run left, row by row, but for the run's own number and time.
  private func stored(_ database: Database) throws -> [String] {
    try database.read { (connection) throws(Problem) in
      var lines: [String] = []
      let run = try connection.number("SELECT MAX(id) FROM screening_run")
      for table in Self.tables {
        let own = table == "place_count" ? " WHERE run = \(run)" : ""
        let isRun = table == "screening_run"
        let columns = isRun ? "as_of, rules, households, persons, findings" : "*"
        let last = isRun ? " WHERE id = \(run)" : own
        lines += try connection.rows("SELECT \(columns) FROM \(table)\(last)") {
          (row) throws(Problem) -> String in
          (0..<row.columnCount).filter { row.columnName($0) != "run" }.map { column in
            table == "screened_group" && column == 2
              ? ScreenedHouseholds.sorted(row.bytes(column)) : row.text(column)
          }.joined(separator: "|")
        }
      }
      return lines
    }
  }

  /// The households of a group in the order of their numbers: a refresh may enter them in another.
  private enum ScreenedHouseholds {
    static func sorted(_ bytes: [UInt8]) -> String {
      stride(from: 0, to: bytes.count, by: 10).map {
        bytes[$0..<$0 + 10].map(String.init).joined(separator: ".")
      }
      .sorted().joined(separator: " ")
    }
  }

  private func screened(_ name: String, seed: UInt64) throws -> (WorkFolder, Database, Screener) {
    let folder = try WorkFolder(name)
    _ = try SyntheticCity(scale: .tiny, seed: seed, asOf: Project.asOf).write(to: folder.path + "/files")
    // Known before the screening day, so that what changes until then is seen on it.
    let database = try Project.store(
      at: folder.path + "/city.sqlite", of: folder.path + "/files", dated: Day(number: 20_360))
    let screener = try Screener(Project.rules())
    try save(database, screener)
    return (folder, database, screener)
  }

  private func save(_ database: Database, _ screener: Screener) throws {
    let result = try screener.run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(result, by: Project.act, as: nil, on: connection)
    }
  }

  /// Takes sheets in, refreshes whom they concern, and compares with a whole run.
  private func expectWhole(
    _ sheets: [String: String], dated: String = "2025-10-31", _ folder: WorkFolder, _ database: Database,
    _ screener: Screener
  ) throws -> Refreshed {
    var paths: [String] = []
    for (name, text) in sheets {
      paths.append(folder.path + "/" + name)
      try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }
    let importer = Importer(
      database, act: Project.act, as: nil, ids: IDSource(seed: 9),
      options: ImportOptions(dated: try #require(Day(dated))))
    let summary = try importer.run(paths)
    #expect(summary.problems.isEmpty && summary.total.refused == 0 && summary.total.changes > 0)
    let done = try database.write { (connection) throws(Problem) in
      var touched: Set<Int64> = []
      for file in summary.files {
        let own = try TouchedStore.households(
          ofImport: file.number, kind: file.kind.name, most: 5_000, on: connection)
        touched.formUnion(own ?? [])
      }
      return try ScreeningStore.refresh(
        touched.sorted(), with: screener, asOf: Project.asOf, in: Project.pass(connection), on: connection)
    }
    let refreshed = try stored(database)
    try save(database, screener)
    #expect(try stored(database) == refreshed)
    return done
  }

  private func lines(_ folder: WorkFolder, _ file: String) throws -> (head: String, rows: [[String]]) {
    let lines = try String(contentsOfFile: folder.path + "/files/\(file).csv", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let rows = lines.dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return (lines[0] + "\n", rows.filter { CitizenID.read($0[0]).fault == nil || $0.count != 16 })
  }

  @Test(arguments: [UInt64(1), 2]) func newRowsOfFeeds(seed: UInt64) throws {
    let (folder, database, screener) = try screened("refresh-feeds-\(seed)", seed: seed)
    let people = try lines(folder, "persons").rows
    var medical = try lines(folder, "medical").head
    var deaths = try lines(folder, "deaths").head
    var water = try lines(folder, "water").head
    for (number, person) in people.enumerated() where number % 9 == 0 {
      medical += "\(900_000 + number),\(person[0]),2025-10-15,3,I,20000.00,8000.00,12000.00\n"
      if number % 27 == 0 { deaths += "\(900_000 + number),\(person[0]),2025-09-15,illness\n" }
    }
    for (number, group) in Set(try lines(folder, "households").rows.map { $0[1] }).sorted().enumerated()
    where number % 3 == 0 {
      water += "\(900_000 + number),\(group),2025-08-15,,drought\n"
    }
    let done = try expectWhole(
      ["medical.csv": medical, "deaths.csv": deaths, "water.csv": water], folder, database, screener)
    #expect(done.changes.contains { $0.came.map(\.name).contains("med_10k") })
    #expect(done.changes.contains { $0.came.map(\.name).contains("water_outage30") })
    // The same rows again change nothing, not even the journal.
    let before = try database.read { (connection) throws(Problem) in
      try JournalStore.entries(on: connection).count
    }
    let known = done.changes.map(\.household)
    let again = try database.write { (connection) throws(Problem) in
      try ScreeningStore.refresh(
        known, with: screener, in: Project.pass(connection), on: connection)
    }
    #expect(again.changes.isEmpty)
    let after = try database.read { (connection) throws(Problem) in
      try JournalStore.entries(on: connection).count
    }
    #expect(before == after)
  }

  @Test func householdsThatComeMoveAndChange() throws {
    let (folder, database, screener) = try screened("refresh-households", seed: 3)
    let (head, rows) = try lines(folder, "households")
    let groups = Set(rows.map { $0[1] }).sorted()
    var text = head
    // One that is new, one that moves far away, one that moves within its county, one that only changes.
    var new = rows[0]
    (new[0], new[1]) = ("9306020000001", groups[groups.count - 1])
    var far = rows[1]
    far[1] = groups[groups.count - 1]
    var near = rows[2]
    near[1] = try #require(groups.first { $0 != near[1] && $0.prefix(6) == near[1].prefix(6) })
    var changed = rows[3]
    changed[5] = "D"
    for row in [new, far, near, changed] { text += row.joined(separator: ",") + "\n" }
    let done = try expectWhole(["households.csv": text], folder, database, screener)
    #expect(done.households == 4)
  }

  @Test func membersThatChangeTheirHousehold() throws {
    let (folder, database, screener) = try screened("refresh-persons", seed: 4)
    let (head, rows) = try lines(folder, "persons")
    let other = try #require(rows.last?[1])
    var text = head
    for (number, row) in rows.enumerated() where number % 40 == 1 {
      var row = row
      if number % 80 == 1 { row[1] = other } else { row[9] = "4" }
      text += row.joined(separator: ",") + "\n"
    }
    let done = try expectWhole(["persons.csv": text], folder, database, screener)
    #expect(done.households > 2)
  }

  @Test func oneHouseholdIsLookedUpByKeysOfItsOwn() throws {
    let (_, database, screener) = try screened("refresh-plans", seed: 6)
    let number = try Project.city(database).numbers[0]
    let wide = try database.write { (connection) throws(Problem) in
      var texts: Set<String> = []
      connection.watch = { texts.insert($0) }
      _ = try ScreeningStore.refresh([number], with: screener, in: Project.pass(connection), on: connection)
      connection.watch = nil
      #expect(texts.count > 20)
      var wide: [String] = []
      for text in texts.sorted() {
        let steps = try connection.rows("EXPLAIN QUERY PLAN " + text) { (row) throws(Problem) in row.text(3) }
        // A search by the county alone reads all of it.
        wide += steps.filter { $0.hasPrefix("SEARCH") && $0.hasSuffix("PRIMARY KEY (county=?)") }
          .filter { !$0.contains("journal") }.map { "\($0): \(text)" }
        wide += steps.filter {
          $0.hasPrefix("SCAN") && !$0.contains("counties") && !$0.contains("screening_run")
        }
        .filter { $0 != "SCAN CONSTANT ROW" }
      }
      return wide
    }
    #expect(wide == [])
  }

  @Test func otherRulesAnotherDayOrNoRunAreTold() throws {
    let (folder, database, screener) = try screened("refresh-refused", seed: 5)
    func code(_ database: Database, _ screener: Screener, _ day: Day?) throws -> String? {
      do {
        _ = try database.write { (connection) throws(Problem) in
          try ScreeningStore.refresh(
            [1], with: screener, asOf: day, in: Project.pass(connection), on: connection)
        }
        return nil
      } catch {
        return error.code
      }
    }
    #expect(try code(database, screener, Day("2025-10-30")) == "screening.refresh.day")
    #expect(try code(database, screener, nil) == nil)
    let empty = try Project.store(at: folder.path + "/empty.sqlite", of: folder.path + "/files")
    #expect(try code(empty, screener, nil) == "screening.run.none")
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE screening_run SET rules = 'others'")
    }
    #expect(try code(database, screener, nil) == "screening.refresh.rules")
  }

  private func live(_ database: Database, _ screener: Screener) throws -> LiveStore {
    let result = try screener.run(over: Project.city(database))
    return try database.write { (connection) throws(Problem) in
      try LiveStore(screener, result, on: connection)
    }
  }

  private static func bill(_ key: Int64, selfPaid: Int64) throws -> RowChange {
    RowChange(
      "MedicalBill", key: key,
      cells: [
        "settle_date": RuleTime.value(try #require(Day("2025-10-15"))), "hospital_level": .int(3),
        "kind": .string("I"), "total_cost": .int(2_000_000), "reimbursed": .int(2_000_000 - selfPaid),
        "self_paid": .int(selfPaid),
      ])
  }

  @Test(arguments: [UInt64(1), 7]) func whatIsFollowedInMemoryIsStoredAsAWholeRunWouldLeaveIt(seed: UInt64)
    throws
  {
    let (folder, database, screener) = try screened("live-store-\(seed)", seed: seed)
    var live = try live(database, screener)
    let city = live.screening.city
    var medical = try lines(folder, "medical").head
    var water = try lines(folder, "water").head
    var came: Set<String> = []
    let people = try lines(folder, "persons").rows.compactMap { row -> (household: Int64, citizen: String)? in
      Int64(row[1]).flatMap { city.row(of: $0) == nil ? nil : ($0, row[0]) }
    }
    for (number, person) in people.enumerated() where number % 5 == 0 {
      let key = Int64(900_000 + number)
      medical += "\(key),\(person.citizen),2025-10-15,3,I,20000.00,8000.00,12000.00\n"
      medical += "\(key + 500_000),\(person.citizen),2025-10-15,3,I,20000.00,19000.00,1000.00\n"
      // Twice in one transaction, and once more with nothing but other facts.
      let bills = [try Self.bill(key, selfPaid: 1_200_000), try Self.bill(key + 500_000, selfPaid: 100_000)]
      let done = try live.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in
        bills.map { .household(person.household, [$0]) }
      }
      #expect(done.households == 1)
      came.formUnion(done.changes.flatMap(\.came).map(\.name))
    }
    for (number, code) in Set(city.places).sorted().enumerated() where number % 3 == 0 {
      water += "\(900_000 + number),\(code),2025-08-15,,drought\n"
      let outage = RowChange(
        "WaterOutage", key: Int64(900_000 + number),
        cells: ["start_date": RuleTime.value(try #require(Day("2025-08-15"))), "cause": .string("drought")])
      let done = try live.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in
        [.group(code, [outage])]
      }
      came.formUnion(done.changes.flatMap(\.came).map(\.name))
    }
    #expect(came.isSuperset(of: ["med_10k", "water_outage30"]))
    let kept = try stored(database)
    _ = try expectWhole(["medical.csv": medical, "water.csv": water], folder, database, screener)
    #expect(try stored(database) == kept)
  }

  @Test func aTransactionThatFailsLeavesMemoryAndStoreAsTheyWere() throws {
    let (_, database, screener) = try screened("live-failed", seed: 2)
    var live = try live(database, screener)
    let (before, kept) = (live.screening, try stored(database))
    let (city, bill) = (before.city, try Self.bill(900_000, selfPaid: 1_200_000))
    let all = city.numbers.map { CityChange.household($0, [bill]) }
    #expect(throws: Problem.self) {
      try live.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in
        all + [.household(1, [bill])]
      }
    }
    let outage = RowChange(
      "WaterOutage", key: 900_000,
      cells: ["start_date": RuleTime.value(try #require(Day("2025-08-15"))), "cause": .string("drought")])
    #expect(throws: Problem.self) {
      try live.write(to: database, Project.change, by: Project.act, as: nil) {
        (connection, _) throws(Problem) in
        try connection.run("DELETE FROM place_count")
        return all + [.group(city.places[0], [outage])]
      }
    }
    #expect(live.screening.tally == before.tally && live.screening.hits == before.hits)
    #expect(live.screening.changedCount == 0)
    #expect(try stored(database) == kept)
    // It goes on from there.
    let done = try live.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in all }
    #expect(done.households == city.householdCount && !done.changes.isEmpty)
  }

  @Test func aStoreThatWasChangedElsewhereIsNotWrittenFromMemory() throws {
    let (folder, database, screener) = try screened("live-stale", seed: 3)
    func code(_ body: () throws -> Void) -> String? {
      do {
        try body()
        return nil
      } catch {
        return (error as? Problem)?.code
      }
    }
    var first = try live(database, screener)
    #expect(
      code { _ = try first.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in [] } }
        == nil)
    let other = try Database(path: folder.path + "/city.sqlite")
    try other.write { (connection) throws(Problem) in
      try connection.run("UPDATE screening_run SET faults = faults + 1")
    }
    let stale = "screening.live.stale"
    #expect(
      code { _ = try first.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in [] } }
        == stale)
    var second = try live(database, screener)
    try save(database, screener)
    #expect(
      code { _ = try second.write(to: database, Project.change, by: Project.act, as: nil) { _, _ in [] } }
        == stale)
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE screening_run SET findings = findings + 1")
    }
    #expect(code { _ = try live(database, screener) } == stale)
  }
}
