// What the cockpit shows, as its file says: bottom line, targets, rankings, groups of counties, bands.

package import Indicators
package import Kernel
package import Rules

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
    /// Of how many it speaks, as in the briefings: where they are few there is no rank.
    let base: String
  }

  package struct CountyGroup: Sendable {
    let title: Text
    let counties: [PlaceCode]
  }

  /// A figure of money a head with the figures of its parts.
  package struct Heads: Sendable {
    let title: Text
    let figure: String
    /// Costs behind incomes; they count against.
    let heads: [(figure: String, isCost: Bool)]
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
  /// The counties of the groups as the file names them.
  package let mentions: [PlaceMention]
  let gap: Heads
  /// The same of all, with as many heads in the same order.
  let whole: Heads
  let bands: [String]

  /// The figures whose course over the months is told.
  var followed: [String] {
    var seen: Set<String> = []
    return (bottomLine + narrowings + ensures + targets.map(\.figure)).filter { seen.insert($0).inserted }
  }

  /// **Problems**: every fault of the file together, with its line.
  package static func load(_ path: String, figures: IndicatorBook) throws(RuleLibraryProblems) -> CockpitBook
  {
    try CockpitBook(SheetReader.text(of: path), figures: figures)
  }

  package init(_ text: String, figures: IndicatorBook) throws(RuleLibraryProblems) {
    var reader = CockpitReader(figures)
    let root = reader.sheet.root(text, CockpitReader.keys)
    let cluster = reader.sheet.members("cluster", of: root, ["households", "days"])
    clusterHouseholds = reader.sheet.number("households", of: cluster, 2...1_000)
    clusterDays = reader.sheet.number("days", of: cluster, 1...365)
    bottomLine = reader.figures("bottom_line", of: root)
    narrowings = reader.figures("narrowings", of: root)
    ensures = reader.figures("ensures", of: root)
    targets = reader.sheet.list("targets", of: root).compactMap { reader.target($0) }
    rankings = reader.sheet.list("ranking", of: root).map { reader.ranking($0) }
    smallNumber = reader.sheet.number("small_number", of: root, 1...10_000)
    groups = reader.sheet.list("groups", of: root).map { reader.group($0) }
    mentions = reader.mentions
    let parts = ["figure", "heads", "costs", "title"]
    let own = reader.sheet.members("gap", of: root, parts + ["whole"])
    let all = reader.sheet.members("whole", of: own, parts)
    (gap, whole) = (reader.heads(own), reader.heads(all))
    if gap.heads.map(\.isCost) != whole.heads.map(\.isCost) {
      reader.sheet.complain(
        all.node, zh: "whole 的 heads 和 costs 应与 gap 的一样多，顺序相同。",
        en: "whole needs as many heads and costs as gap, in the same order.")
    }
    bands = reader.figures("bands", of: root)
    try reader.sheet.close()
  }
}

/// The parts of the file that name figures and places.
private struct CockpitReader {
  let codes: [String]
  var sheet = SheetReader("board.yaml")
  private(set) var mentions: [PlaceMention] = []

  init(_ book: IndicatorBook) { codes = book.indicators.map(\.code) }

  static let keys = [
    "cluster", "bottom_line", "narrowings", "ensures", "targets", "ranking", "small_number", "groups", "gap",
    "bands",
  ]

  private mutating func figure(_ node: RuleNode?) -> String {
    sheet.known(node, codes, zh: "没有这个指标", en: "There is no such figure") ?? ""
  }

  mutating func figure(_ name: String, of members: SheetMembers) -> String {
    figure(sheet.needed(name, of: members))
  }

  mutating func figures(_ name: String, of members: SheetMembers) -> [String] {
    sheet.list(name, of: members).map { figure($0) }
  }

  mutating func heads(_ members: SheetMembers) -> CockpitBook.Heads {
    let title = sheet.title(of: sheet.members("title", of: members, ["zh", "en"]))
    let figure = figure("figure", of: members)
    let heads =
      figures("heads", of: members).map { ($0, false) } + figures("costs", of: members).map { ($0, true) }
    return .init(title: title, figure: figure, heads: heads)
  }

  mutating func target(_ node: RuleNode) -> CockpitBook.Target? {
    let target = sheet.members(node, ["figure", "at_least", "at_most"])
    let code = figure("figure", of: target)
    let given = ["at_least", "at_most"].filter { target[$0] != nil }
    guard given.count == 1, let limit = Fraction(decimal: sheet.text(given[0], of: target)) else {
      sheet.complain(
        node, zh: "需要 at_least 或 at_most 之一，写成小数。",
        en: "Give at_least or at_most, one of them, as a decimal.")
      return nil
    }
    return .init(figure: code, limit: limit, isFloor: given[0] == "at_least")
  }

  mutating func ranking(_ node: RuleNode) -> CockpitBook.Ranking {
    let ranking = sheet.members(node, ["figure", "best", "count", "base"])
    return .init(
      figure: figure("figure", of: ranking),
      isHighGood: sheet.word("best", of: ranking, ["high", "low"]) == "high",
      count: figure("count", of: ranking), base: figure("base", of: ranking))
  }

  mutating func group(_ node: RuleNode) -> CockpitBook.CountyGroup {
    let group = sheet.members(node, ["code", "zh", "en", "counties"])
    let counties = sheet.list("counties", of: group).compactMap { node -> PlaceCode? in
      if let code = PlaceCode(sheet.text(node)), code.level == .county {
        mentions.append(PlaceMention(code, at: node))
        return code
      }
      sheet.complain(node, zh: "这里应为六位县级代码。", en: "A six-digit code of a county should stand here.")
      return nil
    }
    return .init(title: sheet.title(of: group), counties: counties)
  }
}
