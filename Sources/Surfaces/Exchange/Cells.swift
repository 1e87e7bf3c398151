// Reading the cells of a row: a value of the right shape, or the first fault of the row.

import Kernel
import Registry
import Sheets

/// A column of a sheet by name and place.
struct SheetColumn: Sendable {
  let name: String
  let index: Int

  init?(_ name: String, in sheet: Sheet) {
    guard let index = sheet.column(name) else { return nil }
    (self.name, self.index) = (name, index)
  }

  /// A column that the sheet was recognised by.
  init(known name: String, in sheet: Sheet) {
    guard let column = SheetColumn(name, in: sheet) else {
      preconditionFailure("a recognised sheet has the column \(name)")
    }
    self = column
  }
}

/// Collects the first fault of a row; after a fault, values are stand-ins and the row is refused.
struct CellFault {
  var fault: RowFault?

  mutating func malformed(
    _ row: borrowing SheetReader, _ column: SheetColumn, zh: String, en: String,
    code: RowFault.Code = .malformed
  ) {
    guard fault == nil else { return }
    fault = RowFault(
      code, line: row.line, column: column.name, value: row.text(column.index), remedy: Text(zh: zh, en: en))
  }

  mutating func number(
    _ row: borrowing SheetReader, _ column: SheetColumn, in range: ClosedRange<Int64>
  ) -> Int64 {
    if let value = FieldValue.int(row.bytes(column.index)), range.contains(value) { return value }
    malformed(
      row, column, zh: "应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
      en: "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
    return range.lowerBound
  }

  /// Nil for an empty cell.
  mutating func optionalNumber(
    _ row: borrowing SheetReader, _ column: SheetColumn, in range: ClosedRange<Int64>
  ) -> Int64? {
    isEmpty(row, column) ? nil : number(row, column, in: range)
  }

  mutating func day(_ row: borrowing SheetReader, _ column: SheetColumn) -> Day {
    if let day = FieldValue.day(row.bytes(column.index)) { return day }
    malformed(row, column, zh: "应为真实日期，格式 2025-10-31", en: "a real day is expected, written 2025-10-31")
    return .distantPast
  }

  /// A day as a recorded one may be: between 1850 and 2200.
  mutating func birth(_ row: borrowing SheetReader, _ column: SheetColumn) -> Day {
    let day = day(row, column)
    if fault == nil, !(1850...2200).contains(day.year) {
      malformed(row, column, zh: "出生日期应在 1850 年之后", en: "a birth date after 1850 is expected")
    }
    return day
  }

  /// Yuan with up to two decimals. Unit: fen.
  mutating func money(_ row: borrowing SheetReader, _ column: SheetColumn) -> Int64 {
    if let money = FieldValue.money(row.bytes(column.index)) { return money.fen }
    malformed(
      row, column, zh: "应为不带符号、至多两位小数的金额（元）",
      en: "an amount in yuan is expected: no sign, at most two decimals")
    return 0
  }

  /// Whole yuan. Unit: fen.
  mutating func yuan(_ row: borrowing SheetReader, _ column: SheetColumn) -> Int64 {
    number(row, column, in: 0...999_999_999_999) * 100
  }

  /// The number of a word in a list.
  mutating func code(
    _ row: borrowing SheetReader, _ column: SheetColumn, in list: [(word: String, number: Int64)]
  ) -> Int64 {
    let bytes = FieldValue.trimmed(row.bytes(column.index))
    for entry in list where bytes.elementsEqual(entry.word.utf8) { return entry.number }
    let words = list.map(\.word).joined(separator: "、")
    malformed(row, column, zh: "应为下列之一：\(words)", en: "one of \(words) is expected")
    return 0
  }

  mutating func optionalCode(
    _ row: borrowing SheetReader, _ column: SheetColumn, in list: [(word: String, number: Int64)]
  ) -> Int64? {
    isEmpty(row, column) ? nil : code(row, column, in: list)
  }

  mutating func placeCode(
    _ row: borrowing SheetReader, _ column: SheetColumn, at level: PlaceLevel? = nil
  ) -> PlaceCode? {
    if let code = PlaceCode(text(row, column)), level == nil || code.level == level { return code }
    malformed(
      row, column, zh: "应为 4、6、9、12 或 15 位区划代码",
      en: "a place code of 4, 6, 9, 12 or 15 digits is expected")
    return nil
  }

  /// The code of a place that is larger than one of a level.
  mutating func placeCode(
    _ row: borrowing SheetReader, _ column: SheetColumn, above level: PlaceLevel
  ) -> PlaceCode? {
    if let code = PlaceCode(text(row, column)), code.level < level { return code }
    malformed(
      row, column, zh: "应为市、县、乡镇或村的区划代码（4、6、9 或 12 位）",
      en: "the code of a city, county, township or village is expected: 4, 6, 9 or 12 digits")
    return nil
  }

  /// A text that is there.
  mutating func name(_ row: borrowing SheetReader, _ column: SheetColumn) -> String {
    let name = text(row, column)
    // SQLite takes what stands before a zero byte for the whole text.
    if name.isEmpty || name.utf8.contains(0) {
      malformed(
        row, column, zh: "不能为空，也不能含控制字符", en: "a text without control characters is expected")
    }
    return name
  }

  /// An identity number. A wrong check character is a fault here; the register of persons keeps such a row.
  mutating func citizen(_ row: borrowing SheetReader, _ column: SheetColumn) -> CitizenID? {
    let (id, fault) = CellFault.number(of: row, column)
    guard let fault else { return id }
    let remedy = fault == .shape ? Remedies.idShape : Remedies.checkDigit
    malformed(row, column, zh: remedy.zh, en: remedy.en, code: .badCheck)
    return nil
  }

  static func number(
    of row: borrowing SheetReader, _ column: SheetColumn
  ) -> (id: CitizenID?, fault: CitizenID.Fault?) {
    CitizenID.read(bytes: FieldValue.trimmed(row.bytes(column.index)))
  }

  /// The content without the blanks around it.
  func text(_ row: borrowing SheetReader, _ column: SheetColumn) -> String {
    String(decoding: FieldValue.trimmed(row.bytes(column.index)), as: UTF8.self)
  }

  func isEmpty(_ row: borrowing SheetReader, _ column: SheetColumn) -> Bool {
    FieldValue.trimmed(row.bytes(column.index)).isEmpty
  }
}

/// What the sender can do, where several sheets say the same.
enum Remedies {
  static let idShape = Text(
    zh: "应为 18 位身份证号", en: "an identity number of 18 characters is expected")
  static let checkDigit = Text(
    zh: "身份证号校验码不符，请对照证件更正", en: "the check character is wrong; correct the number by the card")
  static let collision = Text(
    zh: "此号与另一人的号在库中的查找值相同，未导入；请把这一行报告给系统管理员",
    en: "the store finds another person by this number; not imported, report the row to the administrator")
  static let double = Text(
    zh: "同一编号在本文件中出现两次，只采用一行", en: "the same number stands twice in this file; one row counts")
}
