// All that an import can refuse as a whole, beside the rows that a `RowFault` refuses one by one.

import Kernel

enum ExchangeProblems {
  static func unknownSheet(_ name: String, header: [String]) -> Problem {
    Problem(
      "exchange.sheet.unknown", .invalid,
      zh: "无法识别文件 \(name)：表头为 \(header.joined(separator: ","))，不符合任何一种登记表或部门数据。",
      en: "The columns of \(name) fit no register or feed: \(header.joined(separator: ",")).",
      details: ["file": name])
  }

  static func otherSeparator(_ name: String, _ separator: Text) -> Problem {
    Problem(
      "exchange.sheet.separator", .invalid,
      zh: "文件 \(name) 用\(separator.zh)分列，应当用逗号。请另存为逗号分隔的“CSV UTF-8”后重新导入。",
      en: "The columns of \(name) are split by \(separator.en), not commas; save it with commas.",
      details: ["file": name])
  }

  static func missingColumns(_ name: String, kind: String, columns: [String]) -> Problem {
    Problem(
      "exchange.sheet.columns", .invalid,
      zh: "文件 \(name)（\(kind)）缺少列：\(columns.joined(separator: "、"))。补上这些列后重新导入。",
      en: "\(name) (\(kind)) lacks the columns \(columns.joined(separator: ", ")); add them, import again.",
      details: ["file": name, "columns": columns.joined(separator: ",")])
  }

  static func interrupted(file: String, rows: Int) -> Problem {
    Problem(
      "exchange.import.interrupted", .conflict,
      zh: "导入已中断：\(file) 已保存 \(rows) 行。再次运行同一命令即可继续。",
      en: "Interrupted: \(rows) rows of \(file) are stored. Run the same command again to go on.",
      details: ["file": file, "rows": String(rows)])
  }

  static func nothingStored() -> Problem {
    Problem(
      "exchange.import.interrupted", .conflict, zh: "导入已中断，尚未保存任何内容。再次运行同一命令会从头导入。",
      en: "Interrupted: nothing is stored yet. Run the same command again; it begins anew.")
  }

  static func twoSheets(of kind: SheetKind, _ first: String, _ second: String) -> Problem {
    Problem(
      "exchange.bulk.twice", .invalid,
      zh: "\(first) 与 \(second) 都是\(kind.title.zh)表，不知以哪个为准。请先合并，或用 shouwang import 依次导入。",
      en: "\(first) and \(second) are both sheets of \(kind.title.en); join them, or import them one by one.",
      details: ["first": first, "second": second])
  }

  static func noRegister() -> Problem {
    Problem(
      "exchange.bulk.lacks", .invalid,
      zh: "需要行政区划、农户和人口三张登记表，缺少其中之一。",
      en: "Three registers are needed: places, households and persons; one of them is missing.")
  }
}
