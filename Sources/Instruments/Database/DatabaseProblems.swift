// All that the database can refuse.

package import Kernel

/// Refusals of the store, in the words of its engine.
package enum DatabaseProblems {
  /// SQLite answered with an error; constraint faults are conflicts, a full or locked disk is unavailability.
  package static func refused(code: Int, message: String) -> Problem {
    let kind: Problem.Kind = code & 0xFF == 19 ? .conflict : .unavailable
    return Problem(
      kind == .conflict ? "database.constraint" : "database.unavailable", kind,
      zh: "数据库拒绝了操作：\(message)", en: "The database refused: \(message)", details: ["code": String(code)])
  }

  static func newerSchema(_ name: String) -> Problem {
    Problem(
      "database.newerSchema", .conflict,
      zh: "数据库由更新版本的程序建立（\(name)），请升级程序后再打开。",
      en: "The database was made by a newer version (\(name)); upgrade the program, then open it.")
  }
}
