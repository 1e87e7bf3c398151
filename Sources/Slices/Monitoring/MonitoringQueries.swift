// What pages of monitoring ask besides cases: measures, visits, members, and what places are called.

package import Access
package import Casework
import Database
import Evidence
package import Kernel
import Registry
import Rules

extension Monitoring {
  /// Measures by the day they are due. A department's are those that it answers for.
  /// **Problems**: as of the lists of cases.
  package func measures(
    in place: PlaceCode, _ filter: MeasureFilter, limit: Int = 50, offset: Int = 0, _ asking: Asking
  ) throws(Problem) -> WorkPage<Measure> {
    try asking.demand(.episodeRead, place)
    return try database.read { (connection) throws(Problem) in
      let found = try MeasureStore.listed(
        in: place, areOpen: filter.state == .open, subject: asking.visitor?.subject?.name ?? filter.subject,
        dueBefore: filter.dueBefore, limit: limit, offset: offset, on: connection)
      let keys = found.rows.map { HouseholdKey(county: $0.id.county, number: $0.household) }
      return WorkPage(
        rows: found.rows, total: found.total, heads: try HouseholdQueryStore.heads(of: keys, on: connection))
    }
  }

  /// The measure with its notes; a department sees its own, and those of episodes that it sees.
  /// **Problems**: `access.permission.missing`, `casework.measure.unknown`, also for a neighbour's.
  package func measure(_ id: MeasureNumber, _ asking: Asking) throws(Problem) -> Measure {
    try asking.visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in
      guard let measure = try MeasureStore.measure(id, on: connection),
        try CaseSight(asking.visitor).sees(measure, on: connection)
      else { throw CaseworkProblems.unknownMeasure }
      return measure
    }
  }

  /// Of a household, the last one first. A department sees those of households with a case of its own.
  /// **Problems**: `access.permission.missing`, `monitoring.household.unknown`.
  package func visits(of household: HouseholdKey, _ asking: Asking) throws(Problem) -> [Visit] {
    try asking.visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in
      _ = try registered(household, asking, on: connection)
      guard try CaseSight(asking.visitor).isUsualWork(household, on: connection) else { return [] }
      return try VisitStore.visits(of: household.number, county: household.county, on: connection)
    }
  }

  /// Where a household lives, and its head's name; no name for a department without a case there.
  /// **Problems**: `monitoring.household.unknown`.
  package func home(
    of household: HouseholdKey, _ asking: Asking
  ) throws(Problem) -> (place: PlaceCode, head: String) {
    try database.read { (connection) throws(Problem) in
      let known = try registered(household, asking, on: connection)
      guard try CaseSight(asking.visitor).isUsualWork(household, on: connection) else {
        return (known.place, "")
      }
      return (known.place, try HouseholdQueryStore.heads(of: [household], on: connection)[household] ?? "")
    }
  }

  /// Who helps a household now; nil where nobody does.
  func helper(of household: HouseholdKey) throws(Problem) -> (helper: Helper, since: Day)? {
    try database.read { (connection) throws(Problem) in
      guard let pairing = try PairingStore.current(of: household, on: connection),
        let helper = try PairingStore.helper(pairing.helper, on: connection)
      else { return nil }
      return (helper, pairing.since)
    }
  }

  /// The names of the heads of some households.
  package func heads(of keys: [HouseholdKey]) throws(Problem) -> [HouseholdKey: String] {
    try database.read { (connection) throws(Problem) in
      try HouseholdQueryStore.heads(of: keys, on: connection)
    }
  }

  /// Living members with their names, the head first; none where the register does not have the household.
  package func members(
    of household: HouseholdKey, _ asking: Asking
  ) throws(Problem) -> [(id: Int64, name: String)] {
    try database.read { (connection) throws(Problem) in
      try RegisteredHouseholdStore.names(
        county: household.county, number: household.number, asOf: asking.today, on: connection)
    }
  }

  /// The gate out of monitoring as it stands today.
  package func gate(_ episode: Episode, _ asking: Asking) throws(Problem) -> [GateCondition] {
    try database.read { (connection) throws(Problem) in
      let form = episode.chain == .elimination ? episode.endingForm : nil
      return EliminationGate(book).conditions(
        episode, try gateFacts(of: episode, on: connection), form: form, asOf: asking.today)
    }
  }

  /// What places are called, from below the visitor's own place down.
  package func placeNames(
    _ places: [PlaceCode], _ asking: Asking
  ) throws(Problem) -> [PlaceCode: String] {
    let top = asking.visitor?.place.level ?? .city
    return try database.read { (connection) throws(Problem) in
      try PlaceStore.names(of: places, below: top, asOf: asking.today, on: connection)
    }
  }

  /// The places to choose from around one: the way down to it from the visitor's own, and those below it.
  package func placeChoices(
    around place: PlaceCode, _ asking: Asking
  ) throws(Problem) -> [(code: PlaceCode, name: String)] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.around(place, within: asking.visitor?.place, asOf: asking.today, on: connection)
        .map { ($0.code, $0.name) }
    }
  }
}
