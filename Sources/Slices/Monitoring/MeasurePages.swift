// The pages of measures: the list, one measure, and planning one.

import Access
import Casework
import Entrance
import Evidence
import Kernel
import Pages
import Rules

extension MeasureFilter {
  /// **Problems**: `pages.address.parameter`.
  init(_ view: WorkView, _ today: Day) throws(Problem) {
    self.init()
    (state, subject) = (try view.choice("state") ?? .open, view["subject"])
    switch view["late"] {
    case nil: break
    case "1": dueBefore = today
    default: throw PageAddress.parameter("late")
    }
  }
}

extension MonitoringLook {
  // MARK: the list

  func measures(_ view: WorkView) throws(Problem) -> MonitoringAnswer {
    let found = try monitoring.measures(
      in: view.place ?? visitor.place, MeasureFilter(view, today), limit: MonitoringLook.pageSize,
      offset: view.offset, asking)
    if isJSON { return json(found.rows, total: found.total, view, \.json) }
    let names = try monitoring.placeNames(found.rows.map(\.place), asking)
    let title = say("帮扶措施", "Measures")
    let rows = found.rows.map { measure in
      [measureLink(measure)] + [
        householdLink(measure.id.county, measure.household, found.head(measure.id.county, measure.household)),
        "\(names[measure.place] ?? "")",
      ] + cells(measure)
    }
    let columns =
      [
        TableColumn(say("措施", "Measure")), TableColumn(say("户主", "Head")),
        TableColumn(say("所在地", "Place")),
      ] + measureColumns
    let table = DenseTable(caption: title, columns: columns, rows: rows, narrow: .becomesCards)
    let content: HTML =
      rows.isEmpty
      ? noMeasures(view)
      : table.html + pages(view, total: found.total, MonitoringLook.measures) { .measures($0) }
    let filters = try filter(.measures(WorkView()), view, measureFilters(view))
    return page(
      title, tab: .episodes(WorkView()), crumbs: [episodesCrumb],
      card(
        title, hint: countText(found.total, MonitoringLook.measures, language),
        filters + (try savedBar(.measures(view.fromStart))) + content))
  }

  var episodesCrumb: Crumb { Crumb(say("监测个案", "Cases"), .monitoring(.episodes(WorkView()))) }

  private func measureFilters(_ view: WorkView) -> [HTML] {
    let states = [
      FormOption("open", say("进行中", "open")), FormOption("closed", say("已完成或取消", "done or cancelled")),
    ]
    let subjects = site.subjects.map { FormOption($0.name, say($0.title)) }
    return [
      select("state", say("状态", "State"), states, view["state"]),
      anyOf("late", say("期限", "Term"), [FormOption("1", say("已超期", "late"))], view["late"]),
    ] + (visitor.subject == nil ? [anyOf("subject", say("部门", "Department"), subjects, view["subject"])] : [])
  }

  private func noMeasures(_ view: WorkView) -> HTML {
    emptyState(
      say("没有符合条件的措施", "No measure matches"),
      say("措施在监测个案中安排：打开一户的个案，点“安排措施”。", "Measures are planned on the page of a case."),
      [Choice(say("看监测个案", "See the cases"), .monitoring(.episodes(WorkView(["state": "monitored"]))))])
  }

  private func measureLink(_ measure: Measure) -> HTML {
    link(measure.plan.title, .monitoring(.measure(county: measure.id.county, number: measure.id.number)))
  }

  private var measureColumns: [TableColumn] {
    [
      TableColumn(say("对应风险", "Risk")), TableColumn(say("责任部门和人", "Who answers")),
      TableColumn(say("状态", "State")), TableColumn(say("期限", "Due")),
    ]
  }

  private func cells(_ measure: Measure) -> [HTML] {
    [
      "\(say(measure.plan.risk.title))", "\(who(measure.plan))", stateTag(measure),
      measure.isOpen
        ? "<span>\(measure.plan.due) \(daysTag(measure.plan.due.days(since: today)))</span>"
        : "\(measure.plan.due)",
    ]
  }

  private func who(_ plan: MeasurePlan) -> String {
    plan.subject.isEmpty ? plan.officer : "\(site.subject(plan.subject, language)) · \(plan.officer)"
  }

  private func stateTag(_ measure: Measure) -> HTML {
    switch measure.state {
    case .planned: statusTag(.amber, say("未开始", "planned"))
    case .started: statusTag(.amber, say("实施中", "under way"))
    case .done: statusTag(.green, say("已完成", "done"))
    case .cancelled: statusTag(.grey, say("已取消", "cancelled"))
    }
  }

  /// The measures of an episode, what they leave open, and the way to a new one.
  func measuresCard(_ episode: Episode, mayPlan: Bool) throws(Problem) -> HTML {
    let measures = try monitoring.measures(of: episode.id, asking)
    guard !measures.isEmpty || episode.registeredOn != nil || episode.isEmergency else { return HTML() }
    let title = say("帮扶措施", "Measures")
    let gaps = episode.gaps(measures).map { notice(.amber, say("缺措施", "missing"), say($0.words)) }
    let table = DenseTable(
      caption: title, columns: [TableColumn(say("措施", "Measure"))] + measureColumns,
      rows: measures.map { [measureLink($0)] + cells($0) }, narrow: .becomesCards)
    let plan = MonitoringAddress.verb(county: episode.id.county, number: episode.id.number, "plan")
    let empty = emptyState(
      say("还没有安排措施", "No measure is planned"), say("每项风险至少安排一项措施。", "Every risk needs a measure."),
      mayPlan ? [Choice(say("安排措施", "Plan a measure"), .monitoring(plan))] : [])
    let more: HTML =
      mayPlan && !measures.isEmpty
      ? buttonRow([buttonLink(say("安排措施", "Plan a measure"), .monitoring(plan))]) : HTML()
    let strip: HTML = gaps.isEmpty ? HTML() : "<div class=\"inside\">\(gaps)</div>"
    return card(title, id: "measures", strip + (measures.isEmpty ? empty : table.html) + more)
  }

  // MARK: one

  func measure(_ id: MeasureNumber, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let measure = try monitoring.measure(id, asking)
    if isJSON { return json(measure.json) }
    let key = HouseholdKey(county: id.county, number: measure.household)
    let head = try monitoring.heads(of: [key])[key] ?? ""
    let plan = measure.plan
    let facts = factList([
      fact("农户", "Household", householdLink(id.county, measure.household, head)),
      fact(
        "监测个案", "Case", episodeLink(EpisodeNumber(county: id.county, number: measure.episode))
      ), fact("对应风险", "Risk", "\(say(plan.risk.title))"),
      fact(
        "类别", "Group", "\(monitoring.book.measureGroup(plan.group).map { say($0.title) } ?? plan.group)"
      ), fact("责任部门和人", "Who answers", "\(who(plan))"),
      fact("金额", "Amount", "\(plan.amount.map { moneyText($0, language) } ?? "–")"),
      fact("期限", "Due", "\(plan.due)"), fact("状态", "State", stateTag(measure)),
    ])
    var steps = [
      TimelineStep(at: "\(measure.plannedOn)", "\(say("安排", "planned"))", status: .green)
    ]
    steps += measure.notes.map {
      TimelineStep(at: "\($0.on)", "\($0.by)", detail: "\($0.text)", status: .green)
    }
    let story = say("经过", "What happened")
    return page(
      plan.title, tab: .episodes(WorkView()),
      crumbs: [Crumb(say("帮扶措施", "Measures"), .monitoring(.measures(WorkView())))],
      note: say("措施 \(id)", "Measure \(id)"), status: problem?.kind.httpStatus ?? 200,
      card(say("措施", "Measure"), span: 7, facts) + card(story, span: 5, timeline(story, steps))
        + (try photos(EvidenceTopic(.measure, id))) + movesCard(measure, problem))
  }

  private func movesCard(_ measure: Measure, _ problem: Problem?) -> HTML {
    let isOwn = visitor.subject.map { $0.name == measure.plan.subject } ?? true
    guard measure.isOpen, isOwn, visitor.may(.measureEdit) else { return HTML() }
    let all = [
      FormOption("start", say("开始实施", "It has begun")), FormOption("tell", say("记录进展", "How far it is")),
      FormOption(
        "finish", say("已经完成", "It is done"),
        hint: say("写明凭据，如合同、发票、照片编号。", "Give the evidence, such as a contract or receipt.")),
      FormOption("cancel", say("取消", "Cancel it"), hint: say("写明理由。", "Say why.")),
    ]
    let options = measure.startedOn == nil ? all : Array(all.dropFirst())
    let fields = [
      choice("verb", "有什么进展？", "What is new?", options, options[0].value),
      words("note", "写明情况", "Tell about it"),
    ]
    return card(say("办理", "What is new"), form(fields, submit: say("登记", "Record"), problem).html(language))
  }

  func move(_ id: MeasureNumber) throws(Problem) -> MonitoringAnswer {
    _ = try monitoring.measure(id, asking)
    return try answering { (look, problem) throws(Problem) in
      try look.measure(id, problem)
    } doing: { () throws(Problem) in
      try monitoring.act(MeasureVerb.reading(fields.text("verb"), fields), on: id, asking)
      return .monitoring(.measure(county: id.county, number: id.number))
    }
  }

  // MARK: planning

  /// The fields of a plan; groups that the book suggests for the risks stand first.
  func planFields(_ episode: Episode) -> [FormField] {
    let book = monitoring.book
    let suggested = episode.risks.flatMap(book.suggestions)
    let groups =
      book.measureGroups.filter(suggested.contains) + book.measureGroups.filter { !suggested.contains($0) }
    let options = groups.map { group -> FormOption in
      let risks = episode.risks.filter { book.suggestions(for: $0).contains(group) }
      let answers = risks.isEmpty ? "" : say("（建议：\(riskWords(risks))）", " (for \(riskWords(risks)))")
      return FormOption(group.code, say(group.title) + answers)
    }
    let own = visitor.subject.map { FormOption($0.name, say($0.title)) }
    let subjects = own.map { [$0] } ?? site.subjects.map { FormOption($0.name, say($0.title)) }
    return [
      choice(
        "risk", "针对哪项风险？", "Which risk does it answer?",
        episode.risks.map { FormOption($0.rawValue, say($0.title)) }, episode.risks.first?.rawValue ?? ""),
      choice(
        "group", "哪一类措施？", "Which group of measures?", options,
        hint: Text(
          zh: "先列建议的类别；有劳动力的户至少一项开发式措施（产业、就业、金融、公益岗位）。",
          en: "Suggested groups first; where somebody can work, one has to build up an income.")),
      text(
        "title", "具体做什么？", "What is to be done?",
        hint: Text(zh: "例如：大病二次报销。", en: "For example a second refund of costs.")),
      choice(
        "subject", "由哪个部门负责？", "Which department answers for it?", subjects,
        hint: Text(zh: "留空表示乡镇自己办。", en: "Empty for the township itself."), own?.value ?? "",
        isOptional: own == nil), text("officer", "责任人是谁？", "Who answers for it?"),
      day("due", "哪天前完成？", "By which day?"),
      number("amount", "金额多少元？", "How many yuan?", isOptional: true),
    ]
  }
}
