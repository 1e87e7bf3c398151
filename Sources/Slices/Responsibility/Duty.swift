// A duty of one unit in one period: when it is due, and how it stands.

package import Kernel

/// Who owes duties: a place, and of departments the line of work.
package struct DutyUnit: Hashable, Sendable {
  package let place: PlaceCode
  /// Empty where it is the place's own.
  package let subject: String

  package init(_ place: PlaceCode, subject: String = "") { (self.place, self.subject) = (place, subject) }
}

/// What was made for a period.
package struct Made: Equatable, Sendable {
  /// When it was written: what timeliness is told by.
  package let at: Instant
  /// In a few words, such as how many households were visited.
  package let note: Text

  package init(at: Instant, note: Text = Text(zh: "", en: "")) { (self.at, self.note) = (at, note) }
}

/// **Shape**: `made` is nil while nothing is there, or not all that is demanded.
package struct Duty: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    /// Not made, and its moment is over.
    case late
    /// To be made by the end of this day.
    case today
    /// To be made later.
    case coming
    case done
    /// Made after its moment.
    case doneLate
  }

  package let cadence: Cadence
  package let unit: DutyUnit
  package let period: WorkPeriod
  /// The last day on which it is on time.
  package let dueOn: Day
  package let dueAt: Instant
  package let made: Made?
  /// What there is of it already, such as how many of the households were visited.
  package let progress: Text

  package init(
    _ cadence: Cadence, _ unit: DutyUnit, _ period: WorkPeriod, _ calendar: WorkCalendar, made: Made?,
    progress: Text = Text(zh: "", en: "")
  ) {
    (self.cadence, self.unit, self.period) = (cadence, unit, period)
    (dueOn, dueAt) = cadence.deadline(of: period, calendar)
    (self.made, self.progress) = (made, progress)
  }

  package func state(at now: Instant) -> State {
    if let made { return made.at < dueAt ? .done : .doneLate }
    if dueAt <= now { return .late }
    return dueOn == now.day() || dueOn < now.day() ? .today : .coming
  }

  /// Until when it is on time, in words.
  package var dueWords: Text {
    let minute = cadence.dueMinute
    guard minute < 1_440 else { return Text(zh: "\(dueOn) 前", en: "by \(dueOn)") }
    let time = "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
    return Text(zh: "\(dueOn) \(time) 前", en: "by \(dueOn), \(time)")
  }

  /// Names it among all: `ten_day_session 530602001001 2026-03-x1`.
  package var id: String {
    ([cadence.code, unit.place.short, period.description] + (unit.subject.isEmpty ? [] : [unit.subject]))
      .joined(separator: " ")
  }
}

/// How many were due, made, and made in time.
package struct DutyScore: Equatable, Sendable {
  package var due = 0
  package var made = 0
  package var onTime = 0

  package init(due: Int = 0, made: Int = 0, onTime: Int = 0) {
    (self.due, self.made, self.onTime) = (due, made, onTime)
  }

  /// 完成率 and 及时率. **Unit**: hundredths of a percent, nil where nothing was due.
  package var completion: Int? { due > 0 ? (made * 10_000 + due / 2) / due : nil }
  package var timeliness: Int? { due > 0 ? (onTime * 10_000 + due / 2) / due : nil }

  package static func += (sum: inout DutyScore, other: DutyScore) {
    sum = DutyScore(due: sum.due + other.due, made: sum.made + other.made, onTime: sum.onTime + other.onTime)
  }
}

extension CadenceBook {
  /// The periods in which a cadence has something to do on a day: the present one, and those before that are
  /// not made and can still be. **Shape**: the oldest first.
  package func openPeriods(of cadence: Cadence, at now: Instant) -> [WorkPeriod] {
    let today = now.day()
    let present = cadence.every.period(containing: today)
    var (periods, period) = ([WorkPeriod](), present)
    while periods.count < 40 {
      let (day, _) = cadence.deadline(of: period, calendar)
      guard period == present || day.adding(days: cadence.openDays) >= today else { break }
      if cadence.isOwed(for: period, calendar) { periods.append(period) }
      period = period.previous
    }
    return periods.reversed()
  }
}
