// Searches: in the city in memory, or in the store while it is not there.

package import Kernel
import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func search(_ words: String, page: Int) async throws(Problem) -> SearchPage {
    try reading { (now) throws(Problem) -> SearchPage in
      let size = StoreSource.pageSize
      let found = try matches(words, from: (page - 1) * size, now)
      var hits: [SearchHit] = []
      for match in found.matches { hits.append(try hit(match, now)) }
      return SearchPage(
        hits: hits, position: ListPosition(page: page, pageSize: size, total: found.total),
        isBehind: !found.isCurrent)
    }
  }

  private typealias Found = (matches: [HouseholdMatch], total: Int, isCurrent: Bool)

  private func matches(_ words: String, from offset: Int, _ now: Snapshot) throws(Problem) -> Found {
    let size = StoreSource.pageSize
    if let number = Int64(words) {
      let match = try HouseholdQueryStore.byNumber(number, on: now.connection)
      return (match.map { [$0] } ?? [], match == nil ? 0 : 1, true)
    }
    let view = try mirror.asking { (mirror) throws(Problem) in
      try mirror.view(asOf: now.asOf, on: now.connection)
    }
    if let view = view ?? nil {
      let found = view.members(named: words, most: SearchPage.mostFound, offset: offset, limit: size)
      return (found.matches, found.total, view.isCurrent)
    }
    let total = try HouseholdQueryStore.countByName(
      words, limit: SearchPage.mostFound, on: now.connection)
    let matches = try HouseholdQueryStore.byName(words, limit: size, offset: offset, on: now.connection)
    return (matches, total, true)
  }

  private func hit(_ match: HouseholdMatch, _ now: Snapshot) throws(Problem) -> SearchHit {
    let mask =
      now.run == nil
      ? 0 : try FindingQueryStore.mask(of: match.place, household: match.number, on: now.connection)
    let member: NamedValue? =
      match.member == match.head
      ? nil
      : NamedValue(name: Text(zh: "成员", en: "member"), value: Text(zh: match.member, en: match.member))
    return SearchHit(
      county: match.county, number: match.number, head: match.head, member: member,
      path: try path(to: match.place, now), riskCount: (mask & bits(of: .risk)).nonzeroBitCount)
  }
}
