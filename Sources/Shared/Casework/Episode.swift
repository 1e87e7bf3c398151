// A monitoring episode: one household's way from the clue over its registration to the end of the risk.

package import Kernel
package import Rules

package enum EpisodeKind {}
package typealias EpisodeNumber = CaseNumber<EpisodeKind>

/// The types of monitored households. **Source**: DOMAIN section 2.1.
package enum ObjectType: String, CaseIterable, Sendable, Codable {
  case unstable, marginal, sudden

  package var title: Text {
    switch self {
    case .unstable: Text(zh: "脱贫不稳定户", en: "an unstable out-of-poverty household")
    case .marginal: Text(zh: "边缘易致贫户", en: "a marginal household prone to poverty")
    case .sudden: Text(zh: "突发严重困难户", en: "a household in sudden severe difficulty")
    }
  }

  /// What has to be true of a household of this type, in words.
  package var condition: Text {
    switch self {
    case .unstable:
      Text(zh: "应为脱贫户，且收入不高于监测线。", en: "it has to be out of poverty, with income up to the line.")
    case .marginal:
      Text(zh: "应不是脱贫户，且收入不高于监测线。", en: "it must not be one out of poverty; income up to the line.")
    case .sudden:
      Text(zh: "收入应高于监测线，因突发情况严重困难。", en: "its income has to be above the line.")
    }
  }
}

/// The two procedures of an episode.
package enum Chain: String, CaseIterable, Sendable, Codable {
  case identification, elimination

  package var title: Text {
    switch self {
    case .identification: Text(zh: "识别认定", en: "identification")
    case .elimination: Text(zh: "风险消除", en: "elimination")
    }
  }

  /// In the order of the law. **Source**: DOMAIN sections 2.4 and 2.11.
  package var steps: [Step] {
    switch self {
    case .identification: Step.allCases
    case .elimination: Step.allCases.filter { $0 != .compare }
    }
  }
}

/// The steps of a procedure, in order.
package enum Step: String, CaseIterable, Comparable, Sendable, Codable {
  case verify, compare, review, notice, audit, decide, announce

  package var title: Text {
    switch self {
    case .verify: Text(zh: "入户核实", en: "household verification")
    case .compare: Text(zh: "信息比对", en: "data comparison")
    case .review: Text(zh: "民主评议", en: "democratic review")
    case .notice: Text(zh: "村级公示", en: "public notice")
    case .audit: Text(zh: "乡镇审核", en: "township audit")
    case .decide: Text(zh: "县级审定", en: "county decision")
    case .announce: Text(zh: "结果公告", en: "announcement")
    }
  }

  var order: Int { Step.allCases.firstIndex(of: self) ?? 0 }
  package static func < (left: Step, right: Step) -> Bool { left.order < right.order }
}

/// One stay at a step: from when to when, who ended it, how, and what was written down.
package struct StepRecord: Equatable, Sendable {
  package enum Result: String, CaseIterable, Sendable {
    case passed, returned, refused
  }

  package let chain: Chain
  package let step: Step
  package let enteredOn: Day
  package var leftOn: Day?
  package var by = ""
  package var result: Result?
  /// Why it was sent back or refused; else a remark.
  package var note = ""
  package var form: StepForm?

  package init(_ chain: Chain, _ step: Step, enteredOn: Day) {
    (self.chain, self.step, self.enteredOn) = (chain, step, enteredOn)
  }
}

/// How an episode ended.
package struct EpisodeEnding: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Not included at the end of identification.
    case refused
    /// The risk was eliminated.
    case eliminated
    /// The whole household died out, moved away, or should not have been registered.
    case extinct, movedOut, wronglyIncluded

    /// What the county decides outside of the procedures.
    package static let terminations: [Kind] = [.extinct, .movedOut, .wronglyIncluded]

    package var title: Text {
      switch self {
      case .refused: Text(zh: "不纳入", en: "not included")
      case .eliminated: Text(zh: "风险消除", en: "risk eliminated")
      case .extinct: Text(zh: "整户消亡", en: "household extinct")
      case .movedOut: Text(zh: "整户迁移", en: "household moved out")
      case .wronglyIncluded: Text(zh: "错纳清退", en: "wrongly included")
      }
    }
  }

  package let kind: Kind
  package let on: Day
  package let by: String
  package let note: String

  package init(kind: Kind, on: Day, by: String, note: String) {
    (self.kind, self.on, self.by, self.note) = (kind, on, by, note)
  }
}

/// A household's episode with all that happened; where it stands follows from its records.
package struct Episode: Equatable, Sendable {
  package let id: EpisodeNumber
  package let household: Int64
  package var place: PlaceCode
  /// The day of its first clue, on which the clock begins.
  package let openedOn: Day
  package let isEmergency: Bool
  /// The one before, where the risk came back.
  package let earlier: Int64?
  /// Each once, in the order in which they were found.
  package var risks: [RuleCause]
  /// What the county decided, or what the verification proposes.
  package var type: ObjectType?
  package var registeredOn: Day?
  package var ending: EpisodeEnding?
  /// In the order of time; the last one may be under way.
  package var records: [StepRecord]
  package var pauses: [ClockPause]
  /// The record of the ledger that was kept before; nil for one that began here.
  package let carriedFrom: String?

  package init(
    id: EpisodeNumber, household: Int64, place: PlaceCode, openedOn: Day, isEmergency: Bool = false,
    earlier: Int64? = nil, risks: [RuleCause], type: ObjectType? = nil, registeredOn: Day? = nil,
    ending: EpisodeEnding? = nil, records: [StepRecord] = [], pauses: [ClockPause] = [],
    carriedFrom: String? = nil
  ) {
    (self.id, self.household, self.place, self.openedOn) = (id, household, place, openedOn)
    (self.isEmergency, self.earlier, self.risks, self.type) = (isEmergency, earlier, risks, type)
    (self.registeredOn, self.ending, self.records, self.pauses) = (registeredOn, ending, records, pauses)
    self.carriedFrom = carriedFrom
  }

  /// The stay that is under way; nil between procedures and after the end.
  package var current: StepRecord? { records.last.flatMap { $0.leftOn == nil ? $0 : nil } }
  package var step: Step? { current?.step }
  package var chain: Chain? { current?.chain }
  package var isPaused: Bool { pauses.last.map { $0.until == nil } ?? false }
  /// Registered, not ended.
  package var isMonitored: Bool { registeredOn != nil && ending == nil }

  /// The last form of a step of the procedure that is under way or was the last.
  package func form(_ step: Step, in chain: Chain) -> StepForm? {
    records.last { $0.step == step && $0.chain == chain && $0.form != nil }?.form
  }

  /// When a form was sent; nil for one that was not yet.
  package func leftOn(_ form: StepForm) -> Day? { records.first { $0.form == form }?.leftOn }

  package var verification: VerificationForm? {
    if case .verification(let form) = form(.verify, in: .identification) { form } else { nil }
  }

  package func stepClock(_ book: ProcedureBook) -> StepClock? {
    guard let current else { return nil }
    let days = current.chain == .identification ? book.identification : book.elimination
    return StepClock(start: current.enteredOn, limit: days[current.step.rawValue] ?? 0, pauses: pauses)
  }

  /// Of identification as a whole.
  package func totalClock(_ book: ProcedureBook) -> StepClock {
    StepClock(start: openedOn, limit: book.totalDays, pauses: pauses)
  }
}
