// The endpoints of the ledger: an address is read, the desk asked, a page laid out or the reader sent on.

import Access
package import Entrance
package import Hummingbird
package import Kernel
import Pages

/// The pages of the ledger, over a desk.
package struct LedgerPages: Sendable {
  let desk: LedgerDesk
  let brand: Text

  package init(_ desk: LedgerDesk, brand: Text) { (self.desk, self.brand) = (desk, brand) }

  /// The answer to a request for the ledger; nil for pages of others. Who asks for JSON gets it, also where
  /// the answer is a refusal.
  /// **Problems**: those of the desk, `access.permission.missing`.
  package func answer(_ request: Request, _ caller: Caller) async throws(Problem) -> Response? {
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .ledger(let ledger) = address else { return nil }
    let isJSON = wantsJSON(request)
    do throws(Problem) {
      return try answer(ledger, address, request, caller, isJSON: isJSON)
    } catch {
      guard isJSON else { throw error }
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  }

  private func answer(
    _ ledger: LedgerAddress, _ address: PageAddress, _ request: Request, _ caller: Caller, isJSON: Bool
  ) throws(Problem) -> Response {
    guard let visitor = try admit(address, caller) else { throw AccessProblems.nobody }
    let (language, chosen) = try language(of: request)
    let look = LedgerLook(
      caller: caller, visitor: visitor, language: language, address: address,
      frame: caller.frame(brand: brand, language: language, address: address))
    if isJSON { return jsonReply(try json(ledger, look), status: 200) }
    switch ledger {
    case .list(let view): return reply(try list(view, look), remembering: chosen)
    case .rules: return reply(try rules(look), remembering: chosen)
    case .issue(let county, let number):
      return reply(try issue(county, number, look), remembering: chosen)
    case .assignment(let county, let number), .fix(let county, let number),
      .confirmation(let county, let number), .recheck(let county, let number):
      guard caller.form != nil else { return reply(try issue(county, number, look), remembering: chosen) }
      do throws(Problem) {
        try act(ledger, county, number, look)
        return seeOther(.ledger(.issue(county: county, number: number)))
      } catch {
        let refused = (action: ledger, problem: error)
        return reply(
          try issue(county, number, look, refused: refused), status: error.kind.httpStatus,
          remembering: chosen)
      }
    }
  }

  func act(
    _ action: LedgerAddress, _ county: Int64, _ number: Int64, _ look: LedgerLook
  ) throws(Problem) {
    let (act, key, form) = (look.caller.act, look.caller.key, look.caller.form)
    switch action {
    case .assignment:
      guard let post = form.flatMap({ Int64($0["post"]) }) else { throw LedgerProblems.unfitPost }
      _ = try desk.assign(
        county: county, number: number, to: PostID(number: post), key: key, by: act, as: look.visitor)
    case .fix:
      _ = try desk.fix(
        county: county, number: number, note: form?["note"] ?? "", key: key, by: act, as: look.visitor)
    case .confirmation:
      _ = try desk.confirm(
        county: county, number: number, reason: form?["reason"] ?? "", key: key, by: act, as: look.visitor)
    case .recheck:
      _ = try desk.recheck(county: county, number: number, key: key, by: act, as: look.visitor)
    case .list, .issue, .rules: return
    }
  }
}
