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

  /// Finds nobody and tells nothing.
  package static let none = PersonalValues(
    byCitizen: { _, _, _ in [] }, byPhone: { _, _, _ in [] }, citizen: { _, _ in "" },
    phone: { _, _, _ in nil })
}
