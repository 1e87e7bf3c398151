// The rules on the ledger over a whole city: the run, the door that guards some of them, and the commands.
import Access
import Columns
import Database
import Foundation
import Kernel
import LedgerTruth
import Registry
import Rules
import Screening
import Sheets
import Simulation
import Testing

@Suite struct LedgerOverCityTests {
  @Test func everyRuleOnTheLedgerRunsOverColumns() throws {
    #expect(try Screener(Project.ledgerRules()).rowByRow.isEmpty)
  }

  @Test func columnsAndInterpreterAgreeOnTheLedger() throws {
    let folder = try WorkFolder("ledgeragree")
    _ = try SyntheticCity(scale: .tiny, seed: 8, asOf: Project.asOf).write(to: folder.path + "/files")
    let city = try Project.city(Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files"))
    let screener = try Screener(Project.ledgerRules())
    let masks = try screener.run(over: city).masks()
    let plain = try PlainScreening(screener, city: city)
    for row in 0..<city.householdCount {
      #expect(plain.mask(row: row) == masks[row], "household \(city.numbers[row])")
    }
    #expect(masks.contains { $0 != 0 })
  }

  @Test func aRunOpensWhatTheRulesFindAndARerunNothing() throws {
    let folder = try WorkFolder("ledgerrun")
    _ = try SyntheticCity(scale: .tiny, seed: 4, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let city = try Project.city(database)
    let desk = try Project.ledger(database)
    let found = try Screener(desk.library).run(over: city).findingCount
    let strangers = try database.read { (connection) throws(Problem) in
      try ImportStore.quarantinedPlaces(kind: "minlife", code: .unknown, on: connection).count
        + ImportStore.quarantinedPlaces(kind: "loans", code: .unknown, on: connection).count
    }
    let act = Act(actor: "local:test", at: Project.act.at, request: "again")
    let run = try #require(try desk.lastRun())
    #expect(run.found == found + strangers && run.opened == run.found && run.found > 10)
    let again = try #require(try desk.run(over: city, by: act, as: nil))
    #expect(again.found == run.found && again.opened == 0 && again.gone == 0)
    let total = try desk.standings(
      of: try AdminCity.code(database), withParts: true, on: city.asOf, as: nil)
    #expect(total[0].standing.unsettled == run.found)
    let parts = total.dropFirst().reduce(0) { $0 + $1.standing.unsettled }
    #expect(parts == run.found - strangers, "what no place can be told of stays with the city")
  }

  /// Rows that an import refuses, so that no rule could find one.
  @Test func everyGuardedRuleIsKeptAtTheDoor() throws {
    let folder = try WorkFolder("ledgerguard")
    let files = folder.path + "/files"
    _ = try SyntheticCity(scale: .tiny, seed: 6, asOf: Project.asOf).write(to: files)
    let path = files + "/persons.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let header = lines[0].split(separator: ",").map(String.init)
    let pattern = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let wrong = [
      ("pid", "53060219900101123"), ("education", ""), ("school_status", "6"), ("health", ""),
      ("labour", "5"),
    ]
    let rows = try wrong.enumerated().map { place, fault -> String in
      var cells = pattern
      let birth = try #require(Day("1990-01-01"))
      cells[0] = try #require(CitizenID(area: 530_602, birth: birth, sequence: 900 + place)).text
      cells[try #require(header.firstIndex(of: fault.0))] = fault.1
      return cells.joined(separator: ",")
    }
    try (lines + rows + [lines[1]]).joined(separator: "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let database = try Project.store(at: folder.path + "/city.sqlite", of: files)
    let refused = try database.read { (connection) throws(Problem) in
      try ImportStore.quarantined(
        QuarantineChoice(kinds: ["persons"]), limit: 1_000, on: connection)
    }.filter { $0.line > lines.count }.map { "\($0.code) \($0.column)" }
    let guarded = try Project.ledgerRules().unwritten.compactMap { rule -> String? in
      guard case .guarded(let code, let column) = rule.standing else { return nil }
      return "\(code) \(column)"
    }
    #expect(guarded.count == 6)
    for guarding in guarded { #expect(refused.contains(guarding), "\(guarding) of \(refused)") }
  }

  @Test func anIssueGoesItsWayAtTheTerminal() throws {
    let folder = try WorkFolder("ledgerwords")
    let (files, store) = (folder.path + "/files", folder.path + "/city.sqlite")
    func run(_ arguments: String...) throws -> (status: Int32, out: String, err: String) {
      try Program.run(arguments, in: folder)
    }
    func json(_ arguments: String...) throws -> [String: Any] {
      let said = try Program.run(arguments + ["--store", store, "--json"], in: folder)
      return try #require(
        JSONSerialization.jsonObject(with: Data(said.out.utf8)) as? [String: Any], "\(said)")
    }
    #expect(try run("city", "make", "--scale", "tiny", "--seed", "3", "--out", files).status == 0)
    #expect(try run("import", "--store", store, files).status == 0)
    let found = try json("ledger", "run", "--as-of", "2025-10-31")["opened"] as? Int
    let list = try json("ledger", "list", "--severity", "confirm", "--limit", "1000")
    let issues = try #require(list["issues"] as? [[String: Any]])
    let confirm = try #require(issues.first?["issue"] as? String)
    #expect(found ?? 0 > issues.count)
    let settled = try json("ledger", "confirm", confirm, "--reason", "核对无误")
    #expect(settled["state"] as? String == "confirmed")
    #expect(try run("ledger", "fix", confirm, "--note", "x", "--store", store).status != 0)
    let block = try #require(
      (try json("ledger", "list", "--severity", "block")["issues"] as? [[String: Any]])?.first?["issue"]
        as? String)
    #expect(try json("ledger", "fix", block, "--note", "改了")["state"] as? String == "fixed")
    // Somebody else looks again, on the machine as on the page.
    let own = try run("ledger", "recheck", block, "--store", store, "--json")
    #expect(own.status == 77 && own.out.contains("ledger.issue.ownFix"))
    #expect(try run("ledger", "show", block, "--store", store).out.contains("R-"))
    let waiting = try run("ledger", "waiting", "--lang", "en").out
    #expect(waiting.contains("R-066") && waiting.contains("38 rules."))
  }
}

private enum AdminCity {
  static func code(_ database: Database) throws -> PlaceCode {
    try #require(
      try database.read { (connection) throws(Problem) in
        try PlaceStore.cities(asOf: Project.asOf, on: connection).first?.code
      })
  }
}
