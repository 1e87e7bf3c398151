// What is mine now, late first, each duty with its one action, and what I hear of from below.

import Access
import Entrance
import Kernel
import Pages

extension DutyLook {
  func todayPage() throws(Problem) -> PageAnswer {
    let duties = try face.duties(asking)
    if isJSON { return .json(JSONText.array(duties.map { $0.json(at: now) })) }
    let open = duties.filter { $0.made == nil }
    let done = duties.filter { $0.made != nil }
    var content = HTML()
    // Days that are missing stand in one card, so that today's tap is never below the screen.
    let missed = open.filter { $0.cadence.product == .dailyReport && $0.state(at: now) == .late }
    let isMany = missed.count > 1
    for duty in open where !(isMany && missed.contains(duty)) { content += dutyCard(duty) }
    if isMany { content += missedDays(missed) }
    if open.isEmpty { content += card(say("现在要做的", "To do now"), nothingOpen(done)) }
    content += try ownTasks() + (try heard()) + ways
    if !done.isEmpty { content += doneCard(done) }
    return page(say("工作职责", "Duties"), note: caller.postWords(language), content)
  }

  /// What meetings gave the post to do.
  private func ownTasks() throws(Problem) -> HTML {
    let open = try face.tasks(asking).filter { $0.doneOn == nil && $0.owner.isAnswered(by: visitor) }
    return open.isEmpty ? HTML() : try taskTable(say("我的任务", "My tasks"), open)
  }

  /// The other pages of duties.
  private var ways: HTML {
    let place = visitor.place
    var buttons = [
      buttonLink(say("看辖区完成情况", "Who made what"), .duties(.place(place, DutyView()))),
      buttonLink(say("任务", "Tasks"), .duties(.tasks)),
      buttonLink(say("责任体系", "Responsibilities"), .duties(.seats(place))),
    ]
    if visitor.subject == nil, place.level <= face.procedure.level {
      buttons.append(buttonLink(say(face.procedure.title), .duties(.matters(place))))
    }
    return card(say("更多", "More"), "<div class=\"inside\">\(buttonRow(buttons))</div>")
  }

  private func nothingOpen(_ done: [Duty]) -> HTML {
    let seen = buttonLinkToPlace
    guard done.isEmpty else {
      return emptyState(
        say("这一期的工作都做完了", "All of this period is done"), say("到下一期会再提醒。", "The next one is told here."),
        seen)
    }
    return emptyState(
      say("您的岗位没有定期工作", "Your post owes nothing at set times"),
      say("辖区内谁做了什么，可以在这里看。", "Who made what in your area can be seen here."), seen)
  }

  private var buttonLinkToPlace: [Choice] {
    [Choice(say("看辖区完成情况", "Who made what"), .duties(.place(visitor.place, DutyView())))]
  }

  func dutyCard(_ duty: Duty) -> HTML {
    let title = "\(say(duty.cadence.title)) · \(say(duty.period.title))"
    let progress = say(duty.progress)
    let more: HTML = progress.isEmpty ? HTML() : "<p class=\"inside\">\(progress)</p>"
    let buttons: HTML =
      duty.cadence.product == .dailyReport
      ? buttonRow([
        nothingForm(duty.unit.place, duty.period.first).inline(language),
        buttonLink(say("有变化", "Something changed"), action(duty)),
      ])
      : buttonRow([buttonLink(actionWords(duty), action(duty), isMain: true)])
    return card(
      title, span: 6, hint: due(duty), aside: stateTag(duty), more + "<div class=\"inside\">\(buttons)</div>")
  }

  private func missedDays(_ missed: [Duty]) -> HTML {
    let title = say("还缺 \(missed.count) 天", "\(missed.count) days are missing")
    let rows = missed.reversed().map { duty -> [HTML] in
      [
        link(say(duty.period.title), action(duty)),
        nothingForm(duty.unit.place, duty.period.first).inline(language),
      ]
    }
    return card(
      title, span: 6, hint: say("补报也算完成，不算按时", "made up, they count as made, not as in time"),
      aside: statusTag(.red, say("超期", "late")),
      DenseTable(
        caption: title, columns: [TableColumn(say("日期", "Day")), TableColumn(say("补报", "Make up"))],
        rows: rows
      ).html)
  }

  private func actionWords(_ duty: Duty) -> String {
    switch duty.cadence.product {
    case .dailyReport: say("报告", "Report")
    case .record: say("填写", "Write it")
    case .visits: say("去走访", "Go on visiting")
    case .judgement: say("去研判", "To the meeting")
    }
  }

  private func doneCard(_ done: [Duty]) -> HTML {
    let rows = done.map { duty -> [HTML] in
      [
        link("\(say(duty.cadence.title)) · \(say(duty.period.title))", action(duty)), stateTag(duty),
        "\(duty.made.map { $0.note(language) } ?? "")",
      ]
    }
    let title = say("这一期已完成", "Done in this period")
    return card(
      title,
      DenseTable(
        caption: title,
        columns: [
          TableColumn(say("工作", "Duty")), TableColumn(say("状态", "State")), TableColumn(say("情况", "How")),
        ], rows: rows, narrow: .becomesCards
      ).html)
  }

  // MARK: what is heard from below

  private func heard() throws(Problem) -> HTML {
    guard visitor.subject == nil else { return HTML() }
    var content = HTML()
    for (cadence, row) in face.heard(at: visitor.place.level) where cadence.level > visitor.place.level {
      let late = try face.missing(cadence.code, in: visitor.place, row: row, limit: 8, asking)
      guard late.total > 0 else { continue }
      content += missingCard(cadence, in: visitor.place, row: row, late)
    }
    return content
  }

  func missingCard(
    _ cadence: Cadence, in place: PlaceCode, row: Int, _ late: (rows: [Missing], total: Int)
  ) -> HTML {
    let name = say(cadence.title)
    let title =
      row > 1
      ? say("\(name)：连续 \(row) 期未完成", "\(name): missing \(row) times in a row")
      : say("\(name)：还没有完成的", "\(name): missing")
    let rows = late.rows.map { one -> [HTML] in
      let times = say("连续 \(one.inARow) 期", "\(one.inARow) in a row")
      return [
        link(one.name, .duties(.place(one.unit.place, DutyView(cadence: cadence.code)))),
        statusTag(one.inARow >= cadence.row ? .red : .amber, times),
      ]
    }
    let more = late.total - late.rows.count
    let rest: HTML =
      more > 0 ? "<p class=\"inside remark\">\(say("还有 \(more) 个", "\(more) more"))</p>" : HTML()
    let all = link(say("全部", "all"), .duties(.place(place, DutyView(cadence: cadence.code))))
    return card(
      title, span: 6, hint: say("共 \(late.total) 个", "\(late.total) in all"), aside: all,
      DenseTable(
        caption: title, columns: [TableColumn(say("单位", "Unit")), TableColumn(say("缺报", "Missing"))],
        rows: rows
      ).html + rest)
  }
}
