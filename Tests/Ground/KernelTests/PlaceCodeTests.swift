// Codes of places: levels, ancestors, and the subtree as one range of numbers.

import Kernel
import Testing

@Suite struct PlaceCodeTests {
  @Test(arguments: [
    ("5306", PlaceLevel.city, "5306"), ("530600", .city, "5306"), ("530602", .county, "530602"),
    ("530602102", .township, "530602102"), ("530602102203", .village, "530602102203"),
    ("530602102203007", .group, "530602102203007"), ("530602000000", .county, "530602"),
    ("530602102000000", .township, "530602102"),
  ])
  func theLevelFollowsFromTheDigits(_ text: String, _ level: PlaceLevel, _ short: String) throws {
    let code = try #require(PlaceCode(text))
    #expect(code.level == level)
    #expect(code.short == short)
    #expect(code.description == short)
    #expect(PlaceCode(short) == code)
    #expect(PlaceCode(number: code.number) == code)
  }

  @Test(arguments: [
    "", "53", "53060", "53060210220300", "5306021022030071", "+530602", "-530602", "53O602", "５３０６", "0306",
    "030602", "5300", "530002", "530600102", "530602000203", "530602000203007", "530602102000007",
    "53060210 ",
  ])
  func aCodeWithAGapIsNoPlace(_ text: String) {
    #expect(PlaceCode(text) == nil)
  }

  @Test(arguments: [
    0, -530_602_000_000_000, 99_999_999_999_999, 1_000_000_000_000_000, 530_602_000_001_001,
  ])
  func aNumberThatIsNoCodeIsRefused(_ number: Int64) {
    #expect(PlaceCode(number: number) == nil)
  }

  @Test func aGroupHasAnAncestorOnEveryLevel() throws {
    let group = try #require(PlaceCode("530602102203007"))
    let path = PlaceLevel.allCases.map { group.ancestor(at: $0)?.short }
    #expect(path == ["5306", "530602", "530602102", "530602102203", "530602102203007"])
    #expect(group.parent?.short == "530602102203")
    let city = try #require(PlaceCode("5306"))
    #expect(city.parent == nil)
    #expect(city.ancestor(at: .county) == nil, "a city lies in no county")
  }

  @Test func theCountyIsSixDigits() throws {
    let (city, group) = (try #require(PlaceCode("5306")), try #require(PlaceCode("530602102203007")))
    #expect(city.county == 530_600)
    #expect(group.county == 530_602)
  }

  @Test func theSubtreeOfDrawnCodesIsWhoeverHasThemAsAncestor() throws {
    var random = SeededRandom(seed: 7)
    func draw() throws -> PlaceCode {
      let depth = 1 + random.below(5)
      // Two values a level, so that codes often lie in one another.
      let digits = ["53", "0\(1 + random.below(2))"] + [2, 3, 3, 3].map { padded(1 + random.below(2), $0) }
      return try #require(PlaceCode(digits.prefix(depth + 1).joined()))
    }
    var inside = 0
    for _ in 0..<5_000 {
      let (place, other) = (try draw(), try draw())
      let isBelow = other.ancestor(at: place.level) == place
      try #require(place.contains(other) == isBelow, "\(place) and \(other), seed 7")
      try #require(place.subtree.contains(other.number) == isBelow)
      if isBelow { inside += 1 }
    }
    #expect(inside > 100, "the draw is about something")
  }

  @Test func levelsGoDownFromCityToGroup() {
    #expect(PlaceLevel.allCases.sorted() == [.city, .county, .township, .village, .group])
    #expect(PlaceLevel.city.next == .county)
    #expect(PlaceLevel.group.next == nil)
  }
}
