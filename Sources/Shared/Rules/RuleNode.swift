// A piece of a YAML file, read with the line it stands on.

package import Kernel
import RuleLanguage
import RuleValues
import Yams

/// A node of a YAML file that knows its place; readers add what is wrong to a list of faults and go on.
package struct RuleNode {
  package let file: String
  /// The text of the whole file.
  package let whole: String
  let node: Node

  /// The root of a file, or nil with the fault of its syntax.
  package static func read(_ text: String, file: String, _ faults: inout [RuleFault]) -> RuleNode? {
    do {
      guard let node = try compose(yaml: text) else {
        faults.append(RuleFault(file, zh: "文件是空的。", en: "The file is empty."))
        return nil
      }
      return RuleNode(file: file, whole: text, node: node)
    } catch {
      faults += syntaxFaults(error, file: file, whole: text)
      return nil
    }
  }

  /// Line and column, counted from 1, a column being one Unicode scalar.
  typealias Place = (line: Int, column: Int)

  package var line: Int? { node.mark?.line }
  package var isMapping: Bool { node.mapping != nil }
  package var isList: Bool { node.sequence != nil }
  package var isText: Bool { node.scalar != nil }

  /// A fault of this node, with its line and a caret under where it begins.
  package func fault(zh: String, en: String) -> RuleFault {
    if let fault = fullWidthFault { return fault }
    let words = node.scalar.map { Array($0.string.utf8) } ?? []
    return Self.fault(at: node.place, in: file, whole, words, zh: zh, en: en)
  }

  /// A plain word that holds a full-width mark where YAML has a sign was meant for more than a word.
  private var fullWidthFault: RuleFault? {
    guard let scalar = node.scalar, scalar.style == .plain, let mark = node.mark,
      let sign = FullWidthMark.first(in: scalar.string), let words = FullWidthMark.words(sign)
    else { return nil }
    let lines = textLines(of: whole)
    for (index, line) in lines.enumerated().dropFirst(mark.line - 1) {
      let scalars = Array(line.unicodeScalars)
      let from = index == mark.line - 1 ? mark.column - 1 : 0
      for place in scalars.indices where place >= from && Character(scalars[place]) == sign {
        return Self.fault(
          at: (index + 1, place + 1), in: file, whole, Array(String(sign).utf8),
          zh: words.zh, en: words.en)
      }
    }
    return nil
  }

  static func fault(
    at mark: Place?, in file: String, _ whole: String, _ words: [UInt8] = [], zh: String, en: String
  ) -> RuleFault {
    guard let mark else { return RuleFault(file, zh: zh, en: en) }
    let lines = textLines(of: whole)
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

  /// A fault of a piece of this node's text, which stands in it at a byte.
  func fault(of piece: String, at offset: Int, zh: String, en: String) -> RuleFault {
    guard let start = self.offset(of: piece, at: offset) else { return fault(zh: zh, en: en) }
    let source = Source(whole)
    let (line, column) = source.position(at: start)
    return RuleFault(
      file, line: line, column: column, zh: zh, en: en,
      excerpt: source.excerpt(under: Span(start, start + piece.utf8.count)))
  }

  /// The byte of the file at which a piece of one line begins that stands in this node's text at a byte; of a
  /// text that is written otherwise than it is meant, the first place of the piece.
  func offset(of piece: String, at offset: Int) -> Int? {
    guard let mark = node.mark, let scalar = node.scalar, !piece.isEmpty, !piece.contains("\n") else {
      return nil
    }
    let lines = textLines(of: whole)
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let column = lines[mark.line - 1].unicodeScalars.prefix(mark.column - 1).reduce(0) { $0 + UTF8.width($1) }
    let start = lines.prefix(mark.line - 1).reduce(column) { $0 + $1.utf8.count + 1 }
    let rest = whole.utf8.dropFirst(start)
    for quote in 0...1 where rest.dropFirst(quote).starts(with: scalar.string.utf8) {
      return start + quote + offset
    }
    return rest.firstRange(of: Array(piece.utf8)).map {
      start + rest.distance(from: rest.startIndex, to: $0.lowerBound)
    }
  }

  /// The entries by key. Keys outside `known` are faults; a nil `known` allows every key.
  package func fields(_ known: [String]?, _ faults: inout [RuleFault]) -> [String: RuleNode]? {
    guard let mapping = node.mapping else {
      faults.append(fault(zh: "这里应为“名称: 值”的列表。", en: "A mapping of names to values should stand here."))
      return nil
    }
    var found: [String: RuleNode] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { continue }
      if let known, !known.contains(name) {
        faults.append(
          RuleNode(file: file, whole: whole, node: key).fault(
            zh: "没有名为“\(name)”的项\(meant(name, in: known, zh: "可以写"))",
            en: "There is no entry called \(name)\(meant(name, in: known))"))
      } else {
        found[name] = RuleNode(file: file, whole: whole, node: value)
      }
    }
    return found
  }

  /// The key of that name as a node of its own, which knows where it stands; the mapping where it has none.
  package func key(_ name: String) -> RuleNode {
    let key = node.mapping?.first { $0.key.scalar?.string == name }?.key
    return RuleNode(file: file, whole: whole, node: key ?? node)
  }

  /// Key and value in the order they were written.
  package var pairs: [(key: String, value: RuleNode)] {
    (node.mapping.map { Array($0) } ?? []).compactMap { key, value in
      key.scalar.map { ($0.string, RuleNode(file: file, whole: whole, node: value)) }
    }
  }

  package func list(_ faults: inout [RuleFault]) -> [RuleNode] {
    guard let sequence = node.sequence else {
      faults.append(fault(zh: "这里应为一个列表。", en: "A list should stand here."))
      return []
    }
    return sequence.map { RuleNode(file: file, whole: whole, node: $0) }
  }

  package func text(_ faults: inout [RuleFault]) -> String? {
    if let scalar = node.scalar, !scalar.string.isEmpty { return scalar.string }
    faults.append(fault(zh: "这里应为文字。", en: "Text should stand here."))
    return nil
  }

  package func number(_ range: ClosedRange<Int>, _ faults: inout [RuleFault]) -> Int? {
    if let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) { return number }
    let plain = node.scalar.flatMap { plainNumber($0.string) }
    faults.append(
      fault(
        zh: "这里应为 \(range.lowerBound) 至 \(range.upperBound) 的整数\(plain.map { "，请写 \($0)" } ?? "")。",
        en: "A whole number from \(range.lowerBound) to \(range.upperBound) should stand here"
          + (plain.map { "; write \($0)." } ?? ".")))
    return nil
  }

  package func day(_ faults: inout [RuleFault]) -> Day? {
    if let day = node.scalar.flatMap({ Day($0.string) }) { return day }
    faults.append(fault(zh: "这里应为 2025-01-31 形式的日期。", en: "A date like 2025-01-31 should stand here."))
    return nil
  }

  /// One of the words of a closed list; `title` gives what people call each.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type, title: (Choice) -> Text? = { _ in nil }, _ faults: inout [RuleFault]
  ) -> Choice? where Choice.RawValue == String { choice(of: Array(type.allCases), title: title, &faults) }

  /// One of some words of a closed list.
  func choice<Choice: RawRepresentable>(
    of choices: [Choice], title: (Choice) -> Text? = { _ in nil }, _ faults: inout [RuleFault]
  ) -> Choice? where Choice.RawValue == String {
    let given = node.scalar?.string ?? ""
    if let choice = choices.first(where: { $0.rawValue == given }) { return choice }
    let same = choices.first { choice in
      title(choice).map { !given.isEmpty && ($0.zh.hasPrefix(given) || $0.en == given.lowercased()) } ?? false
    }
    func named(_ choice: Choice) -> String {
      title(choice).map { "\(choice.rawValue)（\($0.zh)）" } ?? choice.rawValue
    }
    if let same {
      faults.append(fault(zh: "请写 \(named(same))。", en: "Write \(same.rawValue)."))
      return nil
    }
    let words = choices.map(\.rawValue)
    let near = nearestName(to: given, in: words)
    faults.append(
      fault(
        zh: "这里只能写：\(choices.map(named).joined(separator: "、"))。"
          + (near.map { "是否指 \($0)？" } ?? ""),
        en: "One of these should stand here: \(words.joined(separator: ", "))."
          + (near.map { " Did you mean \($0)?" } ?? "")))
    return nil
  }

  /// The entries `zh` and `en` of a mapping.
  package func bothLanguages(_ faults: inout [RuleFault]) -> Text? {
    guard let fields = fields(["zh", "en"], &faults) else { return nil }
    return bothLanguages(of: fields, &faults)
  }

  /// The entries `zh` and `en` among the fields of this mapping.
  package func bothLanguages(of fields: [String: RuleNode], _ faults: inout [RuleFault]) -> Text? {
    let zh = required("zh", of: fields, &faults)?.text(&faults)
    let en = required("en", of: fields, &faults)?.text(&faults)
    guard let zh, let en else { return nil }
    return Text(zh: zh, en: en)
  }

  package func required(_ name: String, of fields: [String: RuleNode], _ faults: inout [RuleFault])
    -> RuleNode?
  {
    if let node = fields[name] { return node }
    // A misspelt entry has been told already.
    let strays = pairs.map(\.key).filter { fields[$0] == nil }
    if strays.contains(where: { nearestName(to: $0, in: [name]) != nil }) { return nil }
    faults.append(fault(zh: "缺少“\(name)”。", en: "The entry \(name) is missing."))
    return nil
  }
}

/// The lines of a text, each with the CR before its LF, if any: Swift takes the pair for one character.
func textLines(of whole: String) -> [Substring] {
  whole.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
}

/// The end of a Chinese sentence about a name that is not known: the nearest one, or all where they are few.
func meant(_ wrong: String, in known: [String], zh offer: String) -> String {
  if let near = nearestName(to: wrong, in: known) { return "，是否指 \(near)？" }
  return known.isEmpty || known.count > 16 ? "。" : "，\(offer)：\(known.joined(separator: "、"))。"
}

/// The end of an English sentence about a name that is not known.
func meant(_ wrong: String, in known: [String]) -> String {
  if let near = nearestName(to: wrong, in: known) { return "; did you mean \(near)?" }
  return known.isEmpty || known.count > 16 ? "." : "; there are \(known.joined(separator: ", "))."
}

/// The known name that differs from a misspelt one by the fewest letters, nil where none is near.
package func nearestName(to wrong: String, in known: some Sequence<String>) -> String? {
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

/// `1万`, `8,000元` and `３０%` as files write them: `10000`, `8000`, `30`; nil for what is no number with words.
func plainNumber(_ text: String) -> String? {
  let narrow = String(
    text.unicodeScalars.map { (0xFF01...0xFF5E).contains($0.value) ? narrowed($0) : Character($0) })
  let signs = narrow.filter { $0 != " " && $0 != "," }
  guard
    let found = signs.wholeMatch(of: /([0-9]+(?:\.[0-9]{1,2})?)([百千万亿])?(万)?(?:元|%|天|日|人|口|个?月|年|岁|周岁|级|个)?/)
  else { return nil }
  let powers: [Substring: Int] = ["百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000]
  let times = (found.output.2.flatMap { powers[$0] } ?? 1) * (found.output.3 == nil ? 1 : 10_000)
  let number = String(found.output.1)
  guard times > 1 else { return number == text ? nil : number }
  return Double(number).flatMap { Int64(exactly: ($0 * Double(times)).rounded()) }.map(String.init)
}

private func narrowed(_ scalar: Unicode.Scalar) -> Character {
  Character(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
}

extension Node {
  var place: RuleNode.Place? { mark.map { ($0.line, $0.column) } }
}
