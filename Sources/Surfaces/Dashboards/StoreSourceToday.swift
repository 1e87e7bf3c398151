// What is most urgent at a place, from the store.

package import Access
package import Kernel
import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func today(for visitor: Visitor) async throws(Problem) -> TodayPage {
    let sight = Sight(visitor, library)
    return try reading { (now) throws(Problem) -> TodayPage in
      guard let place = try path(to: visitor.place, sight, now).last else { throw Unseen.place }
      let urgency = try urgency(sight, now)
      var refused: Int?
      if visitor.may(.quarantineRead) {
        refused = try ImportStore.quarantinedCount(choice(of: visitor), on: now.connection)
      }
      return TodayPage(
        place: place, stamp: now.stamp, totals: try totals(of: visitor.place, sight, now),
        urgent: urgency.red, watched: urgency.amber, change: try change(sight, now),
        households: sight.seesHouseholds
          ? try urgency.first.map { (one) throws(Problem) in try urgent(one, sight, now) } : nil,
        refused: refused, subject: visitor.subject?.title)
    }
  }

  private func urgency(_ sight: Sight, _ now: Snapshot) throws(Problem) -> Urgency {
    guard now.run != nil, sight.riskBits != 0 else { return Urgency() }
    let wanted = UrgencyMemory.Wanted(
      place: sight.place, red: redBits & sight.riskBits, risks: sight.riskBits,
      exclusions: sight.exclusionBits, limit: sight.seesHouseholds ? 10 : 0)
    return try urgencies.urgency(wanted, on: now.connection)
  }

  private var redBits: Int64 {
    library.rules.filter { $0.severity == .red }.reduce(0) { $0 | 1 << Int64($1.order) }
  }

  /// A department's own numbers are counted for the last run alone.
  private func change(_ sight: Sight, _ now: Snapshot) throws(Problem) -> Int? {
    guard sight.isWhole, let run = now.run,
      let earlier = try UrgencyStore.run(before: run, on: now.connection),
      let old = try FindingQueryStore.counts(of: sight.place, run: earlier, on: now.connection),
      let new = try FindingQueryStore.counts(of: sight.place, run: run.number, on: now.connection)
    else { return nil }
    return new.hit - old.hit
  }

  private func urgent(
    _ found: MaskedHousehold, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> UrgentHousehold {
    let heads = try HouseholdQueryStore.heads(
      of: [found.number], county: found.county, on: now.connection)
    let place = try PlaceStore.path(of: found.place, asOf: now.asOf, on: now.connection)
      .filter { sight.visitor.sees($0.code) && $0.code != sight.place }
    let told = try why(found, sight, now)
    let isRed = found.mask & redBits & sight.riskBits != 0
    return UrgentHousehold(
      county: found.county, number: found.number, head: heads[found.number] ?? "",
      group: place.suffix(2).map(\.name).joined(separator: " · "), severity: isRed ? .red : .amber,
      sentence: told, rules: (found.mask & sight.riskBits).nonzeroBitCount)
  }

  /// The sentence of its most urgent rule, as far as the visitor may read it.
  private func why(
    _ found: MaskedHousehold, _ sight: Sight, _ now: Snapshot
  ) throws(Problem) -> Text {
    let labels = sight.labels(of: found.mask).filter { $0.severity != .exclusion }
    let first = labels.first { $0.severity == .red } ?? labels.first
    let title = first?.title ?? Text(zh: "", en: "")
    guard let rule = first.flatMap({ library.rule($0.name) }), sight.mayTell(rule) else { return title }
    let city = try CityStore.load(
      .household(county: found.county, number: found.number), asOf: now.asOf, on: now.connection)
    guard city.householdCount == 1 else { return title }
    return try Explanation.sentence(of: rule, library, city: city, row: 0) ?? title
  }
}
