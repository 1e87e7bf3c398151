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

  /// The sentence for readers of the rule: in place of each value what it is, in brackets.
  package func outline(_ language: Language, _ vocabulary: Vocabulary) -> String {
    parts.map { part in
      switch part {
      case .words(let words): words
      case .value(let expression, _, _):
        "〔\(Text(sentence(of: expression, vocabulary: vocabulary))(language))〕"
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

  /// Nil with faults where a brace is open, an expression is wrong, or a format is unknown or does not fit.
  func read(_ node: RuleNode, _ faults: inout [RuleFault]) -> RuleTemplate? {
    guard let text = node.text(&faults) else { return nil }
    var parts: [RuleTemplate.Part] = []
    var rest = Substring(text)
    let known = faults.count
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        faults.append(node.fault(zh: "花括号“{”没有结束。", en: "A { is never closed."))
        return nil
      }
      if let part = part(String(rest[rest.index(after: open)..<close]), node, &faults) { parts.append(part) }
      rest = rest[rest.index(after: close)...]
    }
    if rest.contains("}") {
      faults.append(node.fault(zh: "多出一个“}”。", en: "A } stands alone."))
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    return faults.count == known ? RuleTemplate(source: text, parts: parts) : nil
  }

  private func part(_ text: String, _ node: RuleNode, _ faults: inout [RuleFault]) -> RuleTemplate.Part? {
    let (expression, format) = split(text)
    var named: RuleDisplay?
    if let format {
      named = RuleDisplay(rawValue: format)
      guard named != nil else {
        let all = RuleDisplay.allCases.map(\.rawValue)
        faults.append(
          node.fault(
            zh: "没有显示格式“\(format)”，可用：\(all.joined(separator: "、"))。",
            en: "There is no display \(format); use \(all.joined(separator: ", "))."))
        return nil
      }
    }
    do {
      let checked = try Checker.check(expression, vocabulary: vocabulary)
      let field = named == nil ? field(of: checked) : nil
      let display = named ?? field?.display ?? ownDisplay(of: checked) ?? RuleDisplay(for: checked.type)
      guard display.accepts(checked.type) else {
        // What a fact or parameter with a fault of its own gives is not known here.
        if checked.type == .dyn, !faults.isEmpty { return nil }
        faults.append(
          node.fault(
            zh: "“\(expression)”的值是\(checked.type.wording.zh)，不能按 \(display.rawValue) 显示。",
            en: "\(expression) gives \(checked.type), which can't be shown as \(display.rawValue)."))
        return nil
      }
      return .value(checked, display, field)
    } catch {
      faults += RuleFault.faults(error, in: node.file, whole: node.whole, from: node.line ?? 1)
      return nil
    }
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
