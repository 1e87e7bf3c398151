// SQL of the history: what a row said before another took its place.

package import Database
package import Kernel

/// Old content as JSON, by kind and subject. **Shape**: one entry per subject and import that replaced it.
package enum HistoryStore {
  static func keepHousehold(
    _ number: Int64, county: Int64, replacedBy importNumber: Int64, on connection: Connection
  ) throws(Problem) {
    let household = try connection.row(
      "SELECT * FROM household WHERE county = ? AND number = ?", [.int(county), .int(number)]
    ) { (row) throws(Problem) in row.json }
    let incomes = try connection.rows(
      "SELECT * FROM income WHERE county = ? AND household = ? ORDER BY year", [.int(county), .int(number)]
    ) { (row) throws(Problem) in row.json }
    let content = JSONText.object(["household": household ?? "null", "incomes": JSONText.array(incomes)])
    try keep(
      "household", number, county: county, importNumber: importNumber, content: content, on: connection)
  }

  static func keepPerson(
    _ id: PersonID, county: Int64, replacedBy importNumber: Int64, on connection: Connection
  ) throws(Problem) {
    let person = try connection.row(
      "SELECT * FROM person WHERE county = ? AND id = ?", [.int(county), .int(id.number)]
    ) { (row) throws(Problem) in row.json }
    try keep(
      "person", id.number, county: county, importNumber: importNumber, content: person ?? "null",
      on: connection)
  }

  static func keepPlace(
    _ code: PlaceCode, from day: Day, replacedBy importNumber: Int64, on connection: Connection
  ) throws(Problem) {
    let place = try connection.row(
      "SELECT * FROM place WHERE county = ? AND code = ? AND valid_from = ?",
      [.int(code.county), .int(code.number), .day(day)]
    ) { (row) throws(Problem) in row.json }
    try keep(
      "place", code.number, county: code.county, importNumber: importNumber, content: place ?? "null",
      on: connection)
  }

  static func keepFeedRow(
    _ record: Int64, of kind: FeedKind, county: Int64, replacedBy importNumber: Int64,
    on connection: Connection
  ) throws(Problem) {
    let row = try connection.row(
      "SELECT * FROM \(kind.table) WHERE county = ? AND record_number = ?", [.int(county), .int(record)]
    ) { (row) throws(Problem) in row.json }
    try keep(
      kind.name, record, county: county, importNumber: importNumber, content: row ?? "null", on: connection)
  }

  /// What replaced rows of a subject said, oldest first.
  /// - Parameter kind: `place`, `household`, `person`, or the name of a feed.
  package static func replaced(
    _ kind: String, _ subject: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> [String] {
    try connection.rows(
      "SELECT content FROM replaced_row WHERE county = ? AND kind = ? AND subject = ? ORDER BY import",
      [.int(county), .text(kind), .int(subject)]
    ) { (row) throws(Problem) in row.text(0) }
  }

  private static func keep(
    _ kind: String, _ subject: Int64, county: Int64, importNumber: Int64, content: String,
    on connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO replaced_row (county, kind, subject, import, content) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (county, kind, subject, import) DO NOTHING
      """, [.int(county), .text(kind), .int(subject), .int(importNumber), .text(content)])
  }
}
