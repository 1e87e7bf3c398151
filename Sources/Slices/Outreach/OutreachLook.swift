// One request as the pages of outreach see it, and the parts that these pages share.

import Access
import Casework
import Entrance
import Kernel
import Pages

struct OutreachLook: AskedPage {
  static let pageSize = 40

  let outreach: Outreach
  let brand: Text
  let caller: Caller
  let visitor: Visitor
  let language: Language
  let address: MonitoringAddress
  /// Whether the answer is wanted as JSON.
  let isJSON: Bool

  var mostCharacters: Int { mostNoteCharacters }
  var fields: FieldReading {
    let form = form
    return FieldReading { name in form.map { $0[name] } ?? "" }
  }

  func page(
    _ title: String, tab: MonitoringAddress, crumbs: [Crumb] = [], note: String = "", status: Int = 200,
    isNarrow: Bool = false, _ content: HTML
  ) -> PageAnswer {
    var frame = caller.frame(brand: brand, language: language, address: .monitoring(address))
    (frame.title, frame.tab, frame.note) = (title, .monitoring(tab), note)
    if !crumbs.isEmpty { frame.crumbs = crumbs + [Crumb(title, .monitoring(address))] }
    let kind = isNarrow ? "narrow stack" : "grid"
    return .page(frame.document("<div class=\"\(kind)\">\(content)</div>"), status: status)
  }

  /// A form of this page; what it does stands in `verb`.
  func form(
    _ verb: String, _ fields: [FormField], submit: String, back: Choice? = nil, _ problem: Problem? = nil
  ) -> Form {
    form(
      to: .monitoring(address), fields, hidden: [("verb", verb)], submit: submit, back: back,
      form?["verb"] == verb ? problem : nil)
  }

  /// Does what a form asks and sends the reader on; what is refused is told in the form, with all that was
  /// typed. What there is not, or is not permitted, is refused as a page.
  func answering(
    _ page: (Problem) throws(Problem) -> PageAnswer, doing work: () throws(Problem) -> MonitoringAddress
  ) throws(Problem) -> PageAnswer {
    let next: MonitoringAddress
    do { next = try work() } catch {
      guard !isJSON, error.kind == .invalid || error.kind == .conflict else { throw error }
      return try page(error)
    }
    guard isJSON else { return .goTo(.monitoring(next)) }
    return try OutreachLook(
      outreach: outreach, brand: brand, caller: caller, visitor: visitor, language: language, address: next,
      isJSON: true
    ).shown()
  }

  func names(_ places: [PlaceCode]) throws(Problem) -> [PlaceCode: String] {
    try outreach.placeNames(places, asking)
  }

  func name(_ place: PlaceCode) throws(Problem) -> String {
    try outreach.placeName(place, asking)
  }

  func householdLink(_ key: HouseholdKey, _ words: String) -> HTML {
    link(
      words.isEmpty ? String(key.number) : words,
      .monitoring(.household(county: key.county, number: key.number)))
  }

  func monthWords(_ month: WorkMonth) -> String { say("\(month.year)年\(month.month)月", "\(month)") }

  /// By which day something has to be done, with the days that are left of it.
  func dueTag(_ due: Day) -> HTML {
    let left = due.days(since: today)
    let unit = Unit(zh: "天", one: "day", many: "days")
    if left < 0 { return statusTag(.red, say("已过 \(-left) 天", "\(countText(-left, unit, .en)) late")) }
    return statusTag(
      left <= 2 ? .amber : .green, say("剩 \(left) 天", "\(countText(left, unit, .en)) left"))
  }

  static let households = Unit(zh: "户", one: "household", many: "households")
  static let reports = Unit(zh: "件", one: "report", many: "reports")
}

extension HTML.StringInterpolation {
  mutating func appendInterpolation<Kind>(_ id: CaseNumber<Kind>) { appendInterpolation(id.description) }
}
