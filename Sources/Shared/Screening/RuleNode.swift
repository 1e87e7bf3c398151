// A piece of a YAML file, read with the line it stands on.

import Kernel
import RuleLanguage
import RuleValues
import Yams

/// A node of a YAML file that knows its place; readers add what is wrong to a list of faults and go on.
struct RuleNode {
  let file: String
  /// The text of the whole file.
  let whole: String
  let node: Node

  /// The root of a file, or nil with the fault of its syntax.
  static func read(_ text: String, file: String, _ faults: inout [RuleFault]) -> RuleNode? {
    do {
      guard let node = try compose(yaml: text) else {
        faults.append(RuleFault(file, zh: "文件是空的。", en: "The file is empty."))
        return nil
      }
      return RuleNode(file: file, whole: text, node: node)
    } catch {
      faults.append(syntaxFault(error, file: file, whole: text))
      return nil
    }
  }

  var line: Int? { node.mark?.line }
  var isMapping: Bool { node.mapping != nil }
  var isList: Bool { node.sequence != nil }
  var isText: Bool { node.scalar != nil }

  /// A fault of this node, with its line and a caret under where it begins.
  func fault(zh: String, en: String) -> RuleFault {
    let words = node.scalar.map { Array($0.string.utf8) } ?? []
    return Self.fault(at: node.mark, in: file, whole, words, zh: zh, en: en)
  }

  private static func fault(
    at mark: Mark?, in file: String, _ whole: String, _ words: [UInt8] = [], zh: String, en: String
  ) -> RuleFault {
    guard let mark else { return RuleFault(file, zh: zh, en: en) }
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = lines.dropFirst(mark.line - 1).first else {
      return RuleFault(file, line: mark.line, zh: zh, en: en)
    }
    let source = Source(String(line))
    let offset = line.unicodeScalars.prefix(max(0, mark.column - 1)).reduce(0) { $0 + UTF8.width($1) }
    // A plain word is marked as a whole, anything else where it begins.
    let length = !words.isEmpty && line.utf8.dropFirst(offset).starts(with: words) ? words.count : 1
    return RuleFault(
      file, line: mark.line, column: source.position(at: offset).column, zh: zh, en: en,
      excerpt: source.excerpt(under: Span(offset, offset + length)))
  }

  /// The entries by key. Keys outside `known` are faults; a nil `known` allows every key.
  func fields(_ known: [String]?, _ faults: inout [RuleFault]) -> [String: RuleNode]? {
    guard let mapping = node.mapping else {
      faults.append(fault(zh: "这里应为“名称: 值”的列表。", en: "A mapping of names to values should stand here."))
      return nil
    }
    var found: [String: RuleNode] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { continue }
      if let known, !known.contains(name) {
        let near = nearestName(to: name, in: known)
        faults.append(
          Self.fault(
            at: key.mark, in: file, whole, Array(name.utf8),
            zh: "没有名为“\(name)”的项\(near.map { "，是否指 \($0)" } ?? "")。",
            en: "There is no entry called \(name)\(near.map { "; did you mean \($0)" } ?? "")."))
      } else {
        found[name] = RuleNode(file: file, whole: whole, node: value)
      }
    }
    return found
  }

  /// Key and value in the order they were written.
  var pairs: [(key: String, value: RuleNode)] {
    (node.mapping.map { Array($0) } ?? []).compactMap { key, value in
      key.scalar.map { ($0.string, RuleNode(file: file, whole: whole, node: value)) }
    }
  }

  func list(_ faults: inout [RuleFault]) -> [RuleNode] {
    guard let sequence = node.sequence else {
      faults.append(fault(zh: "这里应为一个列表。", en: "A list should stand here."))
      return []
    }
    return sequence.map { RuleNode(file: file, whole: whole, node: $0) }
  }

  func text(_ faults: inout [RuleFault]) -> String? {
    if let scalar = node.scalar, !scalar.string.isEmpty { return scalar.string }
    faults.append(fault(zh: "这里应为文字。", en: "Text should stand here."))
    return nil
  }

  func number(_ range: ClosedRange<Int>, _ faults: inout [RuleFault]) -> Int? {
    if let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) { return number }
    faults.append(
      fault(
        zh: "这里应为 \(range.lowerBound) 至 \(range.upperBound) 的整数。",
        en: "A whole number from \(range.lowerBound) to \(range.upperBound) should stand here."))
    return nil
  }

  func day(_ faults: inout [RuleFault]) -> Day? {
    if let day = node.scalar.flatMap({ Day($0.string) }) { return day }
    faults.append(fault(zh: "这里应为 2025-01-31 形式的日期。", en: "A date like 2025-01-31 should stand here."))
    return nil
  }

  /// One of the words of a closed list.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type, _ faults: inout [RuleFault]
  ) -> Choice? where Choice.RawValue == String {
    if let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    faults.append(
      fault(
        zh: "这里只能写：\(words.joined(separator: "、"))。",
        en: "One of these should stand here: \(words.joined(separator: ", "))."))
    return nil
  }

  /// The entries `zh` and `en` of a mapping.
  func bothLanguages(_ faults: inout [RuleFault]) -> Text? {
    guard let fields = fields(["zh", "en"], &faults) else { return nil }
    return bothLanguages(of: fields, &faults)
  }

  /// The entries `zh` and `en` among the fields of this mapping.
  func bothLanguages(of fields: [String: RuleNode], _ faults: inout [RuleFault]) -> Text? {
    let zh = required("zh", of: fields, &faults)?.text(&faults)
    let en = required("en", of: fields, &faults)?.text(&faults)
    guard let zh, let en else { return nil }
    return Text(zh: zh, en: en)
  }

  func required(_ name: String, of fields: [String: RuleNode], _ faults: inout [RuleFault]) -> RuleNode? {
    if let node = fields[name] { return node }
    faults.append(fault(zh: "缺少“\(name)”。", en: "The entry \(name) is missing."))
    return nil
  }

  private static func syntaxFault(_ error: any Error, file: String, whole: String) -> RuleFault {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return fault(
        at: mark, in: file, whole,
        zh: "这里不合 YAML 的格式\(meaning[problem].map { "：\($0)" } ?? "（\(problem)）")。",
        en: "This is not YAML: \(problem).")
    case .duplicatedKeysInMapping(let names, let context):
      return RuleFault(
        file, line: context.mark.line, zh: "重复的项：\(names.joined(separator: "、"))。",
        en: "Written twice: \(names.joined(separator: ", ")).")
    default:
      return RuleFault(file, zh: "不是正确的 YAML。", en: "This is not YAML.")
    }
  }

  /// The usual sentences of the YAML reader in Chinese.
  private static let meaning = [
    "did not find expected key": "这里应有“名称: 值”，请检查缩进和引号",
    "did not find expected ',' or '}'": "花括号里各项之间应有“,”，末尾应有“}”",
    "did not find expected ',' or ']'": "方括号里各项之间应有“,”，末尾应有“]”",
    "did not find expected '-' indicator": "列表的每一项应以“- ”开头，并对齐",
    "did not find expected node content": "这里缺少内容",
    "could not find expected ':'": "名称后面应有“: ”",
    "mapping values are not allowed in this context": "这里不能再写“: ”；值里有冒号时请加引号",
    "found character that cannot start any token": "这个字符不能开头，请用空格缩进，或给值加引号",
    "found unexpected end of stream": "引号没有写完",
    "found unknown escape character": "双引号里没有这种反斜杠写法",
  ]
}

/// The known name that differs from a misspelt one by the fewest letters, nil where none is near.
func nearestName(to wrong: String, in known: some Sequence<String>) -> String? {
  let letters = Array(wrong.utf8)
  let limit = max(1, letters.count / 3)
  return known.map { (distance: editDistance(letters, Array($0.utf8)), name: $0) }
    .filter { $0.distance <= limit }
    .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var next = [row + 1]
    for (column, other) in right.enumerated() {
      next.append(min(last[column + 1] + 1, next[column] + 1, last[column] + (letter == other ? 0 : 1)))
    }
    last = next
  }
  return last[right.count]
}
