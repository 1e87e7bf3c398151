// SQL of the departments' feeds: one generic merge over the tables that `FeedKind` describes.

import Columns
package import Database
package import Kernel
package import Sheets

/// One accepted row of a feed: whom it speaks of and its values in the order of the feed's columns.
package struct FeedFacts: Sendable {
  package var record: Int64
  /// The county that keeps the row: the person's home, or the county of the group or place.
  package var county: Int64
  /// The person's id, or the code of the group or place.
  package var subject: Int64
  package var values: [SQLValue]
  /// The identity number that the row gives; nil where it speaks of a group or place.
  package var citizen: CitizenID?

  package init(
    record: Int64, county: Int64, subject: Int64, values: [SQLValue], citizen: CitizenID? = nil
  ) {
    (self.record, self.county, self.subject, self.values) = (record, county, subject, values)
    self.citizen = citizen
  }

  var fingerprint: Int64 {
    var fingerprint = Fingerprint()
    fingerprint.add(subject)
    for value in values {
      switch value {
      case .null: fingerprint.add(Int64.min)
      case .int(let number): fingerprint.add(number)
      case .text(let text): fingerprint.add(text)
      case .bytes(let bytes): bytes.withUnsafeBytes { fingerprint.add($0) }
      }
    }
    return fingerprint.value
  }
}

/// The record numbers of one feed in memory.
package final class FeedIndex {
  private var slots = KeyIndex()
  private var known: [KnownRow] = []
  private var counties: [Int64] = []
  private var records: [Int64] = []

  package init() {}

  func find(_ record: Int64) -> (county: Int64, known: KnownRow)? {
    slot(of: record).map { (counties[$0], known[$0]) }
  }

  /// The records of `counties` that are not in `seen` and of which no younger sheet speaks.
  func records(
    in counties: Set<Int64>, notIn seen: Set<Int64>, asOf origin: RowOrigin
  ) -> [(record: Int64, county: Int64)] {
    var missing: [(record: Int64, county: Int64)] = []
    for (slot, record) in records.enumerated() where !seen.contains(record) {
      if known[slot].isGone || known[slot].isYounger(than: origin) { continue }
      if counties.contains(self.counties[slot]) { missing.append((record, self.counties[slot])) }
    }
    return missing.sorted { $0.record < $1.record }
  }

  func confirm(_ record: Int64, on day: Day) {
    if let slot = slot(of: record) { known[slot].dated = day }
  }

  func markGone(_ record: Int64, on day: Day) {
    if let slot = slot(of: record) { known[slot].goneOn = day }
  }

  func insert(_ record: Int64, county: Int64, known row: KnownRow) {
    if let slot = slot(of: record) {
      known[slot] = row
      counties[slot] = county
    } else {
      slots.insert(record, row: Int32(known.count))
      records.append(record)
      known.append(row)
      counties.append(county)
    }
  }

  private func slot(of record: Int64) -> Int? {
    let row = slots.row(of: record)
    return row < 0 ? nil : Int(row)
  }
}

/// The rows of one feed in the store. Its SQL is made from the feed's columns, never from a value.
package struct FeedStore {
  package let kind: FeedKind
  private let insertion: String
  private let subjectColumn: String

  package init(_ kind: FeedKind) {
    self.kind = kind
    subjectColumn = kind.key.column
    let columns = kind.columns.map(\.name)
    let names =
      ["county", "record_number", subjectColumn] + columns + ["dated", "fingerprint", "import", "line"]
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    insertion = "INSERT INTO \(kind.table) (\(names.joined(separator: ", "))) VALUES (\(marks))"
  }

  /// Enters stored records into an index, withdrawn ones too.
  /// - Parameter records: the only ones that will be asked for, nil for all.
  package func load(
    _ index: FeedIndex, _ records: Set<Int64>? = nil, on connection: Connection
  ) throws(Problem) {
    let text = "SELECT record_number, county, fingerprint, import, dated, gone_on FROM \(kind.table)"
    let statement = try connection.statement(
      records == nil ? text : text + " WHERE county = ? AND record_number = ?")
    func read() throws(Problem) {
      while try statement.step() {
        let known = KnownRow(
          fingerprint: statement.int(2), importNumber: statement.int(3), dated: statement.day(4),
          goneOn: statement.optionalDay(5))
        index.insert(statement.int(0), county: statement.int(1), known: known)
      }
      statement.reset()
    }
    guard let records else { return try read() }
    for county in try CountyStore.counties(of: kind.table, on: connection) {
      for record in records.sorted() {
        statement.bind([.int(county), .int(record)])
        try read()
      }
    }
  }

  /// Merges one row: new, updated (what was there is kept as history), identical or older; invalid, and
  /// nothing is stored, where the person it was linked to has another identity number.
  package func merge(
    _ facts: FeedFacts, origin: RowOrigin, index: FeedIndex, on connection: Connection
  ) throws(Problem) -> RowOutcome {
    let fingerprint = facts.fingerprint
    var outcome = RowOutcome.new
    if let stored = index.find(facts.record) {
      switch stored.known.meets(fingerprint, from: origin) {
      case .same: return .identical
      case .older: return .older
      case .confirmed:
        try confirm(facts.record, county: stored.county, on: origin.dated, connection: connection)
        index.confirm(facts.record, on: origin.dated)
        return .identical
      case .replaces:
        guard try isOfItsPerson(facts, on: connection) else { return .invalid }
        try HistoryStore.keepFeedRow(
          facts.record, of: kind, county: stored.county, replacedBy: origin.importNumber, on: connection)
        try connection.run(
          "DELETE FROM \(kind.table) WHERE county = ? AND record_number = ?",
          [.int(stored.county), .int(facts.record)])
        outcome = .updated
      }
    } else if try !isOfItsPerson(facts, on: connection) {
      return .invalid
    }
    let known = KnownRow(fingerprint, from: origin)
    try insert(facts, known: known, origin: origin, on: connection)
    index.insert(facts.record, county: facts.county, known: known)
    return outcome
  }

  private func isOfItsPerson(_ facts: FeedFacts, on connection: Connection) throws(Problem) -> Bool {
    guard let citizen = facts.citizen else { return true }
    return try PersonStore.holds(
      citizen, facts.subject, county: facts.county, connection.seal(), on: connection)
  }

  /// Marks the rows withdrawn that a complete feed no longer holds, in the counties that it speaks of.
  package func markGone(
    notIn seen: Set<Int64>, counties: Set<Int64>, origin: RowOrigin, index: FeedIndex, connection: Connection
  ) throws(Problem) -> Int {
    let missing = index.records(in: counties, notIn: seen, asOf: origin)
    for (record, county) in missing {
      try connection.run(
        "UPDATE \(kind.table) SET gone_on = ? WHERE county = ? AND record_number = ?",
        [.day(origin.dated), .int(county), .int(record)])
      index.markGone(record, on: origin.dated)
    }
    return missing.count
  }

  private func insert(
    _ facts: FeedFacts, known: KnownRow, origin: RowOrigin, on connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(insertion)
    statement.bind(1, facts.county)
    statement.bind(2, facts.record)
    statement.bind(3, facts.subject)
    var position = 4
    for value in facts.values {
      switch value {
      case .null: statement.bindNull(position)
      case .int(let number): statement.bind(position, number)
      case .text(let text): statement.bind(position, text)
      case .bytes: preconditionFailure("a feed holds numbers and text")
      }
      position += 1
    }
    statement.bind(position, Int64(known.dated.number))
    statement.bind(position + 1, known.fingerprint)
    statement.bind(position + 2, origin.importNumber)
    statement.bind(position + 3, origin.line)
    try statement.run()
  }

  private func confirm(
    _ record: Int64, county: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      "UPDATE \(kind.table) SET dated = ? WHERE county = ? AND record_number = ?")
    try statement.run([.day(day), .int(county), .int(record)])
  }
}
