// Reports of people that fit no household: the township matches them to one, or answers them.

package import Access
package import Casework
import Database
package import Evidence
package import Kernel
package import Registry
package import Rules

/// A report that waits, with what it says. **Shape**: identity number and telephone masked.
package struct WaitingReport: Sendable {
  package let report: SelfReport
  package let form: SelfReportForm
  package var pictures: [EvidenceItem] = []
}

extension Outreach {
  /// The oldest first.
  /// **Problems**: `access.permission.missing`, `access.post.place`; `database.locked`.
  package func waitingReports(
    in place: PlaceCode, limit: Int = 50, offset: Int = 0, _ asking: Asking
  ) throws(Problem) -> (rows: [WaitingReport], total: Int) {
    try asking.demand(.clueClose, place)
    return try database.read { (connection) throws(Problem) in
      let total = try SelfReportStore.countWaiting(in: place, on: connection)
      var found: [WaitingReport] = []
      for report in try SelfReportStore.waiting(in: place, limit: limit, offset: offset, on: connection) {
        if let form = try SelfReportStore.form(of: report, on: connection) {
          found.append(WaitingReport(report: report, form: form.masked))
        }
      }
      return (found, total)
    }
  }

  /// **Problems**: as the list.
  package func countWaitingReports(in place: PlaceCode, _ asking: Asking) throws(Problem) -> Int {
    try asking.demand(.clueClose, place)
    return try database.read { (connection) throws(Problem) in
      try SelfReportStore.countWaiting(in: place, on: connection)
    }
  }

  /// One that waits.
  /// **Problems**: `access.permission.missing`; `casework.report.none`, also for a neighbour's;
  /// `casework.report.answered`; `database.locked`.
  package func waitingReport(
    _ id: SelfReportNumber, _ asking: Asking
  ) throws(Problem) -> WaitingReport {
    try asking.visitor?.demand(.clueClose)
    return try database.read { (connection) throws(Problem) in
      let report = try waiting(id, asking, on: connection)
      guard let form = try SelfReportStore.form(of: report, on: connection) else {
        throw SelfReportProblems.none
      }
      return WaitingReport(
        report: report, form: form.masked,
        pictures: try EvidenceStore.items(of: report.topic, on: connection))
    }
  }

  private func waiting(
    _ id: SelfReportNumber, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> SelfReport {
    guard let report = try SelfReportStore.report(id, on: connection),
      asking.visitor?.sees(report.place) ?? true
    else { throw SelfReportProblems.none }
    guard report.answeredOn == nil, report.clue == nil else { throw SelfReportProblems.answered }
    return report
  }

  /// The identity number and the telephone whole; the look is on record with its reason.
  /// **Problems**: `access.permission.missing`, `access.look.reason`, `casework.report.none`, `.answered`.
  package func reveal(
    _ id: SelfReportNumber, reason: String, _ asking: Asking
  ) throws(Problem) -> SelfReportForm {
    try asking.visitor?.demand(.clueClose)
    return try database.write { (connection) throws(Problem) in
      let report = try waiting(id, asking, on: connection)
      guard let form = try SelfReportStore.form(of: report, on: connection) else {
        throw SelfReportProblems.none
      }
      try JournalLook.reveal.record(
        asking.act, as: asking.visitor, subject: "report \(id)", about: JournalSubject(place: report.place),
        details: #"{"fields":["citizen","phone"]}"#, reason: reason, on: connection)
      return form
    }
  }

  /// Households that a report may be of: by number, identity number, telephone or part of a name, as far as
  /// the visitor sees. **Shape**: empty for fewer than two characters; 20 at most.
  /// **Problems**: `access.permission.missing`; `database.locked`.
  package func candidates(_ words: String, _ asking: Asking) throws(Problem) -> [HouseholdMatch] {
    try asking.visitor?.demand(.householdSearch)
    let words = words.filter { !$0.isWhitespace }
    guard words.count >= 2 else { return [] }
    let range = asking.visitor?.subtree ?? .everyPlace
    return try database.read { (connection) throws(Problem) in
      if let citizen = CitizenID.read(words).id {
        return try HouseholdQueryStore.byCitizen(citizen, within: range, on: connection)
      }
      guard let number = Int64(words) else {
        return try HouseholdQueryStore.byName(
          words, within: asking.visitor?.place, limit: 20, on: connection)
      }
      let home = try HouseholdQueryStore.byNumber(number, within: range, on: connection)
      return try (home.map { [$0] } ?? [])
        + HouseholdQueryStore.byPhone(words, within: range, limit: 20, on: connection)
    }
  }

  /// Says of which household a report is: it becomes a clue there, and its reporter sees how far that is.
  /// **Problems**: `access.permission.missing`, `casework.report.none`, `.answered`,
  /// `monitoring.household.unknown`, those of `ClueSteps`.
  package func match(
    _ id: SelfReportNumber, with household: Int64, _ cause: RuleCause, _ asking: Asking
  ) throws(Problem) -> ClueNumber {
    let command = Command(
      "report.match", permission: .clueClose, key: asking.key, body: "\(id) \(household) \(cause.rawValue)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      var report = try waiting(id, asking, on: connection)
      let range = asking.visitor?.subtree ?? .everyPlace
      guard let form = try SelfReportStore.form(of: report, on: connection),
        let home = try HouseholdQueryStore.byNumber(household, within: range, on: connection),
        home.county == id.county
      else { throw MonitoringProblems.unknownHousehold }
      let key = HouseholdKey(county: home.county, number: home.number)
      let clue = try clue(
        key, home.place, cause, form.words, told: report.toldOn, isUrgent: report.complainedOn != nil,
        asking.act, on: connection)
      let waited = report.topic
      (report.household, report.clue) = (home.number, clue.number)
      try SelfReportStore.save(report, on: connection)
      try EvidenceStore.move(waited, to: report.topic, of: home.number, on: connection)
      return Outcome(
        answer: "\(clue)", subject: "report \(id)",
        details: JSONText.object(["clue": JSONText.quoted("\(clue)")]),
        about: JournalSubject(place: home.place, household: home.number))
    }
    guard let clue = ClueNumber(answer.text) else { preconditionFailure("a match's answer is its clue") }
    return clue
  }

  /// Answers a report that fits no household.
  /// **Problems**: `access.permission.missing`, `casework.report.none`, `.answered`,
  /// `casework.note.missing`.
  package func answer(_ id: SelfReportNumber, _ words: String, _ asking: Asking) throws(Problem) {
    let command = Command("report.answer", permission: .clueClose, key: asking.key, body: "\(id) \(words)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      var report = try waiting(id, asking, on: connection)
      try demandSaid(words, "answer")
      (report.answer, report.answeredOn) = (words, asking.today)
      try SelfReportStore.save(report, on: connection)
      return Outcome(subject: "report \(id)", about: JournalSubject(place: report.place))
    }
  }
}

extension SelfReportForm {
  fileprivate var masked: SelfReportForm {
    SelfReportForm(
      name: name, citizen: Mask.citizen(citizen), phone: phone.isEmpty ? "" : Mask.phone(phone),
      words: Mask.digits(in: words), place: place)
  }
}
