// Who made what in which period: cells over places and periods, scores, who is missing and for how long.

package import Access
import Database
package import Kernel
import Registry

/// One place in one period: how many units were due there, and how many made it.
package struct DutyCell: Equatable, Sendable {
  package let units: Int
  package let made: Int
  package let onTime: Int
  /// Whether its moment is over.
  package let isOver: Bool
  /// Whether something is owed at all.
  package let isOwed: Bool
}

package struct DutyRow: Equatable, Sendable {
  /// A unit itself, or a place with units below.
  package let unit: DutyUnit
  package let name: String
  package let cells: [DutyCell]
  package let score: DutyScore
}

/// **Shape**: every row has one cell a period.
package struct DutyGrid: Equatable, Sendable {
  package let cadence: Cadence
  package let place: PlaceCode
  package let periods: [WorkPeriod]
  package let rows: [DutyRow]
  package let score: DutyScore
}

/// Who has not made what is due.
package struct Missing: Equatable, Sendable {
  package let unit: DutyUnit
  package let name: String
  /// How many are missing in a row, up to the newest that is due; at most what was looked at.
  package let inARow: Int
}

extension Responsibility {
  /// The last periods of a cadence at a place and its parts.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `duties.duty.unknown`.
  package func grid(
    _ code: String, in place: PlaceCode, periods count: Int, _ asking: Asking
  ) throws(Problem) -> DutyGrid {
    let cadence = try demand(code, in: place, asking)
    var periods = [cadence.every.period(containing: asking.today)]
    while periods.count < count { periods.append(periods[periods.count - 1].previous) }
    return try database.read { (connection) throws(Problem) in
      try grid(cadence, in: place, periods.reversed(), asking, on: connection)
    }
  }

  /// The periods of a cadence that lie in a longer one.
  func grid(
    _ cadence: Cadence, in place: PlaceCode, of period: WorkPeriod, _ asking: Asking,
    on connection: Connection
  ) throws(Problem) -> DutyGrid {
    let last = min(period.last, asking.today)
    let periods = period.first <= last ? cadence.every.periods(from: period.first, through: last) : []
    return try grid(cadence, in: place, periods, asking, on: connection)
  }

  private func grid(
    _ cadence: Cadence, in place: PlaceCode, _ periods: [WorkPeriod], _ asking: Asking,
    on connection: Connection
  ) throws(Problem) -> DutyGrid {
    let own = place.level == cadence.level
    let parts =
      own
      ? [Place(code: place, name: try placeName(place, asking, on: connection))]
      : try PlaceStore.children(of: place, asOf: asking.today, on: connection)
    let now = asking.act.at
    var rows: [DutyRow] = []
    if cadence.product == .dailyReport, !own, place.level.next != cadence.level {
      rows = try countedRows(cadence, in: place, parts, periods, asking, on: connection)
    } else {
      let units = try units(cadence, in: place, asking.today, on: connection)
      let made = try made(cadence, in: place, periods, now, on: connection)
      let grouped = Dictionary(grouping: units) { unit in
        own ? unit : DutyUnit(parts.first { $0.code.contains(unit.place) }?.code ?? unit.place)
      }
      let names = Dictionary(uniqueKeysWithValues: parts.map { ($0.code, $0.name) })
      for (unit, members) in grouped.sorted(by: {
        ($0.key.place, $0.key.subject) < ($1.key.place, $1.key.subject)
      }) {
        let cells = periods.map { period in
          cell(cadence, period, now, members.count, members.compactMap { made[$0]?[period.first] })
        }
        let name =
          unit.subject.isEmpty ? names[unit.place] ?? unit.place.short : subjectTitle(unit.subject).zh
        rows.append(row(unit, name, cells))
      }
    }
    let score = rows.reduce(into: DutyScore()) { $0 += $1.score }
    return DutyGrid(cadence: cadence, place: place, periods: periods, rows: rows, score: score)
  }

  /// Of very many units only counts are read.
  private func countedRows(
    _ cadence: Cadence, in place: PlaceCode, _ parts: [Place], _ periods: [WorkPeriod], _ asking: Asking,
    on connection: Connection
  ) throws(Problem) -> [DutyRow] {
    guard let first = periods.first?.first, let last = periods.last?.first, let level = place.level.next
    else { return parts.map { row(DutyUnit($0.code), $0.name, []) } }
    let counts = try DailyReportStore.counts(
      in: place, by: level, from: first, through: last, minute: cadence.dueMinute, on: connection)
    let units = try PlaceStore.counts(
      at: cadence.level, in: place, by: level, asOf: asking.today, on: connection)
    return parts.map { part in
      let cells = periods.map { period -> DutyCell in
        let (made, onTime) = counts[part.code]?[period.first] ?? (0, 0)
        return DutyCell(
          units: units[part.code] ?? 0, made: made, onTime: onTime,
          isOver: cadence.deadline(of: period, book.calendar).at <= asking.act.at,
          isOwed: cadence.isOwed(for: period, book.calendar))
      }
      return row(DutyUnit(part.code), part.name, cells)
    }
  }

  private func cell(
    _ cadence: Cadence, _ period: WorkPeriod, _ now: Instant, _ units: Int, _ made: [Made]
  ) -> DutyCell {
    let (_, dueAt) = cadence.deadline(of: period, book.calendar)
    return DutyCell(
      units: units, made: made.count, onTime: made.count { $0.at < dueAt }, isOver: dueAt <= now,
      isOwed: cadence.isOwed(for: period, book.calendar))
  }

  /// What is not over counts for nobody.
  private func row(_ unit: DutyUnit, _ name: String, _ cells: [DutyCell]) -> DutyRow {
    let score = cells.reduce(into: DutyScore()) { score, cell in
      guard cell.isOver, cell.isOwed else { return }
      score += DutyScore(
        due: cell.units, made: min(cell.made, cell.units), onTime: min(cell.onTime, cell.units))
    }
    return DutyRow(unit: unit, name: name, cells: cells, score: score)
  }

  // MARK: who is late

  /// Who has not made the newest that is due, those longest in a row first.
  /// - Parameter row: only those for whom so many are missing in a row.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `duties.duty.unknown`.
  package func missing(
    _ code: String, in place: PlaceCode, row: Int = 1, limit: Int = 50, _ asking: Asking
  ) throws(Problem) -> (rows: [Missing], total: Int) {
    let cadence = try demand(code, in: place, asking)
    let periods = cadence.overdue(max(row, cadence.row), at: asking.act.at, book.calendar)
    let found = try database.read { (connection) throws(Problem) in
      let units = try units(cadence, in: place, asking.today, on: connection)
      let made = try made(cadence, in: place, periods, asking.act.at, on: connection)
      return units.map { unit in
        (unit: unit, inARow: periods.prefix { made[unit]?[$0.first] == nil }.count)
      }
    }
    let late = found.filter { $0.inARow >= row }.sorted {
      ($1.inARow, $0.unit.place, $0.unit.subject) < ($0.inARow, $1.unit.place, $1.unit.subject)
    }
    let shown = late.prefix(limit)
    let names = try placeNames(shown.map(\.unit.place), asking)
    return (
      shown.map { one in
        let place = names[one.unit.place] ?? one.unit.place.short
        let name = one.unit.subject.isEmpty ? place : subjectTitle(one.unit.subject).zh
        return Missing(unit: one.unit, name: name, inARow: one.inARow)
      }, late.count
    )
  }

  /// What a post hears of: cadences whose late units are its level's business, with how often in a row.
  package func heard(at level: PlaceLevel) -> [(cadence: Cadence, row: Int)] {
    book.cadences.flatMap { cadence -> [(cadence: Cadence, row: Int)] in
      var heard: [(cadence: Cadence, row: Int)] = []
      if cadence.lateHeardBy == level { heard.append((cadence, 1)) }
      if cadence.rowHeardBy == level, cadence.row > 1 { heard.append((cadence, cadence.row)) }
      return heard
    }
  }

  private func demand(_ code: String, in place: PlaceCode, _ asking: Asking) throws(Problem) -> Cadence {
    try asking.demand(.dutyRead, place)
    guard let cadence = book[code], place.level <= cadence.level else { throw DutyProblems.unknown }
    return cadence
  }
}
