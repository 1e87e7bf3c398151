// How a place stands beside the whole, and in which order places stand.
import Kernel
import Pages
import Testing

@testable import Dashboards

@Suite struct PlaceStandingTests {
  private func counts(_ households: Int, _ hit: Int) -> RiskCounts {
    RiskCounts(households: households, persons: 0, hit: hit, candidates: hit, byRule: [])
  }

  @Test(arguments: [
    (100, 39, PlaceStanding.farAbove), (100, 38, .above), (100, 33, .above), (1_000, 329, .usual),
    (100, 0, .usual),
    (29, 29, .tooFew), (30, 12, .farAbove), (0, 0, .tooFew),
  ])
  func aTenthMoreIsAboveAndThreeTenthsIsFarAbove(households: Int, hit: Int, standing: PlaceStanding) {
    #expect(PlaceStanding(counts(households, hit), in: counts(1_000, 300)) == standing)
  }

  @Test func whereNobodyIsAtRiskNobodyIsAbove() {
    #expect(PlaceStanding(counts(100, 0), in: counts(1_000, 0)) == .usual)
    #expect(PlaceStanding(counts(100, 0), in: counts(0, 0)) == .tooFew)
  }

  @Test func equalPlacesKeepTheOrderOfTheirCodes() throws {
    let rows = ["530621", "530602", "530681"].map { PlaceRow(Cast.place($0, $0), counts(10, 5)) }
    for descending in [true, false] {
      let order = try PlaceOrder(PlaceView(sort: "hit", isDescending: descending), rules: [])
      #expect(order.sorted(rows).map(\.place.name) == ["530602", "530621", "530681"])
    }
  }

  @Test func aPlaceWithoutHouseholdsHasTheSmallestShare() throws {
    let rows = [
      PlaceRow(Cast.place("530602", "none"), counts(0, 0)),
      PlaceRow(Cast.place("530621", "some"), counts(10, 1)),
    ]
    #expect(try PlaceOrder(.plain, rules: []).sorted(rows).map(\.place.name) == ["some", "none"])
  }
}
