// Sheets are told by their columns, and what is no sheet is told to the clerk.

import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct SheetKindTests {
  private func refusal(of sheet: SheetText) throws -> Problem {
    let desk = try Desk()
    let summary = try desk.take(Town.places, sheet)
    #expect(summary.files.map(\.name) == ["regions.csv"], "the other sheets go in all the same")
    #expect(try desk.ledger().count == 1)
    return try #require(summary.problems.first)
  }

  @Test(arguments: FeedKind.all.map(\.name))
  func everyFeedIsKnownByItsColumnsUnderAnyName(_ name: String) throws {
    let kind = try #require(FeedKind.named(name))
    let desk = try Desk.settled()
    var sheet = Town.feed(kind, [Town.record(1, of: kind)])
    sheet.name = "2025.CSV"
    sheet.header = sheet.header.reversed() + ["remark"]
    let file = try #require(try desk.take(sheet).files.first)
    #expect(file.kind.name == name)
    #expect(outcomes(file.counts) == [1, 0, 0, 0, 0, 0])
  }

  @Test func aSheetOfOtherColumnsIsNotRecognised() throws {
    let told = try refusal(of: SheetText(name: "notes.csv", header: ["a", "b"], rows: [["a": "1"]]))
    #expect(told.code == "exchange.sheet.unknown")
    #expect(told.kind == .invalid)
    #expect(told.message.en.contains("a,b") && told.message.zh.contains("a,b"))
    #expect(told.details == ["file": "notes.csv"])
  }

  @Test func aSheetWithoutSomeOfItsColumnsIsToldWhich() throws {
    var sheet = Town.fourPersons
    sheet.header.removeAll { $0 == "sex" || $0 == "monthly_wage" }
    let told = try refusal(of: sheet)
    #expect(told.code == "exchange.sheet.columns")
    #expect(told.kind == .invalid)
    #expect(told.details == ["file": "persons.csv", "columns": "sex,monthly_wage"])
  }

  @Test(arguments: [";", "\t", "，", "；", "|"])
  func aSheetWithoutCommasIsToldSo(separator: String) throws {
    var sheet = Town.fourPersons
    sheet.header = [sheet.header.joined(separator: separator)]
    let told = try refusal(of: sheet)
    #expect(told.code == "exchange.sheet.separator")
    #expect(told.kind == .invalid)
    #expect(told.details == ["file": "persons.csv"])
  }

  @Test func aYearOfIncomeHasAllItsHeads() throws {
    var sheet = Town.threeHouseholds
    sheet.header.removeAll { $0 == "prop_2024" }
    sheet.header.append("wage_2025")
    let told = try refusal(of: sheet)
    #expect(told.code == "exchange.sheet.columns")
    #expect(
      told.details["columns"] == "prop_2024,oper_2025,prop_2025,trans_2025,exp_2025")
  }

  @Test func columnsOfNoYearAreLeftAlone() throws {
    let desk = try Desk()
    var sheet = Town.threeHouseholds
    sheet.header += ["wage_1900", "oper_x", "wage_2024_old", "prop_"]
    let summary = try desk.take(Town.places, sheet)
    #expect(summary.problems.isEmpty)
    #expect(try desk.ask("SELECT DISTINCT year FROM income") == ["2024"])
  }

  @Test func phoneAndYearOfRegistrationMayBeMissing() throws {
    let desk = try Desk()
    var sheet = Town.threeHouseholds
    sheet.header.removeAll { $0 == "phone" || $0 == "registered_year" }
    let summary = try desk.take(Town.places, sheet)
    #expect(summary.files.last.map { outcomes($0.counts) } == [3, 0, 0, 0, 0, 0])
    #expect(try desk.ask("SELECT COUNT(*) FROM household WHERE phone_key IS NULL") == ["3"])
  }

  @Test func whatIsNoTextAndWhatIsNotThereIsToldBesideTheRest() throws {
    let desk = try Desk()
    let paths = [
      try desk.file([0x50, 0x4B, 3, 4, 0, 0], name: "book.csv"), try desk.file([], name: "empty.csv"),
      "/nowhere/at/all.csv", try desk.file(Town.places),
    ]
    let summary = try desk.take(paths: paths)
    #expect(
      summary.problems.map(\.code) == ["sheets.file.notText", "sheets.file.empty", "sheets.file.missing"])
    #expect(summary.files.map { $0.counts.outcomes.new } == [10])
    #expect(summary.json.contains("sheets.file.missing"))
  }

  @Test func aSheetWithoutRowsIsAnImportOfNothing() throws {
    let desk = try Desk()
    let counts = try desk.counts(SheetText(name: "regions.csv", header: Town.places.header, rows: []))
    #expect(counts.total == 0)
    #expect(try desk.ledger().first?.finishedAt != nil)
  }
}
