// The list of problems, computed: targets missed, counts that should be none, numbers that cannot be told.

import Indicators
import Kernel
import Registry

extension BriefingWords {
  /// **Shape**: a row for each item with something wrong, here or below, in the order of the file.
  mutating func problems(_ items: [BriefingItem], _ base: BriefingItem) -> BriefingTable {
    var rows: [(problem: String, places: String, owner: String, source: Int)] = []
    for item in items {
      let places = facts.children.compactMap { trouble(item, at: $0, base) }
      guard let problem = problem(item, places.count) else { continue }
      for child in facts.children where trouble(item, at: child, base) != nil {
        _ = source(item, at: child.code)
      }
      rows.append((problem, places.joined(separator: say("、", ", ")), owner(item), source(item)))
    }
    return BriefingTable(
      caption: say("问题清单", "Problems"),
      columns: [
        BriefingColumn(say("序号", "No."), 7), BriefingColumn(say("问题", "Problem"), 30),
        BriefingColumn(say("涉及地区", "Where"), 38), BriefingColumn(say("业务", "Business"), language == .zh ? 13 : 17),
        BriefingColumn(say("来源", "Source"), 10),
      ],
      rows: rows.enumerated().map { index, row in
        [
          .text("\(index + 1)"), .text(row.problem), .text(row.places.isEmpty ? "–" : row.places),
          .text(row.owner), .text("\(row.source)"),
        ]
      }, whenEmpty: say("未发现问题。", "No problem was found."))
  }

  /// What is wrong in the place itself, or that something is below; nil where all is well.
  private func problem(_ item: BriefingItem, _ below: Int) -> String? {
    let (reading, title) = (facts.reading(item), facts.title(item)(language))
    guard let exact = reading.exact, let text = sentence(exact, item) else {
      return say("\(title)无法得出：\(remark(reading))", "\(title) cannot be told: \(remark(reading))")
    }
    if let target = facts.book.target(item), let limit = limit(target).map({ withUnit($0, item) }) {
      if target.isMet(by: exact) {
        guard below > 0 else { return nil }
        return say(
          "\(title)\(text)，达到\(limit)的目标，但有\(below)个地区未达到",
          "\(title) is \(text) and meets its target of \(limit), but not in \(below) places")
      }
      return say("\(title)\(text)，未达到\(limit)的目标", "\(title) is \(text), short of its target of \(limit)")
    }
    // A count in the list of problems has to be none.
    guard case .count = item, !exact.isZero else { return nil }
    return say("\(title)\(text)", "\(title): \(text)")
  }

  /// A place below with its number, where that is not as it should be; few are marked.
  private func trouble(_ item: BriefingItem, at place: Place, _ base: BriefingItem) -> String? {
    guard let exact = facts.reading(item, at: place.code).exact, let text = sentence(exact, item) else {
      return nil
    }
    if let target = facts.book.target(item) {
      guard !target.isMet(by: exact) else { return nil }
    } else {
      guard case .count = item, !exact.isZero else { return nil }
      return place.name + text
    }
    let count = facts.reading(base, at: place.code).exact?.rounded(to: 0).map { Int($0) }
    let isFew = count.map { $0 < facts.book.smallNumber } ?? false
    return place.name + (language == .zh ? "" : " ") + text + (isFew ? say("（基数小）", " (few)") : "")
  }

  private func owner(_ item: BriefingItem) -> String {
    if case .figure(let code) = item { return facts.indicator(code).owner.title(language) }
    return IndicatorOwner.monitoring.title(language)
  }
}
