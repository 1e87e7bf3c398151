// What may happen to a clue, and what is refused.

package import Kernel
package import Rules

/// A sign as it is told, before it is known whether it is a new clue.
package struct ClueReport: Equatable, Sendable {
  package let cause: RuleCause
  package let severity: RuleSeverity
  package let isEmergency: Bool
  package let source: ClueSource
  /// Within how many days somebody should look; nil for the book's.
  package let checkWithin: Int?

  package init(
    cause: RuleCause, severity: RuleSeverity = .amber, isEmergency: Bool = false, source: ClueSource,
    checkWithin: Int? = nil
  ) {
    // An emergency is urgent whoever tells of it: it counts among those that must be visited this month.
    (self.cause, self.severity, self.isEmergency) = (cause, isEmergency ? .red : severity, isEmergency)
    (self.source, self.checkWithin) = (source, checkWithin)
  }
}

/// The verbs of a clue, as of a day and by somebody.
package struct ClueSteps: Sendable {
  private let book: ProcedureBook
  private let today: Day
  private let by: String

  package init(_ book: ProcedureBook, today: Day, by: String) {
    (self.book, self.today, self.by) = (book, today, by)
  }

  /// A new clue.
  /// **Problems**: `monitoring.clue.future`, `.old`, `casework.note.missing` for people who say nothing.
  package func opened(
    _ report: ClueReport, _ id: ClueNumber, household: Int64, place: PlaceCode
  ) throws(Problem) -> Clue {
    try check(report)
    return Clue(
      id: id, household: household, place: place, cause: report.cause, severity: report.severity,
      openedOn: opening(report), due: due(report), isEmergency: report.isEmergency, sources: [report.source])
  }

  /// The same sign by another way, or once more: nothing that was told is lost, the stricter term holds.
  /// **Problems**: as `opened`, `monitoring.clue.closed`.
  package func merged(_ clue: Clue, _ report: ClueReport) throws(Problem) -> Clue {
    try check(report)
    guard clue.closure == nil else { throw MonitoringProblems.closedClue }
    var next = clue
    if report.severity == .red { next.severity = .red }
    next.due = min(clue.due, due(report))
    next.isEmergency = clue.isEmergency || report.isEmergency
    let isKnown = clue.sources.contains {
      $0.channel == report.source.channel && $0.by == report.source.by && $0.note == report.source.note
    }
    if !isKnown { next.sources.append(report.source) }
    return next
  }

  /// An episode begins to look into it.
  /// **Problems**: `monitoring.clue.closed`, `monitoring.clue.taken`.
  package func taken(_ clue: Clue, by episode: Int64) throws(Problem) -> Clue {
    guard clue.closure == nil else { throw MonitoringProblems.closedClue }
    guard clue.episode == nil else { throw MonitoringProblems.takenClue }
    var next = clue
    next.episode = episode
    return next
  }

  /// Not included, for a reason.
  /// **Problems**: `monitoring.clue.closed`, `.taken` where an episode must decide, `casework.note.missing`.
  package func dismissed(
    _ clue: Clue, _ reason: DismissalReason, note: String
  ) throws(Problem) -> Clue {
    guard clue.closure == nil else { throw MonitoringProblems.closedClue }
    guard clue.episode == nil else { throw MonitoringProblems.takenClue }
    try demandSaid(note, "note")
    return closed(clue, .dismissed(reason), note)
  }

  /// What its episode decided.
  package func settled(_ clue: Clue, _ outcome: ClueClosure.Outcome, note: String) throws(Problem) -> Clue {
    guard clue.closure == nil else { throw MonitoringProblems.closedClue }
    guard clue.episode != nil else { throw MonitoringProblems.untakenClue }
    return closed(clue, outcome, note)
  }

  private func closed(_ clue: Clue, _ outcome: ClueClosure.Outcome, _ note: String) -> Clue {
    var next = clue
    next.closure = ClueClosure(on: today, by: by, outcome: outcome, note: note)
    return next
  }

  private func check(_ report: ClueReport) throws(Problem) {
    guard report.source.on <= today else { throw MonitoringProblems.futureClue }
    // A warning's day and words are its rule's; everybody else has to say what happened, and when.
    guard report.source.channel != .deptWarning else { return }
    guard report.source.on >= today.adding(days: -ClueSource.daysMost) else {
      throw MonitoringProblems.oldClue
    }
    try demandSaid(report.source.note, "note")
  }

  /// A clue begins on the day it was told, whenever it was typed; a warning on that of its screening.
  private func opening(_ report: ClueReport) -> Day {
    report.source.channel == .deptWarning ? today : report.source.on
  }

  /// An emergency is looked into on the next day.
  private func due(_ report: ClueReport) -> Day {
    opening(report).adding(days: report.isEmergency ? 1 : report.checkWithin ?? book.clueDays)
  }
}
