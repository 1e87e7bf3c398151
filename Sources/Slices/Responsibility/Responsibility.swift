// The face of duties: what is owed, what was made, and by whom.

package import Access
package import Casework
package import Database
import Kernel
import Registry
package import Vault

/// The slice over one store.
package struct Responsibility: Sendable {
  package let database: Database
  package let book: CadenceBook
  /// Departments' lines of work, and what posts are called.
  package let roles: RoleBook
  let campaigns: CampaignDesk
  let door: Door

  package init(
    _ database: Database, book: CadenceBook, roles: RoleBook, sealer: Sealer,
    campaigns: CampaignDesk = CampaignDesk(), chance: @escaping Chance
  ) {
    (self.database, self.book, self.roles, self.campaigns) = (database, book, roles, campaigns)
    door = Door(database, sealer: sealer, chance: chance)
  }

  package var subjects: [Subject] { roles.subjects }
  package var procedure: DeliberationProcedure { book.procedure }
  package var seatBook: SeatBook { book.seats }

  // MARK: places

  /// What places are called, from below the visitor's own place down.
  func placeNames(_ places: [PlaceCode], _ asking: Asking) throws(Problem) -> [PlaceCode: String] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.names(
        of: places, below: asking.visitor?.place.level ?? .city, asOf: asking.today, on: connection)
    }
  }

  /// The name of one place; its code where the register has none.
  func placeName(_ place: PlaceCode, _ asking: Asking) throws(Problem) -> String {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.place(place, asOf: asking.today, on: connection)?.name ?? place.short
    }
  }

  func placeName(
    _ place: PlaceCode, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> String {
    try PlaceStore.place(place, asOf: asking.today, on: connection)?.name ?? place.short
  }

  /// What a department's line of work is called.
  func subjectTitle(_ name: String) -> Text {
    subjects.first { $0.name == name }?.title ?? Text(zh: name, en: name)
  }

  // MARK: what was made

  /// What each unit of a cadence made in some periods. **Shape**: only units and periods that made it.
  func made(
    _ cadence: Cadence, in place: PlaceCode, _ periods: [WorkPeriod], _ now: Instant,
    on connection: Connection
  ) throws(Problem) -> [DutyUnit: [Day: Made]] {
    guard let first = periods.map(\.first).min(), let last = periods.map(\.first).max() else { return [:] }
    switch cadence.product {
    case .dailyReport:
      let found = try DailyReportStore.first(in: place, from: first, through: last, on: connection)
      return found.reduce(into: [:]) { all, one in
        all[DutyUnit(one.key)] = one.value.mapValues { Made(at: $0) }
      }
    case .record:
      return try DutyRecordStore.first(cadence, in: place, from: first, through: last, on: connection)
        .mapValues { $0.mapValues { Made(at: $0) } }
    case .visits: return try visits(cadence, in: place, periods, now, on: connection)
    case .judgement:
      var all: [DutyUnit: [Day: Made]] = [:]
      for period in periods {
        let held = try JudgementStore.held(in: place, WorkMonth(of: period.first), on: connection)
        for meeting in held where meeting.place.level == cadence.level {
          guard let closed = meeting.closedOn else { continue }
          let note = Text(zh: "研判 \(meeting.decided) 户", en: "\(meeting.decided) households judged")
          all[DutyUnit(meeting.place), default: [:]][period.first] = Made(
            at: closed.instant(minute: 0), note: note)
        }
      }
      return all
    }
  }

  /// A month's visits are made when nobody is left; in time when that was so on the last day.
  private func visits(
    _ cadence: Cadence, in place: PlaceCode, _ periods: [WorkPeriod], _ now: Instant,
    on connection: Connection
  ) throws(Problem) -> [DutyUnit: [Day: Made]] {
    var all: [DutyUnit: [Day: Made]] = [:]
    let units = try units(cadence, in: place, now.day(), on: connection)
    for period in periods where period.first <= now.day() {
      let month = WorkMonth(of: period.first)
      let (due, dueAt) = cadence.deadline(of: period, book.calendar)
      let end = min(month.period.last, now.day())
      let counts = try campaigns.counts(
        in: place, month, at: end, by: cadence.level, on: connection)
      let inTime = try campaigns.counts(
        in: place, month, at: end, visitedBy: due, by: cadence.level, on: connection)
      for unit in units {
        let count = counts[unit.place] ?? VisitCount()
        // Where nobody has to be visited yet, somebody may until the last day.
        guard count.left == 0, count.targets > 0 || dueAt <= now else { continue }
        let wasInTime = (inTime[unit.place] ?? VisitCount()).left == 0
        let at = wasInTime ? min(now, due.instant(minute: 0)) : dueAt
        all[unit, default: [:]][period.first] = Made(at: at, note: Responsibility.note(count))
      }
    }
    return all
  }

  func visitCount(
    _ place: PlaceCode, _ month: WorkMonth, _ now: Instant, on connection: Connection
  ) throws(Problem) -> VisitCount {
    let end = min(month.period.last, now.day())
    return try campaigns.counts(in: place, month, at: end, on: connection).values
      .reduce(into: VisitCount()) { $0 += $1 }
  }

  static func note(_ count: VisitCount) -> Text {
    Text(
      zh: "应访 \(count.targets) 户，已访 \(count.visited) 户",
      en: "\(count.visited) of \(count.targets) households visited")
  }

  // MARK: who owes

  /// The units of a cadence at or below a place. **Shape**: by code of the place.
  func units(
    _ cadence: Cadence, in place: PlaceCode, _ today: Day, on connection: Connection
  ) throws(Problem) -> [DutyUnit] {
    guard place.level <= cadence.level else { return [] }
    let places =
      place.level == cadence.level
      ? [place]
      : try PlaceStore.places(at: cadence.level, in: place, asOf: today, on: connection).map(\.code)
    guard cadence.isEachSubject else { return places.map { DutyUnit($0) } }
    return places.flatMap { place in subjects.map { DutyUnit(place, subject: $0.name) } }
  }
}
