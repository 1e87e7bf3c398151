// Counts of an import: their sums and their text in the ledger.

import Kernel
import Sheets
import Testing

@testable import Registry

@Suite struct ImportCountsTests {
  private func drawn(_ random: inout SeededRandom) -> ImportCounts {
    var counts = ImportCounts()
    for outcome in RowOutcome.allCases where outcome != .invalid {
      counts.outcomes.add(outcome, rows: random.below(1_000_000))
    }
    for code in RowFault.Code.allCases {
      for _ in 0..<random.below(20) { counts.add(fault: code) }
    }
    counts.flagged = random.below(100)
    return counts
  }

  @Test func countsSurviveTheirText() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<200 {
      let counts = drawn(&random)
      #expect(ImportCounts(text: counts.text) == counts, "\(counts.text), seed 11")
    }
    #expect(ImportCounts(text: ImportCounts().text) == ImportCounts())
  }

  @Test func countsAddUp() {
    var random = SeededRandom(seed: 12)
    for _ in 0..<50 {
      let (first, second) = (drawn(&random), drawn(&random))
      var sum = first
      sum.add(second)
      #expect(sum.total == first.total + second.total)
      #expect(sum.faults.values.reduce(0, +) == sum.outcomes.invalid)
      #expect(sum.accepted + sum.outcomes.invalid == sum.total)
      #expect(sum.changes == first.changes + second.changes)
      #expect(sum.flagged == first.flagged + second.flagged)
    }
  }

  @Test func aRepetitionAcceptsTheSameRowsAndChangesNothing() {
    var random = SeededRandom(seed: 13)
    let counts = drawn(&random)
    let again = counts.repeated
    #expect(again.changes == 0)
    #expect((again.total, again.accepted, again.faults) == (counts.total, counts.accepted, counts.faults))
    #expect(again.repeated == again)
  }

  @Test func noRowsMakeNoCounts() {
    #expect(ImportCounts().total == 0)
    #expect(ImportCounts().faults.isEmpty)
  }
}
