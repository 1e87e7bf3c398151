// SQL of saved views: the lists of work that somebody has named.

package import Database
import Kernel

package enum SavedViewStore {
  /// Append-only: a step that a store has taken is never changed.
  package static let migrations = [
    Migration(
      "monitoring-views-001",
      """
      CREATE TABLE saved_view (
        account TEXT NOT NULL,
        number BIGINT NOT NULL CHECK (number > 0),
        name TEXT NOT NULL,
        link TEXT NOT NULL,
        PRIMARY KEY (account, number)
      ) WITHOUT ROWID;
      CREATE UNIQUE INDEX saved_view_name ON saved_view (account, name);
      """)
  ]

  static func views(of account: String, on connection: Connection) throws(Problem) -> [SavedView] {
    try connection.rows(
      "SELECT number, name, link FROM saved_view WHERE account = ? ORDER BY number", [.text(account)]
    ) { (row) throws(Problem) in
      SavedView(number: row.int(0), name: row.text(1), link: row.text(2))
    }
  }

  static func save(_ view: SavedView, of account: String, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO saved_view (account, number, name, link) VALUES (?, ?, ?, ?)
      ON CONFLICT (account, number) DO UPDATE SET name = excluded.name
      """, [.text(account), .int(view.number), .text(view.name), .text(view.link)])
  }

  static func delete(_ number: Int64, of account: String, on connection: Connection) throws(Problem) {
    try connection.run(
      "DELETE FROM saved_view WHERE account = ? AND number = ?", [.text(account), .int(number)])
  }
}
