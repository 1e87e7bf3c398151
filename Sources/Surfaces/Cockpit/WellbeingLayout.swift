// The page of poverty and inequality of a place, for those who analyse.

import Charts
import Inequality
import Kernel
import Pages
import Registry
import Wellbeing

/// What the page is made of.
struct WellbeingPage {
  let path: [Place]
  /// The reader's own place.
  let top: PlaceCode
  let asOf: Day
  /// Whether the measures are of the register as it stands.
  let isCurrent: Bool
  let book: WellbeingBook
  let own: WellbeingMeasures
  let children: [(place: Place, measures: WellbeingMeasures)]
}

extension WellbeingPage {
  func document(_ plain: PageFrame) -> HTML {
    var frame = plain
    let language = frame.language
    guard let place = path.last else { preconditionFailure("a page is that of a place") }
    frame.title = language.say("\(place.name)：贫困与不平等", "\(place.name) · poverty and inequality")
    frame.note = language.say("数据截至 \(asOf)", "as of \(asOf)") + (isCurrent ? "" : renewing(language))
    frame = frame.around(path, seenFrom: top)
    frame.footer = [
      language.say(
        "户内按人均分享收入。FGT：Foster、Greer、Thorbecke（1984）；泰尔指数：Theil（1967）；"
          + "多维贫困：Alkire、Foster（2011）。收入或条件不明的人不计入，另行注明。",
        "Income is shared equally within a household. FGT: Foster, Greer, Thorbecke (1984); Theil (1967); "
          + "several lacks: Alkire, Foster (2011). Who is not known of is left out and told.")
    ]
    let parts = [
      figures(language), lineCard(language), lorenzCard(place, language), lackCard(language),
      childCard(language),
    ]
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  private func figures(_ language: Language) -> HTML {
    let yuan = language.say("元", "yuan")
    func money(_ fen: Double?) -> String { fen.map { grouped(Int(($0 / 100).rounded())) } ?? "–" }
    let within = own.parts.map { parts in
      let whole = parts.between + parts.within
      let share = whole > 0 ? shareText(permille: Int((parts.between / whole * 1_000).rounded())) : "–"
      return language.say("其中地区之间占 \(share)", "\(share) of it between places")
    }
    return keyFigures(
      language.say("主要数字", "Key figures"),
      [
        KeyFigure(
          language.say("在世人口", "Living people"), value: grouped(Int(own.people)),
          unit: Unit.persons.word(for: Int(own.people), in: language),
          note: language.say(
            "收入不明 \(grouped(Int(own.untold.income))) 人",
            "income not known of \(grouped(Int(own.untold.income)))")),
        KeyFigure(language.say("人均纯收入", "Mean income a head"), value: money(own.mean), unit: yuan),
        KeyFigure(language.say("中位数", "Median"), value: money(own.median), unit: yuan),
        KeyFigure(language.say("基尼系数", "Gini"), value: decimal(own.gini), unit: ""),
        KeyFigure(
          language.say("泰尔指数", "Theil's T"), value: decimal(own.theil?.value), unit: "", note: within ?? ""),
      ])
  }

  private func lineCard(_ language: Language) -> HTML {
    let heading = language.say("按收入线的贫困测度（FGT）", "Poverty by lines of income (FGT)")
    let rows = own.poverty.map { found -> [HTML] in
      [
        "\(found.line.title(language))",
        HTML(escaping: found.level.map { grouped(Int($0 / 100)) } ?? language.say("各县不同", "by county")),
        HTML(escaping: found.poverty.map { grouped(Int($0.poor)) } ?? "–"),
        HTML(escaping: percent(found.poverty?.headcount)), HTML(escaping: percent(found.poverty?.gap)),
        HTML(escaping: decimal(found.poverty?.severity)),
        HTML(escaping: found.poverty.map { grouped(Int($0.shortfall / 1_000_000)) } ?? "–"),
      ]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("收入线", "Line")),
        TableColumn(language.say("元/人", "Yuan a head"), isNumber: true),
        TableColumn(language.say("低于的人数", "People below"), isNumber: true),
        TableColumn(language.say("贫困发生率 FGT(0)", "Headcount FGT(0)"), isNumber: true),
        TableColumn(language.say("贫困深度 FGT(1)", "Gap FGT(1)"), isNumber: true),
        TableColumn(language.say("贫困强度 FGT(2)", "Severity FGT(2)"), isNumber: true),
        TableColumn(language.say("补齐所需（万元）", "To lift all (10,000 yuan)"), isNumber: true),
      ], rows: rows)
    return card(heading, table.html)
  }

  private func lorenzCard(_ place: Place, _ language: Language) -> HTML {
    let heading = language.say("洛伦兹曲线", "Lorenz curve")
    return card(
      heading, span: 5,
      lorenzChart("\(place.name) · \(heading)", [LorenzCurve(place.name, own.lorenz)], language))
  }

  private func lackCard(_ language: Language) -> HTML {
    let heading = language.say("多维贫困（三保障、饮水、收入）", "Several lacks: guarantees, water, income")
    guard let lacking = own.lacks.lacking, let found = own.lacks.poverty(cutoff: book.cutoff) else {
      return card(
        heading, span: 7, "<p class=\"remark\">\(language.say("没有可判定的人。", "Nobody to tell of."))</p>")
    }
    let rows = book.dimensions.indices.map { dimension -> [HTML] in
      [
        "\(book.dimensions[dimension].title(language))", HTML(escaping: percent(lacking[dimension])),
        HTML(escaping: percent(found.censored[dimension])),
        HTML(escaping: percent(found.contributions[dimension])),
      ]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("维度", "Dimension")),
        TableColumn(language.say("缺失率", "Lacking"), isNumber: true),
        TableColumn(language.say("且多维贫困", "and poor in several"), isNumber: true),
        TableColumn(language.say("贡献", "Its part"), isNumber: true),
      ], rows: rows)
    let words = language.say(
      "权重合计达到 \(book.cutoff) 为多维贫困：\(grouped(Int(found.poor))) 人，发生率 H \(percent(found.headcount))，"
        + "平均缺失 A \(percent(found.intensity))，指数 M0 \(decimal(found.adjusted))；"
        + "条件不明 \(grouped(Int(own.untold.lacks))) 人未计入。",
      "Poor with lacks of weight \(book.cutoff) or more: \(grouped(Int(found.poor))) people, H "
        + "\(percent(found.headcount)), A \(percent(found.intensity)), M0 \(decimal(found.adjusted)); "
        + "\(grouped(Int(own.untold.lacks))) not known of.")
    return card(heading, span: 7, "<p class=\"remark\">\(words)</p>\(table.html)")
  }

  private func childCard(_ language: Language) -> HTML {
    guard !children.isEmpty else { return HTML() }
    let heading = language.say("各地比较", "Place by place")
    let rows = children.map { child -> [HTML] in
      let (place, found) = child
      let line = found.poverty.first?.poverty
      return [
        link(place.name, PageAddress.cockpit(.wellbeing(place.code))),
        HTML(escaping: found.mean.map { grouped(Int(($0 / 100).rounded())) } ?? "–"),
        HTML(escaping: decimal(found.gini)), HTML(escaping: percent(line?.headcount)),
        HTML(escaping: decimal(found.lacks.poverty(cutoff: book.cutoff)?.adjusted)),
      ]
    }
    let first = book.lines[0].title(language)
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("地区", "Place")),
        TableColumn(language.say("人均纯收入（元）", "Income a head (yuan)"), isNumber: true),
        TableColumn(language.say("基尼系数", "Gini"), isNumber: true),
        TableColumn("FGT(0) · \(first)", isNumber: true), TableColumn("M0", isNumber: true),
      ], rows: rows)
    return card(heading, table.html)
  }
}

/// Three decimals, as measures of inequality are told.
private func decimal(_ value: Double?) -> String {
  guard let value else { return "–" }
  let thousandths = Int((value * 1_000).rounded())
  return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1_000).\(padded(abs(thousandths) % 1_000, 3))"
}

private func percent(_ share: Double?) -> String {
  share.map { shareText(permille: Int(($0 * 1_000).rounded())) } ?? "–"
}
