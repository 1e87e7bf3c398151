// One request as the pages of pairing see it, and the parts that they share.

import Access
import Casework
import Entrance
import Kernel
import Pages

struct HelpingLook: Sendable {
  static let pageSize = 40
  static let households = Unit(zh: "户", one: "household", many: "households")
  static let helpers = Unit(zh: "人", one: "helper", many: "helpers")

  let desk: HelpingDesk
  let brand: Text
  let caller: Caller
  let visitor: Visitor
  let language: Language
  let address: PairingAddress
  let isJSON: Bool

  var today: Day { caller.at.day() }
  var mayAssign: Bool { visitor.may(.helperAssign) }

  func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  func page(
    _ title: String, crumbs: [Crumb] = [], note: String = "", status: Int = 200, isNarrow: Bool = false,
    _ content: HTML
  ) -> HelpingAnswer {
    var frame = caller.frame(brand: brand, language: language, address: .pairing(address))
    (frame.title, frame.note) = (title, note)
    frame.tab = .monitoring(.episodes(WorkView()))
    frame.crumbs = crumbs + [Crumb(title, .pairing(address))]
    return .page(
      frame.document("<div class=\"\(isNarrow ? "narrow stack" : "grid")\">\(content)</div>"), status: status)
  }

  var listCrumbs: [Crumb] {
    [
      Crumb(say("监测个案", "Cases"), .monitoring(.episodes(WorkView()))),
      Crumb(say("结对帮扶", "Pairing"), .pairing(.list(WorkView()))),
    ]
  }

  func householdLink(_ key: HouseholdKey, _ head: String) -> HTML {
    link(
      head.isEmpty ? String(key.number) : head, .pairing(.household(county: key.county, number: key.number)))
  }

  func words(_ helper: Helper?) -> String {
    guard let helper else { return "" }
    return [helper.name, helper.unit].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  // MARK: naming a helper

  func typed(_ name: String, _ proposed: String = "") -> String { caller.form.map { $0[name] } ?? proposed }

  /// One of those who are known, or somebody new.
  func helperFields(county: Int64, but own: HelperNumber? = nil) throws(Problem) -> [FormField] {
    let known = try desk.known(county: county).filter { $0.id != own }
    let options = known.map { FormOption("\($0.id)", words($0)) }
    let choice = FormField(
      "helper", .list(options), say("从名单中选谁？", "Who of those known?"),
      hint: say("名单里没有的，在下面写。", "For somebody new, write below."), value: typed("helper"),
      isOptional: true)
    let told = [
      FormField("name", say("姓名？", "Name?"), value: typed("name"), isOptional: true, maxLength: 40),
      FormField("unit", say("单位？", "Where do they work?"), value: typed("unit"), isOptional: true),
      FormField(
        "account", say("本系统账号？", "Account here?"), value: typed("account"), isOptional: true, maxLength: 40),
    ]
    let group = FormField(
      "told", .group(told), say("或者新写一位", "Or somebody new"),
      hint: say(
        "有本系统账号的写账号；系统外的人写姓名和单位。", "By their account here; somebody outside by name and unit."),
      isOptional: true)
    return (options.isEmpty ? [] : [choice]) + [group]
  }

  func dayField(_ label: String) -> FormField {
    FormField("since", .day, label, value: typed("since", "\(today)"))
  }

  func reasonField(_ label: String, isOptional: Bool) -> FormField {
    FormField("reason", label, value: typed("reason"), isOptional: isOptional, maxLength: 200)
  }

  /// **Problems**: `casework.helper.unknown`, `pages.form.day`.
  func sentHelper() throws(Problem) -> (choice: HelperChoice, since: Day) {
    let since = try sentDay()
    let chosen = typed("helper")
    if chosen.isEmpty {
      let facts = HelperFacts(name: typed("name"), unit: typed("unit"), account: typed("account"))
      return (.told(facts), since)
    }
    guard let id = HelperNumber(chosen) else { throw PairingProblems.unknown }
    return (.known(id), since)
  }

  func sentDay() throws(Problem) -> Day {
    guard let since = Day(typed("since")) else {
      throw Problem(
        "casework.pairing.day", .invalid, zh: "请写日期，如 2026-03-01。", en: "Give a day, such as 2026-03-01.",
        details: ["field": "since"])
    }
    return since
  }

  func form(
    _ fields: [FormField], hidden: [(name: String, value: String)] = [], submit: String,
    tone: Form.Tone = .plain, back: Choice? = nil, _ problem: Problem?
  ) -> HTML {
    var form = Form(
      action: .pairing(address), token: caller.formToken, key: caller.request, fields: fields, hidden: hidden,
      submit: submit, tone: tone, back: back)
    if let problem {
      let last = problem.code.split(separator: ".").last.map(String.init)
      form.blame(
        problem.details["field"] ?? (problem.kind == .invalid ? last : nil), problem.message(language))
    }
    return form.html(language)
  }

  /// Does what a form asks; what is refused is told in the form.
  func answering(
    _ page: (Problem) throws(Problem) -> HelpingAnswer, doing work: () throws(Problem) -> PairingAddress
  ) throws(Problem) -> HelpingAnswer {
    let next: PairingAddress
    do { next = try work() } catch {
      guard !isJSON, error.kind == .invalid || error.kind == .conflict else { throw error }
      return try page(error)
    }
    guard isJSON else { return .goTo(next) }
    return try HelpingLook(
      desk: desk, brand: brand, caller: caller, visitor: visitor, language: language, address: next,
      isJSON: true
    ).shown()
  }
}
