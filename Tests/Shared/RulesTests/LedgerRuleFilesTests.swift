// The rules on the ledger: they load, their cases pass, and none of the catalogue is forgotten.

import Foundation
import Kernel
import Rules
import Testing

@Suite struct LedgerRuleFilesTests {
  private static let folder = URL(filePath: OwnRules.folder).deletingLastPathComponent()
    .appending(path: "ledger-rules").path
  private static let library = Result { () throws(RuleLibraryProblems) in try RuleLibrary.load(folder) }

  /// The catalogue of data quality: what cannot be true, and what has to be confirmed.
  private static let block = [
    1...9, 12...12, 14...14, 20...22, 24...25, 28...28, 30...30, 32...33, 40...41, 43...46, 50...51, 53...53,
    56...56, 60...65, 67...67, 70...70, 78...79, 81...81, 83...83, 90...91, 100...100, 102...102, 104...104,
    107...107,
  ].joined().map(code)
  private static let confirm = [
    10...11, 13...13, 23...23, 26...27, 29...29, 31...31, 42...42, 47...48, 52...52, 54...55, 66...66,
    68...69, 71...77, 80...80, 82...82, 92...96, 101...101, 103...103, 105...106, 118...118,
  ].joined().map(code)

  /// Beside the catalogue.
  private static let own = [code(108)]

  private static func code(_ number: Int) -> String { "R-" + padded(number, 3) }

  @Test func theFolderHasNoFault() {
    if case .failure(let problems) = Self.library { Issue.record("\(problems.text(.en))") }
  }

  @Test func everyRuleOfTheCatalogueIsWrittenOrSaysWhyNot() throws {
    let library = try Self.library.get()
    let codes = library.rules.map(\.code) + library.unwritten.map(\.code)
    #expect(codes.sorted() == (Self.block + Self.confirm + Self.own).sorted())
    #expect(codes.count == 85)
    #expect(library.rules.count <= 62)
  }

  @Test func aRuleIsAsSevereAsTheCatalogueSays() throws {
    for rule in try Self.library.get().rules {
      #expect(rule.kind == .ledger)
      #expect(rule.severity == (Self.block.contains(rule.code) ? .block : .confirm), "\(rule.code)")
    }
  }

  @Test func whatIsAboutMonitoringIsWrittenButWhatItsLedgerHasNoMarkFor() throws {
    let library = try Self.library.get()
    let written = Set(library.rules.map(\.code))
    let missing = ((60...83).map(Self.code) + [Self.code(93)]).filter { !written.contains($0) }
    #expect(missing == ["R-066", "R-075"])
    for code in missing {
      let rule = try #require(library.unwritten.first { $0.code == code })
      guard case .waiting(.columns) = rule.standing else {
        Issue.record("\(code) waits for a column")
        continue
      }
    }
  }

  @Test func everyCasePassesAndEveryHitIsExplainedInFull() throws {
    let outcomes = try Self.library.get().runCases()
    #expect(outcomes.count > 90)
    for outcome in outcomes {
      let fault = outcome.fault?.en ?? ""
      #expect(
        outcome.passed,
        "\(outcome.rule):\(outcome.case.line) \(outcome.case.title.en): \(outcome.answer) \(fault)")
      guard outcome.answer == .hit else { continue }
      let told = try #require(outcome.sentence)
      for sentence in [told.zh, told.en] {
        let gaps = [RuleDisplay.unknown(.zh), RuleDisplay.unknown(.en), "{"]
        #expect(!gaps.contains { sentence.contains($0) }, "\(sentence)")
      }
    }
  }

  @Test func thePageInTheDocumentsIsUpToDate() throws {
    let page = URL(filePath: OwnRules.page).deletingLastPathComponent().appending(path: "LEDGER-RULES.md")
    let isFresh = try String(contentsOf: page, encoding: .utf8) == Self.library.get().markdownPage()
    #expect(isFresh, "docs/LEDGER-RULES.md is stale; write it anew with `shouwang rules page`")
  }
}

@Suite struct UnwrittenRuleTests {
  private func faults(_ waiting: String, severity: String = "block") -> [String] {
    let rule = """
      order: 0
      code: R-001
      version: 1
      kind: ledger
      severity: \(severity)
      check_within_days: 7
      title: {zh: 一, en: one}
      explanation: {zh: 一, en: one}
      source: {zh: 一, en: one}
      """
    let cases = ["hit", "near_miss", "missing_data"].map { kind in
      let expected = kind == "missing_data" ? ", expect: miss" : ""
      let number = kind == "hit" ? 2 : 1
      return "- {kind: \(kind), zh: 一, en: one\(expected), household: {number: \(number)}}"
    }
    let files = [
      "one/rule.yaml": rule, "one/rule.cel": "household.number == 2",
      "one/cases.yaml": cases.joined(separator: "\n"), "waiting.yaml": waiting,
    ]
    do {
      _ = try RuleLibrary(files: files)
      return []
    } catch {
      return error.faults.map { $0.text(.en) }
    }
  }

  @Test func aWholeListIsTaken() {
    #expect(
      faults(
        """
        waiting:
          - {code: R-002, zh: 二, en: two, waits_for: posts, because: {zh: 二, en: two}}
        guarded:
          - {code: R-003, zh: 三, en: three, refused_as: malformed, column: pid, because: {zh: 三, en: three}}
        told:
          - {code: R-004, zh: 四, en: four, feeds: [loans], severity: block, check_within_days: 7,
             because: {zh: 四, en: four}}
        """
      ).isEmpty)
  }

  @Test func aCodeIsThatOfOneRuleOnly() {
    let found = faults(
      "waiting:\n  - {code: R-001, zh: 二, en: two, waits_for: posts, because: {zh: 二, en: two}}\n")
    #expect(found.count == 1 && found[0].contains("The code R-001 is taken."), "\(found)")
  }

  @Test func whatNobodyWaitsForIsAFault() {
    let found = faults(
      "waiting:\n  - {code: R-002, zh: 二, en: two, waits_for: pots, because: {zh: 二, en: two}}\n")
    #expect(found.count == 1 && found[0].contains("Did you mean posts?"), "\(found)")
  }

  @Test func aRuleOnTheLedgerIsNeitherRedNorAmber() {
    let found = faults("waiting: []", severity: "red")
    let words = "One of these should stand here: block, confirm."
    #expect(found.count == 1 && found[0].contains(words), "\(found)")
  }
}
