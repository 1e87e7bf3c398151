// Changes followed in memory: as if the city had been read and screened anew.
import Columns
import Database
import Exchange
import Foundation
import Kernel
import Registry
import RuleLanguage
import RuleValues
import Rules
import Screening
import Simulation
import Testing

@Suite struct LiveScreeningTests {
  /// A tiny city in a store.
  private struct Home {
    let folder: WorkFolder
    let database: Database
    let city: City
    let screener: Screener

    init(_ name: String, seed: UInt64) throws {
      folder = try WorkFolder(name)
      _ = try SyntheticCity(scale: .tiny, seed: seed, asOf: Project.asOf).write(to: folder.path + "/files")
      database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
      city = try Project.city(database)
      screener = try Screener(Project.rules())
    }

    /// Takes more rows in and reads the city anew.
    func reloaded(with sheets: [String: String]) throws -> City {
      var paths: [String] = []
      for (name, text) in sheets {
        paths.append(folder.path + "/" + name)
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
      }
      let importer = Importer(
        database, act: Project.act, as: nil, ids: IDSource(seed: 2),
        options: ImportOptions(dated: Day(number: 20_394))
      )
      let summary = try importer.run(paths)
      #expect(summary.problems.isEmpty && summary.total.refused == 0)
      return try Project.city(database)
    }

    /// The numbers of those with at least one member who has a valid number, each with the person's.
    func citizens() throws -> [(household: Int64, citizen: String)] {
      var seen = Set<Int64>()
      func isGood(_ text: Substring) -> Bool {
        let (id, fault) = CitizenID.read(text)
        return id != nil && fault == nil
      }
      let lines = try String(contentsOfFile: folder.path + "/files/persons.csv", encoding: .utf8)
        .split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      return lines.compactMap { cells in
        guard let number = Int64(cells[1]), isGood(cells[0]), city.row(of: number) != nil,
          seen.insert(number).inserted
        else { return nil }
        return (number, String(cells[0]))
      }
    }
  }

  private static func day(_ text: String) throws -> Value { RuleTime.value(try #require(Day(text))) }

  private func expectSame(_ live: LiveScreening, _ result: ScreeningResult) {
    #expect(live.city.numbers == result.city.numbers)
    for rule in result.library.rules.indices {
      #expect(live.hits[rule] == result.hits(rule), "\(result.library.rules[rule].name)")
    }
    #expect(live.tally == result.tally())
    #expect(live.atRisk == result.atRisk)
  }

  @Test(arguments: [UInt64(1), 4]) func aHouseholdCutOutIsJudgedAsInTheCity(seed: UInt64) throws {
    let home = try Home("cut\(seed)", seed: seed)
    let masks = try home.screener.run(over: home.city).masks()
    for row in 0..<home.city.householdCount {
      let alone = try home.screener.run(over: home.city.household(row))
      #expect(alone.masks() == [masks[row]], "household \(home.city.numbers[row])")
      #expect(alone.placeCounts().map(\.place.level) == PlaceLevel.allCases)
    }
  }

  @Test(arguments: [UInt64(2), 5]) func whatChangesIsJudgedAsIfItHadBeenReadAnew(seed: UInt64) throws {
    let home = try Home("live\(seed)", seed: seed)
    var live = try LiveScreening(home.screener, city: home.city)
    var medical = "record_id,pid,settle_date,hospital_level,kind,total_cost,reimbursed,self_paid\n"
    var loans = "record_id,pid,principal,balance,due_date\n"
    var came = Set<String>()
    for (number, one) in try home.citizens().enumerated() where number % 3 == 0 {
      let key = Int64(900_000_000 + number)
      medical += "\(key),\(one.citizen),2025-10-15,3,I,20000.00,8000.00,12000.00\n"
      loans += "\(key),\(one.citizen),50000,\(number % 2 == 0 ? 900 : 30000),2025-08-01\n"
      let bill = RowChange(
        "MedicalBill", key: key,
        cells: [
          "settle_date": try Self.day("2025-10-15"), "hospital_level": .int(3), "kind": .string("I"),
          "total_cost": .int(2_000_000), "reimbursed": .int(800_000), "self_paid": .int(1_200_000),
        ])
      let loan = RowChange(
        "Loan", key: key,
        cells: [
          "principal": .int(5_000_000), "balance": .int(number % 2 == 0 ? 90_000 : 3_000_000),
          "due_date": try Self.day("2025-08-01"),
        ])
      for change in try live.apply(.household(one.household, [bill]))
        + live.apply(.household(one.household, [loan]))
      {
        #expect(change.household == one.household && change.went.isEmpty)
        came.formUnion(change.came.map(\.name))
      }
    }
    #expect(came.isSuperset(of: ["med_10k", "loan_overdue"]))
    // Outages concern households that were changed before and others.
    var water = "record_id,group_code,start_date,end_date,cause\n"
    for (number, code) in Set(home.city.places).sorted().enumerated() where number % 2 == 0 {
      water += "\(900_000_000 + number),\(code),2025-09-01,,drought\n"
      let outage = RowChange(
        "WaterOutage", key: Int64(900_000_000 + number),
        cells: ["start_date": try Self.day("2025-09-01"), "cause": .string("drought")])
      for change in try live.apply(.group(code, [outage])) {
        #expect(change.place.number == code && change.came.map(\.name) == ["water_outage30"])
      }
    }
    let city = try home.reloaded(with: ["medical.csv": medical, "loans.csv": loans, "water.csv": water])
    expectSame(live, try home.screener.run(over: city))
    let changed = live.changedCount
    try live.screenAll()
    #expect(live.changedCount == changed)
    expectSame(live, try home.screener.run(over: city))
  }

  @Test func rowsAndMembersChangeAndGo() throws {
    let home = try Home("members", seed: 3)
    var live = try LiveScreening(home.screener, city: home.city)
    let before = live
    let masks = try home.screener.run(over: home.city).masks()
    let row = try #require(masks.firstIndex(of: 0))
    let number = home.city.numbers[row]
    let head = try #require(home.city.household(row).personIDs.first)
    func changes(_ changes: RowChange...) throws -> FindingChange? {
      try live.apply(.household(number, changes)).first
    }
    // A member dies, and is alive again when the record was wrong.
    let death = RowChange(
      "Death", key: 7, owner: head,
      cells: ["death_date": try Self.day("2025-06-01"), "cause": .string("illness")])
    _ = try changes(death)
    #expect(live.tally.count(0).persons == before.tally.count(0).persons - 1)
    _ = try changes(RowChange("Death", key: 7, owner: head, cells: nil))
    #expect(live.tally == before.tally && live.hits == before.hits)
    // An old child without an insurance joins; then it is told to be of another age; then it leaves.
    let child = RowChange(
      "Person", key: .max,
      cells: [
        "birth": try Self.day("2014-01-01"), "id_checked": .bool(true), "sex": .int(1), "relation": .int(3),
        "education": .int(1),
        "school_status": .int(0), "health": .int(1), "labour": .int(4), "disability_level": .int(0),
        "medical_insured": .bool(true), "pension_insured": .bool(false), "work_place": .int(0),
        "work_months": .int(0), "monthly_wage": .int(0),
      ])
    #expect(try changes(child)?.came.map(\.name).contains("not_in_school") == true)
    let grown = RowChange("Person", key: .max, cells: ["birth": try Self.day("1990-01-01")])
    #expect(try changes(grown)?.went.map(\.name).contains("not_in_school") == true)
    _ = try changes(RowChange("Person", key: .max, cells: nil))
    #expect(live.tally == before.tally && live.hits == before.hits)
    _ = try changes(RowChange("Household", cells: ["water_safe": .bool(false)]))
    #expect(live.hits != before.hits)
    #expect(live.household(number)?.personIDs == home.city.household(row).personIDs)
  }

  @Test func cellsThatNoRuleReadsChangeNothingAndRowsMoveWithoutThem() throws {
    let home = try Home("unread", seed: 3)
    var live = try LiveScreening(home.screener, city: home.city)
    let before = live
    let row = try #require(home.screener.run(over: home.city).masks().firstIndex(of: 0))
    let number = home.city.numbers[row]
    func apply(_ cells: [String: Value]?) throws -> FindingChange? {
      try live.apply(.household(number, [RowChange("MedicalBill", key: .max, cells: cells)])).first
    }
    let bill: [String: Value] = [
      "settle_date": try Self.day("2025-10-15"), "hospital_level": .int(3), "kind": .string("I"),
      "total_cost": .int(2_000_000), "reimbursed": .int(800_000), "self_paid": .int(1_200_000),
    ]
    #expect(try apply(bill)?.came.map(\.name).contains("med_10k") == true)
    let columns = try #require(live.household(number)).frame["MedicalBill"].columns
    #expect(columns["self_paid"] != nil && columns["hospital_level"] == nil)
    let after = live
    #expect(try apply(["hospital_level": .int(1)]) == nil)
    #expect(live.tally == after.tally && live.hits == after.hits)
    // Another day gives the row another place; what is not told stays, whether or not a rule reads it.
    #expect(try apply(["settle_date": try Self.day("2025-10-14")]) == nil)
    #expect(live.hits == after.hits)
    let long = try apply(["settle_date": try Self.day("2020-01-01")])
    #expect(long?.went.map(\.name).contains("med_10k") == true)
    _ = try apply(nil)
    #expect(live.tally == before.tally && live.hits == before.hits)
    // A number beyond the column's storage widens it.
    _ = try apply(bill.merging(["self_paid": .int(1 << 40), "total_cost": .int(1 << 40)]) { $1 })
    let paid = try #require(live.household(number)).frame["MedicalBill"].columns["self_paid"]
    #expect(paid?.value(at: (paid?.count ?? 0) - 1) == .int(1 << 40))
  }

  /// A library of one rule that reads one column: the others are in no household that lies beside the city.
  @Test func aLibraryThatReadsLittleFollowsAllChanges() throws {
    let home = try Home("little", seed: 3)
    var files = [
      "parameters.yaml": "- {name: line, unit: yuan, default: 8000, zh: 监测线, en: monitoring line}"
    ]
    for file in ["rule.cel", "rule.yaml", "cases.yaml"] {
      let path = Project.root + "/rules/water_unsafe/" + file
      files["water_unsafe/" + file] = try String(contentsOfFile: path, encoding: .utf8)
    }
    let screener = try Screener(RuleLibrary(files: files))
    var live = try LiveScreening(screener, city: home.city)
    let row = try #require(screener.run(over: home.city).masks().firstIndex(of: 0))
    let number = home.city.numbers[row]
    let loan = RowChange(
      "Loan", key: .max,
      cells: ["principal": .int(1), "balance": .int(1), "due_date": try Self.day("2025-08-01")])
    #expect(try live.apply(.household(number, [loan])).isEmpty)
    #expect(throws: Problem.self) {
      try live.apply(.household(number, [RowChange("Loan", key: 1, cells: ["balance": .int(1)])]))
    }
    let water = RowChange("Household", cells: ["water_safe": .bool(false)])
    #expect(try live.apply(.household(number, [water])).first?.came.count == 1)
    #expect(try live.apply(.household(number, [RowChange("Household", cells: ["type": .int(2)])])).isEmpty)
  }

  @Test func whatDoesNotFitIsRefusedAndChangesNothing() throws {
    let home = try Home("refused", seed: 3)
    var live = try LiveScreening(home.screener, city: home.city)
    let before = live
    let number = home.city.numbers[0]
    let refusals: [(CityChange, String)] = [
      (.household(1, []), "screening.household.unknown"), (.group(1, []), "screening.group.unknown"),
      (.household(number, [RowChange("Dog", cells: [:])]), "screening.change.record"),
      (.household(number, [RowChange("Death", owner: 1, cells: [:])]), "screening.change.row"),
      (
        .household(number, [RowChange("Household", cells: ["colour": .int(1)])]), "screening.change.column"
      ),
      (
        .household(number, [RowChange("Loan", key: .max, cells: ["balance": .int(1)])]),
        "screening.change.incomplete"
      ),
      (.group(home.city.places[0], [RowChange("Loan", cells: nil)]), "screening.change.record"),
    ]
    for (change, code) in refusals {
      do {
        try live.apply(change)
        Issue.record("\(code) was expected")
      } catch {
        #expect(error.code == code)
      }
    }
    #expect(live.tally == before.tally && live.hits == before.hits && live.changedCount == 0)
  }
}
