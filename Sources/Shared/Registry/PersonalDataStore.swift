// SQL that shows single sealed values whole.

package import Database
package import Kernel

/// Who may see a value whole, for what reason, and the journal's entry of it are the caller's: it demands the
/// permission `person.reveal` and appends the entry in the same transaction, before it shows the answer.
package enum PersonalDataStore {
  /// The identity number of a person, whole.
  /// **Problems**: `registry.person.unknown`, `database.locked`, those of a damaged seal.
  package static func revealCitizen(of person: PersonID, on connection: Connection) throws(Problem) -> String
  {
    let seal = try connection.seal()
    for county in try CountyStore.counties(of: "person", on: connection) {
      let sealed = try connection.row(
        "SELECT citizen_sealed FROM person WHERE county = ? AND id = ?", [.int(county), .int(person.number)]
      ) { (row) throws(Problem) in row.bytes(0) }
      if let sealed { return try seal.citizen(sealed, of: person.number).text }
    }
    throw PersonalDataProblems.unknownPerson(person.number)
  }

  /// The telephone or the bank account of a household, whole; nil where it gave none.
  /// **Problems**: `registry.household.unknown`, `database.locked`, those of a damaged seal.
  package static func reveal(
    _ field: PersonalField, ofHousehold number: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> String? {
    precondition(field == .phone || field == .account, "a household has a telephone and an account")
    let sealed = try connection.row(
      "SELECT phone_sealed, account_sealed FROM household WHERE county = ? AND number = ?",
      [.int(county), .int(number)]
    ) { (row) throws(Problem) in row.bytes(field == .phone ? 0 : 1) }
    guard let sealed else { throw PersonalDataProblems.unknownHousehold(number) }
    return sealed.isEmpty ? nil : try connection.seal().text(sealed, field, of: number)
  }
}
