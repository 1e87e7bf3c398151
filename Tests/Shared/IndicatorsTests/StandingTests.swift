// Places side by side: ranks, equal ones, few and unknown ones.

import Indicators
import Testing

@Suite struct StandingTests {
  private func lines(_ values: [(Int128?, Int?)], isHighGood: Bool = true) -> [String] {
    let values = values.map { (exact: $0.0.flatMap { Fraction($0) }, base: $0.1) }
    return Standing.standings(of: values, isHighGood: isHighGood, few: 30).map {
      "\($0.index) \($0.rank.map(String.init) ?? "–")\($0.isFew ? " few" : "")"
    }
  }

  @Test func theBestComesFirstAndEqualOnesShareTheirRank() {
    #expect(lines([(3, 50), (9, 50), (9, 60), (1, 30)]) == ["1 1", "2 1", "0 3", "3 4"])
    #expect(lines([(3, 50), (9, 50), (1, 30)], isHighGood: false) == ["2 1", "0 2", "1 3"])
  }

  @Test func fewAndUnknownOnesHaveNoRank() {
    #expect(
      lines([(nil, 50), (9, 29), (5, 30), (7, nil), (nil, 3)])
        == ["2 1", "1 – few", "3 –", "0 –", "4 – few"])
    // Nought of many is no small number.
    #expect(lines([(0, 400), (100, 2)]) == ["0 1", "1 – few"])
    #expect(lines([]) == [])
  }
}
