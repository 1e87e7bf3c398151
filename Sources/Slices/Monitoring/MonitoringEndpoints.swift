// The endpoints of monitoring: an address is read, the face asked, a page or JSON answered.

import Access
import Casework
package import Entrance
package import Evidence
package import Hummingbird
import Kernel
import Pages

/// The answer to a request for a page of clues and cases, or to a form of one; nil for other pages. Where
/// the request accepts JSON and no page, it is JSON, refusals too.
/// **Problems**: those of the face, `access.permission.missing`.
package func monitoringAnswer(
  _ request: Request, _ caller: Caller, _ monitoring: Monitoring, _ site: MonitoringSite,
  _ evidence: EvidencePages
) async throws -> Response? {
  let page = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  guard case .monitoring(let address) = page else { return nil }
  guard address.isOfCases else { return nil }
  let isJSON = wantsJSON(request)
  var recorded: EvidenceTopic?
  do throws(Problem) {
    guard let visitor = try admit(page, caller) else { return nil }
    let (language, chosen) = try language(of: request)
    let look = MonitoringLook(
      monitoring: monitoring, site: site, caller: caller, visitor: visitor, language: language,
      address: address, isJSON: isJSON)
    let answer = try request.method == .post ? look.sent() : look.shown()
    recorded = look.recorded(answer)
    if recorded == nil { return try answer.response(remembering: chosen) }
  } catch {
    guard isJSON else { throw error }
    return jsonReply(error.json, status: error.kind.httpStatus)
  }
  guard let recorded, case .visit(let county, let number) = address else { return nil }
  let home = PageAddress.monitoring(.household(county: county, number: number))
  return try await evidence.take(for: recorded, then: home, request, caller)
}

extension MonitoringAddress {
  /// Whether it is a page of clues, cases, measures or visits: papers and what comes every month are others.
  fileprivate var isOfCases: Bool {
    switch self {
    case .clues, .clue, .episodes, .episode, .verb, .household, .report, .visit, .measures, .measure, .views:
      true
    default: false
    }
  }
}

extension MonitoringLook {
  /// The page of an address.
  func shown() throws(Problem) -> MonitoringAnswer {
    switch address {
    case .clues(let view): try clues(view)
    case .clue(let county, let number): try clue(ClueNumber(county: county, number: number))
    case .episodes(let view): try episodes(view)
    case .episode(let county, let number): try episode(EpisodeNumber(county: county, number: number))
    case .verb(let county, let number, let name):
      try verb(name, EpisodeNumber(county: county, number: number))
    case .household(let county, let number): try household(HouseholdKey(county: county, number: number))
    case .report(let county, let number): try report(HouseholdKey(county: county, number: number))
    case .visit(let county, let number): try visit(HouseholdKey(county: county, number: number))
    case .measures(let view): try measures(view)
    case .measure(let county, let number): try measure(MeasureNumber(county: county, number: number))
    case .views: try views()
    default: throw MonitoringLook.readOnly
    }
  }

  /// What a form of the page does.
  func sent() throws(Problem) -> MonitoringAnswer {
    switch address {
    case .clue(let county, let number): try dismiss(ClueNumber(county: county, number: number))
    case .episodes(let view): try decideTogether(view)
    case .verb(let county, let number, let verb):
      try act(verb, EpisodeNumber(county: county, number: number))
    case .household(let county, let number): try open(HouseholdKey(county: county, number: number))
    case .report(let county, let number): try tell(HouseholdKey(county: county, number: number))
    case .visit(let county, let number): try record(HouseholdKey(county: county, number: number))
    case .measure(let county, let number): try move(MeasureNumber(county: county, number: number))
    case .views: try changeViews()
    default: throw MonitoringLook.readOnly
    }
  }

  private static let readOnly = Problem(
    "pages.method.readOnly", .notFound, zh: "这个页面只能查看，不能提交。", en: "This page can only be read.")

  /// Does what a form asks and sends the reader on; what is refused is told in the form, with all that was
  /// typed. What there is not, or is not permitted, is refused as a page.
  /// - Parameter page: the page of the form, for a refusal.
  func answering(
    _ page: (MonitoringLook, Problem) throws(Problem) -> MonitoringAnswer,
    doing work: () throws(Problem) -> PageAddress
  ) throws(Problem) -> MonitoringAnswer {
    let next: PageAddress
    do { next = try work() } catch {
      guard !isJSON, error.kind == .invalid || error.kind == .conflict else { throw error }
      return try page(self, error)
    }
    guard isJSON, case .monitoring(let next) = next else { return .goTo(next) }
    let after = MonitoringLook(
      monitoring: monitoring, site: site, caller: caller, visitor: visitor, language: language, address: next,
      isJSON: true)
    return try after.shown()
  }
}
