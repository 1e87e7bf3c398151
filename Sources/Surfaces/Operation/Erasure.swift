// Erasing a person or a household for good: in the register, in the journal, and in the files of a store.

package import Access
import Casework
package import Database
import Glibc
package import Kernel
package import Registry
import Screening

/// That somebody asked for it is the caller's to know.
package enum Erasure {
  /// Makes what the register and the journal say of a person unreadable, and journals that and why.
  /// **Problems**: `access.permission.missing`, `registry.person.unknown`, `database.locked`.
  package static func erase(
    _ person: PersonID, because reason: String, by act: Act, as visitor: Visitor?, on connection: Connection
  ) throws(Problem) {
    let command = Command("person.erase", permission: .personErase, body: "\(person.number) \(reason)")
    let pass = try DoorPass.open(command, by: act, as: visitor, county: ImportStore.county, on: connection)
    guard pass.answer == nil else { return }
    try erase(person, because: reason, pass, on: connection)
    _ = try pass.end(String(person.number), on: connection)
  }

  /// The same for a household and all who were ever its members.
  /// **Problems**: `access.permission.missing`, `registry.household.unknown`, `database.locked`.
  package static func erase(
    household number: Int64, county: Int64, because reason: String, by act: Act, as visitor: Visitor?,
    on connection: Connection
  ) throws(Problem) {
    let command = Command("household.erase", permission: .personErase, body: "\(number) \(reason)")
    let pass = try DoorPass.open(command, by: act, as: visitor, county: county, on: connection)
    guard pass.answer == nil else { return }
    for member in try ErasureStore.members(ofHousehold: number, county: county, on: connection) {
      try erase(member, because: reason, pass, on: connection)
    }
    try ErasureStore.erase(household: number, county: county, on: connection)
    try SelfReportStore.erase(household: number, county: county, on: connection)
    try CaseErasureStore.erase(household: number, on: connection)
    _ = try SubjectKeyStore.erase(FieldChange.Owner("household", number), on: connection)
    let told = told(String(number), JournalSubject(household: number), reason)
    try pass.note("household.erase", told, on: connection)
    _ = try pass.end(String(number), on: connection)
  }

  /// Takes what was erased off the disk: the city beside the store, which is made anew from it, the log, and
  /// the free room of the file, which is written anew and needs as much room beside it.
  /// - Parameter isQuick: leaves the free room, where bytes of rows that changed earlier may stand.
  package static func clean(_ database: Database, isQuick: Bool = false) throws(Problem) {
    if let path = database.path { unlink(CitySnapshotStore.path(of: path)) }
    if isQuick { try database.checkpoint() } else { try database.wipeDeleted() }
  }

  private static func erase(
    _ person: PersonID, because reason: String, _ pass: DoorPass, on connection: Connection
  ) throws(Problem) {
    try ErasureStore.erase(person, on: connection)
    try CaseErasureStore.erase(person: person.number, on: connection)
    _ = try SubjectKeyStore.erase(FieldChange.Owner("person", person.number), on: connection)
    let told = told(String(person.number), JournalSubject(person: person.number), reason)
    try pass.note("person.erase", told, county: ImportStore.county, on: connection)
  }

  private static func told(_ subject: String, _ about: JournalSubject, _ reason: String) -> Outcome {
    Outcome(
      subject: subject, details: JSONText.object(["reason": JSONText.quoted(Mask.digits(in: reason))]),
      about: about)
  }
}
