// All that duties can refuse.

package import Kernel

package enum DutyProblems {
  /// Also for what is not the reader's.
  package static let unknown = Problem(
    "duties.duty.unknown", .notFound, zh: "没有这项工作，或不在您的辖区。",
    en: "There is no such duty, or it is not in your area.")

  package static let noDaily = Problem(
    "duties.report.none", .notFound, zh: "本市没有规定每日报告。", en: "No daily report is laid down here.")

  static func reportPlace(_ level: PlaceLevel) -> Problem {
    Problem(
      "duties.report.place", .invalid, zh: "每日报告由村民小组报，请给 15 位的小组代码。",
      en: "A daily report is that of a villager group; give its code of 15 digits.",
      details: ["field": "place", "level": "\(level)"])
  }

  package static let futureDay = Problem(
    "duties.report.future", .invalid, zh: "不能报以后的日子。", en: "A day to come cannot be reported.",
    details: ["field": "day"])

  static func closedDay(days: Int) -> Problem {
    Problem(
      "duties.report.closed", .conflict, zh: "超过 \(days) 天，不能再补报。",
      en: "After \(days) days a report can no longer be made.", details: ["field": "day"])
  }

  package static let emptyReport = Problem(
    "duties.report.empty", .invalid, zh: "有变化时请写明哪户、什么事；没有变化就点“无变化”。",
    en: "Say which household and what has changed; where nothing has, say that.", details: ["field": "words"])

  package static let noChoice = Problem(
    "duties.report.choice", .invalid, zh: "请选“无变化”或“有变化”。", en: "Choose nothing, or changes.")

  package static let bothReports = Problem(
    "duties.report.both", .invalid, zh: "写了变化内容，却选了“无变化”，请改选“有变化”或清空内容。",
    en: "There are words of a change and yet “nothing”; choose “changes”, or clear the words.",
    details: ["field": "words"])

  static func longWords(_ field: String, most: Int) -> Problem {
    Problem(
      "duties.words.long", .invalid, zh: "最多写 \(most) 个字，请写要点。",
      en: "Write \(most) characters at most, the gist.", details: ["field": field, "most": String(most)])
  }

  package static let notARecord = Problem(
    "duties.record.product", .notFound, zh: "这里没有这样一项记录。", en: "There is no such record here.")

  package static let futurePeriod = Problem(
    "duties.record.period", .invalid, zh: "这一期还没有开始，或与这项工作的周期不符。",
    en: "That period has not begun, or is none of this duty.")

  package static let closedPeriod = Problem(
    "duties.record.closed", .conflict, zh: "已过补报期限，不能再补。", en: "It is too late to make this up.")

  static func heldOn(_ period: WorkPeriod) -> Problem {
    Problem(
      "duties.record.day", .invalid, zh: "日期应在 \(period.first) 到今天之间。",
      en: "The day lies between \(period.first) and today.", details: ["field": "heldOn"])
  }

  static func missing(_ section: RecordSection, nilWord: String) -> Problem {
    let zh = section.mayBeNil && !nilWord.isEmpty ? "没有就写“\(nilWord)”。" : "这一项不能为空，也不能写“无”。"
    let en =
      section.mayBeNil && !nilWord.isEmpty
      ? "where there is nothing, say \(nilWord)." : "it cannot be nothing."
    return Problem(
      "duties.record.missing", .invalid, zh: "请填写“\(section.title.zh)”；\(zh)",
      en: "Fill in “\(section.title.en)”; \(en)", details: ["field": section.code])
  }

  static func number(_ field: String, _ value: String) -> Problem {
    Problem(
      "duties.record.number", .invalid, zh: "“\(value)”不是非负整数。", en: "\(value) is no whole number from 0.",
      details: ["field": field, "value": value])
  }

  static func tableRow(_ section: RecordSection, row: Int, value: String) -> Problem {
    let zh = section.columns.map(\.zh).joined(separator: "|")
    let en = section.columns.map(\.en).joined(separator: "|")
    return Problem(
      "duties.record.row", .invalid, zh: "“\(section.title.zh)”第 \(row) 行“\(value)”应为：\(zh)。",
      en: "Line \(row) of “\(section.title.en)”, \(value), should be: \(en).",
      details: ["field": section.code, "row": String(row), "column": zh, "value": value])
  }

  static func leaderMissing(_ field: String, _ leader: Text) -> Problem {
    Problem(
      "duties.record.leaders", .invalid, zh: "\(leader.zh)没有到会，不能作为调度会记录；请改期召开。",
      en: "Without the \(leader.en) this is no such meeting; hold it on another day.",
      details: ["field": field])
  }

  package static let sameRecord = Problem(
    "duties.record.same", .conflict, zh: "和已有的记录一样，没有要更正的。", en: "The record says this already.")
}
