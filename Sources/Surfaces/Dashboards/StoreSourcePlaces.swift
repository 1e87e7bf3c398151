// Places from the store, as far as the visitor sees them.

package import Access
package import Kernel
package import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func place(
    _ code: PlaceCode, view: PlaceView, for visitor: Visitor
  ) async throws(Problem) -> PlacePage {
    try visitor.demand(code, or: Unseen.place)
    let sight = Sight(visitor, library)
    return try reading { (now) throws(Problem) -> PlacePage in
      let path = try path(to: code, sight, now)
      guard path.last?.code == code else { throw Unseen.place }
      let tellsGroups = try tellsGroups(around: code, sight, now)
      if code.level == .group, !tellsGroups { throw StoreSource.tooFew }
      let below = code.level == .village && !tellsGroups ? [] : try children(of: code, sight, now)
      return PlacePage(
        path: path, stamp: now.stamp, rules: sight.labels, totals: try totals(of: code, sight, now),
        children: below, households: try listed(code, view, sight, now),
        siblings: try siblings(of: code, sight, now), hidesGroups: code.level == .village && !tellsGroups,
        mayExport: visitor.may(.householdExport), seesIncome: sight.seesIncome)
    }
  }

  /// Who sees no household sees no number either that stands for fewer than five of them.
  private static let fewest = 5
  private static let tooFew = Problem(
    "dashboards.place.few", .notPermitted, zh: "这个村民小组的户数太少，为保护个人信息，不对您的岗位显示统计。",
    en: "The numbers of this group stand for too few households to be shown to your post.")

  /// Whether numbers of the groups of a village are shown: all of them or none, since the sum tells the rest.
  private func tellsGroups(
    around code: PlaceCode, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> Bool {
    guard !sight.seesHouseholds, let village = code.ancestor(at: .village) else { return true }
    let counts = try children(of: village, sight, now).flatMap { row in
      [
        row.counts.households, row.counts.persons, row.counts.hit, row.counts.candidates, row.counts.excluded,
      ] + row.counts.byRule
    }
    return counts.allSatisfy { $0 == 0 || $0 >= StoreSource.fewest }
  }

  func totals(of code: PlaceCode, _ sight: Sight, _ now: Snapshot) throws(Problem) -> RiskCounts {
    let counts = try now.run.asking { (run) throws(Problem) in
      try FindingQueryStore.counts(of: code, run: run.number, on: now.connection)
    }
    guard !sight.isWhole, now.run != nil else { return risk(counts, sight) }
    let own = try FindingQueryStore.tally(
      in: code, by: code.level, risks: sight.riskBits, exclusions: sight.exclusionBits, on: now.connection)
    return risk(counts, sight, own[code] ?? (0, 0))
  }

  /// - Parameter own: households at risk by the rules of a department; nil for who sees all.
  private func risk(
    _ counts: PlaceCount?, _ sight: Sight, _ own: (hit: Int, candidates: Int)? = nil
  ) -> RiskCounts {
    guard let counts, counts.rules.count == library.rules.count else {
      return RiskCounts(
        households: 0, persons: 0, hit: 0, candidates: 0,
        byRule: [Int](repeating: 0, count: sight.rules.count))
    }
    return RiskCounts(
      households: counts.households, persons: counts.persons, hit: own?.hit ?? counts.hit,
      candidates: own?.candidates ?? counts.candidates, byRule: sight.rules.map { counts.rules[$0] })
  }

  func children(of code: PlaceCode, _ sight: Sight, _ now: Snapshot) throws(Problem) -> [PlaceRow] {
    guard let level = code.level.next else { return [] }
    let names = try PlaceStore.children(of: code, asOf: now.asOf, on: now.connection)
    var counts: [PlaceCode: PlaceCount] = [:]
    var own: [PlaceCode: (hit: Int, candidates: Int)]?
    if let run = now.run {
      for count in try FindingQueryStore.counts(below: code, run: run.number, on: now.connection) {
        counts[count.place] = count
      }
      if !sight.isWhole {
        own = try FindingQueryStore.tally(
          in: code, by: level, risks: sight.riskBits, exclusions: sight.exclusionBits, on: now.connection)
      }
    }
    return names.map { name in
      PlaceRow(
        PlaceName(name.code, name.name),
        risk(counts[name.code], sight, own.map { $0[name.code] ?? (0, 0) }))
    }
  }

  /// The places beside this one, itself among them; none beside the visitor's own.
  private func siblings(of code: PlaceCode, _ sight: Sight, _ now: Snapshot) throws(Problem) -> [PlaceName] {
    guard let parent = code.parent, sight.visitor.sees(parent) else { return [] }
    return try PlaceStore.children(of: parent, asOf: now.asOf, on: now.connection)
      .map { PlaceName($0.code, $0.name) }
  }

  private func listed(
    _ code: PlaceCode, _ view: PlaceView, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> RiskHouseholds? {
    guard code.level >= .village, sight.seesHouseholds else { return nil }
    let size = StoreSource.pageSize
    return try atRisk(in: code, view, (limit: size, offset: (view.page - 1) * size), sight, now)
  }

  func atRisk(
    in code: PlaceCode, _ view: PlaceView, _ part: (limit: Int, offset: Int), _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> RiskHouseholds {
    var filter = MaskFilter(anyOf: sight.riskBits)
    if let name = view.rule {
      guard let rule = library.rule(name), sight.handles(rule) else { throw unknownRule(name) }
      filter.anyOf = 1 << Int64(rule.order)
    }
    if view.candidatesOnly { filter.noneOf = sight.exclusionBits }
    let hasRules = filter.anyOf != 0
    let found = try (hasRules ? now.run : nil).asking { (_) throws(Problem) in
      try FindingQueryStore.households(
        in: code, filter: filter, limit: part.limit, offset: part.offset, on: now.connection)
    }
    let rows = found?.rows ?? []
    var heads: [Int64: String] = [:]
    for (county, own) in Dictionary(grouping: rows, by: \.county) {
      let names = try HouseholdQueryStore.heads(of: own.map(\.number), county: county, on: now.connection)
      heads.merge(names) { first, _ in first }
    }
    var groups: [PlaceCode: String] = [:]
    for place in Set(rows.map(\.place)) {
      groups[place] = try PlaceStore.place(place, asOf: now.asOf, on: now.connection)?.name ?? place.short
    }
    return RiskHouseholds(
      rows: rows.map { row in
        RiskHousehold(
          county: row.county, number: row.number, head: heads[row.number] ?? "",
          group: groups[row.place] ?? "", members: row.members, rules: sight.labels(of: row.mask),
          incomePerHead: sight.seesIncome ? row.incomePerHead : nil)
      }, position: ListPosition(page: view.page, pageSize: StoreSource.pageSize, total: found?.total ?? 0))
  }

  func unknownRule(_ name: String) -> Problem {
    Problem("dashboards.rule.unknown", .notFound, zh: "没有规则 \(name)。", en: "There is no rule \(name).")
  }
}
