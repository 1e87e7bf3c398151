// What of monitoring somebody may see: the same test for every page, list and verb.

package import Access
package import Casework
package import Database
import Evidence
package import Kernel
import Rules

extension Monitoring {
  /// Whether a clue is the visitor's business.
  func sees(_ clue: Clue, _ asking: Asking) -> Bool { CaseSight(asking.visitor).sees(clue) }

  /// Whether an episode is.
  func sees(_ episode: Episode, _ asking: Asking) -> Bool { CaseSight(asking.visitor).sees(episode) }

  /// The clue with its sources.
  /// **Problems**: `access.permission.missing`, `monitoring.clue.unknown`, also for a neighbour's.
  package func clue(_ id: ClueNumber, _ asking: Asking) throws(Problem) -> Clue {
    try asking.visitor?.demand(.clueRead)
    let clue = try database.read { (connection) throws(Problem) in try ClueStore.clue(id, on: connection) }
    guard let clue, sees(clue, asking) else { throw MonitoringProblems.unknownClue }
    return clue
  }

  /// The episode with its records.
  /// **Problems**: `access.permission.missing`, `monitoring.episode.unknown`, also for a neighbour's.
  package func episode(_ id: EpisodeNumber, _ asking: Asking) throws(Problem) -> Episode {
    try asking.visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in try seen(id, asking, on: connection) }
  }

  func seen(_ id: EpisodeNumber, _ asking: Asking, on connection: Connection) throws(Problem) -> Episode {
    guard let episode = try EpisodeStore.episode(id, on: connection), sees(episode, asking) else {
      throw MonitoringProblems.unknownEpisode
    }
    return episode
  }

  func registered(
    _ household: HouseholdKey, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> RegisteredHousehold {
    let known = try RegisteredHouseholdStore.household(
      county: household.county, number: household.number, asOf: asking.today, on: connection)
    guard let known, asking.visitor?.sees(known.place) ?? true else {
      throw MonitoringProblems.unknownHousehold
    }
    return known
  }

  /// What the gate of an elimination looks at.
  package func gateFacts(of episode: Episode, on connection: Connection) throws(Problem) -> GateFacts {
    let (county, household) = (episode.id.county, episode.household)
    var readings: [IncomeReading] = []
    if let form = episode.verification {
      let told = episode.leftOn(.verification(form)) ?? form.visitedOn
      readings.append(
        IncomeReading(
          on: Visit.countedDay(seenOn: form.visitedOn, toldOn: told), perHead: form.referencePerHead))
    }
    let visits = try VisitStore.visits(of: household, county: county, on: connection)
    for visit in visits.reversed() {
      if let income = visit.incomePerHead, visit.on >= episode.openedOn {
        readings.append(IncomeReading(on: visit.countedFrom, perHead: income))
      }
    }
    let clues = try ClueStore.clues(of: household, county: county, onlyUnclosed: true, on: connection)
    return GateFacts(
      measures: try MeasureStore.measures(ofEpisode: episode.id.number, county: county, on: connection),
      readings: readings.sorted { $0.on < $1.on },
      guarantees: visits.map { GuaranteeReading(on: $0.on, seen: $0.guarantees) },
      openClues: clues.filter { $0.episode != episode.id.number }.map(\.cause))
  }
}
