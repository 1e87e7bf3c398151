// The page of a household: verdict, findings with their evidence, members, incomes, living conditions.

import Kernel
import Pages

extension HouseholdPage {
  func document(_ plain: PageFrame) -> HTML {
    let language = plain.language
    let name = head.isEmpty ? language.say("第 \(number) 户", "Household \(number)") : head
    var frame = plain.around(path, last: name).stamped(stamp)
    frame.title = head.isEmpty ? name : language.say("\(head)家", "Household of \(head)")
    frame.note =
      language.say("户编号 \(number) · \(type.zh) · ", "Number \(number) · \(type.en) · ") + frame.note
    frame.footer = [
      language.say("收入核算年度为上年 10 月 1 日至当年 9 月 30 日。", "Income is counted from 1 October to 30 September."),
      language.say("证件号码按规定遮盖。", "Identity numbers are masked."),
    ]
    let parts = [
      alertStrip(language.say("结论", "Verdict"), [verdict(language)]), casesCard(frame),
      figures(language), findingsCard(language), nearCard(language), membersCard(language),
      seesIncome ? incomesCard(language) : HTML(), livingCard(language), refusedCard(language),
    ]
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  /// The way to the household's clues and cases, for who may go it.
  private func casesCard(_ frame: PageFrame) -> HTML {
    let language = frame.language
    let all: [(String, MonitoringAddress)] = [
      (language.say("线索和个案", "Clues and cases"), .household(county: county, number: number)),
      (language.say("报告线索", "Report a clue"), .report(county: county, number: number)),
      (language.say("登记走访", "Record a visit"), .visit(county: county, number: number)),
    ]
    let buttons = all.filter { frame.mayOpen(.monitoring($0.1)) }.map { buttonLink($0.0, .monitoring($0.1)) }
    return buttons.isEmpty ? HTML() : card(language.say("监测与帮扶", "Monitoring and help"), buttonRow(buttons))
  }

  private func verdict(_ language: Language) -> Alert {
    let place = path[path.count - 1]
    let list = PageAddress.place(place.code, .plain)
    let back = language.say("回到\(place.name)", "Back to \(place.name)")
    if stamp == nil {
      return Alert(
        .grey, language.say("未筛查", "not screened"), headline: unscreened(language),
        detail: language.say("规则还没有运行过。", "The rules have not run yet."), action: back, leads: PageLink(list))
    }
    let count = countText(risks.count, .rules, language)
    let see = language.say("查看依据", "See why")
    let here = PageAddress.household(county: county, number: number).part("findings")
    guard let first = risks.first else {
      return Alert(
        .green, language.say("正常", "fine"), headline: language.say("没有规则命中", "No rule holds"),
        detail: language.say("这次筛查没有发现这一户的风险。", "This screening found no risk in this household."),
        action: back, leads: PageLink(list))
    }
    if isExcluded {
      return Alert(
        .grey, language.say("排除", "excluded"),
        headline: language.say("命中 \(count)规则，但有排除情形", "\(count) hold, with an exclusion"),
        detail: language.say("先核对资产是否属实，再决定是否入户。", "Check the assets before a visit is decided."),
        action: see, leads: here)
    }
    let isUrgent = risks.contains { $0.rule.severity == .red }
    return Alert(
      isUrgent ? .red : .amber, isUrgent ? Severity.red.word(language) : Severity.amber.word(language),
      headline: language.say("命中 \(count)规则，要入户核实", "\(count) hold: verify at home"),
      detail: first.sentence(language), action: see, leads: here)
  }

  private func figures(_ language: Language) -> HTML {
    let living = members.count { $0.isLiving }
    var figures = [
      KeyFigure(
        language.say("家庭成员", "Members"), value: grouped(members.count),
        unit: Unit.persons.word(for: members.count, in: language),
        note: living == members.count
          ? "" : language.say("其中在世 \(living) 人", "of whom \(countText(living, .persons, language)) alive"),
        leads: part("members"))
    ]
    if let latest = incomes.first {
      figures.append(income(latest, language))
    }
    figures.append(
      KeyFigure(
        language.say("命中规则", "Rules that hold"), value: grouped(risks.count),
        unit: Unit.rules.word(for: risks.count, in: language),
        note: language.say(
          "其中急办 \(risks.count { $0.rule.severity == .red }) 条",
          "\(risks.count { $0.rule.severity == .red }) to act on now"),
        leads: risks.isEmpty ? nil : part("findings")))
    return keyFigures(language.say("主要数字", "Key figures"), figures)
  }

  private func income(_ latest: IncomeRow, _ language: Language) -> KeyFigure {
    let isBelow =
      if let perHead = latest.perHead, let monitoringLine { perHead < monitoringLine } else { false }
    let line = monitoringLine.map {
      language.say("监测线 \(moneyText($0, .zh))", "Monitoring line \(moneyText($0, .en))")
    }
    return KeyFigure(
      language.say("\(latest.year) 年度人均纯收入", "Net income a head, \(latest.year)"),
      value: latest.perHead.map { "\($0)" } ?? "–", unit: language.say("元", "yuan"), note: line ?? "",
      leads: part("incomes"),
      tag: isBelow ? statusTag(.red, language.say("低于监测线", "below the line")) : nil)
  }

  func part(_ part: StaticString) -> PageLink {
    PageAddress.household(county: county, number: number).part(part)
  }

  private func nearCard(_ language: Language) -> HTML {
    guard !near.isEmpty else { return HTML() }
    let items = near.map { item -> HTML in
      // Without the rule's sign: a red triangle would say that something must be done now.
      let title = link(item.rule.title(language), .rule(item.rule.name))
      return """
        <article class="finding"><div class="line">\(title)</div>\
        <p class="says">\(item.sentence(language))</p></article>
        """
    }
    return card(
      language.say("接近预警的规则", "Close to a warning"), id: "near",
      hint: language.say("现在没有命中，再差一点就会命中", "They do not hold now, but little is missing"), "\(items)")
  }

  private func refusedCard(_ language: Language) -> HTML {
    guard !refused.isEmpty else { return HTML() }
    return card(
      language.say("涉及这一户的退回记录", "Refused rows about this household"), id: "refused",
      hint: language.say("这些行没有入库，可能影响结论", "They did not go in and may change the verdict"),
      refusedTable(refused, language))
  }
}
