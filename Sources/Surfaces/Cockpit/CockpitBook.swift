// What the cockpit shows, as its file says: bottom line, targets, rankings, groups of counties, bands.

import Foundation
package import Indicators
package import Kernel
package import Rules
import Yams

/// The file, checked against the figures that there are.
package struct CockpitBook: Sendable {
  package struct Target: Sendable {
    package let figure: String
    package let limit: Fraction
    package let isFloor: Bool

    func isMet(by value: Fraction) -> Bool {
      let gap = isFloor ? value.minus(limit) : limit.minus(value)
      return gap.map { !$0.isNegative } ?? false
    }
  }

  package struct Ranking: Sendable {
    let figure: String
    let isHighGood: Bool
    /// The count that stands beside a rate.
    let count: String
  }

  package struct CountyGroup: Sendable {
    let title: Text
    let counties: [PlaceCode]
  }

  let clusterHouseholds: Int
  let clusterDays: Int
  let bottomLine: [String]
  let narrowings: [String]
  let ensures: [String]
  package let targets: [Target]
  let rankings: [Ranking]
  package let smallNumber: Int
  let groups: [CountyGroup]
  let gapFigure: String
  let gapHeads: [String]
  let gapCosts: [String]
  let bands: [String]

  /// **Problems**: every fault of the file together, with its line.
  package static func load(_ path: String, figures: IndicatorBook) throws(RuleLibraryProblems) -> CockpitBook
  {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw RuleLibraryProblems([RuleFault(path, zh: "无法读取这个文件。", en: "This file cannot be read.")])
    }
    return try CockpitBook(text, figures: figures)
  }

  package init(_ text: String, figures: IndicatorBook) throws(RuleLibraryProblems) {
    var reader = CockpitReader(figures)
    let root = reader.root(text)
    clusterHouseholds = reader.number(root?["cluster"]?["households"], "cluster.households", 2...1_000)
    clusterDays = reader.number(root?["cluster"]?["days"], "cluster.days", 1...365)
    bottomLine = reader.figures(root?["bottom_line"], "bottom_line")
    narrowings = reader.figures(root?["narrowings"], "narrowings")
    ensures = reader.figures(root?["ensures"], "ensures")
    targets = reader.list(root?["targets"], "targets").compactMap { reader.target($0) }
    rankings = reader.list(root?["ranking"], "ranking").compactMap { reader.ranking($0) }
    smallNumber = reader.number(root?["small_number"], "small_number", 1...10_000)
    groups = reader.list(root?["groups"], "groups").compactMap { reader.group($0) }
    gapFigure = reader.figure(root?["gap"]?["figure"], "gap.figure")
    gapHeads = reader.figures(root?["gap"]?["heads"], "gap.heads")
    gapCosts = reader.figures(root?["gap"]?["costs"], "gap.costs")
    bands = reader.figures(root?["bands"], "bands")
    guard reader.faults.isEmpty else { throw RuleLibraryProblems(reader.faults) }
  }
}

/// Reads the file member by member and gathers what is wrong.
private struct CockpitReader {
  let book: IndicatorBook
  var faults: [RuleFault] = []

  init(_ book: IndicatorBook) { self.book = book }

  private static let keys = [
    "cluster", "bottom_line", "narrowings", "ensures", "targets", "ranking", "small_number", "groups", "gap",
    "bands",
  ]

  mutating func complain(_ node: Node?, zh: String, en: String) {
    faults.append(RuleFault("board.yaml", line: node?.mark?.line, zh: zh, en: en))
  }

  mutating func root(_ text: String) -> Node? {
    let root: Node?
    do { root = try compose(yaml: text) } catch {
      complain(nil, zh: "不是有效的 YAML：\(error)", en: "This is no YAML: \(error)")
      return nil
    }
    check(root, CockpitReader.keys)
    return root
  }

  private mutating func check(_ node: Node?, _ keys: [String]) {
    guard let mapping = node?.mapping else {
      return complain(node, zh: "这里应为“键: 值”的表。", en: "Keys and values are needed here.")
    }
    for (key, _) in mapping where !keys.contains(key.string ?? "") {
      complain(
        key, zh: "不认识的键“\(key.string ?? "")”；可用：\(keys.joined(separator: " "))。",
        en: "There is no \(key.string ?? "") here; there are \(keys.joined(separator: " ")).")
    }
  }

  mutating func number(_ node: Node?, _ name: String, _ range: ClosedRange<Int>) -> Int {
    if let number = node?.int, range.contains(number) { return number }
    complain(
      node, zh: "\(name) 应为 \(range.lowerBound) 到 \(range.upperBound) 的整数。",
      en: "\(name) needs a whole number from \(range.lowerBound) to \(range.upperBound).")
    return range.lowerBound
  }

  mutating func list(_ node: Node?, _ name: String) -> [Node] {
    guard let list = node?.sequence, !list.isEmpty else {
      complain(node, zh: "\(name) 应为列表。", en: "\(name) needs a list.")
      return []
    }
    return Array(list)
  }

  mutating func figure(_ node: Node?, _ name: String) -> String {
    let code = node?.string ?? ""
    if book.indicator(code) == nil {
      let near = nearestName(to: code, in: book.indicators.map(\.code))
      complain(
        node, zh: "\(name)：没有指标“\(code)”\(near.map { "，是否指 \($0)？" } ?? "。")",
        en: "\(name): there is no figure \(code)\(near.map { "; did you mean \($0)?" } ?? ".")")
    }
    return code
  }

  mutating func figures(_ node: Node?, _ name: String) -> [String] {
    list(node, name).map { figure($0, name) }
  }

  mutating func target(_ node: Node) -> CockpitBook.Target? {
    check(node, ["figure", "at_least", "at_most"])
    let (least, most) = (node["at_least"]?.string, node["at_most"]?.string)
    let code = figure(node["figure"], "figure")
    guard (least == nil) != (most == nil), let limit = Fraction(decimal: least ?? most ?? "") else {
      complain(
        node, zh: "需要 at_least 或 at_most 之一，写成小数。",
        en: "Give at_least or at_most, one of them, as a decimal.")
      return nil
    }
    return .init(figure: code, limit: limit, isFloor: least != nil)
  }

  mutating func ranking(_ node: Node) -> CockpitBook.Ranking? {
    check(node, ["figure", "best", "count"])
    let best = node["best"]?.string ?? ""
    if !["high", "low"].contains(best) {
      complain(node, zh: "best 应为 high 或 low。", en: "best needs high or low.")
    }
    return .init(
      figure: figure(node["figure"], "figure"), isHighGood: best == "high",
      count: figure(node["count"], "count"))
  }

  mutating func group(_ node: Node) -> CockpitBook.CountyGroup? {
    check(node, ["code", "zh", "en", "counties"])
    let counties = list(node["counties"], "counties").compactMap { PlaceCode($0.string ?? "") }
    guard let zh = node["zh"]?.string, let en = node["en"]?.string,
      counties.count == node["counties"]?.sequence?.count, counties.allSatisfy({ $0.level == .county })
    else {
      complain(
        node, zh: "需要 zh、en 和 counties（六位县级代码的列表）。",
        en: "zh, en and counties, a list of six-digit county codes, are needed.")
      return nil
    }
    return .init(title: Text(zh: zh, en: en), counties: counties)
  }
}
