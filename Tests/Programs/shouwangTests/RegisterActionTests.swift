// Which actions of the journal have the city in memory loaded anew: those that change the register alone.
import Testing

@testable import Doors
@testable import Screening

@Suite struct RegisterActionTests {
  /// A new action has to be put here, or among those that leave the register as it is: a report of a day
  /// that had the city loaded anew would have it loaded without end.
  @Test func everyActionIsEitherOfTheRegisterOrNot() {
    let patterns = CitySnapshotStore.notOfTheRegister
    let ofTheRegister = ActionWords.known.filter { action in
      !patterns.contains { pattern in
        pattern.hasSuffix("%") ? action.hasPrefix(pattern.dropLast()) : action == pattern
      }
    }
    #expect(
      ofTheRegister == [
        "household.erase", "import.advance", "import.begin", "import.finish", "person.erase", "retention.run",
      ])
  }
}
