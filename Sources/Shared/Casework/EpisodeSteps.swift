// How an episode moves: begun, passed on, sent back, refused, stopped and ended.

package import Kernel
package import Rules

/// What the register knows of a household when somebody acts on its episode.
package struct RegisteredHousehold: Equatable, Sendable {
  package let place: PlaceCode
  /// Living members by id.
  package let members: Set<Int64>
  package let isOutOfPoverty: Bool
  /// Whether it draws the minimum living allowance: the departments have compared it already.
  package let isOnAllowance: Bool

  package init(place: PlaceCode, members: Set<Int64>, isOutOfPoverty: Bool, isOnAllowance: Bool) {
    (self.place, self.members) = (place, members)
    (self.isOutOfPoverty, self.isOnAllowance) = (isOutOfPoverty, isOnAllowance)
  }
}

/// The verbs of an episode, as of a day and by somebody. None writes: each answers the episode as it is next.
package struct EpisodeSteps: Sendable {
  let book: ProcedureBook
  let today: Day
  let by: String

  package init(_ book: ProcedureBook, today: Day, by: String) {
    (self.book, self.today, self.by) = (book, today, by)
  }

  /// Begins with the open clues of a household.
  /// - Parameter earlier: the household's last episode, which has ended.
  /// **Problems**: `monitoring.episode.clue`, `.open`.
  package func opened(
    _ id: EpisodeNumber, household: Int64, place: PlaceCode, clues: [Clue], earlier: Episode?
  ) throws(Problem) -> Episode {
    let clues = clues.filter { $0.state == .open }
    guard let first = clues.map(\.openedOn).min() else { throw MonitoringProblems.noClue }
    if let earlier, earlier.ending == nil { throw MonitoringProblems.openEpisode }
    let causes = clues.reduce(into: [RuleCause]()) { if !$0.contains($1.cause) { $0.append($1.cause) } }
    return Episode(
      id: id, household: household, place: place, openedOn: first,
      isEmergency: clues.contains(where: \.isEmergency), earlier: earlier?.id.number,
      risks: Array(causes.prefix(book.mostRisks)),
      records: [StepRecord(.identification, .verify, enteredOn: today)])
  }

  /// Back to an earlier step of the same procedure, for a reason.
  /// **Problems**: `monitoring.episode.back`, `.noProcedure`, `.isPaused`, `casework.note.missing`.
  package func returned(_ episode: Episode, to step: Step, reason: String) throws(Problem) -> Episode {
    let current = try procedure(episode)
    try demandSaid(reason, "reason")
    guard step < current.step, current.chain.steps.contains(step) else { throw MonitoringProblems.back }
    return left(episode, .returned, note: reason, enter: step)
  }

  /// Identification ends without inclusion; an elimination is called off, and the episode goes on.
  /// **Problems**: `monitoring.episode.noProcedure`, `.isPaused`, `casework.note.missing`.
  package func refused(_ episode: Episode, reason: String) throws(Problem) -> Episode {
    let current = try procedure(episode)
    try demandSaid(reason, "reason")
    var next = left(episode, .refused, note: reason, enter: nil)
    if current.chain == .identification {
      next.ending = EpisodeEnding(kind: .refused, on: today, by: by, note: reason)
    }
    return next
  }

  /// Stops the clock, for force majeure that is written down.
  /// **Problems**: `monitoring.episode.noProcedure`, `.paused`, `casework.note.missing`.
  package func paused(_ episode: Episode, reason: String) throws(Problem) -> Episode {
    guard episode.ending == nil else { throw MonitoringProblems.endedEpisode }
    guard episode.current != nil else { throw MonitoringProblems.notInProcedure }
    guard !episode.isPaused else { throw MonitoringProblems.paused }
    try demandSaid(reason, "reason")
    var next = episode
    next.pauses.append(ClockPause(from: today, reason: reason, by: by))
    return next
  }

  /// **Problems**: `monitoring.episode.running`.
  package func resumed(_ episode: Episode) throws(Problem) -> Episode {
    guard episode.isPaused, var pause = episode.pauses.last else { throw MonitoringProblems.running }
    pause.until = today
    var next = episode
    next.pauses[next.pauses.count - 1] = pause
    return next
  }

  /// A risk that showed after the registration.
  /// **Problems**: `monitoring.episode.notMonitored`, `.risk`, `monitoring.form.tooManyRisks`.
  package func riskAdded(_ episode: Episode, _ risk: RuleCause) throws(Problem) -> Episode {
    guard episode.isMonitored else { throw MonitoringProblems.notMonitored }
    guard !episode.risks.contains(risk) else { throw MonitoringProblems.knownRisk }
    guard episode.risks.count < book.mostRisks else { throw MonitoringProblems.tooManyRisks(book.mostRisks) }
    var next = episode
    next.risks.append(risk)
    return next
  }

  /// Ends a registered household's episode outside of the elimination: a decision of the county.
  /// **Problems**: `monitoring.termination.kind`, `monitoring.episode.notMonitored`, `casework.note.missing`.
  package func terminated(
    _ episode: Episode, _ kind: EpisodeEnding.Kind, reason: String
  ) throws(Problem) -> Episode {
    guard EpisodeEnding.Kind.terminations.contains(kind) else { throw MonitoringProblems.terminationKind }
    guard episode.isMonitored else { throw MonitoringProblems.notMonitored }
    try demandSaid(reason, "reason")
    var next = episode.current == nil ? episode : left(episode, .refused, note: reason, enter: nil)
    next.ending = EpisodeEnding(kind: kind, on: today, by: by, note: reason)
    return next
  }

  // MARK: moving on

  /// The stay under way, which has to be at a step.
  func current(_ episode: Episode, at step: Step) throws(Problem) -> StepRecord {
    guard episode.ending == nil else { throw MonitoringProblems.endedEpisode }
    guard let current = episode.current, current.step == step else {
      throw MonitoringProblems.step(step, now: episode.step)
    }
    guard !episode.isPaused else { throw MonitoringProblems.isPaused }
    return current
  }

  private func procedure(_ episode: Episode) throws(Problem) -> StepRecord {
    guard episode.ending == nil else { throw MonitoringProblems.endedEpisode }
    guard let current = episode.current else { throw MonitoringProblems.notInProcedure }
    guard !episode.isPaused else { throw MonitoringProblems.isPaused }
    return current
  }

  /// Leaves the step with its form, and enters the next one of the procedure where there is one.
  func passed(_ episode: Episode, form: StepForm, note: String = "") -> Episode {
    guard let current = episode.current else {
      preconditionFailure("a step is under way where one is passed")
    }
    let steps = current.chain.steps
    let next = steps.firstIndex(of: current.step).flatMap { steps.dropFirst($0 + 1).first }
    return left(changed(episode, form), .passed, note: note, enter: next)
  }

  /// The same stay with another form.
  func changed(_ episode: Episode, _ form: StepForm) -> Episode {
    var next = episode
    next.records[next.records.count - 1].form = form
    return next
  }

  private func left(
    _ episode: Episode, _ result: StepRecord.Result, note: String, enter step: Step?
  ) -> Episode {
    var next = episode
    guard var record = next.records.popLast() else { preconditionFailure("a step is under way that is left") }
    (record.leftOn, record.by, record.result, record.note) = (today, by, result, note)
    next.records.append(record)
    if let step { next.records.append(StepRecord(record.chain, step, enteredOn: today)) }
    return next
  }
}
