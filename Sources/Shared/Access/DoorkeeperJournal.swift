// What the auditor asks of the journal.

package import Database
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
    try database.write { (connection) throws(Problem) in
      try look.record(
        act, as: visitor, subject: subject, about: about,
        details: JSONText.object(["fields": JSONText.array(fields.map(JSONText.quoted))]), reason: reason,
        on: connection)
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
      let seal = SubjectSeal(sealer(on: connection), chance: chance)
      return JournalSight(entry: entry, changes: try seal.changes(entry.changes, on: connection))
    }
  }

  /// Walks the whole chain, and puts what it found on record; nil where it is whole.
  /// **Problems**: `access.permission.missing`.
  @discardableResult
  package func verifyJournal(by act: Act, as visitor: Visitor?) throws(Problem) -> JournalBreak? {
    try visitor?.demand(.journalRead)
    let found = try database.read { (connection) throws(Problem) in
      (try JournalStore.firstBroken(on: connection), try JournalStore.count(on: connection))
    }
    try database.write { (connection) throws(Problem) in
      try JournalCheck.record(found.0, entries: found.1, by: act, on: connection)
    }
    return found.0
  }

  /// What happened since an instant, and how the last look at the chain ended.
  /// **Problems**: `access.permission.missing`.
  package func journalWork(
    today: Instant, week: Instant, as visitor: Visitor?
  ) throws(Problem) -> JournalWork {
    try visitor?.demand(.journalRead)
    return try database.read { (connection) throws(Problem) in
      let looks = JournalLook.allCases.map(\.rawValue)
      return JournalWork(
        today: try JournalQueryStore.counts(since: today, on: connection),
        looks: try JournalQueryStore.counts(since: week, of: looks, on: connection),
        check: try JournalCheck.last(on: connection))
    }
  }
}

/// What an auditor begins the day with. **Shape**: counts by action, in order of the alphabet.
package struct JournalWork: Sendable {
  package let today: [(action: String, count: Int)]
  package let looks: [(action: String, count: Int)]
  /// Nil where nobody ever looked.
  package let check: JournalCheck?
}

/// The last look at the whole chain.
package struct JournalCheck: Sendable, Equatable {
  package let at: Instant
  package let isWhole: Bool

  package init(at: Instant, isWhole: Bool) { (self.at, self.isWhole) = (at, isWhole) }

  private static let (action, whole) = ("journal.verify", "whole")

  /// Puts on record how a look at the whole chain ended.
  package static func record(
    _ found: JournalBreak?, entries: Int64, by act: Act, on connection: Connection
  ) throws(Problem) {
    try JournalStore.append(
      act, county: JournalStore.doors, action: action,
      subject: found.map { "broken \($0.county) \($0.sequence)" } ?? whole,
      details: JSONText.object(["entries": String(entries)]), on: connection)
  }

  package static func last(on connection: Connection) throws(Problem) -> JournalCheck? {
    try JournalQueryStore.last(action, on: connection).map {
      JournalCheck(at: $0.at, isWhole: $0.subject == whole)
    }
  }
}
