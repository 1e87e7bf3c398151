// Puts a briefing together: each section of its kind becomes paragraphs, tables and charts.

import Indicators
import Kernel
import Papers
import Registry

struct BriefingComposer {
  let facts: BriefingFacts
  private var words: BriefingWords

  init(_ facts: BriefingFacts, _ language: Language) {
    (self.facts, words) = (facts, BriefingWords(facts, language))
  }

  private var language: Language { words.language }
  private func say(_ zh: String, _ en: String) -> String { words.say(zh, en) }

  mutating func briefing() -> Briefing {
    var blocks: [BriefingBlock] = []
    var number = 0
    for section in facts.kind.sections {
      let content = self.blocks(section.content)
      if let heading = section.heading {
        number += 1
        let ordinal = Self.ordinals[min(number, Self.ordinals.count) - 1]
        blocks.append(.heading(say("\(ordinal)、\(heading.zh)", "\(number). \(heading.en)")))
      }
      blocks += content
    }
    return Briefing(
      kind: facts.kind, place: facts.place, period: facts.period, language: language,
      title: headline.replacing("\n", with: language == .zh ? "" : " "), headline: headline,
      now: facts.now, before: facts.before, dataUntil: facts.dataUntil,
      figuresVersion: facts.figures.fingerprint, blocks: blocks,
      sources: words.sources)
  }

  private static let ordinals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

  private var headline: String {
    facts.kind.head(language).replacing("{place}", with: facts.place.name)
      .replacing("{period}", with: facts.period.title(language))
  }

  private mutating func blocks(_ content: BriefingSection.Content) -> [BriefingBlock] {
    switch content {
    case .narrative(let sentences): [.paragraph(words.paragraph(sentences))]
    case .table(let items): [.table(table(items))]
    case .ranking(let item, let order): [ranking(item, order)]
    case .chart(let chart): [self.chart(chart)]
    case .channels: [.table(channels())]
    case .problems(let items, let base): [.table(words.problems(items, base))]
    case .tasks(let rows): [.tasks(rows)]
    case .signatures(let labels): [.signatures(labels.map { $0(language) })]
    }
  }

  // Figures beside the period before and their targets.

  private mutating func table(_ items: [BriefingItem]) -> BriefingTable {
    let rows = items.map { item -> [BriefingCell] in
      let reading = facts.reading(item)
      let change = facts.change(item)
      return [
        .text(facts.title(item)(language)), .text(words.unit(item)), words.cell(reading.exact, item),
        words.cell(facts.reading(item, isBefore: true).exact, item, isBefore: true),
        change.flatMap { words.signed($0, item) }.map { .text($0) } ?? .text("–"), target(item),
        state(item, reading),
      ]
    }
    return BriefingTable(
      caption: say("主要指标", "Figures"),
      columns: [
        BriefingColumn(say("指标", "Figure"), 26), BriefingColumn(say("单位", "Unit"), language == .zh ? 8 : 15),
        BriefingColumn(say("本期", "Now"), 13, isNumber: true),
        BriefingColumn(say("上期", "Before"), 13, isNumber: true),
        BriefingColumn(say("增减", "Change"), 11, isNumber: true),
        BriefingColumn(say("目标", "Target"), 10, isNumber: true),
        BriefingColumn(say("状态", "State"), language == .zh ? 10 : 12),
      ], rows: rows, whenEmpty: "")
  }

  private func target(_ item: BriefingItem) -> BriefingCell {
    guard let target = facts.book.target(item), let text = words.limit(target) else {
      return .text("–")
    }
    return .text("\(target.isFloor ? "≥" : "≤")\(text)")
  }

  private func state(_ item: BriefingItem, _ reading: ItemReading) -> BriefingCell {
    guard let exact = reading.exact else { return .state(.unknown, say("不明", "not known")) }
    guard let target = facts.book.target(item) else { return .text("–") }
    return target.isMet(by: exact)
      ? .state(.held, say("达标", "met")) : .state(.missed, say("未达标", "not met"))
  }

  // Places side by side.

  private mutating func ranking(_ item: BriefingItem, _ order: BriefingOrder) -> BriefingBlock {
    guard !facts.children.isEmpty else { return .note(say("没有下级地区。", "There are no places below.")) }
    let rows = facts.ranking(item, order).map { row -> [BriefingCell] in
      let change = facts.change(item, at: row.place.code)
      return [
        .text(row.rank.map(String.init) ?? "–"), .text(row.place.name),
        words.cell(row.reading.exact, item, at: row.place.code),
        change.flatMap { words.signed($0, item) }.map { .text($0) } ?? .text("–"),
        words.cell(facts.reading(order.base, at: row.place.code).exact, order.base, at: row.place.code),
        .text(remark(row)),
      ]
    }
    let title = facts.title(item)(language)
    let unit = words.unit(item)
    var table = BriefingTable(
      caption: say("各地\(title)", "\(title) by place"),
      columns: [
        BriefingColumn(say("名次", "Rank"), 9), BriefingColumn(say("地区", "Place"), 18),
        BriefingColumn(say("本期（\(unit)）", "Now (\(unit))"), 16, isNumber: true),
        BriefingColumn(say("较上期", "Change"), 13, isNumber: true),
        BriefingColumn(facts.title(order.base)(language), 18, isNumber: true),
        BriefingColumn(say("备注", "Remark"), 14),
      ], rows: rows, whenEmpty: "")
    table.remark = say(
      "“基数小”：\(facts.title(order.base).zh)不足 \(facts.book.smallNumber)，不参加排名。",
      "“few”: \(facts.title(order.base).en) below \(facts.book.smallNumber); without a rank.")
    return .table(table)
  }

  private func remark(_ row: RankedPlace) -> String {
    if row.reading.exact == nil { return words.remark(row.reading) }
    if row.isFew { return say("基数小", "few") }
    return row.base == nil ? say("基数不明", "of how many is not known") : ""
  }

  private mutating func channels() -> BriefingTable {
    let total = facts.counted.channels.reduce(0) { $0 + $1.count }
    let source = words.source(.count(.cluesOpened))
    let rows = facts.counted.channels.map { channel -> [BriefingCell] in
      let before = facts.countedBefore.channels.first { $0.title == channel.title }?.count ?? 0
      let share = Fraction(Int128(channel.count) * 100, Int128(max(total, 1)))?.text(1)
      return [
        .text(channel.title(language)),
        .number("\(channel.count)", units: Int64(channel.count), decimals: 0, source: source),
        .number("\(before)", units: Int64(before), decimals: 0, source: source, isBefore: true),
        .text(total == 0 ? "–" : "\(share ?? "–")%"),
      ]
    }
    return BriefingTable(
      caption: say("新增线索的来源", "Where new clues came from"),
      columns: [
        BriefingColumn(say("来源", "Way"), 26), BriefingColumn(say("本期（条）", "Now"), 14, isNumber: true),
        BriefingColumn(say("上期（条）", "Before"), 14, isNumber: true),
        BriefingColumn(say("占比", "Share"), 12, isNumber: true),
      ], rows: rows, whenEmpty: say("没有线索。", "No clue."))
  }

  // Charts.

  private mutating func chart(_ chart: BriefingSection.Chart) -> BriefingBlock {
    switch chart {
    case .trend(let item): trend(item)
    case .bars(let item, let order):
      bars(
        say("各地\(words.titled(item))", "\(facts.title(item).en) by place"),
        facts.ranking(item, order).compactMap { row in
          row.reading.exact.map { (row.place, $0, row.isFew ? say("（基数小）", " (few)") : "") }
        }, item, isChange: false)
    case .changes(let item):
      bars(
        say(
          "\(words.titled(item))较上期变化的构成",
          "What places add to the change: \(facts.title(item).en)"),
        facts.children.compactMap { child in facts.change(item, at: child.code).map { (child, $0, "") } },
        item, isChange: true)
    }
  }

  private mutating func bars(
    _ caption: String, _ rows: [(place: Place, exact: Fraction, mark: String)], _ item: BriefingItem,
    isChange: Bool
  ) -> BriefingBlock {
    let decimals = facts.decimals(item)
    let isNothing = rows.allSatisfy { $0.exact.rounded(to: decimals) == 0 }
    if !rows.isEmpty, isNothing {
      return .note(
        isChange
          ? say("\(caption)：各地均无变化。", "\(caption): no place moved.")
          : say("\(caption)：各地均为 0。", "\(caption): 0 everywhere."))
    }
    let bars = rows.compactMap { row -> BriefingBar? in
      guard let units = row.exact.rounded(to: decimals).flatMap({ Int(exactly: $0) }),
        let text = isChange ? words.signed(row.exact, item) : row.exact.text(decimals)
      else { return nil }
      return BriefingBar(
        label: row.place.name, units: units, value: text, mark: row.mark,
        source: words.source(item, at: row.place.code))
    }
    guard !bars.isEmpty else {
      return .note(say("\(caption)：数据不明，无法作图。", "\(caption): not known, so there is no chart."))
    }
    return .chart(isChange ? .changes(caption, bars) : .bars(caption, bars))
  }

  private mutating func trend(_ item: BriefingItem) -> BriefingBlock {
    let (decimals, title) = (facts.decimals(item), facts.title(item)(language))
    let kept = (facts.history[item.code] ?? []).filter { $0.day < facts.now.day }.prefix(11).reversed()
    let points = kept.map { ($0.day, $0.exact) } + [(facts.now.day, facts.reading(item).exact)]
    _ = words.source(item)
    let values = points.map { $0.1?.rounded(to: decimals).flatMap { Int(exactly: $0) } }
    guard values.compactMap(\.self).count > 1 else {
      return .note(
        say("\(title)：存档不足两期，暂无趋势图。", "\(title): fewer than two days were kept, so there is no trend."))
    }
    return .chart(
      .trend(
        say("\(words.titled(item))走势", "How \(title) went"), unit: words.unit(item), decimals: decimals,
        moments: points.map { "\($0.0.year % 100)-\(padded($0.0.month, 2))-\(padded($0.0.dayOfMonth, 2))" },
        values: values))
  }
}
