// The figures of a book made ready to run over the columns of a city: compiled once, counted in one pass.

package import Columns
package import Kernel
import RuleLanguage
import RuleValues
import Rules
package import Screening

/// When a term is judged, as seen from the day of the city.
enum IndicatorMoment: Int, CaseIterable, Sendable {
  case now, accountingYearBefore, dayBefore

  init(_ earlier: IndicatorEarlier?) {
    switch earlier {
    case nil: self = .now
    case .accounting_year: self = .accountingYearBefore
    case .day: self = .dayBefore
    }
  }

  /// Of 29 February, the year before has the 28th.
  func day(asOf day: Day) -> Day { self == .dayBefore ? day.adding(months: -12) : day }
}

package struct IndicatorEvaluator: Sendable {
  package let book: IndicatorBook
  let slots: [Slot]
  private let programs: [Program]
  /// The fields that the figures read, and nothing else of a row matters to them.
  package let fieldNames: Set<String>

  /// A term at a moment.
  struct Slot: Hashable, Sendable {
    let term: Int
    let moment: IndicatorMoment
  }

  /// All terms over rows of one record type.
  struct Program: Sendable {
    let record: String
    let plan: Plan
    let terms: [Int]

    /// Where a term's answers stand: two tests a term, then a value for those that have one.
    func place(of term: Int) -> (among: Int, counts: Int, output: Int?)? {
      guard let place = terms.firstIndex(of: term) else { return nil }
      return (place * 2, place * 2 + 1, outputs[place])
    }

    let outputs: [Int?]

    var isOfHouseholds: Bool { ["Household", "Person"].contains(record) }

    /// The rows that a household has in its table: its own, or its members'.
    func rows(ofHousehold row: Int, in city: City) -> Range<Int> {
      record == "Person" ? city.memberRows(of: row..<row + 1) : row..<row + 1
    }

    /// The households some of whose rows count now and did not before, or the other way round.
    func moved(_ now: Bitmap, _ before: Bitmap, in city: City, _ households: Range<Int>) -> [CountedRow] {
      households.compactMap { household in
        let rows = rows(ofHousehold: household, in: city)
        if now.none(in: rows), before.none(in: rows) { return nil }
        let more = rows.count { now[$0] && !before[$0] }
        let less = rows.count { before[$0] && !now[$0] }
        return more + less == 0 ? nil : CountedRow(row: household, more: more, less: less)
      }
    }
  }

  package init(_ book: IndicatorBook) {
    self.book = book
    var slots: [Slot] = []
    func need(_ indicator: Indicator, at moment: IndicatorMoment) {
      for term in indicator.reading.terms where !slots.contains(Slot(term: term, moment: moment)) {
        slots.append(Slot(term: term, moment: moment))
      }
      let next = indicator.reading.since.map { IndicatorMoment($0) }
      for code in indicator.reading.codes {
        guard let other = book.indicator(code) else { continue }
        need(other, at: moment)
        if let next { need(other, at: next) }
      }
    }
    for indicator in book.indicators { need(indicator, at: .now) }
    self.slots = slots
    let records = ScreeningVocabulary.records.map(\.name).filter { name in
      book.terms.contains { $0.record == name }
    }
    programs = records.map { IndicatorEvaluator.program($0, book) }
    fieldNames = IndicatorEvaluator.fieldNames(of: book)
  }

  private static func program(_ record: String, _ book: IndicatorBook) -> Program {
    let terms = book.terms.indices.filter { book.terms[$0].record == record }
    var (rules, outputs, places): ([CheckedRule], [CheckedRule], [Int?]) = ([], [], [])
    for term in terms.map({ book.terms[$0] }) {
      rules += [term.among, both(term, book)]
      places.append(term.guarded == nil ? nil : outputs.count)
      if let guarded = term.guarded { outputs.append(guarded) }
    }
    let derived = book.library.facts.map {
      DerivedField(record: $0.record, name: $0.name, variable: $0.variable, rule: $0.checked)
    }
    guard let variable = ScreeningVocabulary.record(record)?.variable else {
      preconditionFailure("a term counts rows of a record type")
    }
    let plan = Plan(
      rules: rules, subject: record, subjectVariable: variable, derived: derived, outputs: outputs,
      vocabulary: vocabulary(of: record, book))
    return Program(record: record, plan: plan, terms: terms, outputs: places)
  }

  private static func vocabulary(of record: String, _ book: IndicatorBook) -> Vocabulary {
    var words = book.library.vocabulary
    if let variable = ScreeningVocabulary.record(record)?.variable {
      words.variables[variable] = Vocabulary.Variable(.record(record))
    }
    return words
  }

  private static func both(_ term: IndicatorTerm, _ book: IndicatorBook) -> CheckedRule {
    let text = "(\(term.among.source)\n) && (\(term.condition.source)\n)"
    do {
      return try Checker.check(
        text, vocabulary: vocabulary(of: term.record, book), expecting: .bool, most: Cost.most * 4)
    } catch {
      preconditionFailure("two tests that are right one by one are right together")
    }
  }

  private static func fieldNames(of book: IndicatorBook) -> Set<String> {
    let keys = book.indicators.reduce(into: Set<Fact.Key>()) { $0.formUnion(book.fields(of: $1)) }
    return Set(keys.map(\.name))
  }

  // Counting.

  /// Everything that the figures need of a city. **Shape**: on two threads where there is much to do.
  package func run(over city: City) throws(Problem) -> IndicatorBoard {
    try board(of: city, try runs(over: city))
  }

  /// The same with the households behind each figure.
  package func runWithRows(over city: City) throws(Problem) -> (board: IndicatorBoard, rows: IndicatorRows) {
    let runs = try runs(over: city)
    var hits: [Int: Bitmap] = [:]
    var moved: [String: [CountedRow]] = [:]
    for (program, outcomes) in zip(walked, runs) {
      guard let outcome = outcomes[.now] else { continue }
      for slot in slots where slot.moment == .now {
        guard let place = program.place(of: slot.term) else { continue }
        hits[slot.term] = households(of: outcome.hits[place.counts], program, in: city)
      }
      for indicator in book.indicators {
        guard let change = book.changedTerm(of: indicator), let place = program.place(of: change.term),
          let before = outcomes[IndicatorMoment(change.since)]
        else { continue }
        moved[indicator.code] = program.moved(
          outcome.hits[place.counts], before.hits[place.counts], in: city, 0..<city.householdCount)
      }
    }
    return (try board(of: city, runs), IndicatorRows(city, hits, moved))
  }

  /// A bit a household: its own, or whether one of its members has one.
  private func households(of bits: Bitmap, _ program: Program, in city: City) -> Bitmap {
    guard program.record == "Person" else { return bits }
    var households = Bitmap(length: city.householdCount)
    for row in 0..<city.householdCount where !bits.none(in: city.memberRows(of: row..<row + 1)) {
      households[row] = true
    }
    return households
  }

  private var walked: [Program] { programs.filter(\.isOfHouseholds) }

  private func board(of city: City, _ runs: Runs) throws(Problem) -> IndicatorBoard {
    var tally = IndicatorTally(slots: slots.count)
    for group in city.tree.groups {
      let rows = city.tree.rows(ofGroup: group)
      tally.add(counts(runs, in: city, rows), at: city.tree.places[group])
    }
    try addPlaces(city, to: &tally)
    return IndicatorBoard(
      book: book, slots: slots, asOf: city.asOf, tally: tally, series: ReferenceSeries.read(city.frame),
      emptyRecords: Set(
        (programs.map(\.record) + book.indicators.flatMap(\.needs)).filter {
          (city.frame.tables[$0]?.rowCount ?? 0) == 0
        }))
  }

  /// What one household of a city adds to its places.
  func counts(ofHousehold row: Int, in city: City) throws(Problem) -> [TermCount] {
    counts(try runs(over: city), in: city, row..<row + 1)
  }

  /// The households behind a figure, inside some neighbouring households: those whose rows count in its first
  /// term, or of a change of counts those by which it moved.
  func households(
    behind indicator: Indicator, in city: City, _ rows: Range<Int>
  ) throws(Problem) -> [CountedRow] {
    let change = book.changedTerm(of: indicator)
    guard let term = change?.term ?? book.firstTerm(of: indicator),
      let program = walked.first(where: { $0.terms.contains(term) }), let place = program.place(of: term)
    else { return [] }
    let now = try run(program, over: city, at: .now, only: [term]).hits[place.counts]
    if let change {
      let moment = IndicatorMoment(change.since)
      let before = try run(program, over: city, at: moment, only: [term]).hits[place.counts]
      return program.moved(now, before, in: city, rows)
    }
    return rows.filter { !now.none(in: program.rows(ofHousehold: $0, in: city)) }.map { CountedRow(row: $0) }
  }

  /// The rows of a ledger of places that count in a figure's first term, in a place and those below it.
  /// **Shape**: ascending, counted from the first row that the place has in the ledger, which goes by place;
  /// nil where no ledger is counted.
  package func ledgerRows(
    behind indicator: Indicator, in ledgers: [String: Table], of place: PlaceCode, asOf day: Day
  ) throws(Problem) -> [Int]? {
    guard let term = book.firstTerm(of: indicator),
      let program = programs.first(where: { $0.terms.contains(term) }), !program.isOfHouseholds,
      let answer = program.place(of: term)
    else { return nil }
    guard let ledger = ledgers[program.record], let places = ledger.columns["place"] else { return [] }
    let outcome = try run(
      program, overLedger: Frame(ledgers), ledger.rowCount, at: .now, asOf: day, only: [term])
    let own = (0..<ledger.rowCount).filter { row in
      guard case .int(let number)? = places.value(at: row) else { return false }
      return place.subtree.contains(number)
    }
    return own.filter { outcome.hits[answer.counts][$0] }.map { $0 - own[0] }
  }

  private typealias Runs = [[IndicatorMoment: Outcome]]

  private func runs(over city: City) throws(Problem) -> Runs {
    var runs: Runs = []
    for program in walked {
      var outcomes: [IndicatorMoment: Outcome] = [:]
      for moment in IndicatorMoment.allCases {
        let wanted = slots.filter { $0.moment == moment && program.terms.contains($0.term) }.map(\.term)
        if !wanted.isEmpty { outcomes[moment] = try run(program, over: city, at: moment, only: wanted) }
      }
      runs.append(outcomes)
    }
    return runs
  }

  private func run(
    _ program: Program, over city: City, at moment: IndicatorMoment, only terms: [Int]
  ) throws(Problem) -> Outcome {
    let day = moment.day(asOf: city.asOf)
    let own = book.library.countiesWithOwnParameters(asOf: day)
    var parts: [Plan.Part] = []
    for (county, rows) in city.countyRanges {
      let constants = try constants(at: moment, asOf: city.asOf, county: own.contains(county) ? county : nil)
      let rows = program.record == "Person" ? city.memberRows(of: rows) : rows
      parts.append(Plan.Part(rows: rows, constants: constants))
    }
    return program.plan.run(
      over: city.frame, parts: parts, threads: 2, selecting: selection(of: terms, in: program))
  }

  private func selection(of terms: [Int], in program: Program) -> Plan.Selection {
    let places = terms.compactMap { program.place(of: $0) }
    return Plan.Selection(
      rules: Set(places.flatMap { [$0.among, $0.counts] }), outputs: Set(places.compactMap(\.output)))
  }

  private func constants(
    at moment: IndicatorMoment, asOf day: Day, county: Int64?
  ) throws(Problem) -> [String: Value] {
    var constants = try book.library.constants(asOf: moment.day(asOf: day), county: county)
    if moment == .accountingYearBefore, case .int(let year)? = constants["income_year"] {
      constants["income_year"] = .int(year - 1)
    }
    return constants
  }

  private func counts(_ runs: Runs, in city: City, _ households: Range<Int>) -> [TermCount] {
    let walked = walked
    return slots.map { slot in
      for (program, outcomes) in zip(walked, runs) {
        guard let place = program.place(of: slot.term), let outcome = outcomes[slot.moment] else { continue }
        let rows = program.record == "Person" ? city.memberRows(of: households) : households
        return TermCount(outcome, place, rows)
      }
      return TermCount()
    }
  }

  /// The parameters are those of the city: a row of a ledger may be the city's own.
  private func run(
    _ program: Program, overLedger frame: Frame, _ count: Int, at moment: IndicatorMoment, asOf day: Day,
    only terms: [Int]
  ) throws(Problem) -> Outcome {
    program.plan.run(
      over: frame, rows: 0..<count, constants: try constants(at: moment, asOf: day, county: nil),
      selecting: selection(of: terms, in: program))
  }

  /// Rows of ledgers of places.
  private func addPlaces(_ city: City, to tally: inout IndicatorTally) throws(Problem) {
    for program in programs where !program.isOfHouseholds {
      guard let table = city.frame.tables[program.record], table.rowCount > 0,
        let places = table.columns["place"]
      else { continue }
      for moment in IndicatorMoment.allCases {
        let wanted = slots.indices.filter {
          slots[$0].moment == moment && program.terms.contains(slots[$0].term)
        }
        guard !wanted.isEmpty else { continue }
        let outcome = try run(
          program, overLedger: city.frame, table.rowCount, at: moment, asOf: city.asOf,
          only: wanted.map { slots[$0].term })
        for row in 0..<table.rowCount {
          guard case .int(let number)? = places.value(at: row), let place = PlaceCode(number: number) else {
            continue
          }
          var counts = [TermCount](repeating: TermCount(), count: slots.count)
          for slot in wanted {
            if let at = program.place(of: slots[slot].term) {
              counts[slot] = TermCount(outcome, at, row..<row + 1)
            }
          }
          tally.add(counts, at: place)
        }
      }
    }
  }
}

extension TermCount {
  /// - Parameter place: Where the answers of the term stand in the outcome.
  fileprivate init(
    _ outcome: Outcome, _ place: (among: Int, counts: Int, output: Int?), _ range: Range<Int>
  ) {
    among = Int64(outcome.hits[place.among].count(in: range))
    let held = Int64(outcome.hits[place.counts].count(in: range))
    guard let output = place.output else {
      (sum, rows) = (held, held)
      unknown = Int64(outcome.faults[place.counts]?.count(in: range) ?? 0)
      return
    }
    sum = outcome.outputs[output].values.sum(range)
    guard let missing = outcome.outputs[output].missing else {
      rows = held
      return
    }
    var (unknown, lost): (Int64, Int64) = (0, 0)
    for row in range where missing[row] == 1 {
      unknown += 1
      if outcome.hits[place.counts][row] { lost += 1 }
    }
    (self.unknown, rows) = (unknown, held - lost)
  }
}

extension Bitmap {
  fileprivate func none(in range: Range<Int>) -> Bool { count(in: range) == 0 }
}
