// Erasing a person or a household for good: in the register, in the journal, and in the files of a store.

package import Access
package import Database
import Glibc
package import Kernel
package import Registry
import Screening

/// Who may, and that somebody asked for it, is the caller's.
package enum Erasure {
  /// Makes what the register and the journal say of a person unreadable, and journals that and why.
  /// **Problems**: `registry.person.unknown`, `database.locked`.
  package static func erase(
    _ person: PersonID, because reason: String, by act: Act, on connection: Connection
  ) throws(Problem) {
    try ErasureStore.erase(person, on: connection)
    _ = try SubjectKeyStore.erase(FieldChange.Owner("person", person.number), on: connection)
    try note(
      "person.erase", String(person.number), county: ImportStore.county,
      about: JournalSubject(person: person.number), reason, act, on: connection)
  }

  /// The same for a household and all who were ever its members.
  /// **Problems**: `registry.household.unknown`, `database.locked`.
  package static func erase(
    household number: Int64, county: Int64, because reason: String, by act: Act, on connection: Connection
  ) throws(Problem) {
    for member in try ErasureStore.members(ofHousehold: number, county: county, on: connection) {
      try erase(member, because: reason, by: act, on: connection)
    }
    try ErasureStore.erase(household: number, county: county, on: connection)
    _ = try SubjectKeyStore.erase(FieldChange.Owner("household", number), on: connection)
    try note(
      "household.erase", String(number), county: county, about: JournalSubject(household: number), reason,
      act, on: connection)
  }

  /// Takes what was erased off the disk: the city beside the store, which is made anew from it, the log, and
  /// the free room of the file, which is written anew and needs as much room beside it.
  /// - Parameter isQuick: leaves the free room, where bytes of rows that changed earlier may stand.
  package static func clean(_ database: Database, isQuick: Bool = false) throws(Problem) {
    if let path = database.path { unlink(CitySnapshotStore.path(of: path)) }
    if isQuick { try database.checkpoint() } else { try database.wipeDeleted() }
  }

  private static func note(
    _ action: String, _ subject: String, county: Int64, about: JournalSubject, _ reason: String, _ act: Act,
    on connection: Connection
  ) throws(Problem) {
    try JournalStore.append(
      act, county: county, action: action, subject: subject,
      details: JSONText.object(["reason": JSONText.quoted(Mask.digits(in: reason))]), about: about,
      on: connection)
  }
}
