// The pages of the rules: the library with its counts, and one rule in full.

import Charts
import Kernel
import Pages

extension RulesPage {
  func document(_ plain: PageFrame) -> HTML {
    let language = plain.language
    var frame = plain.stamped(stamp)
    frame.tab = .rules
    frame.title = language.say("筛查规则", "Rules")
    let heading = language.say("全部规则", "All rules")
    guard !rules.isEmpty else {
      let empty = emptyState(
        language.say("规则库是空的", "The library is empty"),
        language.say("把规则文件夹放进规则库，再运行一次筛查。", "Put folders of rules into the library and screen again."))
      return frame.document("<div class=\"grid\">\(card(heading, empty))</div>")
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("规则", "Rule")), TableColumn(language.say("程度", "Severity")),
        TableColumn(language.say("致贫返贫风险", "Cause")),
        TableColumn(language.say("命中户", "Households"), isNumber: true),
        TableColumn(language.say("占在册户", "Share"), isNumber: true),
      ],
      rows: rules.map { row(of: $0.rule, $0.households, language) }, narrow: .becomesCards)
    return frame.document(
      "<div class=\"grid\">\(card(heading, hint: countText(rules.count, .rules, language), table.html))</div>"
    )
  }

  private func row(of rule: RuleLabel, _ found: Int?, _ language: Language) -> [HTML] {
    let address = PageAddress.rule(rule.name)
    return [
      link(rule.title(language), address), statusTag(rule.severity.status, rule.severity.word(language)),
      "\(rule.cause(language))",
      found.map { found -> HTML in
        found == 0
          ? "<span class=\"zero\">0</span>"
          : link(countText(found, .households, language), address.part("places"))
      } ?? "–",
      found.map { "\(shareText($0, of: households))" } ?? "–",
    ]
  }
}

extension RulePage {
  func document(_ plain: PageFrame) -> HTML {
    let language = plain.language
    var frame = plain.stamped(stamp)
    frame.tab = .rules
    frame.crumbs = [Crumb(language.say("筛查规则", "Rules"), .rules), Crumb(rule.title(language), frame.address)]
    frame.title = rule.title(language)
    let names = "\(code) \(rule.name)"
    let facts = [
      NamedValue(name: Text(zh: "程度", en: "Severity"), value: rule.severity.word),
      NamedValue(name: Text(zh: "致贫返贫风险", en: "Cause"), value: rule.cause),
      NamedValue(name: Text(zh: "代号", en: "Name"), value: Text(zh: names, en: names)),
      NamedValue(name: Text(zh: "依据", en: "Source"), value: source),
    ].filter { !$0.value(language).isEmpty }
    let parts = [
      card(
        language.say("条件", "Condition"), span: 7,
        """
        <div class="inside"><p><strong>\(language.say("白话：", "In words: "))</strong>\(inWords(language))</p>\
        <pre class="rule" tabindex="0"><code>\(condition)</code></pre>\
        <p>\(language.say("说明用语：", "Said as: "))\(sentence(language))</p></div>
        """),
      card(language.say("基本信息", "About"), span: 5, factList(facts, language)),
      parametersCard(language), factsCard(language), placesCard(language),
    ]
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  private func parametersCard(_ language: Language) -> HTML {
    guard !parameters.isEmpty else { return HTML() }
    let table = DenseTable(
      caption: language.say("参数", "Parameters"),
      columns: [
        TableColumn(language.say("参数", "Parameter")),
        TableColumn(language.say("取值", "Value"), isNumber: true),
        TableColumn(language.say("例外", "Exceptions")), TableColumn(language.say("代号", "Name")),
      ],
      rows: parameters.map { parameter in
        let exceptions = parameter.exceptions.map { $0(language) }.joined(separator: language.say("；", "; "))
        return [
          "\(parameter.title(language))", "\(parameter.value(language))",
          "\(exceptions.isEmpty ? language.say("无", "none") : exceptions)",
          "<code>\(parameter.name)</code>",
        ]
      }, narrow: .becomesCards)
    let form = mayTry ? trialForm(rule, parameters, language) : HTML()
    return card(
      language.say("参数", "Parameters"),
      hint: language.say(
        "改变取值，看各县进出多少户；只试算，不改动", "Try other values: who would enter and leave; nothing is changed"),
      "\(table.html)\(form)")
  }

  private func factsCard(_ language: Language) -> HTML {
    guard !facts.isEmpty else { return HTML() }
    let heading = language.say("所用事实", "Facts")
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("事实", "Fact")), TableColumn(language.say("白话", "In words")),
        TableColumn(language.say("代号", "Name")),
      ],
      rows: facts.map { fact in
        [
          "<span class=\"long\">\(fact.meaning(language))</span>",
          "<span class=\"long\">\(fact.inWords(language))</span>", "<code>\(fact.name)</code>",
        ]
      }, narrow: .becomesCards)
    return card(
      heading, id: "facts",
      hint: language.say("条件里用到的、先行算好的数据", "What the condition uses, computed beforehand"), table.html)
  }

  private func placesCard(_ language: Language) -> HTML {
    let level = places.first?.place.code.level ?? .county
    let heading = language.say(
      level == .county ? "各县命中户数" : "各地命中户数", "Households by \(level.word.en.lowercased())")
    guard places.contains(where: { $0.found > 0 }) else {
      return card(
        heading, id: "places",
        emptyState(
          stamp == nil ? unscreened(language) : language.say("没有一户命中", "Nobody is found"),
          language.say("这次筛查里，没有一户满足这条规则的条件。", "No household of this screening meets the condition."),
          [Choice(language.say("查看其他规则", "Other rules"), .rules)]))
    }
    let bars = places.sorted { $0.found > $1.found }.map { one in
      let address = PageAddress.place(one.place.code, PlaceView(sort: rule.name, isDescending: true))
      return Bar(
        label: link(one.place.name, .place(one.place.code, .plain)), count: one.found,
        value: link(countText(one.found, .households, language), address.part("matrix")),
        share: shareText(one.found, of: one.households),
        status: rule.severity == .exclusion ? .grey : nil)
    }
    return card(
      heading, id: "places", hint: language.say("百分比为占当地在册户", "Share of all households of the place"),
      barChart(heading, bars))
  }
}
