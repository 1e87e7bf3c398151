// Rules as text for the command line: the list, one rule's page, the result of the cases.

package import Kernel
import RuleLanguage
import RuleTelling
package import RuleValues

extension Text {
  package init(_ wording: Wording) { self.init(zh: wording.zh, en: wording.en) }
}

extension RuleLibrary {
  /// The rule's condition as a sentence, with the parameters that are in force.
  /// **Shape**: `constants` as `constants(asOf:)` gives them.
  package func conditionInWords(of rule: Rule, _ constants: [String: Value]) -> Text {
    let known = Set(parameters.map(\.name))
    return Text(
      sentence(of: rule.checked, vocabulary: vocabulary, values: constants.filter { known.contains($0.key) }))
  }

  /// A line a rule: code, name, title, kind, severity, days to check, cause, cases.
  package func listText(_ language: Language) -> String {
    let head = [
      Text(zh: "代码", en: "code"), Text(zh: "规则", en: "rule"), Text(zh: "名称", en: "title"),
      Text(zh: "类别", en: "kind"), Text(zh: "级别", en: "severity"), Text(zh: "核查时限", en: "check within"),
      Text(zh: "风险类型", en: "cause"), Text(zh: "用例", en: "cases"),
    ].map { $0(language) }
    let rows = rules.map { rule in
      [
        rule.code, rule.name, rule.title(language), rule.kind.title(language), rule.severity.title(language),
        RuleDisplay.days.text(.int(Int64(rule.checkWithinDays)), language),
        rule.cause.map { "\($0.rawValue) \($0.title(language))" } ?? "-", String(rule.cases.count),
      ]
    }
    let risks = rules.count { $0.kind == .risk }
    let sum = Text(
      zh:
        "共 \(rules.count) 条规则（风险 \(risks)，排除项 \(rules.count - risks)），\(facts.count) 个事实，"
        + "\(parameters.count) 个参数；版本 \(fingerprint)。",
      en: "\(rules.count) rules (\(risks) risks, \(rules.count - risks) exclusions), \(facts.count) facts, "
        + "\(parameters.count) parameters; version \(fingerprint).")
    return columns([head] + rows) + "\n" + sum(language) + "\n"
  }

  /// What all cases came to; every case that did not give what it says is named.
  package func testText(_ outcomes: [CaseOutcome], _ language: Language) -> String {
    let failed = outcomes.filter { !$0.passed }
    let lines = failed.map { outcome in
      let fault = outcome.fault.map { language == .zh ? "（\($0.zh)）" : " (\($0.en))" } ?? ""
      let (expected, answer) = (outcome.case.expected.title(language), outcome.answer.title(language))
      return Text(
        zh:
          "✗ \(outcome.rule)/cases.yaml:\(outcome.case.line) \(outcome.case.title.zh)："
          + "应为“\(expected)”，却是“\(answer)”\(fault)。",
        en: "✗ \(outcome.rule)/cases.yaml:\(outcome.case.line) \(outcome.case.title.en): "
          + "expected \(expected), got \(answer)\(fault).")(language)
    }
    let rules = Set(outcomes.map(\.rule)).count
    let passed = outcomes.count - failed.count
    let sum = Text(
      zh: "\(rules) 条规则，\(outcomes.count) 个用例：通过 \(passed)，未通过 \(failed.count)。",
      en: "rules: \(rules), cases: \(outcomes.count), passed: \(passed), failed: \(failed.count)")
    return (lines + [sum(language)]).joined(separator: "\n") + "\n"
  }
}

/// Cells under each other, two spaces apart; Chinese characters count two columns.
func columns(_ rows: [[String]]) -> String {
  let widths = (rows.first ?? []).indices.map { column in rows.map { width($0[column]) }.max() ?? 0 }
  return rows.map { row in
    var line = ""
    for (column, cell) in row.enumerated() {
      line += cell
      if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - width(cell) + 2) }
    }
    return line
  }.joined(separator: "\n") + "\n"
}

private func width(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFF60).contains($1.value) ? 2 : 1) }
}
