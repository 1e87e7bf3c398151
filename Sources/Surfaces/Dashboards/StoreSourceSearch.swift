// Searches: in the city in memory, or in the store while it is not there, inside the visitor's places only.

package import Access
package import Kernel
import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func search(
    _ words: String, page: Int, for visitor: Visitor
  ) async throws(Problem) -> SearchPage {
    let sight = Sight(visitor, library)
    return try reading { (now) throws(Problem) -> SearchPage in
      let size = StoreSource.pageSize
      let found = try found(SearchWords(words), from: (page - 1) * size, sight, now)
      var hits: [SearchHit] = []
      for match in found.matches { hits.append(try hit(match, sight, now)) }
      var places: [[PlaceName]] = []
      for place in found.places { places.append(try path(to: place, sight, now)) }
      return SearchPage(
        hits: hits, places: places, position: ListPosition(page: page, pageSize: size, total: found.total),
        isBehind: !found.isCurrent)
    }
  }

  private struct Found {
    var matches: [HouseholdMatch] = []
    var total = 0
    var places: [PlaceCode] = []
    var isCurrent = true

    init() {}

    /// What few lookups by a key found.
    init(_ matches: [HouseholdMatch], from offset: Int) {
      (self.matches, total) = (Array(matches.dropFirst(offset).prefix(StoreSource.pageSize)), matches.count)
    }
  }

  /// How many places are named on a page, in how many names are looked for, and in how many of them while the
  /// city is not in memory, where each costs a second.
  private static let (mostPlaces, mostAreas, mostSlowAreas) = (20, 50_000, 4)

  private func found(
    _ words: SearchWords, from offset: Int, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> Found {
    let range = sight.visitor.subtree
    switch words {
    case .citizen(let citizen):
      return Found(try personal.byCitizen(citizen, range, now.connection), from: offset)
    case .phone(let phone):
      let matches = try personal.byPhone(phone, range, now.connection)
      return try matches.isEmpty
        ? numbered(Int64(phone) ?? 0, from: offset, range, now) : Found(matches, from: offset)
    case .number(let number): return try numbered(number, from: offset, range, now)
    case .part(let part):
      var found = try members(named: part, in: [sight.place], from: offset, now)
      found.places = try places(named: part, in: [range], most: StoreSource.mostPlaces, now)
      return found
    case .inPlaces(let names, let last):
      var areas = [range]
      for name in names where !areas.isEmpty {
        areas = StoreSource.outermost(try places(named: name, in: areas, most: StoreSource.mostAreas, now))
          .map(\.subtree)
      }
      var found = try members(
        named: last, in: areas.compactMap { PlaceCode(number: $0.lowerBound) }, from: offset, now)
      found.places = try places(named: last, in: areas, most: StoreSource.mostPlaces, now)
      return found
    }
  }

  private func numbered(
    _ number: Int64, from offset: Int, _ range: ClosedRange<Int64>, _ now: Snapshot
  ) throws(Problem) -> Found {
    let match = try HouseholdQueryStore.byNumber(number, within: range, on: now.connection)
    return Found(match.map { [$0] } ?? [], from: offset)
  }

  private func places(
    named part: String, in areas: [ClosedRange<Int64>], most: Int, _ now: Snapshot
  ) throws(Problem) -> [PlaceCode] {
    try PlaceStore.named(part, within: areas, asOf: now.asOf, limit: most, on: now.connection)
  }

  /// Places without those that lie in another one of them: nobody is found twice.
  /// **Shape**: ascending by code.
  static func outermost(_ places: [PlaceCode]) -> [PlaceCode] {
    var kept: [PlaceCode] = []
    for place in places.sorted() where kept.last?.contains(place) != true { kept.append(place) }
    return kept
  }

  private func members(
    named part: String, in areas: [PlaceCode], from offset: Int, _ now: Snapshot
  ) throws(Problem) -> Found {
    let view = try mirror.asking { (mirror) throws(Problem) in
      try mirror.view(asOf: now.asOf, on: now.connection)
    }
    var found = Found()
    if let view = view ?? nil { found.isCurrent = view.isCurrent }
    let isSlow = (view ?? nil) == nil && areas.count > StoreSource.mostSlowAreas
    if isSlow { found.isCurrent = false }
    for area in isSlow ? Array(areas.prefix(StoreSource.mostSlowAreas)) : areas
    where found.total < SearchPage.mostFound {
      let (most, skip) = (SearchPage.mostFound - found.total, max(0, offset - found.total))
      let room = StoreSource.pageSize - found.matches.count
      if let view = view ?? nil {
        let some = view.members(named: part, within: area, most: most, offset: skip, limit: room)
        found.matches += some.matches
        found.total += some.total
      } else {
        found.matches += try HouseholdQueryStore.byName(
          part, within: area, limit: room, offset: skip, on: now.connection)
        found.total += try HouseholdQueryStore.countByName(
          part, within: area, limit: most, on: now.connection)
      }
    }
    return found
  }

  private func hit(_ match: HouseholdMatch, _ sight: Sight, _ now: Snapshot) throws(Problem) -> SearchHit {
    let mask =
      now.run == nil
      ? 0 : try FindingQueryStore.mask(of: match.place, household: match.number, on: now.connection)
    let member: NamedValue? =
      match.member == match.head
      ? nil
      : NamedValue(name: Text(zh: "成员", en: "member"), value: Text(zh: match.member, en: match.member))
    return SearchHit(
      county: match.county, number: match.number, head: match.head, member: member,
      path: try path(to: match.place, sight, now), riskCount: (mask & sight.riskBits).nonzeroBitCount)
  }
}
