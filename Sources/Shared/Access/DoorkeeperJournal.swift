// What the auditor asks of the journal.

import Database
package import Kernel

/// An entry with its personal values opened, as far as their keys still exist.
package struct JournalSight: Sendable, Equatable {
  package let entry: JournalEntry
  package let changes: [Change]

  /// A field before and after; a value whose key was erased is told as erased.
  package struct Change: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
      case none
      case plain(String)
      case sealed(String)
      case erased
    }

    package let field: String
    package let before: Value
    package let after: Value
  }
}

extension Doorkeeper {
  /// Puts a look at sensitive data on record, before the data is shown.
  /// - Parameter fields: names of what is looked at, never values.
  /// **Problems**: `access.permission.missing` for a visitor who may not reveal or export,
  /// `access.look.reason`.
  package func look(
    _ look: JournalLook, subject: String, about: JournalSubject, fields: [String], reason: String,
    by act: Act,
    as visitor: Visitor?
  ) throws(Problem) {
    switch look {
    case .reveal: try visitor?.demand(.personReveal)
    case .export: try visitor?.demand(.householdExport)
    case .openOutside: try visitor?.demand(.householdRead)
    }
    try database.write { (connection) throws(Problem) in
      try look.record(act, subject: subject, about: about, fields: fields, reason: reason, on: connection)
    }
  }

  /// **Problems**: `access.permission.missing`.
  package func journal(_ query: JournalQuery, as visitor: Visitor?) throws(Problem) -> [JournalEntry] {
    try visitor?.demand(.journalRead)
    return try database.read { (connection) throws(Problem) in
      try JournalQueryStore.entries(query, on: connection)
    }
  }

  /// One entry whole. **Problems**: `access.permission.missing`, `access.journal.unknown`.
  package func journalEntry(
    county: Int64, sequence: Int64, as visitor: Visitor?
  ) throws(Problem) -> JournalSight {
    try visitor?.demand(.journalRead)
    return try database.read { (connection) throws(Problem) in
      guard
        let entry = try JournalQueryStore.entry(county: county, sequence: sequence, on: connection)
      else {
        throw Problem("access.journal.unknown", .notFound, zh: "没有这条日志。", en: "There is no such entry.")
      }
      let seal = SubjectSeal(sealer, chance: chance)
      return JournalSight(entry: entry, changes: try seal.changes(entry.changes, on: connection))
    }
  }

  /// Walks the whole chain; nil where it is whole. **Problems**: `access.permission.missing`.
  package func journalBreak(as visitor: Visitor?) throws(Problem) -> JournalBreak? {
    try visitor?.demand(.journalRead)
    return try database.read { (connection) throws(Problem) in
      try JournalStore.firstBroken(on: connection)
    }
  }
}
