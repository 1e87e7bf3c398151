// The page of one verb of an episode: its form, by the names of fields that the command line has too.

import Access
import Casework
import Entrance
import Kernel
import Pages
import Rules

extension MonitoringLook {
  func verb(
    _ verb: String, _ id: EpisodeNumber, _ problem: Problem? = nil
  ) throws(Problem) -> MonitoringAnswer {
    let episode = try monitoring.episode(id, asking)
    let all: [EpisodeOffer] = episode.offers(monitoring.book, subject: visitor.subject?.name)
    guard let offer = all.first(where: { $0.verb == verb }) else {
      if let problem { return try overtaken(id, problem) }
      guard verb == "plan" || EpisodeVerb.names.contains(verb) else {
        throw MonitoringProblems.unknownVerb(verb)
      }
      return try overtaken(id, MonitoringProblems.notNow)
    }
    try visitor.demand(offer.permission)
    if isJSON { return formJSON }
    let key = HouseholdKey(county: id.county, number: episode.household)
    let head = try monitoring.heads(of: [key])[key] ?? ""
    let title = verbTitle(verb, episode.chain)
    let back = MonitoringAddress.episode(county: id.county, number: id.number)
    let form = form(
      try fields(verb, episode, key),
      submit: verb == "verify" ? say("提交核实表", "Send the verification") : title,
      tone: offer.isGrave ? .danger : .plain,
      back: Choice(say("回到个案", "Back"), .monitoring(back)), problem)
    let lead = lead(verb, episode)
    let words: HTML = lead.isEmpty ? HTML() : "<p class=\"remark\">\(lead)</p>"
    return page(
      title, tab: .episodes(WorkView()),
      crumbs: [episodesCrumb, Crumb(head.isEmpty ? "\(id)" : head, .monitoring(back))],
      note: say("个案 \(id) · \(head)", "Case \(id) · \(head)"), status: problem?.kind.httpStatus ?? 200,
      isNarrow: true, card(title, words + form.html(language)))
  }

  /// The case as it stands by now, where somebody else was faster, with what was written in vain.
  private func overtaken(_ id: EpisodeNumber, _ problem: Problem) throws(Problem) -> MonitoringAnswer {
    guard !isJSON, problem.kind == .conflict else { throw problem }
    return try episode(id, problem)
  }

  func act(_ verb: String, _ id: EpisodeNumber) throws(Problem) -> MonitoringAnswer {
    _ = try monitoring.episode(id, asking)
    return try answering { (look, problem) throws(Problem) in
      try look.verb(verb, id, problem)
    } doing: { () throws(Problem) in
      if verb == "plan" {
        let measure = try monitoring.plan(MeasurePlan.reading(fields), for: id, asking)
        return .monitoring(
          isJSON
            ? .measure(county: measure.county, number: measure.number)
            : .episode(county: id.county, number: id.number))
      }
      _ = try monitoring.act(EpisodeVerb.reading(verb, fields, monitoring.book), on: id, asking)
      return .monitoring(.episode(county: id.county, number: id.number))
    }
  }

  /// What should be known before the form is filled in.
  private func lead(_ verb: String, _ episode: Episode) -> String {
    let book = monitoring.book
    switch verb {
    case "verify", "end":
      guard let line = book.line(on: today) else { return "" }
      let filled = form.flatMap { _ in incomeTyped() } ?? ""
      return say(
        "今年监测线为人均 \(line.amount) 元（\(line.source)）。", "The line of this year is \(line.amount) yuan a head. ")
        + filled
    case "review":
      return say(
        "到会须达到应到的 \(book.quorum.part)/\(book.quorum.whole)；赞成须超过到会的 "
          + "\(book.majority.part)/\(book.majority.whole)。",
        "\(book.quorum.part)/\(book.quorum.whole) of those entitled have to come, and more than "
          + "\(book.majority.part)/\(book.majority.whole) of them to agree.")
    case "post":
      return say(
        "公示至少 \(book.noticeDays) 天，只进行一次。", "The notice hangs at least \(book.noticeDays) days, once.")
    case "takeDown":
      guard case .notice(let form) = episode.current?.form else { return "" }
      let end = form.postedOn.adding(days: book.noticeDays)
      return say(
        "\(form.postedOn) 张贴，\(end) 起可以结束。", "Posted on \(form.postedOn); it may end from \(end) on.")
    case "pause":
      return say("只用于不可抗力，例如大雪封山；暂停期间不能办理。", "For force majeure alone; nothing can be done meanwhile.")
    case "terminate":
      return say("终止后这个个案不能再改。", "The case stays as it is afterwards.")
    case "refuse" where episode.chain == .identification:
      return say("不纳入后个案结束，线索一并办结。", "The case and its clues end with this.")
    default: return ""
    }
  }

  /// What the amounts come to that were sent and refused.
  private func incomeTyped() -> String? {
    guard let sheet = try? fields.income(monitoring.book), let persons = try? fields.number("persons")
    else { return nil }
    let perHead = moneyText(sheet.referencePerHead(persons), language)
    return say("按所填，人均参考收入 \(perHead)。", "As filled in: \(perHead) a head.")
  }

  // MARK: fields

  private func fields(
    _ verb: String, _ episode: Episode, _ key: HouseholdKey
  ) throws(Problem) -> [FormField] {
    switch verb {
    case "verify": verification(episode, try monitoring.members(of: key, asking))
    case "answer": answer(episode, try monitoring.members(of: key, asking))
    case "compare":
      [text("note", "比对说明", "A remark", isOptional: true)]
    case "review": review()
    case "post": posting()
    case "object":
      [words("words", "谁提出、什么异议？", "Who objects, and to what?")]
    case "settle": settling(episode)
    case "takeDown":
      [
        words(
          "evidence", "张贴有什么证据？", "What is the evidence of the posting?",
          hint: Text(zh: "照片编号、见证人。", en: "Numbers of photos, witnesses."))
      ]
    case "audit": [words("opinion", "审核意见和理由", "The opinion with its reasons")]
    case "decide": decision(episode)
    case "announce":
      [
        day("announcedOn", "哪天公告的？", "On which day?", today),
        text("spot", "公告在哪里？", "Where?", hint: Text(zh: "例如村委会公示栏。", en: "Such as the village's board.")),
      ]
    case "sendBack": sendingBack(episode)
    case "addRisk": addedRisk(episode)
    case "end": ending(episode, try monitoring.members(of: key, asking).count)
    case "terminate": termination()
    case "plan": planFields(episode)
    case "resume": []
    default: [words("reason", "理由是什么？", "For what reason?")]
    }
  }

  /// After it was sent back, what the last one said is proposed.
  private func verification(_ episode: Episode, _ members: [(id: Int64, name: String)]) -> [FormField] {
    let last = episode.verification
    return [
      day("visitedOn", "哪天入户的？", "When was the visit?", last?.visitedOn ?? today),
      text(
        "visitors", "谁入户的？", "Who went?", hint: Text(zh: "至少两人，写全名。", en: "Two at least, by full name."),
        last?.visitors ?? ""),
      words("living", "家庭生活情况怎样？", "How does the household live?", last?.living ?? ""),
      number(
        "persons", "几口人共同生活？", "How many live together?", "\(max(members.count, last?.persons ?? 0))"),
    ] + income(last?.income) + [
      guarantees(last?.guarantees),
      risks(
        "risks", "核实有哪些风险？", "Which risks were found?",
        hint: Text(
          zh: "最多 \(monitoring.book.mostRisks) 项；没有风险请办理“不纳入”。",
          en: "\(monitoring.book.mostRisks) at most; where there is none, refuse."), episode.risks),
      check("labour", "家中有劳动力", "Somebody can work", last?.hasLabour ?? false),
      checks(
        "signed", "哪些成员签了承诺授权书？", "Which members have signed the authorisation?",
        members.map { FormOption("signed.\($0.id)", $0.name) },
        hint: Text(zh: "每名成员都要签；未成年人由监护人代签。", en: "Every one has to; a guardian signs for a minor."),
        proposed: (last?.signed ?? []).map { "signed.\($0)" }),
    ]
  }

  /// The accounts of the book, by their first letter, with the amounts of an earlier sheet.
  private func income(_ last: IncomeSheet? = nil) -> [FormField] {
    func yuan(_ fen: Int64?) -> String {
      fen.flatMap { $0 == 0 ? nil : "\(Money(fen: $0))".filter { $0 != "," } } ?? ""
    }
    let heads: [(String, Text)] = [
      ("A", Text(zh: "工资性收入（12 个月，元）", en: "Wages of 12 months, yuan")),
      ("B", Text(zh: "生产经营性收入（元）", en: "Income of operations, yuan")),
      ("C", Text(zh: "财产性收入（元）", en: "Income of property, yuan")),
      ("D", Text(zh: "转移性收入（元）", en: "Transfers, yuan")),
      ("E", Text(zh: "生产经营性支出（元）", en: "Costs of operations, yuan")),
    ]
    var groups = heads.map { letter, title -> FormField in
      let accounts = monitoring.book.incomeAccounts.filter { $0.code.hasPrefix(letter) }
      let fields = accounts.map {
        number(
          "income.\($0.code)", $0.title.zh, $0.title.en, yuan(last?.amounts[$0.code]), isOptional: true)
      }
      return FormField(
        letter == "A" ? "incomes" : "income\(letter)", .group(fields), say(title), isOptional: true)
    }
    groups.append(
      FormField(
        "otherAmounts",
        .group([
          number("claims", "保险理赔", "Insurance paid", yuan(last?.claims), isOptional: true),
          number(
            "selfPaid", "合规自付支出", "Compliant self-paid spending", yuan(last?.selfPaid), isOptional: true),
        ]), say("另计（元）", "Counted besides, yuan"), isOptional: true))
    return groups
  }

  private func answer(_ episode: Episode, _ members: [(id: Int64, name: String)]) -> [FormField] {
    let options = members.map { FormOption(String($0.id), $0.name) }
    var missing: [String] = []
    if case .comparison(let form) = episode.current?.form { missing = form.missing }
    let subjects = (visitor.subject.map { [$0.name] } ?? missing).map {
      FormOption($0, site.subject($0, language))
    }
    let findings = (1...3).map { number -> FormField in
      FormField(
        number == 1 ? "person" : "found\(number)",
        .group([
          FormField(
            "person.\(number)", .list(options), say("哪名成员？", "Which member?"),
            value: typed("person.\(number)"), isOptional: true),
          text("words.\(number)", "查到什么？", "What was found?", isOptional: true),
        ]), say("发现 \(number)", "Finding \(number)"), isOptional: true)
    }
    return [
      choice(
        "subject", "哪个部门反馈？", "Which department answers?", subjects,
        hint: Text(zh: "没有发现的，下面留空直接提交。", en: "Where nothing was found, leave the rest empty."),
        subjects.first?.value ?? "")
    ] + findings
  }

  private func review() -> [FormField] {
    [
      day("heldOn", "哪天开的会？", "When was the meeting?", today),
      choice(
        "meeting", "什么会议？", "Which meeting?",
        ReviewForm.Meeting.allCases.map { FormOption($0.rawValue, say($0.title)) },
        ReviewForm.Meeting.representatives.rawValue),
      FormField(
        "people",
        .group([
          number("entitled", "应到人数", "Entitled"), number("present", "实到人数", "Present"),
          number("votesFor", "赞成", "For"), number("votesAgainst", "反对", "Against", "0"),
          number("abstained", "弃权", "Abstained", "0"),
        ]), say("到会和表决（人）", "Present and votes, persons")),
      text("presided", "谁主持？", "Who presided?"),
      text(
        "attendance", "到会人员", "Who came", hint: Text(zh: "姓名或签到表编号。", en: "Names or the list's number."),
        isOptional: true),
      words("minutes", "会议记录", "The minutes"),
    ]
  }

  private func posting() -> [FormField] {
    [
      day("postedOn", "哪天张贴的？", "When was it posted?", today),
      text("spot", "张贴在哪里？", "Where?", hint: Text(zh: "例如村委会公示栏。", en: "Such as the village's board.")),
      text("poster", "谁张贴的？", "By whom?"),
    ]
  }

  private func settling(_ episode: Episode) -> [FormField] {
    var options: [FormOption] = []
    if case .notice(let form) = episode.current?.form {
      for (number, objection) in form.objections.enumerated() where objection.settledOn == nil {
        options.append(FormOption(String(number + 1), objection.words))
      }
    }
    return [
      choice("objection", "处理哪条异议？", "Which objection?", options, options.first?.value ?? ""),
      check(
        "upheld", "异议成立，退回入户核实", "It is upheld: back to the visit at home",
        hint: Text(zh: "不成立的不要勾选。", en: "Leave open where it is not.")),
      words("answer", "调查结果和答复", "What was found and answered"),
    ]
  }

  private func decision(_ episode: Episode) -> [FormField] {
    let opinion = words("opinion", "审定意见和理由", "The opinion with its reasons")
    guard episode.chain == .identification else { return [opinion] }
    return [
      choice(
        "type", "认定为哪类对象？", "Which type?",
        ObjectType.allCases.map { FormOption($0.rawValue, say($0.title), hint: say($0.condition)) },
        episode.type?.rawValue ?? ""),
      risks("risks", "认定哪些风险？", "Which risks?", episode.risks), opinion,
    ]
  }

  private func sendingBack(_ episode: Episode) -> [FormField] {
    let steps = (episode.chain?.steps ?? []).prefix { $0 != episode.step }
    let options = steps.map { FormOption($0.rawValue, say($0.title)) }
    return [
      choice("to", "退回到哪个环节？", "Back to which step?", options, options.last?.value ?? ""),
      words("reason", "为什么退回？", "Why?"),
    ]
  }

  private func addedRisk(_ episode: Episode) -> [FormField] {
    let others = RuleCause.allCases.filter { !episode.risks.contains($0) }
    return [
      choice("risk", "新增哪项风险？", "Which risk?", others.map { FormOption($0.rawValue, say($0.title)) })
    ]
  }

  private func ending(_ episode: Episode, _ members: Int) -> [FormField] {
    let persons = max(members, episode.verification?.persons ?? 1)
    let gone = episode.risks.map {
      words("gone.\($0.rawValue)", "“\($0.title.zh)”怎样消除的？", "How has it gone: \($0.title.en)?")
    }
    return [
      day("visitedOn", "哪天入户的？", "When was the visit?", today),
      choice(
        "method", "怎样消除的？", "How was it eliminated?",
        EndingForm.Method.allCases.map { FormOption($0.rawValue, say($0.title)) },
        EndingForm.Method.byHelp.rawValue),
      number("persons", "几口人共同生活？", "How many live together?", "\(persons)"),
    ] + income() + [
      guarantees(), check("labour", "家中有劳动力", "Somebody can work", episode.verification?.hasLabour ?? false),
    ] + gone + [text("contact", "联系人是谁？", "Who is the contact person?")]
  }

  private func termination() -> [FormField] {
    let kinds: [EpisodeEnding.Kind] = [.extinct, .movedOut, .wronglyIncluded]
    return [
      choice(
        "kind", "为什么终止？", "Why does it end?", kinds.map { FormOption($0.rawValue, say($0.title)) }),
      words("reason", "写明情况和凭据", "What happened, and its evidence"),
    ]
  }
}
