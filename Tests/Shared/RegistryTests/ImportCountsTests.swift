// Counts of an import: their sums and their text in the ledger.
import Registry
import Testing

@Suite struct ImportCountsTests {
  @Test func noRowsMakeNoCounts() {
    #expect(ImportCounts().total == 0)
  }
}
