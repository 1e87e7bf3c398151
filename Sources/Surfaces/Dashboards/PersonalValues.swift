// Where the pages get whole identity numbers and telephones, and find households by them.

package import Database
package import Kernel
package import Registry

/// Handed in by the program, since such values lie sealed in the store. Who may, for what reason, and that it
/// is journalled is seen to by the pages.
package struct PersonalValues: Sendable {
  package typealias Search<Key> =
    @Sendable (Key, ClosedRange<Int64>, Connection) throws(Problem) -> [HouseholdMatch]

  /// Households of the holder of an identity number, in a range of places.
  package let byCitizen: Search<CitizenID>
  /// Households with a telephone, in a range of places.
  package let byPhone: Search<String>
  /// The whole identity number of a member.
  package let citizen: @Sendable (MemberRecord, Connection) throws(Problem) -> String
  /// The telephone of a household by county and number, nil where none is known.
  package let phone: @Sendable (Int64, Int64, Connection) throws(Problem) -> String?

  package init(
    byCitizen: @escaping Search<CitizenID>, byPhone: @escaping Search<String>,
    citizen: @escaping @Sendable (MemberRecord, Connection) throws(Problem) -> String,
    phone: @escaping @Sendable (Int64, Int64, Connection) throws(Problem) -> String?
  ) {
    (self.byCitizen, self.byPhone, self.citizen, self.phone) = (byCitizen, byPhone, citizen, phone)
  }

  /// Over the sealed values of the store, which has to be unlocked.
  package static let sealed = PersonalValues(
    byCitizen: { (citizen, places, connection) throws(Problem) in
      try HouseholdQueryStore.byCitizen(citizen, within: places, on: connection)
    },
    byPhone: { (phone, places, connection) throws(Problem) in
      try HouseholdQueryStore.byPhone(phone, within: places, on: connection)
    },
    citizen: { member, _ in member.citizen.text },
    phone: { (county, household, connection) throws(Problem) in
      try PersonalDataStore.reveal(.phone, ofHousehold: household, county: county, on: connection)
    })
}
