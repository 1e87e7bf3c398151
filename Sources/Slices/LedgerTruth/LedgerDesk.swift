// The face of the ledger's truth: what pages and commands ask, and every change through the one door.

package import Access
import Database
package import Kernel
import Registry
package import Rules
package import Screening

/// Finds, gives out, takes answers, and rechecks. A reader sees the issues of their places, and a department
/// of these those of its causes and feeds.
package struct LedgerDesk: Sendable {
  package let keeper: Doorkeeper
  package let library: RuleLibrary
  let screener: Screener

  /// - Parameter library: The rules on the ledger.
  /// **Problems**: `screening.rules.tooMany`.
  package init(_ keeper: Doorkeeper, library: RuleLibrary) throws(Problem) {
    (self.keeper, self.library) = (keeper, library)
    screener = try Screener(library)
  }

  var database: Database { keeper.database }

  // MARK: looking

  /// Issues by place and number.
  /// - Parameter mark: place and number of the last issue of the page before.
  /// **Problems**: `access.permission.missing`, `ledger.place.unknown`.
  package func issues(
    _ query: LedgerQuery, after mark: [Int64] = [], limit: Int, as visitor: Visitor?
  ) throws(Problem) -> [LedgerIssue] {
    let query = try narrowed(query, to: visitor)
    return try database.read { (connection) throws(Problem) in
      try LedgerIssueStore.issues(query, after: mark, limit: limit, on: connection)
    }
  }

  /// Those that are due first, unanswered.
  package func urgent(_ query: LedgerQuery, limit: Int, as visitor: Visitor?) throws(Problem) -> [LedgerIssue]
  {
    let query = try narrowed(query, to: visitor)
    return try database.read { (connection) throws(Problem) in
      try LedgerIssueStore.urgent(query, limit: limit, on: connection)
    }
  }

  package func count(_ query: LedgerQuery, as visitor: Visitor?) throws(Problem) -> Int {
    let query = try narrowed(query, to: visitor)
    return try database.read { (connection) throws(Problem) in
      try LedgerIssueStore.count(query, on: connection)
    }
  }

  /// **Problems**: `access.permission.missing`, `ledger.issue.unknown`, also for what is not the visitor's.
  package func issue(county: Int64, number: Int64, as visitor: Visitor?) throws(Problem) -> LedgerIssue {
    try visitor?.demand(.ledgerRead)
    return try database.read { (connection) throws(Problem) in
      try seen(county, number, visitor, on: connection)
    }
  }

  /// How a place and its parts stand. **Shape**: the place first, then its parts by code.
  package func standings(
    of place: PlaceCode, withParts: Bool, on day: Day, as visitor: Visitor?
  ) throws(Problem) -> [(name: String, standing: LedgerStanding)] {
    try visitor?.demand(.ledgerRead)
    try visitor?.demand(place, or: LedgerProblems.unknownPlace)
    return try database.read { (connection) throws(Problem) in
      var names = [try PlaceStore.place(place, asOf: day, on: connection)?.name ?? place.short]
      var places = [place]
      if withParts {
        for part in try PlaceStore.children(of: place, asOf: day, on: connection) {
          names.append(part.name)
          places.append(part.code)
        }
      }
      let standings = try LedgerStandingStore.standings(
        of: places, rules: codes(for: visitor), on: day, on: connection)
      return Array(zip(names, standings)).map { (name: $0.0, standing: $0.1) }
    }
  }

  /// Unsettled issues by the code of their rule.
  package func byRule(of place: PlaceCode, as visitor: Visitor?) throws(Problem) -> [String: Int] {
    try visitor?.demand(.ledgerRead)
    try visitor?.demand(place, or: LedgerProblems.unknownPlace)
    let codes = codes(for: visitor)
    return try database.read { (connection) throws(Problem) in
      try LedgerStandingStore.byRule(of: place, on: connection)
        .filter { codes?.contains($0.key) ?? true }
    }
  }

  package func lastRun() throws(Problem) -> LedgerRun? {
    try database.read { (connection) throws(Problem) in try LedgerRunStore.last(on: connection) }
  }

  /// What a rule is called; its code where it is no longer there.
  package func title(ofRule code: String) -> Text {
    library.rules.first { $0.code == code }?.title ?? library.unwritten.first { $0.code == code }?.title
      ?? Text(zh: code, en: code)
  }

  /// The posts that an issue can be given to.
  package func candidates(_ issue: LedgerIssue, on day: Day, as visitor: Visitor?) throws(Problem)
    -> [NamedPost]
  {
    try keeper.holders(of: .ledgerFix, over: issue.place, on: day, as: visitor).filter { named in
      guard let name = named.post.subject else { return true }
      return keeper.book.subject(name).map { codes(of: $0).contains(issue.rule) } ?? false
    }
  }

  /// The rules that are a visitor's business, nil for all.
  func codes(for visitor: Visitor?) -> [String]? {
    visitor?.subject.map(codes)
  }

  /// The rules that are a department's business: those of its causes, and those told by its feeds.
  private func codes(of subject: Subject) -> [String] {
    let written = library.rules.filter { rule in
      rule.cause.map { subject.causes.contains($0.rawValue) } ?? false
    }
    let told = library.unwritten.filter { rule in
      guard case .told(let feeds, _, _) = rule.standing else { return false }
      return feeds.contains { subject.feeds.contains($0) }
    }
    return written.map(\.code) + told.map(\.code)
  }

  private func narrowed(_ query: LedgerQuery, to visitor: Visitor?) throws(Problem) -> LedgerQuery {
    guard let visitor else { return query }
    try visitor.demand(.ledgerRead)
    try visitor.demand(query.place, or: LedgerProblems.unknownPlace)
    var query = query
    if let own = codes(for: visitor) { query.rules = query.rules.map { $0.filter(own.contains) } ?? own }
    return query
  }

  private func seen(
    _ county: Int64, _ number: Int64, _ visitor: Visitor?, on connection: Connection
  ) throws(Problem) -> LedgerIssue {
    guard let issue = try LedgerIssueStore.issue(county: county, number: number, on: connection) else {
      throw LedgerProblems.unknownIssue
    }
    try visitor?.demand(issue.place, or: LedgerProblems.unknownIssue)
    guard codes(for: visitor)?.contains(issue.rule) ?? true else { throw LedgerProblems.unknownIssue }
    return issue
  }

  // MARK: changing

  /// **Problems**: `ledger.rule.none` for a code that no rule has, with the nearest one.
  package func demand(rule code: String) throws(Problem) {
    let all = (library.rules.map(\.code) + library.unwritten.map(\.code)).sorted()
    guard !all.contains(code) else { return }
    throw LedgerProblems.noRule(code, near: nearestName(to: code, in: all))
  }

  /// Looks the whole register through.
  /// - Parameter city: the register on a day, read before.
  /// **Problems**: `access.permission.missing`, `ledger.run.earlier`.
  package func run(over city: City, key: String = "", by act: Act, as visitor: Visitor?) throws(Problem)
    -> LedgerRun?
  {
    let result = try screener.run(over: city)
    let command = Command("ledger.run", permission: .ledgerCheck, key: key, body: city.asOf.description)
    _ = try keeper.door.run(command, by: act, as: visitor, county: 0) { (connection) throws(Problem) in
      let run = try LedgerRunStore.keep(result, at: act.at, on: connection)
      return Outcome(
        answer: String(run.number), subject: String(run.number),
        details: JSONText.object([
          "asOf": JSONText.quoted(run.asOf.description), "rules": JSONText.quoted(run.rules),
          "found": String(run.found), "opened": String(run.opened), "gone": String(run.gone),
        ]))
    }
    return try lastRun()
  }

  /// **Problems**: those of the step and the door, `ledger.issue.unknown`, `ledger.post.unfit`.
  package func assign(
    county: Int64, number: Int64, to post: PostID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> LedgerIssue {
    let issue = try issue(county: county, number: number, as: visitor)
    let fit = try candidates(issue, on: act.at.day(), as: visitor)
    guard fit.contains(where: { $0.post.id == post }) else { throw LedgerProblems.unfitPost }
    return try change(issue, "ledger.assign", .ledgerAssign, "\(post)", key, act, visitor) {
      (issue, _) throws(Problem) in
      try LedgerIssueSteps.assign(issue, to: post, by: act)
    }
  }

  /// **Problems**: those of the step and the door, `ledger.issue.unknown`.
  package func fix(
    county: Int64, number: Int64, note: String, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> LedgerIssue {
    let issue = try issue(county: county, number: number, as: visitor)
    return try change(issue, "ledger.fix", .ledgerFix, note, key, act, visitor) {
      (issue, _) throws(Problem) in
      try LedgerIssueSteps.fix(issue, note: note, by: act)
    }
  }

  /// **Problems**: those of the step and the door, `ledger.issue.unknown`.
  package func confirm(
    county: Int64, number: Int64, reason: String, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> LedgerIssue {
    let issue = try issue(county: county, number: number, as: visitor)
    return try change(issue, "ledger.confirm", .ledgerFix, reason, key, act, visitor) {
      (issue, _) throws(Problem) in
      try LedgerIssueSteps.confirm(issue, reason: reason, by: act)
    }
  }

  /// Runs the rule again on this one household, and closes the issue or gives it back.
  /// **Problems**: those of the step and the door, `ledger.issue.unknown`, `ledger.rule.unknown`.
  package func recheck(
    county: Int64, number: Int64, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> LedgerIssue {
    let issue = try issue(county: county, number: number, as: visitor)
    return try change(issue, "ledger.recheck", .ledgerCheck, "", key, act, visitor) {
      (issue, connection) throws(Problem) in
      let finding = try finding(of: issue, on: act.at.day(), connection)
      return try LedgerIssueSteps.recheck(issue, finding: finding, by: act)
    }
  }

  private typealias Step = (LedgerIssue, Connection) throws(Problem) -> LedgerIssue

  private func change(
    _ issue: LedgerIssue, _ name: String, _ permission: Permission, _ body: String, _ key: String, _ act: Act,
    _ visitor: Visitor?, _ step: Step
  ) throws(Problem) -> LedgerIssue {
    let (county, number) = (issue.county, issue.number)
    let command = Command(
      name, permission: permission, place: issue.place, key: key, body: "\(county) \(number) \(body)")
    _ = try keeper.door.run(command, by: act, as: visitor, county: county) { (connection) throws(Problem) in
      // Read again inside the transaction: somebody else may have been faster.
      let now = try seen(county, number, visitor, on: connection)
      let next = try step(now, connection)
      try LedgerIssueStore.save(next, on: connection)
      return Outcome(
        answer: next.state.rawValue, subject: "\(county)/\(number)",
        details: JSONText.object([
          "rule": JSONText.quoted(next.rule), "from": JSONText.quoted(now.state.rawValue),
          "to": JSONText.quoted(next.state.rawValue), "post": next.post.map(String.init) ?? "null",
        ]), about: JournalSubject(place: next.place, household: next.subject.household),
        changes: LedgerDesk.changes(from: now, to: next))
    }
    return try self.issue(county: county, number: number, as: visitor)
  }

  /// What was written about a household is sealed under its key.
  private static func changes(from old: LedgerIssue, to new: LedgerIssue) -> [FieldChange] {
    let owner = new.subject.household.map { FieldChange.Owner("household", $0) }
    return [
      ("note", old.fix?.words, new.fix?.words), ("reason", old.confirmation?.words, new.confirmation?.words),
    ]
    .filter { $0.1 != $0.2 }.map { FieldChange($0.0, from: $0.1, to: $0.2, of: owner) }
  }
}
