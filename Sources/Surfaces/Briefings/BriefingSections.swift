// Reads the sections of a briefing: one word says what each is.

import Indicators
import Kernel
import Yams

extension BriefingReader {
  private static let kinds = [
    "narrative", "table", "ranking", "trend", "bars", "changes", "channels", "problems", "tasks",
    "signatures",
  ]

  mutating func section(_ node: Node) -> BriefingSection? {
    check(node, ["heading"] + BriefingReader.kinds)
    let found = BriefingReader.kinds.filter { node[$0] != nil }
    guard found.count == 1, let kind = found.first, let value = node[kind] else {
      let names = BriefingReader.kinds.joined(separator: " ")
      complain(
        node, zh: "一节只写一种内容：\(names)。", en: "A section holds one of these: \(names).")
      return nil
    }
    let heading = node["heading"].map { text2($0, "heading", on: node) }
    return content(kind, value, on: node).map { BriefingSection(heading: heading, content: $0) }
  }

  private mutating func content(
    _ kind: String, _ value: Node, on node: Node
  ) -> BriefingSection.Content? {
    switch kind {
    case "narrative":
      return .narrative(list(value, "narrative", on: node).map { sentence($0) })
    case "table": return .table(items(value, kind, on: node))
    case "problems":
      check(value, ["of", "base"])
      return .problems(
        items(value["of"] ?? value, "of", on: node), base: item(value["base"], "base", on: value))
    case "ranking":
      check(value, ["of", "best", "base"])
      return .ranking(item(value["of"], "of", on: value), order(value))
    case "bars":
      check(value, ["of", "best", "base"])
      return .chart(.bars(item(value["of"], "of", on: value), order(value)))
    case "trend": return trend(value, on: node)
    case "changes": return .chart(.changes(item(value, kind, on: node)))
    case "channels": return .channels
    case "tasks":
      let rows = value.int ?? 0
      if !(1...20).contains(rows) {
        complain(value, zh: "tasks 应为 1 到 20 的行数。", en: "tasks needs a number of rows from 1 to 20.")
      }
      return .tasks(rows)
    default:
      return .signatures(list(value, kind, on: node).map { text2($0, kind, on: value) })
    }
  }

  private mutating func trend(_ value: Node, on node: Node) -> BriefingSection.Content {
    let item = item(value, "trend", on: node)
    if case .count = item {
      complain(
        value, zh: "trend 只能画指标：计数没有逐日存档。", en: "trend needs a figure: counts are not kept by day.")
    }
    return .chart(.trend(item))
  }

  private mutating func items(_ node: Node, _ name: String, on parent: Node) -> [BriefingItem] {
    list(node, name, on: parent).map { item($0, name, on: parent) }
  }

  private mutating func sentence(_ node: Node) -> BriefingSentence {
    check(node, ["about", "best", "base", "say"])
    let about = node["about"].map { item($0, "about", on: node) }
    let hasOrder = node["best"] != nil || node["base"] != nil
    let order = hasOrder ? order(node) : nil
    if about == nil, hasOrder {
      complain(node, zh: "best 和 base 需要 about。", en: "best and base need about.")
    }
    guard let say = node["say"] else {
      complain(node, zh: "句子需要 say。", en: "A sentence needs say.")
      return BriefingSentence(about: about, order: order, wordings: [])
    }
    return BriefingSentence(
      about: about, order: order,
      wordings: wordings(say, hasItem: about != nil, hasOrder: about != nil && hasOrder))
  }
}
