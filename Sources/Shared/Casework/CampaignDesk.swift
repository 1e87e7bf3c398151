// The months' campaigns of visits in memory: whom they must reach and who was reached.

package import Database
package import Kernel
import Rules
import Synchronization

/// Counts without reading every case again: who changed is read anew, all others are as they were.
package final class CampaignDesk: Sendable {
  private let kept = Mutex<[Campaign]>([])
  /// A city looks at this month and at those whose deadlines have just passed.
  private static let mostKept = 4

  package init() {}

  /// How many of a place's households have to be visited in a month, and how many were, by the places of a
  /// level, by default the one below. **Shape**: without places that have none.
  /// - Parameters:
  ///   - end: as of which day it is told who has to be visited.
  ///   - last: the last day whose visits count; nil for the month's.
  package func counts(
    in place: PlaceCode, _ month: WorkMonth, at end: Day, visitedBy last: Day? = nil,
    by parts: PlaceLevel? = nil, on connection: Connection
  ) throws(Problem) -> [PlaceCode: VisitCount] {
    try kept.withLock { (kept) throws(Problem) in
      var known = kept.firstIndex { $0.month == month && $0.end == end }.map { kept.remove(at: $0) }
      if try known?.follow(on: connection) != true {
        known = try Campaign(month, at: end, on: connection)
      }
      guard let known else { return [:] }
      kept = [known] + kept.prefix(CampaignDesk.mostKept - 1)
      return known.counts(in: place, visitedBy: last, by: parts ?? place.level.next ?? place.level)
    }
  }
}

/// One month's campaign, as it stands at the end of a day.
private struct Campaign: Sendable {
  let month: WorkMonth
  let end: Day
  private var touches: [CaseTouchStore.Kind: Int64]
  private var targets: [HouseholdKey: [CampaignTarget]] = [:]
  private var tallies: [Int64: Tally] = [:]

  /// Of one place: how many have to be visited, and how many had their first visit on each day of the month.
  private struct Tally: Sendable {
    var targets = 0
    var visited: [Day: Int] = [:]
  }

  /// More changed households than this are read with all others.
  private static let mostFollowed = 2_000

  init(_ month: WorkMonth, at end: Day, on connection: Connection) throws(Problem) {
    (self.month, self.end) = (month, end)
    touches = try Campaign.touches(on: connection)
    for target in try JudgementStore.campaign(month, at: end, of: nil, on: connection) {
      targets[target.household, default: []].append(target)
      count(target, 1)
    }
  }

  private static func touches(on connection: Connection) throws(Problem) -> [CaseTouchStore.Kind: Int64] {
    var touches: [CaseTouchStore.Kind: Int64] = [:]
    for kind in CaseTouchStore.Kind.allCases { touches[kind] = try CaseTouchStore.last(kind, on: connection) }
    return touches
  }

  /// Reads the households anew whose cases or visits changed; false where there are too many.
  mutating func follow(on connection: Connection) throws(Problem) -> Bool {
    let now = try Campaign.touches(on: connection)
    guard now != touches else { return true }
    var changed: Set<HouseholdKey> = []
    for kind in CaseTouchStore.Kind.allCases {
      guard
        let some = try CaseTouchStore.households(
          kind, after: touches[kind] ?? 0, most: Campaign.mostFollowed, on: connection)
      else { return false }
      changed.formUnion(some)
    }
    for household in changed {
      for target in targets[household] ?? [] { count(target, -1) }
      let fresh = try JudgementStore.campaign(month, at: end, of: household, on: connection)
      targets[household] = fresh.isEmpty ? nil : fresh
      for target in fresh { count(target, 1) }
    }
    touches = now
    return true
  }

  private mutating func count(_ target: CampaignTarget, _ step: Int) {
    tallies[target.place, default: Tally()].targets += step
    if let day = target.visitedOn { tallies[target.place, default: Tally()].visited[day, default: 0] += step }
  }

  func counts(in place: PlaceCode, visitedBy last: Day?, by level: PlaceLevel) -> [PlaceCode: VisitCount] {
    var counts: [PlaceCode: VisitCount] = [:]
    for (own, tally) in tallies where place.subtree.contains(own) && tally.targets > 0 {
      guard let code = PlaceCode(number: own) else {
        preconditionFailure("a household of the campaign was stored with its place")
      }
      let visited = tally.visited.reduce(0) { $1.key <= last ?? month.period.last ? $0 + $1.value : $0 }
      counts[code.ancestor(at: level) ?? place, default: VisitCount()] += VisitCount(
        targets: tally.targets, visited: visited)
    }
    return counts
  }
}
