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
    let file = ProcedureFile(name: ProcedureBook.files.procedure)
    let all = try file.mapping(
      file.root(procedure),
      [
        "total_days", "identification", "elimination", "notice_days", "clue_alarm_days", "clue_days",
        "compare_with", "review", "elimination_gate", "monthly", "most_risks", "lines", "notice_names",
      ])
    let review = try file.mapping(all("review"), ["quorum", "majority"])
    let gate = try file.mapping(
      all("elimination_gate"), ["months_registered", "measures_done", "months_of_income"])
    let monthly = try file.mapping(all("monthly"), ["visits_by", "judgement_by"])
    visitsBy = try file.number(monthly("visits_by"), 1...31)
    judgementBy = try file.number(monthly("judgement_by"), 1...31)
    totalDays = try file.number(all("total_days"), 1...366)
    identification = try file.days(
      all("identification"), ["verify", "compare", "review", "notice", "audit", "decide", "announce"])
    elimination = try file.days(
      all("elimination"), ["verify", "review", "notice", "audit", "decide", "announce"])
    noticeDays = try file.number(all("notice_days"), 1...60)
    clueAlarmDays = try file.number(all("clue_alarm_days"), 1...366)
    clueDays = try file.number(all("clue_days"), 1...366)
    comparedWith = try file.list(all("compare_with")).map { (node) throws(Problem) in try file.text(node) }
    (quorum, majority) = (try file.share(review("quorum")), try file.share(review("majority")))
    monthsRegistered = try file.number(gate("months_registered"), 0...60)
    measuresDone = try file.number(gate("measures_done"), 0...20)
    monthsOfIncome = try file.number(gate("months_of_income"), 0...60)
    mostRisks = try file.number(all("most_risks"), 1...11)
    lines = try file.lines(all("lines"))
    hidesMiddleOfNames = try file.choice(all("notice_names"), ["full", "middle_hidden"]) == "middle_hidden"
    measureGroups = try ProcedureFile(name: ProcedureBook.files.measures).groups(measures)
    incomeAccounts = try ProcedureFile(name: ProcedureBook.files.income).accounts(income)
    if let days = identification["notice"], days < noticeDays {
      throw file.fault(
        all("identification"), zh: "公示期限 \(days) 天短于 notice_days \(noticeDays) 天。",
        en: "allows the notice \(days) days, less than notice_days, \(noticeDays).")
    }
  }
}
