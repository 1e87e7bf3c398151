// An assistance measure: who helps a household with which of its risks, by when, and what came of it.

package import Kernel
package import Rules

package enum MeasureKind {}
package typealias MeasureNumber = CaseNumber<MeasureKind>

/// What is planned for a household. **Unit** of the amount: fen.
package struct MeasurePlan: Equatable, Sendable {
  /// A group of `measures.yaml`.
  package let group: String
  package let risk: RuleCause
  package let title: String
  /// The line of work that answers for it, empty for the township itself.
  package let subject: String
  /// Who answers for it, by name.
  package let officer: String
  package let due: Day
  package let amount: Money?

  package init(
    group: String, risk: RuleCause, title: String, subject: String = "", officer: String, due: Day,
    amount: Money? = nil
  ) {
    (self.group, self.risk, self.title, self.subject) = (group, risk, title, subject)
    (self.officer, self.due, self.amount) = (officer, due, amount)
  }
}

/// What was told of a measure on a day.
package struct MeasureNote: Equatable, Sendable {
  package let on: Day
  package let by: String
  package let text: String
}

/// A measure with all that happened to it; what state it is in follows from the days.
package struct Measure: Equatable, Sendable {
  package let id: MeasureNumber
  /// The case that it belongs to, by its number in the same county.
  package let episode: Int64
  package let household: Int64
  package let place: PlaceCode
  package let plan: MeasurePlan
  package let isDevelopment: Bool
  package let plannedOn: Day
  package var startedOn: Day?
  package var doneOn: Day?
  package var cancelledOn: Day?
  package var notes: [MeasureNote] = []

  /// Due later than this is a slip of the pen. **Unit**: days.
  static let daysMost = 5 * 365

  /// Where a measure stands.
  package enum State: String, CaseIterable, Sendable {
    case planned, started, done, cancelled
  }

  package var state: State {
    if cancelledOn != nil { return .cancelled }
    if doneOn != nil { return .done }
    return startedOn == nil ? .planned : .started
  }

  package var isOpen: Bool { state == .planned || state == .started }
  package func isLate(on day: Day) -> Bool { isOpen && plan.due < day }
}

/// What may be done with a measure.
package enum MeasureVerb: Sendable, Equatable {
  case start(note: String)
  case tell(String)
  case finish(evidence: String)
  case cancel(reason: String)

  /// How the journal and the command line call it.
  package var name: String {
    switch self {
    case .start: "start"
    case .tell: "tell"
    case .finish: "finish"
    case .cancel: "cancel"
    }
  }
}

/// What a plan of measures still lacks.
package enum PlanGap: Equatable, Sendable {
  /// No measure answers this risk.
  case unanswered(RuleCause)
  /// Somebody can work, and no measure builds up an income.
  case noDevelopment

  package var words: Text {
    switch self {
    case .unanswered(let risk):
      Text(zh: "“\(risk.title.zh)”还没有对应的帮扶措施", en: "no measure answers \(risk.title.en)")
    case .noDevelopment:
      Text(zh: "家中有劳动力，应至少有一项开发式帮扶措施", en: "somebody can work: a development measure is needed")
    }
  }
}

extension Episode {
  /// What its measures leave open; nothing for an episode that is not registered or has ended.
  package func gaps(_ measures: [Measure]) -> [PlanGap] {
    guard isMonitored else { return [] }
    let live = measures.filter { $0.state != .cancelled }
    var gaps = risks.filter { risk in !live.contains { $0.plan.risk == risk } }.map(PlanGap.unanswered)
    if verification?.hasLabour ?? false, !live.contains(where: \.isDevelopment) {
      gaps.append(.noDevelopment)
    }
    return gaps
  }
}
