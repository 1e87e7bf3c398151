// The page of a judgement meeting: holding it, deciding on each flagged household, closing it.

import Access
import Casework
import Entrance
import Kernel
import Pages
import Registry

extension OutreachLook {
  /// - Parameter refused: what was refused of single households.
  func meeting(
    _ place: PlaceCode, _ month: WorkMonth, _ problem: Problem? = nil, refused: [HouseholdKey: Problem] = [:]
  ) throws(Problem) -> PageAnswer {
    guard [.county, .township].contains(place.level), month <= WorkMonth(of: today) else {
      throw JudgementProblems.unknown
    }
    let sheet = try outreach.judgementSheet(of: place, month, asking)
    if isJSON { return .json(sheet.json(of: place, month)) }
    let title = say(
      "\(try name(place))\(monthWords(month))研判会", "Judgement meeting of \(try name(place)), \(month)")
    let names = try names(sheet.flagged.map(\.place) + (sheet.judgement?.items ?? []).map(\.place))
    let due = month.day(outreach.book.judgementBy)
    var content = HTML()
    if let judgement = sheet.judgement {
      content = facts(judgement, sheet)
      if judgement.closedOn == nil {
        content += deciding(judgement, sheet, names, problem, refused) + closing(judgement, sheet, problem)
      } else if !sheet.undecided.isEmpty {
        content += late(sheet, names)
      }
      content += decided(judgement, sheet, names)
    } else {
      content = holding(problem) + waiting(sheet, names)
    }
    return page(
      title, tab: .month(MonthView()),
      crumbs: [Crumb(say("遍访研判", "The month"), .monitoring(.month(MonthView(place: place, month))))],
      note: say("应于 \(due) 前结束", "to be closed by \(due)"),
      status: problem?.kind.httpStatus ?? 200, content)
  }

  // MARK: before it

  private func holding(_ problem: Problem?) -> HTML {
    let title = say("登记研判会", "Record the meeting")
    guard visitor.may(.judgementDecide) else {
      let words = say("本月研判会还没有登记。", "The meeting of this month is not recorded yet.")
      return card(title, "<p class=\"inside remark\">\(words)</p>")
    }
    let fields = [
      day("heldOn", "哪天开的？", "On which day?", today), text("chair", "谁主持？", "Who chaired it?"),
      number("present", "到会多少人？", "How many took part?"),
      words(
        "minutes", "会议情况", "How it went",
        hint: Text(zh: "谁参加、通报了什么、总的意见。", en: "Who took part, what was told, the opinion in all.")),
    ]
    return card(
      title, span: 6, form("hold", fields, submit: say("登记", "Record"), problem).html(language))
  }

  private func waiting(_ sheet: JudgementSheet, _ names: [PlaceCode: String]) -> HTML {
    let title = say("要研判的户", "Households to judge")
    guard !sheet.flagged.isEmpty else { return card(title, span: 6, noneFlagged) }
    let rows = sheet.flagged.prefix(OutreachLook.pageSize).map { whom($0, sheet, names) }
    return card(
      title, span: visitor.may(.judgementDecide) ? 6 : 12,
      hint: countText(sheet.flagged.count, OutreachLook.households, language),
      DenseTable(caption: title, columns: whomColumns, rows: Array(rows), narrow: .becomesCards).html)
  }

  /// What came up when the meeting was over: the next one has it before it.
  private func late(_ sheet: JudgementSheet, _ names: [PlaceCode: String]) -> HTML {
    let title = say("会后出现、下次研判的户", "Came up after it: for the next meeting")
    let rows = sheet.undecided.prefix(OutreachLook.pageSize).map { whom($0, sheet, names) }
    return card(
      title, hint: countText(sheet.undecided.count, OutreachLook.households, language),
      DenseTable(caption: title, columns: whomColumns, rows: Array(rows), narrow: .becomesCards).html)
  }

  private var noneFlagged: HTML {
    emptyState(
      say("没有要研判的户", "No household is to be judged"),
      say(
        "本月走访没有发现异常，也没有超过 \(outreach.book.clueAlarmDays) 天的急办线索。",
        "No visit of the month saw something, and no urgent clue is open for more than "
          + "\(outreach.book.clueAlarmDays) days."))
  }

  private var whomColumns: [TableColumn] {
    [
      TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")), TableColumn(say("为什么", "Why")),
    ]
  }

  private func whom(
    _ flagged: FlaggedHousehold, _ sheet: JudgementSheet, _ names: [PlaceCode: String]
  ) -> [HTML] {
    let reasons = FlagReason.allCases.filter(flagged.reasons.contains).map { say($0.title) }
    return [
      householdLink(flagged.household, sheet.heads[flagged.household] ?? ""),
      "\(names[flagged.place] ?? "")", "\(reasons.joined(separator: say("、", ", ")))",
    ]
  }

  // MARK: deciding

  private func facts(_ judgement: Judgement, _ sheet: JudgementSheet) -> HTML {
    let state: HTML =
      judgement.closedOn.map {
        statusTag(.green, say("\($0) 结束", "closed on \($0)"))
      }
      ?? statusTag(
        .amber, say("还有 \(sheet.undecided.count) 户没有结论", "\(sheet.undecided.count) without a decision"))
    let minutes = MonitoringAddress.minutes(judgement.place, judgement.month, isPDF: false)
    let file = MonitoringAddress.minutes(judgement.place, judgement.month, isPDF: true)
    let papers: HTML =
      "\(link(say("会议记录", "Minutes"), .monitoring(minutes))) · \(link("PDF", .monitoring(file)))"
    return card(
      say("会议", "The meeting"),
      factList([
        (say("编号", "Number"), "\(judgement.id)"), (say("日期", "Day"), "\(judgement.heldOn)"),
        (say("主持", "Chair"), "\(judgement.chair)"),
        (say("到会", "Present"), "\(say("\(judgement.present) 人", "\(judgement.present)"))"),
        (say("情况", "How it went"), "<span class=\"long\">\(judgement.minutes)</span>"),
        (say("进展", "State"), state), (say("打印", "To print"), papers),
      ]))
  }

  private func deciding(
    _ judgement: Judgement, _ sheet: JudgementSheet, _ names: [PlaceCode: String], _ problem: Problem?,
    _ refused: [HouseholdKey: Problem]
  ) -> HTML {
    let title = say("逐户研判", "Decide on each")
    guard !sheet.undecided.isEmpty else {
      return sheet.flagged.isEmpty ? card(title, noneFlagged) : HTML()
    }
    let shown = sheet.undecided.prefix(OutreachLook.pageSize)
    let mayDecide = visitor.may(.judgementDecide)
    let rows = shown.map { flagged -> [HTML] in
      whom(flagged, sheet, names) + (mayDecide ? answers(flagged.household, refused) : [])
    }
    let columns =
      whomColumns
      + (mayDecide ? [TableColumn(say("结论", "Decision")), TableColumn(say("理由", "Reason"))] : [])
    let table = DenseTable(caption: title, columns: columns, rows: Array(rows), narrow: .becomesCards).html
    let hint = countText(sheet.undecided.count, OutreachLook.households, language)
    guard mayDecide else { return card(title, hint: hint, table) }
    let more = sheet.undecided.count - shown.count
    let rest = say("提交后再显示另外 \(more) 户。", "\(more) more come when these are sent.")
    let note: HTML = more > 0 ? "<p class=\"inside remark\">\(rest)</p>" : HTML()
    let form = form("decide", [], submit: say("提交已填的结论", "Record the decisions"), problem)
    return card(title, hint: hint, form.around(table + note, language))
  }

  /// The decision and its reason, in one row; a row left open is decided later.
  private func answers(_ key: HouseholdKey, _ refused: [HouseholdKey: Problem]) -> [HTML] {
    let chosen = form?["decision.\(key)"] ?? ""
    let options = JudgementDecision.allCases.map { decision -> HTML in
      let on = attribute("selected", decision.rawValue == chosen ? "" : nil)
      return "<option value=\"\(decision.rawValue)\"\(on)>\(say(decision.title))</option>"
    }
    let (label, why) = ("\(say("结论", "Decision")) \(key)", "\(say("理由", "Reason")) \(key)")
    let later = say("以后再定", "later")
    let (choice, reason) = ("decision.\(key)", "reason.\(key)")
    let fault: HTML = refused[key].map { "<span class=\"fault\">\($0.message(language))</span>" } ?? HTML()
    return [
      """
      <select name="\(choice)" aria-label="\(label)"><option value="">\(later)</option>\
      \(options)</select>
      """,
      """
      <span><input type="text" name="\(reason)" maxlength="300" value="\(form?[reason] ?? "")" \
      aria-label="\(why)">\(fault)</span>
      """,
    ]
  }

  private func closing(_ judgement: Judgement, _ sheet: JudgementSheet, _ problem: Problem?) -> HTML {
    guard visitor.may(.judgementDecide) else { return HTML() }
    let title = say("结束研判会", "Close the meeting")
    let words =
      sheet.undecided.isEmpty
      ? say("结束后结论不能再改。", "After that the decisions stay as they are.")
      : say("每户都有结论后才能结束。", "It can be closed when every household has its decision.")
    return card(
      title,
      "<p class=\"inside remark\">\(words)</p>" + form("close", [], submit: title, problem).html(language))
  }

  private func decided(
    _ judgement: Judgement, _ sheet: JudgementSheet, _ names: [PlaceCode: String]
  ) -> HTML {
    guard !judgement.items.isEmpty else { return HTML() }
    let title = say("已研判", "Decided")
    let rows = judgement.items.map { item -> [HTML] in
      [
        householdLink(item.household, sheet.heads[item.household] ?? ""), "\(names[item.place] ?? "")",
        "\(say(item.decision.title))", "<span class=\"long\">\(item.reason)</span>",
      ]
    }
    return card(
      title, hint: countText(judgement.items.count, OutreachLook.households, language),
      DenseTable(
        caption: title,
        columns: [
          TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")),
          TableColumn(say("结论", "Decision")), TableColumn(say("理由", "Reason")),
        ], rows: rows, narrow: .becomesCards
      ).html)
  }

  // MARK: what is sent

  func act(_ place: PlaceCode, _ month: WorkMonth) throws(Problem) -> PageAnswer {
    let sheet = try outreach.judgementSheet(of: place, month, asking)
    let verb = form?["verb"]
    if verb == "decide" { return try decide(place, month, sheet) }
    return try answering { (problem) throws(Problem) in
      try meeting(place, month, problem)
    } doing: { () throws(Problem) in
      switch verb {
      case "hold":
        _ = try outreach.hold(
          at: place, month, on: fields.day("heldOn"), chair: fields.text("chair"),
          present: fields.number("present"), minutes: fields.text("minutes"), asking)
      case "close":
        guard let judgement = sheet.judgement else { throw JudgementProblems.unknown }
        try outreach.close(judgement.id, asking)
      default: throw OutreachLook.readOnly
      }
      return .meeting(place, month)
    }
  }

  /// Each household is a decision of its own: what is refused of one leaves the others as they are.
  private func decide(
    _ place: PlaceCode, _ month: WorkMonth, _ sheet: JudgementSheet
  ) throws(Problem) -> PageAnswer {
    guard let judgement = sheet.judgement, let form else { throw JudgementProblems.unknown }
    let key = caller.key.isEmpty ? caller.request : caller.key
    var (done, refused): ([HouseholdKey], [HouseholdKey: Problem]) = ([], [:])
    for household in form.keys("decision") where !form["decision.\(household)"].isEmpty {
      do throws(Problem) {
        guard let decision = JudgementDecision(rawValue: form["decision.\(household)"]) else {
          throw JudgementProblems.decision
        }
        try outreach.decide(
          decision, on: household, reason: form["reason.\(household)"], in: judgement.id,
          Asking(caller.act, as: visitor, key: "\(key) \(household)"))
        done.append(household)
      } catch { refused[household] = error }
    }
    if isJSON { return .json(outcomes(done, refused)) }
    if !refused.isEmpty {
      return try meeting(place, month, JudgementProblems.refused(refused.count), refused: refused)
    }
    if done.isEmpty { return try meeting(place, month, JudgementProblems.noDecision) }
    return .goTo(.monitoring(.meeting(place, month)))
  }

  private func outcomes(_ done: [HouseholdKey], _ refused: [HouseholdKey: Problem]) -> String {
    let all = (done + refused.keys).sorted { ($0.county, $0.number) < ($1.county, $1.number) }
    return JSONText.array(
      all.map {
        JSONText.object([
          "household": JSONText.quoted("\($0)"), "problem": refused[$0]?.json ?? "null",
        ])
      })
  }
}

extension FormBody {
  /// The households that fields of a name are about: `decision.530602-4711`.
  fileprivate func keys(_ name: String) -> [HouseholdKey] {
    names.compactMap { $0.hasPrefix(name + ".") ? HouseholdKey($0.dropFirst(name.count + 1)) : nil }
  }
}
