// A rule on the ledger run again on one household, or looked for again among refused rows.

import Columns
import Database
import Kernel
import Registry
import Rules
import Screening
import Sheets

extension LedgerDesk {
  /// What the rule of an issue says now. A household that left the register has nothing wrong any more.
  /// **Problems**: `ledger.rule.unknown`.
  func finding(of issue: LedgerIssue, on day: Day, _ connection: Connection) throws(Problem) -> LedgerFinding
  {
    switch issue.subject {
    case .household(let number): return try finding(issue, household: number, day, connection)
    case .refusedRow(let importNumber, let line):
      let row = try ImportStore.quarantined(importNumber: importNumber, line: line, on: connection)
      let isUnknown = row?.code == RowFault.Code.unknown.rawValue
      return isUnknown ? .holds(version: issue.version, facts: issue.facts) : .gone
    }
  }

  private func finding(
    _ issue: LedgerIssue, household: Int64, _ day: Day, _ connection: Connection
  ) throws(Problem) -> LedgerFinding {
    guard let rule = library.rules.firstIndex(where: { $0.code == issue.rule }) else {
      throw LedgerProblems.unruled(issue.rule)
    }
    let city = try CityStore.load(
      .household(county: issue.county, number: household), asOf: day, on: connection)
    guard city.householdCount == 1 else { return .gone }
    let result = try screener.run(over: city)
    if result.hits(rule)[0] {
      let facts = FindingFacts(result)
      return .holds(
        version: library.rules[rule].ruleVersion,
        facts: facts.text(rule: rule, row: 0, constants: try facts.constants(of: issue.county)))
    }
    guard result.faults(rule)?[0] ?? false else { return .gone }
    let explanation = try Explanation(library, city: city, row: 0)
    let why = explanation.undecided.first { $0.rule.code == issue.rule }?.reason
    return .undecided(why ?? Text(zh: "缺少数据。", en: "Data are missing."))
  }
}
