// The monthly meeting of a township or county that decides on every flagged household.

package import Kernel

package enum JudgementKind {}
package typealias JudgementNumber = CaseNumber<JudgementKind>

/// Why a household has to be judged.
package enum FlagReason: String, CaseIterable, Sendable {
  /// A visit of the month saw something.
  case visit
  /// A clue is open for too long.
  case oldClue

  package var title: Text {
    switch self {
    case .visit: Text(zh: "走访发现异常", en: "a visit saw something")
    case .oldClue: Text(zh: "线索长期未办结", en: "a clue is open for too long")
    }
  }
}

/// A household that the month's meeting has to decide on.
package struct FlaggedHousehold: Equatable, Sendable {
  package let household: HouseholdKey
  package let place: PlaceCode
  package let reasons: Set<FlagReason>

  package init(household: HouseholdKey, place: PlaceCode, reasons: Set<FlagReason>) {
    (self.household, self.place, self.reasons) = (household, place, reasons)
  }
}

/// What a meeting decides of a household.
package enum JudgementDecision: String, CaseIterable, Sendable {
  case include, exclude, watch, help

  package var title: Text {
    switch self {
    case .include: Text(zh: "启动识别", en: "begin identification")
    case .exclude: Text(zh: "排除风险", en: "no risk")
    case .watch: Text(zh: "继续关注", en: "keep watching")
    case .help: Text(zh: "加强帮扶", en: "help more")
    }
  }
}

package struct JudgementItem: Equatable, Sendable {
  package let household: HouseholdKey
  package let place: PlaceCode
  package let decision: JudgementDecision
  package let reason: String

  package init(household: HouseholdKey, place: PlaceCode, decision: JudgementDecision, reason: String) {
    (self.household, self.place) = (household, place)
    (self.decision, self.reason) = (decision, Mask.digits(in: reason))
  }
}

/// A meeting with its decisions. One a place and month.
package struct Judgement: Equatable, Sendable {
  package let id: JudgementNumber
  package let place: PlaceCode
  package let month: WorkMonth
  package let heldOn: Day
  package let chair: String
  package let present: Int
  package let minutes: String
  package var items: [JudgementItem] = []
  /// Set when every flagged household has its decision.
  package var closedOn: Day?

  /// More are a slip of the pen.
  static let presentMost = 500

  package init(
    id: JudgementNumber, place: PlaceCode, month: WorkMonth, heldOn: Day, chair: String, present: Int,
    minutes: String
  ) {
    (self.id, self.place, self.month, self.heldOn) = (id, place, month, heldOn)
    (self.chair, self.present, self.minutes) = (chair, present, Mask.digits(in: minutes))
  }
}

/// How many households have to be visited in a month, and how many were.
package struct VisitCount: Equatable, Sendable {
  package var targets: Int
  package var visited: Int

  package init(targets: Int = 0, visited: Int = 0) { (self.targets, self.visited) = (targets, visited) }

  package var left: Int { targets - visited }

  package static func += (sum: inout VisitCount, more: VisitCount) {
    sum.targets += more.targets
    sum.visited += more.visited
  }
}

/// How far the visits of a month have come at a place.
package struct VisitRound: Sendable {
  /// By the places one level below; without those that have no such household.
  package let below: [PlaceCode: VisitCount]
  /// A page of those that nobody has visited, with the name of each head.
  package let unvisited: [(household: HouseholdKey, place: PlaceCode, head: String)]

  package init(
    below: [PlaceCode: VisitCount],
    unvisited: [(household: HouseholdKey, place: PlaceCode, head: String)]
  ) {
    (self.below, self.unvisited) = (below, unvisited)
  }

  package var all: VisitCount { below.values.reduce(into: VisitCount()) { $0 += $1 } }
}

/// That a meeting was held, and how far it has come.
package struct HeldMeeting: Equatable, Sendable {
  package let place: PlaceCode
  package let month: WorkMonth
  package let heldOn: Day
  package let closedOn: Day?
  /// Households.
  package let decided: Int
}

/// What a meeting is about: who is flagged, and what was decided so far.
package struct JudgementSheet: Sendable {
  package let judgement: Judgement?
  package let flagged: [FlaggedHousehold]
  package let heads: [HouseholdKey: String]

  package init(judgement: Judgement?, flagged: [FlaggedHousehold], heads: [HouseholdKey: String]) {
    (self.judgement, self.flagged, self.heads) = (judgement, flagged, heads)
  }

  package var undecided: [FlaggedHousehold] {
    let decided = Set((judgement?.items ?? []).map(\.household))
    return flagged.filter { !decided.contains($0.household) }
  }
}

/// The verbs of a meeting. None writes: each answers the meeting as it is next.
package struct JudgementSteps: Sendable {
  private let today: Day

  package init(today: Day) { self.today = today }

  /// **Problems**: `monitoring.judgement.place`, `.day`, `.twice`, `.present`, `monitoring.review.minutes`.
  /// - Parameter known: the meeting that this place has held for the month.
  package func held(_ judgement: Judgement, known: Judgement?) throws(Problem) -> Judgement {
    guard [.county, .township].contains(judgement.place.level) else { throw JudgementProblems.place }
    guard judgement.heldOn >= judgement.month.first, judgement.heldOn <= today else {
      throw JudgementProblems.day
    }
    if let known { throw JudgementProblems.twice(known.id) }
    guard (2...Judgement.presentMost).contains(judgement.present) else { throw JudgementProblems.present }
    try demandSaid(judgement.chair, "chair", or: MonitoringProblems.minutes)
    try demandSaid(judgement.minutes, "minutes", or: MonitoringProblems.minutes)
    return judgement
  }

  /// **Problems**: `monitoring.judgement.closed`, `.decided`, `.notFlagged`, `casework.note.missing`.
  package func decided(
    _ judgement: Judgement, _ item: JudgementItem, flagged: [FlaggedHousehold]
  ) throws(Problem) -> Judgement {
    guard judgement.closedOn == nil else { throw JudgementProblems.closed }
    guard !judgement.items.contains(where: { $0.household == item.household }) else {
      throw JudgementProblems.decided
    }
    guard flagged.contains(where: { $0.household == item.household }) else {
      throw JudgementProblems.notFlagged
    }
    try demandSaid(item.reason, "reason")
    var next = judgement
    next.items.append(item)
    return next
  }

  /// **Problems**: `monitoring.judgement.closed`, `.undecided`.
  package func closed(_ judgement: Judgement, flagged: [FlaggedHousehold]) throws(Problem) -> Judgement {
    guard judgement.closedOn == nil else { throw JudgementProblems.closed }
    let decided = Set(judgement.items.map(\.household))
    let left = flagged.filter { !decided.contains($0.household) }.count
    guard left == 0 else { throw JudgementProblems.undecided(left) }
    var next = judgement
    next.closedOn = today
    return next
  }
}

/// All that judgements can refuse.
package enum JudgementProblems {
  package static let place = Problem(
    "monitoring.judgement.place", .invalid, zh: "研判会由县或乡镇召开。",
    en: "Counties and townships hold the judgement meeting.")
  package static let day = Problem(
    "monitoring.judgement.day", .invalid, zh: "会议日期应在当月之内或之后、不晚于今天。",
    en: "The meeting lies in its month or after it, not later than today.", details: ["field": "heldOn"])
  package static func twice(_ id: JudgementNumber) -> Problem {
    Problem(
      "monitoring.judgement.twice", .conflict, zh: "本月研判会已经登记，编号 \(id)，请在其中继续。",
      en: "This month's meeting is recorded already as \(id); go on there.", details: ["meeting": "\(id)"])
  }
  package static let present = Problem(
    "monitoring.judgement.present", .invalid, zh: "到会应为 2 至 \(Judgement.presentMost) 人。",
    en: "From 2 to \(Judgement.presentMost) take part.", details: ["field": "present"])
  package static let closed = Problem(
    "monitoring.judgement.closed", .conflict, zh: "这次研判已经结束，不能再改。",
    en: "The meeting is closed and stays as it is.")
  package static let decided = Problem(
    "monitoring.judgement.decided", .conflict, zh: "这户本月已经研判。",
    en: "The meeting has decided on this household.")
  package static let notFlagged = Problem(
    "monitoring.judgement.notFlagged", .invalid, zh: "这户本月没有需要研判的情况，或不在本辖区。",
    en: "This household is not flagged this month, or not in this area.")
  package static func undecided(_ count: Int) -> Problem {
    Problem(
      "monitoring.judgement.undecided", .conflict, zh: "还有 \(count) 户没有研判结论，不能结束。",
      en: "\(count) flagged households have no decision yet.")
  }
  package static let decision = Problem(
    "monitoring.judgement.decision", .invalid, zh: "没有这种结论，请从清单中选择。",
    en: "There is no such decision; choose one of the list.")
  package static let noDecision = Problem(
    "monitoring.judgement.noDecision", .invalid, zh: "还没有选结论：请至少给一户选结论并写理由。",
    en: "No decision was chosen: choose one for a household at least, and say why.")
  package static func refused(_ count: Int) -> Problem {
    Problem(
      "monitoring.judgement.refused", .invalid, zh: "有 \(count) 户没有办成，原因写在各户旁边；其余已记录。",
      en: "\(count) were not recorded, each with its reason beside it; the others were.")
  }
  package static let unknown = Problem(
    "monitoring.judgement.unknown", .notFound, zh: "没有这次研判会，或不在您的辖区。",
    en: "There is no such meeting, or it is not in your area.")
}
