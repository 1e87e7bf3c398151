// Every household's income a head and lacks on one day, and what they come to in any place.

import Columns
package import Inequality
package import Kernel
import RuleValues
import Rules
package import Screening

/// One look over a whole city. **Shape**: households in the city's order.
package struct WellbeingSurvey: Sendable {
  package let book: WellbeingBook
  package let asOf: Day
  private let places: [Int64]
  /// **Unit**: fen; nil where the income is not known.
  private let incomes: [Int64?]
  private let people: [Int32]
  private let lacks: [UInt32]
  /// Where some dimension cannot be told.
  private let isUntold: [Bool]
  /// By line: its level in each county that differs, and the common one under 0. **Unit**: fen a head.
  private let levels: [[Int64: Int64]]
  /// Of the city, its counties and townships, where they were taken for all.
  private var taken: [PlaceCode: WellbeingMeasures] = [:]

  /// **Problems**: those of the parameters.
  package init(_ book: WellbeingBook, over city: City) throws(Problem) {
    (self.book, asOf, places) = (book, city.asOf, city.places)
    let library = book.library
    let plan = Plan(
      rules: book.dimensions.map(\.lacking),
      derived: library.facts.map {
        DerivedField(record: $0.record, name: $0.name, variable: $0.variable, rule: $0.checked)
      }, outputs: [book.income, book.people], vocabulary: library.vocabulary)
    var parts: [Plan.Part] = []
    for (county, rows) in city.countyRanges {
      let constants = try library.constants(asOf: city.asOf, county: county)
      parts.append(Plan.Part(rows: rows, constants: constants))
    }
    let outcome = plan.run(over: city.frame, parts: parts, threads: 2)
    let (income, members) = (outcome.outputs[0], outcome.outputs[1])
    incomes = Shares.filled(city.householdCount) { rows, incomes in
      for row in rows { (incomes + row).initialize(to: income.missing?[row] == 1 ? nil : income.values[row]) }
    }
    people = Shares.filled(city.householdCount) { rows, people in
      for row in rows {
        let count = members.missing?[row] == 1 ? 0 : Int32(clamping: max(0, members.values[row]))
        (people + row).initialize(to: count)
      }
    }
    lacks = Shares.filled(city.householdCount) { rows, lacks in
      for row in rows {
        var found: UInt32 = 0
        for (dimension, hits) in outcome.hits.enumerated() where hits[row] { found |= 1 << UInt32(dimension) }
        (lacks + row).initialize(to: found)
      }
    }
    let faults = outcome.faults.compactMap(\.self)
    isUntold = Shares.filled(city.householdCount) { rows, isUntold in
      for row in rows { (isUntold + row).initialize(to: faults.contains { $0[row] }) }
    }
    let own = library.countiesWithOwnParameters(asOf: city.asOf)
    levels = try book.lines.map { (line) throws(Problem) in
      var levels: [Int64: Int64] = [:]
      for county in [0] + own { levels[county] = try WellbeingSurvey.level(line, county, city.asOf, book) }
      return levels
    }
  }

  private static func level(
    _ line: WellbeingBook.Line, _ county: Int64, _ day: Day, _ book: WellbeingBook
  ) throws(Problem) -> Int64 {
    switch line.level {
    case .fixed(let level): return level
    case .parameter(let name):
      let constants = try book.library.constants(asOf: day, county: county == 0 ? nil : county)
      guard case .int(let level)? = constants[name], level > 0 else {
        throw WellbeingProblems.noLine(name)
      }
      return level
    }
  }

  private func rows(in place: PlaceCode) -> Range<Int> { City.rows(in: place, of: places) }

  private func distribution(_ rows: Range<Int>) -> Distribution {
    Distribution(
      rows.lazy.compactMap { row in
        incomes[row].map { Distribution.Row(income: $0, people: Int64(people[row])) }
      })
  }

  /// The measures of a place; how much of its inequality lies between the places right below it where there
  /// are any with people.
  package func measures(of place: PlaceCode) -> WellbeingMeasures {
    if let known = taken[place] { return known }
    return measures(of: place, distribution(rows(in: place)), parts: below(place).map(distribution))
  }

  /// Takes the measures of the city, its counties and townships, on two threads: each is asked for by others.
  package mutating func takeAll() {
    let counties = places.isEmpty ? [] : below(PlaceLevel.city, in: 0..<places.count)
    let survey = self
    let found = Shares.each(counties.count) { number in survey.taken(county: counties[number]) }
    for county in found { taken.merge(county.measures) { $1 } }
    for (city, rows) in runs(of: .city, in: 0..<places.count) {
      let parts = found.filter { city.contains($0.place) }.map(\.all)
      taken[city] = measures(of: city, distribution(rows), parts: parts)
    }
  }

  private func taken(
    county rows: Range<Int>
  ) -> (place: PlaceCode, all: Distribution, measures: [PlaceCode: WellbeingMeasures]) {
    guard let place = PlaceCode(number: places[rows.lowerBound])?.ancestor(at: .county) else {
      preconditionFailure("a household of the register lives in a county")
    }
    var (parts, found): ([Distribution], [PlaceCode: WellbeingMeasures]) = ([], [:])
    for (township, own) in runs(of: .township, in: rows) {
      let all = distribution(own)
      parts.append(all)
      found[township] = measures(of: township, all, parts: below(.township, in: own).map(distribution))
    }
    let all = distribution(rows)
    found[place] = measures(of: place, all, parts: parts)
    return (place, all, found)
  }

  private func measures(
    of place: PlaceCode, _ all: Distribution, parts: [Distribution]
  ) -> WellbeingMeasures {
    let rows = rows(in: place)
    return WellbeingMeasures(
      people: rows.reduce(0) { $0 + Int64(people[$1]) }, untold: untold(rows), mean: all.mean,
      median: all.median, gini: all.gini, theil: all.theil, parts: parts.isEmpty ? nil : TheilParts(parts),
      lorenz: all.lorenz(parts: 10), poverty: poverty(all, rows, of: place), lacks: deprivations(rows))
  }

  /// The households of each place right below one.
  private func below(_ place: PlaceCode) -> [Range<Int>] { below(place.level, in: rows(in: place)) }

  private func below(_ level: PlaceLevel, in rows: Range<Int>) -> [Range<Int>] {
    level.next.map { runs(of: $0, in: rows).map(\.rows) } ?? []
  }

  /// The places of a level among neighbouring households.
  private func runs(of level: PlaceLevel, in rows: Range<Int>) -> [(place: PlaceCode, rows: Range<Int>)] {
    var (found, start): ([(place: PlaceCode, rows: Range<Int>)], Int) = ([], rows.lowerBound)
    while start < rows.upperBound, let place = PlaceCode(number: places[start])?.ancestor(at: level) {
      let own = self.rows(in: place)
      found.append((place, own))
      start = own.upperBound
    }
    return found
  }

  private func untold(_ rows: Range<Int>) -> WellbeingMeasures.Untold {
    var (income, lacks): (Int64, Int64) = (0, 0)
    for row in rows {
      if incomes[row] == nil { income += Int64(people[row]) }
      if isUntold[row] { lacks += Int64(people[row]) }
    }
    return .init(income: income, lacks: lacks)
  }

  /// **Shape**: nil for a line that differs between counties of the place.
  private func poverty(
    _ all: Distribution, _ rows: Range<Int>, of place: PlaceCode
  ) -> [WellbeingMeasures.AtLine] {
    zip(book.lines, levels).map { line, levels in
      let counties = Set(levels.keys.filter { $0 > 0 && isInside($0, place) })
      let level = place.level == .city ? levels[0] : levels[place.county] ?? levels[0]
      guard let level, place.level > .city || counties.isEmpty else {
        return .init(line: line, level: nil, poverty: nil)
      }
      return .init(line: line, level: level, poverty: all.poverty(below: level))
    }
  }

  private func isInside(_ county: Int64, _ place: PlaceCode) -> Bool {
    place.subtree.contains(county * PlaceLevel.county.step)
  }

  private func deprivations(_ rows: Range<Int>) -> Deprivations {
    Deprivations(
      weights: book.dimensions.map(\.weight),
      rows.lazy.filter { !isUntold[$0] }.map { .init(lacks: lacks[$0], people: Int64(people[$0])) })
  }
}

/// What the incomes and lacks of a place come to. Money in fen a head.
package struct WellbeingMeasures: Sendable {
  /// People left out since something is not known of them.
  package struct Untold: Sendable {
    package let income: Int64
    package let lacks: Int64
  }

  package struct AtLine: Sendable {
    package let line: WellbeingBook.Line
    /// **Unit**: fen a head; nil where the counties of the place have lines of their own.
    package let level: Int64?
    package let poverty: Distribution.Poverty?
  }

  package let people: Int64
  package let untold: Untold
  package let mean: Double?
  package let median: Double?
  package let gini: Double?
  package let theil: Distribution.Theil?
  /// Nil for a place with nothing below it.
  package let parts: TheilParts?
  /// By tenths of the people.
  package let lorenz: [Double]
  package let poverty: [AtLine]
  package let lacks: Deprivations
}

enum WellbeingProblems {
  static func noLine(_ name: String) -> Problem {
    Problem(
      "wellbeing.line", .invalid, zh: "参数 \(name) 在这一天没有大于 0 的值，不能作为贫困线。",
      en: "The parameter \(name) has no value above 0 on that day and is no poverty line.",
      details: ["parameter": name])
  }
}
