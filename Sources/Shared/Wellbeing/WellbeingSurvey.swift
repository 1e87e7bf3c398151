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
    let rows = 0..<city.householdCount
    let (income, members) = (outcome.outputs[0], outcome.outputs[1])
    incomes = rows.map { income.missing?[$0] == 1 ? nil : income.values[$0] }
    people = rows.map { members.missing?[$0] == 1 ? 0 : Int32(clamping: max(0, members.values[$0])) }
    let dimensions = book.dimensions.indices
    lacks = rows.map { row in
      dimensions.reduce(UInt32(0)) { outcome.hits[$1][row] ? $0 | 1 << UInt32($1) : $0 }
    }
    isUntold = rows.map { row in dimensions.contains { outcome.faults[$0]?[row] == true } }
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

  /// Whether it was taken of this very city. **Shape**: told by the day and the number of households.
  package func isOf(_ city: City) -> Bool { city.asOf == asOf && city.householdCount == places.count }

  private func rows(in place: PlaceCode) -> Range<Int> { City.rows(in: place, of: places) }

  private func distribution(_ rows: Range<Int>) -> Distribution {
    Distribution(
      rows.lazy.compactMap { row in
        incomes[row].map { Distribution.Row(income: $0, people: Int64(people[row])) }
      })
  }

  /// The measures of a place, and of the places right below it for the parts of its inequality.
  /// **Parameters**: `below`, the places right below it, in any order.
  package func measures(of place: PlaceCode, below: [PlaceCode]) -> WellbeingMeasures {
    let rows = rows(in: place)
    let all = distribution(rows)
    let parts = below.map { distribution(self.rows(in: $0)) }
    return WellbeingMeasures(
      people: rows.reduce(0) { $0 + Int64(people[$1]) }, untold: untold(rows), mean: all.mean,
      median: all.median, gini: all.gini, theil: all.theil, parts: below.isEmpty ? nil : TheilParts(parts),
      lorenz: all.lorenz(parts: 10), poverty: poverty(all, rows, of: place), lacks: deprivations(rows))
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
