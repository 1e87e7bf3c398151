// Gaps on a board: out-of-poverty people against all, a place against the one above, groups of counties.

import Charts
import Indicators
import Kernel
import Pages
import Registry

extension CockpitLayout {
  /// **Shape**: a card with as many comparisons as there is something to compare for.
  func gapCard() -> HTML {
    let heading = language.say("收入差距由什么构成", "What makes the gaps of income")
    let hint = language.say(
      "右边为高出的部分，左边为低于的部分；成本高则为负。各部分之和等于差距。",
      "Right: more, left: less; higher costs count against. The parts add up to the gap.")
    let parts = comparisons.compactMap { comparison(of: $0) }
    guard !parts.isEmpty else {
      return card(
        heading, "<p class=\"remark\">\(language.say("没有可比的数据。", "Nothing to compare."))</p>")
    }
    return card(heading, hint: hint, parts.joined())
  }

  private struct Comparison {
    let own: Text
    let other: Text
    let mine: GapSide?
    let theirs: GapSide?
  }

  private var comparisons: [Comparison] {
    let (book, figures) = (board.book, board.figures)
    func side(_ heads: CockpitBook.Heads, _ places: [PlaceCode]) -> GapSide? {
      GapSide(heads, at: places, of: figures)
    }
    var found = [
      Comparison(
        own: book.gap.title, other: book.whole.title, mine: side(book.gap, [place.code]),
        theirs: side(book.whole, [place.code]))
    ]
    let above = board.path.dropLast().last { board.top.contains($0.code) }
    if let above {
      found.append(
        Comparison(
          own: Text(zh: place.name, en: place.name), other: Text(zh: above.name, en: above.name),
          mine: side(book.gap, [place.code]), theirs: side(book.gap, [above.code])))
    }
    if place.code.level == .city, let first = book.groups.first {
      found += book.groups.dropFirst().map { group in
        Comparison(
          own: first.title, other: group.title, mine: side(book.gap, first.counties),
          theirs: side(book.gap, group.counties))
      }
    }
    return found
  }

  private func comparison(of comparison: Comparison) -> HTML? {
    let heads = board.book.gap.heads
    guard let mine = comparison.mine, let theirs = comparison.theirs,
      let gap = IncomeGap(mine, theirs, isCost: heads.map(\.isCost))
    else { return nil }
    let (own, other) = (comparison.own(language), comparison.other(language))
    let caption = language.say("\(own)与\(other)", "\(own) and \(other)")
    let words = GapWords(
      own: own, other: other, heads: heads.map { board.indicator($0.figure).title(language) }, gap: gap,
      language: language)
    let yuan = gap.yuan
    var parts = zip(heads, yuan).map { head, amount in
      Contribution(
        "\(board.indicator(head.figure).title(language))", amount, value: GapWords.signed(amount, language))
    }
    if !gap.rest.isZero {
      let name = language.say("未分项的收入", "income of no head")
      parts.append(
        Contribution("\(name)", yuan[heads.count], value: GapWords.signed(yuan[heads.count], language)))
    }
    parts.append(
      Contribution(
        "<b>\(language.say("差距合计", "the gap"))</b>", yuan.reduce(0, +),
        value: GapWords.signed(yuan.reduce(0, +), language)))
    let chart = contributionChart(caption, parts)
    return "<div class=\"inside\"><h3>\(caption)</h3><p>\(words.sentence)</p></div>\(chart)"
  }
}

/// A gap as a sentence, from its numbers alone.
struct GapWords {
  let own: String
  let other: String
  let heads: [String]
  let gap: IncomeGap
  let language: Language

  static func signed(_ amount: Int, _ language: Language) -> String {
    let sign = amount > 0 ? "+" : amount < 0 ? "−" : ""
    return "\(sign)\(grouped(abs(amount))) \(language.say("元", "yuan"))"
  }

  var sentence: String {
    let yuan = gap.yuan
    let whole = yuan.reduce(0, +)
    let (mine, theirs) = (gap.own.text(0) ?? "–", gap.other.text(0) ?? "–")
    let means = language.say(
      "\(own)人均纯收入 \(mine) 元，\(other) \(theirs) 元",
      "\(own) have \(mine) yuan a head, \(other) \(theirs)")
    guard whole != 0 else { return means + language.say("，没有差距。", ": there is no gap.") }
    let size = grouped(abs(whole))
    let difference =
      whole < 0
      ? language.say("，低 \(size) 元。", ", \(size) yuan less. ")
      : language.say("，高 \(size) 元。", ", \(size) yuan more. ")
    let ranked = zip(heads, yuan).filter { $0.1 != 0 }.sorted { abs($0.1) > abs($1.1) }
    let making = ranked.filter { ($0.1 < 0) == (whole < 0) }
    let against = ranked.filter { ($0.1 < 0) != (whole < 0) }
    guard let first = making.first else { return means + difference }
    func list(_ parts: some Collection<(String, Int)>) -> String {
      parts.map { "\($0.0) \(GapWords.signed($0.1, language))" }.joined(separator: language.say("、", ", "))
    }
    var text = means + difference
    text += language.say(
      "差距主要在\(first.0)（\(GapWords.signed(first.1, language))）",
      "Most of it is \(first.0) (\(GapWords.signed(first.1, language)))")
    if making.count > 1 {
      text += language.say("，其次是\(list(making.dropFirst()))", ", then \(list(making.dropFirst()))")
    }
    if !against.isEmpty {
      text += language.say("；\(list(against))抵消了一部分", "; \(list(against)) work against it")
    }
    return text + language.say("。", ".")
  }
}
