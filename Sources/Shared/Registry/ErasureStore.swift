// SQL that makes a person's or a household's personal values unreadable for good.

package import Database
package import Kernel

/// The journal's entry, and the permission, are the caller's. What counts need (place, days, amounts) stays;
/// who it was is gone. A person whose number is sent again later is a new person.
package enum ErasureStore {
  /// **Problems**: `registry.person.unknown`, `database.locked`.
  package static func erase(_ person: PersonID, on connection: Connection) throws(Problem) {
    let seal = try connection.seal()
    try wipe(on: connection)
    for county in try CountyStore.counties(of: "person", on: connection) {
      let sealed = try connection.row(
        "SELECT citizen_sealed FROM person WHERE county = ? AND id = ?", [.int(county), .int(person.number)]
      ) { (row) throws(Problem) in row.bytes(0) }
      guard let sealed else { continue }
      if !sealed.isEmpty {
        try dropRefused(naming: try seal.citizen(sealed, of: person.number).text, seal, connection)
      }
      // Keys are never negative, so that nobody is found by this one.
      try connection.run(
        """
        UPDATE person SET citizen_key = -id, citizen_sealed = ?, name = ?, fingerprint = 0
        WHERE county = ? AND id = ?
        """, [.bytes([]), .text(erasedName), .int(county), .int(person.number)])
      return try dropHistory("person", person.number, county, on: connection)
    }
    throw PersonalDataProblems.unknownPerson(person.number)
  }

  /// Telephone, account and history of a household; its members are erased each for themselves.
  /// **Problems**: `registry.household.unknown`, `database.locked`.
  package static func erase(household number: Int64, county: Int64, on connection: Connection) throws(Problem)
  {
    let seal = try connection.seal()
    try wipe(on: connection)
    try connection.run(
      """
      UPDATE household SET phone_key = NULL, phone_sealed = NULL, account_key = NULL, account_sealed = NULL,
        fingerprint = 0
      WHERE county = ? AND number = ?
      """, [.int(county), .int(number)])
    guard connection.changes == 1 else { throw PersonalDataProblems.unknownHousehold(number) }
    try dropRefused(naming: String(number), seal, connection)
    try dropHistory("household", number, county, on: connection)
  }

  /// The ids of a household's members, past ones too.
  package static func members(
    ofHousehold number: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> [PersonID] {
    try connection.rows(
      "SELECT DISTINCT person FROM membership WHERE county = ? AND household = ? ORDER BY person",
      [.int(county), .int(number)]
    ) { (row) throws(Problem) in PersonID(number: row.int(0)) }
  }

  static let erasedName = "（已删除）"

  private static func dropRefused(naming key: String, _ seal: PersonalSeal, _ connection: Connection)
    throws(Problem)
  {
    try connection.run(
      "DELETE FROM quarantine WHERE instr(keys, ?) > 0", [.bytes(QuarantineSeal.key(of: key, seal))])
  }

  private static func dropHistory(
    _ kind: String, _ subject: Int64, _ county: Int64, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "DELETE FROM replaced_row WHERE county = ? AND kind = ? AND subject = ?",
      [.int(county), .text(kind), .int(subject)])
  }

  /// What is deleted is written over with zeros.
  private static func wipe(on connection: Connection) throws(Problem) {
    try connection.run("PRAGMA secure_delete = ON")
  }
}
