// The face of monitoring: every change of a clue or an episode walks through here to the door.

package import Access
package import Casework
package import Database
package import Evidence
package import Kernel
import Rules
package import Vault

/// The slice over one store.
package struct Monitoring: Sendable {
  package let database: Database
  package let book: ProcedureBook
  /// Photos and papers that show what was told.
  package let evidence: EvidenceDesk
  let door: Door

  package init(_ database: Database, book: ProcedureBook, sealer: Sealer, chance: @escaping Chance) {
    (self.database, self.book) = (database, book)
    door = Door(database, sealer: sealer, chance: chance)
    evidence = EvidenceDesk(database, sealer: sealer, chance: chance)
  }

  // MARK: clues

  /// Tells of a sign of danger: opens a clue, or adds to the open one of the same cause.
  /// **Problems**: `access.permission.missing`, `monitoring.household.unknown`, `monitoring.clue.channel`,
  /// those of `ClueSteps`.
  package func report(
    _ report: ClueReport, of household: HouseholdKey, _ asking: Asking
  ) throws(Problem) -> ClueNumber {
    try reported(report, of: household, asking).id
  }

  /// The same, with whether it had been told by this key before.
  /// **Problems**: those of `report`.
  package func reported(
    _ report: ClueReport, of household: HouseholdKey, _ asking: Asking
  ) throws(Problem) -> (id: ClueNumber, isRepeated: Bool) {
    guard report.source.channel != .deptWarning else { throw MonitoringProblems.machineChannel }
    let body = "\(household.county) \(household.number) \(report.cause.rawValue) \(report.source.channel)"
    let command = Command(
      "clue.report", permission: .clueReport, key: asking.key, body: body + " " + report.source.note)
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: household.county) {
      (connection) throws(Problem) in
      let known = try registered(household, asking, on: connection)
      return try opened(report, of: household, known, asking, on: connection)
    }
    guard let id = ClueNumber(answer.text) else { preconditionFailure("a clue's answer is its number") }
    return (id, answer.isRepeated)
  }

  private func opened(
    _ report: ClueReport, of household: HouseholdKey, _ known: RegisteredHousehold, _ asking: Asking,
    on connection: Connection
  ) throws(Problem) -> Outcome {
    let steps = ClueSteps(book, today: asking.today, by: asking.act.actor)
    let open = try ClueStore.clues(
      of: household.number, county: household.county, onlyUnclosed: true, on: connection
    ).first { $0.cause == report.cause }
    let clue: Clue
    if let open {
      clue = try steps.merged(open, report)
    } else {
      let id = try ClueStore.next(county: household.county, on: connection)
      clue = try steps.opened(report, id, household: household.number, place: known.place)
    }
    let (known, hastening) = try hastened(clue, steps, asking, on: connection)
    try ClueStore.save(known, on: connection)
    var told = outcome(clue, open == nil ? "opened" : "merged")
    told.also = hastening
    return told
  }

  /// Ends a clue without inclusion.
  /// **Problems**: `access.permission.missing`, `monitoring.clue.unknown`, those of `ClueSteps`.
  package func dismiss(
    _ id: ClueNumber, _ reason: DismissalReason, note: String, _ asking: Asking
  ) throws(Problem) {
    let command = Command(
      "clue.dismiss", permission: .clueClose, key: asking.key, body: "\(id) \(reason) \(note)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      guard let clue = try ClueStore.clue(id, on: connection), sees(clue, asking) else {
        throw MonitoringProblems.unknownClue
      }
      let steps = ClueSteps(book, today: asking.today, by: asking.act.actor)
      let next = try steps.dismissed(clue, reason, note: note)
      try ClueStore.save(next, on: connection)
      return outcome(next, "dismissed", note: note)
    }
  }

  private func outcome(_ clue: Clue, _ what: String, note: String? = nil) -> Outcome {
    let owner = FieldChange.Owner("household", clue.household)
    return Outcome(
      answer: "\(clue.id)", subject: "clue \(clue.id)",
      details: JSONText.object([
        "cause": JSONText.quoted(clue.cause.rawValue), "state": JSONText.quoted(what),
        "sources": String(clue.sources.count),
      ]), about: JournalSubject(place: clue.place, household: clue.household),
      changes: note.map { [FieldChange("note", from: nil, to: $0, of: owner)] } ?? [])
  }

  // MARK: episodes

  /// Begins to look into a household's open clues.
  /// **Problems**: `access.permission.missing`, `monitoring.household.unknown`, `monitoring.episode.clue`,
  /// `.open`.
  package func open(_ household: HouseholdKey, _ asking: Asking) throws(Problem) -> EpisodeNumber {
    let command = Command(
      "episode.open", permission: .episodeVerify, key: asking.key,
      body: "\(household.county) \(household.number)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: household.county) {
      (connection) throws(Problem) in
      let known = try registered(household, asking, on: connection)
      let clues = try ClueStore.clues(
        of: household.number, county: household.county, onlyUnclosed: true, on: connection)
      let earlier = try EpisodeStore.episodes(
        of: household.number, county: household.county, on: connection
      ).first
      let steps = EpisodeSteps(book, today: asking.today, by: asking.act.actor)
      let episode = try steps.opened(
        EpisodeStore.next(county: household.county, on: connection), household: household.number,
        place: known.place, clues: clues, earlier: earlier)
      try EpisodeStore.save(episode, book, on: asking.today, connection)
      let clueSteps = ClueSteps(book, today: asking.today, by: asking.act.actor)
      for clue in clues where clue.state == .open {
        try ClueStore.save(try clueSteps.taken(clue, by: episode.id.number), on: connection)
      }
      return outcome(nil, episode, reason: nil)
    }
    guard let id = EpisodeNumber(answer.text) else {
      preconditionFailure("an episode's answer is its number")
    }
    return id
  }

  /// Does something with an episode. **Shape**: the episode as it is now.
  /// **Problems**: `access.permission.missing`, `monitoring.episode.unknown`, those of the verb's step.
  package func act(
    _ verb: EpisodeVerb, on id: EpisodeNumber, _ asking: Asking
  ) throws(Problem) -> Episode {
    let command = Command(
      "episode.\(verb.name)", permission: verb.permission, key: asking.key,
      body: "\(id) \(verb.body)")
    var done: Episode?
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      let episode = try seen(id, asking, on: connection)
      if verb.permission == nil, let step = episode.step { try asking.visitor?.demand(step.permission) }
      if case .answer(let subject, _) = verb { try demand(subject, asking) }
      let next = try applied(verb, to: episode, asking, on: connection)
      try EpisodeStore.save(next, book, on: asking.today, connection)
      try settleClues(of: next, after: episode, asking, on: connection)
      done = next
      var told = outcome(episode, next, reason: verb.reason)
      told.also = try endMeasures(of: next, after: episode, asking, on: connection)
      return told
    }
    // A key that comes again does nothing: then the episode is told as it is by now.
    if let done { return done }
    return try database.read { (connection) throws(Problem) in try seen(id, asking, on: connection) }
  }

  private func applied(
    _ verb: EpisodeVerb, to episode: Episode, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> Episode {
    let key = HouseholdKey(county: episode.id.county, number: episode.household)
    // A household that is gone from the register can still be ended.
    let household =
      try RegisteredHouseholdStore.household(
        county: key.county, number: key.number, asOf: asking.today, on: connection)
      ?? RegisteredHousehold(place: episode.place, members: [], isOutOfPoverty: false, isOnAllowance: false)
    let steps = EpisodeSteps(book, today: asking.today, by: asking.act.actor)
    var next = try steps.applied(verb, to: episode, household) { () throws(Problem) in
      try gateFacts(of: episode, on: connection)
    }
    if household.place.county == next.id.county { next.place = household.place }
    return next
  }

  /// A department answers for itself alone.
  private func demand(_ subject: String, _ asking: Asking) throws(Problem) {
    guard let own = asking.visitor?.subject, own.name != subject else { return }
    throw MonitoringProblems.unasked
  }

  /// Clues end with the decision on their episode.
  private func settleClues(
    of next: Episode, after episode: Episode, _ asking: Asking, on connection: Connection
  ) throws(Problem) {
    let isRegistered = episode.registeredOn == nil && next.registeredOn != nil
    let steps = ClueSteps(book, today: asking.today, by: asking.act.actor)
    if episode.isMonitored, next.risks.count > episode.risks.count {
      try includeClues(of: next, next.risks.suffix(1), steps, on: connection)
    }
    // What was told meanwhile is answered by the same decision, where it found that risk.
    if isRegistered { try includeClues(of: next, next.risks[...], steps, on: connection) }
    guard isRegistered || next.ending?.kind == .refused && episode.ending == nil else { return }
    let clues = try ClueStore.clues(
      ofEpisode: next.id.number, of: next.household, county: next.id.county, on: connection)
    for clue in clues where clue.closure == nil {
      let outcome: ClueClosure.Outcome =
        isRegistered && next.risks.contains(clue.cause) ? .included : .dismissed(.noRisk)
      let settled = try steps.settled(clue, outcome, note: next.ending?.note ?? "")
      try ClueStore.save(settled, on: connection)
    }
  }

  /// A risk that a registered household has answers the open clue of its cause.
  private func includeClues(
    of episode: Episode, _ risks: ArraySlice<RuleCause>, _ steps: ClueSteps, on connection: Connection
  ) throws(Problem) {
    let clues = try ClueStore.clues(
      of: episode.household, county: episode.id.county, onlyUnclosed: true, on: connection)
    for clue in clues where clue.state == .open && risks.contains(clue.cause) {
      let taken = try steps.taken(clue, by: episode.id.number)
      try ClueStore.save(try steps.settled(taken, .included, note: ""), on: connection)
    }
  }

  private func outcome(_ before: Episode?, _ episode: Episode, reason: String?) -> Outcome {
    func stand(_ episode: Episode) -> String {
      episode.ending?.kind.rawValue ?? episode.current.map { "\($0.chain).\($0.step)" } ?? "monitored"
    }
    var changes: [FieldChange] = []
    func change(_ field: String, _ before: String?, _ after: String?) {
      if before != after { changes.append(FieldChange(field, from: before, to: after)) }
    }
    change("step", before.map(stand), stand(episode))
    change("type", before?.type?.rawValue, episode.type?.rawValue)
    change("registeredOn", before?.registeredOn?.description, episode.registeredOn?.description)
    let owner = FieldChange.Owner("household", episode.household)
    let risks = { (episode: Episode) in episode.risks.map(\.rawValue).joined(separator: " ") }
    if before.map(risks) != risks(episode) {
      changes.append(FieldChange("risks", from: before.map(risks), to: risks(episode), of: owner))
    }
    if let reason { changes.append(FieldChange("reason", from: nil, to: reason, of: owner)) }
    return Outcome(
      answer: "\(episode.id)", subject: "episode \(episode.id)",
      about: JournalSubject(place: episode.place, household: episode.household), changes: changes)
  }
}
