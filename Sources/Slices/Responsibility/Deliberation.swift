// A decision of a village on its way through the stages of a procedure, such as four deliberations.

package import Casework
package import Kernel

package enum DeliberationMark {}
package typealias DeliberationNumber = CaseNumber<DeliberationMark>

/// One stage of a procedure, as `duties/deliberation.yaml` has it.
package struct DeliberationStage: Equatable, Sendable {
  /// Of whom a majority is told.
  package enum Base: String, CaseIterable, Sendable {
    case present
    /// All who should have come.
    case entitled
  }

  package let code: String
  package let title: Text
  /// Which share of those who should come has to be there; nil where nothing is voted on.
  package let quorum: Share?
  /// Which share has to agree, and whether more than that.
  package let majority: Share?
  package let isMore: Bool
  package let base: Base
  /// How long it hangs before the procedure goes on; nil where this is no posting. **Unit**: days.
  package let postedDays: Int?

  package var isPosting: Bool { postedDays != nil }
}

package struct DeliberationProcedure: Equatable, Sendable {
  package let title: Text
  package let level: PlaceLevel
  package let roles: [String]
  package let stages: [DeliberationStage]
}

/// How a stage went.
package struct StageHeld: Equatable, Sendable {
  package let stage: String
  package let heldOn: Day
  /// Zero for a posting.
  package let entitled: Int
  package let present: Int
  package let agreed: Int
  package let against: Int
  package let abstained: Int
  /// What was said; for a posting, where it hangs.
  package let words: String
  package let actor: String

  package init(
    _ stage: String, on day: Day, entitled: Int = 0, present: Int = 0, agreed: Int = 0, against: Int = 0,
    abstained: Int = 0, words: String, actor: String
  ) {
    (self.stage, heldOn, self.entitled, self.present) = (stage, day, entitled, present)
    (self.agreed, self.against, self.abstained) = (agreed, against, abstained)
    (self.words, self.actor) = (words, actor)
  }
}

/// **Shape**: `held` in the order of the procedure, without gaps.
package struct Deliberation: Equatable, Sendable {
  package static let mostCharacters = 2_000

  package enum State: Equatable, Sendable {
    /// Waits for this stage.
    case waiting(String)
    /// A vote found no majority at this stage: the matter has ended.
    case rejected(String)
    case completed
  }

  package let id: DeliberationNumber
  package let place: PlaceCode
  package let title: String
  package let begunOn: Day
  package let begunBy: String
  package internal(set) var held: [StageHeld]

  package init(
    id: DeliberationNumber, place: PlaceCode, title: String, begunOn: Day, begunBy: String,
    held: [StageHeld] = []
  ) {
    (self.id, self.place, self.title) = (id, place, title)
    (self.begunOn, self.begunBy, self.held) = (begunOn, begunBy, held)
  }

  package func state(_ procedure: DeliberationProcedure) -> State {
    for stage in procedure.stages {
      guard let went = held.first(where: { $0.stage == stage.code }) else { return .waiting(stage.code) }
      if !stage.isCarried(went) { return .rejected(stage.code) }
    }
    return .completed
  }
}

extension DeliberationStage {
  /// Whether those who had to agree did; a posting and what is not voted on always are.
  package func isCarried(_ held: StageHeld) -> Bool {
    guard let majority else { return true }
    let total = base == .present ? held.present : held.entitled
    return isMore
      ? majority.isExceeded(by: held.agreed, of: total) : majority.isReached(by: held.agreed, of: total)
  }
}

package struct DeliberationSteps: Sendable {
  let procedure: DeliberationProcedure
  let today: Day

  package init(_ procedure: DeliberationProcedure, today: Day) {
    (self.procedure, self.today) = (procedure, today)
  }

  /// **Problems**: `deliberation.place`, `.title`.
  package func begun(_ wish: Deliberation) throws(Problem) -> Deliberation {
    guard wish.place.level == procedure.level else { throw DeliberationProblems.place }
    guard (2...100).contains(wish.title.count) else { throw DeliberationProblems.title }
    return wish
  }

  /// **Problems**: `deliberation.ended`, `.order`, `.day`, `.posted`, `.words`, `.count`, `.quorum`,
  /// `duties.words.long`.
  package func held(_ deliberation: Deliberation, _ held: StageHeld) throws(Problem) -> Deliberation {
    guard case .waiting(let next) = deliberation.state(procedure),
      let stage = procedure.stages.first(where: { $0.code == next })
    else { throw DeliberationProblems.ended }
    guard held.stage == next else { throw DeliberationProblems.order(stage) }
    let last = deliberation.held.last
    guard held.heldOn <= today, held.heldOn >= last?.heldOn ?? deliberation.begunOn else {
      throw DeliberationProblems.day(last?.heldOn ?? deliberation.begunOn)
    }
    if let last, let before = procedure.stages.first(where: { $0.code == last.stage }),
      let days = before.postedDays, held.heldOn.days(since: last.heldOn) < days
    {
      throw DeliberationProblems.posted(before, until: last.heldOn.adding(days: days))
    }
    guard !held.words.isEmpty else { throw DeliberationProblems.words(isPosting: stage.isPosting) }
    guard held.words.count <= Deliberation.mostCharacters else {
      throw DutyProblems.longWords("words", most: Deliberation.mostCharacters)
    }
    if !stage.isPosting { try count(held, stage) }
    var result = deliberation
    result.held.append(held)
    return result
  }

  private func count(_ held: StageHeld, _ stage: DeliberationStage) throws(Problem) {
    guard held.entitled > 0, (1...held.entitled).contains(held.present),
      min(held.agreed, held.against, held.abstained) >= 0
    else { throw DeliberationProblems.count }
    if stage.majority != nil {
      guard held.agreed + held.against + held.abstained == held.present else {
        throw DeliberationProblems.sum(held.present)
      }
    }
    if let quorum = stage.quorum, !quorum.isReached(by: held.present, of: held.entitled) {
      throw DeliberationProblems.quorum(quorum, held)
    }
  }
}

package enum DeliberationProblems {
  /// Also for what is not the reader's.
  package static let unknown = Problem(
    "deliberation.unknown", .notFound, zh: "没有这件议事，或不在您的辖区。",
    en: "There is no such matter, or it is not in your area.")

  package static let place = Problem(
    "deliberation.place", .invalid, zh: "四议两公开由村办理。", en: "A village decides in this way.")

  package static let title = Problem(
    "deliberation.title", .invalid, zh: "请用 2 到 100 个字写明议什么事。",
    en: "Say in 2 to 100 characters what is to be decided.", details: ["field": "title"])

  package static let ended = Problem(
    "deliberation.ended", .conflict, zh: "这件事已经议结，不能再登记。", en: "The matter has ended.")

  static func order(_ next: DeliberationStage) -> Problem {
    Problem(
      "deliberation.order", .conflict, zh: "现在应登记“\(next.title.zh)”，不能越过。",
      en: "Now it is the turn of “\(next.title.en)”; no stage is passed over.", details: ["stage": next.code])
  }

  static func day(_ first: Day) -> Problem {
    Problem(
      "deliberation.day", .invalid, zh: "日期应在 \(first) 到今天之间。",
      en: "The day lies between \(first) and today.",
      details: ["field": "heldOn"])
  }

  static func posted(_ stage: DeliberationStage, until day: Day) -> Problem {
    Problem(
      "deliberation.posted", .conflict, zh: "“\(stage.title.zh)”要公开到 \(day)，期满再办下一步。",
      en: "“\(stage.title.en)” hangs out until \(day); go on after that.", details: ["field": "heldOn"])
  }

  static func words(isPosting: Bool) -> Problem {
    Problem(
      "deliberation.words", .invalid, zh: isPosting ? "请写明在哪里公开、公开了什么。" : "请写明会议内容。",
      en: isPosting ? "Say where it hangs and what it says." : "Say what was spoken of.",
      details: ["field": "words"])
  }

  package static let count = Problem(
    "deliberation.count", .invalid, zh: "请填写应到和实到人数；实到不能多于应到。",
    en: "Give how many should come and how many did; no more than should.", details: ["field": "present"])

  static func sum(_ present: Int) -> Problem {
    Problem(
      "deliberation.sum", .invalid, zh: "同意、反对、弃权合计应等于实到 \(present) 人。",
      en: "For, against and abstained make up the \(present) who were there.", details: ["field": "agreed"])
  }

  static func quorum(_ quorum: Share, _ held: StageHeld) -> Problem {
    let share = "\(quorum.part)/\(quorum.whole)"
    return Problem(
      "deliberation.quorum", .conflict,
      zh: "应到 \(held.entitled) 人，实到 \(held.present) 人，不足 \(share)，会议无效，请另行召开。",
      en:
        "\(held.present) of \(held.entitled) are fewer than \(share): the meeting does not count.",
      details: ["field": "present"])
  }
}
