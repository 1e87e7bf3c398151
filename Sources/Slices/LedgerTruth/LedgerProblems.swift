// All that the ledger can refuse.

package import Kernel

package enum LedgerProblems {
  package static let unknownIssue = Problem(
    "ledger.issue.unknown", .notFound, zh: "没有这个账实问题。", en: "There is no such issue of the ledger.")

  /// Also for a place that is not the reader's.
  package static let unknownPlace = Problem(
    "ledger.place.unknown", .notFound, zh: "没有这个地方。", en: "There is no such place.")

  package static func settled(_ issue: LedgerIssue) -> Problem {
    let state = issue.state.title
    return Problem(
      "ledger.issue.settled", .conflict,
      zh: "这个问题\(state.zh)，不能再改；如再次出现，核对时会另立新问题。",
      en: "This issue is \(state.en) and changes no more; if it comes back, a run opens a new one.")
  }

  package static let assigned = Problem(
    "ledger.issue.assigned", .conflict, zh: "这个问题已经交给这个岗位。", en: "That post has this issue already.",
    details: ["field": "post"])

  package static let fixed = Problem(
    "ledger.issue.fixed", .conflict, zh: "已填报整改，正等待复核。",
    en: "It was told to be corrected and waits to be rechecked.")

  package static let others = Problem(
    "ledger.issue.others", .notPermitted, zh: "这个问题已交给另一个岗位，由那个岗位答复。",
    en: "This issue was given to another post, which has to answer it.")

  package static let blocked = Problem(
    "ledger.issue.blocked", .conflict, zh: "这一条不可能属实，只能更正，不能确认。",
    en: "This cannot be true: it is to be corrected, not confirmed.")

  package static let notFixed = Problem(
    "ledger.issue.notFixed", .conflict, zh: "还没有填报整改，最近一次核对也仍然发现它，没有可复核的。",
    en: "Nobody said that it is corrected, and the last run found it: there is nothing to recheck.")

  package static let ownFix = Problem(
    "ledger.issue.ownFix", .notPermitted, zh: "整改是您填报的，请由另一人复核。",
    en: "You corrected it; somebody else has to recheck it.")

  package static func undecided(_ why: Text) -> Problem {
    Problem(
      "ledger.issue.undecided", .conflict, zh: "现在无法判断：\(why.zh)补齐数据后再复核。",
      en: "It cannot be judged now: \(why.en) Recheck it when the data are there.")
  }

  package static func noWords(_ field: String) -> Problem {
    Problem(
      "ledger.issue.noWords", .invalid, zh: "请写明情况。", en: "Say what was done or why it is so.",
      details: ["field": field])
  }

  package static func longWords(_ field: String, most: Int) -> Problem {
    Problem(
      "ledger.issue.longWords", .invalid, zh: "最多写 \(most) 个字。", en: "Write \(most) characters at most.",
      details: ["field": field])
  }

  package static let unfitPost = Problem(
    "ledger.post.unfit", .invalid, zh: "请从列出的岗位中选择：要在该地任职，并有整改权限。",
    en: "Choose one of the posts listed: held at that place, and permitted to answer.",
    details: ["field": "post"])

  package static let noRun = Problem(
    "ledger.run.none", .notFound, zh: "账实规则还没有运行过，请先运行 shouwang ledger run。",
    en: "The rules on the ledger have not run; run shouwang ledger run first.")

  package static func earlierDay(_ last: Day) -> Problem {
    Problem(
      "ledger.run.earlier", .conflict, zh: "上次核对的是 \(last)，不能再核对更早的日子。",
      en: "The last run looked at \(last); a run looks at no earlier day.")
  }

  static func noRule(_ code: String, near: String?) -> Problem {
    Problem(
      "ledger.rule.none", .notFound,
      zh: "没有账实规则“\(code)”" + (near.map { "，您是不是要写 \($0)？" } ?? "。")
        + "全部规则见 /ledger/rules 或 docs/LEDGER-RULES.md。",
      en: "There is no rule \(code) on the ledger" + (near.map { "; did you mean \($0)?" } ?? ".")
        + " All of them stand on /ledger/rules and in docs/LEDGER-RULES.md.", details: ["rule": code])
  }

  static func unruled(_ code: String) -> Problem {
    Problem(
      "ledger.rule.unknown", .notFound, zh: "规则库中已没有 \(code)，不能复核。",
      en: "There is no rule \(code) any more, so that it cannot be rechecked.")
  }
}
