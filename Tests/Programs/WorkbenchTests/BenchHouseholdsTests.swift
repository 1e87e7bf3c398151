// The households of the benchmark are the same again for the same seed.
import Testing

@testable import Workbench

@Suite struct BenchHouseholdsTests {
  @Test func fewerHouseholdsOfOneSeedAreTheFirstOfMore() {
    let (few, many) = (BenchHouseholds(count: 50, seed: 7), BenchHouseholds(count: 200, seed: 7))
    #expect(many.incomes.prefix(50) == few.incomes[...])
    #expect(many.offsets.prefix(51) == few.offsets[...])
    #expect(many.ages.prefix(few.ages.count) == few.ages[...])
    #expect(BenchHouseholds(count: 50, seed: 8).incomes != few.incomes)
  }

  @Test func everyHouseholdHasMembers() {
    let offsets = BenchHouseholds(count: 200, seed: 1).offsets
    #expect(zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 })
  }
}
