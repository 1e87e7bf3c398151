// Draws follow their tables.
import Kernel
import Testing

@testable import Simulation

@Suite struct ChanceTests {
  @Test func aCurveDrawsItsQuantiles() {
    var random = SeededRandom(seed: 1)
    let curve = Curve((0, 10), (0.5, 20), (0.9, 100), (1, 1_000))
    let values = (0..<20_000).map { _ in curve.draw(&random) }.sorted()
    #expect(values[0] >= 10)
    #expect(values[19_999] <= 1_000)
    #expect(abs(values[10_000] - 20) < 1)
    #expect(abs(values[18_000] - 100) < 15)
  }

  @Test func aLotDrawsInProportion() {
    var random = SeededRandom(seed: 2)
    let lot = Lot<String>(("a", 1), ("b", 0), ("c", 3))
    var counts: [String: Int] = [:]
    for _ in 0..<20_000 { counts[lot.draw(&random), default: 0] += 1 }
    #expect(counts["b"] == nil)
    #expect((4_500...5_500).contains(counts["a"] ?? 0))
  }

  @Test func wholeNumbersReachBothEnds() {
    var random = SeededRandom(seed: 3)
    #expect(Set((0..<200).map { _ in random.whole(-1...2) }) == [-1, 0, 1, 2])
  }

  @Test func aRegisterNeverGivesANumberTwice() throws {
    let asOf = try referenceDay()
    var register = Register(area: 530_627, asOf: asOf)
    var seen: Set<CitizenID> = []
    for _ in 0..<500 {
      for sex in [Sex.male, .female] {
        let id = register.next(birth: asOf, sex: sex)
        #expect(seen.insert(id).inserted)
        #expect(id.hasRightCheck && id.sex == sex && id.birth == asOf && id.area == 530_627)
      }
    }
  }

  @Test func countyWeightsAreAWholeCity() {
    let counties = Calibration.zhaotong.counties
    #expect(counties.reduce(0) { $0 + $1.households } == 100)
    #expect(counties.reduce(0) { $0 + $1.townships.reduce(0, +) } == 150)
  }
}
