// Figures that follow the register: a household that changes takes its old share along and brings a new one.

import Columns
package import Kernel
package import Screening
import Snapshots

/// Holds a city's columns and what its figures count, and keeps the counts true while households change.
/// Changed households lie beside the columns, which never change.
package struct LiveIndicators: Sendable {
  package let evaluator: IndicatorEvaluator
  package private(set) var board: IndicatorBoard
  /// The city's rows with the columns only that figures read.
  private let city: City
  /// Households that differ from the columns, by number; nil for one that is gone.
  private var changed: [Int64: City?] = [:]
  private var rows = KeyIndex()

  /// Counts the city once.
  package init(_ evaluator: IndicatorEvaluator, city: City) throws(Problem) {
    self.evaluator = evaluator
    self.city = City(
      asOf: city.asOf, frame: city.frame.keeping(evaluator.fieldNames.union(LiveIndicators.always)),
      numbers: city.numbers, places: city.places, personIDs: city.personIDs, personHomes: city.personHomes,
      personNames: TextColumn([]))
    board = try evaluator.run(over: city)
    rows.reserve(city.householdCount)
    for (row, number) in city.numbers.enumerated() { rows.insert(number, row: Int32(row)) }
  }

  /// What ledgers of places are counted and read by.
  private static let always: Set<String> = ["place", "series", "until", "value"]

  package var changedCount: Int { changed.count }

  /// Takes over what a household is now, wherever it lives; nil where it has left the register.
  /// - Parameter household: The one household as a city of its own, as of the day of the board.
  package mutating func replace(_ number: Int64, with household: City?) throws(Problem) {
    let household = household.flatMap { $0.householdCount == 0 ? nil : $0 }
    precondition(household.map { $0.asOf == board.asOf && $0.numbers == [number] } ?? true, "of that day")
    let old = try standing(number)
    let new = try household.map { (city) throws(Problem) in try standing(row: 0, in: city) }
    if let old { board.tally.add(old.counts, at: old.place, -1) }
    if let new { board.tally.add(new.counts, at: new.place) }
    changed[number] = .some(household)
    if let household {
      board.emptyRecords = board.emptyRecords.filter { (household.frame.tables[$0]?.rowCount ?? 0) == 0 }
    }
  }

  private func standing(_ number: Int64) throws(Problem) -> (place: PlaceCode, counts: [TermCount])? {
    if let now = changed[number] {
      guard let now else { return nil }
      return try standing(row: 0, in: now)
    }
    let row = Int(rows.row(of: number))
    guard row >= 0 else { return nil }
    return try standing(row: 0, in: city.household(row))
  }

  private func standing(row: Int, in city: City) throws(Problem) -> (place: PlaceCode, counts: [TermCount]) {
    guard let place = PlaceCode(number: city.places[row]) else {
      preconditionFailure("a household of the register lives in a valid place")
    }
    return (place, try evaluator.counts(ofHousehold: row, in: city))
  }

  /// The households of a place whose rows count in a figure, by number, with where they live.
  /// **Shape**: ascending by place, then number; of a figure of figures those of the first it reads, of a
  /// change of counts those by which it moved.
  package func households(
    behind indicator: Indicator, in place: PlaceCode
  ) throws(Problem) -> [CountedHousehold] {
    var found = try evaluator.households(behind: indicator, in: city, city.rows(in: place))
      .filter { changed[city.numbers[$0.row]] == nil }
      .compactMap { $0.household(city.numbers, city.places) }
    for household in changed.values {
      guard let household, let own = PlaceCode(number: household.places[0]), place.contains(own) else {
        continue
      }
      found += try evaluator.households(behind: indicator, in: household, 0..<1)
        .compactMap { $0.household(household.numbers, household.places) }
    }
    return found.sorted { ($0.place.number, $0.number) < ($1.place.number, $1.number) }
  }
}
