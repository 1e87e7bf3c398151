// Every kind of broken rule file is refused with its place and a sentence.

import Foundation
import Kernel
import Rules
import Testing

/// One change that breaks the sample, and what the fault says.
struct Breakage: Sendable, CustomTestStringConvertible {
  let file: String
  let old: String
  let new: String?
  let says: String
  let line: Int?

  init(_ file: String, _ old: String, _ new: String?, says: String, line: Int? = nil) {
    (self.file, self.old, self.new, self.says, self.line) = (file, old, new, says, line)
  }

  var testDescription: String { "\(file): \(says)" }
}

@Suite struct RuleRefusalTests {
  @Test func theSampleItselfHasNoFault() throws {
    let library = try RuleSample.library()
    #expect(library.rules.map(\.name) == ["crowded"])
    #expect(library.runCases().map(\.passed) == [true, true, true])
  }

  static let sheets: [Breakage] = [
    Breakage("crowded/rule.yaml", "order: 3", "order: 62", says: "A whole number from 0 to 61", line: 1),
    Breakage("crowded/rule.yaml", "code: R03\n", "", says: "The entry code is missing", line: 1),
    Breakage(
      "crowded/rule.yaml", "version: 2", "version: two", says: "A whole number from 1 to 9999", line: 3),
    Breakage("crowded/rule.yaml", "kind: risk", "kind: danger", says: "risk, exclusion", line: 4),
    Breakage("crowded/rule.yaml", "severity: red", "severity: green", says: "red, amber", line: 5),
    Breakage("crowded/rule.yaml", "cause: \"04\"\n", "", says: "The entry cause is missing"),
    Breakage(
      "crowded/rule.yaml", "cause: \"04\"", "cause: \"08\"", says: "One of these should stand here", line: 7),
    Breakage("crowded/rule.yaml", "severity:", "severty:", says: "did you mean severity", line: 5),
    Breakage("crowded/rule.yaml", "en: Crowded", "en: ''", says: "Text should stand here", line: 8),
    Breakage("crowded/rule.yaml", "source: {", "source: [", says: "This is not YAML"),
    Breakage("crowded/rule.yaml", "code: R03", "code: R03\norder: 4", says: "Written twice: order"),
    Breakage(
      "crowded/rule.yaml", "[members]", "[vehicle]", says: "A household has no list vehicle", line: 11),
    Breakage("crowded/rule.yaml", RuleSample.ruleSheet, "- a list", says: "A mapping of names to values"),
    Breakage("crowded/rule.yaml", RuleSample.ruleSheet, " ", says: "The file is empty"),
    Breakage("crowded/rule.yaml", "unit: persons", "unit: people", says: "yuan, percent, days", line: 10),
    Breakage("crowded/rule.yaml", "default: 2", "default: 2.5", says: "2.5 is no value in persons", line: 10),
    Breakage("crowded/rule.yaml", "name: crowd,", "name: line,", says: "The parameter name line is taken"),
    Breakage(
      "crowded/rule.yaml", "name: crowd,", "name: Crowd,", says: "should be lower-case letters", line: 10),
  ]

  @Test(arguments: sheets) func aBrokenSheetIsRefused(_ breakage: Breakage) throws {
    try expect(breakage)
  }

  static let texts: [Breakage] = [
    Breakage(
      "crowded/rule.cel", "household.living", "household.livng", says: "Household has no field livng", line: 2
    ),
    Breakage("crowded/rule.cel", ">= crowd", "+ crowd", says: "should give bool", line: 2),
    Breakage(
      "crowded/rule.cel", ">= crowd", ">=",
      says: "A value (a number, text, a name or a bracket) should stand", line: 2),
    Breakage("facts/household_living.yaml", "p.alive", "p.alife", says: "Person has no field alife", line: 6),
    Breakage(
      "facts/household_living.yaml", "type: int", "type: bool",
      says: "The type says bool, but the expression gives int: write type: int", line: 3),
    Breakage(
      "facts/household_living.yaml", "display: count", "display: date", says: "display date does not fit"),
    Breakage("facts/household_living.yaml", "on: Household", "on: Houshold", says: "did you mean Household"),
    Breakage(
      "facts/household_living.yaml", "name: living", "name: alive",
      says: "should be facts/household_alive.yaml"),
    Breakage(
      "facts/household_living.yaml", "name: living", "name: number", says: "already has a field number"),
    Breakage("facts/household_living.yaml", "unit: persons", "unit: heads", says: "fen, years, months"),
    Breakage("crowded/rule.yaml", "{crowd}", "{crowd", says: "A { is never closed", line: 12),
    Breakage("crowded/rule.yaml", "{crowd}", "crowd}", says: "A } stands alone", line: 12),
    Breakage("crowded/rule.yaml", "| persons", "| heads", says: "There is no display heads", line: 12),
    Breakage("crowded/rule.yaml", "| persons", "| date", says: "can't be shown as date", line: 12),
    Breakage("crowded/rule.yaml", "{crowd}", "{household.members}", says: "can't be shown as text", line: 12),
    Breakage(
      "crowded/rule.yaml", "{crowd}", "{crowds}", says: "No fact, parameter or constant is called crowds",
      line: 12),
  ]

  @Test(arguments: texts) func aBrokenExpressionIsRefused(_ breakage: Breakage) throws {
    try expect(breakage)
  }

  static let places: [Breakage] = [
    Breakage("crowded/rule.cel", "", nil, says: "The file rule.cel is missing"),
    Breakage("crowded/rule.yaml", "", nil, says: "The file rule.yaml is missing"),
    Breakage("crowded/cases.yaml", "", nil, says: "The file cases.yaml is missing"),
    Breakage("crowded/notes.txt", "", "x", says: "has no place for this file"),
    Breakage("facts/deep/x.yaml", "", "x", says: "has no place for this file"),
    Breakage("Crowded/rule.cel", "", "true", says: "A rule's name should be lower-case letters"),
  ]

  @Test(arguments: places) func aMissingOrStrayFileIsRefused(_ breakage: Breakage) throws {
    let problems = RuleSample.problems(breakage.file, breakage.old, breakage.new)
    #expect(problems.text(.en).contains(breakage.says), "\(problems.text(.en))")
  }

  static let cases: [Breakage] = [
    Breakage("crowded/cases.yaml", "kind: hit", "kind: near_miss", says: "At least one case of kind hit"),
    Breakage("crowded/cases.yaml", "kind: hit", "kind: yes", says: "hit, near_miss, missing_data", line: 1),
    Breakage("crowded/cases.yaml", "expect: miss, ", "", says: "says what to expect", line: 3),
    Breakage(
      "crowded/cases.yaml", "en: two,", "en: two, expect: miss,", says: "A hit can't expect miss", line: 1),
    Breakage("crowded/cases.yaml", "{age: 3}", "{agee: 3}", says: "did you mean age", line: 1),
    Breakage("crowded/cases.yaml", "{age: 3}", "{age: old}", says: "A whole number from 0 to 130", line: 1),
    Breakage("crowded/cases.yaml", "{age: 3}", "{alive: true}", says: "alive is a fact", line: 1),
    Breakage("crowded/cases.yaml", "{age: 3}", "{labour: idle}", says: "idle is no value of labour", line: 1),
    Breakage(
      "crowded/cases.yaml", "{age: 3}", "{deaths: [{}]}", says: "The date death_date is missing", line: 1),
    Breakage("crowded/cases.yaml", "{age: 3}", "{birth: 2025-02-30}", says: "A date like", line: 1),
    Breakage("crowded/cases.yaml", "{age: 3}", "{age: 3, birth: 2000-01-01}", says: "disagree", line: 1),
    Breakage(
      "crowded/cases.yaml", "en: two,", "en: two, set: {crowds: 3},", says: "did you mean crowd", line: 1),
    Breakage(
      "crowded/cases.yaml", "en: two,", "en: two, set: {line: x},", says: "x is no value of line", line: 1),
    Breakage("crowded/cases.yaml", "en: two,", "en: two, as_of: 2025-13-01,", says: "A date like", line: 1),
    Breakage(
      "crowded/cases.yaml", "household: {}", "houses: {}", says: "The entry household is missing", line: 3),
  ]

  @Test(arguments: cases) func aBrokenCaseIsRefused(_ breakage: Breakage) throws { try expect(breakage) }

  @Test func anUnusedParameterIsRefused() {
    let problems = RuleSample.problems("crowded/rule.yaml", "达到 {crowd}。", "。")
    #expect(problems.faults.isEmpty)
    let unused = RuleSample.problems(
      "crowded/rule.yaml", "  - {name: crowd",
      "  - {name: spare, unit: days, default: 1, zh: 备用, en: spare}\n  - {name: crowd")
    #expect(unused.text(.en).contains("The parameter spare is never used"))
  }

  @Test func factsThatUseEachOtherInACircleAreNamedInTheirOrder() {
    let problems = RuleSample.problems(
      "facts/person_alive.yaml", "\"!person.deaths.exists(d, d.death_date <= as_of)\"",
      "person.alive && person.age > 0")
    #expect(problems.text(.en).contains("Person.alive → Person.alive"))
  }

  @Test func allFaultsOfAllFilesComeTogether() {
    var files = RuleSample.files
    files["crowded/rule.cel"] = "household.livng >= 1\n|| household.membrs == 3"
    files["parameters.yaml"] = "- {name: line, unit: yuan, default: much, zh: 监测线, en: line}"
    do {
      _ = try RuleLibrary(files: files)
      Issue.record("three faults should be refused")
    } catch {
      #expect(error.faults.map(\.file) == ["crowded/rule.cel", "crowded/rule.cel", "parameters.yaml"])
      #expect(error.faults.map(\.line) == [1, 2, 1])
      #expect(error.problem.details["faults"] == "3")
      #expect(error.text(.zh).contains("household.livng >= 1\n"))
      #expect(error.text(.zh).contains("^^^^^"))
    }
  }

  @Test func aFaultInAYamlFileStandsWhereItStandsInTheFile() {
    let told = RuleSample.problems("facts/household_living.yaml", "p.alive", "p.alife").text(.zh)
    #expect(
      told == """
        facts/household_living.yaml:6:48: 家庭成员（Person）没有字段“alife”。是否指 alive（健在）？
          expression: size(household.members.filter(p, p.alife))
                                                         ^^^^^
        """)
    let template = RuleSample.problems("crowded/rule.yaml", "{crowd}", "{crowds}").text(.zh)
    #expect(
      template == """
        crowded/rule.yaml:12:48: 没有名为“crowds”的数据、参数或常量。是否指 crowd（人数）？
          …lanation: {zh: "在世 {household.living} 人，达到 {crowds}。", en: "{household.living | persons} of …
                                                             ^^^^^^
        """)
  }

  @Test func aFaultInABlockStandsInTheLineOfTheBlock() {
    let problems = RuleSample.problems(
      "facts/household_living.yaml", "expression: size(household.members.filter(p, p.alive))",
      "expression: |\n  size(household.members\n    .filter(p, p.alife))")
    #expect(problems.faults.map(\.line) == [8])
    #expect(problems.faults.map(\.column) == [18])
    #expect(problems.faults.first?.excerpt == "      .filter(p, p.alife))\n                   ^^^^^")
  }

  @Test func aFaultOfSyntaxHasACaretAndIsToldInChinese() {
    let problems = RuleSample.problems("crowded/rule.yaml", "title: {zh: 人多, en: Crowded}", "title: {zh: 人多")
    #expect(problems.text(.zh).contains("花括号里各项之间应有“,”，末尾应有“}”"), "\(problems.text(.zh))")
    #expect(problems.faults.allSatisfy { $0.line != nil && $0.excerpt?.hasSuffix("^") == true })
  }

  @Test func aBrokenFileHidesNoFaultOfAnotherAndMakesNone() {
    var files = RuleSample.files
    files["parameters.yaml"] = "- {name: line, unit: yuan, default: much, zh: 监测线, en: line}"
    files["facts/person_alive.yaml"] = files["facts/person_alive.yaml"]?.replacing(
      "type: bool", with: "type: flag")
    files["crowded/rule.yaml"] = files["crowded/rule.yaml"]?.replacing("order: 3", with: "order: 99")
    files["crowded/rule.cel"] = "household.living >= crowd && household.income_net > line && incme"
    do {
      _ = try RuleLibrary(files: files)
      Issue.record("five faults should be refused")
    } catch {
      let places = error.faults.map { "\($0.file):\($0.line ?? 0)" }
      #expect(
        places == [
          "crowded/rule.cel:1", "crowded/rule.cel:1", "crowded/rule.yaml:1", "facts/person_alive.yaml:3",
          "parameters.yaml:1",
        ], "\(error.text(.zh))")
    }
  }

  static let roots: [Breakage] = [
    Breakage("crowded/rule.yaml", "severity:", "severty:", says: "did you mean severity?", line: 5),
    Breakage("facts/household_living.yaml", "type: int", "type: integer", says: "int, bool", line: 3),
    Breakage("facts/household_living.yaml", "type: int", "type: string", says: "write type: int", line: 3),
    Breakage("facts/household_living.yaml", "on: Household", "on: Houshold", says: "did you mean", line: 1),
    Breakage("facts/person_alive.yaml", "type: bool", "type: string", says: "write type: bool", line: 3),
    Breakage("parameters.yaml", "default: 8000", "default: 1万", says: "write 10000", line: 1),
    Breakage("crowded/rule.yaml", RuleSample.ruleSheet, "", says: "The file is empty"),
    Breakage(
      "crowded/rule.yaml", RuleSample.ruleSheet, String(repeating: "[", count: 20_000),
      says: "nested too deeply"),
  ]

  @Test(arguments: roots) func whatOnlyFollowsFromAnotherFaultIsNotTold(_ breakage: Breakage) throws {
    try expect(breakage)
    var files = RuleSample.files
    files["crowded/cases.yaml"] = RuleSample.cases.replacing("en: two,", with: "en: two, set: {line: 1},")
    files[breakage.file] = files[breakage.file]?.replacing(breakage.old, with: breakage.new ?? "")
    let problems = RuleSample.problems(of: files)
    #expect(problems.faults.count == 1, "\(problems.text(.zh))")
    #expect(!problems.text(.zh).contains("dyn"))
  }

  @Test func twoRulesWithTheSameOrderAreRefused() {
    var files = RuleSample.files
    for name in ["rule.cel", "rule.yaml", "cases.yaml"] { files["other/\(name)"] = files["crowded/\(name)"] }
    files["other/rule.yaml"] = files["other/rule.yaml"]?.replacing("crowd,", with: "crowd_b,")
    #expect(throws: RuleLibraryProblems.self) { try RuleLibrary(files: files) }
    do {
      _ = try RuleLibrary(files: files)
    } catch {
      let told = error.text(.zh)
      #expect(told.contains("other/rule.yaml:1:8: 序号 3 与 crowded/rule.yaml 第 1 行相同"), "\(told)")
      #expect(told.contains("other/rule.yaml:2:7: 代码 R03 与 crowded/rule.yaml 第 2 行相同"), "\(told)")
      #expect(error.text(.en).contains("The order 3 is that of crowded/rule.yaml, line 1; take another."))
    }
  }

  @Test func aFolderThatIsNotThereIsRefused() {
    do {
      _ = try RuleLibrary.load("/nowhere/rules")
      Issue.record("a missing folder should be refused")
    } catch {
      #expect(error.text(.en) == "There is no rule folder /nowhere/rules.")
    }
  }

  private func expect(_ breakage: Breakage) throws {
    let text = try #require(RuleSample.files[breakage.file])
    #expect(text.contains(breakage.old), "the sample has changed")
    let problems = RuleSample.problems(breakage.file, breakage.old, breakage.new)
    let fault = problems.faults.first { $0.sentence.en.contains(breakage.says) }
    #expect(fault?.file == breakage.file, "\(problems.text(.en))")
    if let line = breakage.line { #expect(fault?.line == line) }
    #expect(fault?.sentence.zh.isEmpty == false)
  }
}
