// SQL of the data-quality report: per register and feed, how many rows came and why some were refused.

package import Database
package import Kernel
import Sheets

/// One line of the report. Sums: `total` = malformed + bad check + unknown + duplicate + accepted, for feeds.
package struct QualityLine: Hashable, Sendable {
  package let kind: String
  package var total = 0
  package var malformed = 0
  package var badCheck = 0
  package var unknown = 0
  package var duplicate = 0
  package var accepted = 0

  package init(kind: String) { self.kind = kind }
}

/// Reads what imports noted; it looks at no file again.
package enum QualityStore {
  /// The report in order of name: feeds by what their imports counted, and the two registers by what they
  /// hold. Water is counted per group and stands in the import's own summary.
  package static func report(on connection: Connection) throws(Problem) -> [QualityLine] {
    var lines: [QualityLine] = []
    let files = try ImportStore.all(on: connection)
    for kind in FeedKind.all where kind.key != .group {
      let line = line(of: kind.name, files: files)
      if kind.isExpected || line.total > 0 { lines.append(line) }
    }
    var persons = QualityLine(kind: "persons")
    persons.badCheck = Int(
      try connection.number("SELECT COUNT(*) FROM person WHERE id_checked = 0 AND gone_on IS NULL"))
    persons.accepted = Int(try connection.number("SELECT COUNT(*) FROM person WHERE gone_on IS NULL"))
    var households = QualityLine(kind: "households")
    households.accepted = Int(try connection.number("SELECT COUNT(*) FROM household WHERE gone_on IS NULL"))
    return (lines + [persons, households]).sorted { $0.kind < $1.kind }
  }

  /// What all imports of one kind counted together.
  package static func line(of kind: String, files: [ImportFile]) -> QualityLine {
    var counts = ImportCounts()
    for file in files where file.kind == kind { counts.add(file.counts) }
    return QualityLine(kind, counts)
  }
}

extension QualityLine {
  /// What refused rows alone tell of a kind: all that came is unknown, so that `total` counts the refused
  /// rows, and `accepted` those among them that were taken with a doubt.
  package init(_ kind: String, refused: [(kind: String, code: String, rows: Int, kept: Int)]) {
    self.init(kind: kind)
    for count in refused where count.kind == kind {
      total += count.rows
      accepted += count.kept
      switch RowFault.Code(rawValue: count.code) {
      case .badCheck: badCheck += count.rows
      case .unknown: unknown += count.rows
      case .duplicate: duplicate += count.rows
      case .malformed, .encoding, .columns, nil: malformed += count.rows
      }
    }
  }

  /// What imports of one kind counted together.
  package init(_ kind: String, _ counts: ImportCounts) {
    func faults(_ codes: RowFault.Code...) -> Int { codes.reduce(0) { $0 + (counts.faults[$1] ?? 0) } }
    self.init(kind: kind)
    total = counts.total
    malformed = faults(.malformed, .encoding, .columns)
    badCheck = faults(.badCheck)
    unknown = faults(.unknown)
    duplicate = faults(.duplicate)
    accepted = counts.accepted
  }
}
