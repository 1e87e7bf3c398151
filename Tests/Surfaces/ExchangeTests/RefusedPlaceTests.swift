// A refused row is kept with the place that its cells tell: by a code, a household or a person.

import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct RefusedPlaceTests {
  private func places(_ desk: Desk, _ sheet: SheetText) throws -> [String] {
    let before = Set(try desk.quarantine().map(\.importNumber))
    try desk.take(sheet)
    return try desk.quarantine().filter { !before.contains($0.importNumber) }.map { $0.place?.short ?? "-" }
  }

  @Test func aHouseholdBelongsWhereItsCodeLeads() throws {
    let desk = try Desk.settled()
    let home = Town.firstGroup
    let village = String(home.prefix(12))
    var sheet = Town.threeHouseholds
    sheet.rows = [
      Town.household(81, ["hh_type": "?"]), Town.household(82, ["group_code": village + "999"]),
      Town.household(83, ["group_code": village + "0"]), Town.household(84, ["group_code": "nowhere"]),
      Town.household(85, ["group_code": "990102001001001"]),
    ]
    #expect(try places(desk, sheet) == [home, village, village, "-", "-"])
  }

  @Test func aPersonBelongsToTheHouseholdThatIsNamed() throws {
    let desk = try Desk.settled()
    let home = Town.firstGroup
    let sheet = Town.persons([
      Town.person(21, in: 1, ["sex": ""]), Town.person(22, in: 99),
      Town.person(23, in: 1, ["pid": Town.wrongCitizen(23)]), Town.person(24, in: 1, ["household_id": "x"]),
    ])
    #expect(try places(desk, sheet) == [home, "-", home, "-"])
  }

  @Test func aRowOfAFeedBelongsWhereItsPersonLives() throws {
    let desk = try Desk.settled()
    let sheet = try Town.medical([
      Town.bill(1, of: 1, ["self_paid": "x"]), Town.bill(2, of: 77), Town.bill(3, of: 1), Town.bill(3, of: 1),
    ])
    #expect(try places(desk, sheet) == [Town.firstGroup, "-", Town.firstGroup])
  }

  @Test func aPlaceBelongsUnderTheOneAboveIt() throws {
    let desk = try Desk.settled()
    var sheet = Town.places
    sheet.rows = [
      ["code": "530602", "level": "2", "parent": "5306", "name": ""],
      ["code": "9", "level": "2", "parent": "5306", "name": "某县"],
    ]
    #expect(try places(desk, sheet) == ["530602", "5306"])
  }
}
