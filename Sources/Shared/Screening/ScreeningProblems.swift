// All that screening itself can refuse.

package import Kernel
import Rules

package enum ScreeningProblems {
  package static func notScreened() -> Problem {
    Problem(
      "screening.run.none", .notFound, zh: "还没有筛查过。先运行 shouwang screen。",
      en: "Nothing was screened yet. Run shouwang screen first.")
  }

  package static func unknownHousehold(_ number: Int64) -> Problem {
    Problem(
      "screening.household.unknown", .notFound, zh: "没有户编号为 \(number) 的农户。",
      en: "There is no household \(number).", details: ["household": String(number)])
  }

  static func tooManyRules(_ count: Int) -> Problem {
    Problem(
      "screening.rules.tooMany", .invalid, zh: "规则有 \(count) 条，掩码最多容纳 62 条。",
      en: "There are \(count) rules; a mask holds 62 at most.")
  }
}
