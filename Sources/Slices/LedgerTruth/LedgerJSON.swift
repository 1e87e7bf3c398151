// The ledger as JSON, for the command line and for programs that ask the pages.

import Access
import Entrance
package import Kernel
import Pages
import Rules
import Screening

extension LedgerRun {
  package var json: String {
    JSONText.object([
      "run": String(number), "asOf": JSONText.quoted(asOf.description), "rules": JSONText.quoted(rules),
      "households": String(households), "persons": String(persons), "found": String(found),
      "opened": String(opened), "gone": String(gone),
    ])
  }
}

extension LedgerStanding {
  /// **Unit**: issues; `quality` in percent. - Parameter name: what the place is called.
  package func json(_ name: String) -> String {
    JSONText.object([
      "place": JSONText.quoted(place.short), "name": JSONText.quoted(name),
      "households": String(households), "persons": String(persons), "block": String(block),
      "confirm": String(confirm), "overdue": String(overdue), "toRecheck": String(toRecheck),
      "quality": score.map { LedgerStanding.words($0) } ?? "null",
    ])
  }
}

extension LedgerDesk {
  /// **Shape**: days as text, null where there is none.
  /// - Parameter hasFacts: whether the reader may know what made the rule true.
  package func json(_ issue: LedgerIssue, _ language: Language, hasFacts: Bool = true) -> String {
    var row: (importNumber: Int64, line: Int64)?
    if case .refusedRow(let number, let line) = issue.subject { row = (number, line) }
    return JSONText.object([
      "issue": JSONText.quoted("\(issue.county)/\(issue.number)"), "rule": JSONText.quoted(issue.rule),
      "title": JSONText.quoted(title(ofRule: issue.rule)(language)),
      "severity": JSONText.quoted(issue.severity.rawValue), "version": JSONText.quoted(issue.version),
      "household": issue.subject.household.map(String.init) ?? "null",
      "import": row.map { String($0.importNumber) } ?? "null",
      "line": row.map { String($0.line) } ?? "null", "place": JSONText.quoted(issue.place.short),
      "facts": hasFacts ? issue.facts : "null", "state": JSONText.quoted(issue.state.rawValue),
      "foundOn": JSONText.quoted(issue.foundOn.description),
      "due": JSONText.quoted(issue.due.description), "post": issue.post.map(String.init) ?? "null",
      "note": JSONText.quoted(issue.fix?.words ?? ""),
      "reason": JSONText.quoted(issue.confirmation?.words ?? ""), "returns": String(issue.returns),
      "previous": issue.previous.map(String.init) ?? "null",
    ])
  }
}

extension LedgerPages {
  /// What a page of the ledger shows; a form is sent first, and what it has done is told.
  func json(_ ledger: LedgerAddress, _ look: LedgerLook) throws(Problem) -> String {
    switch ledger {
    case .list(let view): return try listJSON(view, look)
    case .rules: return try rulesJSON(look)
    case .issue(let county, let number): return try issueJSON(county, number, look)
    case .assignment(let county, let number), .fix(let county, let number),
      .confirmation(let county, let number), .recheck(let county, let number):
      if look.caller.form != nil { try act(ledger, county, number, look) }
      return try issueJSON(county, number, look)
    }
  }

  /// A department sees that it is so; what is known of the household is the business of others too.
  private func seesFacts(_ look: LedgerLook) -> Bool {
    look.visitor.may(.householdRead) && look.visitor.subject == nil
  }

  /// **Shape**: `next` is the address of the following page, null on the last one.
  private func listJSON(_ view: LedgerView, _ look: LedgerLook) throws(Problem) -> String {
    let place = view.place ?? look.visitor.place
    let query = view.query(for: look.visitor, on: look.day)
    let found = try desk.issues(query, after: view.after, limit: LedgerPages.pageSize + 1, as: look.visitor)
    let issues = Array(found.prefix(LedgerPages.pageSize))
    let standings = try desk.standings(
      of: place, withParts: place.level != .group, on: look.day, as: look.visitor)
    var next: String?
    if found.count > issues.count, let last = issues.last {
      var further = view
      further.after = [last.place.number, last.number]
      next = PageAddress.ledger(.list(further)).link
    }
    let hasFacts = seesFacts(look)
    return JSONText.object([
      "place": JSONText.quoted(place.short), "lastRun": try desk.lastRun()?.json ?? "null",
      "total": String(try desk.count(query, as: look.visitor)),
      "standing": standings[0].standing.json(standings[0].name),
      "parts": JSONText.array(standings.dropFirst().map { $0.standing.json($0.name) }),
      "issues": JSONText.array(issues.map { desk.json($0, look.language, hasFacts: hasFacts) }),
      "next": next.map(JSONText.quoted) ?? "null",
    ])
  }

  /// **Shape**: an issue with why it stands, who may be given it, and the `form`.
  private func issueJSON(_ county: Int64, _ number: Int64, _ look: LedgerLook) throws(Problem) -> String {
    let issue = try desk.issue(county: county, number: number, as: look.visitor)
    let finding = look.visitor.may(.householdRead) ? try desk.explained(issue, on: look.day) : nil
    let posts =
      look.visitor.may(.ledgerAssign) ? try desk.candidates(issue, on: look.day, as: look.visitor) : []
    let candidates = posts.map {
      JSONText.object([
        "post": String($0.post.id.number), "role": JSONText.quoted($0.post.role),
        "place": JSONText.quoted($0.post.place.short), "name": JSONText.quoted($0.name),
      ])
    }
    let plain = desk.json(issue, look.language, hasFacts: seesFacts(look))
    return look.caller.json(
      JSONText.object(
        plain,
        with: [
          ("why", finding.map { JSONText.quoted($0.sentence(look.language)) } ?? "null"),
          ("mayBeGivenTo", JSONText.array(candidates)),
        ]))
  }

  private func rulesJSON(_ look: LedgerLook) throws(Problem) -> String {
    let found = try desk.byRule(of: look.visitor.place, as: look.visitor)
    let codes = desk.codes(for: look.visitor)
    let written = desk.library.rules.filter { codes?.contains($0.code) ?? true }.map { rule in
      JSONText.object([
        "code": JSONText.quoted(rule.code), "title": JSONText.quoted(rule.title(look.language)),
        "severity": JSONText.quoted(rule.severity.rawValue),
        "condition": JSONText.quoted(rule.inWords(look.language)), "days": String(rule.checkWithinDays),
        "unsettled": String(found[rule.code] ?? 0),
      ])
    }
    let unwritten = desk.library.unwritten.map { rule in
      JSONText.object([
        "code": JSONText.quoted(rule.code), "title": JSONText.quoted(rule.title(look.language)),
        "standing": JSONText.quoted(rule.standing.words(look.language)),
        "because": JSONText.quoted(rule.reason(look.language)),
      ])
    }
    return JSONText.object(["rules": JSONText.array(written), "unwritten": JSONText.array(unwritten)])
  }
}
