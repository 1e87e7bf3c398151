// The page of an episode: where it stands, what may be done now, all that happened, and the gate out.

import Access
import Casework
import Entrance
import Evidence
import Kernel
import Pages
import Rules

/// Something that may be done with an episode as it stands.
struct EpisodeOffer: Equatable {
  let verb: String
  let permission: Permission
  var isMain = false
  var isGrave = false
}

extension Episode {
  /// Everything that its state allows, whoever asks; what comes next first.
  func offers(_ book: ProcedureBook, subject: String?) -> [EpisodeOffer] {
    if ending != nil { return [] }
    var offers: [EpisodeOffer] = []
    if isPaused { offers.append(EpisodeOffer(verb: "resume", permission: .episodePause, isMain: true)) }
    if let current, !isPaused {
      offers += next(current, subject).map { EpisodeOffer(verb: $0.0, permission: $0.1, isMain: true) }
      let permission = current.step.permission
      if current.step != current.chain.steps.first {
        offers.append(EpisodeOffer(verb: "sendBack", permission: permission))
      }
      offers.append(EpisodeOffer(verb: "pause", permission: .episodePause))
      offers.append(EpisodeOffer(verb: "refuse", permission: permission, isGrave: true))
    }
    if isMonitored || isEmergency {
      offers.append(
        EpisodeOffer(verb: "plan", permission: .measureEdit, isMain: current == nil))
    }
    if isMonitored {
      if risks.count < book.mostRisks {
        offers.append(EpisodeOffer(verb: "addRisk", permission: .episodeAudit))
      }
      if current == nil { offers.append(EpisodeOffer(verb: "end", permission: .episodeVerify)) }
      offers.append(EpisodeOffer(verb: "terminate", permission: .episodeDecide, isGrave: true))
    }
    return offers
  }

  /// The verbs of the step under way.
  private func next(_ current: StepRecord, _ subject: String?) -> [(String, Permission)] {
    switch current.step {
    case .verify: return [(current.chain == .identification ? "verify" : "end", .episodeVerify)]
    case .compare:
      guard case .comparison(let form) = current.form else { return [("compare", .episodeCompare)] }
      let isAsked = subject.map(form.missing.contains) ?? !form.missing.isEmpty
      return (isAsked ? [("answer", .episodeAnswer)] : [])
        + (form.missing.isEmpty ? [("compare", .episodeCompare)] : [])
    case .notice:
      guard case .notice(let form) = current.form else { return [("post", .episodeNotice)] }
      let isOpen = form.objections.contains { $0.settledOn == nil }
      return [("takeDown", .episodeNotice)] + (isOpen ? [("settle", .episodeNotice)] : [])
        + [("object", .episodeNotice)]
    case .review, .audit, .decide, .announce: return [(current.step.rawValue, current.step.permission)]
    }
  }
}

extension MonitoringLook {
  func offers(_ episode: Episode) -> [EpisodeOffer] {
    episode.offers(monitoring.book, subject: visitor.subject?.name).filter { visitor.may($0.permission) }
  }

  /// What a verb is called on a button.
  func verbTitle(_ verb: String, _ chain: Chain?) -> String {
    let words: Text =
      switch verb {
      case "verify": Text(zh: "填写入户核实表", en: "Record the verification")
      case "answer": Text(zh: "反馈比对结果", en: "Answer the comparison")
      case "compare": Text(zh: "完成信息比对", en: "Close the comparison")
      case "review": Text(zh: "登记民主评议", en: "Record the review")
      case "post": Text(zh: "登记张贴公示", en: "Record the posting")
      case "object": Text(zh: "登记异议", en: "Record an objection")
      case "settle": Text(zh: "处理异议", en: "Settle an objection")
      case "takeDown": Text(zh: "结束公示", en: "Take the notice down")
      case "audit": Text(zh: "乡镇审核", en: "Audit")
      case "decide": Text(zh: "县级审定", en: "Decide")
      case "announce": Text(zh: "登记结果公告", en: "Record the announcement")
      case "sendBack": Text(zh: "退回", en: "Send back")
      case "refuse" where chain == .elimination: Text(zh: "中止消除程序", en: "Call the elimination off")
      case "refuse": Text(zh: "不纳入", en: "Refuse")
      case "pause": Text(zh: "暂停计时", en: "Stop the clock")
      case "resume": Text(zh: "恢复计时", en: "Let the clock run")
      case "addRisk": Text(zh: "增加风险", en: "Add a risk")
      case "end": Text(zh: "申请风险消除", en: "Begin an elimination")
      case "terminate": Text(zh: "终止监测", en: "End the monitoring")
      default: Text(zh: "安排措施", en: "Plan a measure")
      }
    return say(words)
  }

  /// - Parameter problem: why something could not be done any more.
  func episode(_ id: EpisodeNumber, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let episode = try monitoring.episode(id, asking)
    if isJSON { return json(try monitoring.wholeJSON(of: episode, asking)) }
    let key = HouseholdKey(county: id.county, number: episode.household)
    let head = try monitoring.heads(of: [key])[key] ?? ""
    let place = try monitoring.placeNames([episode.place], asking)[episode.place] ?? ""
    let members = try monitoring.members(of: key, asking)
    let offers = offers(episode)
    let story = say("办理过程", "What happened")
    let gate = try gateCard(episode)
    let content =
      (problem.map { overtaken(episode, $0) } ?? HTML()) + standing(episode, offers) + wayCard(episode)
      + (try measuresCard(episode, mayPlan: offers.contains { $0.verb == "plan" }))
      + card(say("基本情况", "The case"), span: 5, facts(episode, key, head, place)) + gate
      + card(story, span: gate.isEmpty ? 7 : 12, timeline(story, records(episode, members)))
      + (try photos(EvidenceTopic(.verification, id))) + (try photos(EvidenceTopic(.notice, id)))
      + othersCard(episode, offers)
      + paperCard(of: episode, isPublicOnly: visitor.subject != nil, language)
    return page(
      say("\(head.isEmpty ? "第 \(episode.household) 户" : head)的监测个案", "Case of \(head)"),
      tab: .episodes(WorkView()), crumbs: [episodesCrumb],
      note: say("个案 \(id) · \(place)", "Case \(id) · \(place)"),
      status: problem?.kind.httpStatus ?? 200, content)
  }

  /// Says what happened meanwhile.
  private func overtaken(_ episode: Episode, _ problem: Problem) -> HTML {
    let last = episode.records.last { $0.leftOn != nil }
    let words = last.map { last in
      let who = last.by.isEmpty ? "" : "\(last.by) "
      return say(
        "最近一次办理：\(last.leftOn.map { "\($0) " } ?? "")\(who)\(last.chain.title.zh)·\(last.step.title.zh)。",
        "What was done last: \(last.step.title.en) of \(last.chain.title.en), "
          + "\(who)\(last.leftOn.map { "on \($0)" } ?? "").")
    }
    return """
      <div class="faults w12" role="alert"><h2>\(icon(.triangle))\(problem.message(language))</h2>\
      <p>\(words ?? "") <code>\(problem.code)</code></p></div>\(writtenCard(form?.sentences ?? [], language))
      """
  }

  // MARK: where it stands

  private func standing(_ episode: Episode, _ offers: [EpisodeOffer]) -> HTML {
    let buttons = offers.filter(\.isMain).enumerated().map { index, offer in
      button(offer, episode, isMain: index == 0)
    }
    let row: HTML = buttons.isEmpty ? HTML() : buttonRow(buttons)
    if let ending = episode.ending {
      let why = ending.note.isEmpty ? "" : say("：\(ending.note)", ": \(ending.note)")
      let words = "\(ending.on) · \(ending.by)\(why)"
      return card(say("现状", "Stands at"), "<div class=\"inside\"><p>\(stand(episode)) \(words)</p></div>")
    }
    var lines: [HTML] = [stand(episode)]
    if episode.registeredOn == nil {
      let left = episode.totalClock(monitoring.book).daysLeft(asOf: today)
      lines.append("\(say("全程", "In all")) \(daysTag(left, isPaused: episode.isPaused))")
    }
    if episode.isEmergency { lines.append(statusTag(.red, say("急难", "emergency"))) }
    let hint: HTML = buttons.isEmpty ? "<p class=\"remark\">\(waiting(episode))</p>" : HTML()
    return card(
      say("现状", "Stands at"), "<p class=\"inside\">\(lines.joined(separator: " · "))</p>\(hint)\(row)")
  }

  /// Whose turn it is, for who cannot act now.
  private func waiting(_ episode: Episode) -> String {
    guard let step = episode.step else {
      return say("没有正在办理的程序；按措施帮扶、按期走访。", "No procedure is under way: help by the measures, and visit.")
    }
    let who: Text =
      switch step {
      case .verify, .review, .notice: Text(zh: "村级", en: "the village")
      case .compare: Text(zh: "有关部门和县级", en: "the departments and the county")
      case .audit, .announce: Text(zh: "乡镇", en: "the township")
      case .decide: Text(zh: "县级", en: "the county")
      }
    return say("现在由\(who.zh)办理，您可以查看。", "It is the turn of \(who.en); you may look on.")
  }

  func button(_ offer: EpisodeOffer, _ episode: Episode, isMain: Bool = false) -> HTML {
    buttonLink(
      verbTitle(offer.verb, episode.chain),
      .monitoring(.verb(county: episode.id.county, number: episode.id.number, offer.verb)), isMain: isMain)
  }

  private func othersCard(_ episode: Episode, _ offers: [EpisodeOffer]) -> HTML {
    let others = offers.filter { !$0.isMain }
    guard !others.isEmpty else { return HTML() }
    return card(say("其他办理", "What else can be done"), buttonRow(others.map { button($0, episode) }))
  }

  /// The steps of the procedure that is under way or was the last, in order.
  private func wayCard(_ episode: Episode) -> HTML {
    guard let chain = episode.chain ?? episode.records.last?.chain else { return HTML() }
    // Only stays after the last return count as passed.
    let records = episode.records.filter { $0.chain == chain }
    let reached = episode.step ?? records.last?.step
    let isDone = episode.step == nil && records.last?.result == .passed
    let items = chain.steps.map { step -> HTML in
      let isCurrent = step == episode.step
      let isPassed = isDone || reached.map { step < $0 } ?? false
      let word =
        isCurrent ? say("办理中", "under way") : isPassed ? say("已完成", "passed") : say("未到", "to come")
      let status: Status = isCurrent ? .amber : isPassed ? .green : .grey
      let current = attribute("aria-current", isCurrent ? "step" : nil)
      return "<li\(current)>\(statusSign(status, word))<span>\(say(step.title))</span></li>"
    }
    return card(say(chain.title), "<ol class=\"way\">\(items)</ol>")
  }

  private func facts(_ episode: Episode, _ key: HouseholdKey, _ head: String, _ place: String) -> HTML {
    var facts: [(name: String, value: HTML)] = [
      fact("农户", "Household", householdLink(key.county, key.number, head)),
      fact("所在地", "Place", "\(place)"),
      fact("风险", "Risks", "\(riskWords(episode.risks))"),
      (
        episode.registeredOn == nil ? say("拟定类型", "Type proposed") : say("对象类型", "Type"),
        "\(episode.type.map { say($0.title) } ?? "–")"
      ), fact("起算日", "Counted from", "\(episode.openedOn)"),
    ]
    if let day = episode.registeredOn { facts.append(fact("登记日", "Registered on", "\(day)")) }
    if let record = episode.carriedFrom {
      facts.append(
        fact("来源", "Origin", "\(say("由原有台账转入，编号 \(record)", "carried over from record \(record)"))"))
    }
    if let earlier = episode.earlier {
      facts.append(
        fact("以前的个案", "Earlier case", episodeLink(EpisodeNumber(county: key.county, number: earlier))))
    }
    facts += episode.pauses.map { pause in
      fact(
        "暂停计时", "Clock stopped",
        "\(pause.from) – \(pause.until?.description ?? say("至今", "now")) · \(pause.reason) · \(pause.by)"
      )
    }
    facts.append(
      fact(
        "这户的监测", "The household's cases",
        link(
          say("线索和走访", "Clues and visits"), .monitoring(.household(county: key.county, number: key.number)))
      ))
    return factList(facts)
  }

  /// Incomes are part of the gate, so that departments are not shown it.
  private func gateCard(_ episode: Episode) throws(Problem) -> HTML {
    guard episode.isMonitored, visitor.subject == nil else { return HTML() }
    let conditions = try monitoring.gate(episode, asking)
    let items = conditions.map { condition -> TimelineStep in
      TimelineStep(
        at: condition.isMet ? say("已满足", "met") : say("未满足", "not met"), "\(say(condition.words))",
        status: condition.isMet ? .green : .amber)
    }
    let met = conditions.count(where: \.isMet)
    return card(
      say("风险消除条件", "Before the risk may be called eliminated"), id: "gate", span: 7,
      hint: say(
        "\(conditions.count) 项中满足 \(met) 项，全部满足才能申请",
        "\(met) of \(conditions.count) are met; all have to be"),
      timeline(say("条件", "Conditions"), items))
  }
}
