// What I owe today: the part of the home page.

import Access
package import Entrance
package import Kernel
package import Pages

/// Duties that are late or due today, and how many units below are late; nothing for posts without either.
package func dutyPart(_ face: Responsibility) -> @Sendable (Caller, Language) async throws(Problem) -> HTML? {
  { (caller, language) async throws(Problem) -> HTML? in
    guard let visitor = caller.visitor, visitor.may(.dutyRead) else { return nil }
    let look = DutyLook(
      face: face, brand: Text(zh: "", en: ""), caller: caller, visitor: visitor, language: language,
      address: .today, isJSON: false)
    return try look.homePart()
  }
}

extension DutyLook {
  fileprivate func homePart() throws(Problem) -> HTML? {
    let open = try face.duties(asking).filter { $0.made == nil && $0.state(at: now) != .coming }
    let heard = try heardFigures()
    guard !open.isEmpty || !heard.isEmpty else { return nil }
    let late = open.count { $0.state(at: now) == .late }
    var part = HTML()
    if !open.isEmpty || late > 0 {
      let alerts = open.suffix(3).map { duty in
        Alert(
          duty.state(at: now) == .late ? .red : .amber,
          duty.state(at: now) == .late ? say("超期", "late") : say("今天", "today"),
          headline: say(duty.cadence.title), detail: "\(say(duty.period.title)) · \(due(duty))",
          action: say("去完成", "Do it"), leads: PageLink(action(duty)))
      }
      part += alertStrip(say("我的工作职责", "My duties"), alerts)
    }
    if !heard.isEmpty { part += keyFigures(say("下级未完成", "Missing below"), heard) }
    return part
  }

  private func heardFigures() throws(Problem) -> [KeyFigure] {
    guard visitor.subject == nil else { return [] }
    var figures: [KeyFigure] = []
    for (cadence, row) in face.heard(at: visitor.place.level) where cadence.level > visitor.place.level {
      let total = try face.missing(cadence.code, in: visitor.place, row: row, limit: 0, asking).total
      guard total > 0 else { continue }
      let name = say(cadence.title)
      figures.append(
        KeyFigure(
          row > 1
            ? say("\(name)：连续 \(row) 期缺", "\(name): \(row) in a row") : say("\(name)：缺", "\(name): missing"),
          value: grouped(total), unit: DutyLook.units.word(for: total, in: language),
          leads: PageLink(.duties(.place(visitor.place, DutyView(cadence: cadence.code)))),
          tag: statusTag(row > 1 ? .red : .amber, say("催办", "ask them"))))
    }
    return figures
  }

  static let units = Unit(zh: "个", one: "unit", many: "units")
}
