// A sentence with places for values: `人均 {household.net_income / household.living_members | money}`.

package import Kernel
package import RuleLanguage
import RuleTelling
package import RuleValues

/// One language of an explanation, its placeholders checked.
package struct RuleTemplate: Sendable {
  package enum Part: Sendable {
    case words(String)
    case value(CheckedRule, RuleDisplay, ScreeningField?)
  }

  package let source: String
  package let parts: [Part]

  private static let computed = Text(zh: "按数据计算", en: "computed")

  /// The sentence; a value that cannot be computed is written as not known.
  package func text(_ language: Language, evaluate: (CheckedRule) throws -> Value) -> String {
    parts.map { part in
      switch part {
      case .words(let words): return words
      case .value(let expression, let display, let field):
        guard let value = try? evaluate(expression) else { return RuleDisplay.unknown(language) }
        return field?.text(value, language) ?? display.text(value, language)
      }
    }.joined()
  }

  /// The sentence for readers of the rule: in place of each value what it is, in brackets. A value that only
  /// a formula can describe is said to be computed: code tells an official nothing.
  package func outline(_ language: Language, _ vocabulary: Vocabulary) -> String {
    parts.map { part in
      switch part {
      case .words(let words): return words
      case .value(let expression, _, _):
        let value = sentence(of: expression, part: expression.root, vocabulary: vocabulary)
        let words = value.isPlain ? Text(value.words) : RuleTemplate.computed
        return "〔\(words(language))〕"
      }
    }.joined()
  }

  package var expressions: [CheckedRule] {
    parts.compactMap { part in
      guard case .value(let expression, _, _) = part else { return nil }
      return expression
    }
  }
}

/// Reads templates; knows how facts and parameters want to be written.
struct RuleTemplateReader {
  let vocabulary: Vocabulary
  let displays: [String: RuleDisplay]
  let facts: [Fact.Key: RuleDisplay]

  /// A value's place in a template: the text between its braces, and at which byte that begins.
  private struct Blank {
    let text: Substring
    let offset: Int
  }

  /// Nil with faults where a brace is open, an expression is wrong, or a format is unknown or does not fit;
  /// what is wrong in one place hides no fault of another.
  func read(_ node: RuleNode, _ faults: inout [RuleFault]) -> RuleTemplate? {
    guard let text = node.text(&faults) else { return nil }
    var parts: [RuleTemplate.Part] = []
    var rest = Substring(text)
    var isWhole = true
    func offset(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }
    func words(_ words: Substring) {
      if !words.isEmpty { parts.append(.words(String(words))) }
      for place in words.indices where words[place] == "}" {
        isWhole = false
        faults.append(node.fault(of: "}", at: offset(place), zh: "多出一个“}”。", en: "A } stands alone."))
      }
    }
    while let open = rest.firstIndex(of: "{") {
      words(rest[..<open])
      rest = rest[rest.index(after: open)...]
      guard let end = rest.firstIndex(where: { $0 == "{" || $0 == "}" }), rest[end] == "}" else {
        isWhole = false
        let value = rest.prefix { $0.isASCII && $0 != "{" }
        faults.append(
          node.fault(
            of: "{" + value, at: offset(open), zh: "花括号“{”没有结束，请在值的后面写“}”。",
            en: "A { is never closed; write } behind the value."))
        continue
      }
      let part = part(Blank(text: rest[..<end], offset: offset(rest.startIndex)), node, &faults)
      if let part { parts.append(part) } else { isWhole = false }
      rest = rest[rest.index(after: end)...]
    }
    words(rest)
    return isWhole ? RuleTemplate(source: text, parts: parts) : nil
  }

  private func part(_ blank: Blank, _ node: RuleNode, _ faults: inout [RuleFault]) -> RuleTemplate.Part? {
    let (expression, format) = split(String(blank.text))
    let named = format.flatMap(RuleDisplay.init(rawValue:))
    if let format, named == nil {
      let all = RuleDisplay.allCases.map(\.rawValue)
      let near = nearestName(to: format, in: all)
      faults.append(
        node.fault(
          of: format, at: blank.offset + blank.text.utf8.count - behind(format, in: blank.text),
          zh: "没有显示格式“\(format)”，可用：\(all.joined(separator: "、"))。"
            + (near.map { "是否指 \($0)？" } ?? ""),
          en: "There is no display \(format); use \(all.joined(separator: ", "))."
            + (near.map { " Did you mean \($0)?" } ?? "")))
    }
    let start = blank.offset + blank.text.prefix { $0.isWhitespace }.utf8.count
    do {
      let checked = try Checker.check(expression, vocabulary: vocabulary)
      if format != nil, named == nil { return nil }
      let field = named == nil ? field(of: checked) : nil
      let display = named ?? field?.display ?? ownDisplay(of: checked) ?? RuleDisplay(for: checked.type)
      guard display.accepts(checked.type) else {
        // What a fact or parameter with a fault of its own gives is not known here.
        if checked.type == .dyn, !faults.isEmpty { return nil }
        faults.append(
          node.fault(
            of: expression, at: start,
            zh: "“\(expression)”的值是\(checked.type.wording.zh)，不能按 \(display.rawValue) 显示。",
            en: "\(expression) gives \(checked.type), which can't be shown as \(display.rawValue)."))
        return nil
      }
      return .value(checked, display, field)
    } catch {
      faults += RuleFault.faults(
        error, in: node.file, whole: node.whole, from: node.line ?? 1,
        at: node.offset(of: expression, at: start))
      return nil
    }
  }

  /// How many bytes the format and the blanks behind it take.
  private func behind(_ format: String, in text: Substring) -> Int {
    format.utf8.count + text.reversed().prefix { $0.isWhitespace }.reduce(0) { $0 + $1.utf8.count }
  }

  /// The expression and the format behind the last single bar, if there is one.
  private func split(_ text: String) -> (expression: String, format: String?) {
    guard let bar = text.lastIndex(of: "|"), bar > text.startIndex, text[text.index(before: bar)] != "|"
    else { return (trimmed(text), nil) }
    return (trimmed(text[..<bar]), trimmed(text[text.index(after: bar)...]))
  }

  private func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private func ownDisplay(of checked: CheckedRule) -> RuleDisplay? {
    if let name = checked.references[checked.root.id] { return displays[name] }
    return selected(checked).flatMap { facts[$0] }
  }

  private func field(of checked: CheckedRule) -> ScreeningField? {
    selected(checked).flatMap { ScreeningVocabulary.record($0.record)?.field($0.name) }
  }

  /// The record and field of a plain `x.y.field`.
  private func selected(_ checked: CheckedRule) -> Fact.Key? {
    guard case .select(let operand, let field, false) = checked.root.form,
      case .record(let record)? = checked.types[operand.id]
    else { return nil }
    return Fact.Key(record, field)
  }
}
