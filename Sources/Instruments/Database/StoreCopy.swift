// Copies of a store: made while it is in use, looked over before they count.

import GRDB
import Glibc
package import Kernel

extension Database {
  /// Opens a copy that nobody writes to; the file stays as it is.
  /// **Problems**: `database.copy.missing`; those of the database.
  package static func openCopy(_ path: String) throws(Problem) -> Database {
    guard access(path, R_OK) == 0 else {
      throw Problem(
        "database.copy.missing", .notFound, zh: "找不到备份文件“\(path)”，或没有读取权限。",
        en: "There is no backup at \(path), or it may not be read.", details: ["path": path])
    }
    return try Database(building: path)
  }

  /// Copies the store as it is at one moment into a new file, while others read and write. Until `check` has
  /// looked it over, the copy is called `path` and `.building`; where `check` throws it is thrown away.
  /// **Problems**: `database.copy.exists` where there is a file at `path`; those of the database, of `check`.
  package func copy<Answer>(
    to path: String, check: (Connection) throws(Problem) -> Answer
  ) throws(Problem) -> Answer {
    for ending in ["", "-wal", "-journal"] where access(path + ending, F_OK) == 0 {
      throw Problem(
        "database.copy.exists", .conflict, zh: "“\(path)\(ending)”已经存在，不会覆盖，请换一个位置。",
        en: "\(path)\(ending) exists and is not overwritten; choose another place.", details: ["path": path])
    }
    let building = path + ".building"
    unlink(building)
    // Before the first page: a copy holds what the store holds, and is for its owner's eyes.
    let empty = open(building, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard empty >= 0 else { throw DatabaseProblems.unmade(building, errno) }
    Glibc.close(empty)
    let answer: Answer
    do throws(Problem) {
      let copy = try Database(building: building)
      try Database.translating { [writer] in
        try writer.backup(to: copy.writer)
        // One file, without a log beside it.
        try copy.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      }
      answer = try copy.read(check)
      try copy.close()
      try Database.keep(building)
      guard rename(building, path) == 0 else { throw DatabaseProblems.unwritten(errno) }
      try Database.keep(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".")
    } catch {
      unlink(building)
      throw error
    }
    return answer
  }

  private static func keep(_ path: String) throws(Problem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DatabaseProblems.unwritten(errno) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw DatabaseProblems.unwritten(errno) }
  }
}

extension Connection {
  /// What SQLite finds wrong in the file, and rows that point to rows which are not there.
  /// **Shape**: a sentence each, at most 100; empty where all is well.
  package func faults() throws(Problem) -> [String] {
    let pages = try rows("PRAGMA integrity_check(100)") { (row) throws(Problem) in row.text(0) }
      .filter { $0 != "ok" }
    let pointers = try rows("PRAGMA foreign_key_check") { (row) throws(Problem) in
      "\(row.text(0)) row \(row.int(1)) points to a missing row of \(row.text(2))"
    }
    return pages + pointers.prefix(100)
  }

  /// How many rows each table holds. **Shape**: by name, in order.
  package func rowCounts() throws(Problem) -> [(table: String, rows: Int64)] {
    let names = try rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ) { (row) throws(Problem) in row.text(0) }
    var counts: [(table: String, rows: Int64)] = []
    for name in names {
      let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
      counts.append((name, try number("SELECT COUNT(*) FROM \(quoted)")))
    }
    return counts
  }
}
