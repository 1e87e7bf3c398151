// Runs the cases of the language's own suite.
import RuleLanguage
import RuleValues
import Testing

@Suite(.enabled(if: !StandardCase.all.isEmpty, "the suite of the standard is not beside the project"))
struct StandardSuiteTests {
  private static let cases = StandardCase.all.filter {
    !$0.needsMessages && !StandardSuiteLimits.laterFiles.contains($0.file)
  }

  @Test(arguments: cases.filter { !StandardSuiteLimits.notPassed.contains($0.path) })
  func aCaseOfTheStandardGivesWhatItSays(example: StandardCase) {
    let got = example.outcome()?.description ?? "a fault"
    let expected = example.expected?.description ?? "a fault"
    #expect(example.isPassed, "\(example.text) gave \(got), not \(expected)")
  }

  @Test func whatPassesLeavesTheListOfWhatDoesNot() {
    let passing = Self.cases.filter { StandardSuiteLimits.notPassed.contains($0.path) && $0.isPassed }.map(
      \.path)
    #expect(passing == [], "take these off StandardSuiteLimits")
    let known = Set(Self.cases.map(\.path))
    #expect(StandardSuiteLimits.notPassed.subtracting(known) == [], "these name no case")
  }
}
