// Why rules find a household: the sentence, the reasons and the rows of the files behind them.

import Kernel
import Pages

extension HouseholdPage {
  func findingsCard(_ language: Language) -> HTML {
    let heading = language.say("为什么被筛出", "Why rules find it")
    guard !findings.isEmpty else {
      return card(
        heading, id: "findings",
        emptyState(
          stamp == nil ? unscreened(language) : language.say("没有规则命中", "No rule holds"),
          language.say(
            "每条规则都看过，没有一条的条件成立。", "Every rule was tried and none of the conditions holds."),
          [Choice(language.say("查看全部规则", "See all rules"), .rules)]))
    }
    return card(
      heading, id: "findings",
      hint: language.say(
        "每条都写明规则、命中的理由和依据的文件记录", "Each with its rule, the reasons and the rows of the files"),
      "\(findings.map { $0.part(language) })")
  }
}

extension HouseholdFinding {
  fileprivate func part(_ language: Language) -> HTML {
    let about = link(language.say("规则说明", "About the rule"), .rule(rule.name))
    let cause: HTML =
      rule.cause(language).isEmpty ? HTML() : "<span class=\"faint\">\(rule.cause(language))</span>"
    return """
      <article class="finding"><div class="line">\
      \(statusTag(rule.severity.status, rule.severity.word(language)))\
      <h3>\(rule.title(language))</h3>\(cause)<span class="right">\(about)</span></div>
      <p class="says">\(sentence(language))</p>
      <p class="faint">\(language.say("依据规则：", "Rule in words: "))\(condition(language))</p>
      <div class="pair">\(because(language))\(rows(language))</div></article>
      """
  }

  private func because(_ language: Language) -> HTML {
    "<ul class=\"reasons\">\(reasons.map { reason -> HTML in "<li>\(reason(language))</li>" })</ul>"
  }

  private func rows(_ language: Language) -> HTML {
    guard !evidence.isEmpty else {
      return "<p class=\"faint\">\(language.say("只依据登记资料，没有部门记录。", "Rests on the register alone."))</p>"
    }
    let table = DenseTable(
      caption: language.say("\(rule.title.zh)：依据的记录", "\(rule.title.en): rows behind it"),
      columns: [
        TableColumn(language.say("记录", "Record")), TableColumn(language.say("日期", "Date")),
        TableColumn(language.say("金额", "Amount"), isNumber: true),
        TableColumn(language.say("出处", "File and line")),
      ],
      rows: evidence.map { $0.cells(language) }, narrow: .becomesCards)
    return table.html
  }
}

extension Evidence {
  fileprivate func cells(_ language: Language) -> [HTML] {
    let place = line.map { language.say("\(file) 第 \($0) 行", "\(file), line \($0)") } ?? file
    return [
      "\(what(language))", day.map { "<time>\($0.description)</time>" } ?? HTML(),
      amount.map { "\(moneyText($0, language))" } ?? HTML(), "<span class=\"faint\">\(place)</span>",
    ]
  }
}

/// Names and values side by side.
func factList(_ facts: [NamedValue], _ language: Language) -> HTML {
  let items = facts.map { fact -> HTML in
    "<div><dt>\(fact.name(language))</dt><dd>\(fact.value(language))</dd></div>"
  }
  return "<dl class=\"facts\">\(items)</dl>"
}
