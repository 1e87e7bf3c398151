// Everything that somebody may do with an episode: one closed list for pages, command line and JSON.

package import Kernel
package import Rules

package enum EpisodeVerb: Sendable, Equatable {
  case verify(VerificationForm)
  /// By line of work.
  case answer(String, [ComparisonForm.Finding])
  case compare(note: String)
  case review(ReviewForm)
  case post(NoticeForm)
  case object(String)
  case settle(Int, isUpheld: Bool, answer: String)
  case takeDown(evidence: String)
  case audit(String)
  case decide(DecisionForm)
  case announce(AnnouncementForm)
  case sendBack(Step, reason: String)
  case refuse(String)
  case pause(String)
  case resume
  case addRisk(RuleCause)
  /// Begins an elimination.
  case end(EndingForm)
  case terminate(EpisodeEnding.Kind, reason: String)

  /// How the journal and the command line call it.
  package var name: String {
    switch self {
    case .verify: "verify"
    case .answer: "answer"
    case .compare: "compare"
    case .review: "review"
    case .post: "post"
    case .object: "object"
    case .settle: "settle"
    case .takeDown: "takeDown"
    case .audit: "audit"
    case .decide: "decide"
    case .announce: "announce"
    case .sendBack: "sendBack"
    case .refuse: "refuse"
    case .pause: "pause"
    case .resume: "resume"
    case .addRisk: "addRisk"
    case .end: "end"
    case .terminate: "terminate"
    }
  }

  /// All that is asked, as text by which a request that comes again is known. Forms with amounts by account
  /// are told in the order of these, which a description would not keep.
  package var body: String {
    switch self {
    case .verify(let form): StepForm.verification(form).text
    case .end(let form): StepForm.ending(form).text
    default: String(describing: self)
    }
  }

  /// The reason that the journal keeps, readable to nobody once the household's key is erased.
  package var reason: String? {
    switch self {
    case .sendBack(_, let reason), .refuse(let reason), .pause(let reason), .terminate(_, let reason): reason
    default: nil
    }
  }
}

extension EpisodeSteps {
  /// The verb as a pure step. **Problems**: those of the verb's own step, and of asking for facts.
  /// - Parameter facts: what the gate of an elimination looks at, asked for by the verbs alone that need it.
  package func applied(
    _ verb: EpisodeVerb, to episode: Episode, _ household: RegisteredHousehold,
    facts: () throws(Problem) -> GateFacts
  ) throws(Problem) -> Episode {
    switch verb {
    case .verify(let form): try verified(episode, form, household)
    case .answer(let subject, let findings): try answered(episode, subject: subject, findings, household)
    case .compare(let note): try compared(episode, note: note)
    case .review(let form): try reviewed(episode, form)
    case .post(let form): try posted(episode, form)
    case .object(let words): try objected(episode, words)
    case .settle(let number, let isUpheld, let answer):
      try settled(episode, objection: number, isUpheld: isUpheld, answer: answer)
    case .takeDown(let evidence): try takenDown(episode, evidence: evidence)
    case .audit(let opinion): try audited(episode, opinion: opinion)
    case .decide(let form):
      episode.chain == .elimination
        ? try endingDecided(episode, opinion: form.opinion, facts()) : try decided(episode, form, household)
    case .announce(let form):
      episode.chain == .elimination
        ? try endingAnnounced(episode, form, facts()) : try announced(episode, form)
    case .sendBack(let step, let reason): try returned(episode, to: step, reason: reason)
    case .refuse(let reason): try refused(episode, reason: reason)
    case .pause(let reason): try paused(episode, reason: reason)
    case .resume: try resumed(episode)
    case .addRisk(let risk): try riskAdded(episode, risk)
    case .end(let form): try ending(episode, form, household, facts())
    case .terminate(let kind, let reason): try terminated(episode, kind, reason: reason)
    }
  }
}
