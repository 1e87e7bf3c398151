// What households tell of themselves, through the door: reports by anybody, asked after by their code.

import Access
package import Casework
import Database
package import Kernel
import Registry
package import Rules
import Vault

/// What somebody with a query code may know: nothing of who asked, nor of the household.
package struct ReportState: Equatable, Sendable {
  package enum Stage: Equatable, Sendable {
    /// Somebody will come.
    case received
    /// An episode looks into it, at this step.
    case inProcedure(Step)
    case included
    case notIncluded(DismissalReason)
    case answered(String)
  }

  package let toldOn: Day
  /// When somebody should have looked.
  package let due: Day?
  package let stage: Stage
  package let hasComplained: Bool
}

extension Monitoring {
  /// A report by anybody, without an account. One whose identity number is in the register becomes a clue of
  /// its household; any other waits for the township. The answer is the same, so that nobody learns who is
  /// registered. **Shape**: the query code, told once.
  /// **Problems**: those of `SelfReportForm`; `database.locked`.
  package func tell(
    _ form: SelfReportForm, cause: RuleCause, code: String, _ act: Act
  ) throws(Problem) -> String {
    let (form, citizen) = try form.checked()
    let county = form.place.county
    let command = Command("report.tell", permission: nil, key: act.request, body: form.words)
    _ = try door.run(command, by: act, as: nil, county: county) { (connection) throws(Problem) in
      var report = SelfReport(
        id: try SelfReportStore.next(county: county, on: connection), toldOn: act.at.day(), place: form.place)
      let home = try HouseholdQueryStore.byCitizen(citizen, on: connection).first
      if let home, home.county == county {
        report.household = home.number
        report.clue = try clue(of: form, cause, at: home, act, on: connection).number
      }
      try SelfReportStore.add(report, form, code: code, on: connection)
      return Outcome(
        subject: "report \(report.id)", about: JournalSubject(place: form.place, household: report.household))
    }
    return code
  }

  private func clue(
    of form: SelfReportForm, _ cause: RuleCause, at home: HouseholdMatch, _ act: Act,
    on connection: Connection
  ) throws(Problem) -> ClueNumber {
    let steps = ClueSteps(book, today: act.at.day(), by: "selfReport")
    let report = ClueReport(
      cause: cause, source: ClueSource(.selfReport, on: act.at.day(), by: "selfReport", note: form.words))
    let open = try ClueStore.clues(of: home.number, county: home.county, onlyUnclosed: true, on: connection)
      .first { $0.cause == cause }
    let clue =
      if let open { try steps.merged(open, report) } else {
        try steps.opened(
          report, ClueStore.next(county: home.county, on: connection), household: home.number,
          place: home.place)
      }
    try ClueStore.save(clue, on: connection)
    return clue.id
  }

  /// The townships of the city, by county, each with its county's name.
  package func townships(on day: Day) throws(Problem) -> [(code: PlaceCode, name: String)] {
    try database.read { (connection) throws(Problem) in
      var found: [(code: PlaceCode, name: String)] = []
      for city in try PlaceStore.cities(asOf: day, on: connection) {
        for county in try PlaceStore.children(of: city.code, asOf: day, on: connection) {
          for place in try PlaceStore.children(of: county.code, asOf: day, on: connection) {
            found.append((place.code, county.name + place.name))
          }
        }
      }
      return found
    }
  }

  /// What came of a report. **Problems**: `casework.report.unknown`.
  package func reportState(code: String) throws(Problem) -> ReportState {
    guard let code = QueryCode.read(code) else { throw SelfReportProblems.unknown }
    return try database.read { (connection) throws(Problem) in
      guard let report = try SelfReportStore.report(code: code, on: connection) else {
        throw SelfReportProblems.unknown
      }
      return try state(of: report, on: connection)
    }
  }

  private func state(of report: SelfReport, on connection: Connection) throws(Problem) -> ReportState {
    var (stage, due) = (ReportState.Stage.received, Optional(report.toldOn.adding(days: book.clueDays)))
    if let answer = report.answer { stage = .answered(answer) }
    if let number = report.clue,
      let clue = try ClueStore.clue(ClueNumber(county: report.id.county, number: number), on: connection)
    {
      due = clue.due
      switch clue.closure?.outcome {
      case .included: stage = .included
      case .dismissed(let reason): stage = .notIncluded(reason)
      case nil:
        if let episode = clue.episode,
          let found = try EpisodeStore.episode(
            EpisodeNumber(county: clue.id.county, number: episode), on: connection), let step = found.step
        {
          stage = .inProcedure(step)
        }
      }
    }
    if stage != .received { due = nil }
    return ReportState(
      toldOn: report.toldOn, due: due, stage: stage, hasComplained: report.complainedOn != nil)
  }

  /// Complains that nobody has looked in time: the clue becomes urgent, and its next level hears of it.
  /// **Problems**: `casework.report.unknown`, `monitoring.report.early`.
  package func complain(code: String, _ act: Act) throws(Problem) {
    guard let code = QueryCode.read(code) else { throw SelfReportProblems.unknown }
    let found = try database.read { (connection) throws(Problem) in
      try SelfReportStore.report(code: code, on: connection)
    }
    guard let found else { throw SelfReportProblems.unknown }
    let command = Command("report.complain", permission: nil, key: act.request, body: "\(found.id)")
    _ = try door.run(command, by: act, as: nil, county: found.id.county) { (connection) throws(Problem) in
      let state = try state(of: found, on: connection)
      guard let due = state.due, due < act.at.day() else { throw MonitoringProblems.earlyComplaint }
      var report = found
      report.complainedOn = act.at.day()
      try SelfReportStore.save(report, on: connection)
      if let number = found.clue,
        let clue = try ClueStore.clue(ClueNumber(county: found.id.county, number: number), on: connection)
      {
        let source = ClueSource(.selfReport, on: act.at.day(), by: "complaint", note: "超期未核实，农户催办")
        let urgent = ClueReport(cause: clue.cause, severity: .red, source: source, checkWithin: 0)
        let steps = ClueSteps(book, today: act.at.day(), by: "selfReport")
        try ClueStore.save(try steps.merged(clue, urgent), on: connection)
      }
      return Outcome(subject: "report \(report.id)", about: JournalSubject(place: report.place))
    }
  }

  /// Reports that fit no household, with what they say; the identity number masked.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func waitingReports(
    in place: PlaceCode, limit: Int = 50, _ asking: Asking
  ) throws(Problem) -> [(report: SelfReport, form: SelfReportForm)] {
    try demand(.clueClose, place, asking)
    return try database.read { (connection) throws(Problem) in
      var found: [(report: SelfReport, form: SelfReportForm)] = []
      for report in try SelfReportStore.waiting(in: place, limit: limit, on: connection) {
        if let form = try SelfReportStore.form(of: report, on: connection) { found.append((report, form)) }
      }
      return found
    }
  }

  /// Answers a report that fits no household.
  /// **Problems**: `access.permission.missing`, `casework.report.unknown`, `.answered`,
  /// `casework.note.missing`.
  package func answer(_ id: SelfReportNumber, _ words: String, _ asking: Asking) throws(Problem) {
    let command = Command("report.answer", permission: .clueClose, key: asking.key, body: "\(id) \(words)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      guard var report = try SelfReportStore.report(id, on: connection),
        asking.visitor?.sees(report.place) ?? true
      else { throw SelfReportProblems.unknown }
      guard report.answeredOn == nil, report.clue == nil else { throw SelfReportProblems.answered }
      guard isSaid(words) else { throw CaseworkProblems.note }
      (report.answer, report.answeredOn) = (words, asking.today)
      try SelfReportStore.save(report, on: connection)
      return Outcome(subject: "report \(id)", about: JournalSubject(place: report.place))
    }
  }
}
