// The official papers of an episode: which there are, and what each is made from.

package import Casework
package import Kernel
package import Papers
import Rules

/// The papers of an episode, in the order of the way. They are written in Chinese, as the law asks.
package enum EpisodePaper: String, CaseIterable, Sendable {
  case verification, authorisation, review, notice, decision, announcement
  case elimination, endReview, endNotice, endDecision, endAnnouncement

  package var title: Text {
    switch self {
    case .verification: Text(zh: "防止返贫动态监测排查表", en: "verification form")
    case .authorisation: Text(zh: "承诺授权书", en: "commitment and authorisation")
    case .review: Text(zh: "民主评议会议记录", en: "minutes of the review")
    case .notice: Text(zh: "村级公示", en: "public notice")
    case .decision: Text(zh: "审核审定表", en: "audit and decision")
    case .announcement: Text(zh: "结果公告", en: "announcement")
    case .elimination: Text(zh: "风险消除核查表", en: "check of the elimination")
    case .endReview: Text(zh: "风险消除评议会议记录", en: "minutes of the review of the elimination")
    case .endNotice: Text(zh: "风险消除公示", en: "public notice of the elimination")
    case .endDecision: Text(zh: "风险消除审核审定表", en: "audit and decision of the elimination")
    case .endAnnouncement: Text(zh: "风险消除公告", en: "announcement of the elimination")
    }
  }

  /// Whether it hangs where everybody reads it: then it tells of nobody but the head, and has no watermark.
  package var isPublic: Bool {
    [.notice, .announcement, .endNotice, .endAnnouncement].contains(self)
  }

  package var chain: Chain {
    [.elimination, .endReview, .endNotice, .endDecision, .endAnnouncement].contains(self)
      ? .elimination : .identification
  }

  /// Whether there is anything to write on it yet. The first ones can be printed empty and filled in by hand.
  package func isReady(_ episode: Episode) -> Bool {
    switch self {
    case .verification, .authorisation: true
    case .elimination: episode.isMonitored || episode.hasReached(.verify, in: .elimination)
    case .review, .endReview: episode.hasReached(.review, in: chain)
    case .notice, .endNotice: episode.hasReached(.notice, in: chain)
    case .decision, .endDecision: episode.hasReached(.audit, in: chain)
    case .announcement, .endAnnouncement: episode.hasReached(.announce, in: chain)
    }
  }

  package func paper(_ facts: PaperFacts) -> Paper {
    var facts = facts
    facts.chain = chain
    var paper =
      switch self {
      case .verification: VerificationPaper.paper(facts)
      case .authorisation: AuthorisationPaper.paper(facts)
      case .review, .endReview: ReviewPaper.paper(facts)
      case .notice, .endNotice: PublicPaper.notice(facts)
      case .decision, .endDecision: DecisionPaper.paper(facts)
      case .announcement, .endAnnouncement: PublicPaper.announcement(facts)
      case .elimination: EliminationPaper.paper(facts)
      }
    if !isPublic {
      paper.watermark = facts.mark
      paper.formName = title.zh
    }
    return paper
  }
}

/// A member as papers tell of them: numbers masked, codes in words.
package struct PaperMember: Equatable, Sendable {
  package let id: Int64
  package let name: String
  package let relation: String
  package let sex: String
  /// Unit: full years.
  package let age: Int
  package let maskedID: String
  package let health: String
  package let labour: String

  package init(
    id: Int64, name: String, relation: String, sex: String, age: Int, maskedID: String, health: String,
    labour: String
  ) {
    (self.id, self.name, self.relation, self.sex, self.age) = (id, name, relation, sex, age)
    (self.maskedID, self.health, self.labour) = (maskedID, health, labour)
  }

  /// Somebody else signs for them.
  var isMinor: Bool { age < 18 }
}

/// What a paper of an episode is made from.
package struct PaperFacts: Sendable {
  package let episode: Episode
  /// As the register has it.
  package let head: String
  /// As a notice may tell it.
  package let noticeHead: String
  package let isOutOfPoverty: Bool
  /// The living, head first.
  package let members: [PaperMember]
  /// Names from the county down to the group; a level without a name is missing.
  package let places: [PlaceLevel: String]
  package let measures: [Measure]
  package let book: ProcedureBook
  /// Who made the paper, masked, and when.
  package let mark: String
  /// The procedure that the paper belongs to.
  var chain = Chain.identification

  package init(
    episode: Episode, head: String, noticeHead: String, isOutOfPoverty: Bool, members: [PaperMember],
    places: [PlaceLevel: String], measures: [Measure], book: ProcedureBook, mark: String
  ) {
    (self.episode, self.head, self.noticeHead) = (episode, head, noticeHead)
    (self.isOutOfPoverty, self.members) = (isOutOfPoverty, members)
    (self.places, self.measures, self.book, self.mark) = (places, measures, book, mark)
  }

  var county: String { places[.county] ?? "" }
  var township: String { places[.township] ?? "" }
  var village: String { places[.village] ?? "" }
  var group: String { places[.group] ?? "" }
  var address: String { county + township + village + group }
  var number: String { "编号：\(episode.id)" }
  var risks: String { episode.risks.map(\.title.zh).joined(separator: "、") }
  var isElimination: Bool { chain == .elimination }

  /// The last form of a step of the paper's procedure.
  func form(_ step: Step) -> StepForm? { episode.form(step, in: chain) }
}

extension Episode {
  /// Whether a procedure has come to a step.
  fileprivate func hasReached(_ step: Step, in chain: Chain) -> Bool {
    records.contains { $0.chain == chain && $0.step >= step }
  }
}

/// What papers have in common.
enum PaperWords {
  static func day(_ day: Day?) -> String { day?.written(.zh) ?? blankDay(.zh) }
  static func yuan(_ money: Money?) -> String { money.map { "\($0) 元" } ?? "" }

  static func yesNo(_ isYes: Bool?, _ yes: String, _ no: String) -> String {
    PaperCheck.line([PaperCheck(yes, isYes == true), PaperCheck(no, isYes == false)])
  }

  static func checks(_ risks: [RuleCause]) -> String {
    PaperCheck.line(RuleCause.allCases.map { PaperCheck($0.title.zh, risks.contains($0)) })
  }

  static func types(_ type: ObjectType?) -> String {
    PaperCheck.line(ObjectType.allCases.map { PaperCheck($0.title.zh, $0 == type) })
  }

  /// The first rows of every form: whom it is about.
  static func whom(_ facts: PaperFacts) -> [[PaperCell]] {
    [
      [
        .label("户主", columns: 2), .value(facts.head, columns: 4), .label("户编号", columns: 2),
        .value(String(facts.episode.household), columns: 4),
      ],
      [
        .label("住址", columns: 2), .value(facts.address, columns: 6), .label("家庭人口", columns: 2),
        .value("\(facts.members.count) 人", columns: 2),
      ],
    ]
  }

  /// The three guarantees and water, a box for yes and one for no each.
  static func guarantees(_ seen: Guarantees?) -> [[PaperCell]] {
    let all: [(String, Bool?)] = [
      ("义务教育", seen?.isSchooled), ("基本医疗", seen?.isInsured), ("住房安全", seen?.isHoused),
      ("饮水安全", seen?.isWatered),
    ]
    let label = PaperCell.label("“三保障”和饮水安全", columns: 2, rows: 2)
    func pair(_ two: ArraySlice<(String, Bool?)>) -> [PaperCell] {
      two.flatMap { name, isKept in
        [PaperCell.label(name, columns: 2), .value(yesNo(isKept, "有保障", "未保障"), columns: 3)]
      }
    }
    return [[label] + pair(all[..<2]), pair(all[2...])]
  }

  /// An opinion with its place for signature and seal.
  static func opinion(
    _ title: String, _ words: String, by: String, on day: Day?, leastLines: Int = 4
  ) -> [PaperCell] {
    let foot = "负责人签字：\(by.isEmpty ? "　　　　　" : by)　　（盖章）\n\(PaperWords.day(day))"
    return [.label(title, columns: 2), .value(words, columns: 10, leastLines: leastLines, foot: foot)]
  }
}
