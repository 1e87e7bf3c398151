// A risk clue: a first sign that a household is in danger, from wherever it came.

package import Kernel
package import Rules

package enum ClueKind {}
package typealias ClueNumber = CaseNumber<ClueKind>

/// The ways in which a clue comes. **Source**: DOMAIN section 2.3.
package enum ClueChannel: String, CaseIterable, Sendable {
  case selfReport, cadreVisit, deptWarning, opinion, inspection

  /// The ways in which people tell: a department's warning comes of a screening.
  package static let ofPeople = allCases.filter { $0 != .deptWarning }

  package var title: Text {
    switch self {
    case .selfReport: Text(zh: "农户自主申报", en: "self-report")
    case .cadreVisit: Text(zh: "干部走访排查", en: "cadre visit")
    case .deptWarning: Text(zh: "部门筛查预警", en: "department warning")
    case .opinion: Text(zh: "信访热线舆情", en: "hotline or opinion")
    case .inspection: Text(zh: "督查考核发现", en: "inspection")
    }
  }
}

/// Who or what gave a clue. A clue that comes again by another way keeps all of them.
package struct ClueSource: Equatable, Sendable {
  package let channel: ClueChannel
  package let on: Day
  /// The rule of a department's warning, else who told it.
  package let by: String
  package let note: String

  /// What people tell is not older than this, or it is a slip of the pen. **Unit**: days.
  package static let daysMost = 366

  package init(_ channel: ClueChannel, on: Day, by: String, note: String = "") {
    // Read by many: numbers of persons in it are starred.
    (self.channel, self.on, self.by, self.note) = (channel, on, by, Mask.digits(in: note))
  }
}

/// Why a clue led to nothing.
package enum DismissalReason: String, CaseIterable, Sendable {
  case noRisk, copes, wrongData, alreadyHelped, gone, other

  package var title: Text {
    switch self {
    case .noRisk: Text(zh: "核实后无风险", en: "no risk was found")
    case .copes: Text(zh: "有风险但自身能应对", en: "there is a risk that the household copes with")
    case .wrongData: Text(zh: "数据有误", en: "the data were wrong")
    case .alreadyHelped: Text(zh: "已有帮扶解决", en: "help has solved it already")
    case .gone: Text(zh: "整户消亡或迁出", en: "the household is gone")
    case .other: Text(zh: "其他", en: "another reason")
    }
  }
}

/// How a clue ended.
package struct ClueClosure: Equatable, Sendable {
  package enum Outcome: Equatable, Sendable {
    /// The household was registered, or was already and got this risk besides.
    case included
    case dismissed(DismissalReason)
  }

  package let on: Day
  package let by: String
  package let outcome: Outcome
  package let note: String
}

/// One household, one cause, one open clue.
package struct Clue: Equatable, Sendable {
  package let id: ClueNumber
  package let household: Int64
  package let place: PlaceCode
  package let cause: RuleCause
  package var severity: RuleSeverity
  /// The day it was told: clocks count from it.
  package let openedOn: Day
  /// When somebody should have looked.
  package var due: Day
  /// Help first, procedure after.
  package var isEmergency: Bool
  /// The first one opened it.
  package var sources: [ClueSource]
  /// The episode that looks into it.
  package var episode: Int64?
  package var closure: ClueClosure?

  /// Where a clue stands.
  package enum State: String, CaseIterable, Sendable {
    case open, inProcedure, included, dismissed
  }

  package var state: State {
    switch closure?.outcome {
    case .included: .included
    case .dismissed: .dismissed
    case nil: episode == nil ? .open : .inProcedure
    }
  }
}
