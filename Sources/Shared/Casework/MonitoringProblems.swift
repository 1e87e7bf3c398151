// All that clues and episodes can refuse.

package import Kernel
import Rules

/// Each with a code, a sentence in both languages and what to do.
package enum MonitoringProblems {
  private static func conflict(_ code: String, _ zh: String, _ en: String) -> Problem {
    Problem("monitoring.\(code)", .conflict, zh: zh, en: en)
  }
  private static func invalid(_ code: String, _ zh: String, _ en: String, field: String? = nil) -> Problem {
    Problem("monitoring.\(code)", .invalid, zh: zh, en: en, details: field.map { ["field": $0] } ?? [:])
  }

  // MARK: clues

  package static let futureClue = invalid(
    "clue.future", "线索日期不能晚于今天。", "A clue cannot be later than today.", field: "on")
  package static let oldClue = invalid(
    "clue.old", "线索日期已超过 \(ClueSource.daysMost) 天，请检查年份。",
    "The clue would be more than \(ClueSource.daysMost) days old; look at its year.", field: "on")
  package static let machineChannel = invalid(
    "clue.channel", "部门筛查预警由筛查产生，不能由人填报；请选择其他来源。",
    "Department warnings come of a screening, not of people: choose another channel.", field: "channel")
  package static let closedClue = conflict(
    "clue.closed", "这条线索已经办结。如情况有变，请报告新线索。",
    "The clue has ended. If things have changed, report a new one.")
  package static let takenClue = conflict(
    "clue.taken", "这条线索已进入识别程序，请在监测个案中办理。",
    "An episode looks into this clue; act there.")
  package static let untakenClue = conflict(
    "clue.untaken", "这条线索还没有进入识别程序。", "No episode looks into this clue yet.")
  package static let unknownClue = Problem(
    "monitoring.clue.unknown", .notFound, zh: "没有这条线索，或不在您的辖区。",
    en: "There is no such clue, or it is not in your area.")
  package static let noClue = invalid(
    "episode.clue", "开始识别至少要有一条未办结的线索。", "An episode begins with a clue that is open.")
  package static let unknownHousehold = Problem(
    "monitoring.household.unknown", .notFound, zh: "登记册里没有这户，或不在您的辖区。",
    en: "There is no such household in the register, or it is not in your area.")

  // MARK: the way of an episode

  package static let unknownEpisode = Problem(
    "monitoring.episode.unknown", .notFound, zh: "没有这个监测个案，或不在您的辖区。",
    en: "There is no such episode, or it is not in your area.")
  package static let openEpisode = conflict(
    "episode.open", "这户已有一个未结束的监测个案。", "The household has an open episode already.")
  package static let endedEpisode = conflict(
    "episode.ended", "这个监测个案已经结束，不能再改。如风险再现，请报告新线索。",
    "The episode has ended and stays as it is. If risk comes back, report a new clue.")
  package static func step(_ wanted: Step, now: Step?) -> Problem {
    if wanted == now {
      return conflict(
        "episode.step", "现在的“\(wanted.title.zh)”属于另一个程序（识别或风险消除），不能这样办理。请刷新页面。",
        "This \(wanted.title.en) is of the other procedure, identification or elimination. Reload the page."
      )
    }
    return Problem(
      "monitoring.episode.step", .conflict,
      zh: "现在是“\(now?.title.zh ?? "监测帮扶")”环节，不能办理“\(wanted.title.zh)”。请刷新页面。",
      en: "The episode is at \(now?.title.en ?? "assistance"), not at \(wanted.title.en). Reload the page.")
  }
  package static let notInProcedure = conflict(
    "episode.noProcedure", "现在没有正在办理的程序。", "No procedure is under way.")
  package static let notMonitored = conflict(
    "episode.notMonitored", "只有已登记、未消除、没有正在办理程序的监测户才能办理。",
    "Only a registered household without a procedure under way can be handled so.")
  package static let back = invalid(
    "episode.back", "只能退回到本程序中更早的环节。", "It can only go back to an earlier step of this procedure.")
  package static let paused = conflict(
    "episode.paused", "时限已经暂停。", "The clock stands still already.")
  package static let running = conflict(
    "episode.running", "时限没有暂停。", "The clock is running.")
  package static let isPaused = conflict(
    "episode.isPaused", "时限暂停中，先恢复计时再办理。", "The clock stands still: let it run before going on.")

  package static let notNow = conflict(
    "episode.notNow", "这个个案现在不能这样办理，请回到个案页面看当前环节。",
    "This cannot be done with the case now; its page shows where it stands.")

  package static let nonePicked = invalid(
    "batch.none", "请先选中要审定的户，并逐户写明理由。", "Pick those to decide about, and give each its reason.")
  package static let noDecision = invalid(
    "batch.decision", "请选择怎样审定。", "Choose what is decided.", field: "decision")

  package static func unknownVerb(_ name: String) -> Problem {
    Problem(
      "monitoring.verb.unknown", .notFound, zh: "没有“\(name)”这种办理。", en: "There is no verb \(name).")
  }

  // MARK: forms

  package static let visitDay = invalid(
    "form.visitDay", "入户日期应在线索日期之后、不晚于今天。", "The visit lies between the clue and today.",
    field: "visitedOn")
  package static let living = invalid(
    "form.living", "请写明家庭生活情况。", "Describe how the household lives.", field: "living")
  package static let members = invalid(
    "form.members", "共同生活人口应为 1 至 \(VerificationForm.personsMost) 人。",
    "From 1 to \(VerificationForm.personsMost) persons live together.", field: "persons")
  package static func fewMembers(_ persons: Int, of known: Int) -> Problem {
    invalid(
      "form.fewMembers", "登记有 \(known) 人，只填了 \(persons) 人；有人去世或迁出请先更正台账。",
      "The register has \(known) living members, and only \(persons) are given: if somebody died or left, "
        + "correct the register first.", field: "persons")
  }
  package static let visitors = invalid(
    "form.visitors", "请写明入户的人：至少两人，写全名，用顿号分开，如“张三、李四”。",
    "Say who came: two people at least, by their full names, such as “张三、李四”.", field: "visitors")
  package static let amounts = invalid(
    "form.amounts", "收入和支出不能为负数。", "Incomes and costs are not negative.", field: "incomes")
  package static let risks = invalid(
    "form.risks", "请至少选择一项风险；没有风险请办理“不纳入”。",
    "Choose at least one risk; where there is none, refuse the household.", field: "risks")
  package static func tooManyRisks(_ most: Int) -> Problem {
    invalid(
      "form.tooManyRisks", "最多登记 \(most) 项风险。", "At most \(most) risks can be registered.", field: "risks")
  }
  package static func unsigned(_ count: Int) -> Problem {
    invalid(
      "form.unsigned", "还有 \(count) 名成员没有签承诺授权书；每名成员都要授权（未成年人由监护人代签）。",
      "\(count) members have not signed; every one must authorise (a guardian signs for a minor).",
      field: "signed")
  }
  package static let strangeSigner = invalid(
    "form.signer", "签字的人中有不是这户在世成员的；请重新打开核实表，按现有成员勾选。",
    "Somebody who signed is no living member of the household: open the form anew and tick its members.",
    field: "signed")
  package static func unanswered(_ subjects: [String]) -> Problem {
    let names = subjects.joined(separator: " ")
    return Problem(
      "monitoring.comparison.unanswered", .conflict, zh: "还有部门没有反馈：\(names)。",
      en: "Some departments have not answered: \(names).", details: ["subjects": names])
  }
  package static let unasked = invalid(
    "comparison.unasked", "这次比对没有请这个部门反馈，或它已经反馈。",
    "This line of work was not asked, or has answered already.", field: "subject")
  package static let stranger = invalid(
    "comparison.person", "反馈的人员不是这户成员。", "The answer names somebody who is no member.", field: "person")
  package static let meetingDay = invalid(
    "review.day", "会议日期应在入户核实之后、不晚于今天。", "The meeting lies between the visit and today.",
    field: "heldOn")
  package static let entitled = invalid(
    "review.entitled", "应到人数至少 \(ReviewForm.entitledLeast) 人，请按会议名册填写。",
    "At least \(ReviewForm.entitledLeast) are entitled to come; count the list of the meeting.",
    field: "entitled")
  package static func attendance(_ present: Int, of entitled: Int) -> Problem {
    invalid(
      "review.attendance", "实到 \(present) 人，不能多于应到的 \(entitled) 人，请核对。",
      "\(present) came, and only \(entitled) were invited: look at both.", field: "present")
  }
  package static func quorum(_ present: Int, least: Int) -> Problem {
    invalid(
      "review.quorum", "实到 \(present) 人，至少要 \(least) 人会议才有效；请重新召开。",
      "\(present) came, and a meeting needs \(least): meet again.", field: "present")
  }
  package static func votes(_ sum: Int, present: Int) -> Problem {
    invalid(
      "review.votes", "赞成、反对、弃权合计 \(sum)，应等于实到的 \(present) 人。",
      "The votes come to \(sum), and \(present) were present.", field: "votesFor")
  }
  package static func majority(_ votes: Int, of present: Int) -> Problem {
    invalid(
      "review.majority", "实到 \(present) 人中只有 \(votes) 票赞成，没有通过；请办理“不纳入”或退回。",
      "\(votes) of \(present) are for it, which does not carry: refuse the household or send it back.",
      field: "votesFor")
  }
  package static let minutes = invalid(
    "review.minutes", "请写会议记录和主持人。", "Give the minutes and who presided.", field: "minutes")
  package static let postedTwice = conflict(
    "notice.posted", "公示已经张贴；公示只进行一次。", "The notice hangs already; there is only one.")
  package static let notPosted = conflict("notice.none", "公示还没有张贴。", "The notice does not hang yet.")
  package static let postingDay = invalid(
    "notice.day", "张贴日期应在评议之后、不晚于今天。", "The notice hangs from the review on, not later than today.",
    field: "postedOn")
  package static let posting = invalid(
    "notice.posting", "请写张贴地点和张贴人。", "Say where the notice hangs and who put it up.", field: "spot")
  package static func early(until day: Day) -> Problem {
    Problem(
      "monitoring.notice.early", .conflict, zh: "公示不满期限，\(day) 才能结束。",
      en: "The notice has to hang until \(day).", details: ["until": "\(day)"])
  }
  package static let evidence = invalid(
    "notice.evidence", "请写张贴证据（照片编号、见证人）。", "Give the evidence of the posting (photo, witness).",
    field: "evidence")
  package static let objection = conflict(
    "notice.objection", "还有异议没有处理。", "There is an objection that was not settled.")
  package static let noObjection = invalid(
    "notice.noObjection", "没有这条未处理的异议。", "There is no such open objection.", field: "objection")
  package static let opinion = invalid(
    "form.opinion", "请写明意见和理由。", "Give an opinion with its reasons.", field: "opinion")
  package static let noType = invalid(
    "decision.noType", "请选择对象类型：\(types(.zh))。", "Choose the type: \(types(.en)).", field: "type")
  private static func types(_ language: Language) -> String {
    ObjectType.allCases.map { "\($0.rawValue)（\($0.title(language))）" }.joined(
      separator: language == .zh ? "、" : ", ")
  }
  package static let terminationKind = invalid(
    "termination.kind",
    "终止只有这几种：\(terminations(.zh))；不纳入和风险消除另有程序。",
    "A case is terminated as \(terminations(.en)); refusal and elimination have procedures of their own.",
    field: "kind")
  private static func terminations(_ language: Language) -> String {
    EpisodeEnding.Kind.terminations.map { "\($0.rawValue)（\($0.title(language))）" }
      .joined(separator: language == .zh ? "、" : ", ")
  }
  package static func type(_ type: ObjectType) -> Problem {
    Problem(
      "monitoring.decision.type", .invalid,
      zh: "认定条件不符合“\(type.title.zh)”：\(type.condition.zh)",
      en: "The household cannot be \(type.title.en): \(type.condition.en)", details: ["field": "type"])
  }
  package static let announcement = invalid(
    "announcement.spot", "请写公告地点。", "Say where it was announced.", field: "spot")
  package static func announcementDay(since day: Day) -> Problem {
    invalid(
      "announcement.day", "公告日期应在县级审定（\(day)）之后、不晚于今天。",
      "It is announced from the county's decision (\(day)) on, not later than today.", field: "announcedOn")
  }
  package static func gate(_ unmet: [GateCondition]) -> Problem {
    Problem(
      "monitoring.elimination.gate", .conflict,
      zh: "还不能消除风险：" + unmet.map(\.words.zh).joined(separator: "；") + "。",
      en: "The risk cannot be called eliminated: " + unmet.map(\.words.en).joined(separator: "; ") + ".",
      details: ["unmet": unmet.map(\.name.rawValue).joined(separator: " ")])
  }
  /// What the gate finds after the county has decided: the announcement has to wait.
  package static func gateAfterDecision(_ unmet: [GateCondition]) -> Problem {
    Problem(
      "monitoring.elimination.gate", .conflict,
      zh: "审定之后情况有变，还不能公告消除：" + unmet.map(\.words.zh).joined(separator: "；")
        + "。请先办结线索，或退回重新核实。",
      en: "Things have changed since the decision, and nothing can be announced yet: "
        + unmet.map(\.words.en).joined(separator: "; ") + ". End the clues first, or send it back.",
      details: ["unmet": unmet.map(\.name.rawValue).joined(separator: " ")])
  }
  package static let riskWords = invalid(
    "elimination.risks", "请逐项写明每个风险如何消除。", "Say of every risk how it has gone.", field: "risks")
  package static let method = invalid(
    "elimination.method", "有帮扶措施完成的才能选“帮扶消除”。",
    "Elimination by help needs a measure that was done.", field: "method")
  package static let contact = invalid(
    "elimination.contact", "请写联系人。", "Name the contact person.", field: "contact")
  package static let knownRisk = conflict(
    "episode.risk", "这项风险已经登记。", "The risk is registered already.")
  package static let earlyComplaint = conflict(
    "report.early", "还没有超过核实期限，请再等等；紧急情况请直接联系村委会。",
    "The time to look into it is not over yet; in an emergency go to the village office.")

  // MARK: papers and registers

  package static let unknownPaper = Problem(
    "monitoring.paper.unknown", .notFound, zh: "没有这种文书或名册，或不在您的职责范围。",
    en: "There is no such paper or register, or it is not your business.")
  package static let paperEarly = conflict(
    "paper.early", "还没有办到这一步，文书没有内容可写。", "The episode has not come so far: there is nothing to write yet.")
  package static func registerLarge(_ most: Int) -> Problem {
    invalid(
      "register.large", "名册超过 \(most) 户，请选小一些的地方再导出。",
      "The register has more than \(most) households: choose a smaller place.")
  }
}
