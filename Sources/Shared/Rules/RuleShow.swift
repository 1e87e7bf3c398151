// The page of one rule for the command line.

package import Kernel
import RuleLanguage
import RuleValues

extension RuleLibrary {
  /// One rule: title, condition, normal form, parameters with all values, facts, source, cases.
  /// **Problems**: an unknown rule, with the nearest name.
  package func showText(_ name: String, _ language: Language) throws(Problem) -> String {
    guard let rule = rule(name) else { throw unknownRule(name) }
    let zh = language == .zh
    var blocks = [headText(rule, language)]
    blocks.append((zh ? "条件（白话）\n" : "In words\n") + indented(rule.inWords(language)))
    blocks.append((zh ? "条件\n" : "Condition\n") + indented(rule.condition))
    blocks.append((zh ? "规范写法\n" : "Normal form\n") + indented(normalForm(of: rule.checked.root)))
    let names = rule.parameterNames.compactMap { parameter($0) }
    if !names.isEmpty {
      blocks.append((zh ? "参数\n" : "Parameters\n") + names.map { parameterText($0, language) }.joined())
    }
    if !rule.facts.isEmpty {
      let facts = rule.facts.compactMap { fact($0) }.map { factText($0, language) }
      blocks.append((zh ? "所用事实\n" : "Facts\n") + facts.joined())
    }
    blocks.append((zh ? "说明\n" : "Explanation\n") + indented((zh ? rule.zh : rule.en).source))
    if !rule.evidence.isEmpty {
      blocks.append((zh ? "佐证数据\n" : "Evidence\n") + indented(rule.evidence.joined(separator: ", ")))
    }
    blocks.append((zh ? "来源\n" : "Source\n") + indented(rule.source(language)))
    let cases = rule.cases.map { [$0.expected.title(language), $0.title(language)] }
    blocks.append((zh ? "用例\n" : "Cases\n") + indented(columns(cases)))
    return blocks.joined(separator: "\n")
  }

  package func unknownRule(_ name: String) -> Problem {
    let near = nearestName(to: name, in: rules.map(\.name))
    return Problem(
      "screening.rule.unknown", .notFound,
      zh: "没有规则“\(name)”\(near.map { "，是否指 \($0)？" } ?? "。")",
      en: "There is no rule \(name)\(near.map { "; did you mean \($0)?" } ?? ".")", details: ["rule": name])
  }

  private func headText(_ rule: Rule, _ language: Language) -> String {
    let zh = language == .zh
    let cause = rule.cause.map { "\($0.title(language))（\($0.rawValue)）" } ?? "-"
    let causeEn = rule.cause.map { "\($0.title(language)) (\($0.rawValue))" } ?? "-"
    let line =
      zh
      ? "\(rule.kind.title(language)) · \(rule.severity.title(language)) · "
        + "\(rule.checkWithinDays) 天内核查 · 风险类型：\(cause)"
      : "\(rule.kind.title(language)) · \(rule.severity.title(language)) · "
        + "check within \(rule.checkWithinDays) days · cause: \(causeEn)"
    let version =
      zh ? "第 \(rule.version) 版（\(rule.fingerprint)）" : "version \(rule.version) (\(rule.fingerprint))"
    return "\(rule.code) \(rule.name)  \(rule.title(language))\n\(line)\n\(version)\n"
  }

  private func parameterText(_ parameter: RuleParameter, _ language: Language) -> String {
    let values = parameterValues(parameter, language).joined(separator: language == .zh ? "；" : "; ")
    return "  \(parameter.name) = \(values)\n    \(parameter.meaning(language))\n"
  }

  private func factText(_ fact: Fact, _ language: Language) -> String {
    let lines = [fact.meaning(language), fact.inWords(language), oneLine(fact.expression)]
    return "  \(fact.key)\n" + lines.map { "    \($0)\n" }.joined()
  }

}

private func indented(_ text: String) -> String {
  text.split(separator: "\n").map { "  \($0)\n" }.joined()
}

/// A parameter's values in words: the standard, then what holds from a day on, then each county.
func parameterValues(_ parameter: RuleParameter, _ language: Language) -> [String] {
  func shown(_ value: Int64) -> String { parameter.unit.display.text(.int(value), language) }
  func from(_ entry: RuleParameter.Dated) -> String {
    if entry.from == .distantPast { return shown(entry.value) }
    return language == .zh
      ? "\(entry.from) 起 \(shown(entry.value))" : "\(shown(entry.value)) from \(entry.from)"
  }
  let counties = parameter.byCounty.sorted { $0.key < $1.key }.map { county, values in
    let list = values.map(from).joined(separator: language == .zh ? "、" : ", ")
    return language == .zh ? "\(county) 县：\(list)" : "county \(county): \(list)"
  }
  return [shown(parameter.standard)] + parameter.dated.map(from) + counties
}

/// Line ends and runs of blanks as one blank.
package func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
