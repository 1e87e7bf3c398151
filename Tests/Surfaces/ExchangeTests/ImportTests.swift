// Imports as a whole: order, repetition, corrections, and counts that add up.

import Database
import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct ImportTests {
  @Test func everyGoodRowGoesIn() throws {
    let desk = try Desk()
    let summary = try desk.take(Town.places, Town.threeHouseholds, Town.fourPersons)
    #expect(summary.files.map(\.name) == ["regions.csv", "households.csv", "persons.csv"])
    #expect(summary.files.map { $0.counts.outcomes.new } == [10, 3, 4])
    #expect(summary.total.total == 17)
    #expect(try desk.ask("SELECT COUNT(*) FROM membership WHERE to_day IS NULL") == ["4"])
    #expect(try desk.journalIsWhole())
  }

  @Test func sheetsGoInInTheOrderInWhichTheyBuildOnOneAnother() throws {
    let desk = try Desk()
    let sheets = [
      try Town.medical([Town.bill(1)]), Town.fourPersons, Town.threeHouseholds, Town.places,
    ]
    let summary = try desk.take(paths: try sheets.map { try desk.file($0) })
    #expect(summary.files.map(\.kind.name) == ["regions", "households", "persons", "medical"])
    #expect(summary.total.outcomes.invalid == 0)
  }

  @Test func theSameFilesAgainChangeNothing() throws {
    let desk = try Desk()
    let paths = try [Town.places, Town.threeHouseholds, Town.fourPersons, Town.medical([Town.bill(1)])]
      .map { try desk.file($0) }
    try desk.take(paths: paths)
    let before = try StoreDump.text(of: desk.store)
    let again = try desk.take(paths: paths)
    #expect(try StoreDump.text(of: desk.store) == before)
    #expect(again.files.map(\.isRepeated) == [true, true, true, true])
    #expect(outcomes(again.total) == [0, 0, 18, 0, 0, 0])
    #expect(again.total.changes == 0)
  }

  @Test func aFileThatSaysTheSameInOtherBytesIsIdentical() throws {
    let desk = try Desk.settled()
    let before = try StoreDump.text(of: desk.store, without: ["import_file", "journal", "command_answer"])
    var sheet = Town.fourPersons
    sheet.rows.reverse()
    sheet.header.reverse()
    #expect(outcomes(try desk.counts(sheet)) == [0, 0, 4, 0, 0, 0])
    #expect(
      try StoreDump.text(of: desk.store, without: ["import_file", "journal", "command_answer"]) == before)
  }

  @Test func aCorrectedFileUpdatesAndKeepsWhatWas() throws {
    let desk = try Desk.settled()
    var sheet = Town.threeHouseholds
    sheet.rows[0]["wage_2024"] = "13000"
    #expect(outcomes(try desk.counts(sheet)) == [0, 1, 2, 0, 0, 0])
    #expect(try desk.ask("SELECT wage FROM income WHERE household = 1") == ["1300000"])
    let was = try desk.store.read { (connection) throws(Problem) in
      try HistoryStore.replaced("household", 1, county: 530_602, on: connection)
    }
    #expect(was.count == 1)
    #expect(was.first?.contains("\"wage\":1200000") == true)
  }

  @Test func anOlderFileReplacesNothing() throws {
    let desk = try Desk.settled()
    var sheet = Town.threeHouseholds
    sheet.rows[0]["wage_2024"] = "1"
    sheet.rows.append(Town.household(4))
    #expect(
      outcomes(try desk.counts(sheet, dated: "2025-10-31")) == [1, 0, 2, 1, 0, 0], "what was unknown is new")
    let wages = try desk.ask("SELECT wage FROM income ORDER BY household")
    #expect(wages == ["1200000", "1200000", "1200000", "1200000"])
  }

  @Test func whatAYoungerFileConfirmedIsNotReplacedByAFileBetween() throws {
    let desk = try Desk.settled()
    let same = try desk.take(Town.threeHouseholds, Town.fourPersons, Town.places, dated: "2025-12-01")
    #expect(outcomes(same.total) == [0, 0, 17, 0, 0, 0])
    var (households, persons, places) = (Town.threeHouseholds, Town.fourPersons, Town.places)
    households.rows[0]["hh_type"] = "G"
    persons.rows[0]["name"] = "王秀"
    places.rows[3]["name"] = "青村"
    let between = try desk.take(households, persons, places, dated: "2025-11-15")
    #expect(outcomes(between.total) == [0, 0, 14, 3, 0, 0])
  }

  @Test func ofTwoFilesOfOneDayTheLaterImportedCountsAlsoWhenTheFirstIsRunAgain() throws {
    let desk = try Desk.settled()
    // A row of an unknown person makes the first file worth another try.
    let first = try desk.file(try Town.medical([Town.bill(1), Town.bill(2, of: 9)]))
    var corrected = try Town.medical([Town.bill(1, of: 1, ["self_paid": "99.00"])])
    corrected.name = "medical-corrected.csv"
    try desk.take(paths: [first])
    try desk.take(corrected)
    try desk.take(Town.persons([Town.person(5, in: 1)]))
    let again = try desk.take(paths: [first])
    #expect(outcomes(again.total) == [0, 0, 0, 1, 1, 0])
    #expect(try desk.ask("SELECT self_paid FROM medical_bill") == ["9900"])
  }

  @Test func theSummaryAddsUp() throws {
    let desk = try Desk.settled()
    var sheet = Town.fourPersons
    sheet.rows[0]["name"] = "王秀"
    sheet.rows += [
      Town.person(1, in: 2), Town.person(5, in: 1, ["pid": Town.wrongCitizen(5)]), Town.person(6, in: 99),
      Town.person(7, in: 1, ["sex": "3"]), Town.person(8, in: 1, ["birth_date": ""]),
    ]
    let counts = try desk.counts(sheet)
    #expect(outcomes(counts) == [1, 1, 3, 0, 4, 0])
    #expect(counts.total == 9)
    #expect(counts.faults == [.duplicate: 1, .unknown: 1, .malformed: 2])
    #expect(counts.faults.values.reduce(0, +) == counts.outcomes.invalid)
    #expect(counts.flagged == 1)
    let rows = try desk.quarantine()
    #expect(rows.map(\.isKept) == [false, true, false, false, false])
    #expect(try desk.ledger().last?.counts == counts)
  }

  @Test func theSummaryIsATableInBothLanguagesAndJSON() throws {
    let desk = try Desk()
    let summary = try desk.take(Town.places, try Town.medical([Town.bill(1)]))
    #expect(summary.table(.zh).hasPrefix("文件"))
    let lines = summary.table(.en).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(
      lines[0] == ["file", "rows", "new", "updated", "identical", "older", "refused", "gone", "flagged"])
    #expect(lines[1] == ["regions.csv", "10", "10", "0", "0", "0", "0", "0", "0"])
    #expect(lines[2] == ["medical.csv", "1", "0", "0", "0", "0", "1", "0", "0"])
    #expect(lines[3] == ["total", "11", "10", "0", "0", "0", "1", "0", "0"])
    #expect(
      summary.json.contains(#""file":"medical.csv","kind":"medical","repeated":false,"rows":1,"new":0"#))
    #expect(summary.json.contains(#""unknown":1"#))
  }

  @Test func progressRisesToTheEndOfEachSheet() throws {
    let desk = try Desk()
    let paths = try [Town.places, Town.threeHouseholds].map { try desk.file($0) }
    var seen: [ImportProgress] = []
    try desk.take(paths: paths, chunk: 4) { seen.append($0) }
    #expect(seen.map(\.rows) == [4, 8, 10, 3])
    #expect(seen.map(\.fileNumber) == [1, 1, 1, 2])
    #expect(seen.allSatisfy { $0.fileCount == 2 && $0.doneBytes <= $0.totalBytes })
    #expect(seen[2].doneBytes == seen[2].totalBytes)
  }

  @Test func theJournalTellsOfEveryChunk() throws {
    let desk = try Desk()
    try desk.take(Town.places, chunk: 4)
    let actions = try desk.ask("SELECT action || ' ' || subject FROM journal ORDER BY sequence")
    #expect(actions == ["import.begin 1", "import.advance 1", "import.advance 1", "import.finish 1"])
    let last = try desk.ask("SELECT details FROM journal ORDER BY sequence DESC LIMIT 1")
    #expect(last == [#"{"rows":2,"new":2,"updated":0,"refused":0,"gone":0}"#])
    #expect(try desk.journalIsWhole())
  }
}
