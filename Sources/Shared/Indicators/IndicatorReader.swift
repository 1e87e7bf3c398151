// Reads the files of figures: every fault with its file, its line and what to write instead.

import Kernel
import RuleLanguage
import RuleValues
import Rules

/// One figure as its file says it, before the figures that it reads are known.
struct IndicatorFile {
  let indicator: Indicator
  let node: RuleNode
  /// Where the reading is written.
  let readingNode: RuleNode
}

/// One pass over all files; `faults` is empty exactly when the answer is whole.
struct IndicatorReader {
  let library: RuleLibrary
  private(set) var faults: [RuleFault] = []
  private(set) var terms: [IndicatorTerm] = []
  /// The codes that files are called by: a figure whose file has a fault of its own is no unknown one.
  private(set) var written: Set<String> = []

  init(_ library: RuleLibrary) { self.library = library }

  private static let readings = [
    "numerator", "difference", "quotient", "growth", "change", "earlier", "reference",
  ]
  private static let keys =
    [
      "code", "order", "title", "formula", "unit", "decimals", "mechanism", "owner", "population", "period",
      "needs", "zero_is_missing", "unknown_at_most", "denominator",
    ] + readings
  /// Of a figure whose file does not say it: half.
  private static let unknownAtMost = 50

  /// The figures in their order. **Shape**: texts by path inside the folder.
  mutating func read(_ texts: [String: String]) -> [Indicator] {
    var files: [IndicatorFile] = []
    written = Set(texts.keys.map { $0.hasSuffix(".yaml") ? String($0.dropLast(5)) : $0 })
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      guard let root = RuleNode.read(text, file: path, &faults), let file = read(root) else { continue }
      if let other = files.first(where: { $0.indicator.order == file.indicator.order }) {
        faults.append(
          file.node.key("order").fault(
            zh: "序号 \(file.indicator.order) 已由 \(other.node.file) 使用，请换一个。",
            en: "The order \(file.indicator.order) is that of \(other.node.file); take another."))
      }
      files.append(file)
    }
    check(files)
    return files.map(\.indicator).sorted { $0.order < $1.order }
  }

  private mutating func read(_ root: RuleNode) -> IndicatorFile? {
    guard let fields = root.fields(IndicatorReader.keys, &faults) else { return nil }
    let codeNode = root.required("code", of: fields, &faults)
    let code = codeNode?.text(&faults)
    if let code, let codeNode, root.file != code + ".yaml" {
      faults.append(
        codeNode.fault(zh: "这个指标的文件应叫 \(code).yaml。", en: "The file of this figure should be \(code).yaml."))
    }
    let order = root.required("order", of: fields, &faults)?.number(1...9_999, &faults)
    let title = root.required("title", of: fields, &faults)?.bothLanguages(&faults)
    let formula = root.required("formula", of: fields, &faults)?.bothLanguages(&faults)
    let unit = root.required("unit", of: fields, &faults)?.choice(
      IndicatorUnit.self, title: { $0.title }, &faults)
    let decimals = root.required("decimals", of: fields, &faults)?.number(0...4, &faults)
    var mechanism: String?
    if let node = root.required("mechanism", of: fields, &faults) { mechanism = self.mechanism(node) }
    let owner = root.required("owner", of: fields, &faults)?.choice(
      IndicatorOwner.self, title: { $0.title }, &faults)
    let population = root.required("population", of: fields, &faults)?.bothLanguages(&faults)
    let period = root.required("period", of: fields, &faults)?.choice(IndicatorPeriod.self, &faults)
    let needs = needs(fields["needs"])
    let zeroIsMissing = fields["zero_is_missing"].map { flag($0) } ?? false
    let unknownAtMost = fields["unknown_at_most"]?.number(0...99, &faults) ?? IndicatorReader.unknownAtMost
    let read = reading(root, fields)
    guard let code, let order, let title, let formula, let unit, let decimals, let mechanism, let owner,
      let population, let period, let read
    else { return nil }
    return IndicatorFile(
      indicator: Indicator(
        code: code, order: order, title: title, formula: formula, unit: unit, decimals: decimals,
        mechanism: mechanism, owner: owner, population: population, period: period, needs: needs,
        zeroIsMissing: zeroIsMissing, unknownAtMost: unknownAtMost, reading: read.reading),
      node: root, readingNode: read.node)
  }

  private mutating func mechanism(_ node: RuleNode) -> String? {
    guard let text = node.text(&faults) else { return nil }
    if text.wholeMatch(of: /M[0-9]{3}/) != nil { return text }
    faults.append(
      node.fault(
        zh: "这里应为规格说明中的编号，如 M008。", en: "A number of the specification should stand here, like M008."))
    return nil
  }

  private mutating func flag(_ node: RuleNode) -> Bool {
    guard let text = node.text(&faults) else { return false }
    if !["true", "false"].contains(text) {
      faults.append(node.fault(zh: "这里应为 true 或 false。", en: "true or false should stand here."))
    }
    return text == "true"
  }

  private mutating func needs(_ node: RuleNode?) -> [String] {
    let known = ScreeningVocabulary.records.map(\.name)
    return (node?.list(&faults) ?? []).compactMap { item in
      guard let name = item.text(&faults) else { return nil }
      if known.contains(name) { return name }
      let near = nearestName(to: name, in: known)
      faults.append(
        item.fault(
          zh: "没有名为“\(name)”的记录类型\(near.map { "，是否指 \($0)？" } ?? "。")",
          en: "There is no record type \(name)\(near.map { "; did you mean \($0)?" } ?? ".")"))
      return nil
    }
  }

  private mutating func reading(
    _ root: RuleNode, _ fields: [String: RuleNode]
  ) -> (reading: IndicatorReading, node: RuleNode)? {
    let given = IndicatorReader.readings.filter { fields[$0] != nil }
    guard given.count == 1, let node = fields[given[0]] else {
      let all = IndicatorReader.readings
      let zh = given.isEmpty ? "" : "；现有 \(given.joined(separator: "、"))"
      let en = given.isEmpty ? "" : "; there are \(given.joined(separator: " and "))"
      faults.append(
        root.fault(
          zh: "应写且只写其中一项：\(all.joined(separator: "、"))\(zh)。",
          en: "One of these should stand here, and one only: \(all.joined(separator: ", "))\(en)."))
      return nil
    }
    if given[0] != "numerator", let whole = fields["denominator"] {
      faults.append(
        whole.fault(
          zh: "只有写了 numerator 的指标才有 denominator，请删去。",
          en: "Only with a numerator is there a denominator; take it out."))
      return nil
    }
    guard let read = reading(given[0], node, fields["denominator"]) else { return nil }
    return (read, node)
  }

  private mutating func reading(
    _ kind: String, _ node: RuleNode, _ whole: RuleNode?
  ) -> IndicatorReading? {
    switch kind {
    case "numerator":
      guard let term = term(node) else { return nil }
      guard let whole else { return .sum(keep(term)) }
      guard let other = self.term(whole) else { return nil }
      return .share(keep(term), of: keep(other))
    case "difference":
      return pair(node, "of", "less").map { .difference($0, less: $1) }
    case "quotient":
      return pair(node, "of", "per").map { .quotient($0, per: $1) }
    case "reference":
      return node.text(&faults).map { .reference($0) }
    default:
      guard let fields = node.fields(["of", "since"], &faults) else { return nil }
      let code = node.required("of", of: fields, &faults)?.text(&faults)
      let since = node.required("since", of: fields, &faults)?.choice(
        IndicatorEarlier.self, title: { $0.title }, &faults)
      guard let code, let since else { return nil }
      return kind == "growth"
        ? .growth(code, since: since) : kind == "change" ? .change(code, since: since) : .earlier(code, since)
    }
  }

  private mutating func pair(_ node: RuleNode, _ first: String, _ second: String) -> (String, String)? {
    guard let fields = node.fields([first, second], &faults) else { return nil }
    let left = node.required(first, of: fields, &faults)?.text(&faults)
    let right = node.required(second, of: fields, &faults)?.text(&faults)
    guard let left, let right else { return nil }
    return (left, right)
  }

  private mutating func keep(_ term: IndicatorTerm) -> Int {
    // Figures share what they count: the same words are counted once.
    if let known = terms.firstIndex(where: {
      $0.record == term.record && $0.texts.map(\.source) == term.texts.map(\.source)
    }) {
      return known
    }
    terms.append(term)
    return terms.count - 1
  }

  // Terms.

  private mutating func term(_ node: RuleNode) -> IndicatorTerm? {
    guard let fields = node.fields(["of", "among", "where", "value"], &faults) else { return nil }
    let ofNode = node.required("of", of: fields, &faults)
    guard let ofNode, let name = ofNode.text(&faults) else { return nil }
    let records = ScreeningVocabulary.records.filter { IndicatorReader.isCounted($0) }
    guard let record = records.first(where: { $0.name == name }) else {
      let known = records.map(\.name)
      let near = nearestName(to: name, in: known)
      faults.append(
        ofNode.fault(
          zh: "“\(name)”的记录不能按地区计数\(near.map { "，是否指 \($0)？" } ?? "；可以写：\(known.joined(separator: "、"))。")",
          en: "Rows of \(name) cannot be counted by place"
            + (near.map { "; did you mean \($0)?" } ?? "; there are \(known.joined(separator: ", ")).")))
      return nil
    }
    var words = library.vocabulary
    words.variables[record.variable] = Vocabulary.Variable(.record(record.name))
    let among = check(fields["among"], otherwise: "true", .bool, words)
    let condition = check(fields["where"], otherwise: "true", .bool, words)
    guard let among, let condition else { return nil }
    guard fields["value"] != nil else {
      return IndicatorTerm(record: name, among: among, condition: condition, value: nil, guarded: nil)
    }
    guard let value = check(fields["value"], otherwise: "", .int, words) else { return nil }
    // A line end closes a comment that a text may end with.
    let text = "(\(among.source)\n) && (\(condition.source)\n) ? (\(value.source)\n) : 0"
    guard let guarded = try? Checker.check(text, vocabulary: words, expecting: .int, most: Cost.most * 4)
    else {
      preconditionFailure("texts that are right one by one are right together: \(node.file)")
    }
    return IndicatorTerm(record: name, among: among, condition: condition, value: value, guarded: guarded)
  }

  /// Rows whose place is known: households, their members, and ledgers of places.
  private static func isCounted(_ record: ScreeningRecord) -> Bool {
    ["Household", "Person"].contains(record.name) || record.field("place") != nil
  }

  private mutating func check(
    _ node: RuleNode?, otherwise text: String, _ type: CELType, _ words: Vocabulary
  ) -> CheckedRule? {
    var source = text
    if let node {
      guard let given = node.text(&faults) else { return nil }
      source = given
    }
    do {
      return try Checker.check(source, vocabulary: words, expecting: type)
    } catch {
      faults += RuleFault.faults(
        error, in: node?.file ?? "", whole: node?.whole ?? source, from: node?.line ?? 1)
      return nil
    }
  }

  // What figures say of one another.

  private mutating func check(_ files: [IndicatorFile]) {
    let known = Dictionary(files.map { ($0.indicator.code, $0) }) { first, _ in first }
    for file in files {
      for code in file.indicator.reading.codes where known[code] == nil && !written.contains(code) {
        let near = nearestName(to: code, in: known.keys.sorted())
        faults.append(
          file.readingNode.fault(
            zh: "没有代码为“\(code)”的指标\(near.map { "，是否指 \($0)？" } ?? "。")",
            en: "There is no figure \(code)\(near.map { "; did you mean \($0)?" } ?? ".")"))
      }
      checkCircle(file, known)
      checkEarlier(file, known)
      checkUnits(file, known)
    }
  }

  private mutating func checkCircle(_ file: IndicatorFile, _ known: [String: IndicatorFile]) {
    guard reads(file.indicator.code, from: file.indicator, known, []) else { return }
    faults.append(
      file.readingNode.fault(
        zh: "指标 \(file.indicator.code) 绕一圈又用到了自己。",
        en: "The figure \(file.indicator.code) reads itself in a circle."))
  }

  private func reads(
    _ code: String, from indicator: Indicator, _ known: [String: IndicatorFile], _ seen: Set<String>
  ) -> Bool {
    indicator.reading.codes.contains { next in
      if next == code { return true }
      guard !seen.contains(next), let file = known[next] else { return false }
      return reads(code, from: file.indicator, known, seen.union([next]))
    }
  }

  /// The time before is one step away only.
  private mutating func checkEarlier(_ file: IndicatorFile, _ known: [String: IndicatorFile]) {
    guard file.indicator.reading.since != nil else { return }
    var open = file.indicator.reading.codes
    var seen: Set<String> = []
    while let code = open.popLast() {
      guard seen.insert(code).inserted, let other = known[code]?.indicator else { continue }
      if other.reading.since != nil {
        faults.append(
          file.readingNode.fault(
            zh: "\(code) 本身已与更早的时间比较，不能再往前比。", en: "\(code) looks back itself; it cannot be looked back upon."
          ))
      }
      open += other.reading.codes
    }
  }

  private mutating func checkUnits(_ file: IndicatorFile, _ known: [String: IndicatorFile]) {
    let (unit, reading) = (file.indicator.unit, file.indicator.reading)
    let read = reading.codes.compactMap { known[$0]?.indicator }
    switch reading {
    case .growth where unit != .percent:
      faults.append(file.readingNode.fault(zh: "增幅的单位应为 percent。", en: "A growth is in percent."))
    case .difference, .change, .earlier:
      for other in read where other.unit != unit {
        faults.append(
          file.readingNode.fault(
            zh: "\(other.code) 的单位是 \(other.unit.rawValue)，与 \(unit.rawValue) 不同。",
            en: "\(other.code) is in \(other.unit.rawValue), not in \(unit.rawValue)."))
      }
    default: break
    }
  }
}
