// How a line of work handles its cases, as the files in `casework/` say.

package import Kernel
package import Rules

/// A share such as two thirds, compared without division.
package struct Share: Equatable, Sendable {
  package let part: Int
  package let whole: Int

  /// Reads `2/3`; nil for what is no share between nothing and all.
  package init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let part = numbers[0], let whole = numbers[1], whole > 0, whole <= 1_000,
      (0...whole).contains(part)
    else { return nil }
    (self.part, self.whole) = (part, whole)
  }

  /// What stands where a file says nothing that can be read.
  static let all = Share(part: 1, whole: 1)

  private init(part: Int, whole: Int) { (self.part, self.whole) = (part, whole) }

  package func isReached(by count: Int, of total: Int) -> Bool { count * whole >= total * part }
  /// The smallest count that reaches it.
  package func least(of total: Int) -> Int { (total * part + whole - 1) / whole }
  package func isExceeded(by count: Int, of total: Int) -> Bool { count * whole > total * part }
}

/// The reference income of a year. **Unit**: fen a head and year.
package struct MonitoringLine: Equatable, Sendable {
  package let year: Int
  package let amount: Money
  package let source: String
}

/// A group of measures of the national form.
package struct MeasureGroup: Equatable, Sendable {
  /// The code of its list, such as `100A40`.
  package let code: String
  package let title: Text
  /// Whether it builds up a household's own income.
  package let isDevelopment: Bool
  /// The causes for which it is suggested.
  package let risks: [RuleCause]
}

/// An account of a household's income, such as `B2`: A to D are income, E is cost.
package struct IncomeAccount: Equatable, Sendable {
  package let code: String
  package let title: Text

  package static func isCost(_ code: String) -> Bool { code.hasPrefix("E") }
}

/// Everything about procedures that an official may change.
package struct ProcedureBook: Sendable {
  /// From the first day to the last step of identification. **Unit**: days.
  package let totalDays: Int
  /// By the name of the step. **Unit**: days.
  package let identification: [String: Int]
  package let elimination: [String: Int]
  package let noticeDays: Int
  package let clueAlarmDays: Int
  package let clueDays: Int
  /// Lines of work that must answer a comparison, by name.
  package let comparedWith: [String]
  package let quorum: Share
  package let majority: Share
  package let monthsRegistered: Int
  package let measuresDone: Int
  package let monthsOfIncome: Int
  package let mostRisks: Int
  /// By which day of the month all visits are made and the meeting is closed.
  package let visitsBy: Int
  package let judgementBy: Int
  /// Whether a public notice hides the middle of the name of a household's head.
  package let hidesMiddleOfNames: Bool
  /// Oldest first.
  package let lines: [MonitoringLine]
  /// In the order of the file.
  package let measureGroups: [MeasureGroup]
  /// The lines of work that there are, which stand in another folder; a measure of none of them would be
  /// nobody's. Empty where nobody told: then nothing is looked up.
  package var subjects: [String] = []
  package let incomeAccounts: [IncomeAccount]

  /// The line that holds on a day: that of its year, or the last one before; nil before all lines.
  package func line(on day: Day) -> MonitoringLine? { lines.last { $0.year <= day.year } }

  package func measureGroup(_ code: String) -> MeasureGroup? { measureGroups.first { $0.code == code } }

  /// The groups that answer a risk, in the order of the file.
  package func suggestions(for risk: RuleCause) -> [MeasureGroup] {
    measureGroups.filter { $0.risks.contains(risk) }
  }
}

extension ProcedureBook {
  package static let files = (procedure: "monitoring.yaml", measures: "measures.yaml", income: "income.yaml")

  /// Reads the folder of procedures.
  /// **Problems**: `casework.file.unreadable`, `casework.file.invalid`.
  package static func load(_ folder: String) throws(Problem) -> ProcedureBook {
    try ProcedureBook(
      procedure: ProcedureFile.read("\(folder)/\(files.procedure)"),
      measures: ProcedureFile.read("\(folder)/\(files.measures)"),
      income: ProcedureFile.read("\(folder)/\(files.income)"))
  }

  /// **Problems**: `casework.file.invalid`.
  package init(procedure: String, measures: String, income: String) throws(Problem) {
    var file = ProcedureFile(name: ProcedureBook.files.procedure)
    let all = file.sheet.root(procedure, ProcedureBook.keys)
    let review = file.sheet.members("review", of: all, ["quorum", "majority"])
    let gate = file.sheet.members(
      "elimination_gate", of: all, ["months_registered", "measures_done", "months_of_income"])
    let monthly = file.sheet.members("monthly", of: all, ["visits_by", "judgement_by"])
    visitsBy = file.sheet.number("visits_by", of: monthly, 1...31)
    judgementBy = file.sheet.number("judgement_by", of: monthly, 1...31)
    totalDays = file.sheet.number("total_days", of: all, 1...366)
    identification = file.days(
      "identification", of: all, ["verify", "compare", "review", "notice", "audit", "decide", "announce"])
    elimination = file.days(
      "elimination", of: all, ["verify", "review", "notice", "audit", "decide", "announce"])
    noticeDays = file.sheet.number("notice_days", of: all, 1...60)
    clueAlarmDays = file.sheet.number("clue_alarm_days", of: all, 1...366)
    clueDays = file.sheet.number("clue_days", of: all, 1...366)
    comparedWith = file.sheet.list("compare_with", of: all, 0...100).map { file.sheet.text($0) }
    (quorum, majority) = (file.share("quorum", of: review), file.share("majority", of: review))
    monthsRegistered = file.sheet.number("months_registered", of: gate, 0...60)
    measuresDone = file.sheet.number("measures_done", of: gate, 0...20)
    monthsOfIncome = file.sheet.number("months_of_income", of: gate, 0...60)
    mostRisks = file.sheet.number("most_risks", of: all, 1...11)
    lines = file.lines("lines", of: all)
    hidesMiddleOfNames =
      file.sheet.word("notice_names", of: all, ["full", "middle_hidden"]) == "middle_hidden"
    if let node = all["identification"], let days = identification["notice"], days < noticeDays {
      file.sheet.complain(
        node, zh: "公示期限 \(days) 天短于 notice_days \(noticeDays) 天。",
        en: "The notice has \(days) days, less than notice_days, \(noticeDays).")
    }
    try file.close()
    var groups = ProcedureFile(name: ProcedureBook.files.measures)
    measureGroups = groups.groups(measures)
    try groups.close()
    var accounts = ProcedureFile(name: ProcedureBook.files.income)
    incomeAccounts = accounts.accounts(income)
    try accounts.close()
  }

  private static let keys = [
    "total_days", "identification", "elimination", "notice_days", "clue_alarm_days", "clue_days",
    "compare_with", "review", "elimination_gate", "monthly", "most_risks", "lines", "notice_names",
  ]
}
