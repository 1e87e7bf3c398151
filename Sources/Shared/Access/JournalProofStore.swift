// SQL that walks along the journal and proves that nobody touched it.

package import Database
package import Kernel

/// The first place at which a chain does not hold.
package struct JournalBreak: Sendable, Equatable {
  /// What is wrong there.
  package enum Fault: String, Sendable {
    /// The entry's fields are not those that were hashed, or its hash is another.
    case content
    /// The entry does not follow the one that stands before it.
    case link
    /// A number is missing before it.
    case gap
    /// The end of the chain is cut off: an anchor knows a later entry.
    case end
    /// An anchor remembers another hash.
    case anchor
  }

  package let county: Int64
  package let sequence: Int64
  package let fault: Fault

  package var words: Text {
    switch fault {
    case .content: Text(zh: "内容或哈希被改动", en: "its content or its hash was altered")
    case .link: Text(zh: "与前一条不相接", en: "it does not follow the entry before")
    case .gap: Text(zh: "前面缺少记录", en: "entries before it are missing")
    case .end: Text(zh: "末尾的记录被删去", en: "the end of the journal was cut off")
    case .anchor: Text(zh: "与存证不符", en: "the anchor remembers another entry")
    }
  }
}

/// The end of a county's chain.
package struct JournalEnd: Sendable, Equatable {
  package let county: Int64
  package let sequence: Int64
  package let hash: [UInt8]
}

extension JournalStore {
  /// The first broken entry, nil where every hash is right and no number is missing.
  /// Entries cut off at the end of a county leave a whole chain: only anchors kept elsewhere show them.
  package static func firstBroken(on connection: Connection) throws(Problem) -> JournalBreak? {
    var (county, sequence): (Int64, Int64) = (.min, 0)
    var hash: [UInt8] = []
    while true {
      let page = try entries(after: (county, sequence), limit: pageSize, on: connection)
      for entry in page {
        if entry.county != county { (sequence, hash) = (0, []) }
        if let fault = fault(entry, after: sequence, hash) {
          return JournalBreak(county: entry.county, sequence: entry.sequence, fault: fault)
        }
        (county, sequence, hash) = (entry.county, entry.sequence, entry.hash)
      }
      if page.count < pageSize { return nil }
    }
  }

  /// Walks on behind ends that were seen before, through what each chain has got since.
  /// **Shape**: the new ends, by county; `broken` is the first entry that does not follow, where the walk of
  /// its county stops.
  package static func follow(
    _ ends: [JournalEnd], on connection: Connection, _ see: (JournalEntry) -> Void
  ) throws(Problem) -> (ends: [JournalEnd], broken: JournalBreak?) {
    let known = Dictionary(ends.map { ($0.county, $0) }, uniquingKeysWith: { first, _ in first })
    var (new, broken): ([JournalEnd], JournalBreak?) = ([], nil)
    for end in try self.ends(on: connection) {
      var (sequence, hash) = known[end.county].map { ($0.sequence, $0.hash) } ?? (0, [])
      walk: while sequence < end.sequence {
        let page = try connection.rows(
          "SELECT \(columns) FROM journal WHERE county = ? AND sequence > ? ORDER BY sequence LIMIT ?",
          [.int(end.county), .int(sequence), .int(pageSize)], entry)
        for entry in page {
          if let fault = fault(entry, after: sequence, hash) {
            broken = broken ?? JournalBreak(county: entry.county, sequence: entry.sequence, fault: fault)
            break walk
          }
          see(entry)
          (sequence, hash) = (entry.sequence, entry.hash)
        }
      }
      new.append(JournalEnd(county: end.county, sequence: sequence, hash: hash))
    }
    return (new, broken)
  }

  package static func count(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COUNT(*) FROM journal")
  }

  /// The end of each chain, by county: a step through the key for each of them.
  package static func ends(on connection: Connection) throws(Problem) -> [JournalEnd] {
    var ends: [JournalEnd] = []
    while true {
      let end = try connection.row(
        """
        SELECT county, sequence, hash FROM journal
        WHERE county = (SELECT MIN(county) FROM journal WHERE county > ?) ORDER BY sequence DESC LIMIT 1
        """, [.int(ends.last?.county ?? .min)]
      ) { (row) throws(Problem) in JournalEnd(county: row.int(0), sequence: row.int(1), hash: row.bytes(2)) }
      guard let end else { return ends }
      ends.append(end)
    }
  }

  /// Where the journal no longer holds an end that was noted once; nil where it does.
  package static func missing(_ end: JournalEnd, on connection: Connection) throws(Problem) -> JournalBreak? {
    let hash = try connection.row(
      "SELECT hash FROM journal WHERE county = ? AND sequence = ?", [.int(end.county), .int(end.sequence)]
    ) { (row) throws(Problem) in row.bytes(0) }
    if hash == end.hash { return nil }
    return JournalBreak(county: end.county, sequence: end.sequence, fault: hash == nil ? .end : .anchor)
  }

  private static let pageSize = 1_000

  private static func fault(
    _ entry: JournalEntry, after sequence: Int64, _ hash: [UInt8]
  ) -> JournalBreak.Fault? {
    if entry.sequence != sequence + 1 { return .gap }
    // Old entries kept no hash of the one before; their own holds it all the same.
    if entry.form != 1, entry.previous != hash { return .link }
    if entry.form == 1, entry != entry.asOld { return .content }
    return entry.chained(after: hash) == entry.hash ? nil : .content
  }
}

extension JournalEntry {
  /// An entry of the old form has nothing in the newer columns, which its hash does not know.
  fileprivate var asOld: JournalEntry {
    JournalEntry(
      county: county, sequence: sequence, at: at, actor: actor, request: request, action: action,
      subject: subject, details: details, form: form, hash: hash)
  }
}
