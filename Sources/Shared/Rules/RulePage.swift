// The Markdown page of a whole rule library, kept in `docs/RULES.md` and `docs/LEDGER-RULES.md`.

import Kernel
import RuleLanguage
import RuleValues

extension RuleLibrary {
  /// The page of all rules, facts and parameters in both languages; the same files give the same page.
  package func markdownPage() -> String {
    var sentences: [String: Text] = [:]
    for outcome in runCases() where sentences[outcome.rule] == nil {
      sentences[outcome.rule] = outcome.sentence
    }
    var blocks = [head, "## 一览 · Overview\n\n" + overview()]
    if !unwritten.isEmpty { blocks.append("## 尚未成文的规则 · Rules that are no files\n\n" + unwrittenTable()) }
    blocks.append("## 规则 · Rules")
    blocks += rules.map { section($0, sentences[$0.name]) }
    blocks.append("## 共用参数 · Shared parameters\n\n" + table(parameters.filter { $0.rule == nil }))
    blocks.append("## 事实 · Facts\n\n" + factTable())
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    guard rules.contains(where: { $0.kind == .ledger }) else {
      return """
        # 筛查规则 · Screening rules

        本页由 `rules/` 中的文件生成，请勿直接修改；用 `shouwang rules page` 重新生成。
        This page is generated from the files in `rules/`; write it anew with `shouwang rules page`.
        """
    }
    return """
      # 账实规则 · Ledger rules

      本页由 `ledger-rules/` 中的文件生成，请勿直接修改；用 `shouwang rules page --rules ledger-rules` 重新生成。
      This page is generated from the files in `ledger-rules/`; write it anew with
      `shouwang rules page --rules ledger-rules`.
      """
  }

  private func unwrittenTable() -> String {
    let rows = unwritten.map { rule in
      let standing = rule.standing.words
      return "| \(rule.code) | \(rule.title.zh) | \(rule.title.en) | \(standing.zh) · \(standing.en)"
        + " | \(rule.reason.zh) \(rule.reason.en) |"
    }
    return "| 代码 | 名称 | title | 状态 · standing | 原因 · because |\n|---|---|---|---|---|\n"
      + rows.joined(separator: "\n")
  }

  private func overview() -> String {
    let rows = rules.map { rule in
      let cause = rule.cause.map { "\($0.rawValue) \($0.title.zh)" } ?? "-"
      return "| \(rule.code) | [`\(rule.name)`](#\(rule.code.lowercased())-\(rule.name)) | \(rule.title.zh)"
        + " | \(rule.title.en) | \(rule.kind.title.zh) | \(rule.severity.title.zh)"
        + " | \(rule.checkWithinDays) | \(cause) |"
    }
    return "| 代码 | 规则 | 名称 | title | 类别 | 级别 | 核查天数 | 风险类型 |\n|---|---|---|---|---|---|---|---|\n"
      + rows.joined(separator: "\n")
  }

  private func section(_ rule: Rule, _ sentence: Text?) -> String {
    var blocks = ["### \(rule.code) \(rule.name)", "**\(rule.title.zh)** · \(rule.title.en)"]
    blocks.append("条件（白话）：\(rule.inWords.zh)\n\nIn words: \(rule.inWords.en)")
    blocks.append("```cel\n\(rule.condition.split(separator: "\n").joined(separator: "\n"))\n```")
    if !rule.parameters.isEmpty { blocks.append(table(rule.parameters)) }
    if !rule.facts.isEmpty {
      blocks.append("事实 · Facts: " + rule.facts.map { "`\($0)`" }.joined(separator: ", "))
    }
    if let sentence { blocks.append("> \(sentence.zh)\n>\n> \(sentence.en)") }
    blocks.append("来源 · Source: \(rule.source.zh) · \(rule.source.en)")
    let cases = rule.cases.map {
      "- \($0.expected.title.zh)：\($0.title.zh) · \($0.expected.title.en): \($0.title.en)"
    }
    blocks.append(cases.joined(separator: "\n"))
    return blocks.joined(separator: "\n\n")
  }

  private func table(_ parameters: [RuleParameter]) -> String {
    let rows = parameters.map { parameter in
      "| `\(parameter.name)` | \(parameterValues(parameter, .zh).joined(separator: "；"))"
        + " | \(parameter.meaning.zh) | \(parameter.meaning.en) |"
    }
    return "| 参数 | 值 | 含义 | meaning |\n|---|---|---|---|\n" + rows.joined(separator: "\n")
  }

  private func factTable() -> String {
    let rows = facts.sorted { $0.key < $1.key }.map { fact in
      let expression = oneLine(fact.expression).split(separator: "|", omittingEmptySubsequences: false)
      return "| `\(fact.key)` | \(fact.type) | \(fact.meaning.zh) | \(fact.meaning.en)"
        + " | `\(expression.joined(separator: "\\|"))` |"
    }
    return "| 事实 | 类型 | 含义 | meaning | 表达式 |\n|---|---|---|---|---|\n" + rows.joined(separator: "\n")
  }
}
