// What is written down at each step of an episode.

import Foundation
package import Kernel
package import Rules

/// The form of a step.
package enum StepForm: Equatable, Sendable, Codable {
  case verification(VerificationForm)
  case comparison(ComparisonForm)
  case review(ReviewForm)
  case notice(NoticeForm)
  case audit(OpinionForm)
  case decision(DecisionForm)
  case announcement(AnnouncementForm)
  /// The verification at the beginning of an elimination.
  case ending(EndingForm)

  /// JSON with sorted keys: the same form is the same text, in every process.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("a form is made of plain values") }
    return String(decoding: data, as: UTF8.self)
  }
}

/// Twelve months of income by account. **Unit**: fen.
package struct IncomeSheet: Equatable, Sendable, Codable {
  /// By the code of the account, such as `B2`; accounts without an amount are left out.
  package let amounts: [String: Int64]
  /// Insurance money received.
  package let claims: Int64
  /// Compliant spending that nobody paid back.
  package let selfPaid: Int64

  package init(amounts: [String: Int64], claims: Int64 = 0, selfPaid: Int64 = 0) {
    (self.amounts, self.claims, self.selfPaid) = (amounts, claims, selfPaid)
  }

  /// **Source**: DOMAIN section 2.7: income of A to D less the cost E.
  package var net: Money {
    Money(fen: amounts.reduce(0) { $0 + (IncomeAccount.isCost($1.key) ? -$1.value : $1.value) })
  }

  /// What is compared with the line: claims counted in, self-paid spending counted out.
  package func referencePerHead(_ persons: Int) -> Money {
    Money(fen: (net.fen + claims - selfPaid) / Int64(max(1, persons)))
  }

  var isSound: Bool { amounts.values.allSatisfy { $0 >= 0 } && claims >= 0 && selfPaid >= 0 }
}

/// The check at home, with the authorisation of every member.
package struct VerificationForm: Equatable, Sendable, Codable {
  package let visitedOn: Day
  package let visitors: String
  package let living: String
  /// Who live together.
  package let persons: Int
  package let income: IncomeSheet
  package let guarantees: Guarantees
  package let risks: [RuleCause]
  /// Members who signed, by id.
  package let signed: [Int64]
  /// Whether anybody can work.
  package let hasLabour: Bool

  package init(
    visitedOn: Day, visitors: String, living: String, persons: Int, income: IncomeSheet,
    guarantees: Guarantees, risks: [RuleCause], signed: [Int64], hasLabour: Bool
  ) {
    (self.visitedOn, self.visitors, self.living, self.persons) = (visitedOn, visitors, living, persons)
    (self.income, self.guarantees, self.risks) = (income, guarantees, risks)
    (self.signed, self.hasLabour) = (signed, hasLabour)
  }

  package var referencePerHead: Money { income.referencePerHead(persons) }

  /// More under one roof are a slip of the pen, and would divide the income a head.
  static let personsMost = 30

  /// Who came, name by name, as people part them.
  var visitorNames: [Substring] {
    visitors.split { $0.isWhitespace || "、，,；;/／".contains($0) }.filter { $0.contains(where: \.isLetter) }
  }
}

/// What the departments know of the members.
package struct ComparisonForm: Equatable, Sendable, Codable {
  /// What one line of work answered.
  package struct Answer: Equatable, Sendable, Codable {
    package let subject: String
    package let on: Day
    package let by: String
    package let findings: [Finding]
  }

  /// Something found of a member, such as a car; a line of work that found nothing answers without any.
  package struct Finding: Equatable, Sendable, Codable {
    package let person: Int64
    package let words: String

    package init(person: Int64, words: String) { (self.person, self.words) = (person, words) }
  }

  package let asked: [String]
  package var answers: [Answer] = []

  package var missing: [String] { asked.filter { subject in !answers.contains { $0.subject == subject } } }
}

/// The meeting in the village.
package struct ReviewForm: Equatable, Sendable, Codable {
  package enum Meeting: String, CaseIterable, Sendable, Codable {
    case representatives, expandedCommittee

    package var title: Text {
      switch self {
      case .representatives: Text(zh: "村民代表会议", en: "village representatives")
      case .expandedCommittee: Text(zh: "村“两委”扩大会议", en: "expanded meeting of the two committees")
      }
    }
  }

  /// Fewer are no meeting.
  static let entitledLeast = 3

  package let heldOn: Day
  package let meeting: Meeting
  package let entitled: Int
  package let present: Int
  package let votesFor: Int
  package let votesAgainst: Int
  package let abstained: Int
  package let presided: String
  package let attendance: String
  package let minutes: String

  package init(
    heldOn: Day, meeting: Meeting = .representatives, entitled: Int, present: Int, votesFor: Int,
    votesAgainst: Int, abstained: Int, presided: String, attendance: String = "", minutes: String
  ) {
    (self.heldOn, self.meeting, self.entitled, self.present) = (heldOn, meeting, entitled, present)
    (self.votesFor, self.votesAgainst, self.abstained) = (votesFor, votesAgainst, abstained)
    (self.presided, self.attendance, self.minutes) = (presided, attendance, minutes)
  }
}

/// A notice that hangs in the village.
package struct NoticeForm: Equatable, Sendable, Codable {
  package struct Objection: Equatable, Sendable, Codable {
    package let on: Day
    package let words: String
    package var settledOn: Day?
    package var isUpheld = false
    package var answer = ""
  }

  package let postedOn: Day
  package let spot: String
  package let poster: String
  package var takenDownOn: Day?
  /// Photo, witness.
  package var evidence = ""
  package var objections: [Objection] = []

  package init(postedOn: Day, spot: String, poster: String) {
    (self.postedOn, self.spot, self.poster) = (postedOn, spot, poster)
  }
}

package struct OpinionForm: Equatable, Sendable, Codable {
  package let opinion: String

  package init(opinion: String) { self.opinion = opinion }
}

/// The county decides type and risks, or that the risk has gone.
package struct DecisionForm: Equatable, Sendable, Codable {
  /// Nil at the end of an elimination.
  package let type: ObjectType?
  package let risks: [RuleCause]
  package let opinion: String

  package init(type: ObjectType?, risks: [RuleCause], opinion: String) {
    (self.type, self.risks, self.opinion) = (type, risks, opinion)
  }
}

package struct AnnouncementForm: Equatable, Sendable, Codable {
  package let announcedOn: Day
  package let spot: String

  package init(announcedOn: Day, spot: String) { (self.announcedOn, self.spot) = (announcedOn, spot) }
}

/// The check at home before an elimination.
package struct EndingForm: Equatable, Sendable, Codable {
  package enum Method: String, CaseIterable, Sendable, Codable {
    case byHelp, natural

    package var title: Text {
      switch self {
      case .byHelp: Text(zh: "帮扶消除", en: "by help")
      case .natural: Text(zh: "自然消除", en: "naturally")
      }
    }
  }

  package let visitedOn: Day
  package let method: Method
  package let persons: Int
  package let income: IncomeSheet
  package let guarantees: Guarantees
  package let hasLabour: Bool
  /// How each risk has gone, by its code.
  package let gone: [String: String]
  package let contact: String

  package init(
    visitedOn: Day, method: Method, persons: Int, income: IncomeSheet, guarantees: Guarantees,
    hasLabour: Bool, gone: [String: String], contact: String
  ) {
    (self.visitedOn, self.method, self.persons, self.income) = (visitedOn, method, persons, income)
    (self.guarantees, self.hasLabour) = (guarantees, hasLabour)
    (self.gone, self.contact) = (gone, contact)
  }
}

extension Day: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension RuleCause: Codable {}
