// Search of names by any part, also by one Chinese character.

package import Kernel

/// A full-text index over names split into single characters: a part of a name is a phrase of characters.
///
/// SQLite's trigram index answers nothing for one or two characters; PostgreSQL will keep an array of
/// characters.
package struct NameIndex: Sendable {
  private let table: String

  /// `table` is a name in the program's text, never a value from outside.
  package init(table: String) { self.table = table }

  package var creation: String {
    "CREATE VIRTUAL TABLE \(table) USING fts5(characters, content='', columnsize=0, tokenize='unicode61');"
  }

  /// Enters a name. **Problems**: those of the database.
  package func add(_ id: Int64, name: String, on connection: Connection) throws(Problem) {
    let statement = try connection.statement("INSERT INTO \(table) (rowid, characters) VALUES (?, ?)")
    statement.bind(1, id)
    statement.bind(2, NameIndex.split(name))
    try statement.run()
  }

  /// Takes a name out; it must be the very name that was added.
  package func remove(_ id: Int64, name: String, on connection: Connection) throws(Problem) {
    try connection.run(
      "INSERT INTO \(table) (\(table), rowid, characters) VALUES ('delete', ?, ?)",
      [.int(id), .text(NameIndex.split(name))])
  }

  /// The ids of names that hold `part`, whatever its case and accents.
  /// **Shape**: the first `limit` ids above `last` in rising order; none for a part without letter or digit.
  package func search(
    _ part: String, limit: Int, after last: Int64 = 0, on connection: Connection
  ) throws(Problem) -> [Int64] {
    let phrase = NameIndex.split(part)
    guard !phrase.isEmpty else { return [] }
    return try connection.rows(
      "SELECT rowid FROM \(table) WHERE \(table) MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?",
      [.text("\"\(phrase)\""), .int(last), .int(limit)]
    ) { (row) throws(Problem) in row.int(0) }
  }

  /// The letters and digits of a name with blanks between: what the tokenizer takes for words, and nothing
  /// else.
  static func split(_ name: String) -> String {
    var split = ""
    split.reserveCapacity(name.utf8.count * 2)
    for scalar in name.unicodeScalars where isSearched(scalar) {
      if !split.isEmpty { split.append(" ") }
      split.unicodeScalars.append(scalar)
    }
    return split
  }

  private static func isSearched(_ scalar: Unicode.Scalar) -> Bool {
    // Nearly every character of a name is one of these.
    if (0x4E00...0x9FFF).contains(scalar.value) { return true }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
