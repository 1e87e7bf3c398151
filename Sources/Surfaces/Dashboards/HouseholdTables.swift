// The members, incomes and living conditions of a household.

import Kernel
import Pages

extension HouseholdPage {
  func membersCard(_ language: Language) -> HTML {
    let heading = language.say("家庭成员", "Members")
    guard !members.isEmpty else {
      return card(
        heading, id: "members",
        emptyState(
          language.say("没有登记成员", "No member is registered"),
          language.say(
            "这一户在册，但没有任何成员的记录，请核对人员文件。",
            "The household is registered without members: check the file of persons.")))
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("姓名", "Name")), TableColumn(language.say("与户主关系", "Relation")),
        TableColumn(language.say("性别", "Sex")), TableColumn(language.say("年龄", "Age"), isNumber: true),
        TableColumn(language.say("证件号码", "Identity number")), TableColumn(language.say("健康", "Health")),
        TableColumn(language.say("劳动能力", "Labour")), TableColumn(language.say("务工", "Work")),
        TableColumn(language.say("备注", "Remarks")),
      ],
      rows: members.map { $0.cells(language) }, narrow: .becomesCards)
    let whole = link(
      language.say("查看完整证件号码和电话", "Show numbers whole"), .reveal(county: county, number: number))
    return card(
      heading, id: "members", hint: countText(members.count, .persons, language),
      aside: mayReveal ? whole : HTML(), table.html)
  }

  func incomesCard(_ language: Language) -> HTML {
    let heading = language.say("收入（按核算年度）", "Income by accounting year")
    guard !incomes.isEmpty else {
      return card(
        heading, id: "incomes", span: 7,
        emptyState(
          language.say("没有收入记录", "No income is recorded"),
          language.say("与收入有关的规则无法判断，请补报收入。", "Rules about income cannot tell: report the income.")))
    }
    let heads: [(Text, KeyPath<IncomeRow, Money>)] = [
      (Text(zh: "工资性收入", en: "Wages"), \.wage), (Text(zh: "生产经营性收入", en: "Operating income"), \.operating),
      (Text(zh: "财产性收入", en: "Property income"), \.property),
      (Text(zh: "转移性收入", en: "Transfers"), \.transfer),
      (Text(zh: "生产经营性支出", en: "Operating cost"), \.operatingCost),
      (Text(zh: "纯收入", en: "Net income"), \.net),
    ]
    var rows = heads.map { title, head -> [HTML] in
      ["\(title(language))"] + incomes.map { "\(moneyText($0[keyPath: head], language))" }
    }
    rows.append(
      ["\(language.say("人均纯收入", "Net income a head"))"]
        + incomes.map { row in row.perHead.map { "<b>\(moneyText($0, language))</b>" } ?? "–" })
    let table = DenseTable(
      caption: heading,
      columns: [TableColumn(language.say("项目", "Head"))]
        + incomes.map { TableColumn(language.say("\($0.year) 年度", "\($0.year)"), isNumber: true) },
      rows: rows)
    return card(heading, id: "incomes", span: 7, "<div class=\"freeze\">\(table.html)</div>")
  }

  func livingCard(_ language: Language) -> HTML {
    let heading = language.say("住房、饮水与搬迁", "Housing, water, relocation")
    guard !living.isEmpty else {
      return card(
        heading, span: 5,
        emptyState(
          language.say("没有登记", "Not recorded"),
          language.say("住房等级和饮水情况不明，不作判断。", "Housing and water are unknown; no rule judges by them.")))
    }
    return card(heading, span: 5, factList(living, language))
  }
}

extension HouseholdMember {
  fileprivate func cells(_ language: Language) -> [HTML] {
    let dead = isLiving ? [] : [statusTag(.grey, language.say("已故", "deceased"))]
    let remarks = dead + flags.map { statusTag(.amber, $0(language)) }
    return [
      "\(name)", "<span class=\"whole\">\(relation(language))</span>",
      "\(sex == .male ? language.say("男", "male") : language.say("女", "female"))",
      age.map { "\(language.say("\($0) 岁", "\($0) years"))" } ?? "–",
      "\(maskedID)", "\(health(language))", "\(labour(language))", "\(work(language))",
      remarks.isEmpty ? HTML() : "<span class=\"tags\">\(remarks)</span>",
    ]
  }
}
