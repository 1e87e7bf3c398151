// Reads the files of the briefings member by member, and gathers everything that is wrong with its line.

package import Access
import Foundation
package import Indicators
package import Kernel
import RuleLanguage
import RuleValues
package import Rules
import Yams

extension BriefingBook {
  /// Reads a folder: `phrases.yaml` and a file for each kind.
  /// **Problems**: every fault of every file together.
  package static func load(
    _ folder: String, figures: IndicatorBook, subjects: [Subject], targets: [BriefingTarget],
    smallNumber: Int
  ) throws(RuleLibraryProblems) -> BriefingBook {
    var files: [String: String] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    where name.hasSuffix(".yaml") {
      files[name] = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }
    return try BriefingBook(
      files, figures: figures, subjects: subjects, targets: targets, smallNumber: smallNumber)
  }

  /// Reads files given as texts by their names.
  package init(
    _ files: [String: String], figures: IndicatorBook, subjects: [Subject], targets: [BriefingTarget],
    smallNumber: Int
  ) throws(RuleLibraryProblems) {
    var reader = BriefingReader(figures, subjects)
    phrases = reader.phrases(files["phrases.yaml"] ?? "")
    kinds = files.keys.sorted().filter { $0 != "phrases.yaml" }
      .compactMap { reader.kind(files[$0] ?? "", named: $0) }
      .sorted { ($0.order, $0.code) < ($1.order, $1.code) }
    (self.targets, self.smallNumber) = (targets, smallNumber)
    if files.isEmpty {
      reader.faults.append(
        RuleFault("", zh: "材料文件夹里没有文件。", en: "The folder of briefings holds no file."))
    }
    guard reader.faults.isEmpty else { throw RuleLibraryProblems(reader.faults) }
  }
}

struct BriefingReader {
  let book: IndicatorBook
  let subjects: [Subject]
  var faults: [RuleFault] = []
  private var file = ""
  private var names: Set<String> = []
  /// Of the kind that is being read.
  private var subject: Subject?

  init(_ book: IndicatorBook, _ subjects: [Subject]) { (self.book, self.subjects) = (book, subjects) }

  mutating func complain(_ node: Node?, zh: String, en: String) {
    faults.append(RuleFault(file, line: node?.mark?.line, zh: zh, en: en))
  }

  private mutating func root(_ text: String, _ keys: [String]?) -> Node? {
    do {
      let root = try compose(yaml: text)
      if let keys { check(root, keys) } else if root?.mapping == nil { check(root, []) }
      return root
    } catch {
      complain(nil, zh: "不是有效的 YAML：\(error)", en: "This is no YAML: \(error)")
      return nil
    }
  }

  mutating func check(_ node: Node?, _ keys: [String]) {
    guard let mapping = node?.mapping else {
      return complain(node, zh: "这里应为“键: 值”的表。", en: "Keys and values are needed here.")
    }
    for (key, _) in mapping where !keys.contains(key.string ?? "") {
      let name = key.string ?? ""
      let near = nearestName(to: name, in: keys).map { [$0] } ?? keys
      complain(
        key, zh: "不认识的键“\(name)”；可用：\(near.joined(separator: " "))。",
        en: "There is no \(name) here; there are \(near.joined(separator: " ")).")
    }
  }

  // Phrases.

  mutating func phrases(_ text: String) -> [String: [BriefingWording]] {
    file = "phrases.yaml"
    guard let root = root(text, nil), let mapping = root.mapping else { return [:] }
    var phrases: [String: [BriefingWording]] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      if BriefingGap(rawValue: name) != nil || name.wholeMatch(of: /[a-z][a-zA-Z]*/) == nil {
        complain(
          key, zh: "短语名“\(name)”不可用：应为小写字母开头的英文名，且不与空位同名。",
          en: "\(name) cannot name a phrase: letters, the first small, and no gap of that name.")
      }
      phrases[name] = wordings(value, hasItem: true, hasOrder: false)
      names.insert(name)
    }
    return phrases
  }

  // Kinds.

  private static let keys = ["order", "title", "head", "cadence", "levels", "line", "sections"]

  mutating func kind(_ text: String, named name: String) -> BriefingKind? {
    (file, subject) = (name, nil)
    guard let root = root(text, BriefingReader.keys) else { return nil }
    let code = String(name.dropLast(".yaml".count))
    if code.wholeMatch(of: /[a-z][a-zA-Z0-9]{0,39}/) == nil {
      complain(nil, zh: "文件名应为英文字母和数字。", en: "The name of the file needs letters and digits.")
    }
    let line = line(root["line"])
    let order = root["order"]?.int ?? 0
    if !(1...999).contains(order) {
      complain(root["order"] ?? root, zh: "order 应为 1 到 999。", en: "order needs a number from 1 to 999.")
    }
    let head = text2(root["head"], "head", on: root)
    for part in [head.zh, head.en] where !part.contains("{place}") || !part.contains("{period}") {
      complain(
        root["head"] ?? root, zh: "head 应含有 {place} 和 {period}。", en: "head needs {place} and {period}.")
    }
    return BriefingKind(
      code: code, order: order, title: text2(root["title"], "title", on: root), head: head,
      cadence: cadence(root), levels: levels(root), line: line,
      sections: list(root["sections"], "sections", on: root).compactMap { section($0) })
  }

  private mutating func line(_ node: Node?) -> String? {
    guard let node else { return nil }
    let name = node.string ?? ""
    subject = subjects.first { $0.name == name }
    if subject == nil {
      let near = nearestName(to: name, in: subjects.map(\.name)).map { [$0] } ?? subjects.map(\.name).sorted()
      complain(
        node, zh: "access/subjects.yaml 里没有业务线“\(name)”；您是不是要写：\(near.joined(separator: " "))？",
        en: "access/subjects.yaml has no line of work \(name); did you mean \(near.joined(separator: " "))?")
    }
    return name
  }

  private mutating func cadence(_ root: Node) -> BriefingCadence {
    if let cadence = BriefingCadence(rawValue: root["cadence"]?.string ?? "") { return cadence }
    complain(
      root["cadence"] ?? root, zh: "cadence 应为 month 或 two_months。", en: "cadence needs month or two_months.")
    return .month
  }

  private static let levelNames: [String: PlaceLevel] = [
    "city": .city, "county": .county, "township": .township,
  ]

  private mutating func levels(_ root: Node) -> [PlaceLevel] {
    list(root["levels"], "levels", on: root).compactMap { node in
      if let level = BriefingReader.levelNames[node.string ?? ""] { return level }
      complain(
        node, zh: "levels 只能是 city、county、township。", en: "levels are city, county and township.")
      return nil
    }
  }

  // What all parts share.

  mutating func text2(_ node: Node?, _ name: String, on parent: Node) -> Text {
    if let zh = node?["zh"]?.string, let en = node?["en"]?.string, !zh.isEmpty, !en.isEmpty {
      return Text(zh: zh, en: en)
    }
    complain(node ?? parent, zh: "\(name) 需要 zh 和 en。", en: "\(name) needs zh and en.")
    return Text(zh: "", en: "")
  }

  mutating func list(_ node: Node?, _ name: String, on parent: Node) -> [Node] {
    if let list = node?.sequence, !list.isEmpty { return Array(list) }
    complain(node ?? parent, zh: "\(name) 应为列表。", en: "\(name) needs a list.")
    return []
  }

  /// A figure or a count; of a department's briefing only its own.
  mutating func item(_ node: Node?, _ name: String, on parent: Node) -> BriefingItem {
    let code = node?.string ?? ""
    if let count = CaseCount(rawValue: code) {
      if subject != nil, !count.hasCause { complain(strange: code, node ?? parent) }
      return .count(count)
    }
    guard let figure = book.indicator(code) else {
      let near = nearestName(to: code, in: book.indicators.map(\.code) + CaseCount.allCases.map(\.rawValue))
      complain(
        node ?? parent, zh: "\(name)：没有指标或计数“\(code)”\(near.map { "，是否指 \($0)？" } ?? "。")",
        en: "\(name): there is no figure or count \(code)\(near.map { "; did you mean \($0)?" } ?? ".")")
      return .figure(code)
    }
    if !book.isBusiness(figure, of: subject) { complain(strange: code, node ?? parent) }
    return .figure(code)
  }

  private mutating func complain(strange code: String, _ node: Node) {
    complain(
      node, zh: "“\(code)”所用的数据不属于本业务线，请换一项或去掉 line。",
      en: "\(code) rests on data that are not the business of this line; choose another, or leave out line.")
  }

  mutating func order(_ node: Node) -> BriefingOrder {
    let best = node["best"]?.string ?? ""
    if !["high", "low"].contains(best) {
      complain(node["best"] ?? node, zh: "best 应为 high 或 low。", en: "best needs high or low.")
    }
    return BriefingOrder(isHighGood: best == "high", base: item(node["base"], "base", on: node))
  }

  mutating func wordings(_ node: Node, hasItem: Bool, hasOrder: Bool) -> [BriefingWording] {
    let nodes = list(node, "say", on: node)
    let wordings = nodes.map { wording($0, hasItem: hasItem, hasOrder: hasOrder) }
    if let last = wordings.last, last.condition != nil {
      complain(
        nodes.last, zh: "最后一种说法不能有 when：数据不明时要有话可说。",
        en: "The last wording has no when: something has to be said where nothing is known.")
    }
    return wordings
  }

  private mutating func wording(_ node: Node, hasItem: Bool, hasOrder: Bool) -> BriefingWording {
    check(node, ["when", "zh", "en"])
    var condition: BriefingCondition?
    if let when = node["when"] {
      do throws(Complaints) { condition = try BriefingCondition(when.string ?? "") } catch {
        let first = error.all.first
        complain(
          when, zh: "条件“\(when.string ?? "")”：\(first?.sentence.zh ?? "")\(first?.hint?.zh ?? "")",
          en: "Condition \(when.string ?? ""): \(first?.sentence.en ?? "") \(first?.hint?.en ?? "")")
      }
    }
    let zh = template(node["zh"], on: node, hasItem: hasItem, hasOrder: hasOrder)
    let en = template(node["en"], on: node, hasItem: hasItem, hasOrder: hasOrder)
    return BriefingWording(condition: condition, text: (zh, en))
  }

  private mutating func template(
    _ node: Node?, on parent: Node, hasItem: Bool, hasOrder: Bool
  ) -> [TemplatePart] {
    guard let text = node?.string else {
      complain(node ?? parent, zh: "每种说法需要 zh 和 en。", en: "Every wording needs zh and en.")
      return []
    }
    let codes = book.indicators.map(\.code) + CaseCount.allCases.map(\.rawValue)
    let (book, subject) = (book, subject)
    let reader = TemplateReader(phrases: names) { code in
      if let count = CaseCount(rawValue: code) {
        return subject == nil || count.hasCause ? .count(count) : nil
      }
      return book.indicator(code).flatMap { book.isBusiness($0, of: subject) ? .figure(code) : nil }
    } nearest: { name in
      guard let dot = name.firstIndex(of: ".") else { return nil }
      return nearestName(to: String(name[..<dot]), in: codes).map { $0 + name[dot...] }
    }
    do throws(TemplateFault) {
      let parts = try reader.parts(text)
      for part in parts { demand(part, node, hasItem: hasItem, hasOrder: hasOrder) }
      return parts
    } catch {
      complain(node, zh: error.zh, en: error.en)
      return []
    }
  }

  private mutating func demand(_ part: TemplatePart, _ node: Node?, hasItem: Bool, hasOrder: Bool) {
    let needsItem: Bool
    switch part {
    case .gap(let gap, nil):
      needsItem = gap.isOfItem
      if gap.isOfOrder, !hasOrder {
        complain(
          node, zh: "{\(gap.rawValue)} 需要句子写明 best 和 base。",
          en: "{\(gap.rawValue)} needs a sentence with best and base.")
      }
    case .phrase(_, nil): needsItem = true
    default: needsItem = false
    }
    if needsItem, !hasItem {
      complain(
        node, zh: "句子没有 about，空位要写成 {指标代码.value} 的样子。",
        en: "The sentence has no about; write such a gap as {CODE.value}.")
    }
  }
}
