// The trial of a rule: a form with its parameters, and what would come of other values.

import Kernel
import Pages

/// The parameters of a rule as fields; asking changes nothing.
func trialForm(
  _ rule: RuleLabel, _ parameters: [RuleParameter], values: [String: String] = [:], _ language: Language
) -> HTML {
  let fields = parameters.map { parameter -> HTML in
    """
    <label>\(parameter.title(language))\
    \(language.say("（现为 \(parameter.value.zh)）", " (now \(parameter.value.en))"))\
    <input type="text" name="\(parameter.name)" maxlength="20" autocomplete="off" \
    value="\(values[parameter.name] ?? parameter.written)"></label>
    """
  }
  return """
    <form class="filter" method="get" action="\(PageAddress.trial(rule.name, values: [:]))">\(fields)
    <button class="button go">\(language.say("试算", "Try"))</button></form>
    """
}

extension TrialPage {
  func document(_ plain: PageFrame, values: [String: String]) -> HTML {
    let language = plain.language
    var frame = plain
    frame.tab = .rules
    frame.title = language.say("试算：\(rule.title.zh)", "Trial: \(rule.title.en)")
    frame.crumbs = [
      Crumb(language.say("筛查规则", "Rules"), .rules), Crumb(rule.title(language), .rule(rule.name)),
      Crumb(language.say("试算", "Trial"), frame.address),
    ]
    frame.note = language.say("监测日 \(asOf)。只试算，不改动规则和结果。", "As of \(asOf). Nothing is changed by a trial.")
    let form = card(
      language.say("参数取值", "Values"),
      hint: language.say("金额以元计；所有县用同一取值", "Money in yuan; the same value for every county"),
      trialForm(rule, parameters, values: values, language))
    let parts = [form, countiesCard(language), rulesCard(language)]
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  private func countiesCard(_ language: Language) -> HTML {
    let heading = language.say("各县进出", "County by county")
    guard let lines else {
      return card(
        heading,
        emptyState(
          language.say("取值与现在相同", "The values are as they stand"),
          language.say("改一改上面的取值，再按“试算”。", "Change a value above, then press Try."),
          [Choice(language.say("回到规则", "Back to the rule"), .rule(rule.name))]))
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(PlaceLevel.county.word(language)),
        TableColumn(language.say("现有风险户", "At risk now"), isNumber: true),
        TableColumn(language.say("试算后", "Then"), isNumber: true),
        TableColumn(language.say("进入", "Enter"), isNumber: true),
        TableColumn(language.say("退出", "Leave"), isNumber: true),
      ],
      rows: lines.map { line in
        cells(link(line.place.name, .place(line.place.code, .plain)), numbers(line))
      },
      footer: cells("\(level.whole(language))", totals(lines)), narrow: .becomesCards)
    let hint = language.say(
      "有任一风险的户数；用时 \(grouped(milliseconds)) 毫秒",
      "Households with any risk; took \(grouped(milliseconds)) ms")
    return card(heading, id: "counties", hint: hint, "\(summary(lines, language))\(table.html)")
  }

  /// The totals first: on a phone the foot of the table is far below.
  private func summary(_ lines: [TrialLine], _ language: Language) -> HTML {
    let sums = totals(lines).map { grouped($0) }
    return """
      <p class="inside">\(language.say("\(level.whole.zh)风险户 ", "Households at risk in \(level.whole.en): "))\
      <strong>\(sums[0]) → \(sums[1])</strong>\
      \(language.say("，进入 \(sums[2]) 户，退出 \(sums[3]) 户。", "; \(sums[2]) enter, \(sums[3]) leave."))</p>
      """
  }

  private func cells(_ head: HTML, _ numbers: [Int]) -> [HTML] { [head] + numbers.map { "\(grouped($0))" } }

  private func numbers(_ line: TrialLine) -> [Int] { [line.before, line.after, line.entering, line.leaving] }

  private func totals(_ lines: [TrialLine]) -> [Int] {
    lines.reduce([0, 0, 0, 0]) { sums, line in zip(sums, numbers(line)).map { $0 + $1 } }
  }

  private func rulesCard(_ language: Language) -> HTML {
    guard lines != nil, !rules.isEmpty else { return HTML() }
    let heading = language.say("命中户数有变的规则", "Rules that find others")
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("规则", "Rule")),
        TableColumn(language.say("现在", "Now"), isNumber: true),
        TableColumn(language.say("试算后", "Then"), isNumber: true),
        TableColumn(language.say("增减", "Change"), isNumber: true),
      ],
      rows: rules.map { rule, before, after in
        let change = (after > before ? "+" : "−") + grouped(abs(after - before))
        return [
          link(rule.title(language), .rule(rule.name)), "\(grouped(before))", "\(grouped(after))",
          "\(change)",
        ]
      }, narrow: .becomesCards)
    return card(heading, hint: countText(rules.count, .rules, language), table.html)
  }
}
