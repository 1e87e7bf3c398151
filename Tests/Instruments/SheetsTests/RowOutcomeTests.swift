// Outcomes are ordered, counted, and add up.
import Kernel
import Sheets
import Testing

@Suite struct RowOutcomeTests {
  @Test func outcomesAreInTheirOrder() {
    #expect(RowOutcome.allCases.sorted() == [.new, .updated, .identical, .older, .invalid, .gone])
  }

  @Test func countsAddUpToTheRowsThatWereRead() {
    var counts = OutcomeCounts()
    for (index, outcome) in RowOutcome.allCases.enumerated() { counts.add(outcome, rows: index + 1) }
    counts.add(.new)
    #expect(RowOutcome.allCases.map { counts[$0] } == [2, 2, 3, 4, 5, 6])
    #expect(counts.total == 16, "a row that is gone was not read")
    #expect((counts + counts).total == 32)
    counts += counts
    #expect(counts[.gone] == 12)
  }

  @Test func aFaultKeepsTheFirstCharactersOfItsValue() {
    let value = String(repeating: "王", count: 500)
    let fault = RowFault(.unknown, line: 7, column: "pid", value: value, remedy: Text(zh: "查", en: "look"))
    #expect(fault.value.count == RowFault.valueLimit)
    #expect(fault.line == 7)
  }

  @Test(
    arguments: [
      (.wrongEncoding, .encoding), (.columnCount(expected: 3, found: 2), .columns),
      (.unclosedQuote, .malformed),
      (.tooLong, .malformed),
    ] as [(SheetFault, RowFault.Code)])
  func aFaultOfTheSheetBecomesAFaultOfTheRow(fault: SheetFault, code: RowFault.Code) {
    let row = fault.rowFault(line: 3, value: "1,2")
    #expect(row.code == code)
    #expect(row.line == 3)
    #expect(!row.remedy.zh.isEmpty && !row.remedy.en.isEmpty)
  }
}
