// SQL of issues of the ledger: one, lists, and what was done to one.

package import Access
package import Database
package import Kernel
import Rules

/// Which issues are wanted. **Shape**: nil means all; without a state, those that are not settled.
package struct LedgerQuery: Sendable {
  package enum State: Sendable {
    case unsettled, overdue(on: Day), one(LedgerState)
  }

  package var place: PlaceCode
  package var rules: [String]?
  package var isBlock: Bool?
  package var state: State = .unsettled
  /// The posts' own, where somebody asks for theirs.
  package var post: Int64?

  package init(place: PlaceCode) { self.place = place }

  var condition: (text: String, values: [SQLValue]) {
    var parts = ["place BETWEEN ? AND ?"]
    var values: [SQLValue] = [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
    if let rules {
      parts.append("rule IN (\(rules.map { _ in "?" }.joined(separator: ", ")))")
      values += rules.map { .text($0) }
    }
    if let isBlock {
      parts.append("is_block = ?")
      values.append(.int(isBlock ? 1 : 0))
    }
    if let post {
      parts.append("post = ?")
      values.append(.int(post))
    }
    switch state {
    case .unsettled: parts.append(LedgerQuery.unsettled)
    case .overdue(let day):
      parts.append("\(LedgerQuery.unsettled) AND fixed_at IS NULL AND gone_run IS NULL AND due < ?")
      values.append(.day(day))
    case .one(let state): parts.append(LedgerQuery.condition(of: state))
    }
    return (parts.joined(separator: " AND "), values)
  }

  static let unsettled = "closed_at IS NULL AND confirmed_at IS NULL"

  private static func condition(of state: LedgerState) -> String {
    switch state {
    case .open: "\(unsettled) AND fixed_at IS NULL AND gone_run IS NULL AND assigned_at IS NULL"
    case .assigned: "\(unsettled) AND fixed_at IS NULL AND gone_run IS NULL AND assigned_at IS NOT NULL"
    case .fixed: "\(unsettled) AND (fixed_at IS NOT NULL OR gone_run IS NOT NULL)"
    case .confirmed: "confirmed_at IS NOT NULL"
    case .closed: "closed_at IS NOT NULL"
    }
  }
}

package enum LedgerIssueStore {
  static let columns = """
    county, id, rule, version, household, import, line, place, is_block, facts, found_on, found_run, due,
    previous, post, assigned_by, assigned_at, fixed_by, fixed_at, note, gone_run, confirmed_by, confirmed_at,
    reason, closed_by, closed_at, returns
    """

  package static func issue(
    county: Int64, number: Int64, on connection: Connection
  ) throws(Problem) -> LedgerIssue? {
    try connection.row(
      "SELECT \(columns) FROM ledger_issue WHERE county = ? AND id = ?", [.int(county), .int(number)], read)
  }

  /// By place, then by number.
  /// - Parameter mark: place and number of the last issue of the page before.
  package static func issues(
    _ query: LedgerQuery, after mark: [Int64] = [], limit: Int, on connection: Connection
  ) throws(Problem) -> [LedgerIssue] {
    let condition = query.condition
    let values = mark.count == 2 ? mark.map { SQLValue.int($0) } : []
    let text = values.isEmpty ? "" : " AND (place, id) > (?, ?)"
    return try connection.rows(
      "SELECT \(columns) FROM ledger_issue WHERE \(condition.text)\(text) ORDER BY place, id LIMIT ?",
      condition.values + values + [.int(limit)], read)
  }

  /// Those that are due first.
  package static func urgent(
    _ query: LedgerQuery, limit: Int, on connection: Connection
  ) throws(Problem) -> [LedgerIssue] {
    let condition = query.condition
    return try connection.rows(
      """
      SELECT \(columns) FROM ledger_issue WHERE \(condition.text)
        AND fixed_at IS NULL AND gone_run IS NULL
      ORDER BY is_block DESC, due, place, id LIMIT ?
      """, condition.values + [.int(limit)], read)
  }

  package static func count(_ query: LedgerQuery, on connection: Connection) throws(Problem) -> Int {
    let condition = query.condition
    return Int(
      try connection.number("SELECT COUNT(*) FROM ledger_issue WHERE \(condition.text)", condition.values))
  }

  /// Writes what was done to an issue that there is.
  package static func save(_ issue: LedgerIssue, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      UPDATE ledger_issue SET version = ?, place = ?, facts = ?, post = ?, assigned_by = ?, assigned_at = ?,
        fixed_by = ?, fixed_at = ?, note = ?, gone_run = ?, confirmed_by = ?, confirmed_at = ?, reason = ?,
        closed_by = ?, closed_at = ?, returns = ?
      WHERE county = ? AND id = ?
      """,
      [
        .text(issue.version), .int(issue.place.number), .text(issue.facts), .int(issue.post),
        .text(issue.assignment?.actor), .int(issue.assignment?.at.milliseconds), .text(issue.fix?.actor),
        .int(issue.fix?.at.milliseconds), .text(issue.fix?.words ?? ""), .int(issue.goneRun),
        .text(issue.confirmation?.actor), .int(issue.confirmation?.at.milliseconds),
        .text(issue.confirmation?.words ?? ""), .text(issue.closure?.actor),
        .int(issue.closure?.at.milliseconds), .int(issue.returns), .int(issue.county), .int(issue.number),
      ])
    precondition(connection.changes == 1, "an issue that was read is there")
  }

  /// What was written about a household that is erased goes with it; that there was an issue stays.
  package static func eraseWords(
    ofHousehold number: Int64, county: Int64, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE ledger_issue SET note = '', reason = '' WHERE county = ? AND household = ?",
      [.int(county), .int(number)])
  }

  static func read(_ row: Statement) throws(Problem) -> LedgerIssue {
    guard let place = PlaceCode(number: row.int(7)) else {
      preconditionFailure("an issue is kept with the code of a place")
    }
    let household = row.int(4)
    var issue = LedgerIssue(
      county: row.int(0), number: row.int(1), rule: row.text(2), version: row.text(3),
      subject: household > 0
        ? .household(household) : .refusedRow(importNumber: row.int(5), line: row.int(6)),
      place: place, severity: row.int(8) == 1 ? .block : .confirm, facts: row.text(9), foundOn: row.day(10),
      foundRun: row.int(11), due: row.day(12), previous: row.optionalInt(13))
    issue.post = row.optionalInt(14)
    issue.assignment = act(row, 15)
    issue.fix = act(row, 17, words: row.text(19))
    issue.goneRun = row.optionalInt(20)
    issue.confirmation = act(row, 21, words: row.text(23))
    issue.closure = act(row, 24)
    issue.returns = Int(row.int(26))
    return issue
  }

  private static func act(_ row: Statement, _ column: Int, words: String = "") -> LedgerAct? {
    guard let actor = row.optionalText(column), let at = row.optionalInt(column + 1) else { return nil }
    return LedgerAct(actor: actor, at: Instant(milliseconds: at), words: words)
  }
}

/// Issues of a post move with it when it gets another holder.
package struct LedgerHandOver: OpenWork {
  package let noun = "ledgerIssue"

  package init() {}

  package func move(from: PostID, to: PostID, by act: Act, on connection: Connection) throws(Problem) -> Int {
    try connection.run(
      "UPDATE ledger_issue SET post = ? WHERE post = ? AND \(LedgerQuery.unsettled)",
      [.int(to.number), .int(from.number)])
    return connection.changes
  }
}
