// Making what is owed, through the door: daily reports and records of periods.

package import Access
import Casework
import Database
package import Kernel
import Registry

extension Responsibility {
  // MARK: daily reports

  /// Takes a report: one transaction with its journal entry. The same key answers the first outcome.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `duties.report.none`, those of the step.
  package func report(
    _ form: ReportForm, _ asking: Asking
  ) throws(Problem) -> (outcome: ReportOutcome, isRepeated: Bool) {
    let (command, step) = try taking(form, asking)
    return Responsibility.told(
      try door.run(command, by: asking.act, as: asking.visitor, county: form.place.county, step))
  }

  /// The same for an evening on which all groups report at once: reports share transactions.
  /// **Problems**: those of `report`.
  package func reportTogether(
    _ form: ReportForm, _ asking: Asking
  ) async throws(Problem) -> (outcome: ReportOutcome, isRepeated: Bool) {
    let (command, step) = try taking(form, asking)
    return Responsibility.told(
      try await door.runTogether(
        command, by: asking.act, as: asking.visitor, county: form.place.county, step))
  }

  private typealias Step = @Sendable (Connection) throws(Problem) -> Outcome

  private func taking(
    _ form: ReportForm, _ asking: Asking
  ) throws(Problem) -> (command: Command, step: Step) {
    guard let cadence = book.daily else { throw DutyProblems.noDaily }
    let told = ReportForm(
      form.place, on: form.day, hasChanges: form.hasChanges, words: Mask.digits(in: form.words),
      writtenAt: form.writtenAt)
    let command = Command(
      "duty.report", permission: .dutyReport, place: form.place, key: asking.key,
      body: "\(form.place) \(form.day) \(form.hasChanges) \(form.words)")
    let act = asking.act
    let step: Step = { (connection) throws(Problem) in
      guard try PlaceStore.place(form.place, asOf: form.day, on: connection) != nil else {
        throw AccessProblems.place(form.place)
      }
      let (known, count) = try DailyReportStore.current(of: form.place, on: form.day, connection)
      let (report, outcome) = try DailyReportSteps.taken(told, known: known, count: count, cadence, by: act)
      if outcome != .identical { try DailyReportStore.add(report, post: act.post, on: connection) }
      return Outcome(
        answer: outcome.rawValue, subject: "report \(form.place) \(form.day)",
        details: JSONText.object([
          "outcome": JSONText.quoted(outcome.rawValue), "changes": String(!report.isNothing),
        ]), about: JournalSubject(place: form.place))
    }
    return (command, step)
  }

  private static func told(_ answer: Answer) -> (outcome: ReportOutcome, isRepeated: Bool) {
    guard let outcome = ReportOutcome(rawValue: answer.text) else {
      preconditionFailure("a report is answered by its outcome")
    }
    return (outcome, answer.isRepeated)
  }

  /// All reports of a day, in the order in which they arrived. What they say is not a department's business.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func reports(
    of place: PlaceCode, on day: Day, _ asking: Asking
  ) throws(Problem) -> [DailyReport] {
    try asking.demand(.dutyRead, place)
    guard asking.visitor?.subject == nil else { return [] }
    return try database.read { (connection) throws(Problem) in
      try DailyReportStore.reports(of: place, on: day, connection)
    }
  }

  /// What the parts of a place told of changes, the newest days first.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func changes(
    in place: PlaceCode, from first: Day, through last: Day, limit: Int, _ asking: Asking
  ) throws(Problem) -> [DailyReport] {
    try asking.demand(.dutyRead, place)
    guard asking.visitor?.subject == nil else { return [] }
    return try database.read { (connection) throws(Problem) in
      try DailyReportStore.changes(in: place, from: first, through: last, limit: limit, on: connection)
    }
  }

  // MARK: records

  /// Makes a record of a period, or corrects it by another one.
  /// **Problems**: `access.permission.missing`, `duties.duty.unknown`, those of the step.
  package func record(
    _ answers: [String: String], _ code: String, of unit: DutyUnit, for period: WorkPeriod, heldOn: Day,
    _ asking: Asking
  ) throws(Problem) -> DutyRecord {
    let cadence = try demand(code, unit, asking)
    let body = answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    let command = Command(
      "duty.record", permission: .dutyReport, place: unit.place, key: asking.key,
      body: "\(code) \(unit.place) \(unit.subject) \(period) \(heldOn) \(body)")
    let masked = answers.mapValues(Mask.digits(in:))
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: unit.place.county) {
      (connection) throws(Problem) in
      // Who may see a place may not therefore answer for it.
      guard try mayMake(cadence, unit, asking) else { throw DutyProblems.unknown }
      let known = try DutyRecordStore.records(of: unit, cadence, period, on: connection).last
      let agenda = try agenda(cadence, of: unit, for: period, asking, on: connection)
      let record = try DutyRecordSteps(book, cadence).taken(
        masked, of: unit, for: period, heldOn: heldOn, agenda: Agenda.text(agenda), known: known,
        by: asking.act)
      try DutyRecordStore.add(record, post: asking.act.post, on: connection)
      return Outcome(
        answer: String(record.sequence), subject: "\(code) \(unit.place) \(period)",
        details: JSONText.object([
          "heldOn": JSONText.quoted("\(heldOn)"), "sequence": String(record.sequence),
          "subject": JSONText.quoted(unit.subject),
        ]), about: JournalSubject(place: unit.place))
    }
    guard let made = try records(code, of: unit, for: period, asking).last else {
      preconditionFailure("a record that was made is there")
    }
    return made
  }

  /// All records of a period, the last one holds.
  /// **Problems**: `access.permission.missing`, `duties.duty.unknown`.
  package func records(
    _ code: String, of unit: DutyUnit, for period: WorkPeriod, _ asking: Asking
  ) throws(Problem) -> [DutyRecord] {
    let cadence = try demand(code, unit, asking)
    guard period.rhythm == cadence.every, cadence.product == .record else { throw DutyProblems.unknown }
    return try database.read { (connection) throws(Problem) in
      try DutyRecordStore.records(of: unit, cadence, period, on: connection)
    }
  }

  /// Whether a post makes what a unit owes: one of the roles of the cadence, at the very place.
  package func mayMake(_ cadence: Cadence, _ unit: DutyUnit, _ asking: Asking) throws(Problem) -> Bool {
    guard let visitor = asking.visitor else { return true }
    return visitor.may(.dutyReport) && visitor.place == unit.place
      && cadence.roles.contains(visitor.role.name)
      && (visitor.subject?.name ?? "") == unit.subject
  }
}
