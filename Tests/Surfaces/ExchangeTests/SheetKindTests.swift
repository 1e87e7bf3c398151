// Sheets are told by their columns.
import Exchange
import Testing

@Suite struct SheetKindTests {
  @Test func aKindHasTheNameOfItsSheets() {
    #expect(SheetKind.households.name == "households")
  }
}
