// One request as the pages of duties see it, and the parts that these pages share.

import Access
import Entrance
import Kernel
package import Pages

struct DutyLook: AskedPage {
  let face: Responsibility
  let brand: Text
  let caller: Caller
  let visitor: Visitor
  let language: Language
  let address: DutyAddress
  /// Whether the answer is wanted as JSON.
  let isJSON: Bool

  var mostCharacters: Int { DutyTask.mostCharacters }
  var now: Instant { caller.at }

  func page(
    _ title: String, crumbs: [Crumb] = [], note: String = "", status: Int = 200, isNarrow: Bool = false,
    _ content: HTML
  ) -> PageAnswer {
    var frame = caller.frame(brand: brand, language: language, address: .duties(address))
    (frame.title, frame.tab, frame.note) = (title, .duties(.today), note)
    if address != .today {
      frame.crumbs =
        [Crumb(say("工作职责", "Duties"), .duties(.today))] + crumbs + [Crumb(title, .duties(address))]
    }
    let kind = isNarrow ? "narrow stack" : "grid"
    return .page(frame.document("<div class=\"\(kind)\">\(content)</div>"), status: status)
  }

  /// Does what a form asks and sends the reader on; what is refused is told in the form, with all that was
  /// typed. What there is not, or is not permitted, is refused as a page.
  func answering(
    _ page: (Problem) throws(Problem) -> PageAnswer, doing work: () throws(Problem) -> DutyAddress
  ) throws(Problem) -> PageAnswer {
    let next: DutyAddress
    do { next = try work() } catch {
      guard !isJSON, error.kind == .invalid || error.kind == .conflict else { throw error }
      return try page(error)
    }
    guard isJSON else { return .goTo(.duties(next)) }
    return try DutyLook(
      face: face, brand: brand, caller: caller, visitor: visitor, language: language, address: next,
      isJSON: true
    ).shown()
  }

  static let readOnly = Problem(
    "pages.method.readOnly", .notFound, zh: "这个页面只能查看，不能提交。", en: "This page can only be read.")

  func stateTag(_ duty: Duty) -> HTML {
    switch duty.state(at: now) {
    case .late:
      let days = max(today.days(since: duty.dueOn), 0)
      return statusTag(.red, days > 0 ? say("已过 \(days) 天", "\(days) d late") : say("已超时", "late"))
    case .today: return statusTag(.amber, say("今天到期", "due today"))
    case .coming:
      let left = duty.dueOn.days(since: today)
      return statusTag(.grey, say("剩 \(left) 天", "\(left) d left"))
    case .done: return statusTag(.green, say("按时完成", "done in time"))
    case .doneLate: return statusTag(.amber, say("已补", "made up late"))
    }
  }

  /// By when, in words.
  func due(_ duty: Duty) -> String {
    say(duty.dueWords)
  }

  /// The one place where a duty is done.
  func action(_ duty: Duty) -> PageAddress { duty.action }
}

extension Duty {
  /// The page on which it is done.
  package var action: PageAddress {
    switch cadence.product {
    case .dailyReport: .duties(.daily(unit.place, period.first))
    case .record: .duties(.record(unit.place, cadence: cadence.code, period, subject: unit.subject))
    case .visits: .monitoring(.month(MonthView(place: unit.place, WorkMonth(of: period.first))))
    case .judgement: .monitoring(.meeting(unit.place, WorkMonth(of: period.first)))
    }
  }
}
