// When a store was copied last, as its journal knows it.

package import Database
package import Kernel

/// A backup that was made and found whole.
package struct BackupRecord: Sendable, Equatable {
  package let at: Instant
  /// The file, as whoever made it named it.
  package let path: String

  private static let action = "store.backup"

  package static func record(_ path: String, by act: Act, on connection: Connection) throws(Problem) {
    try JournalStore.append(
      act, county: JournalStore.doors, action: action, subject: path, details: "{}", on: connection)
  }

  /// Nil where none was ever made.
  package static func last(on connection: Connection) throws(Problem) -> BackupRecord? {
    try JournalQueryStore.last(action, on: connection).map { BackupRecord(at: $0.at, path: $0.subject) }
  }
}
