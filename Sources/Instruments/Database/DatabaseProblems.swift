// All that the database can refuse.

package import Kernel

/// Refusals of the store, in the words of its engine.
package enum DatabaseProblems {
  /// SQLite answered with an error; constraint faults are conflicts, a full or locked disk is unavailability.
  package static func refused(code: Int, message: String) -> Problem {
    let kind: Problem.Kind = code & 0xFF == 19 ? .conflict : .unavailable
    let advice = advice(code & 0xFF) ?? Text(zh: "", en: "")
    return Problem(
      kind == .conflict ? "database.constraint" : "database.unavailable", kind,
      zh: "数据库拒绝了操作：\(message)\(advice.zh)", en: "The database refused: \(message)\(advice.en)",
      details: ["code": String(code)])
  }

  /// What can be done about an engine's primary code, where the message alone does not say.
  private static func advice(_ code: Int) -> Text? {
    switch code {
    case 5: Text(zh: "（另一个程序正在写入，请稍后再试）", en: " (another program is writing; try again later)")
    case 8: Text(zh: "（文件或其目录只读，请检查权限）", en: " (the file or its folder is read-only)")
    case 13: Text(zh: "（磁盘已满）", en: " (the disk is full)")
    case 14: Text(zh: "（无法打开，请检查路径和权限）", en: " (check the path and the permissions)")
    case 26: Text(zh: "（这个文件不是数据库，请核对路径）", en: " (the path names another kind of file)")
    default: nil
    }
  }

  static func newerSchema(_ name: String) -> Problem {
    Problem(
      "database.newerSchema", .conflict,
      zh: "数据库由更新版本的程序建立（\(name)），请升级程序后再打开。",
      en: "The database was made by a newer version (\(name)); upgrade the program, then open it.")
  }
}
