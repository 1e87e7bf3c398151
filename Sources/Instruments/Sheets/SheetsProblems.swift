// All that the room of sheets can refuse.

import Kernel

enum SheetsProblems {
  static func missing(_ path: String) -> Problem {
    Problem(
      "sheets.file.missing", .notFound, zh: "找不到文件：\(path)", en: "There is no file at \(path).",
      details: ["path": path])
  }

  static func unreadable(_ path: String, error: Int32) -> Problem {
    Problem(
      "sheets.file.unreadable", .unavailable, zh: "无法读取文件：\(path)（系统错误 \(error)）",
      en: "The file \(path) cannot be read (system error \(error)).",
      details: ["path": path, "errno": "\(error)"])
  }

  static func unwritable(_ path: String, error: Int32) -> Problem {
    Problem(
      "sheets.file.unwritable", .unavailable, zh: "无法写入文件：\(path)（系统错误 \(error)），请检查磁盘空间和权限",
      en: "The file \(path) cannot be written (system error \(error)); check disk space and permissions.",
      details: ["path": path, "errno": "\(error)"])
  }

  static func empty(_ path: String) -> Problem {
    Problem(
      "sheets.file.empty", .invalid, zh: "文件是空的：\(path)", en: "The file \(path) is empty.",
      details: ["path": path])
  }

  static func notText(_ path: String) -> Problem {
    Problem(
      "sheets.file.notText", .invalid, zh: "文件不是 CSV 文本：\(path)。请在表格软件中另存为“CSV UTF-8”后再导入",
      en:
        "The file \(path) is not CSV text. Save it as “CSV UTF-8” in the spreadsheet program and try again.",
      details: ["path": path])
  }

  static func decoderMissing(_ path: String) -> Problem {
    Problem(
      "sheets.encoding.unavailable", .unavailable,
      zh: "文件 \(path) 是 GB18030 编码，但本机没有安装该编码的转换表。请另存为 UTF-8 后再导入",
      en: "The file \(path) is in GB18030, and this machine has no converter for it. Save it as UTF-8.",
      details: ["path": path])
  }

  static func headerUnreadable(_ path: String) -> Problem {
    Problem(
      "sheets.header.unreadable", .invalid, zh: "文件 \(path) 的表头无法读取：编码有误或引号未闭合",
      en: "The header of \(path) cannot be read: wrong encoding or a quote that is never closed.",
      details: ["path": path])
  }

  static func headerBlank(_ path: String, column: Int) -> Problem {
    Problem(
      "sheets.header.blank", .invalid, zh: "文件 \(path) 的表头第 \(column) 列没有名称",
      en: "Column \(column) in the header of \(path) has no name.",
      details: ["path": path, "column": "\(column)"])
  }

  static func headerTwice(_ path: String, name: String) -> Problem {
    Problem(
      "sheets.header.duplicate", .invalid, zh: "文件 \(path) 的表头中列“\(name)”出现了两次",
      en: "The header of \(path) names the column “\(name)” twice.", details: ["path": path, "column": name])
  }

  static func headerTooWide(_ path: String, limit: Int) -> Problem {
    Problem(
      "sheets.header.tooWide", .invalid, zh: "文件 \(path) 的表头超过 \(limit) 列",
      en: "The header of \(path) has more than \(limit) columns.",
      details: ["path": path, "limit": "\(limit)"])
  }

  static func tooManyRows(_ path: String, limit: Int) -> Problem {
    Problem(
      "sheets.workbook.tooManyRows", .invalid, zh: "工作表最多 \(limit) 行，请缩小范围后分批导出：\(path)",
      en: "A sheet holds at most \(limit) rows; take out fewer at a time: \(path).",
      details: ["path": path, "limit": "\(limit)"])
  }

  static func textTooLong(_ path: String, row: Int, column: Int) -> Problem {
    Problem(
      "sheets.workbook.textTooLong", .invalid, zh: "第 \(row) 行第 \(column) 列的文字过长，工作表放不下：\(path)",
      en: "The text in row \(row), column \(column) is too long for a sheet: \(path).",
      details: ["path": path, "row": "\(row)", "column": "\(column)"])
  }
}
