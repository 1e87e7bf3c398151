// The rules on the ledger with what they find, and those that wait, are guarded or told otherwise.

import Access
import Kernel
import Pages
import Rules

extension LedgerPages {
  func rules(_ look: LedgerLook) throws(Problem) -> HTML {
    let found = try desk.byRule(of: look.visitor.place, as: look.visitor)
    let codes = desk.codes(for: look.visitor)
    let written = desk.library.rules.filter { codes?.contains($0.code) ?? true }
    let title = look.say("账实规则", "The rules on the ledger")
    let crumbs = [
      Crumb(look.say("账实核对", "The ledger"), .ledger(.list(LedgerView()))),
      Crumb(title, look.address),
    ]
    return look.page(title, crumbs: crumbs, writtenCard(written, found, look) + unwrittenCard(look))
  }

  private func writtenCard(_ rules: [Rule], _ found: [String: Int], _ look: LedgerLook) -> HTML {
    let heading = look.say("运行中的规则", "Rules that run")
    let rows = rules.map { rule -> [HTML] in
      let view = LedgerView(rule: rule.code)
      return [
        link("\(rule.code) \(rule.title(look.language))", .ledger(.list(view))),
        statusTag(rule.severity.status, rule.severity.title(look.language)),
        "\(rule.inWords(look.language))", "\(rule.checkWithinDays)", "\(grouped(found[rule.code] ?? 0))",
      ]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(look.say("规则", "Rule")), TableColumn(look.say("级别", "Severity")),
        TableColumn(look.say("条件", "Condition")),
        TableColumn(look.say("期限（天）", "Days"), isNumber: true),
        TableColumn(look.say("未了结", "Not settled"), isNumber: true),
      ], rows: rows, narrow: .becomesCards)
    return card(heading, table.html)
  }

  private func unwrittenCard(_ look: LedgerLook) -> HTML {
    let heading = look.say("等待、门口把关和另行得知的规则", "Rules that wait, are guarded, or told otherwise")
    let rows = desk.library.unwritten.map { rule -> [HTML] in
      [
        "\(rule.code) \(rule.title(look.language))", "\(rule.standing.words(look.language))",
        "\(rule.reason(look.language))",
      ]
    }
    guard !rows.isEmpty else { return HTML() }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(look.say("规则", "Rule")), TableColumn(look.say("状态", "Standing")),
        TableColumn(look.say("原因", "Because")),
      ], rows: rows, narrow: .becomesCards)
    return card(
      heading, hint: look.say("台账建立后移入规则库", "They move among the rules once their ledger is there"),
      table.html)
  }
}
