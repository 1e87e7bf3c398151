// What of outreach is mine today: the part of the home page.

import Access
import Casework
package import Entrance
package import Kernel
package import Pages

/// Visits that are left in this month, households to judge, reports that fit nobody: each where the post may
/// do something about it; nothing for posts without such work.
package func outreachPart(
  _ outreach: Outreach
) -> @Sendable (Caller, Language) async throws(Problem) -> HTML? {
  { (caller, language) async throws(Problem) -> HTML? in
    guard let visitor = caller.visitor, visitor.subject == nil else { return nil }
    let asking = Asking(caller.act, as: visitor)
    let figures =
      try visits(outreach, visitor, asking, language) + judged(outreach, visitor, asking, language)
      + reports(outreach, visitor, asking, language) + complaints(outreach, visitor, asking, language)
    guard !figures.isEmpty else { return nil }
    return keyFigures(language.say("本月遍访研判", "The month: to do"), figures)
  }
}

private func visits(
  _ outreach: Outreach, _ visitor: Visitor, _ asking: Asking, _ language: Language
) throws(Problem) -> [KeyFigure] {
  guard visitor.may(.visitRecord), visitor.may(.episodeRead) else { return [] }
  let month = WorkMonth(of: asking.today)
  let count = try outreach.visitRound(in: visitor.place, month, limit: 0, asking).all
  guard count.left > 0 else { return [] }
  let due = month.day(outreach.book.visitsBy)
  let isLate = due < asking.today
  return [
    KeyFigure(
      language.say("本月还没走访", "Not visited this month"), value: grouped(count.left),
      unit: Unit(zh: "户", one: "household", many: "households").word(for: count.left, in: language),
      note: language.say("应于 \(due) 前走访", "due by \(due)"),
      leads: PageLink(.monitoring(.month(MonthView())), "unvisited"),
      tag: isLate ? statusTag(.red, language.say("超期", "late")) : nil)
  ]
}

private func judged(
  _ outreach: Outreach, _ visitor: Visitor, _ asking: Asking, _ language: Language
) throws(Problem) -> [KeyFigure] {
  guard visitor.may(.judgementDecide), [.county, .township].contains(visitor.place.level) else { return [] }
  let month = WorkMonth(of: asking.today)
  let sheet = try outreach.judgementSheet(of: visitor.place, month, asking)
  let left = sheet.undecided.count
  guard left > 0 || sheet.judgement?.closedOn == nil else { return [] }
  let due = month.day(outreach.book.judgementBy)
  return [
    KeyFigure(
      language.say("本月待研判", "To judge this month"), value: grouped(left),
      unit: Unit(zh: "户", one: "household", many: "households").word(for: left, in: language),
      note: sheet.judgement == nil
        ? language.say("研判会应于 \(due) 前结束", "the meeting is due by \(due)")
        : language.say("研判会还没有结束", "the meeting is not closed yet"),
      leads: PageLink(.monitoring(.meeting(visitor.place, month))),
      tag: due < asking.today ? statusTag(.red, language.say("超期", "late")) : nil)
  ]
}

private func reports(
  _ outreach: Outreach, _ visitor: Visitor, _ asking: Asking, _ language: Language
) throws(Problem) -> [KeyFigure] {
  guard visitor.may(.clueClose) else { return [] }
  let count = try outreach.countWaitingReports(in: visitor.place, asking)
  guard count > 0 else { return [] }
  return [
    KeyFigure(
      language.say("待核对的群众反映", "Reports that fit no household"), value: grouped(count),
      unit: Unit(zh: "件", one: "report", many: "reports").word(for: count, in: language),
      leads: PageLink(.monitoring(.waitingReports(WorkView()))))
  ]
}

private func complaints(
  _ outreach: Outreach, _ visitor: Visitor, _ asking: Asking, _ language: Language
) throws(Problem) -> [KeyFigure] {
  guard visitor.may(.clueRead), visitor.place.level <= .township else { return [] }
  let count = try outreach.countComplaints(in: visitor.place, asking)
  guard count > 0 else { return [] }
  return [
    KeyFigure(
      language.say("群众催办", "Complaints about delay"), value: grouped(count),
      unit: Unit(zh: "件", one: "report", many: "reports").word(for: count, in: language),
      leads: PageLink(.monitoring(.complaints(WorkView()))),
      tag: statusTag(.red, language.say("超期", "late")))
  ]
}
