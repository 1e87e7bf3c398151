// Measures against worked examples and against what must hold of them.
import Inequality
import Testing

private func people(_ incomes: [Int64]) -> Distribution {
  Distribution(incomes.map { Distribution.Row(income: $0, people: 1) })
}

private func isNear(_ left: Double?, _ right: Double, within gap: Double = 1e-12) -> Bool {
  left.map { abs($0 - right) <= gap } ?? false
}

@Suite struct PovertyMeasuresTests {
  // Worked examples of the World Bank's Handbook on Poverty and Inequality (2009), chapter 4, line 125.
  @Test(
    arguments: [
      ([100, 100, 150, 150], 0.5, 0.1, 0.02), ([124, 124, 150, 150], 0.5, 0.004, 0.000_032),
      ([100, 110, 150, 160], 0.5, 0.08, 0.0136), ([99, 101, 150, 150], 0.5, 0.1, 0.020_032),
      ([79, 121, 150, 150], 0.5, 0.1, 0.034_112), ([125, 126, 127, 300], 0, 0, 0),
    ] as [([Int64], Double, Double, Double)])
  func theHandbooksExamplesComeOut(incomes: [Int64], headcount: Double, gap: Double, severity: Double) throws
  {
    let found = try #require(people(incomes).poverty(below: 125))
    #expect(isNear(found.headcount, headcount))
    #expect(isNear(found.gap, gap))
    #expect(isNear(found.severity, severity))
  }

  @Test func aHouseholdIsAsManyPeopleAsItHasMembers() throws {
    let household = Distribution([.init(income: 400, people: 4), .init(income: 600, people: 2)])
    let each = people([100, 100, 100, 100, 300, 300])
    #expect(household.poverty(below: 125) == each.poverty(below: 125))
    #expect(household.gini == each.gini)
    #expect(isNear(household.theil?.value, try #require(each.theil?.value)))
    #expect(household.lorenz(parts: 6) == each.lorenz(parts: 6))
    #expect(household.median == 100)
  }

  @Test func oneFenBelowTheLineOfThreeIsPoorAndTheLineItselfIsNot() throws {
    let found = try #require(
      Distribution([.init(income: 2_099_999, people: 3), .init(income: 2_100_000, people: 3)]).poverty(
        below: 700_000))
    #expect(found.poor == 3)
    #expect(found.shortfall == 1)
  }

  @Test func aLossIsFurtherFromTheLineThanNothing() throws {
    let found = try #require(people([-125, 125]).poverty(below: 125))
    #expect(found.poor == 1 && found.shortfall == 250)
    #expect(found.gap == 1 && found.severity == 2)
  }

  @Test func withoutPeopleThereIsNothingToSay() {
    let nobody = Distribution([.init(income: 500, people: 0)])
    #expect(nobody.poverty(below: 1) == nil)
    #expect(nobody.gini == nil && nobody.theil == nil)
    #expect(nobody.mean == nil && nobody.median == nil)
    #expect(nobody.lorenz(parts: 10).isEmpty)
  }
}

@Suite struct InequalityMeasuresTests {
  @Test(arguments: [2, 3, 7, 100])
  func incomesOfOneToNHaveTheirKnownGini(count: Int64) {
    #expect(isNear(people(Array(1...count)).gini, Double(count - 1) / Double(3 * count)))
  }

  @Test func equalIncomesAreEqual() {
    let equal = people([500, 500, 500])
    #expect(isNear(equal.gini, 0) && isNear(equal.theil?.value, 0))
    let (third, twoThirds): (Double, Double) = (1.0 / 3, 2.0 / 3)
    #expect(equal.lorenz(parts: 3) == [0, third, twoThirds, 1])
  }

  @Test func whereOneHasAllGiniAndTheilAreAtTheirEnd() {
    let one = people([0, 0, 0, 1_000])
    #expect(isNear(one.gini, 0.75))
    // The logarithm of four.
    #expect(isNear(one.theil?.value, 1.386_294_361_119_890_6))
    #expect(one.lorenz(parts: 4) == [0, 0, 0, 0, 1])
  }

  @Test func theCurveCutsAHouseholdAtABorder() {
    let curve = Distribution([.init(income: 300, people: 3), .init(income: 700, people: 2)]).lorenz(parts: 2)
    #expect(curve == [0, 0.25, 1])
  }

  @Test func whoMakesALossIsLeftOutOfTheilAndTold() {
    let mixed = people([-50, 100, 100])
    #expect(mixed.theil?.leftOut == 1)
    #expect(isNear(mixed.theil?.value, 0))
    #expect(people([-50, 40]).gini == nil)
  }

  @Test func betweenAndWithinAreTheWhole() throws {
    let groups = [people([100, 300, 900]), people([50, 60]), people([-10, 0]), people([700])]
    let parts = try #require(TheilParts(groups))
    let whole = try #require(Distribution(groups.flatMap(\.rows)).theil)
    #expect(isNear(parts.between + parts.within, whole.value))
    #expect(parts.between > 0 && parts.within > 0)
    #expect(isNear(TheilParts([people([1, 3]), people([1, 3])])?.between, 0))
    #expect(TheilParts([people([-1])]) == nil)
  }
}

@Suite struct DeprivationsTests {
  // Four people and four dimensions of Alkire and Foster (2011): lacks of 0, 2, 4 and 1 dimensions.
  private let example = Deprivations(
    weights: [1, 1, 1, 1],
    [
      .init(lacks: 0b0000, people: 1), .init(lacks: 0b1010, people: 1), .init(lacks: 0b1111, people: 1),
      .init(lacks: 0b0010, people: 1),
    ])

  @Test(
    arguments: [
      (1, 0.75, 7, 12), (2, 0.5, 6, 8), (3, 0.25, 4, 4), (4, 0.25, 4, 4),
    ] as [(Int, Double, Double, Double)])
  func thePapersExampleComesOut(cutoff: Int, headcount: Double, lacked: Double, most: Double) throws {
    let (intensity, adjusted) = (lacked / most, lacked / 16)
    let found = try #require(example.poverty(cutoff: cutoff))
    #expect(found.headcount == headcount)
    #expect(isNear(found.intensity, intensity) && isNear(found.adjusted, adjusted))
    #expect(isNear(found.headcount * found.intensity, found.adjusted))
    #expect(isNear(found.contributions.reduce(0, +), 1))
  }

  @Test func oneDimensionIsSeenWithAndWithoutTheCutOff() throws {
    #expect(example.lacking == [0.25, 0.75, 0.25, 0.5])
    let found = try #require(example.poverty(cutoff: 2))
    #expect(found.censored == [0.25, 0.5, 0.25, 0.5])
    let (one, two): (Double, Double) = (1.0 / 6, 1.0 / 3)
    #expect(found.contributions == [one, two, one, two])
  }

  @Test func weightsCount() throws {
    let weighted = Deprivations(
      weights: [3, 1], [.init(lacks: 0b01, people: 2), .init(lacks: 0b10, people: 2)])
    let found = try #require(weighted.poverty(cutoff: 2))
    #expect(found.poor == 2 && found.intensity == 0.75 && found.contributions == [1, 0])
  }

  @Test func noOnePoorAndNobodyAtAll() throws {
    let fine = try #require(Deprivations(weights: [1], [.init(lacks: 0, people: 5)]).poverty(cutoff: 1))
    #expect(fine.adjusted == 0 && fine.intensity == 0 && fine.contributions == [0])
    #expect(Deprivations(weights: [1], []).poverty(cutoff: 1) == nil)
    #expect(Deprivations(weights: [1], []).lacking == nil)
  }
}
