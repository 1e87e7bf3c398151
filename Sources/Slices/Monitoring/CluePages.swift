// The pages of clues: the list, one clue, and telling of a new one.

import Access
import Casework
import Entrance
import Evidence
import Kernel
import Pages
import Rules

extension ClueFilter {
  /// **Problems**: `pages.address.parameter`.
  init(_ view: WorkView, _ book: ProcedureBook, _ today: Day) throws(Problem) {
    self.init()
    state = try view.choice("state") ?? .waiting
    (cause, severity) = (try view.choice("cause"), try view.choice("severity"))
    switch view["late"] {
    case nil: break
    case "1": dueBefore = today
    // So long open that the next level hears of it.
    case "alarm": openedBefore = today.adding(days: -book.clueAlarmDays)
    default: throw PageAddress.parameter("late")
    }
  }
}

extension ClueFilter.State {
  fileprivate var title: Text {
    switch self {
    case .waiting: Text(zh: "待处理", en: "waiting")
    case .inProcedure: Text(zh: "识别中", en: "in procedure")
    case .closed: Text(zh: "已办结", en: "ended")
    }
  }
}

extension Clue.State {
  fileprivate var title: Text {
    switch self {
    case .open: Text(zh: "待处理", en: "waiting")
    case .inProcedure: Text(zh: "识别中", en: "in procedure")
    case .included: Text(zh: "已纳入", en: "included")
    case .dismissed: Text(zh: "不纳入", en: "not included")
    }
  }
}

extension MonitoringLook {
  // MARK: the list

  func clues(_ view: WorkView) throws(Problem) -> MonitoringAnswer {
    let wanted = try ClueFilter(view, monitoring.book, today)
    let found = try monitoring.clues(
      in: view.place ?? visitor.place, wanted, limit: MonitoringLook.pageSize, offset: view.offset, asking)
    if isJSON { return json(found.rows, total: found.total, view, \.json) }
    let names = try monitoring.placeNames(found.rows.map(\.place), asking)
    let title = say("风险线索", "Clues")
    let rows = found.rows.map { clue in
      row(clue, head: found.head(clue.id.county, clue.household), place: names[clue.place] ?? "")
    }
    let content: HTML =
      rows.isEmpty
      ? noClues(view)
      : clueTable(title, rows).html + pages(view, total: found.total, MonitoringLook.clues) { .clues($0) }
    let filters = try filter(.clues(WorkView()), view, clueFilters(view))
    return page(
      title, tab: .clues(WorkView()),
      card(
        title, hint: countText(found.total, MonitoringLook.clues, language),
        filters + (try savedBar(.clues(view.fromStart))) + content))
  }

  private func clueFilters(_ view: WorkView) -> [HTML] {
    [
      select(
        "state", say("办理状态", "State"),
        ClueFilter.State.allCases.map { FormOption($0.rawValue, say($0.title)) }, view["state"]),
      anyOf(
        "cause", say("原因", "Cause"), RuleCause.allCases.map { FormOption($0.rawValue, say($0.title)) },
        view["cause"]),
      anyOf(
        "severity", say("轻重", "Urgency"),
        [FormOption("red", say("急办", "act now")), FormOption("amber", say("关注", "watch"))],
        view["severity"]),
      anyOf(
        "late", say("期限", "Term"),
        [
          FormOption("1", say("已超期", "late")),
          FormOption(
            "alarm",
            say(
              "超过 \(monitoring.book.clueAlarmDays) 天", "open over \(monitoring.book.clueAlarmDays) days")),
        ], view["late"]),
    ]
  }

  func stateWords(_ clue: Clue) -> String { say(clue.state.title) }

  private func clueTable(_ caption: String, _ rows: [[HTML]]) -> DenseTable {
    DenseTable(
      caption: caption,
      columns: [
        TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")),
        TableColumn(say("原因", "Cause")), TableColumn(say("轻重", "Urgency")),
        TableColumn(say("期限", "Due")), TableColumn(say("来源", "Source")),
        TableColumn(say("户编号", "Household")),
      ], rows: rows, narrow: .becomesCards)
  }

  private func row(_ clue: Clue, head: String, place: String) -> [HTML] {
    let due: HTML =
      clue.closure == nil ? daysTag(clue.due.days(since: today)) : "\(say(clue.state.title))"
    let sources = clue.sources.map(source).joined(separator: HTML(escaping: say("、", ", ")))
    return [
      clueLink(clue.id, head.isEmpty ? "\(clue.id)" : head), "\(place)", "\(say(clue.cause.title))",
      severityTag(clue), due, "<span>\(sources)</span>", householdLink(clue.id.county, clue.household),
    ]
  }

  private func noClues(_ view: WorkView) -> HTML {
    if view != WorkView() {
      return emptyState(
        say("没有符合条件的线索", "No clue matches"),
        say("换一个筛选条件，或看全部待处理线索。", "Change the filter, or see all that wait."),
        [Choice(say("看全部待处理", "All that wait"), .monitoring(.clues(WorkView())))])
    }
    return emptyState(
      say("没有待处理的线索", "No clue is waiting"),
      say(
        "走访中发现风险，请先查找农户，再“报告线索”。筛查发现的户由市县转为线索。",
        "Where you see a risk, find the household and report a clue. City and county turn findings of "
          + "screenings into clues."),
      [Choice(say("查找农户", "Find a household"), .search("", page: 1))])
  }

  // MARK: one

  func clue(_ id: ClueNumber, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let clue = try monitoring.clue(id, asking)
    if isJSON { return json(clue.json) }
    let key = HouseholdKey(county: id.county, number: clue.household)
    let head = try monitoring.heads(of: [key])[key] ?? ""
    let place = try monitoring.placeNames([clue.place], asking)[clue.place] ?? ""
    let title = say(
      "\(head.isEmpty ? "第 \(clue.household) 户" : head)：\(clue.cause.title.zh)线索",
      "\(head.isEmpty ? "\(clue.household)" : head): \(clue.cause.title.en)")
    let facts = factList([
      fact("农户", "Household", householdLink(id.county, clue.household, head)),
      fact("所在地", "Place", "\(place)"),
      fact("状态", "State", "\(say(clue.state.title))"), fact("轻重", "Urgency", severityTag(clue)),
      fact(
        "应处理期限", "To be looked into by",
        clue.closure == nil ? "\(clue.due) \(daysTag(clue.due.days(since: today)))" : "\(clue.due)"
      ),
      fact(
        "监测个案", "Case",
        clue.episode.map { episodeLink(EpisodeNumber(county: id.county, number: $0)) }
          ?? "\(say("还没有", "none yet"))"
      ),
      fact(
        "这户的监测", "The household's cases",
        link(say("查看全部", "See all"), .monitoring(.household(county: id.county, number: clue.household)))
      ),
    ])
    let content =
      card(say("线索", "Clue"), span: 7, facts)
      + card(say("经过", "What happened"), span: 5, timeline(say("经过", "What happened"), happened(clue)))
      + (try photos(EvidenceTopic(.clue, id))) + begin(clue, key) + dismissal(clue, problem)
    return page(
      title, tab: .clues(WorkView()),
      crumbs: [Crumb(say("风险线索", "Clues"), .monitoring(.clues(WorkView())))],
      note: say("线索 \(id)", "Clue \(id)"), status: problem?.kind.httpStatus ?? 200, content)
  }

  private func happened(_ clue: Clue) -> [TimelineStep] {
    var steps = clue.sources.map { told -> TimelineStep in
      let by: HTML = told.channel == .deptWarning ? HTML() : " · \(told.by)"
      return TimelineStep(
        at: "\(told.on)", source(told) + by, detail: "\(told.note)",
        status: clue.severity == .red ? .red : .amber)
    }
    if let closure = clue.closure {
      let words: String =
        switch closure.outcome {
        case .included: say("纳入监测", "included")
        case .dismissed(let reason): say("不纳入：\(reason.title.zh)", "not included: \(reason.title.en)")
        }
      steps.append(
        TimelineStep(
          at: "\(closure.on)", "\(words) · \(closure.by)", detail: "\(closure.note)", status: .green))
    }
    return steps
  }

  private func begin(_ clue: Clue, _ key: HouseholdKey) -> HTML {
    guard clue.state == .open, visitor.may(.episodeVerify) else { return HTML() }
    let days = monitoring.book.identification[Step.verify.rawValue] ?? 0
    let words = say(
      "开始后这户所有待处理线索进入同一个监测个案，\(days) 天内完成入户核实。",
      "All waiting clues of the household go into one case; the visit at home is due within \(days) days.")
    return card(
      say("开始识别", "Begin identification"), span: 5,
      "<p class=\"remark\">\(words)</p>\(opening(key).html(language))")
  }

  /// The button that begins to look into a household's clues.
  func opening(_ key: HouseholdKey) -> Form {
    form(
      to: .monitoring(.household(county: key.county, number: key.number)), [], hidden: [("verb", "open")],
      submit: say("开始识别", "Begin identification"))
  }

  private func dismissal(_ clue: Clue, _ problem: Problem?) -> HTML {
    guard clue.state == .open, visitor.may(.clueClose) else { return HTML() }
    let fields = [
      choice(
        "reason", "为什么不纳入？", "Why is it not included?",
        DismissalReason.allCases.map { FormOption($0.rawValue, say($0.title)) }),
      words(
        "note", "怎样核实的？", "How was it checked?", hint: Text(zh: "谁、哪天、看到什么。", en: "Who, when, what was seen.")
      ),
    ]
    return card(
      say("不纳入", "Not included"), span: 7,
      form(fields, submit: say("办结线索", "End the clue"), problem).html(language))
  }

  func dismiss(_ id: ClueNumber) throws(Problem) -> MonitoringAnswer {
    _ = try monitoring.clue(id, asking)
    return try answering { (look, problem) throws(Problem) in
      try look.clue(id, problem)
    } doing: { () throws(Problem) in
      let reason: DismissalReason = try fields.choice("reason")
      try monitoring.dismiss(id, reason, note: fields.text("note"), asking)
      return .monitoring(.clue(county: id.county, number: id.number))
    }
  }

  // MARK: a new one

  func report(_ key: HouseholdKey, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let (place, head) = try monitoring.home(of: key, asking)
    if isJSON { return formJSON }
    let name = try monitoring.placeNames([place], asking)[place] ?? ""
    let channels: [ClueChannel] = [.cadreVisit, .selfReport, .opinion, .inspection]
    let fields = [
      choice(
        "channel", "怎样知道的？", "How did it become known?",
        channels.map { FormOption($0.rawValue, say($0.title)) }, "cadreVisit"),
      choice(
        "cause", "是哪一类风险？", "Which kind of risk?",
        RuleCause.allCases.map { FormOption($0.rawValue, say($0.title)) }),
      day("on", "哪天发现的？", "On which day?", today),
      words(
        "note", "发生了什么？", "What happened?",
        hint: Text(zh: "人、事、花费或损失多少。", en: "Who, what, and what it costs.")),
      check(
        "emergency", "急难情况，先帮扶后补程序", "An emergency: help first, procedure after",
        hint: Text(zh: "次日前必须有人上门。", en: "Somebody has to be there by the next day.")),
    ]
    let back = Choice(say("不报了", "Cancel"), .household(county: key.county, number: key.number))
    let title = say("报告线索", "Report a clue")
    return page(
      title, tab: .clues(WorkView()), crumbs: way(key, head),
      note: [head, name, "\(key.number)"].filter { !$0.isEmpty }.joined(separator: " · "),
      status: problem?.kind.httpStatus ?? 200, isNarrow: true,
      card(
        title, form(fields, submit: say("报告", "Report"), back: back, problem).html(language)))
  }

  /// From a household to a page about it.
  func way(_ key: HouseholdKey, _ head: String) -> [Crumb] {
    let name = head.isEmpty ? say("第 \(key.number) 户", "Household \(key.number)") : head
    return [
      Crumb(name, .household(county: key.county, number: key.number)),
      Crumb(say("监测", "Cases"), .monitoring(.household(county: key.county, number: key.number))),
    ]
  }

  func tell(_ key: HouseholdKey) throws(Problem) -> MonitoringAnswer {
    _ = try monitoring.home(of: key, asking)
    return try answering { (look, problem) throws(Problem) in
      try look.report(key, problem)
    } doing: { () throws(Problem) in
      let channel = try fields.choice("channel", among: ClueChannel.ofPeople)
      let cause: RuleCause = try fields.choice("cause")
      let report = ClueReport(
        cause: cause, isEmergency: fields.flag("emergency"),
        source: ClueSource(channel, on: try fields.day("on"), by: caller.account, note: fields.text("note")))
      let id = try monitoring.report(report, of: key, asking)
      return .monitoring(.clue(county: id.county, number: id.number))
    }
  }
}
