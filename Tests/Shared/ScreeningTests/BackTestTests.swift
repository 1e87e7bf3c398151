// Rules on past days: who is found, who was registered soon after, and who does not count.

import Columns
import Kernel
import Screening
import Snapshots
import Testing

private let day = Day(year: 2025, month: 6, day: 30) ?? .distantPast

/// Households of some numbers of members, one after the other.
private func city(_ members: [Int]) -> City {
  let all = members.reduce(0, +)
  let frame = Frame([
    "Household": Table(
      "Household", rowCount: members.count, lists: ["members": ChildList(table: "Person", counts: members)]),
    "Person": Table(
      "Person", rowCount: all,
      lists: ["deaths": ChildList(table: "Death", offsets: [Int32](repeating: 0, count: all + 1))]),
    "Death": Table("Death", rowCount: 0, columns: ["death_date": .days([])]),
  ])
  return City(
    asOf: day, frame: frame, numbers: members.indices.map { Int64($0 + 1) },
    places: members.map { _ in 530_602_001_001_001 }, personIDs: (0..<all).map { Int64($0) },
    personHomes: (0..<all).map { _ in 530_602 }, personNames: TextColumn((0..<all).map { _ in "" }))
}

private func stay(_ from: Int, _ until: Int? = nil) -> Registrations.Stay {
  .init(from: day.adding(days: from), until: until.map { day.adding(days: $0) })
}

@Suite struct BackTestTests {
  @Test(arguments: [
    (stay(0), true), (stay(-90), true), (stay(1), false), (stay(-90, 0), false), (stay(-90, 1), true),
  ])
  func whoIsUnderWatchThatDayIsKnown(stay: Registrations.Stay, isWatched: Bool) {
    #expect(Registrations([7: [stay]]).isWatched(7, on: day) == isWatched)
    #expect(!Registrations([7: [stay]]).isWatched(8, on: day))
  }

  @Test(arguments: [(0, false), (1, true), (60, true), (61, false), (-5, false)])
  func soonIsWithinTheDaysAfter(from: Int, isSoon: Bool) {
    #expect(Registrations([7: [stay(from)]]).isRegistered(7, after: day, within: 60) == isSoon)
  }

  @Test func aRuleIsAsGoodAsWhatCameOfWhoItFinds() throws {
    let screener = try Screener(SmallRules.library())
    // Two and more are found: 1, 2, 4 and 5; 5 is under watch already, 2 and 3 are registered soon after.
    let registrations = Registrations([2: [stay(10)], 3: [stay(20)], 4: [stay(90)], 5: [stay(-10)]])
    let found = try BackTest(
      screener, overrides: [:], over: city([2, 3, 1, 2, 4]), registrations, within: 60)
    #expect(found.day == day && found.lines.map(\.found) == [3] && found.lines.map(\.confirmed) == [1])
    #expect(found.registered == 2 && found.missed == 1)
    let strict = try BackTest(
      screener, overrides: ["crowd": "3"], over: city([2, 3, 1, 2, 4]), registrations, within: 60)
    #expect(strict.lines.map(\.found) == [1] && strict.lines.map(\.confirmed) == [1])
    #expect(throws: Problem.self) {
      try BackTest(screener, overrides: ["nothing": "1"], over: city([1]), registrations, within: 60)
    }
  }
}
