// Backups of a running store, and the way back.

package import Database
import Foundation
package import Kernel

/// A backup is one SQLite file. The keys of sealed values are no part of a store, nor of a backup: they are
/// kept elsewhere.
package enum Backup {
  /// Writes `FOLDER/shouwang-INSTANT.sqlite` and looks it over: pages, rows that point
  /// to rows, the journal's chain. What is written meanwhile is not in it.
  /// - Parameter at: names the file.
  /// **Problems**: `operation.store.broken` where the store itself is broken, and no file stays; those of
  /// `Database.copy`.
  package static func make(
    of store: Database, in folder: String, at: Instant
  ) throws(Problem) -> (path: String, report: StoreReport) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Problem(
        "operation.backup.folder", .unavailable, zh: "无法建立备份目录“\(folder)”。",
        en: "The folder \(folder) cannot be made.", details: ["folder": folder])
    }
    let moment = "\(at)".replacing(":", with: "")
    let path = "\(folder)/shouwang-\(moment).sqlite"
    let report = try store.copy(to: path, check: wholeReport)
    return (path, report)
  }

  /// Makes a store of a backup, where there is none yet, and compares both.
  /// **Problems**: `database.copy.missing`, `database.copy.exists` where there is a store; as for `make`.
  package static func restore(_ backup: String, to store: String) throws(Problem) -> StoreReport {
    let source = try Database.openCopy(backup)
    let before = try source.read { (connection) throws(Problem) in try wholeReport(connection) }
    let report = try source.copy(to: store) { (connection) throws(Problem) in
      let after = try StoreReport(on: connection)
      try before.demandEqual(after)
      return after
    }
    try source.close()
    return report
  }

  private static func wholeReport(_ connection: Connection) throws(Problem) -> StoreReport {
    let report = try StoreReport(on: connection)
    try report.demandWhole()
    return report
  }
}
