// The page of a villager group's day: one tap where nothing has changed, a few words where something has.

import Access
import Entrance
import Kernel
import Pages

extension DutyLook {
  func dailyPage(_ place: PlaceCode, _ day: Day, _ problem: Problem? = nil) throws(Problem) -> PageAnswer {
    guard let cadence = face.book.daily, place.level == cadence.level, day <= today else {
      throw DutyProblems.unknown
    }
    guard visitor.sees(place) else { throw DutyProblems.unknown }
    let reports = try face.reports(of: place, on: day, asking)
    let duty = Duty(
      cadence, DutyUnit(place), Rhythm.day.period(containing: day), face.book.calendar,
      made: reports.map(\.writtenAt).min().map { Made(at: $0) })
    if isJSON {
      return .json(
        JSONText.object([
          "duty": duty.json(at: now), "reports": JSONText.array(reports.map(\.json)),
          "form": JSONText.object([
            "token": JSONText.quoted(caller.formToken), "key": JSONText.quoted(caller.request),
          ]),
        ]))
    }
    let name = try face.placeName(place, asking)
    let title = say("\(name)每天一报告", "Daily report of \(name)")
    var content: HTML = notice(place, day, duty, reports)
    if visitor.may(.dutyReport) { content += try forms(place, day, reports, problem) }
    if !reports.isEmpty { content += told(reports) }
    return page(
      title, note: say(duty.period.title), status: problem?.kind.httpStatus ?? 200, isNarrow: true, content)
  }

  private func notice(_ place: PlaceCode, _ day: Day, _ duty: Duty, _ reports: [DailyReport]) -> HTML {
    let earlier = link(say("前一天", "the day before"), .duties(.daily(place, day.adding(days: -1))))
    let later: HTML =
      day < today
      ? " · \(link(say("后一天", "the day after"), .duties(.daily(place, day.adding(days: 1)))))" : HTML()
    return card(
      say(duty.period.title), hint: due(duty), aside: stateTag(duty),
      "<p class=\"inside\">\(earlier)\(later)</p>")
  }

  private func forms(
    _ place: PlaceCode, _ day: Day, _ reports: [DailyReport], _ problem: Problem?
  ) throws(Problem) -> HTML {
    let nothing = card(
      say("没有变化", "Nothing has changed"),
      "<p class=\"inside lead\">\(say("没有新情况，点一下就报完。", "Where nothing is new, one tap reports it."))</p>"
        + nothingForm(place, day, problem).html(language))
    var form = form(
      to: .duties(.daily(place, day)),
      [
        words(
          "words", "哪户、什么事？", "Which household, and what?",
          hint: Text(
            zh: "可以用语音输入。写到姓名即可，不写证件号。",
            en: "Names are enough; leave out identity numbers. You may dictate."),
          most: DailyReport.mostCharacters
        )
      ], hidden: [("changes", "1")], submit: say("上报变化", "Report the change"),
      caller.form?["changes"] == "1" ? problem : nil)
    // Two forms of one showing are two sendings.
    form.key += "-c"
    return nothing + card(say("有变化", "Something has changed"), form.html(language))
  }

  func nothingForm(_ place: PlaceCode, _ day: Day, _ problem: Problem? = nil) -> Form {
    var form = form(
      to: .duties(.daily(place, day)), [], hidden: [("changes", "0")],
      submit: day == today ? say("今天无变化", "Nothing today") : say("\(say(day))无变化", "Nothing on \(day)"),
      caller.form?["changes"] == "0" ? problem : nil)
    form.key += "-\(day.compact)"
    return form
  }

  private func say(_ day: Day) -> String { say("\(day.month)月\(day.dayOfMonth)日", day.description) }

  private func told(_ reports: [DailyReport]) -> HTML {
    let holds = reports.max { ($0.writtenAt, $0.sequence) < ($1.writtenAt, $1.sequence) }?.sequence
    let title = say("已报告", "What was reported")
    let steps = reports.reversed().map { report -> TimelineStep in
      let words = report.isNothing ? say("无变化", "Nothing has changed") : report.words
      let offline =
        report.writtenAt < report.at
        ? say("（离线填写，\(timeText(report.at)) 送达）", " (without a network; arrived \(timeText(report.at)))") : ""
      let old = report.sequence == holds ? "" : say("，已被更正", ", corrected since")
      return TimelineStep(
        at: timeText(report.writtenAt), "\(words)", detail: "\(report.actor)\(offline)\(old)",
        status: report.sequence == holds ? .green : .grey)
    }
    return card(title, timeline(title, steps))
  }

  // MARK: what is sent

  func report(_ place: PlaceCode, _ day: Day) throws(Problem) -> PageAnswer {
    guard let form else { throw DutyLook.readOnly }
    return try answering { (problem) throws(Problem) in
      try dailyPage(place, day, problem)
    } doing: { () throws(Problem) in
      guard ["0", "1"].contains(form["changes"]) else { throw DutyProblems.noChoice }
      let told = ReportForm(place, on: day, hasChanges: form["changes"] == "1", words: form["words"])
      _ = try face.report(told, asking)
      return .daily(place, day)
    }
  }
}
