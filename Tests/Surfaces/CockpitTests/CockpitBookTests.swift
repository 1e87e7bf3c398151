// The product's own board, and every refusal of its file.

import Cockpit
import Foundation
import Indicators
import Kernel
import Rules
import Testing

private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
  .standardized

private let figures = Result { () throws(RuleLibraryProblems) in
  try IndicatorBook.load(root.appending(path: "indicators").path)
}

@Suite struct CockpitBookTests {
  @Test func theProductsOwnBoardIsWhole() throws {
    _ = try CockpitBook.load(
      root.appending(path: "Resources/zhaotong/board.yaml").path, figures: figures.get())
  }

  @Test(arguments: [
    ("households: 3", "households: 1", "from 2 to 1000"), ("days: 30", "days: x", "from 1 to 365"),
    ("bottom_line: [riskReturned, under7000]", "bottom_line: [riskReturnd]", "did you mean riskReturned?"),
    ("bottom_line: [riskReturned, under7000]", "bottom_line: []", "bottom_line needs a list"),
    ("at_least: \"98\"", "at_least: \"98\", at_most: \"99\"", "at_least or at_most"),
    ("at_least: \"98\"", "at_least: much", "at_least or at_most"),
    ("base: monitoredHouseholds}", "base: monitoredHouses}", "did you mean monitoredHouseholds?"),
    (", base: monitoredHouseholds}", "}", "base"),
    ("best: low", "best: least", "should stand here: high, low"),
    ("small_number: 30", "small_number: 0", "from 1 to 10000"), ("[530681]", "[5306]", "six-digit"),
    ("perCapitaPropertyIncomeAll, ", "", "whole needs as many heads"),
    ("figure: perCapitaNetIncome\n  heads", "figure: perCapitaNetIncom\n  heads", "perCapitaNetIncome?"),
    ("small_number: 30", "small_number: 30\nlarge_number: 3", "no entry called large_number"),
    ("# The bottom line", "bands: [", "board.yaml:"),
  ])
  func aFaultIsNamed(part: String, instead: String, word: String) throws {
    let text = try String(contentsOf: root.appending(path: "Resources/zhaotong/board.yaml"), encoding: .utf8)
    let changed = text.replacingOccurrences(of: part, with: instead)
    #expect(changed != text)
    let figures = try figures.get()
    let problems = #expect(throws: RuleLibraryProblems.self) { try CockpitBook(changed, figures: figures) }
    #expect(problems?.text(.en).contains(word) == true, "\(problems?.text(.en) ?? "")")
  }
}
