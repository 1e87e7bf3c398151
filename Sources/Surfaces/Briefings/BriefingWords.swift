// How a briefing writes its numbers, and the list of sources that grows as they are written.

import Indicators
import Kernel
import Pages
import Registry
import RuleValues

/// Writes numbers of one briefing and remembers what stands behind each.
struct BriefingWords {
  let facts: BriefingFacts
  let language: Language
  private(set) var sources: [BriefingSource] = []
  private var numbers: [Key: Int] = [:]

  private struct Key: Hashable {
    let item: BriefingItem
    let place: PlaceCode
  }

  init(_ facts: BriefingFacts, _ language: Language) { (self.facts, self.language) = (facts, language) }

  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The number of the line of the appendix that tells of an item in a place.
  mutating func source(_ item: BriefingItem, at place: PlaceCode? = nil) -> Int {
    let code = place ?? facts.place.code
    let key = Key(item: item, place: code)
    if let known = numbers[key] { return known }
    guard let named = ([facts.place] + facts.children).first(where: { $0.code == code }) else {
      preconditionFailure("a briefing speaks of its place and those below")
    }
    let number = sources.count + 1
    let reading = facts.reading(item, at: code)
    sources.append(
      BriefingSource(
        number: number, item: item, title: facts.title(item)(language), formula: formula(item), place: named,
        now: table(reading, item) ?? "–",
        before: table(facts.reading(item, at: code, isBefore: true), item) ?? "–", rows: reading.rows,
        remark: remark(reading)))
    numbers[key] = number
    return number
  }

  private func formula(_ item: BriefingItem) -> String {
    switch item {
    case .figure(let code): facts.indicator(code).formula(language)
    case .count(let count): count.formula(language)
    }
  }

  func remark(_ reading: ItemReading) -> String {
    if let untold = reading.untold { return untold(language) }
    guard reading.unknown > 0 else { return "" }
    return say("另有 \(grouped(reading.unknown)) 条无法判断", "\(grouped(reading.unknown)) more cannot be judged")
  }

  /// A number as tables write it, without its unit.
  func table(_ reading: ItemReading, _ item: BriefingItem) -> String? {
    reading.exact?.text(facts.decimals(item))
  }

  /// A number as sentences write it, with its unit: official texts do not group digits.
  func sentence(_ exact: Fraction, _ item: BriefingItem) -> String? {
    guard let text = exact.text(facts.decimals(item), grouping: language == .en) else { return nil }
    return withUnit(text, item)
  }

  /// A target as it was set, without decimals that say nothing.
  func limit(_ target: BriefingTarget) -> String? {
    let item = BriefingItem.figure(target.figure)
    guard var text = target.limit.text(facts.decimals(item)) else { return nil }
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }

  func withUnit(_ text: String, _ item: BriefingItem) -> String {
    if facts.isPercent(item) { return text + "%" }
    return language == .zh ? text + facts.unit(item).zh : "\(text) \(facts.unit(item).en)"
  }

  /// By how much it moved, without a sign: the sentence says which way.
  func distance(_ change: Fraction, _ item: BriefingItem) -> String? {
    let size = change.isNegative ? change.times(Fraction(-1) ?? change) : change
    guard facts.isPercent(item) else { return size.flatMap { sentence($0, item) } }
    guard let text = size?.text(facts.decimals(item)) else { return nil }
    return say(text + "个百分点", text + " percentage points")
  }

  /// With its sign, as tables write it; `0` where it does not show.
  func signed(_ change: Fraction, _ item: BriefingItem) -> String? {
    guard let text = change.text(facts.decimals(item)) else { return nil }
    if change.rounded(to: facts.decimals(item)) == 0 { return "0" }
    return change.isNegative ? text.replacing("-", with: "−") : "+" + text
  }

  func unit(_ item: BriefingItem) -> String { facts.unit(item)(language) }

  /// A name with its unit, once.
  func titled(_ item: BriefingItem) -> String {
    let title = facts.title(item)(language)
    let unit = unit(item)
    return unit.isEmpty || title.contains("（\(unit)）") || language == .en ? title : "\(title)（\(unit)）"
  }

  /// A cell of a table; a dash with the reason in the appendix where nothing is known.
  mutating func cell(
    _ exact: Fraction?, _ item: BriefingItem, at place: PlaceCode? = nil, isBefore: Bool = false
  ) -> BriefingCell {
    let source = source(item, at: place)
    let decimals = facts.decimals(item)
    guard let exact, let text = exact.text(decimals),
      let units = exact.rounded(to: decimals).flatMap({ Int64(exactly: $0) })
    else { return .text("–") }
    return .number(text, units: units, decimals: decimals, source: source, isBefore: isBefore)
  }

  // What conditions ask.

  /// The values that conditions ask for, rounded as they are written; what is not known is missing.
  func values(_ item: BriefingItem?, _ order: BriefingOrder?) -> [String: Value] {
    var values: [String: Value] = ["places": .int(Int64(facts.children.count))]
    guard let item else { return values }
    let decimals = facts.decimals(item)
    func set(_ name: String, _ exact: Fraction?) {
      if let units = exact?.rounded(to: decimals) {
        values[name] = .double(Double(units) / (0..<decimals).reduce(1.0) { size, _ in size * 10 })
      }
    }
    set("value", facts.reading(item).exact)
    set("before", facts.reading(item, isBefore: true).exact)
    set("change", facts.change(item))
    if let target = facts.book.target(item) {
      set("target", target.limit)
      if let missed = facts.missed(target) { values["missed"] = .int(Int64(missed)) }
    }
    if let order {
      values["ranked"] = .int(Int64(facts.ranking(item, order).count { $0.rank != nil }))
    }
    return values
  }
}
