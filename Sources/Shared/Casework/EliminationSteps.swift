// The way out of monitoring: the gate first, then the same legal way.

package import Kernel
import Rules

extension EpisodeSteps {
  /// Begins an elimination with the check at home, where every condition of the gate is met.
  /// **Problems**: `monitoring.episode.notMonitored`, `monitoring.form.visitDay`, `.members`, `.fewMembers`,
  /// `.amounts`, `monitoring.elimination.contact`, `.method`, `.gate`.
  package func ending(
    _ episode: Episode, _ form: EndingForm, _ household: RegisteredHousehold, _ facts: GateFacts
  ) throws(Problem) -> Episode {
    guard let registeredOn = episode.registeredOn, episode.isMonitored,
      episode.current == nil || episode.chain == .elimination && episode.step == .verify
    else { throw MonitoringProblems.notMonitored }
    guard !episode.isPaused else { throw MonitoringProblems.isPaused }
    guard form.visitedOn >= registeredOn, form.visitedOn <= today else { throw MonitoringProblems.visitDay }
    try demand(form.persons, ofAtLeast: household)
    guard form.income.isSound else { throw MonitoringProblems.amounts }
    try demandSaid(form.contact, "contact", or: MonitoringProblems.contact)
    for words in form.gone.values { try demandShort(words, "gone") }
    guard form.method == .natural || facts.measures.contains(where: { $0.state == .done }) else {
      throw MonitoringProblems.method
    }
    try pass(episode, facts, form)
    var next = episode
    if episode.current == nil { next.records.append(StepRecord(.elimination, .verify, enteredOn: today)) }
    return passed(next, form: .ending(form))
  }

  /// The county decides that the risk has gone; the gate is asked anew, for months may have passed.
  /// **Problems**: `monitoring.form.opinion`, `monitoring.elimination.gate`, and those of the step.
  package func endingDecided(
    _ episode: Episode, opinion: String, _ facts: GateFacts
  ) throws(Problem) -> Episode {
    let current = try current(episode, at: .decide)
    guard current.chain == .elimination else { throw MonitoringProblems.step(.decide, now: episode.step) }
    try demandSaid(opinion, "opinion", or: MonitoringProblems.opinion)
    try pass(episode, facts, episode.endingForm)
    return passed(
      episode, form: .decision(DecisionForm(type: nil, risks: episode.risks, opinion: opinion)))
  }

  /// The township announces that the risk has gone; what came after the decision is asked for once more.
  /// **Problems**: `monitoring.announcement.day`, `.spot`, `monitoring.elimination.gate`, and those of the
  /// step.
  package func endingAnnounced(
    _ episode: Episode, _ form: AnnouncementForm, _ facts: GateFacts
  ) throws(Problem) -> Episode {
    let current = try announcing(episode, form)
    guard current.chain == .elimination else {
      throw MonitoringProblems.step(.announce, now: episode.step)
    }
    try pass(episode, facts, episode.endingForm, or: MonitoringProblems.gateAfterDecision)
    var next = passed(episode, form: .announcement(form))
    next.ending = EpisodeEnding(kind: .eliminated, on: today, by: by, note: "")
    return next
  }

  private func pass(
    _ episode: Episode, _ facts: GateFacts, _ form: EndingForm?,
    or problem: ([GateCondition]) -> Problem = MonitoringProblems.gate
  ) throws(Problem) {
    let conditions = EliminationGate(book).conditions(episode, facts, form: form, asOf: today)
    let unmet = conditions.filter { !$0.isMet }
    guard unmet.isEmpty else { throw problem(unmet) }
  }
}

extension Episode {
  /// What was written down at the check before the elimination.
  package var endingForm: EndingForm? {
    if case .ending(let form) = form(.verify, in: .elimination) { form } else { nil }
  }
}
