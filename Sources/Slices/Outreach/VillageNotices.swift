// The public notices that hang in villages, as everybody may read them: masked, and only while they hang.

package import Casework
import Database
package import Kernel
package import Registry
package import Rules

/// One notice as a passer-by reads it.
package struct VillageNotice: Equatable, Sendable {
  package let what: PublicNotice
  /// The name of the group.
  package let group: String
  package let chain: Chain
  /// What the county decided; nil before.
  package let type: ObjectType?
  package let risks: [RuleCause]
  package let postedOn: Day
  /// The last day on which it is shown here.
  package let until: Day
  package let spot: String
}

/// A place of the index, with how many notices hang below it.
package struct NoticeCount: Equatable, Sendable {
  package let place: Place
  package let count: Int
}

extension Outreach {
  /// How many notices hang in each of the places below one; below the whole city where it is nil.
  /// **Problems**: `outreach.notices.place` for a place that there is not.
  package func noticeCounts(in place: PlaceCode?, on day: Day) throws(Problem) -> [NoticeCount] {
    try database.read { (connection) throws(Problem) in
      var found: [NoticeCount] = []
      let tops =
        if let place { [place] } else { try PlaceStore.cities(asOf: day, on: connection).map(\.code) }
      for top in tops {
        guard try PlaceStore.place(top, asOf: day, on: connection) != nil else { throw Outreach.noPlace }
        let hanging = try hanging(in: top, on: day, connection)
        let counts = Dictionary(
          grouping: hanging, by: { top.level.next.flatMap($0.place.ancestor(at:)) ?? $0.place })
        found += try PlaceStore.children(of: top, asOf: day, on: connection).map {
          NoticeCount(place: $0, count: counts[$0.code]?.count ?? 0)
        }
      }
      return found
    }
  }

  /// The notices of a village. **Shape**: in the order of groups; empty where none hangs.
  /// **Problems**: as the counts.
  package func notices(of village: PlaceCode, on day: Day) throws(Problem) -> [VillageNotice] {
    let naming: PublicNotice.Naming = book.hidesMiddleOfNames ? .middleHidden : .full
    return try database.read { (connection) throws(Problem) in
      guard try PlaceStore.place(village, asOf: day, on: connection) != nil else { throw Outreach.noPlace }
      var found: [VillageNotice] = []
      for notice in try hanging(in: village, on: day, connection) {
        guard let episode = try EpisodeStore.episode(notice.episode, on: connection),
          let household = try HouseholdQueryStore.household(
            county: notice.episode.county, number: episode.household, asOf: day, on: connection),
          let what = PublicNotice.of(household, risk: nil, naming: naming, on: notice.form.postedOn)
        else { continue }
        found.append(
          VillageNotice(
            what: what,
            group: try PlaceStore.place(notice.place, asOf: day, on: connection)?.name ?? "",
            chain: notice.chain, type: episode.type, risks: episode.risks, postedOn: notice.form.postedOn,
            until: notice.form.postedOn.adding(days: book.noticeDays), spot: notice.form.spot))
      }
      return found
    }
  }

  /// The names from the city down to a place.
  package func placePath(of place: PlaceCode, on day: Day) throws(Problem) -> [Place] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.path(of: place, asOf: day, on: connection)
    }
  }

  /// A notice that nobody took down is shown no longer than it says itself.
  private func hanging(
    in place: PlaceCode, on day: Day, _ connection: Connection
  ) throws(Problem) -> [HangingNotice] {
    try EpisodeStore.hangingNotices(in: place, on: connection).filter {
      $0.form.postedOn <= day && day <= $0.form.postedOn.adding(days: book.noticeDays)
    }
  }

  private static let noPlace = Problem(
    "outreach.notices.place", .notFound, zh: "没有这个地方，请从公示首页按县、乡镇、村查找。",
    en: "There is no such place; begin at the first page of notices and go by county, township and village.")
}
