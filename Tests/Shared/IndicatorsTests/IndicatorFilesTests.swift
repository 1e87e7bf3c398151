// The figures of the product are whole, and what is wrong with a file of a figure is told with its remedy.

import Foundation
import Indicators
import Kernel
import Rules
import Testing

@Suite struct IndicatorFilesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../indicators").standardizedFileURL.path

  @Test func theProductsOwnFiguresAreWhole() throws {
    let book = try IndicatorBook.load(Self.folder)
    #expect(book.indicators.count >= 45)
    let sheet = try #require(book.references.first)
    #expect(sheet.place.short == "5306" && sheet.asOf.description == "2022-12-31")
    #expect(sheet.figures.count >= 42)
    #expect(sheet.figure("riskEliminationRate")?.written == "71.32")
    for code in ["operatingIncrement", "bindingCoverage", "demoSitesTarget", "resettlementSites"] {
      #expect(sheet.figure(code)?.note != nil, "\(code) does not reconcile, and a note says so")
    }
  }

  @Test func whatIsKeptOnlyAsItIsNowIsNamed() throws {
    let book = try IndicatorBook.load(Self.folder)
    let relocated = try #require(book.indicator("relocatedPersons"))
    #expect(book.keptOnlyNow(relocated).map(\.en) == ["relocated"])
    let rate = try #require(book.indicator("transferRateRural"))
    #expect(book.keptOnlyNow(rate).map(\.en) == ["ability to work"])
    let premium = try #require(book.indicator("insurancePremium"))
    #expect(book.keptOnlyNow(premium).isEmpty)
  }

  /// A file, what is replaced in it by what, and what the complaint says.
  struct Fault: CustomTestStringConvertible, Sendable {
    let file: String
    let old: String
    let new: String
    let place: String
    let zh: String
    let en: String
    var testDescription: String { en }
  }

  static let faults = [
    Fault(
      file: "homes.yaml", old: "order: 1", new: "order: x", place: "homes.yaml:2", zh: "整数",
      en: "whole number"),
    Fault(
      file: "homes.yaml", old: "order: 1", new: "unknown_at_most: 100\norder: 1", place: "homes.yaml:2",
      zh: "99", en: "99"),
    Fault(
      file: "homes.yaml", old: "unit: households", new: "unit: household", place: "homes.yaml:5",
      zh: "households", en: "Did you mean households?"),
    Fault(
      file: "homes.yaml", old: "owner: registry", new: "owner: nobody", place: "homes.yaml:8", zh: "只能写",
      en: "One of these"),
    Fault(
      file: "homes.yaml", old: "code: homes", new: "code: house", place: "homes.yaml:1", zh: "house.yaml",
      en: "should be house.yaml"),
    Fault(
      file: "homes.yaml", old: "order: 1", new: "order: 2", place: "mean.yaml:2", zh: "序号 2",
      en: "The order 2 is that of homes.yaml"),
    Fault(file: "homes.yaml", old: "M001", new: "M1", place: "homes.yaml:7", zh: "M008", en: "like M008"),
    Fault(
      file: "homes.yaml", old: "period: day", new: "perod: day", place: "homes.yaml:10", zh: "period",
      en: "did you mean period?"),
    Fault(
      file: "homes.yaml", old: "of: Household", new: "of: Houshold", place: "homes.yaml:11",
      zh: "是否指 Household", en: "did you mean Household?"),
    Fault(
      file: "homes.yaml", old: "of: Household", new: "of: MedicalBill", place: "homes.yaml:11", zh: "不能按地区计数",
      en: "cannot be counted by place"),
    Fault(
      file: "homes.yaml", old: "numerator: {of: Household}", new: "title_: x", place: "homes.yaml",
      zh: "只写其中一项", en: "one only"),
    Fault(
      file: "homes.yaml", old: "numerator: {of: Household}", new: "reference: a\nnumerator: {of: Household}",
      place: "homes.yaml", zh: "numerator、reference", en: "there are numerator and reference"),
    Fault(
      file: "stated.yaml", old: "reference: disposable", new: "reference: a\ndenominator: {of: Household}",
      place: "stated.yaml:12", zh: "请删去", en: "take it out"),
    Fault(
      file: "poor.yaml", old: "household.net <", new: "household.nett <", place: "poor.yaml:11", zh: "nett",
      en: "nett"),
    Fault(
      file: "poor.yaml", old: "where: household.net < 1000000", new: "where: household.net",
      place: "poor.yaml:11",
      zh: "household.net", en: "bool"),
    Fault(
      file: "gap.yaml", old: "less: mean", new: "less: meen", place: "gap.yaml:11", zh: "是否指 mean",
      en: "did you mean mean?"),
    Fault(
      file: "gap.yaml", old: "less: mean", new: "less: old", place: "gap.yaml:11", zh: "percent",
      en: "old is in percent, not in yuan"),
    Fault(
      file: "gap.yaml", old: "less: mean", new: "less: gap", place: "gap.yaml:11", zh: "绕一圈",
      en: "in a circle"),
    Fault(
      file: "more.yaml", old: "of: mean", new: "of: earlier", place: "more.yaml:11", zh: "不能再往前比",
      en: "cannot be looked back upon"),
    Fault(
      file: "growth.yaml", old: "unit: percent", new: "unit: yuan", place: "growth.yaml:11", zh: "percent",
      en: "A growth is in percent"),
    Fault(
      file: "growth.yaml", old: "accounting_year", new: "yesterday", place: "growth.yaml:11", zh: "只能写",
      en: "One of these"),
    Fault(
      file: "worked.yaml", old: "[WorkYear]", new: "[WorkYears]", place: "worked.yaml:11", zh: "是否指 WorkYear",
      en: "did you mean WorkYear?"),
  ]

  @Test(arguments: faults) func aFaultNamesFilePlaceAndRemedy(fault: Fault) throws {
    var files = SmallFigures.files
    let text = try #require(files[fault.file])
    try #require(text.contains(fault.old))
    files[fault.file] = text.replacing(fault.old, with: fault.new, maxReplacements: 1)
    let told = try #require(throws: RuleLibraryProblems.self) { try IndicatorBook(files: files) }
    #expect(told.text(.zh).contains(fault.place) && told.text(.zh).contains(fault.zh), "\(told.text(.zh))")
    #expect(told.text(.en).contains(fault.en), "\(told.text(.en))")
  }

  private static let stated = """
    title: {zh: 公开数据, en: published}
    source: {zh: 报纸, en: a paper}
    place: "5306"
    as_of: 2022-12-31
    figures:
      - {code: homes, value: "12"}
      - {code: mean, value: "13233.50", note: {zh: 约, en: about}}
    """

  @Test(arguments: [
    ("code: homes", "code: home", "did you mean homes?"), ("\"12\"", "twelve", "like 71.32"),
    ("code: mean", "code: homes", "a second time"), ("\"5306\"", "\"53\"", "like \"5306\""),
    ("2022-12-31", "2022", "A date like"), ("source:", "sauce:", "no entry called sauce"),
  ]) func aFaultOfAStatedValueIsToldToo(given: (old: String, new: String, told: String)) throws {
    var files = SmallFigures.files
    files["reference/town.yaml"] = Self.stated
    let sheet = try #require(try IndicatorBook(files: files).references.first)
    #expect(sheet.name == "town" && sheet.figure("mean")?.decimals == 2)
    files["reference/town.yaml"] = Self.stated.replacing(given.old, with: given.new, maxReplacements: 1)
    let told = try #require(throws: RuleLibraryProblems.self) { try IndicatorBook(files: files) }
    #expect(told.text(.en).contains(given.told), "\(told.text(.en))")
    #expect(told.text(.en).contains("reference/town.yaml:"))
  }

  /// The product's figures, and its rules beside them where they are wanted, in a folder of their own.
  private static func copied(_ folders: [String], to name: String) throws -> String {
    let root = URL(filePath: folder).deletingLastPathComponent()
    let place = FileManager.default.temporaryDirectory.appending(path: "figures-\(name)-\(getpid())")
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for folder in folders {
      try FileManager.default.copyItem(at: root.appending(path: folder), to: place.appending(path: folder))
    }
    return place.path
  }

  @Test func figuresWithoutTheRulesTheyStandOnSayWhatIsMissingAndWhatToDo() throws {
    let place = try Self.copied(["indicators"], to: "alone")
    let told = try #require(throws: RuleLibraryProblems.self) {
      try IndicatorBook.load(place + "/indicators")
    }
    #expect(told.faults.count == 1 && told.faults[0].file == "base.yaml" && told.faults[0].line == 2)
    for word in ["there is no folder \(place)/rules.", "Copy the folder of rules", "stands_on"] {
      #expect(told.text(.en).contains(word), "\(told.text(.en))")
    }
    #expect(told.text(.zh).contains("没有目录 \(place)/rules"))
    try FileManager.default.removeItem(atPath: place)
  }

  @Test(arguments: ["indicators", "rules"])
  func aMissingFileOfParametersIsToldOnceAndNotForEveryFigure(folder: String) throws {
    let place = try Self.copied(["indicators", "rules"], to: "without-\(folder)")
    _ = try IndicatorBook.load(place + "/indicators")
    try FileManager.default.removeItem(atPath: "\(place)/\(folder)/parameters.yaml")
    let told = try #require(throws: RuleLibraryProblems.self) {
      try IndicatorBook.load(place + "/indicators")
    }
    #expect(told.faults.count == 1, "\(told.text(.en))")
    let words = [
      "The file \(place)/\(folder)/parameters.yaml is missing", "Put it back", "places (",
    ]
    for word in words { #expect(told.text(.en).contains(word), "\(told.text(.en))") }
    if folder == "rules" {
      let rules = try #require(throws: RuleLibraryProblems.self) { try RuleLibrary.load(place + "/rules") }
      #expect(rules.faults.count == 1, "\(rules.text(.en))")
    }
    try FileManager.default.removeItem(atPath: place)
  }

  @Test func anEmptyFolderIsAFault() throws {
    let told = try #require(throws: RuleLibraryProblems.self) { try IndicatorBook(files: SmallFigures.facts) }
    #expect(told.text(.en).contains("holds none"))
  }
}
