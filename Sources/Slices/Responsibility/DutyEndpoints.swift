// The endpoints of duties: an address is read, the face asked, a page, a paper or JSON answered.

import Access
import Casework
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
    if let (paper, back, isPDF, file) = try look.paper() {
      if isPDF { return fileReply(try draw([paper], at: caller.at).bytes, .paper, name: "\(file.name).pdf") }
      let shown = PaperPage(paper, back: PageLink(.duties(back)), file: PageLink(.duties(file.address)))
      return reply(shown.document(language), remembering: chosen)
    }
    return try (request.method == .post ? look.sent() : look.shown()).response(remembering: chosen)
  } catch {
    guard isJSON else { throw error }
    return jsonReply(error.json, status: error.kind.httpStatus)
  }
}

extension DutyLook {
  /// The paper that the address names, where it leads back to, and its file; nil for other pages.
  fileprivate func paper() throws(Problem)
    -> (Paper, back: DutyAddress, isPDF: Bool, file: (name: String, address: DutyAddress))?
  {
    switch address {
    case .recordPaper(let place, let code, let period, let subject, let isPDF):
      let paper = try face.paper(code, of: DutyUnit(place, subject: subject), for: period, asking)
      let file = DutyAddress.recordPaper(place, cadence: code, period, subject: subject, isPDF: true)
      return (
        paper, .record(place, cadence: code, period, subject: subject), isPDF,
        ("\(code)-\(place.short)-\(period)", file)
      )
    case .matterPaper(let county, let number, let isPDF):
      let paper = try face.paper(of: DeliberationNumber(county: county, number: number), asking)
      let file = DutyAddress.matterPaper(county: county, number: number, isPDF: true)
      return (
        paper, .matter(county: county, number: number), isPDF, ("deliberation-\(county)-\(number)", file)
      )
    default: return nil
    }
  }

  func shown() throws(Problem) -> PageAnswer {
    switch address {
    case .today: try todayPage()
    case .place(let place, let view): try placePage(place, view)
    case .daily(let place, let day): try dailyPage(place, day ?? today)
    case .record(let place, let cadence, let period, let subject):
      try recordPage(cadence, DutyUnit(place, subject: subject), period)
    case .giveTask(let place, let cadence, let period):
      try recordPage(cadence, DutyUnit(place), period)
    case .tasks: try tasksPage()
    case .task(let county, let number): try taskPage(DutyTaskNumber(county: county, number: number))
    case .matters(let place): try mattersPage(place)
    case .matter(let county, let number): try matterPage(DeliberationNumber(county: county, number: number))
    case .seats(let place): try seatsPage(place)
    case .recordPaper, .matterPaper: throw DutyLook.readOnly
    }
  }

  func sent() throws(Problem) -> PageAnswer {
    switch address {
    case .daily(let place, let day): try report(place, day ?? today)
    case .record(let place, let cadence, let period, let subject):
      try record(cadence, DutyUnit(place, subject: subject), period)
    case .giveTask(let place, let cadence, let period): try giveTask(place, cadence, period)
    case .task(let county, let number): try endTask(DutyTaskNumber(county: county, number: number))
    case .matters(let place): try beginMatter(place)
    case .matter(let county, let number): try holdStage(DeliberationNumber(county: county, number: number))
    default: throw DutyLook.readOnly
    }
  }
}
