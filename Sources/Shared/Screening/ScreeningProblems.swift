// All that screening itself can refuse.

package import Kernel
import Rules

package enum ScreeningProblems {
  package static func notScreened() -> Problem {
    Problem(
      "screening.run.none", .notFound, zh: "还没有筛查过。先运行 shouwang screen。",
      en: "Nothing was screened yet. Run shouwang screen first.")
  }

  static func staleMemory() -> Problem {
    Problem(
      "screening.live.stale", .conflict, zh: "数据库已在别处改动，内存中的筛查结果不再有效。请重新读取。",
      en: "The store was changed elsewhere; what is held in memory is no longer true. Read it again.")
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

  static func unknownGroup(_ code: Int64) -> Problem {
    Problem(
      "screening.group.unknown", .notFound, zh: "没有农户住在小组 \(code)。",
      en: "No household lives in the group \(code).", details: ["group": String(code)])
  }

  static func noRecord(_ name: String) -> Problem {
    Problem(
      "screening.change.record", .invalid, zh: "农户没有名为“\(name)”的记录。",
      en: "A household has no records \(name).", details: ["record": name])
  }

  static func noOwner(_ record: String, _ key: Int64) -> Problem {
    Problem(
      "screening.change.row", .notFound, zh: "\(record) \(key) 不属于这一户的任何人。",
      en: "\(record) \(key) belongs to nobody of the household.", details: ["record": record])
  }

  static func noColumn(_ record: String, _ name: String) -> Problem {
    Problem(
      "screening.change.column", .invalid, zh: "\(record) 没有“\(name)”这一项。",
      en: "\(record) has no \(name).", details: ["record": record, "column": name])
  }

  static func incomplete(_ record: String, _ name: String) -> Problem {
    Problem(
      "screening.change.incomplete", .invalid, zh: "新增的 \(record) 缺少“\(name)”。",
      en: "A new \(record) lacks \(name).", details: ["record": record, "column": name])
  }

  static func stillHasRows(_ record: String, _ key: Int64) -> Problem {
    Problem(
      "screening.change.rows", .conflict, zh: "\(record) \(key) 名下还有记录，应先移除这些记录。",
      en: "\(record) \(key) still has rows of its own; take those out first.", details: ["record": record])
  }

  static func otherRules() -> Problem {
    Problem(
      "screening.refresh.rules", .conflict, zh: "最近一次筛查用的是另一套规则，请先运行 shouwang screen。",
      en: "The last screening was made with other rules. Run shouwang screen first.")
  }

  static func otherDay(_ last: Day, _ wanted: Day) -> Problem {
    Problem(
      "screening.refresh.day", .conflict, zh: "最近一次筛查的监测日是 \(last)，不是 \(wanted)。请先运行 shouwang screen。",
      en: "The last screening was for \(last), not \(wanted). Run shouwang screen first.")
  }
}
