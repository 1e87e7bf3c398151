// What was written down at each step of an episode, as its page shows it.

import Access
import Casework
import Entrance
import Kernel
import Pages
import Rules

typealias Fact = (name: String, value: HTML)

extension MonitoringLook {
  func fact(_ zh: String, _ en: String, _ value: HTML) -> Fact { (say(zh, en), value) }

  /// A step for each stay, the last one first.
  func records(_ episode: Episode, _ members: [(id: Int64, name: String)]) -> [TimelineStep] {
    let names = Dictionary(members.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let steps = episode.records.reversed().map { record in
      let until = record.leftOn.map { $0 == record.enteredOn ? "" : " – \($0)" } ?? " –"
      let days = "\(record.enteredOn)\(until)"
      let facts = record.form.map { told($0, names) } ?? []
      let by: HTML = record.by.isEmpty ? HTML() : "\(record.by)"
      let note: HTML = record.note.isEmpty ? HTML() : "\(by.isEmpty ? "" : say("：", ": "))\(record.note)"
      return TimelineStep(
        at: days, "\(say(record.chain.title)) · \(say(record.step.title)) \(result(record))",
        detail: by + note, status: status(record), block: facts.isEmpty ? HTML() : factList(facts))
    }
    return steps + (episode.carriedFrom.map { carried(episode, $0) } ?? [])
  }

  /// What an older ledger tells: days, and no steps, since nobody took them here.
  private func carried(_ episode: Episode, _ record: String) -> [TimelineStep] {
    let isEnded = episode.ending?.kind == .eliminated && episode.records.isEmpty
    let days = [episode.openedOn, episode.registeredOn, isEnded ? episode.ending?.on : nil].compactMap(\.self)
    let words = isEnded ? say("发现、纳入、消除", "found, registered, ended") : say("发现、纳入", "found, registered")
    return [
      TimelineStep(
        at: days.map { "\($0)" }.joined(separator: " – "), "\(say("由原有台账转入", "Carried over"))",
        detail: "\(words) · \(say("原编号", "record")) \(record)", status: .grey)
    ]
  }

  private func result(_ record: StepRecord) -> HTML {
    switch record.result {
    case .passed: HTML()
    case .returned: statusTag(.amber, say("退回", "sent back"))
    case .refused: statusTag(.grey, say("不通过", "refused"))
    case nil: statusTag(.amber, say("办理中", "under way"))
    }
  }

  private func status(_ record: StepRecord) -> Status {
    switch record.result {
    case .passed: .green
    case .refused: .grey
    case .returned, nil: .amber
    }
  }

  private func told(_ form: StepForm, _ names: [Int64: String]) -> [Fact] {
    switch form {
    case .verification(let form): verification(form)
    case .comparison(let form): comparison(form, names)
    case .review(let form): review(form)
    case .notice(let form): posted(form)
    case .audit(let form): [fact("审核意见", "Opinion", "\(form.opinion)")]
    case .decision(let form): decision(form)
    case .announcement(let form):
      [fact("公告", "Announced", "\(form.announcedOn) · \(form.spot)")]
    case .ending(let form): ending(form)
    }
  }

  private func verification(_ form: VerificationForm) -> [Fact] {
    let visit = [
      fact("入户", "Visited", "\(form.visitedOn) · \(form.visitors)"),
      fact("生活情况", "How they live", "\(form.living)"),
      fact("共同生活", "Living together", "\(countText(form.persons, .persons, language))"),
    ]
    let found = [
      fact("核实的风险", "Risks found", "\(riskWords(form.risks))"),
      fact("授权签字", "Signed by", "\(countText(form.signed.count, .persons, language))"),
      fact("劳动力", "Labour", "\(form.hasLabour ? say("有", "yes") : say("无", "none"))"),
    ]
    return visit + income(form.income, form.persons, on: form.visitedOn) + kept(form.guarantees) + found
  }

  private func income(_ sheet: IncomeSheet, _ persons: Int, on day: Day) -> [Fact] {
    guard seesIncome else { return [] }
    let line = monitoring.book.line(on: day)?.amount
    let reference = sheet.referencePerHead(persons)
    let compared: HTML =
      line.map {
        reference > $0
          ? statusTag(.green, say("高于监测线 \($0)", "above the line, \($0)"))
          : statusTag(.red, say("不高于监测线 \($0)", "not above the line, \($0)"))
      } ?? HTML()
    let accounts = monitoring.book.incomeAccounts.compactMap { account -> String? in
      sheet.amounts[account.code].map { "\(say(account.title)) \(Money(fen: $0))" }
    }
    var facts: [Fact] = [
      fact(
        "人均参考收入", "Income a head", "\(moneyText(reference, language)) \(compared)"
      ),
      fact(
        "收入明细", "By account", "\(accounts.isEmpty ? "–" : accounts.joined(separator: say("，", ", ")))"
      ),
    ]
    if sheet.claims != 0 { facts.append(fact("理赔", "Insurance paid", "\(Money(fen: sheet.claims))")) }
    if sheet.selfPaid != 0 {
      facts.append(fact("合规自付支出", "Self-paid", "\(Money(fen: sheet.selfPaid))"))
    }
    return facts
  }

  private func kept(_ guarantees: Guarantees) -> [Fact] {
    let words: HTML =
      guarantees.areKept
      ? statusTag(.green, say("都已落实", "all kept"))
      : "\(statusTag(.amber, say("未落实", "not kept"))) \(say(unkept(guarantees)))"
    return [fact("三保障和饮水", "Guarantees and water", words)]
  }

  /// A department reads its own answer alone.
  private func comparison(_ form: ComparisonForm, _ names: [Int64: String]) -> [Fact] {
    let asked = form.asked.filter { visitor.subject == nil || visitor.subject?.name == $0 }
    return asked.map { subject in
      let name = site.subject(subject, language)
      guard let answer = form.answers.first(where: { $0.subject == subject }) else {
        return (name, statusTag(.amber, say("未反馈", "no answer yet")))
      }
      let found = answer.findings.map { finding in
        "\(names[finding.person] ?? say("成员", "a member"))\(say("：", ": "))\(finding.words)"
      }
      let words: HTML =
        found.isEmpty
        ? statusTag(.green, say("没有发现", "nothing found")) : "\(found.joined(separator: say("；", "; ")))"
      return (name, "\(words) · \(answer.on) · \(answer.by)")
    }
  }

  private func review(_ form: ReviewForm) -> [Fact] {
    let meeting = [
      fact("会议", "Meeting", "\(form.heldOn) · \(say(form.meeting.title)) · \(form.presided)"),
      fact(
        "到会", "Present",
        "\(say("应到 \(form.entitled) 人，实到 \(form.present) 人", "\(form.present) of \(form.entitled)"))"
      ),
      fact(
        "表决", "Votes",
        """
        \(say(
          "赞成 \(form.votesFor)，反对 \(form.votesAgainst)，弃权 \(form.abstained)",
          "\(form.votesFor) for, \(form.votesAgainst) against, \(form.abstained) abstained"))
        """
      ), fact("记录", "Minutes", "\(form.minutes)"),
    ]
    return meeting + (form.attendance.isEmpty ? [] : [fact("到会名单", "Attendance", "\(form.attendance)")])
  }

  private func posted(_ form: NoticeForm) -> [Fact] {
    let end = form.postedOn.adding(days: monitoring.book.noticeDays)
    var facts: [Fact] = [
      fact("张贴", "Posted", "\(form.postedOn) · \(form.spot) · \(form.poster)"),
      form.takenDownOn.map { fact("结束", "Taken down", "\($0) · \(form.evidence)") }
        ?? fact("可以结束", "May end on", "\(end)"),
    ]
    for (number, objection) in form.objections.enumerated() {
      let outcome: HTML =
        objection.settledOn.map { day -> HTML in
          let word = objection.isUpheld ? say("成立", "upheld") : say("不成立", "not upheld")
          return "\(word) · \(day) · \(objection.answer)"
        } ?? statusTag(.red, say("待处理", "open"))
      facts.append(
        fact(
          "异议 \(number + 1)", "Objection \(number + 1)", "\(objection.on) · \(objection.words) · \(outcome)"
        ))
    }
    return facts
  }

  private func decision(_ form: DecisionForm) -> [Fact] {
    var facts: [Fact] = []
    if let type = form.type { facts.append(fact("认定类型", "Type", "\(say(type.title))")) }
    facts.append(fact("认定风险", "Risks", "\(riskWords(form.risks))"))
    facts.append(fact("审定意见", "Opinion", "\(form.opinion)"))
    return facts
  }

  private func ending(_ form: EndingForm) -> [Fact] {
    let gone = RuleCause.allCases.compactMap { risk -> Fact? in
      form.gone[risk.rawValue].map {
        fact("\(risk.title.zh)消除情况", "How it has gone: \(risk.title.en)", "\($0)")
      }
    }
    let visit = [
      fact("入户", "Visited", "\(form.visitedOn)"), fact("消除方式", "How", "\(say(form.method.title))"),
      fact("共同生活", "Living together", "\(countText(form.persons, .persons, language))"),
    ]
    let contact = [fact("联系人", "Contact", "\(form.contact)")]
    return visit + income(form.income, form.persons, on: form.visitedOn) + kept(form.guarantees) + gone
      + contact
  }
}
