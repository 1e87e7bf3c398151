// Places from the store.

package import Kernel
package import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func place(_ code: PlaceCode, view: PlaceView) async throws(Problem) -> PlacePage {
    try reading { (now) throws(Problem) -> PlacePage in
      let path = try path(to: code, now)
      guard path.last?.code == code else {
        throw Problem(
          "dashboards.place.unknown", .notFound, zh: "没有代码为 \(code) 的地方。", en: "There is no place \(code).")
      }
      let counts = try now.run.asking { (run) throws(Problem) in
        try FindingQueryStore.counts(of: code, run: run.number, on: now.connection)
      }
      return PlacePage(
        path: path, stamp: now.stamp, rules: labels, totals: risk(counts),
        children: try children(of: code, now),
        households: code.level >= .village ? try atRisk(in: code, view, now) : nil)
    }
  }

  private func risk(_ counts: PlaceCount?) -> RiskCounts {
    guard let counts, counts.rules.count == labels.count else {
      return RiskCounts(
        households: 0, persons: 0, hit: 0, candidates: 0, byRule: [Int](repeating: 0, count: labels.count))
    }
    return RiskCounts(
      households: counts.households, persons: counts.persons, hit: counts.hit, candidates: counts.candidates,
      byRule: counts.rules)
  }

  private func children(of code: PlaceCode, _ now: Snapshot) throws(Problem) -> [PlaceRow] {
    let names = try PlaceStore.children(of: code, asOf: now.asOf, on: now.connection)
    var counts: [PlaceCode: PlaceCount] = [:]
    if let run = now.run {
      for count in try FindingQueryStore.counts(below: code, run: run.number, on: now.connection) {
        counts[count.place] = count
      }
    }
    return names.map { PlaceRow(PlaceName($0.code, $0.name), risk(counts[$0.code])) }
  }

  private func atRisk(in code: PlaceCode, _ view: PlaceView, _ now: Snapshot) throws(Problem)
    -> RiskHouseholds
  {
    var filter = MaskFilter(anyOf: bits(of: .risk))
    if let name = view.rule {
      guard let rule = library.rule(name) else { throw unknownRule(name) }
      filter.anyOf = 1 << Int64(rule.order)
    }
    if view.candidatesOnly { filter.noneOf = bits(of: .exclusion) }
    let size = StoreSource.pageSize
    let found = try now.run.asking { (_) throws(Problem) in
      try FindingQueryStore.households(
        in: code, filter: filter, limit: size, offset: (view.page - 1) * size, on: now.connection)
    }
    let rows = found?.rows ?? []
    let heads = try HouseholdQueryStore.heads(of: rows.map(\.number), county: code.county, on: now.connection)
    var groups: [PlaceCode: String] = [:]
    for place in Set(rows.map(\.place)) {
      groups[place] = try PlaceStore.place(place, asOf: now.asOf, on: now.connection)?.name ?? place.short
    }
    return RiskHouseholds(
      rows: rows.map { row in
        RiskHousehold(
          county: row.county, number: row.number, head: heads[row.number] ?? "",
          group: groups[row.place] ?? "",
          members: row.members, rules: labels(of: row.mask), incomePerHead: row.incomePerHead)
      }, position: ListPosition(page: view.page, pageSize: size, total: found?.total ?? 0))
  }

  func unknownRule(_ name: String) -> Problem {
    Problem("dashboards.rule.unknown", .notFound, zh: "没有规则 \(name)。", en: "There is no rule \(name).")
  }
}
