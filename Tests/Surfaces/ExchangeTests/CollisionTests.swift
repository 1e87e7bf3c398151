// Two identity numbers under one look-up number: the second is refused, never taken for the first.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct CollisionTests {
  /// A register whose person 1 stands under the look-up number of person 9, who is not registered.
  private func desk() throws -> Desk {
    let desk = try Desk.settled()
    let (one, nine) = (try number(1), try number(9))
    let keys = (try desk.key(one), try desk.key(nine))
    let changed = try desk.store.write { (connection) throws(Problem) in
      try connection.run(
        "UPDATE person SET citizen_key = ? WHERE citizen_key = ?", [.int(keys.1), .int(keys.0)])
      return connection.changes
    }
    #expect(changed == 1)
    return desk
  }

  private func number(_ person: Int) throws -> CitizenID {
    try #require(CitizenID.read(Town.citizen(person)).id)
  }

  @Test func aPersonIsNotMergedIntoAnother() throws {
    let desk = try desk()
    let before = try desk.ask("SELECT name || fingerprint FROM person ORDER BY id")
    let sheet = Town.persons([Town.person(9, in: 1, ["name": "李四"])])
    #expect(outcomes(try desk.counts(sheet, dated: "2025-12-01")) == [0, 0, 0, 0, 1, 0])
    #expect(try desk.ask("SELECT name || fingerprint FROM person ORDER BY id") == before)
    let refused = try #require(try desk.quarantine().last)
    #expect(refused.code == "duplicate" && refused.value == Town.citizen(9))
    #expect(refused.remedy.en.contains("another person"))
  }

  @Test func aRowOfAFeedIsNotGivenToAnother() throws {
    let desk = try desk()
    let sheet = try Town.medical([Town.bill(1, of: 9), Town.bill(2, of: 2)])
    #expect(outcomes(try desk.counts(sheet, dated: "2025-12-01")) == [1, 0, 0, 0, 1, 0])
    #expect(try desk.ask("SELECT record_number FROM medical_bill") == ["2"])
    #expect(try desk.quarantine().last?.remedy.en.contains("another person") == true)
  }

  @Test func aRowOfAFeedThatIsReplacedIsNotGivenToAnother() throws {
    let desk = try desk()
    #expect(try desk.counts(Town.medical([Town.bill(1, of: 2)])).outcomes.new == 1)
    let sheet = try Town.medical([Town.bill(1, of: 9)])
    #expect(outcomes(try desk.counts(sheet, dated: "2025-12-01")) == [0, 0, 0, 0, 1, 0])
    #expect(try desk.ask("SELECT COUNT(*) FROM replaced_row WHERE kind = 'medical'") == ["0"])
  }
}
