// Complaints about delay: by who told a report, once a day, and the list of the level that hears of them.

package import Access
package import Casework
import Database
package import Kernel
import Rules

/// A report of which somebody complained, as the level above who is late is shown it.
package struct HeardComplaint: Sendable {
  package let complained: ComplainedReport
  package let state: ReportState
  /// The clue's case, where there is one.
  package let episode: Int64?
}

extension Outreach {
  /// Complains that a clock has run out: the level above who is late finds it in its list, and a clue at
  /// which nobody has looked becomes urgent.
  /// **Problems**: `casework.report.unknown`, `monitoring.report.early`; `casework.report.complained` for a
  /// second one of the same day.
  package func complain(code: String, _ act: Act) throws(Problem) {
    guard let code = QueryCode.read(code) else { throw SelfReportProblems.unknown }
    let found = try database.read { (connection) throws(Problem) in
      try SelfReportStore.report(code: code, on: connection)
    }
    guard let found else { throw SelfReportProblems.unknown }
    let command = Command("report.complain", permission: nil, key: act.request, body: "\(found.id)")
    _ = try door.run(command, by: act, as: nil, county: found.id.county) { (connection) throws(Problem) in
      guard var report = try SelfReportStore.report(found.id, on: connection) else {
        throw SelfReportProblems.unknown
      }
      let state = try state(of: report, on: act.at.day(), connection)
      guard let due = state.due, due < act.at.day() else { throw MonitoringProblems.earlyComplaint }
      let complaint = try complaint(report, state, on: act.at.day(), connection)
      try ComplaintStore.add(complaint, on: connection)
      report.complainedOn = complaint.on
      try SelfReportStore.save(report, on: connection)
      if state.stage == .received { try urge(report, act, on: connection) }
      return Outcome(
        subject: "report \(report.id)",
        details: JSONText.object([
          "late": JSONText.quoted(complaint.place.short), "hears": JSONText.quoted("\(complaint.level)"),
        ]), about: JournalSubject(place: complaint.place, household: report.household))
    }
  }

  /// Who is late with a report now, and who hears of it.
  private func complaint(
    _ report: SelfReport, _ state: ReportState, on day: Day, _ connection: Connection
  ) throws(Problem) -> ReportComplaint {
    guard let clue = try clue(of: report, on: connection) else {
      // One that fits no household is the township's to match.
      return ReportComplaint(
        report.id, on: day, place: report.place, level: ReportComplaint.hears(of: .township))
    }
    let step: Step? = if case .inProcedure(let step) = state.stage { step } else { nil }
    let late = ReportComplaint.isLate(step)
    return ReportComplaint(
      report.id, on: day, place: clue.place.ancestor(at: late) ?? clue.place,
      level: ReportComplaint.hears(of: late))
  }

  private func clue(of report: SelfReport, on connection: Connection) throws(Problem) -> Clue? {
    guard let number = report.clue else { return nil }
    return try ClueStore.clue(ClueNumber(county: report.id.county, number: number), on: connection)
  }

  private func urge(_ report: SelfReport, _ act: Act, on connection: Connection) throws(Problem) {
    guard let clue = try clue(of: report, on: connection) else { return }
    let source = ClueSource(.selfReport, on: act.at.day(), by: "complaint", note: "超期未核实，农户催办")
    let urgent = ClueReport(cause: clue.cause, severity: .red, source: source, checkWithin: 0)
    let steps = ClueSteps(book, today: act.at.day(), by: "selfReport")
    try ClueStore.save(try steps.merged(clue, urgent), on: connection)
  }

  // MARK: the list

  /// What a place and those below it hear of, the oldest first, until the report has its answer.
  /// **Problems**: `access.permission.missing`, `access.post.place`; `database.locked`.
  package func complaints(
    in place: PlaceCode, limit: Int = 50, offset: Int = 0, _ asking: Asking
  ) throws(Problem) -> (rows: [HeardComplaint], total: Int) {
    let levels = try heard(in: place, asking)
    return try database.read { (connection) throws(Problem) in
      let total = try ComplaintStore.countOpen(in: place, heardBy: levels, on: connection)
      var found: [HeardComplaint] = []
      for one in try ComplaintStore.open(
        in: place, heardBy: levels, limit: limit, offset: offset, on: connection)
      {
        found.append(
          HeardComplaint(
            complained: one, state: try state(of: one.report, on: asking.today, connection),
            episode: try clue(of: one.report, on: connection)?.episode))
      }
      return (found, total)
    }
  }

  /// Those that the place itself hears of. **Problems**: as the list.
  package func countComplaints(in place: PlaceCode, _ asking: Asking) throws(Problem) -> Int {
    _ = try heard(in: place, asking)
    return try database.read { (connection) throws(Problem) in
      try ComplaintStore.countOpen(in: place, heardBy: [place.level], on: connection)
    }
  }

  /// The levels from a place down; a line of work hears of none.
  private func heard(in place: PlaceCode, _ asking: Asking) throws(Problem) -> [PlaceLevel] {
    try asking.demand(.clueRead, place)
    guard asking.visitor?.subject == nil else { return [] }
    return PlaceLevel.allCases.filter { $0 >= place.level && $0 <= .township }
  }
}
