// SQL of the flow of cases: registered and ended by month, and villages with several new ones.

import Database
import Kernel

/// The cases of a place over the last months. **Shape**: months in order, the last one that of the day.
struct CaseFlow: Sendable {
  struct Month: Sendable {
    let first: Day
    var registered = 0
    var eliminated = 0
  }

  struct Cluster: Sendable {
    let village: PlaceCode
    let households: Int
  }

  var months: [Month]
  /// Being looked into, not yet registered.
  var opened = 0
  /// Villages with as many new registrations as the file calls a cluster, most first.
  var clusters: [Cluster] = []
}

enum CaseFlowStore {
  /// One pass over the cases of a place.
  static func flow(
    in place: PlaceCode, until day: Day, months count: Int, cluster: (households: Int, days: Int),
    on connection: Connection
  ) throws(Problem) -> CaseFlow {
    let first = day.adding(days: 1 - day.dayOfMonth)
    var flow = CaseFlow(
      months: (0..<count).reversed().map { CaseFlow.Month(first: first.adding(months: -$0)) })
    var fresh: [Int64: Set<Int64>] = [:]
    let since = day.adding(days: -cluster.days)
    func month(of day: Day) -> Int? { flow.months.lastIndex { $0.first <= day } }
    let statement = try connection.statement(
      """
      SELECT place, household, registered_on, ended_on, ending FROM episode
      WHERE place BETWEEN ? AND ? AND opened_on <= ?
      """)
    defer { statement.reset() }
    statement.bind([.int(place.subtree.lowerBound), .int(place.subtree.upperBound), .day(day)])
    while try statement.step() {
      let (registered, ended) = (statement.optionalDay(2), statement.optionalDay(3))
      if let registered, registered <= day {
        if let month = month(of: registered) { flow.months[month].registered += 1 }
        if registered > since {
          fresh[statement.int(0) / 1_000 * 1_000, default: []].insert(statement.int(1))
        }
      } else if ended.map({ $0 > day }) ?? true {
        flow.opened += 1
      }
      if let ended, ended <= day, statement.text(4) == "eliminated", let month = month(of: ended) {
        flow.months[month].eliminated += 1
      }
    }
    flow.clusters = fresh.filter { $0.value.count >= cluster.households }
      .compactMap { village, households in
        PlaceCode(number: village).map { CaseFlow.Cluster(village: $0, households: households.count) }
      }
      .sorted { ($1.households, $0.village) < ($0.households, $1.village) }
    return flow
  }
}
