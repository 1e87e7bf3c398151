// What figures come to is what adding up by hand gives, in every place, also after households changed.

import Indicators
import Kernel
import Screening
import Testing

@Suite struct IndicatorEvaluationTests {
  private static let evaluator = Result { try IndicatorEvaluator(IndicatorBook(files: SmallFigures.files)) }

  private static func board(_ households: [SmallHousehold], asOf day: Day = SmallTown.day) throws
    -> IndicatorBoard
  {
    try evaluator.get().run(over: SmallTown.city(households, asOf: day))
  }

  private static func value(_ board: IndicatorBoard, _ code: String, _ place: PlaceCode) throws
    -> IndicatorValue
  {
    board.value(try #require(board.book.indicator(code)), at: place)
  }

  /// Whether so many have no income of a year that those of the others say nothing of them.
  private static func isMostlyUnknown(_ base: [SmallHousehold], _ year: Int64) -> Bool {
    base.count { $0.incomes[year] == nil } * 2 > base.count
  }

  /// Net incomes of a year in fen, and the members of those who have one.
  private static func sums(_ base: [SmallHousehold], _ year: Int64) -> (income: Int64, members: Int64) {
    let known = base.filter { $0.incomes[year] != nil }
    return (
      known.reduce(0) { $0 + ($1.incomes[year] ?? 0) }, known.reduce(0) { $0 + Int64($1.ages.count) }
    )
  }

  @Test(arguments: UInt64(1)...6) func everyPlaceHasTheFiguresOfItsHouseholds(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let households = SmallTown.households(80, &random)
    let board = try Self.board(households)
    for place in board.tally.places {
      let own = households.filter { place.subtree.contains($0.place) }
      let base = own.filter(\.isBase)
      #expect(try Self.value(board, "homes", place).exact == Fraction(Int128(own.count)))
      let (income, members) = Self.sums(base, 2022)
      let mean = try Self.value(board, "mean", place)
      let isUnknown = Self.isMostlyUnknown(base, 2022)
      let expected = isUnknown ? nil : Fraction(Int128(income), Int128(members) * 100)
      #expect(mean.exact == expected, "seed \(seed), \(place)")
      #expect(mean.rows == base.count { $0.incomes[2022] != nil })
      #expect(mean.unknown == base.count { $0.incomes[2022] == nil })
      let before = Self.sums(base, 2021)
      let growth = try Self.value(board, "growth", place).exact
      if !Self.isMostlyUnknown(base, 2021), before.members > 0, before.income != 0, let now = mean.exact,
        let then = Fraction(Int128(before.income), Int128(before.members) * 100)
      {
        #expect(growth == now.minus(then)?.divided(by: then)?.times(try #require(Fraction(100))))
      } else {
        #expect(growth == nil)
      }
      let ages = own.flatMap(\.ages)
      let old = try Self.value(board, "old", place)
      #expect(old.exact == Fraction(Int128(ages.count { $0 >= 60 } * 100), Int128(ages.count)))
      #expect(old.untold == (ages.isEmpty ? .nothingToDivideBy : nil))
    }
  }

  @Test(arguments: UInt64(1)...12) func changedHouseholdsMoveTheFiguresAsAFreshCountWould(seed: UInt64) throws
  {
    var random = SeededNumbers(seed)
    var households = SmallTown.households(40, &random)
    var live = try LiveIndicators(Self.evaluator.get(), city: SmallTown.city(households))
    for _ in 0..<60 {
      // Some change, some move to another place, some come and some go.
      let number = Int64(random.below(50)) + 1
      let now = random.below(5) == 0 ? nil : SmallTown.household(number, &random)
      households.removeAll { $0.number == number }
      if let now { households.append(now) }
      try live.replace(number, with: now.map { SmallTown.city([$0]) })
    }
    let fresh = try Self.board(households)
    #expect(live.board.tally == fresh.tally, "seed \(seed)")
    for place in fresh.tally.places {
      for indicator in fresh.book.indicators {
        #expect(live.board.value(indicator, at: place) == fresh.value(indicator, at: place))
      }
      let poor = try #require(fresh.book.indicator("poor"))
      let behind = try live.households(behind: poor, in: place)
      let expected = households.filter {
        place.subtree.contains($0.place) && $0.isBase && ($0.incomes[2022] ?? .max) < 1_000_000
      }
      #expect(Set(behind.map(\.number)) == Set(expected.map(\.number)))
      #expect(behind.count == fresh.value(poor, at: place).rows)
    }
  }

  @Test(arguments: UInt64(1)...6) func aChangeOfACountIsMadeOfThoseWhoCameAndWent(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let households = SmallTown.households(80, &random)
    let (evaluator, city) = (try Self.evaluator.get(), SmallTown.city(households))
    let (board, rows) = try evaluator.runWithRows(over: city)
    let live = try LiveIndicators(evaluator, city: city)
    let fallen = try #require(board.book.indicator("fallen"))
    func isPoor(_ household: SmallHousehold, _ year: Int64) -> Bool {
      household.isBase && (household.incomes[year] ?? .max) < 1_000_000
    }
    for place in board.tally.places {
      let behind = rows.households(behind: fallen, of: board.book, in: place)
      #expect(try live.households(behind: fallen, in: place) == behind)
      let own = households.filter { place.subtree.contains($0.place) }
      let came = own.filter { isPoor($0, 2022) && !isPoor($0, 2021) }.map(\.number)
      let went = own.filter { isPoor($0, 2021) && !isPoor($0, 2022) }.map(\.number)
      #expect(Set(behind.filter { $0.more == 1 }.map(\.number)) == Set(came), "seed \(seed), \(place)")
      #expect(Set(behind.filter { $0.less == 1 }.map(\.number)) == Set(went), "seed \(seed), \(place)")
      #expect(behind.count == came.count + went.count)
      if let change = board.value(fallen, at: place).exact {
        #expect(change == Fraction(Int128(came.count - went.count)))
      }
    }
  }

  @Test func whatCannotBeToldIsNoZero() throws {
    let city = try #require(PlaceCode("5306"))
    let untold = SmallHousehold(number: 1, place: 530_602_001_001_001, isBase: true, incomes: [:], ages: [30])
    let board = try Self.board([untold])
    #expect(try Self.value(board, "poor", city).untold == .nobodyKnown)
    #expect(try Self.value(board, "mean", city).untold == .nobodyKnown)
    #expect(try Self.value(board, "growth", city).untold == .nobodyKnown)
    // Nobody ever sent years of work.
    #expect(try Self.value(board, "worked", city).untold == .noRows)
    // Where nothing in the whole city means that nothing has come, one place has it and the others have none.
    var rich = untold
    (rich.number, rich.place, rich.incomes) = (3, 530_627_001_001_001, [2022: 99_000_000])
    var plain = untold
    plain.incomes = [2022: 500_000]
    #expect(try Self.value(try Self.board([plain]), "richest", city).untold == .noRows)
    let mixed = try Self.board([plain, rich])
    #expect(try Self.value(mixed, "richest", city).exact == Fraction(1))
    let neighbour = try #require(PlaceCode("530602"))
    #expect(try Self.value(mixed, "richest", neighbour).exact?.isZero == true)
    // A place without anybody in the population has nobody, and that is known.
    var other = untold
    other.isBase = false
    let none = try Self.board([other])
    #expect(try Self.value(none, "poor", city).exact?.isZero == true)
    #expect(try Self.value(none, "mean", city).untold == .nothingToDivideBy)
    // One of two is known: the number stands, and says how many it leaves open.
    var known = untold
    (known.number, known.incomes) = (2, [2022: 500_000])
    let both = try Self.value(try Self.board([untold, known]), "poor", city)
    #expect(both.text(try #require(board.book.indicator("poor"))) == "1" && both.unknown == 1)
  }

  @Test func aNumberOfFewKnownRowsIsNotStated() throws {
    let city = try #require(PlaceCode("5306"))
    func home(_ number: Int64, _ incomes: [Int64: Int64]) -> SmallHousehold {
      SmallHousehold(
        number: number, place: 530_602_001_001_001, isBase: true, incomes: incomes, ages: [30])
    }
    let known: [Int64: Int64] = [2021: 900_000, 2022: 990_000]
    let poor = try #require(try Self.evaluator.get().book.indicator("poor"))
    let few = try Self.board([home(1, known), home(2, [:]), home(3, [:])]).value(poor, at: city)
    #expect(few.exact == nil && few.untold == .mostUnknown && few.unknown == 2)
    #expect(few.remark?.zh == "范围内多数（2 条）无法判断")
    let half = try Self.board([home(1, known), home(2, [:])]).value(poor, at: city)
    #expect(half.exact == Fraction(1) && half.remark?.zh == "另有 1 条无法判断")
    // A growth is no surer than the year before, whose income is known of one in three.
    let thin = try Self.board([home(1, known), home(2, [2022: 1]), home(3, [2022: 1])])
    #expect(try Self.value(thin, "mean", city).exact != nil)
    #expect(try Self.value(thin, "growth", city).untold == .mostUnknown)
    let pair = try Self.board([home(1, known), home(2, [2022: 1])])
    let growth = try Self.value(pair, "growth", city)
    #expect(growth.exact != nil && growth.unknown == 1)
    // A file may ask for more, or for less.
    var files = SmallFigures.files
    files["poor.yaml", default: ""] += "\nunknown_at_most: 70"
    let lenient = try IndicatorEvaluator(IndicatorBook(files: files))
    let board = try lenient.run(over: SmallTown.city([home(1, known), home(2, [:]), home(3, [:])]))
    #expect(try Self.value(board, "poor", city).exact == Fraction(1))
  }

  @Test func publishedValuesAreThoseOfThePlaceOnTheDay() throws {
    let place = try (city: #require(PlaceCode("5306")), county: #require(PlaceCode("530602")))
    let households = [
      SmallHousehold(
        number: 1, place: 530_602_001_001_001, isBase: true, incomes: [2022: 1_300_000, 2021: 1_000_000],
        ages: [30])
    ]
    let board = try Self.board(households)
    #expect(try Self.value(board, "stated", place.city).exact == Fraction(13_369))
    #expect(try Self.value(board, "stated", place.county).exact == Fraction(15_000))
    #expect(try Self.value(board, "earlier", place.city).exact == Fraction(11_000))
    #expect(try Self.value(board, "earlier", place.county).untold == .noReference)
    #expect(try Self.value(board, "gap", place.city).exact == Fraction(369))
    #expect(try Self.value(board, "more", place.city).exact == Fraction(3_000))
  }

  @Test func aPastDayHasThePastYear() throws {
    let city = try #require(PlaceCode("5306"))
    let households = [
      SmallHousehold(
        number: 1, place: 530_602_001_001_001, isBase: true, incomes: [2022: 1_300_000, 2021: 1_000_000],
        ages: [30])
    ]
    // The accounting year 2022 closes on 30 September.
    let before = try #require(Day("2022-09-29"))
    #expect(try Self.value(try Self.board(households, asOf: before), "mean", city).exact == Fraction(10_000))
    #expect(
      try Self.value(try Self.board(households, asOf: before.adding(days: 1)), "mean", city).exact
        == Fraction(13_000))
    #expect(
      try Self.value(try Self.board(households, asOf: before), "stated", city).exact == Fraction(11_000))
  }
}
