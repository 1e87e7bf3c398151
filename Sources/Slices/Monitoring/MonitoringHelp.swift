// Measures and visits of monitored households, through the door.

package import Access
package import Casework
import Database
package import Kernel
package import Rules

extension Monitoring {
  /// Plans a measure for a household whose episode is open; an emergency may be helped before the procedure
  /// ends.
  /// **Problems**: `access.permission.missing`, `monitoring.episode.unknown`, `.ended`, `.notMonitored`,
  /// those of `MeasureSteps`.
  package func plan(
    _ plan: MeasurePlan, for id: EpisodeNumber, _ asking: Asking
  ) throws(Problem) -> MeasureNumber {
    let command = Command(
      "measure.plan", permission: .measureEdit, key: asking.key, body: "\(id) \(plan)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      let episode = try seen(id, asking, on: connection)
      guard episode.ending == nil else { throw MonitoringProblems.endedEpisode }
      guard episode.isMonitored || episode.isEmergency else { throw MonitoringProblems.notMonitored }
      let steps = MeasureSteps(book, today: asking.today, by: asking.act.actor)
      let measure = try steps.planned(
        plan, MeasureStore.next(county: id.county, on: connection), episode: id.number,
        household: episode.household, place: episode.place, risks: episode.risks)
      if let own = asking.visitor?.subject?.name, own != plan.subject {
        throw CaseworkProblems.otherSubject(own)
      }
      try demand(measure, asking)
      try MeasureStore.save(measure, on: connection)
      return outcome(measure, before: nil)
    }
    guard let number = MeasureNumber(answer.text) else {
      preconditionFailure("a measure's answer is its number")
    }
    return number
  }

  /// **Problems**: `access.permission.missing`, `casework.measure.unknown`, those of `MeasureSteps`.
  package func act(_ verb: MeasureVerb, on id: MeasureNumber, _ asking: Asking) throws(Problem) {
    let command = Command(
      "measure.\(verb.name)", permission: .measureEdit, key: asking.key, body: "\(id) \(verb)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      guard let measure = try MeasureStore.measure(id, on: connection) else {
        throw CaseworkProblems.unknownMeasure
      }
      try demand(measure, asking)
      let steps = MeasureSteps(book, today: asking.today, by: asking.act.actor)
      let next: Measure =
        switch verb {
        case .start(let note): try steps.started(measure, note: note)
        case .tell(let note): try steps.told(measure, note)
        case .finish(let evidence): try steps.done(measure, evidence: evidence)
        case .cancel(let reason): try steps.cancelled(measure, reason: reason)
        }
      try MeasureStore.save(next, on: connection)
      return outcome(next, before: measure)
    }
  }

  /// Measures that are under way when their case ends, end with it: nobody is late any more with what nobody
  /// needs. **Shape**: what the journal tells of each.
  func endMeasures(
    of next: Episode, after episode: Episode, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [Outcome.FollowUp] {
    guard let ending = next.ending, episode.ending == nil else { return [] }
    let steps = MeasureSteps(book, today: asking.today, by: asking.act.actor)
    let measures = try MeasureStore.measures(
      ofEpisode: next.id.number, county: next.id.county, on: connection)
    var told: [Outcome.FollowUp] = []
    for measure in measures where measure.isOpen {
      try MeasureStore.save(try steps.endedWithCase(measure, ending.kind), on: connection)
      told.append(
        Outcome.FollowUp(
          "measure.cancel", subject: "measure \(measure.id)",
          details: JSONText.object([
            "episode": JSONText.quoted("\(next.id)"), "ending": JSONText.quoted(ending.kind.rawValue),
          ])))
    }
    return told
  }

  /// Measures of an episode, in order of number.
  /// **Problems**: `access.permission.missing`, `monitoring.episode.unknown`.
  package func measures(of id: EpisodeNumber, _ asking: Asking) throws(Problem) -> [Measure] {
    try asking.visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in
      _ = try seen(id, asking, on: connection)
      return try MeasureStore.measures(ofEpisode: id.number, county: id.county, on: connection)
    }
  }

  /// A department plans and tells what is its own.
  private func demand(_ measure: Measure, _ asking: Asking) throws(Problem) {
    guard let visitor = asking.visitor else { return }
    guard visitor.sees(measure.place), visitor.subject.map({ $0.name == measure.plan.subject }) ?? true else {
      throw CaseworkProblems.unknownMeasure
    }
  }

  private func outcome(_ measure: Measure, before: Measure?) -> Outcome {
    let owner = FieldChange.Owner("household", measure.household)
    var changes = [
      FieldChange("state", from: before?.state.rawValue, to: measure.state.rawValue)
    ]
    if before == nil {
      changes.append(FieldChange("title", from: nil, to: measure.plan.title, of: owner))
      changes.append(FieldChange("group", from: nil, to: measure.plan.group))
    }
    if let note = measure.notes.last, measure.notes.count != before?.notes.count {
      changes.append(FieldChange("note", from: nil, to: note.text, of: owner))
    }
    return Outcome(
      answer: "\(measure.id)", subject: "measure \(measure.id)",
      details: JSONText.object(["episode": JSONText.quoted("\(measure.id.county)-\(measure.episode)")]),
      about: JournalSubject(place: measure.place, household: measure.household), changes: changes)
  }

  // MARK: visits

  /// Records a visit. A sign of danger seen there is reported as a clue besides.
  /// **Problems**: `access.permission.missing`, `monitoring.household.unknown`, `casework.visit.future`,
  /// `casework.note.missing`.
  package func visit(
    _ household: HouseholdKey, on day: Day, _ seen: VisitSeen, _ asking: Asking
  ) throws(Problem) -> VisitNumber {
    try visited(household, on: day, seen, asking).id
  }

  /// The same, with whether it had been told by this key before.
  /// **Problems**: those of `visit`.
  package func visited(
    _ household: HouseholdKey, on day: Day, _ seen: VisitSeen, _ asking: Asking
  ) throws(Problem) -> (id: VisitNumber, isRepeated: Bool) {
    let command = Command(
      "visit.record", permission: .visitRecord, key: asking.key, body: "\(household) \(day) \(seen)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: household.county) {
      (connection) throws(Problem) in
      let known = try registered(household, asking, on: connection)
      let number = try VisitStore.next(county: household.county, on: connection)
      let visit = try Visit(
        id: number, household: household.number, place: known.place, on: day, recordedOn: asking.today,
        by: asking.act.actor, guarantees: seen.guarantees, incomePerHead: seen.incomePerHead,
        findings: seen.findings, isConcern: seen.isConcern
      ).checked(today: asking.today)
      try VisitStore.add(visit, on: connection)
      let owner = FieldChange.Owner("household", household.number)
      return Outcome(
        answer: "\(number)", subject: "visit \(number)",
        about: JournalSubject(place: known.place, household: household.number),
        changes: [FieldChange("findings", from: nil, to: visit.findings, of: owner)])
    }
    guard let number = VisitNumber(answer.text) else { preconditionFailure("a visit's answer is its number") }
    return (number, answer.isRepeated)
  }
}
