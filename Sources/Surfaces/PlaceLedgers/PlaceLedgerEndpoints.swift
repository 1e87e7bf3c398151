// The endpoints of a place's ledgers: an address is read, the desk asked, a page or JSON handed out.

import Access
package import Entrance
package import Hummingbird
package import Kernel
import Pages

/// The pages of the ledgers of places, over a desk.
package struct PlaceLedgerPages: Sendable {
  private let desk: PlaceLedgerDesk
  private let brand: Text

  package init(_ desk: PlaceLedgerDesk, brand: Text) { (self.desk, self.brand) = (desk, brand) }

  /// The answer to a request for a ledger of a place; nil for pages of others. Who asks for JSON gets it,
  /// also where the answer is a refusal.
  /// **Problems**: those of the desk, `access.permission.missing`.
  package func answer(_ request: Request, _ caller: Caller) throws(Problem) -> Response? {
    guard request.method != .post else { return nil }
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    switch address {
    case .placeLedgers, .placeLedger: break
    default: return nil
    }
    let isJSON = wantsJSON(request)
    do throws(Problem) {
      return try answer(address, request, caller, isJSON: isJSON)
    } catch {
      guard isJSON else { throw error }
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  }

  private func answer(
    _ address: PageAddress, _ request: Request, _ caller: Caller, isJSON: Bool
  ) throws(Problem) -> Response? {
    guard let visitor = try admit(address, caller) else { throw AccessProblems.nobody }
    let day = caller.at.day()
    let (language, chosen) = try language(of: request)
    let frame = caller.frame(brand: brand, language: language, address: address)
    let kinds = desk.kinds(visitor)
    switch address {
    case .placeLedgers(let place):
      let book = try desk.book(of: place, asOf: day, for: visitor)
      if isJSON { return jsonReply(book.json(withRows: false), status: 200) }
      return reply(PlaceLedgerLayout(book: book, kinds: kinds, frame: frame).all(), remembering: chosen)
    case .placeLedger(let place, let name, let page):
      let book = try desk.ledger(name, of: place, page: page, asOf: day, for: visitor)
      if isJSON { return jsonReply(book.json(withRows: true), status: 200) }
      let layout = PlaceLedgerLayout(book: book, kinds: kinds, frame: frame)
      return reply(layout.one(page: page), remembering: chosen)
    default: return nil
    }
  }
}
