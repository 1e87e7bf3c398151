// The rules that screening is tested with: the product's own, and a small folder with one.

import Foundation
import Rules

/// The library of the repository, read once.
enum OwnRules {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../rules").standardizedFileURL.path
  static let library = Result { () throws(RuleLibraryProblems) in try RuleLibrary.load(folder) }
}

/// A rule that finds households of two and more.
enum SmallRules {
  private static let files: [String: String] = [
    "parameters.yaml": """
    - {name: line, unit: yuan, default: 8000, zh: 监测线, en: monitoring line}
    """,
    "facts/person_alive.yaml": """
    on: Person
    name: alive
    type: bool
    display: bool
    expression: "!person.deaths.exists(d, d.death_date <= as_of)"
    zh: 健在
    en: alive
    """,
    "facts/household_living.yaml": """
    on: Household
    name: living
    type: int
    unit: persons
    display: count
    expression: size(household.members.filter(p, p.alive))
    zh: 在世人数
    en: living members
    """,
    "crowded/rule.cel": "// 人多\nhousehold.living >= crowd",
    "crowded/rule.yaml": ruleSheet,
    "crowded/cases.yaml": cases,
  ]

  private static let ruleSheet = """
    order: 3
    code: R03
    version: 2
    kind: risk
    severity: red
    check_within_days: 3
    cause: "04"
    title: {zh: 人多, en: Crowded}
    parameters:
      - {name: crowd, unit: persons, default: 2, zh: 人数, en: how many}
    evidence: [members]
    explanation: {zh: "在世 {household.living} 人，达到 {crowd}。", en: "{household.living | persons} of {crowd}."}
    source: {zh: 试验, en: a trial}
    """

  private static let cases = """
    - {kind: hit, zh: 两人, en: two, household: {members: [{age: 3}, {}]}}
    - {kind: near_miss, zh: 一人, en: one, household: {members: [{}]}}
    - {kind: missing_data, zh: 无人, en: nobody, expect: miss, household: {}}
    """

  /// With the first `old` of a file replaced.
  static func library(
    _ file: String? = nil, _ old: String = "", _ new: String = ""
  ) throws(RuleLibraryProblems) -> RuleLibrary {
    var files = files
    if let file, let text = files[file], let place = text.range(of: old) {
      files[file] = text.replacingCharacters(in: place, with: new)
    }
    return try RuleLibrary(files: files)
  }
}
