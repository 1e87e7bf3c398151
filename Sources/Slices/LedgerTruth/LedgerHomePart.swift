// What of the ledger is mine today, for posts that have to act.

import Access
package import Entrance
package import Kernel
package import Pages

extension LedgerPages {
  /// The part of the home page for who answers, assigns or rechecks; nothing for others, and before any run.
  package var homePart: @Sendable (Caller, Language) async throws(Problem) -> HTML? {
    { (caller, language) async throws(Problem) -> HTML? in try part(of: caller, language) }
  }

  private func part(of caller: Caller, _ language: Language) throws(Problem) -> HTML? {
    guard let visitor = caller.visitor, visitor.may(.ledgerRead),
      [Permission.ledgerFix, .ledgerAssign, .ledgerCheck].contains(where: { visitor.may($0) }),
      try desk.lastRun() != nil
    else { return nil }
    let address = PageAddress.home
    let look = LedgerLook(
      caller: caller, visitor: visitor, language: language, address: address,
      frame: caller.frame(brand: brand, language: language, address: address))
    let standing = try desk.standings(
      of: visitor.place, withParts: false, on: look.day, as: visitor)[0].standing
    guard standing.unsettled > 0 else { return nil }
    var query = LedgerQuery(place: visitor.place)
    var heading = look.say("账实问题：最急的", "The ledger: most urgent")
    if visitor.may(.ledgerCheck), !visitor.may(.ledgerFix), standing.toRecheck > 0 {
      query.state = .one(.fixed)
      heading = look.say("账实问题：待复核", "The ledger: to be rechecked")
      return try homeCard(try desk.issues(query, limit: 5, as: visitor), heading, standing, look)
    }
    return try homeCard(try desk.urgent(query, limit: 5, as: visitor), heading, standing, look)
  }

  private func homeCard(
    _ issues: [LedgerIssue], _ heading: String, _ standing: LedgerStanding, _ look: LedgerLook
  ) throws(Problem) -> HTML {
    let unsettled = grouped(standing.unsettled)
    let (overdue, toRecheck) = (grouped(standing.overdue), grouped(standing.toRecheck))
    let words = look.say(
      "未了结 \(unsettled) 条，逾期 \(overdue) 条，待复核 \(toRecheck) 条",
      "\(unsettled) not settled, \(overdue) overdue, \(toRecheck) to be rechecked")
    let all = link(look.say("看全部", "See all"), .ledger(.list(LedgerView())))
    guard !issues.isEmpty else {
      return card(heading, aside: all, "<div class=\"inside\"><p>\(words)</p></div>")
    }
    return card(heading, hint: words, aside: all, try table(issues, heading, look))
  }
}
