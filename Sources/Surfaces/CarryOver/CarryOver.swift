// Takes the ledger of an authority that has monitored households before over into the cases of this one.

package import Access
package import Casework
package import Database
package import Kernel
package import Registry
import Rules
package import Sheets

/// What became of the rows of one sheet.
package struct CarriedSheet: Sendable {
  package let name: String
  /// The import under which refused rows are kept.
  package let number: Int64
  /// One outcome a row.
  package let counts: ImportCounts
}

/// One run over one sheet. Each part is a transaction with its entries of the journal, so that it can stop
/// anywhere: what was taken over is known again, and the same sheet goes on.
package struct CarryOver {
  private let database: Database
  private let book: ProcedureBook
  private let act: Act
  private let visitor: Visitor?
  private let chunkRows: Int
  private let report: (Int, Int) -> Void
  private let shouldStop: () -> Bool

  /// Under which kind the sheet stands in the ledger of imports and in quarantine.
  package static let kind = "cases"

  /// - Parameters:
  ///   - visitor: nil for who works on the machine itself.
  ///   - report: called after every part with the rows that are done, and all rows.
  package init(
    _ database: Database, _ book: ProcedureBook, by act: Act, as visitor: Visitor?, chunkRows: Int = 2_000,
    report: @escaping (Int, Int) -> Void = { _, _ in }, shouldStop: @escaping () -> Bool = { false }
  ) {
    (self.database, self.book, self.act, self.visitor) = (database, book, act, visitor)
    (self.chunkRows, self.report, self.shouldStop) = (chunkRows, report, shouldStop)
  }

  /// Whether a sheet has all columns of such a ledger.
  package static func fits(_ sheet: Sheet) -> Bool { CaseSheet.names.allSatisfy { sheet.column($0) != nil } }

  /// **Problems**: `access.permission.missing`, `carryOver.sheet.columns`, `carryOver.interrupted`; those of
  /// the file.
  package func run(_ path: String) throws(Problem) -> CarriedSheet {
    let today = act.at.day()
    let sheet = try Sheet(path: path)
    var (rows, refused) = try CaseSheet(sheet, book, today: today).rows()
    // Cases are numbered in the order in which they began, and one that came back knows the one before it.
    rows.sort { ($0.carried.openedOn, $0.line) < ($1.carried.openedOn, $1.line) }
    let digest = try Digest.ofFile(path)
    var part = try database.write { (connection) throws(Problem) in
      try open(sheet, Digest.hex(digest.0), size: digest.1, today, on: connection)
    }
    if part.pass.answer != nil {
      return CarriedSheet(name: sheet.name, number: part.file.number, counts: part.file.counts.repeated)
    }
    let all = rows.count + refused.count
    while !rows.isEmpty || !refused.isEmpty {
      let (some, bad) = (rows.prefix(chunkRows), refused.prefix(chunkRows))
      part = try database.write { (connection) throws(Problem) in
        var next = part
        for row in bad { try next.refuse(row.fault, raw: row.raw, nil, on: connection) }
        for row in some { try next.take(row, book, today: today, on: connection) }
        return next
      }
      rows.removeFirst(some.count)
      refused.removeFirst(bad.count)
      report(part.counts.total, all)
      if shouldStop(), !rows.isEmpty { throw CarryOverProblems.interrupted(part.counts.total) }
    }
    try database.write { (connection) throws(Problem) in try part.finish(at: act.at, on: connection) }
    return CarriedSheet(name: sheet.name, number: part.file.number, counts: part.counts)
  }

  /// Opens the command and finds the sheet in the ledger of imports, or enters it.
  private func open(
    _ sheet: Sheet, _ digest: String, size: Int64, _ today: Day, on connection: Connection
  ) throws(Problem) -> CarryOverPart {
    let pass = try DoorPass.open(
      Command("episode.carryOver", permission: .dataImport, body: digest), by: act, as: visitor,
      county: ImportStore.county, on: connection)
    // Persons are looked up one by one.
    try RegistryMigrations.buildIndexes(on: connection)
    let known = try ImportStore.find(
      digest: digest, kind: CarryOver.kind, dated: today, isComplete: false, on: connection)
    let file: ImportFile
    if let known {
      file = known
    } else {
      file = try ImportStore.begin(
        kind: CarryOver.kind, name: sheet.name, digest: digest, size: size, dated: today, isComplete: false,
        at: act.at, on: connection)
    }
    return CarryOverPart(
      pass: pass, file: file, known: try CarriedCaseStore.known(on: connection),
      held: try ImportStore.quarantinedLines(of: file.number, on: connection))
  }
}
