// What a post owes on a day: computed from the cadences, the post, the calendar and what was made.

package import Access
import Casework
import Database
package import Kernel

extension Responsibility {
  /// How many missing ones of a kind are listed, the newest.
  static let listedMissing = 7

  /// What the visitor's own post owes: what is due now, what is missing, what of the present period is made.
  /// **Shape**: late first, then by the day it is due; empty on the machine itself.
  package func duties(_ asking: Asking) throws(Problem) -> [Duty] {
    guard let visitor = asking.visitor else { return [] }
    try visitor.demand(.dutyRead)
    let now = asking.act.at
    let owed = book.owed(byRole: visitor.role.name, at: visitor.place.level).filter {
      $0.isEachSubject == (visitor.subject != nil)
    }
    let duties = try database.read { (connection) throws(Problem) in
      var duties: [Duty] = []
      for cadence in owed {
        let unit = DutyUnit(visitor.place, subject: visitor.subject?.name ?? "")
        duties += try self.duties(cadence, of: unit, now, on: connection)
      }
      return duties
    }
    return duties.sorted { left, right in
      let (first, second) = (left.state(at: now).rank, right.state(at: now).rank)
      return first == second ? left.dueAt < right.dueAt : first < second
    }
  }

  private func duties(
    _ cadence: Cadence, of unit: DutyUnit, _ now: Instant, on connection: Connection
  ) throws(Problem) -> [Duty] {
    let present = cadence.every.period(containing: now.day())
    let periods = book.openPeriods(of: cadence, at: now)
    let made = try made(cadence, in: unit.place, periods, now, on: connection)[unit] ?? [:]
    var open: [Duty] = []
    for period in periods {
      let done = made[period.first]
      guard done == nil || period == present else { continue }
      var progress = Text(zh: "", en: "")
      if cadence.product == .visits, done == nil {
        progress = Responsibility.note(
          try visitCount(unit.place, WorkMonth(of: period.first), now, on: connection))
      }
      open.append(Duty(cadence, unit, period, book.calendar, made: done, progress: progress))
    }
    let late = open.filter { $0.state(at: now) == .late }
    return late.suffix(Responsibility.listedMissing) + open.filter { $0.state(at: now) != .late }
  }

  /// One duty of a unit that the visitor may see.
  /// **Problems**: `duties.duty.unknown`.
  package func duty(
    _ code: String, of unit: DutyUnit, for period: WorkPeriod, _ asking: Asking
  ) throws(Problem) -> Duty {
    let cadence = try demand(code, unit, asking)
    guard period.rhythm == cadence.every else { throw DutyProblems.unknown }
    return try database.read { (connection) throws(Problem) in
      let made = try made(cadence, in: unit.place, [period], asking.act.at, on: connection)
      return Duty(cadence, unit, period, book.calendar, made: made[unit]?[period.first])
    }
  }

  /// The cadence of a unit. What is no unit of it, or not the visitor's, is refused as what there is not.
  func demand(_ code: String, _ unit: DutyUnit, _ asking: Asking) throws(Problem) -> Cadence {
    try asking.visitor?.demand(.dutyRead)
    guard let cadence = book[code], cadence.level == unit.place.level,
      cadence.isEachSubject ? subjects.contains(where: { $0.name == unit.subject }) : unit.subject.isEmpty,
      asking.visitor?.sees(unit.place) ?? true
    else { throw DutyProblems.unknown }
    // A department sees its own papers alone.
    if let own = asking.visitor?.subject, own.name != unit.subject { throw DutyProblems.unknown }
    return cadence
  }
}

extension Duty.State {
  fileprivate var rank: Int {
    switch self {
    case .late: 0
    case .today: 1
    case .coming: 2
    case .doneLate, .done: 3
    }
  }
}
