// One request as the pages of monitoring see it, and the parts that these pages share.

package import Access
import Casework
import Entrance
package import Kernel
import Pages
import Rules

/// What the pages need to know besides their cases.
package struct MonitoringSite: Sendable {
  let brand: Text
  /// The departments' lines of work.
  let subjects: [Subject]
  /// What a rule is called, by its name; nil for one that there is not.
  let ruleTitle: @Sendable (String) -> Text?

  package init(brand: Text, subjects: [Subject], ruleTitle: @escaping @Sendable (String) -> Text?) {
    (self.brand, self.subjects, self.ruleTitle) = (brand, subjects, ruleTitle)
  }

  func subject(_ name: String, _ language: Language) -> String {
    subjects.first { $0.name == name }?.title(language) ?? name
  }
}

typealias MonitoringAnswer = PageAnswer

/// One request.
struct MonitoringLook: AskedPage {
  static let pageSize = 40

  let monitoring: Monitoring
  let site: MonitoringSite
  let caller: Caller
  let visitor: Visitor
  let language: Language
  let address: MonitoringAddress
  /// Whether the answer is wanted as JSON.
  let isJSON: Bool

  var mostCharacters: Int { mostNoteCharacters }
  /// Whether incomes of households are the visitor's business.
  var seesIncome: Bool { visitor.subject?.seesIncome ?? true }

  /// A page under one of the two tabs.
  func page(
    _ title: String, tab: MonitoringAddress, crumbs: [Crumb] = [], note: String = "", status: Int = 200,
    isNarrow: Bool = false, _ content: HTML
  ) -> MonitoringAnswer {
    var frame = caller.frame(brand: site.brand, language: language, address: .monitoring(address))
    (frame.title, frame.tab, frame.note) = (title, .monitoring(tab), note)
    if !crumbs.isEmpty { frame.crumbs = crumbs + [Crumb(title, .monitoring(address))] }
    let kind = isNarrow ? "narrow stack" : "grid"
    return .page(frame.document("<div class=\"\(kind)\">\(content)</div>"), status: status)
  }

  // MARK: forms

  /// A form tied to the session and to this showing, to this page or to another.
  func form(
    to action: MonitoringAddress? = nil, _ fields: [FormField],
    hidden: [(name: String, value: String)] = [], submit: String, tone: Form.Tone = .plain,
    back: Choice? = nil, _ problem: Problem? = nil
  ) -> Form {
    form(
      to: .monitoring(action ?? address), fields, hidden: hidden, submit: submit, tone: tone, back: back,
      problem)
  }

  /// Boxes by their whole names; those proposed are ticked until something was sent.
  func checks(
    _ name: String, _ zh: String, _ en: String, _ options: [FormOption], hint: Text? = nil,
    proposed: [String] = []
  ) -> FormField {
    let ticked = form.map { form in options.map(\.value).filter { form[$0] == "1" } } ?? proposed
    return FormField(
      name, .checks(options), say(zh, en), hint: hint.map(say) ?? "", value: ticked.joined(separator: " "))
  }

  func risks(_ name: String, _ zh: String, _ en: String, hint: Text? = nil, _ proposed: [RuleCause])
    -> FormField
  {
    checks(
      name, zh, en, RuleCause.allCases.map { FormOption("\(name).\($0.rawValue)", say($0.title)) },
      hint: hint,
      proposed: proposed.map { "\(name).\($0.rawValue)" })
  }

  /// The fields as the trade reads them: boxes of one question become a list.
  var fields: FieldReading {
    let form = form
    return FieldReading { name in
      guard let form else { return "" }
      guard ["risks", "signed"].contains(name), form[name].isEmpty else { return form[name] }
      return form.ticked(name)
    }
  }

  // MARK: lists

  /// The filter with the choice of a place in front, as far down as the visitor sees.
  func filter(_ list: MonitoringAddress, _ view: WorkView, _ selects: [HTML]) throws(Problem) -> HTML {
    let places = try monitoring.placeChoices(around: view.place ?? visitor.place, asking)
    let options = places.map { FormOption($0.code.short, $0.name) }
    let place: HTML =
      options.count > 1
      ? select("place", say("地区", "Place"), options, (view.place ?? visitor.place).short) : HTML()
    return """
      <form class="filter many" method="get" action="\(PageAddress.monitoring(list))">\(place)\(selects)\
      <button class="button go">\(say("筛选", "Filter"))</button></form>
      """
  }

  func pages(_ view: WorkView, total: Int, _ unit: Unit, _ list: (WorkView) -> MonitoringAddress) -> HTML {
    let position = ListPosition(page: view.page, pageSize: MonitoringLook.pageSize, total: total)
    return pager(position, unit, language, anchor: "main") { page in
      var view = view
      view.page = page
      return .monitoring(list(view))
    }
  }

  func json<Row>(_ rows: [Row], total: Int, _ view: WorkView, _ text: (Row) -> String) -> MonitoringAnswer {
    .json(
      JSONText.object([
        "total": String(total), "page": String(view.page), "pageSize": String(MonitoringLook.pageSize),
        "rows": JSONText.array(rows.map(text)),
      ]))
  }

  // MARK: small parts

  /// Days left as shape, colour and word.
  func daysTag(_ days: Int?, isPaused: Bool = false) -> HTML {
    guard let days else { return HTML() }
    if isPaused { return statusTag(.grey, say("暂停计时", "clock stopped")) }
    let unit = Unit(zh: "天", one: "day", many: "days")
    switch days {
    case ..<0:
      return statusTag(.red, say("超期 \(-days) 天", "\(countText(-days, unit, .en)) late"))
    case 0: return statusTag(.amber, say("今天到期", "due today"))
    case 1...2: return statusTag(.amber, say("剩 \(days) 天", "\(countText(days, unit, .en)) left"))
    default: return statusTag(.green, say("剩 \(days) 天", "\(countText(days, unit, .en)) left"))
    }
  }

  /// Since when the clock of an episode stands still and why; nil where it runs.
  func pausedTag(_ episode: Episode) -> HTML? {
    guard let pause = episode.pauses.last, pause.until == nil else { return nil }
    let why = pause.reason.isEmpty ? "" : say("：\(pause.reason)", ": \(pause.reason)")
    return statusTag(.grey, say("自 \(pause.from) 暂停计时\(why)", "clock stopped since \(pause.from)\(why)"))
  }

  func severityTag(_ clue: Clue) -> HTML {
    if clue.isEmergency { return statusTag(.red, say("急难", "emergency")) }
    return clue.severity == .red
      ? statusTag(.red, say("急办", "act now")) : statusTag(.amber, say("关注", "watch"))
  }

  func riskWords(_ risks: [RuleCause]) -> String {
    risks.map { say($0.title) }.joined(separator: say("、", ", "))
  }

  func householdLink(_ county: Int64, _ number: Int64, _ words: String = "") -> HTML {
    link(words.isEmpty ? String(number) : words, .household(county: county, number: number))
  }

  func episodeLink(_ id: EpisodeNumber, _ words: String? = nil) -> HTML {
    link(words ?? "\(id)", .monitoring(.episode(county: id.county, number: id.number)))
  }

  func clueLink(_ id: ClueNumber, _ words: String? = nil) -> HTML {
    link(words ?? "\(id)", .monitoring(.clue(county: id.county, number: id.number)))
  }

  /// Where a channel or the rule behind a warning is told.
  func source(_ source: ClueSource) -> HTML {
    guard source.channel == .deptWarning, let title = site.ruleTitle(source.by) else {
      return "\(say(source.channel.title))"
    }
    return link(say(title), .rule(source.by))
  }

  static let clues = Unit(zh: "条", one: "clue", many: "clues")
  static let episodes = Unit(zh: "个", one: "case", many: "cases")
  static let measures = Unit(zh: "项", one: "measure", many: "measures")
}

extension WorkView {
  /// One of a closed list; nil where it is not asked.
  /// **Problems**: `pages.address.parameter`.
  func choice<Choice: RawRepresentable<String>>(_ name: String, _: Choice.Type = Choice.self) throws(Problem)
    -> Choice?
  {
    guard let word = self[name] else { return nil }
    guard let choice = Choice(rawValue: word) else { throw PageAddress.parameter(name) }
    return choice
  }

  var offset: Int { (page - 1) * MonitoringLook.pageSize }
}

extension HTML.StringInterpolation {
  mutating func appendInterpolation<Kind>(_ id: CaseNumber<Kind>) { appendInterpolation(id.description) }
}
