// A visit to a household: who came, when, and what was seen.

package import Kernel

package enum VisitKind {}
package typealias VisitNumber = CaseNumber<VisitKind>

/// The three guarantees and water, as seen.
package struct Guarantees: Equatable, Sendable, Codable {
  package let isSchooled: Bool
  package let isInsured: Bool
  package let isHoused: Bool
  package let isWatered: Bool

  package init(isSchooled: Bool, isInsured: Bool, isHoused: Bool, isWatered: Bool) {
    (self.isSchooled, self.isInsured) = (isSchooled, isInsured)
    (self.isHoused, self.isWatered) = (isHoused, isWatered)
  }

  package static let allKept = Guarantees(isSchooled: true, isInsured: true, isHoused: true, isWatered: true)
  package var areKept: Bool { isSchooled && isInsured && isHoused && isWatered }
}

/// **Unit** of income: fen a head and year, as estimated on the day.
package struct Visit: Equatable, Sendable {
  package let id: VisitNumber
  package let household: Int64
  package let place: PlaceCode
  package let on: Day
  /// When it was told, which may be later: a phone keeps visits while it has no network.
  package let recordedOn: Day
  package let by: String
  package let guarantees: Guarantees
  package let incomePerHead: Money?
  package let findings: String
  /// Whether the township's meeting has to judge the household.
  package let isConcern: Bool

  /// Older than this is a slip of the pen. **Unit**: days.
  static let daysMost = 366
  /// Phones without a network tell within these days; what is told later counts as seen so long before it was
  /// told, and no earlier. **Unit**: days.
  static let daysToTell = 14

  /// - Parameter recordedOn: nil for the day of the visit.
  package init(
    id: VisitNumber, household: Int64, place: PlaceCode, on: Day, recordedOn: Day? = nil, by: String,
    guarantees: Guarantees, incomePerHead: Money? = nil, findings: String, isConcern: Bool
  ) {
    (self.id, self.household, self.place, self.on, self.by) = (id, household, place, on, by)
    (self.guarantees, self.incomePerHead) = (guarantees, incomePerHead)
    (self.findings, self.isConcern, self.recordedOn) = (findings, isConcern, recordedOn ?? on)
  }

  /// The day from which something seen may be counted that was told on another.
  package static func countedDay(seenOn day: Day, toldOn told: Day) -> Day {
    max(day, told.adding(days: -daysToTell))
  }

  /// From when what was seen may be counted.
  package var countedFrom: Day { Visit.countedDay(seenOn: on, toldOn: recordedOn) }
  package var isToldLate: Bool { countedFrom != on }

  /// The verb: a visit is told on its day or later, and says what was seen.
  /// **Problems**: `casework.visit.future`, `casework.visit.old`, `casework.note.missing`, `.long`.
  package func checked(today: Day) throws(Problem) -> Visit {
    guard on <= today else { throw CaseworkProblems.futureVisit }
    guard on >= today.adding(days: -Visit.daysMost) else { throw CaseworkProblems.oldVisit }
    try demandSaid(findings, "findings")
    return self
  }
}

/// What somebody saw at a household's home. **Unit** of income: fen a head and year.
package struct VisitSeen: Equatable, Sendable {
  package let guarantees: Guarantees
  package let incomePerHead: Money?
  package let findings: String
  package let isConcern: Bool

  package init(guarantees: Guarantees, incomePerHead: Money? = nil, findings: String, isConcern: Bool = false)
  {
    (self.guarantees, self.incomePerHead) = (guarantees, incomePerHead)
    (self.findings, self.isConcern) = (findings, isConcern)
  }
}
