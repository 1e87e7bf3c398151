// The papers of village, township and county: minutes, notice, decision, announcement, elimination.

import Casework
import Kernel
import Papers
import Rules

/// The minutes of the meeting. **Source**: DOMAIN section 2.4.
enum ReviewPaper {
  static func paper(_ facts: PaperFacts) -> Paper {
    var form: ReviewForm?
    if case .review(let found) = facts.form(.review) { form = found }
    var rows: [[PaperCell]] = [
      [
        .label("会议时间", columns: 2), .value(PaperWords.day(form?.heldOn), columns: 4),
        .label("会议形式", columns: 2), .value(meetings(form?.meeting), columns: 4),
      ],
      [
        .label("主持人", columns: 2), .value(form?.presided ?? "", columns: 4),
        .label("应到、实到", columns: 2),
        .value(form.map { "应到 \($0.entitled) 人，实到 \($0.present) 人" } ?? "应到　　人，实到　　人", columns: 4),
      ],
      [.label("参会人员", columns: 2), .value(form?.attendance ?? "", columns: 10, leastLines: 3)],
    ]
    rows += PaperWords.whom(facts)
    rows += [
      [
        .label("评议事项", columns: 2),
        .value(
          facts.isElimination ? "拟认定该户返贫致贫风险已消除" : "拟将该户纳入监测对象，风险类型：\(facts.risks)", columns: 10),
      ], [.label("会议记录", columns: 2), .value(form?.minutes ?? "", columns: 10, leastLines: 10)],
      [
        .label("表决结果", columns: 2),
        .value(
          form.map { "同意 \($0.votesFor) 票，不同意 \($0.votesAgainst) 票，弃权 \($0.abstained) 票" }
            ?? "同意　　票，不同意　　票，弃权　　票", columns: 5),
        .label("评议结论", columns: 2),
        .value(PaperWords.yesNo(form.map(isCarried(facts.book)), "通过", "不通过"), columns: 3),
      ],
    ]
    var paper = Paper(
      "民主评议会议记录", number: facts.number,
      parts: [
        .form(PaperForm(columns: 12, rows)),
        .signatures(
          ["主持人（签字）", "记录人（签字）", "村民代表（签字）", "驻村工作队（签字）"].map { PaperSignature($0, date: nil) }),
      ])
    paper.margins = .working
    return paper
  }

  private static func meetings(_ held: ReviewForm.Meeting?) -> String {
    PaperCheck.line(ReviewForm.Meeting.allCases.map { PaperCheck($0.title.zh, $0 == held) })
  }

  private static func isCarried(_ book: ProcedureBook) -> (ReviewForm) -> Bool {
    { form in
      book.quorum.isReached(by: form.present, of: form.entitled)
        && book.majority.isExceeded(by: form.votesFor, of: form.present)
    }
  }
}

/// What hangs on the wall: of the household its head, place, type and class of risk, and nothing else.
/// **Source**: DOMAIN section 10.3.
enum PublicPaper {
  static func notice(_ facts: PaperFacts) -> Paper {
    var form: NoticeForm?
    if case .notice(let found) = facts.form(.notice) { form = found }
    let until = form.map { $0.postedOn.adding(days: facts.book.noticeDays) }
    let matter = facts.isElimination ? "拟认定返贫致贫风险消除的监测对象" : "拟纳入防止返贫监测对象"
    return Paper(
      "关于\(matter)的公示",
      parts: [
        .paragraph("根据防止返贫动态监测和帮扶有关规定，经入户核实、\(facts.isElimination ? "" : "信息比对、")民主评议，现将\(matter)予以公示。"),
        .list(list(facts)),
        .paragraph(
          "公示期不少于 \(facts.book.noticeDays) 天，自\(PaperWords.day(form?.postedOn))起，至\(PaperWords.day(until))止。"
            + "公示期内如有异议，请向村民委员会或者乡镇防止返贫监测工作机构反映，反映情况应当真实、具体。"),
        .seal(PaperSeal(facts.village + "村民委员会", date: PaperWords.day(form?.postedOn))),
      ])
  }

  static func announcement(_ facts: PaperFacts) -> Paper {
    var form: AnnouncementForm?
    if case .announcement(let found) = facts.form(.announce) { form = found }
    let result = facts.isElimination ? "返贫致贫风险消除的监测对象" : "防止返贫监测对象"
    return Paper(
      "关于认定\(result)的公告",
      parts: [
        .paragraph("经民主评议、村级公示、乡镇审核和县级审定，现将认定的\(result)公告如下。"), .list(list(facts)),
        .seal(PaperSeal(facts.township + "人民政府", date: PaperWords.day(form?.announcedOn))),
      ])
  }

  private static func list(_ facts: PaperFacts) -> PaperList {
    let columns = [
      PaperColumn("序号", share: 8, .centre), PaperColumn("户主", share: 16),
      PaperColumn("村组", share: 30), PaperColumn("监测对象类型", share: 22), PaperColumn("风险类别", share: 24),
    ]
    let type = decidedType(facts)?.title.zh ?? "待审定"
    return PaperList(columns, [["1", facts.noticeHead, facts.village + facts.group, type, facts.risks]])
  }

  /// Before the county has decided, what the verification says of the household.
  private static func decidedType(_ facts: PaperFacts) -> ObjectType? {
    if let type = facts.episode.type { return type }
    guard let form = facts.episode.verification, let line = facts.book.line(on: form.visitedOn) else {
      return nil
    }
    if form.referencePerHead > line.amount { return .sudden }
    return facts.isOutOfPoverty ? .unstable : .marginal
  }
}

/// Audit and decision on one sheet, each with its place for signature and seal.
enum DecisionPaper {
  static func paper(_ facts: PaperFacts) -> Paper {
    var rows = PaperWords.whom(facts)
    rows.append([
      .label("申请事项", columns: 2), .value(facts.isElimination ? "认定风险消除" : "纳入监测对象", columns: 10),
    ])
    rows += [
      [.label("风险类型", columns: 2), .value(PaperWords.checks(facts.episode.risks), columns: 10)],
      [.label("对象类型", columns: 2), .value(PaperWords.types(facts.episode.type), columns: 10)],
      [.label("评议和公示", columns: 2), .value(village(facts), columns: 10, leastLines: 3)],
    ]
    rows += opinions(facts)
    var paper = Paper(
      facts.isElimination ? "监测对象风险消除审核审定表" : "防止返贫监测对象审核审定表", number: facts.number,
      parts: [.form(PaperForm(columns: 12, rows))])
    paper.margins = .working
    return paper
  }

  /// What township and county wrote.
  static func opinions(_ facts: PaperFacts) -> [[PaperCell]] {
    var (audit, decision) = ("", "")
    if case .audit(let form) = facts.form(.audit) { audit = form.opinion }
    if case .decision(let form) = facts.form(.decide) { decision = form.opinion }
    return [
      PaperWords.opinion("乡镇审核意见", audit, by: "", on: left(.audit, facts)),
      PaperWords.opinion("县级审定意见", decision, by: "", on: left(.decide, facts)),
    ]
  }

  private static func left(_ step: Step, _ facts: PaperFacts) -> Day? {
    facts.episode.records.last { $0.chain == facts.chain && $0.step == step && $0.result == .passed }?.leftOn
  }

  private static func village(_ facts: PaperFacts) -> String {
    var sentences: [String] = []
    if case .review(let form) = facts.form(.review) {
      sentences.append(
        "\(PaperWords.day(form.heldOn))召开\(form.meeting.title.zh)评议，实到 \(form.present) 人，"
          + "同意 \(form.votesFor) 票。"
      )
    }
    if case .notice(let form) = facts.form(.notice) {
      let end = form.takenDownOn.map { "，\(PaperWords.day($0))撤下" } ?? ""
      let objections = form.objections.isEmpty ? "，无异议" : "，收到异议 \(form.objections.count) 件，均已处理"
      let settled = form.takenDownOn == nil ? "" : objections
      sentences.append("\(PaperWords.day(form.postedOn))在\(form.spot)公示\(end)\(settled)。")
    }
    return sentences.joined()
  }
}

/// **Source**: DOMAIN section 2.11.
enum EliminationPaper {
  static func paper(_ facts: PaperFacts) -> Paper {
    let form = facts.episode.endingForm
    var rows = PaperWords.whom(facts)
    rows.append([
      .label("对象类型", columns: 2), .value(facts.episode.type?.title.zh ?? "", columns: 4),
      .label("登记日期", columns: 2), .value(PaperWords.day(facts.episode.registeredOn), columns: 4),
    ])
    rows.append([
      .label("核查日期", columns: 2), .value(PaperWords.day(form?.visitedOn), columns: 4),
      .label("消除方式", columns: 2), .value(methods(form?.method), columns: 4),
    ])
    rows += risks(facts.episode.risks, form)
    rows += VerificationPaper.income(form?.income, persons: form?.persons, facts.book, on: form?.visitedOn)
    rows += PaperWords.guarantees(form?.guarantees)
    rows.append([
      .label("劳动力", columns: 2),
      .value(PaperWords.yesNo(form?.hasLabour, "有劳动力", "整户无劳动力（不标注消除）"), columns: 5),
      .label("联系人", columns: 2), .value(form?.contact ?? "", columns: 3),
    ])
    rows.append(PaperWords.opinion("村级意见", "", by: "", on: nil))
    rows += DecisionPaper.opinions(facts)
    var paper = Paper(
      "监测对象风险消除核查表", number: facts.number,
      parts: [
        .form(PaperForm(columns: 12, rows)), .heading("帮扶措施落实情况"), .list(measures(facts)),
        .signatures([PaperSignature("户主（签字、指印）"), PaperSignature("核查人员（签字）")]),
      ])
    paper.margins = .working
    return paper
  }

  private static func methods(_ chosen: EndingForm.Method?) -> String {
    PaperCheck.line(EndingForm.Method.allCases.map { PaperCheck($0.title.zh, $0 == chosen) })
  }

  /// How each risk has gone, a row a risk.
  private static func risks(_ risks: [RuleCause], _ form: EndingForm?) -> [[PaperCell]] {
    risks.enumerated().map { index, risk in
      let label = index == 0 ? [PaperCell.label("风险消除情况", columns: 2, rows: risks.count)] : []
      return label + [
        .label(risk.title.zh, columns: 3), .value(form?.gone[risk.rawValue] ?? "", columns: 7, leastLines: 2),
      ]
    }
  }

  private static func measures(_ facts: PaperFacts) -> PaperList {
    let columns = [
      PaperColumn("序号", share: 6, .centre), PaperColumn("帮扶类别", share: 16), PaperColumn("措施", share: 28),
      PaperColumn("对应风险", share: 14), PaperColumn("责任人", share: 12),
      PaperColumn("状态", share: 10, .centre), PaperColumn("完成日期", share: 14, .centre),
    ]
    let rows = facts.measures.enumerated().map { index, measure in
      [
        "\(index + 1)", facts.book.measureGroup(measure.plan.group)?.title.zh ?? measure.plan.group,
        measure.plan.title, measure.plan.risk.title.zh, measure.plan.officer, state(measure.state),
        measure.doneOn.map { "\($0)" } ?? "",
      ]
    }
    return PaperList(columns, rows, whenEmpty: "没有登记帮扶措施")
  }

  private static func state(_ state: Measure.State) -> String {
    switch state {
    case .planned: "未开始"
    case .started: "实施中"
    case .done: "已完成"
    case .cancelled: "已取消"
    }
  }
}
