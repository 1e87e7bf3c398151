// All that the database can refuse.

import Glibc
package import Kernel

/// Refusals of the store, in the words of its engine.
package enum DatabaseProblems {
  static let locked = Problem(
    "database.locked", .unavailable, zh: "数据库未用密钥打开，读不出封存的数据。",
    en: "The store was opened without its keys; sealed data cannot be read.")

  /// SQLite answered with an error; constraint faults are conflicts, a full or locked disk is unavailability.
  package static func refused(code: Int, message: String) -> Problem {
    let kind: Problem.Kind = code & 0xFF == 19 ? .conflict : .unavailable
    let advice = advice(code & 0xFF) ?? Text(zh: "", en: "")
    return Problem(
      kind == .conflict ? "database.constraint" : "database.unavailable", kind,
      zh: "数据库拒绝了操作：\(message)\(advice.zh)", en: "The database refused: \(message)\(advice.en)",
      details: ["code": String(code)])
  }

  /// Whether another program was only in the way, so that the same may succeed a moment later.
  package static func isPassing(_ problem: Problem) -> Bool { problem.details["code"] == "5" }

  static let closed = Problem(
    "database.unavailable", .unavailable, zh: "数据库已经关闭，程序正在结束。",
    en: "The database is closed; the program is ending.")

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

  /// Why pages cannot be written for a file or for one of its tables.
  enum Unfitness: String, CaseIterable {
    case open, format, missing, filled, computed, partial, order

    var reason: Text {
      switch self {
      case .open:
        Text(
          zh: "它表示数据库正被使用或未正常关闭，请先正常打开并关闭数据库",
          en: "it tells that the database is in use or was not closed; open and close it first")
      case .format:
        Text(
          zh: "它不是以 UTF-8、格式 4、无自动清理方式建立的 SQLite 文件",
          en: "it is no whole SQLite file in UTF-8, of format 4 and without auto-vacuum")
      case .missing: Text(zh: "文件中没有这个名称", en: "the file has nothing of this name and kind")
      case .filled: Text(zh: "其中已有数据", en: "it holds rows already")
      case .computed: Text(zh: "其中有计算列", en: "it has computed columns")
      case .partial: Text(zh: "索引带有条件", en: "the index has a condition")
      case .order: Text(zh: "其排序方式不是按字节升序", en: "it is ordered otherwise than by rising bytes")
      }
    }
  }

  static func unfit(_ name: String, _ why: Unfitness) -> Problem {
    Problem(
      "database.bulk.unfit", .conflict, zh: "不能批量写入“\(name)”：\(why.reason.zh)。",
      en: "\(name) cannot be filled in bulk: \(why.reason.en).", details: ["why": why.rawValue])
  }

  static func exists(_ path: String) -> Problem {
    Problem(
      "database.exists", .conflict, zh: "“\(path)”刚刚由另一个程序建成，请再运行一次。",
      en: "\(path) was made by another program meanwhile; run the command again.")
  }

  static func building(_ path: String) -> Problem {
    Problem(
      "database.building", .conflict, zh: "另一个程序正在新建“\(path)”，请稍后再试。",
      en: "Another program is making \(path); try again later.")
  }

  /// The system refused to write; an error number of C.
  static func unwritten(_ error: Int32) -> Problem {
    refused(code: error == ENOSPC ? 13 : 10, message: String(cString: strerror(error)))
  }

  /// A database that cannot be made where it should be.
  static func unmade(_ path: String, _ error: Int32) -> Problem {
    let reason = String(cString: strerror(error))
    return Problem(
      "database.unavailable", .unavailable,
      zh: "无法在“\(path)”新建数据库，请检查文件夹是否存在、是否可写（\(reason)）。",
      en: "No database can be made at \(path); is its folder there, and may it be written? (\(reason))",
      details: ["path": path])
  }
}
