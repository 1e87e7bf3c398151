// What pages and commands show beside an issue: names of places and heads, the refused row, the explanation.

import Access
import Database
package import Kernel
import Registry
import Rules
package import Screening

extension LedgerDesk {
  func path(of place: PlaceCode, on day: Day) throws(Problem) -> [Place] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.path(of: place, asOf: day, on: connection)
    }
  }

  func name(of place: PlaceCode, on day: Day) throws(Problem) -> String {
    let found = try database.read { (connection) throws(Problem) in
      try PlaceStore.place(place, asOf: day, on: connection)?.name
    }
    return found ?? place.short
  }

  /// The names of the heads of the households, by number.
  func heads(of issues: [LedgerIssue]) throws(Problem) -> [Int64: String] {
    try database.read { (connection) throws(Problem) in
      var heads: [Int64: String] = [:]
      for (county, own) in Dictionary(grouping: issues, by: \.county) {
        let found = try HouseholdQueryStore.heads(
          of: own.compactMap(\.subject.household), county: county, on: connection)
        heads.merge(found) { first, _ in first }
      }
      return heads
    }
  }

  /// Nil where it is among the refused rows no more.
  func refusedRow(_ importNumber: Int64, _ line: Int64) throws(Problem) -> QuarantinedRow? {
    try database.read { (connection) throws(Problem) in
      try ImportStore.quarantined(importNumber: importNumber, line: line, on: connection)
    }
  }

  /// Why the rule finds the household as it stands, nil where it does not, or is no rule on households.
  package func explained(_ issue: LedgerIssue, on day: Day) throws(Problem) -> ExplainedFinding? {
    guard let household = issue.subject.household,
      let rule = library.rules.first(where: { $0.code == issue.rule })
    else { return nil }
    let city = try database.read { (connection) throws(Problem) in
      try CityStore.load(.household(county: issue.county, number: household), asOf: day, on: connection)
    }
    guard city.householdCount == 1 else { return nil }
    return try Explanation.finding(of: rule, library, city: city, row: 0)
  }
}
