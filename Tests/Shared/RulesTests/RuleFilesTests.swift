// The rules that the product brings: they load, their cases pass, their page is up to date.

import Foundation
import Kernel
import RuleLanguage
import RuleValues
import Rules
import Testing

/// The library of the repository, read once.
enum OwnRules {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../rules").standardizedFileURL.path
  static let library = Result { () throws(RuleLibraryProblems) in try RuleLibrary.load(folder) }
  static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/RULES.md").standardizedFileURL.path
}

@Suite struct RuleFilesTests {
  /// Bit by bit, as the reference names them.
  static let names = [
    "low_income", "near_line", "income_drop30", "med_10k", "med_half_income", "med_low_reimb",
    "major_ill_no_labour", "dropout", "not_in_school", "student_burden", "housing_cd", "housing_worse2",
    "housing_cd_vulnerable", "water_unsafe", "water_outage30", "all_labour_jobless90", "top_earner_jobless90",
    "zero_employment", "short_work", "disaster_5k", "disaster_quarter", "new_disability_no_carer",
    "single_elderly", "elderly_only", "left_behind_child", "orphans", "earner_death", "insurance_unpaid",
    "minlife_stopped", "loan_overdue", "excl_vehicle", "excl_company",
  ]

  @Test func theFolderHasNoFault() {
    if case .failure(let problems) = OwnRules.library { Issue.record("\(problems.text(.en))") }
  }

  @Test func theRulesStandInTheOrderOfTheReference() throws {
    let rules = try OwnRules.library.get().rules
    #expect(rules.map(\.name) == RuleFilesTests.names)
    #expect(rules.map(\.order) == Array(0..<32))
    #expect(rules.map(\.code) == (0..<32).map { "R" + padded($0, 2) })
    #expect(rules.filter { $0.kind == .exclusion }.map(\.order) == [30, 31])
  }

  @Test(arguments: names) func everyCasePasses(of rule: String) throws {
    let outcomes = try OwnRules.library.get().runCases(of: rule)
    #expect(outcomes.count >= 3)
    for outcome in outcomes {
      let fault = outcome.fault?.en ?? ""
      #expect(
        outcome.passed, "\(rule):\(outcome.case.line) \(outcome.case.title.en): \(outcome.answer) \(fault)")
    }
  }

  @Test(arguments: names) func everyHitIsExplainedInFull(of rule: String) throws {
    for outcome in try OwnRules.library.get().runCases(of: rule) where outcome.answer == .hit {
      let sentence = try #require(outcome.sentence)
      for language in Language.allCases {
        #expect(!sentence(language).contains(RuleDisplay.unknown(language)), "\(sentence(language))")
        #expect(!sentence(language).contains("{"))
      }
    }
  }

  @Test func thePageInTheDocumentsIsUpToDate() throws {
    let page = try OwnRules.library.get().markdownPage()
    let written = try String(contentsOfFile: OwnRules.page, encoding: .utf8)
    let isFresh = written == page
    #expect(isFresh, "docs/RULES.md is stale; write it anew with `shouwang rules page`")
  }

  @Test func theReferenceKeepsTheLineOf8000Yuan() throws {
    let library = try OwnRules.library.get()
    let day = try #require(Day("2025-10-31"))
    let values = try library.constants(asOf: day)
    guard case .int(let line)? = values["line"], case .int(let year)? = values["income_year"] else {
      Issue.record("line and income_year are ints")
      return
    }
    #expect(line == 800_000)
    #expect(year == 2025)
    #expect(library.countiesWithOwnParameters(asOf: day).isEmpty)
  }
}
