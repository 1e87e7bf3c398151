// The page of a record: its agenda, the form that its cadence lays down, and what was recorded.

import Access
import Entrance
import Kernel
import Pages

extension DutyLook {
  func recordPage(
    _ code: String, _ unit: DutyUnit, _ period: WorkPeriod, _ problem: Problem? = nil,
    ofTask taskProblem: Problem? = nil
  ) throws(Problem) -> PageAnswer {
    let records = try face.records(code, of: unit, for: period, asking)
    let duty = try face.duty(code, of: unit, for: period, asking)
    let agenda = try face.agenda(code, of: unit, for: period, asking)
    if isJSON { return .json(json(duty, records, agenda)) }
    let name = try unitName(unit)
    let title = say("\(name)\(say(duty.cadence.title))", "\(say(duty.cadence.title)): \(name)")
    var content = card(
      say(period.title), hint: due(duty), aside: stateTag(duty), records.isEmpty ? HTML() : papers(duty))
    if let last = records.last { content += shown(last, duty.cadence, records.count) }
    if !records.isEmpty, duty.cadence.givesTasks { content += try meetingTasks(duty, taskProblem) }
    if !agenda.isEmpty { content += agendaCard(agenda) }
    if try face.mayMake(duty.cadence, unit, asking), visitor.may(.dutyReport) {
      content += formCard(duty, records.last, problem)
    }
    return page(
      title, crumbs: [Crumb(name, .duties(.place(unit.place, DutyView(cadence: code))))],
      note: say(period.title), status: (problem ?? taskProblem)?.kind.httpStatus ?? 200, content)
  }

  func unitName(_ unit: DutyUnit) throws(Problem) -> String {
    unit.subject.isEmpty ? try face.placeName(unit.place, asking) : face.subjectTitle(unit.subject)(language)
  }

  private func json(_ duty: Duty, _ records: [DutyRecord], _ agenda: [AgendaItem]) -> String {
    JSONText.object([
      "duty": duty.json(at: now), "records": JSONText.array(records.map(\.json)),
      "agenda": JSONText.array(agenda.map(\.json)),
      "form": caller.formJSON,
    ])
  }

  private func papers(_ duty: Duty) -> HTML {
    let (code, unit) = (duty.cadence.code, duty.unit)
    func paper(isPDF: Bool) -> PageAddress {
      .duties(.recordPaper(unit.place, cadence: code, duty.period, subject: unit.subject, isPDF: isPDF))
    }
    return """
      <p class="inside">\(link(say("打印", "To print"), paper(isPDF: false))) · \
      \(link("PDF", paper(isPDF: true)))</p>
      """
  }

  private func shown(_ record: DutyRecord, _ cadence: Cadence, _ count: Int) -> HTML {
    var facts: [(name: String, value: HTML)] = [
      (say("日期", "Day"), "\(record.heldOn)"),
      (say("填写", "Written"), "\(timeText(record.at)) · \(record.actor)"),
    ]
    for section in cadence.sections where section.kind != .agenda {
      facts.append((say(section.title), answer(record.answers[section.code] ?? "", section)))
    }
    let hint = count > 1 ? say("已更正 \(count - 1) 次，以前的都留存", "corrected \(count - 1) times; all are kept") : ""
    return card(say("记录", "The record"), hint: hint, factList(facts))
  }

  private func answer(_ text: String, _ section: RecordSection) -> HTML {
    let lines: [String] =
      switch section.kind {
      case .leaders: section.columns.map { say("\($0.zh)：到会", "\($0.en): there") }
      case .table where !face.book.nilWords.contains(text):
        [section.columns.map { say($0) }.joined(separator: " | ")]
          + DutyRecord.rows(text).map { $0.joined(separator: " | ") }
      default: text.split(separator: "\n").map(String.init)
      }
    return lines.map { "<p class=\"long\">\($0)</p>" as HTML }.reduce(HTML(), +)
  }

  private func agendaCard(_ agenda: [AgendaItem]) -> HTML {
    let title = say("议题（自动汇总）", "Agenda, put together from open work")
    let rows = agenda.map { item -> [HTML] in
      let late: HTML = item.late > 0 ? statusTag(.red, say("超期 \(item.late)", "\(item.late) late")) : HTML()
      return [
        link(say(item.title), item.leads), "\(item.count)", late,
        item.lines.map { "<p class=\"long\">\($0)</p>" as HTML }.reduce(HTML(), +),
      ]
    }
    return card(
      title,
      DenseTable(
        caption: title,
        columns: [
          TableColumn(say("议题", "Point")), TableColumn(say("数量", "Count"), isNumber: true),
          TableColumn(say("超期", "Late")), TableColumn(say("内容", "What")),
        ], rows: rows, narrow: .becomesCards
      ).html)
  }

  // MARK: the form

  private func formCard(_ duty: Duty, _ last: DutyRecord?, _ problem: Problem?) -> HTML {
    let isCorrection = last != nil
    let proposed = min(today, max(duty.period.first, last?.heldOn ?? today))
    let fields =
      [day("heldOn", "哪天？", "On which day?", proposed)]
      + duty.cadence.sections.compactMap { field($0, last?.answers[$0.code] ?? "") }
    let address = DutyAddress.record(
      duty.unit.place, cadence: duty.cadence.code, duty.period, subject: duty.unit.subject)
    let title = isCorrection ? say("更正", "Correct it") : say("填写", "Write it")
    let form = form(
      to: .duties(address), fields,
      submit: isCorrection ? say("保存更正", "Keep the correction") : say("提交", "Send"), problem)
    return card(
      title, hint: isCorrection ? say("原来的记录留存，不会被改掉", "what was written before is kept") : "",
      form.html(language))
  }

  private func field(_ section: RecordSection, _ known: String) -> FormField? {
    let (label, code) = (say(section.title), section.code)
    let nothing = face.book.nilWords.first ?? ""
    let tip = section.mayBeNil ? say("没有就写“\(nothing)”。", "Where there is nothing, write \(nothing).") : ""
    switch section.kind {
    case .agenda: return nil
    case .leaders:
      let options = section.columns.enumerated().map {
        FormOption("\(code).\($0.offset + 1)", say($0.element))
      }
      let ticked = form?.ticked(code) ?? known
      let value = ticked.split(separator: " ").map { "\(code).\($0)" }.joined(separator: " ")
      return FormField(code, .checks(options), label, value: value)
    case .number: return number(code, section.title.zh, section.title.en, hint: nil, known)
    case .table:
      let columns = section.columns.map { say($0) }.joined(separator: "|")
      return FormField(
        code, .longText, label, hint: say("每行一条：\(columns)。", "A line each: \(columns). ") + tip,
        value: typed(code, known), maxLength: DutyRecord.mostCharacters)
    case .words, .names:
      return FormField(
        code, .longText, label, hint: tip, value: typed(code, known), maxLength: DutyRecord.mostCharacters)
    }
  }

  // MARK: what is sent

  func record(_ code: String, _ unit: DutyUnit, _ period: WorkPeriod) throws(Problem) -> PageAnswer {
    guard let form, let cadence = face.book[code] else { throw DutyProblems.unknown }
    return try answering { (problem) throws(Problem) in
      try recordPage(code, unit, period, problem)
    } doing: { () throws(Problem) in
      guard let heldOn = Day(form["heldOn"]) else { throw DutyProblems.heldOn(period) }
      var answers: [String: String] = [:]
      for section in cadence.sections where section.kind != .agenda {
        answers[section.code] = section.kind == .leaders ? form.ticked(section.code) : form[section.code]
      }
      _ = try face.record(answers, code, of: unit, for: period, heldOn: heldOn, asking)
      return .record(unit.place, cadence: code, period, subject: unit.subject)
    }
  }
}
