// What of monitoring is mine today: the part of the home page.

import Access
import Casework
package import Entrance
package import Kernel
package import Pages

/// Numbers of what waits at the visitor's place and is theirs to do, each a link to the list behind it;
/// nothing for posts without work.
package func monitoringPart(
  _ monitoring: Monitoring
) -> @Sendable (Caller, Language) async throws(Problem) -> HTML? {
  { (caller, language) async throws(Problem) -> HTML? in
    guard let visitor = caller.visitor, visitor.may(.clueRead), visitor.may(.episodeRead) else { return nil }
    let counts = try monitoring.counts(in: visitor.place, Asking(caller.act, as: visitor))
    let figures = counts.figures(visitor, monitoring.book.clueAlarmDays, language)
    let saved = savedViewLinks(try monitoring.savedViews(Asking(caller.act, as: visitor)))
    let views: HTML =
      saved.isEmpty
      ? HTML()
      : card(
        language.say("我的筛选", "My filters"),
        aside: link(language.say("管理", "Manage"), .monitoring(.views)),
        "<p class=\"inside saved\">\(saved.joined(separator: " · "))</p>")
    guard !figures.isEmpty else { return saved.isEmpty ? nil : views }
    return keyFigures(language.say("监测待办", "Monitoring: to do"), figures) + views
  }
}

extension WorkCounts {
  fileprivate func figures(_ visitor: Visitor, _ alarmDays: Int, _ language: Language) -> [KeyFigure] {
    clueFigures(alarmDays, language) + stepFigures(visitor, language) + measureFigures(visitor, language)
  }

  private func clueFigures(_ alarmDays: Int, _ language: Language) -> [KeyFigure] {
    guard waitingClues > 0 else { return [] }
    func clues(_ late: String) -> PageLink {
      PageLink(.monitoring(.clues(WorkView(late.isEmpty ? [:] : ["late": late]))))
    }
    let unit = Unit(zh: "条", one: "clue", many: "clues")
    func figure(_ name: String, _ count: Int, _ leads: PageLink, _ tag: HTML?) -> KeyFigure {
      KeyFigure(
        name, value: grouped(count), unit: unit.word(for: count, in: language), leads: leads, tag: tag)
    }
    var all = [figure(language.say("待处理线索", "Clues waiting"), waitingClues, clues(""), nil)]
    if lateClues > 0 {
      all.append(
        figure(
          language.say("超期线索", "Late clues"), lateClues, clues("1"),
          statusTag(.red, language.say("超期", "late"))))
    }
    if alarmClues > 0 {
      all.append(
        figure(
          language.say("超过 \(alarmDays) 天的线索", "Open over \(alarmDays) days"), alarmClues, clues("alarm"),
          statusTag(.red, language.say("督办", "alarm"))))
    }
    return all
  }

  /// The steps that the post's permissions let it act on.
  private func stepFigures(_ visitor: Visitor, _ language: Language) -> [KeyFigure] {
    Step.allCases.compactMap { step in
      let isMine = visitor.may(step.permission) || step == .compare && visitor.may(.episodeAnswer)
      guard isMine, let count = steps[step], count > 0 else { return nil }
      let late = lateSteps[step] ?? 0
      return KeyFigure(
        language.say("待办：\(step.title.zh)", "To do: \(step.title.en)"), value: grouped(count),
        unit: Unit(zh: "户", one: "case", many: "cases").word(for: count, in: language),
        leads: PageLink(.monitoring(.episodes(WorkView(["step": step.rawValue])))),
        tag: late > 0 ? statusTag(.red, language.say("超期 \(late)", "\(late) late")) : nil)
    }
  }

  private func measureFigures(_ visitor: Visitor, _ language: Language) -> [KeyFigure] {
    guard visitor.may(.measureEdit), openMeasures > 0 else { return [] }
    let view = lateMeasures > 0 ? WorkView(["late": "1"]) : WorkView()
    return [
      KeyFigure(
        lateMeasures > 0 ? language.say("超期措施", "Late measures") : language.say("进行中的措施", "Open measures"),
        value: grouped(lateMeasures > 0 ? lateMeasures : openMeasures),
        unit: Unit(zh: "项", one: "measure", many: "measures").word(
          for: lateMeasures > 0 ? lateMeasures : openMeasures, in: language),
        leads: PageLink(.monitoring(.measures(view))),
        tag: lateMeasures > 0 ? statusTag(.red, language.say("超期", "late")) : nil)
    ]
  }
}
