// The endpoints of duties: an address is read, the face asked, a page, a paper or JSON answered.

import Access
package import Entrance
package import Hummingbird
package import Kernel
import Pages
import Papers

/// The answer to a request for duties; nil for other pages. Where the request accepts JSON and no page, it is
/// JSON, refusals too.
/// **Problems**: those of the face, `access.permission.missing`.
package func dutyAnswer(
  _ request: Request, _ caller: Caller, _ face: Responsibility, brand: Text
) throws(Problem) -> Response? {
  let page = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  guard case .duties(let address) = page else { return nil }
  let isJSON = wantsJSON(request)
  do throws(Problem) {
    guard let visitor = try admit(page, caller) else { throw AccessProblems.nobody }
    let (language, chosen) = try language(of: request)
    let look = DutyLook(
      face: face, brand: brand, caller: caller, visitor: visitor, language: language, address: address,
      isJSON: isJSON)
    if case .recordPaper(let place, let cadence, let period, let subject, let isPDF) = address {
      let unit = DutyUnit(place, subject: subject)
      let paper = try face.paper(cadence, of: unit, for: period, look.asking)
      guard !isPDF else {
        return fileReply(
          try draw([paper], at: caller.at).bytes, .paper, name: "\(cadence)-\(place.short)-\(period).pdf")
      }
      let shown = PaperPage(
        paper, back: PageLink(.duties(.record(place, cadence: cadence, period, subject: subject))),
        file: PageLink(.duties(.recordPaper(place, cadence: cadence, period, subject: subject, isPDF: true))))
      return reply(shown.document(language), remembering: chosen)
    }
    return try (request.method == .post ? look.sent() : look.shown()).response(remembering: chosen)
  } catch {
    guard isJSON else { throw error }
    return jsonReply(error.json, status: error.kind.httpStatus)
  }
}

extension DutyLook {
  func shown() throws(Problem) -> PageAnswer {
    switch address {
    case .today: try todayPage()
    case .place(let place, let view): try placePage(place, view)
    case .daily(let place, let day): try dailyPage(place, day ?? today)
    case .record(let place, let cadence, let period, let subject):
      try recordPage(cadence, DutyUnit(place, subject: subject), period)
    case .recordPaper: throw DutyLook.readOnly
    }
  }

  func sent() throws(Problem) -> PageAnswer {
    switch address {
    case .daily(let place, let day): try report(place, day ?? today)
    case .record(let place, let cadence, let period, let subject):
      try record(cadence, DutyUnit(place, subject: subject), period)
    case .today, .place, .recordPaper: throw DutyLook.readOnly
    }
  }
}
