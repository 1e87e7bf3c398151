// A villager group's report of one day, and the pure step that takes it.

package import Kernel

/// What is told of a day. A correction is a report of its own; none is ever edited.
package struct DailyReport: Equatable, Sendable {
  package static let mostCharacters = 500

  package let place: PlaceCode
  package let day: Day
  /// Counts the reports of that day, from 1, in the order in which they arrived.
  package let sequence: Int
  /// Who and what has changed; empty says that nothing has.
  package let words: String
  /// When it was written: before `at` where there was no network.
  package let writtenAt: Instant
  package let at: Instant
  package let actor: String

  package var isNothing: Bool { words.isEmpty }
}

/// What somebody reports.
package struct ReportForm: Equatable, Sendable {
  package let place: PlaceCode
  package let day: Day
  package let hasChanges: Bool
  package let words: String
  /// When it was written, where it could not be sent at once.
  package let writtenAt: Instant?

  package init(
    _ place: PlaceCode, on day: Day, hasChanges: Bool = false, words: String = "", writtenAt: Instant? = nil
  ) {
    (self.place, self.day, self.hasChanges) = (place, day, hasChanges)
    (self.words, self.writtenAt) = (words, writtenAt)
  }
}

/// What became of a report. **Shape**: as the outcomes of rows that are imported.
package enum ReportOutcome: String, Sendable {
  case new
  /// It says what was known.
  case identical
  /// It takes the place of the one before, which is kept.
  case replaced
  /// It was written before the one that is known, and is kept behind it.
  case older
}

package enum DailyReportSteps {
  /// - Parameter known: what holds of that day, and how many reports there are of it.
  /// **Problems**: `duties.report.place`, `.future`, `.closed`, `.empty`, `.long`, `.both`.
  package static func taken(
    _ form: ReportForm, known: DailyReport?, count: Int, _ cadence: Cadence, by act: Act
  ) throws(Problem) -> (report: DailyReport, outcome: ReportOutcome) {
    try check(form, cadence, today: act.at.day())
    let earliest = act.at.milliseconds - Int64(cadence.offlineDays) * 86_400_000
    let told = form.writtenAt.map { max(min($0.milliseconds, act.at.milliseconds), earliest) }
    let report = DailyReport(
      place: form.place, day: form.day, sequence: count + 1, words: form.hasChanges ? form.words : "",
      writtenAt: Instant(milliseconds: told ?? act.at.milliseconds), at: act.at, actor: act.actor)
    guard let known else { return (report, .new) }
    if known.words == report.words { return (known, .identical) }
    return (report, known.writtenAt > report.writtenAt ? .older : .replaced)
  }

  private static func check(_ form: ReportForm, _ cadence: Cadence, today: Day) throws(Problem) {
    guard form.place.level == cadence.level else { throw DutyProblems.reportPlace(cadence.level) }
    guard form.day <= today else { throw DutyProblems.futureDay }
    guard form.day.adding(days: cadence.openDays) >= today else {
      throw DutyProblems.closedDay(days: cadence.openDays)
    }
    if form.hasChanges, form.words.isEmpty { throw DutyProblems.emptyReport }
    if !form.hasChanges, !form.words.isEmpty { throw DutyProblems.bothReports }
    guard form.words.count <= DailyReport.mostCharacters else {
      throw DutyProblems.longWords("words", most: DailyReport.mostCharacters)
    }
  }
}
