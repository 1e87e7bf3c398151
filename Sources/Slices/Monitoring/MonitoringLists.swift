// Lists and counts of work, as far as the visitor sees.

package import Access
package import Casework
import Database
package import Kernel
import Registry
import Rules

extension Monitoring {
  /// **Problems**: `access.permission.missing`, `access.post.place` outside of the visitor's place.
  package func clues(
    in place: PlaceCode, _ filter: ClueFilter, limit: Int = 50, offset: Int = 0, _ asking: Asking
  ) throws(Problem) -> WorkPage<Clue> {
    try asking.demand(.clueRead, place)
    return try database.read { (connection) throws(Problem) in
      let found = try WorkListStore.clues(
        in: place, filter, causes: asking.visitor?.subject?.causes, limit: limit, offset: offset,
        on: connection)
      let keys = found.rows.map { HouseholdKey(county: $0.id.county, number: $0.household) }
      return WorkPage(
        rows: found.rows, total: found.total, heads: try HouseholdQueryStore.heads(of: keys, on: connection))
    }
  }

  /// **Problems**: `access.permission.missing`, `access.post.place` outside of the visitor's place.
  package func episodes(
    in place: PlaceCode, _ filter: EpisodeFilter, limit: Int = 50, offset: Int = 0, _ asking: Asking
  ) throws(Problem) -> WorkPage<EpisodeRow> {
    try asking.demand(.episodeRead, place)
    return try database.read { (connection) throws(Problem) in
      let found = try WorkListStore.episodes(
        in: place, filter, for: department(asking), limit: limit, offset: offset, on: connection)
      let keys = found.rows.map { HouseholdKey(county: $0.episode.id.county, number: $0.episode.household) }
      return WorkPage(
        rows: found.rows, total: found.total, heads: try HouseholdQueryStore.heads(of: keys, on: connection))
    }
  }

  /// **Problems**: as the lists.
  package func counts(in place: PlaceCode, _ asking: Asking) throws(Problem) -> WorkCounts {
    try asking.demand(.clueRead, place)
    let causes = asking.visitor?.subject?.causes
    return try database.read { (connection) throws(Problem) in
      var counts = WorkCounts()
      let waiting = try WorkListStore.waiting(
        in: place, causes: causes, dueBefore: asking.today,
        openedBefore: asking.today.adding(days: -book.clueAlarmDays), on: connection)
      (counts.waitingClues, counts.lateClues, counts.alarmClues) = (waiting.all, waiting.late, waiting.old)
      let steps = try WorkListStore.steps(
        in: place, dueBefore: asking.today, for: department(asking), on: connection)
      (counts.steps, counts.lateSteps) = (steps.all, steps.late)
      let subject = asking.visitor?.subject?.name
      counts.openMeasures = try MeasureStore.listed(in: place, subject: subject, limit: 0, on: connection)
        .total
      counts.lateMeasures = try MeasureStore.listed(
        in: place, subject: subject, dueBefore: asking.today, limit: 0, on: connection
      ).total
      return counts
    }
  }

  private func department(_ asking: Asking) -> WorkListStore.Department? {
    asking.visitor?.subject.map {
      WorkListStore.Department($0.name, causes: $0.causes, isAsked: book.comparedWith.contains($0.name))
    }
  }

  /// All clues and episodes of a household, the last ones first.
  /// **Problems**: `access.permission.missing`, `monitoring.household.unknown`.
  package func history(
    of household: HouseholdKey, _ asking: Asking
  ) throws(Problem) -> (clues: [Clue], episodes: [Episode]) {
    try asking.visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in
      _ = try registered(household, asking, on: connection)
      let clues = try ClueStore.clues(of: household.number, county: household.county, on: connection)
      let episodes = try EpisodeStore.episodes(
        of: household.number, county: household.county, on: connection)
      return (clues.filter { sees($0, asking) }, episodes.filter { sees($0, asking) })
    }
  }
}
