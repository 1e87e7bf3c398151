// What a look at a whole store finds: its rows, its chain of entries, and what is wrong.

package import Access
package import Database
package import Kernel
import Screening

package struct StoreReport: Sendable {
  /// **Shape**: by name of the table, in order.
  package let rows: [(table: String, rows: Int64)]
  /// The last entry of each county's journal; equal marks mean the same journal.
  package let journal: String
  /// **Shape**: a sentence each; empty where all is well.
  package let faults: [Text]

  /// Reads every page and every row. **Problems**: those of the database.
  /// - Parameter more: what the lines of work find wrong in what is theirs.
  package init(
    on connection: Connection, besides more: (Connection) throws(Problem) -> [Text] = { _ in [] }
  ) throws(Problem) {
    rows = try connection.rowCounts()
    journal = try JournalStore.mark(without: [], on: connection)
    var faults = try connection.faults().map { Text(zh: "数据库：\($0)", en: "Database: \($0)") }
    if let broken = try JournalStore.firstBroken(on: connection) {
      faults.append(
        Text(
          zh: "日志在第 \(broken.sequence) 条处被改动过（县代码 \(broken.county)）",
          en: "The journal was altered at entry \(broken.sequence) of county \(broken.county)"))
    }
    faults += try FindingCheckStore.faults(on: connection)
    faults += try more(connection)
    self.faults = faults
  }

  /// **Problems**: `operation.store.broken` with all faults where there is one.
  package func demandWhole() throws(Problem) {
    guard let first = faults.first else { return }
    throw Problem(
      "operation.store.broken", .conflict,
      zh: "检查发现 \(faults.count) 处问题：\(faults.map(\.zh).joined(separator: "；"))。",
      en: "\(faults.count) faults were found: \(faults.map(\.en).joined(separator: "; ")).",
      details: ["first": first.en])
  }

  /// **Problems**: `operation.copy.differs` where the other store has other rows or another journal.
  func demandEqual(_ other: StoreReport) throws(Problem) {
    let isEqual = journal == other.journal && rows.elementsEqual(other.rows) { $0 == $1 }
    guard isEqual else {
      throw Problem(
        "operation.copy.differs", .conflict, zh: "备份与原库的内容不一致，已放弃，请再试一次。",
        en: "The copy holds other rows than the store and was thrown away; please try again.")
    }
  }

  package var total: Int64 { rows.reduce(0) { $0 + $1.rows } }
}
