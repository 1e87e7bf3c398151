// The page of a household's clues, cases, measures and visits, and recording a visit.

import Access
import Casework
import Entrance
import Evidence
import Kernel
import Pages
import Rules

extension MonitoringLook {
  func household(_ key: HouseholdKey, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let (place, head) = try monitoring.home(of: key, asking)
    let (clues, episodes) = try monitoring.history(of: key, asking)
    let visits = try monitoring.visits(of: key, asking)
    if isJSON {
      return json(
        JSONText.object([
          "county": String(key.county), "household": String(key.number),
          "clues": JSONText.array(clues.map(\.json)),
          "episodes": JSONText.array(episodes.map { $0.json(monitoring.book, on: today) }),
          "visits": JSONText.array(visits.map { $0.json(seesIncome: seesIncome) }),
        ]))
    }
    let name = try monitoring.placeNames([place], asking)[place] ?? ""
    let title = say(
      "\(head.isEmpty ? "第 \(key.number) 户" : head + "家")的监测",
      "Cases of \(head.isEmpty ? "household \(key.number)" : head)")
    let fault: HTML =
      problem.map { notice(.red, say("没有办成", "not done"), $0.message(language)) } ?? HTML()
    return page(
      title, tab: .episodes(WorkView()), crumbs: Array(way(key, head).prefix(1)),
      note: "\(name) · \(key.number)", status: problem?.kind.httpStatus ?? 200,
      fault + begun(key, clues, episodes) + (try helperLine(key)) + episodesCard(episodes)
        + (try helpCard(episodes)) + cluesCard(clues) + (try visitsCard(visits, key)))
  }

  /// What can be begun here.
  private func begun(_ key: HouseholdKey, _ clues: [Clue], _ episodes: [Episode]) -> HTML {
    let isWaiting = clues.contains { $0.state == .open } && !episodes.contains { $0.ending == nil }
    let begin: HTML =
      isWaiting && visitor.may(.episodeVerify) ? opening(key).inline(language) : HTML()
    let buttons = [
      buttonLink(
        say("报告线索", "Report a clue"), .monitoring(.report(county: key.county, number: key.number))),
      buttonLink(say("登记走访", "Record a visit"), .monitoring(.visit(county: key.county, number: key.number))),
      buttonLink(say("农户档案", "The household"), .household(county: key.county, number: key.number)),
    ]
    return card(
      say("可以办理", "What can be done"), buttonRow((begin.isEmpty ? [] : [begin]) + buttons))
  }

  /// Who helps the household now, for who may know.
  private func helperLine(_ key: HouseholdKey) throws(Problem) -> HTML {
    let address = PageAddress.pairing(.household(county: key.county, number: key.number))
    guard visitor.mayOpen(address) else { return HTML() }
    let found = try monitoring.helper(of: key)
    let words: HTML =
      found.map { helper, since in
        let unit = helper.unit.isEmpty ? "" : " · \(helper.unit)"
        return "\(helper.name)\(unit) · \(say("自 \(since) 起", "since \(since)"))"
      } ?? statusTag(.amber, say("还没有", "nobody yet"))
    let more = visitor.may(.helperAssign) ? say("指定或更换", "Name or change") : say("历史", "History")
    return card(
      say("帮扶责任人", "Who helps"), aside: link(more, address),
      "<div class=\"inside\"><p>\(words)</p></div>")
  }

  private func episodesCard(_ episodes: [Episode]) -> HTML {
    let title = say("监测个案", "Cases")
    guard !episodes.isEmpty else {
      return card(
        title,
        emptyState(
          say("这户没有监测个案", "The household has no case"),
          say("有待处理的线索时，可以开始识别。", "A case begins with a clue that is waiting.")))
    }
    let rows = episodes.map { episode -> [HTML] in
      [
        episodeLink(episode.id), "\(episode.openedOn)", stand(episode), "\(riskWords(episode.risks))",
        "\(episode.type.map { say($0.title) } ?? "")",
        "\(episode.registeredOn.map { "\($0)" } ?? "")",
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("个案", "Case")), TableColumn(say("起算日", "Since")), TableColumn(say("现状", "Stands at")),
        TableColumn(say("风险", "Risks")), TableColumn(say("类型", "Type")),
        TableColumn(say("登记日", "Registered on")),
      ], rows: rows, narrow: .becomesCards)
    return card(title, table.html)
  }

  /// The measures of the case that is open.
  private func helpCard(_ episodes: [Episode]) throws(Problem) -> HTML {
    guard let episode = episodes.first(where: { $0.ending == nil }) else { return HTML() }
    return try measuresCard(episode, mayPlan: offers(episode).contains { $0.verb == "plan" })
  }

  /// Where an episode stands, as shape, colour and word.
  func stand(_ episode: Episode) -> HTML {
    if let ending = episode.ending {
      return statusTag(ending.kind == .eliminated ? .green : .grey, say(ending.kind.title))
    }
    guard let step = episode.step, let chain = episode.chain else {
      return statusTag(.amber, say("监测帮扶中", "under monitoring"))
    }
    let days = episode.stepClock(monitoring.book)?.daysLeft(asOf: today)
    let words = "\(say(chain.title)) · \(say(step.title))"
    return "<span>\(words) \(pausedTag(episode) ?? daysTag(days))</span>"
  }

  private func cluesCard(_ clues: [Clue]) -> HTML {
    let title = say("风险线索", "Clues")
    guard !clues.isEmpty else {
      return card(
        title,
        emptyState(
          say("这户没有线索", "The household has no clue"),
          say("发现风险时点“报告线索”。", "Where you see a risk, report a clue.")))
    }
    let rows = clues.map { clue -> [HTML] in
      let sources = clue.sources.map(source).joined(separator: HTML(escaping: say("、", ", ")))
      let due: HTML = clue.closure == nil ? daysTag(clue.due.days(since: today)) : HTML()
      return [
        clueLink(clue.id, say(clue.cause.title)), "\(clue.openedOn)", severityTag(clue),
        "\(stateWords(clue))", due, "<span>\(sources)</span>",
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("原因", "Cause")), TableColumn(say("发现日", "Since")), TableColumn(say("轻重", "Urgency")),
        TableColumn(say("状态", "State")), TableColumn(say("期限", "Due")), TableColumn(say("来源", "Source")),
      ], rows: rows, narrow: .becomesCards)
    return card(title, table.html)
  }

  private func visitsCard(_ visits: [Visit], _ key: HouseholdKey) throws(Problem) -> HTML {
    let title = say("走访记录", "Visits")
    guard !visits.isEmpty else {
      return card(
        title,
        emptyState(
          say("还没有走访记录", "No visit is recorded"),
          say("监测户要定期走访，走访后点“登记走访”。", "Visit regularly, and record it.")))
    }
    let photos = try monitoring.evidence.ofVisits(key, as: visitor)
    let steps = visits.map { visit -> TimelineStep in
      let income =
        seesIncome
        ? visit.incomePerHead.map {
          say(" · 人均收入约 \(moneyText($0, .zh))", " · about \(moneyText($0, .en)) a head")
        } ?? "" : ""
      let kept =
        visit.guarantees.areKept
        ? say("三保障和饮水安全已落实", "guarantees and water are kept")
        : say("有保障未落实：\(unkept(visit.guarantees).zh)", "not kept: \(unkept(visit.guarantees).en)")
      let concern = visit.isConcern ? say(" · 需乡镇研判", " · for the township to judge") : ""
      let told =
        visit.isToldLate
        ? say(
          " · \(visit.recordedOn) 才登记，收入从 \(visit.countedFrom) 起算",
          " · told on \(visit.recordedOn): its income counts from \(visit.countedFrom)") : ""
      return TimelineStep(
        at: "\(visit.on)", "\(visit.by)\(told)",
        detail: "\(visit.findings)\(say("（", " ("))\(kept)\(income)\(concern)\(say("）", ")"))",
        status: visit.isConcern || !visit.guarantees.areKept ? .amber : .green,
        block: evidenceStrip(
          photos[visit.id.number] ?? [], of: EvidenceTopic(.visit, visit.id),
          mayAdd: visitor.may(.visitRecord), language))
    }
    return card(title, timeline(title, steps))
  }

  /// The guarantees that are not kept, in words.
  func unkept(_ guarantees: Guarantees) -> Text {
    let all = zip(guarantees.inOrder, MonitoringLook.guaranteeWords)
    let words = all.filter { !$0.0 }.map(\.1.1)
    return Text(
      zh: words.map(\.zh).joined(separator: "、"), en: words.map(\.en).joined(separator: ", "))
  }

  /// The fields of the guarantees, by the names that `FieldReading` reads.
  static let guaranteeWords: [(String, Text)] = [
    ("schooled", Text(zh: "义务教育", en: "compulsory schooling")),
    ("insured", Text(zh: "基本医疗", en: "basic medical insurance")),
    ("housed", Text(zh: "住房安全", en: "safe housing")),
    ("watered", Text(zh: "饮水安全", en: "safe water")),
  ]

  func guarantees(_ seen: Guarantees? = nil) -> FormField {
    checks(
      "guarantees", "哪些保障已落实？", "Which guarantees are kept?",
      MonitoringLook.guaranteeWords.map { FormOption($0.0, say($0.1)) },
      hint: Text(zh: "没有落实的不要勾选。", en: "Leave open what is not."),
      proposed: zip(seen?.inOrder ?? [], MonitoringLook.guaranteeWords).filter(\.0).map(\.1.0))
  }

  func open(_ key: HouseholdKey) throws(Problem) -> MonitoringAnswer {
    _ = try monitoring.home(of: key, asking)
    guard form?["verb"] == "open" else { throw MonitoringProblems.notNow }
    return try answering { (look, problem) throws(Problem) in
      try look.household(key, problem)
    } doing: { () throws(Problem) in
      let id = try monitoring.open(key, asking)
      return .monitoring(.episode(county: id.county, number: id.number))
    }
  }

  /// The photos of a record; nothing where there are none and none may be added.
  func photos(_ topic: EvidenceTopic) throws(Problem) -> HTML {
    // What was seen in a home at the verification is no department's.
    if topic.kind == .verification, visitor.subject != nil { return HTML() }
    return evidenceCard(try monitoring.evidence.folder(of: topic, as: visitor), language)
  }

  // MARK: a visit

  func visit(_ key: HouseholdKey, _ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let (place, head) = try monitoring.home(of: key, asking)
    if isJSON { return formJSON }
    let name = try monitoring.placeNames([place], asking)[place] ?? ""
    let fields =
      [
        day("on", "哪天走访的？", "On which day?", today), guarantees(),
        number(
          "income", "人均年收入大约多少元？", "About how many yuan a head and year?",
          hint: monitoring.book.line(on: today).map {
            Text(zh: "监测线 \($0.amount) 元；不清楚就留空。", en: "The line is \($0.amount); leave it empty if unsure.")
          }, isOptional: true),
        words(
          "findings", "看到什么？", "What was seen?",
          hint: Text(zh: "人、房、水、收入、困难。", en: "People, house, water, income, trouble.")),
        check(
          "concern", "情况有变，请乡镇研判", "Things have changed: the township should judge",
          hint: Text(zh: "发现新的风险，另外报告线索。", en: "Where there is a new risk, report a clue as well.")),
      ]
      + evidenceFields(note: form?["note"] ?? "", isAgain: problem != nil && !caller.files.isEmpty, language)
    let back = Choice(say("不登了", "Cancel"), .monitoring(.household(county: key.county, number: key.number)))
    let title = say("登记走访", "Record a visit")
    return page(
      title, tab: .episodes(WorkView()), crumbs: way(key, head),
      note: [head, name, "\(key.number)"].filter { !$0.isEmpty }.joined(separator: " · "),
      status: problem?.kind.httpStatus ?? 200, isNarrow: true,
      card(title, form(fields, submit: say("登记", "Record"), back: back, problem).html(language)))
  }

  func record(_ key: HouseholdKey) throws(Problem) -> MonitoringAnswer {
    _ = try monitoring.home(of: key, asking)
    return try answering { (look, problem) throws(Problem) in
      try look.visit(key, problem)
    } doing: { () throws(Problem) in
      let (on, seen) = try VisitSeen.reading(fields)
      let id = try monitoring.visit(key, on: on, seen, asking)
      if !caller.files.isEmpty { return EvidenceTopic(.visit, id).address }
      return .monitoring(.household(county: key.county, number: key.number))
    }
  }

  /// The visit that a form has just recorded and brought files for; nil for every other answer.
  func recorded(_ answer: MonitoringAnswer) -> EvidenceTopic? {
    guard case .visit = address, !caller.files.isEmpty,
      case .goTo(.evidence(.of(_, let county, let number))) = answer
    else { return nil }
    return EvidenceTopic(.visit, county: county, number: number)
  }
}

extension Guarantees {
  /// In the order of `guaranteeWords`.
  fileprivate var inOrder: [Bool] { [isSchooled, isInsured, isHoused, isWatered] }
}
