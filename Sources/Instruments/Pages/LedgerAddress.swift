// The pages of the ledger: issues by place, one issue with what is done about it, and its rules.

package import Kernel

/// **Shape**: an issue is known by its county, six digits, and its number there.
package enum LedgerAddress: Equatable, Sendable {
  case list(LedgerView)
  case issue(county: Int64, number: Int64)
  /// Giving an issue to a post.
  case assignment(county: Int64, number: Int64)
  /// Telling that it is corrected.
  case fix(county: Int64, number: Int64)
  /// Confirming that it is true as it stands.
  case confirmation(county: Int64, number: Int64)
  case recheck(county: Int64, number: Int64)
  /// All rules, and those that wait for data.
  case rules

  var path: String {
    switch self {
    case .list: "/ledger"
    case .issue(let county, let number): "/ledger/\(county)/\(number)"
    case .assignment(let county, let number): "/ledger/\(county)/\(number)/assignment"
    case .fix(let county, let number): "/ledger/\(county)/\(number)/fix"
    case .confirmation(let county, let number): "/ledger/\(county)/\(number)/confirmation"
    case .recheck(let county, let number): "/ledger/\(county)/\(number)/recheck"
    case .rules: "/ledger/rules"
    }
  }

  func write(into query: inout PageQuery) {
    if case .list(let view) = self { view.write(into: &query) }
  }

  /// The page of the words behind `ledger`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    if words.isEmpty {
      self = .list(try LedgerView(reading: query))
      return
    }
    if words == ["rules"] {
      self = .rules
      return
    }
    guard words.count == 2 || words.count == 3,
      let county = PageAddress.wholeNumber(words[0], in: 100_000...999_999),
      let number = PageAddress.wholeNumber(words[1], in: 1...Int64.max)
    else { return nil }
    switch words.dropFirst(2).first {
    case nil: self = .issue(county: county, number: number)
    case "assignment": self = .assignment(county: county, number: number)
    case "fix": self = .fix(county: county, number: number)
    case "confirmation": self = .confirmation(county: county, number: number)
    case "recheck": self = .recheck(county: county, number: number)
    default: return nil
    }
  }
}

/// Which issues are listed. **Shape**: an unset place means all that the reader may see, an unset state those
/// that are not settled.
package struct LedgerView: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    case open, assigned, fixed, overdue, confirmed, closed
  }
  package enum Severity: String, CaseIterable, Sendable { case block, confirm }

  package var place: PlaceCode?
  /// The code of a rule, such as `R-005`.
  package var rule: String?
  package var severity: Severity?
  package var state: State?
  /// Place and number of the last issue of the page before; empty for the first page.
  package var after: [Int64]

  package init(
    place: PlaceCode? = nil, rule: String? = nil, severity: Severity? = nil, state: State? = nil,
    after: [Int64] = []
  ) {
    (self.place, self.rule, self.severity, self.state) = (place, rule, severity, state)
    self.after = after
  }

  init(reading query: PageQuery) throws(Problem) {
    let rule = query["rule"].flatMap { $0.isEmpty ? nil : $0 }
    if let rule, !PageAddress.isName(rule) { throw PageAddress.parameter("rule") }
    self.init(
      place: try PageQuery.place(query["place"]), rule: rule,
      severity: try PageQuery.one(of: Severity.self, query, "severity"),
      state: try PageQuery.one(of: State.self, query, "state"), after: try LedgerView.mark(query["after"]))
  }

  private static func mark(_ text: String?) throws(Problem) -> [Int64] {
    guard let text, !text.isEmpty else { return [] }
    let numbers = text.split(separator: ".").compactMap {
      PageAddress.wholeNumber(String($0), in: 1...Int64.max)
    }
    guard numbers.count == 2, numbers.map(String.init).joined(separator: ".") == text else {
      throw PageAddress.parameter("after")
    }
    return numbers
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    if let rule { query.add("rule", rule) }
    if let severity { query.add("severity", severity.rawValue) }
    if let state { query.add("state", state.rawValue) }
    if !after.isEmpty { query.add("after", after.map(String.init).joined(separator: ".")) }
  }
}
