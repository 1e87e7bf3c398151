// Runs the cases of the language's own suite.
import RuleLanguage
import RuleValues
import Testing

@Suite(.enabled(if: !StandardCase.all.isEmpty, "the suite of the standard is not beside the project"))
struct StandardSuiteTests {
  @Test(arguments: StandardCase.all.filter { !StandardSuiteLimits.notPassed.contains($0.path) })
  func aCaseOfTheStandardGivesWhatItSays(example: StandardCase) {
    let expected = example.expected?.description ?? (example.wantsFault ? "a fault" : "a type")
    #expect(
      example.isPassed, "\(example.request.text) gave \(example.request.answer().json), not \(expected)")
  }

  @Test func whatPassesLeavesTheListOfWhatDoesNot() {
    let passing = StandardCase.all.filter { StandardSuiteLimits.notPassed.contains($0.path) && $0.isPassed }
    #expect(passing.map(\.path) == [], "take these off StandardSuiteLimits")
    let known = Set(StandardCase.all.map(\.path))
    #expect(StandardSuiteLimits.notPassed.subtracting(known) == [], "these name no case")
  }

  @Test func whatIsNotPassedNeedsMessagesButForMistakesOfTheCases() {
    let listed = StandardCase.all.filter {
      StandardSuiteLimits.notPassed.contains($0.path) && !$0.needsMessages
    }
    #expect(Set(listed.map(\.path)) == StandardSuiteLimits.mistaken)
  }
}
