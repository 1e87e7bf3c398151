// The endpoints of outreach: an address is read, the face asked, a page, a paper or JSON answered.

import Access
import Casework
package import Entrance
package import Hummingbird
package import Kernel
import Pages
import Papers

/// The answer to a request about the month, about what people told, or by somebody who tells; nil for other
/// pages. Where the request accepts JSON and no page, it is JSON, refusals too.
/// **Problems**: those of the face, `access.permission.missing`.
package func outreachAnswer(
  _ request: Request, _ caller: Caller, _ outreach: Outreach, brand: Text, _ work: SlowWork
) async throws(Problem) -> Response? {
  let page = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  guard case .monitoring(let address) = page else { return nil }
  switch address {
  case .difficulty, .difficultyState:
    return try await difficultyAnswer(request, caller, outreach, brand: brand, address, work)
  case .notices(let place): return try noticesAnswer(of: place, request, caller, outreach, brand: brand)
  case .minutes(let place, let month, let isPDF):
    do throws(Problem) {
      return try minutesAnswer(of: place, month, isPDF: isPDF, request, caller, outreach)
    } catch {
      guard wantsJSON(request) else { throw error }
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  case .month, .meeting, .waitingReports, .waitingReport, .complaints: break
  default: return nil
  }
  let isJSON = wantsJSON(request)
  do throws(Problem) {
    guard let visitor = try admit(page, caller) else { return nil }
    let (language, chosen) = try language(of: request)
    let look = OutreachLook(
      outreach: outreach, brand: brand, caller: caller, visitor: visitor, language: language,
      address: address, isJSON: isJSON)
    return try (request.method == .post ? look.sent() : look.shown()).response(remembering: chosen)
  } catch {
    guard isJSON else { throw error }
    return jsonReply(error.json, status: error.kind.httpStatus)
  }
}

extension OutreachLook {
  func shown() throws(Problem) -> PageAnswer {
    switch address {
    case .month(let view): try month(view)
    case .meeting(let place, let month): try meeting(place, month)
    case .waitingReports(let view): try waitingReports(view)
    case .complaints(let view): try complaints(view)
    case .waitingReport(let county, let number, _):
      try waitingReport(SelfReportNumber(county: county, number: number))
    default: throw OutreachLook.readOnly
    }
  }

  func sent() throws(Problem) -> PageAnswer {
    switch address {
    case .meeting(let place, let month): try act(place, month)
    case .waitingReport(let county, let number, _):
      try act(SelfReportNumber(county: county, number: number))
    default: throw OutreachLook.readOnly
    }
  }

  static let readOnly = Problem(
    "pages.method.readOnly", .notFound, zh: "这个页面只能查看，不能提交。", en: "This page can only be read.")
}

private func minutesAnswer(
  of place: PlaceCode, _ month: WorkMonth, isPDF: Bool, _ request: Request, _ caller: Caller,
  _ outreach: Outreach
) throws(Problem) -> Response {
  let visitor = try admit(.monitoring(.minutes(place, month, isPDF: isPDF)), caller)
  let paper = try outreach.minutes(of: place, month, Asking(caller.act, as: visitor))
  if isPDF {
    return fileReply(
      try draw([paper], at: caller.at).bytes, .paper, name: "minutes-\(place.short)-\(month).pdf")
  }
  let (language, chosen) = try language(of: request)
  let page = PaperPage(
    paper, back: PageLink(.monitoring(.meeting(place, month))),
    file: PageLink(.monitoring(.minutes(place, month, isPDF: true))))
  return reply(page.document(language), remembering: chosen)
}
