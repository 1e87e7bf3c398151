// The endpoints of the briefings: an address is read, the desk asked, a page, a file or JSON answered.

import Access
package import Entrance
package import Hummingbird
package import Kernel
package import Pages
import Papers
import Sheets

package struct BriefingPages: Sendable {
  let desk: BriefingDesk
  let brand: Text

  package init(_ desk: BriefingDesk, brand: Text) { (self.desk, self.brand) = (desk, brand) }

  /// The answer to a request for the briefings; nil for pages of others. Where the request accepts JSON and
  /// no page, it is JSON, refusals too. A briefing is made where slow work is done: that of a city takes a
  /// thread for a while.
  /// **Problems**: those of the desk, `access.permission.missing`.
  package func answer(
    _ request: Request, _ caller: Caller, _ work: SlowWork
  ) async throws(Problem) -> Response? {
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .briefings(let briefings) = address else { return nil }
    do throws(Problem) {
      return try await answer(briefings, address, request, caller, work)
    } catch {
      guard wantsJSON(request) else { throw error }
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  }

  private func answer(
    _ briefings: BriefingAddress, _ address: PageAddress, _ request: Request, _ caller: Caller,
    _ work: SlowWork
  ) async throws(Problem) -> Response {
    guard let visitor = try admit(address, caller) else { throw AccessProblems.nobody }
    let (language, chosen) = try language(of: request)
    let (desk, today, at) = (desk, caller.at.day(), caller.at)
    let frame = caller.frame(brand: brand, language: language, address: address)
      .opening { [desk] in desk.tells($0, to: visitor) }
    switch briefings {
    case .list(let place):
      let list = try desk.list(place, today: today, for: visitor)
      return reply(list.document(frame), remembering: chosen)
    case .briefing(let kind, let place, let period, let form):
      let mark = Asking(caller.act, as: visitor).mark
      let name = "\(kind)-\(place.short)-\(period).\(form.rawValue)"
      let isJSON = form == .json || wantsJSON(request)
      return try await work.run { () throws(Problem) in
        let briefing = try desk.briefing(
          kind, of: place, period, in: language, today: today, for: visitor)
        if isJSON { return jsonReply(briefing.json) }
        switch form {
        case .page, .json:
          return reply(briefing.document(frame, seenFrom: visitor.place), remembering: chosen)
        case .pdf: return fileReply(try draw(briefing.papers(mark: mark), at: at).bytes, .paper, name: name)
        case .xlsx: return fileReply(try briefing.workbook(mark: mark, at: at), .workbook, name: name)
        }
      }
    }
  }
}
