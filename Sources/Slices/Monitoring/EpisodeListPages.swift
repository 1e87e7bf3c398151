// The list of episodes, and the county's decision about many of them, each with its own reason.

import Access
import Casework
import Entrance
import Kernel
import Pages
import Rules

extension EpisodeFilter {
  /// **Problems**: `pages.address.parameter`.
  init(_ view: WorkView, _ today: Day) throws(Problem) {
    self.init()
    state = try view.choice("state") ?? .underWay
    (step, chain) = (try view.choice("step"), try view.choice("chain"))
    (type, risk) = (try view.choice("type"), try view.choice("risk"))
    switch view["late"] {
    case nil: break
    case "1": dueBefore = today
    default: throw PageAddress.parameter("late")
    }
  }
}

extension EpisodeFilter.State {
  fileprivate var title: Text {
    switch self {
    case .underWay: Text(zh: "程序办理中", en: "in a procedure")
    case .monitored: Text(zh: "监测对象（未消除）", en: "under monitoring")
    case .eliminated: Text(zh: "风险已消除", en: "risk eliminated")
    case .ended: Text(zh: "不纳入或终止", en: "not included, or ended")
    }
  }
}

extension MonitoringLook {
  func episodes(_ view: WorkView, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let found = try waiting(view)
    if isJSON { return json(found.rows, total: found.total, view, \.json) }
    let title = say("监测个案", "Cases")
    let rows = try rows(found)
    let pages = pages(view, total: found.total, MonitoringLook.episodes) { .episodes($0) }
    let content: HTML =
      rows.isEmpty
      ? noEpisodes(view) : mayDecide(view) ? batch(view, rows, problem) : table(title, rows.map(\.1))
    let filters = try filter(.episodes(WorkView()), view, episodeFilters(view))
    return page(
      title, tab: .episodes(WorkView()), status: problem?.kind.httpStatus ?? 200,
      card(
        title, hint: countText(found.total, MonitoringLook.episodes, language),
        aside: link(say("帮扶措施", "Measures"), .monitoring(.measures(WorkView()))) + helpers
          + registers(view),
        filters + (try savedBar(.episodes(view.fromStart))) + content + (rows.isEmpty ? HTML() : pages)))
  }

  private func rows(_ found: WorkPage<EpisodeRow>) throws(Problem) -> [(EpisodeNumber, [HTML])] {
    let names = try monitoring.placeNames(found.rows.map(\.episode.place), asking)
    return found.rows.map { row in
      (
        row.episode.id,
        cells(
          row, head: found.head(row.episode.id.county, row.episode.household),
          place: names[row.episode.place] ?? "")
      )
    }
  }

  private func waiting(_ view: WorkView) throws(Problem) -> WorkPage<EpisodeRow> {
    try monitoring.episodes(
      in: view.place ?? visitor.place, EpisodeFilter(view, today), limit: MonitoringLook.pageSize,
      offset: view.offset, asking)
  }

  private var helpers: HTML {
    let address = PageAddress.pairing(.list(WorkView()))
    return visitor.mayOpen(address) ? " · " + link(say("结对帮扶", "Pairing"), address) : HTML()
  }

  /// The ways to take the list out, for who may.
  private func registers(_ view: WorkView) -> HTML {
    guard visitor.may(.householdExport) else { return HTML() }
    let place = view.place ?? visitor.place
    let links = Register.allCases.map { register in
      link(say(register.title), .monitoring(.register(register.rawValue, place)))
    }
    return " · " + links.joined(separator: " · ")
  }

  private func episodeFilters(_ view: WorkView) -> [HTML] {
    func all<Choice: RawRepresentable<String>>(_ choices: [Choice], _ title: (Choice) -> Text) -> [FormOption]
    {
      choices.map { FormOption($0.rawValue, say(title($0))) }
    }
    return [
      select("state", say("状态", "State"), all(EpisodeFilter.State.allCases, \.title), view["state"]),
      anyOf("step", say("环节", "Step"), all(Step.allCases, \.title), view["step"]),
      anyOf("chain", say("程序", "Procedure"), all(Chain.allCases, \.title), view["chain"]),
      anyOf("type", say("对象类型", "Type"), all(ObjectType.allCases, \.title), view["type"]),
      anyOf("risk", say("风险", "Risk"), all(RuleCause.allCases, \.title), view["risk"]),
      anyOf("late", say("期限", "Term"), [FormOption("1", say("已超期", "late"))], view["late"]),
    ]
  }

  private var columns: [TableColumn] {
    [
      TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")), TableColumn(say("环节", "Step")),
      TableColumn(say("本环节", "At this step")), TableColumn(say("全程", "In all")),
      TableColumn(say("类型", "Type")), TableColumn(say("风险", "Risks")),
      TableColumn(say("户编号", "Household")),
    ]
  }

  private func table(_ caption: String, _ rows: [[HTML]]) -> HTML {
    DenseTable(caption: caption, columns: columns, rows: rows, narrow: .becomesCards).html
  }

  private func cells(_ row: EpisodeRow, head: String, place: String) -> [HTML] {
    let episode = row.episode
    let isIdentified = episode.registeredOn != nil || episode.ending != nil
    let step: HTML =
      if let step = row.step, let chain = row.chain {
        "<span>\(say(step.title))<small class=\"faint\"> \(say(chain.title))</small></span>"
      } else { stand(episode) }
    return [
      episodeLink(episode.id, head.isEmpty ? "\(episode.id)" : head), "\(place)", step,
      daysTag(row.daysLeft(on: today), isPaused: row.isPaused),
      isIdentified ? HTML() : daysTag(row.totalDue.days(since: today), isPaused: row.isPaused),
      "\(episode.type.map { say($0.title) } ?? "")", "\(riskWords(episode.risks))",
      householdLink(episode.id.county, episode.household),
    ]
  }

  private func noEpisodes(_ view: WorkView) -> HTML {
    if view != WorkView() {
      return emptyState(
        say("没有符合条件的个案", "No case matches"), say("换一个筛选条件，或看全部办理中的个案。", "Change the filter, or see all."),
        [Choice(say("看全部办理中", "All in a procedure"), .monitoring(.episodes(WorkView())))])
    }
    return emptyState(
      say("没有办理中的个案", "No case is in a procedure"),
      say("从一条待处理的线索“开始识别”，就会有一个个案。", "A case begins with a clue that is waiting."),
      [
        Choice(say("看风险线索", "See the clues"), .monitoring(.clues(WorkView()))),
        Choice(
          say("看监测对象", "See who is monitored"), .monitoring(.episodes(WorkView(["state": "monitored"])))),
      ])
  }

  // MARK: many at once

  /// Where the list holds what waits for the county's decision and nothing else.
  private func mayDecide(_ view: WorkView) -> Bool {
    visitor.may(.episodeDecide) && view["step"] == Step.decide.rawValue
      && [nil, EpisodeFilter.State.underWay.rawValue].contains(view["state"])
  }

  /// Each row has its box and its reason; one button for those that are ticked.
  /// - Parameter refused: why a row was not done before.
  private func batch(
    _ view: WorkView, _ rows: [(EpisodeNumber, [HTML])], _ problem: Problem?,
    refused: [EpisodeNumber: Problem] = [:]
  ) -> HTML {
    let title = say("待审定", "Waiting for the decision")
    let reason = say("意见和理由", "Opinion and reasons")
    let body = rows.map { id, cells -> [HTML] in
      let on = attribute("checked", form?["pick.\(id)"] == "1" ? "checked" : nil)
      let box: HTML = """
        <label class="check"><input type="checkbox" name="pick.\(id)" value="1"\(on)>\
        <span class="aside">\(say("选中", "Pick")) \(id)</span></label>
        """
      let fault = "fault-\(id)"
      let why = refused[id].map { "<p class=\"fault\" id=\"\(fault)\">\($0.message(language))</p>" as HTML }
      let words: HTML = """
        <input type="text" name="reason.\(id)" maxlength="300" value="\(form?["reason.\(id)"] ?? "")" \
        aria-label="\(reason) \(id)"\(attribute("aria-describedby", why == nil ? nil : fault))>\
        \(why ?? HTML())
        """
      return Array(cells.prefix(4)) + [cells[5], cells[6], box, words]
    }
    let heads = Array(columns.prefix(4)) + [columns[5], columns[6]]
    let table = DenseTable(
      caption: title, columns: heads + [TableColumn(say("选中", "Pick")), TableColumn(reason)], rows: body,
      narrow: .becomesCards)
    let decision = choice(
      "decision", "对选中的户怎样审定？", "What is decided about those picked?",
      [
        FormOption(
          "decide", say("同意（按拟定类型和风险）", "Approve, with the type and risks proposed")),
        FormOption("refuse", say("不纳入（消除程序则中止）", "Refuse; an elimination is called off")),
        FormOption("audit", say("退回乡镇审核", "Send back to the township's audit")),
      ], hint: Text(zh: "每户逐条审定，各记各的理由。", en: "Each is decided by itself, with its own reason."))
    return form(
      to: .episodes(view), [decision], submit: say("审定选中的户", "Decide about those picked"), problem
    ).around(table.html, language)
  }

  /// Every row is a command of its own: one that is refused leaves the others as they are.
  func decideTogether(_ view: WorkView) throws(Problem) -> MonitoringAnswer {
    guard mayDecide(view), let form else {
      try visitor.demand(.episodeDecide)
      throw MonitoringProblems.notNow
    }
    let picked = form.ticked("pick").split(separator: " ").compactMap { EpisodeNumber($0) }
    let decision = form["decision"]
    guard !picked.isEmpty, ["decide", "refuse", "audit"].contains(decision) else {
      let problem = picked.isEmpty ? MonitoringProblems.nonePicked : MonitoringProblems.noDecision
      if isJSON { throw problem }
      return try episodes(view, problem)
    }
    let before = try waiting(view)
    var outcomes: [(id: EpisodeNumber, problem: Problem?)] = []
    for id in picked {
      do throws(Problem) {
        try decide(id, decision, reason: form["reason.\(id)"])
        outcomes.append((id, nil))
      } catch { outcomes.append((id, error)) }
    }
    return isJSON ? told(outcomes) : try outcomePage(view, before, outcomes)
  }

  private func decide(_ id: EpisodeNumber, _ decision: String, reason: String) throws(Problem) {
    let asking = Asking(caller.act, as: visitor, key: caller.key.isEmpty ? "" : "\(caller.key) \(id)")
    let verb: EpisodeVerb
    switch decision {
    case "refuse": verb = .refuse(reason)
    case "audit": verb = .sendBack(.audit, reason: reason)
    default:
      // What was proposed is what is decided, also where the same form comes again.
      let episode = try monitoring.episode(id, asking)
      let isEnd = episode.chain == .elimination
      verb = .decide(
        DecisionForm(type: isEnd ? nil : episode.type, risks: isEnd ? [] : episode.risks, opinion: reason))
    }
    _ = try monitoring.act(verb, on: id, asking)
  }

  private func told(_ outcomes: [(id: EpisodeNumber, problem: Problem?)]) -> MonitoringAnswer {
    .json(
      JSONText.array(
        outcomes.map {
          JSONText.object([
            "id": JSONText.quoted("\($0.id)"), "problem": $0.problem?.json ?? "null",
          ])
        }))
  }

  /// What became of each; those that were refused stand below with what was typed, to be corrected there.
  private func outcomePage(
    _ view: WorkView, _ before: WorkPage<EpisodeRow>, _ outcomes: [(id: EpisodeNumber, problem: Problem?)]
  ) throws(Problem) -> MonitoringAnswer {
    let title = say("审定结果", "What was decided")
    var heads: [EpisodeNumber: String] = [:]
    for row in before.rows {
      heads[row.episode.id] = before.head(row.episode.id.county, row.episode.household)
    }
    let rows = outcomes.map { outcome -> [HTML] in
      let tag =
        outcome.problem == nil
        ? statusTag(.green, say("已办", "done")) : statusTag(.red, say("没有办成", "not done"))
      return [
        episodeLink(outcome.id, heads[outcome.id] ?? "\(outcome.id)"), tag,
        "<span class=\"long\">\(outcome.problem?.message(language) ?? "")</span>",
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("个案", "Case")), TableColumn(say("结果", "Outcome")), TableColumn(say("原因", "Why")),
      ], rows: rows, narrow: .becomesCards)
    let back = buttonRow([
      buttonLink(say("回到待审定", "Back to the list"), .monitoring(.episodes(view)), isMain: true)
    ])
    let refused = outcomes.reduce(into: [EpisodeNumber: Problem]()) { $0[$1.id] = $1.problem }
    let again = try refused.isEmpty ? [] : self.rows(waiting(view)).filter { refused[$0.0] != nil }
    let rest =
      again.isEmpty
      ? HTML()
      : card(
        say("没有办成的，请更正后再审定", "Correct these and decide again"), batch(view, again, nil, refused: refused))
    return page(
      title, tab: .episodes(WorkView()), crumbs: [episodesCrumb], card(title, table.html + back) + rest)
  }
}
