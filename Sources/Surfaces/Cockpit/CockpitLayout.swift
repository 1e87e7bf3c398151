// The page of a board: what needs a decision, gaps and levels, targets, ranking, map, gap, bands, flow.

import Charts
import Indicators
import Kernel
import Pages
import Registry

/// A board with what its page is drawn with.
struct CockpitLayout {
  let board: CockpitBoard
  let frame: PageFrame
  let map: TileMap
  let shapes: RegionShapes?

  var language: Language { frame.language }
  var place: Place { board.place }

  func document() -> HTML {
    var frame = frame
    frame.title = language.say("\(place.name)驾驶舱", "\(place.name) · cockpit")
    frame.note = board.note(language)
    frame = frame.around(board.path.dropLast(), seenFrom: board.top)
    var parts = [
      alertStrip(language.say("底线", "The bottom line"), alerts()), keyFigures(), targetCard(),
    ]
    if !board.children.isEmpty { parts += [mapCard(), rankingCard()] }
    parts += [clueCard(), trendCard(), bandCard(span: 5), flowCard(), gapCard(), linksCard()]
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  /// A value as its reader sees it, with unit; a dash where it cannot be told.
  func text(_ value: IndicatorValue, _ code: String) -> String {
    let indicator = board.indicator(code)
    guard let number = value.text(indicator) else { return "–" }
    let unit = indicator.unit.title(language)
    return unit == "%" ? number + "%" : unit.isEmpty ? number : "\(number) \(unit)"
  }

  func why(_ value: IndicatorValue) -> String {
    switch value.untold {
    case nil: ""
    case .noRows: language.say("没有这类台账", "no such ledger yet")
    case .mostUnknown:
      language.say(
        "多数无法判定（\(grouped(value.unknown)) 条）", "of most (\(grouped(value.unknown))) it cannot be told")
    case .onlyNow: language.say("登记册只保留现值", "only the present value is kept")
    case .nobodyKnown: language.say("无法判定", "cannot be told")
    case .nothingToDivideBy: language.say("没有对象", "nobody to count")
    case .noReference: language.say("没有公布值", "no published value")
    case .tooLarge, .partMissing: language.say("缺少所依据的数", "a part is missing")
    }
  }

  /// How many a number leaves open, behind other words; nothing where it speaks of all.
  func open(_ value: IndicatorValue) -> String {
    guard value.exact != nil, let remark = value.remark else { return "" }
    return language.say("；\(remark.zh)", "; \(remark.en)")
  }

  // What needs a decision.

  private func alerts() -> [Alert] {
    var alerts = board.book.bottomLine.compactMap { code -> Alert? in
      let value = board.value(code)
      guard let exact = value.exact else { return untold(code, value) }
      guard !exact.isZero else { return nil }
      return Alert(
        .red, language.say("底线", "floor"),
        headline: "\(board.indicator(code).title(language))\(language.say("：", ": "))\(text(value, code))",
        detail: language.say("底线要求为零", "It has to be none") + open(value) + language.say("。", "."),
        action: language.say("看名单", "See who"), leads: leads(code))
    }
    alerts += board.flow.clusters.prefix(3).map { cluster($0) }
    if alerts.isEmpty {
      alerts.append(
        Alert(
          .green, language.say("守住", "held"),
          headline: language.say("底线守住：没有返贫，没有低于兜底线的户", "Held: nobody fell back, none below the floor"),
          detail: language.say("近期没有聚集性风险。", "No cluster of new cases."),
          action: language.say("看监测名单", "The list of cases"),
          leads: PageLink(.monitoring(.episodes(WorkView())))))
    }
    return alerts.map { alert in
      frame.mayOpen(alert.leads.address) ? alert : alert.withoutAction
    }
  }

  private func cluster(_ cluster: CaseFlow.Cluster) -> Alert {
    let (days, count) = (board.book.clusterDays, cluster.households)
    let spot = board.spots[cluster.village]
    let (name, code) = (spot?.name ?? cluster.village.short, spot?.code ?? cluster.village)
    let isVillage = code == cluster.village
    return Alert(
      .amber, language.say("聚集", "cluster"),
      headline: language.say(
        "\(name)\(isVillage ? " " : "有一个村 ")\(days) 天内新增 \(count) 户",
        "\(isVillage ? name : "a village of \(name)"): \(count) new within \(days) days"),
      detail: language.say("短期内集中出现，可能有共同原因。", "Several at once may have one cause."),
      action: isVillage
        ? language.say("看这个村", "See the village") : language.say("看这个乡镇", "See the township"),
      leads: PageLink(.monitoring(.episodes(WorkView(place: code)))))
  }

  /// What is not known is not held.
  private func untold(_ code: String, _ value: IndicatorValue) -> Alert {
    Alert(
      .grey, language.say("不明", "not known"),
      headline: "\(board.indicator(code).title(language))\(language.say("：", ": "))\(why(value))",
      detail: language.say("不能判断底线是否守住。", "Whether the line is held cannot be told."),
      action: language.say("看口径", "What it counts"), leads: leads(code))
  }

  /// The figure's own page: definition, parts, households behind it.
  func leads(_ code: String) -> PageLink {
    PageLink(.figures(.figure(code, FigureView(place: place.code))))
  }

  private func keyFigures() -> HTML {
    let codes = board.book.narrowings + board.book.ensures
    return Pages.keyFigures(
      language.say("两个缩小、两个确保", "Two gaps to narrow, two levels to raise"),
      codes.map { code in
        let (indicator, value) = (board.indicator(code), board.value(code))
        return KeyFigure(
          indicator.title(language), value: value.text(indicator) ?? "–",
          unit: indicator.unit.title(language),
          note: value.exact == nil ? why(value) : indicator.population(language) + open(value),
          leads: leads(code),
          chart: sparkline(board.course.line(code)))
      })
  }

  private func linksCard() -> HTML {
    let heading = language.say("继续看", "More")
    let items: [(String, PageAddress)] = [
      (language.say("贫困与不平等测度", "Poverty and inequality"), .cockpit(.wellbeing(place.code))),
      (language.say("风险筛查总览", "Screening overview"), .place(place.code, .plain)),
      (language.say("调度材料和研判表", "Briefings"), .briefings(.list(place.code))),
      (language.say("监测个案", "Cases"), .monitoring(.episodes(WorkView(place: place.code)))),
    ]
    let list = items.filter { frame.mayOpen($0.1) }.map { words, address -> HTML in
      "<li>\(link(words, address))</li>"
    }
    return card(heading, "<div class=\"inside\"><ul>\(list)</ul></div>")
  }
}

extension CockpitBoard {
  /// Of which day the numbers are.
  func note(_ language: Language) -> String {
    language.say("数据截至 \(figures.asOf)", "as of \(figures.asOf)") + (isCurrent ? "" : renewing(language))
  }
}

/// Behind the day of numbers that are older than the register.
func renewing(_ language: Language) -> String {
  language.say("（登记数据有变动，正在更新）", " (the register has changed; being renewed)")
}

extension PageFrame {
  /// With the places above: links to those that the reader sees, names of the others.
  func around(_ path: [Place], seenFrom top: PlaceCode) -> PageFrame {
    var frame = self
    frame.above = path.filter { $0.code.level < top.level }.map(\.name)
    frame.crumbs = path.filter { $0.code.level >= top.level }.map {
      Crumb($0.name, .cockpit(.board($0.code, rankedBy: nil)))
    }
    return frame
  }
}
