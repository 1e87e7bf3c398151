// Reading one row of a department's feed.

import Database
import Kernel
import Registry
import Sheets

/// Where a sheet has the columns of a feed, and what a row says and of whom.
struct FeedReading: Sendable {
  let kind: FeedKind
  let number: SheetColumn
  let subject: SheetColumn
  let columns: [SheetColumn]

  init(_ kind: FeedKind, _ sheet: Sheet) {
    self.kind = kind
    number = SheetColumn(known: "record_id", in: sheet)
    subject = SheetColumn(known: kind.key.rawValue, in: sheet)
    columns = kind.columns.map { SheetColumn(known: $0.name, in: sheet) }
  }

  /// The record's number, where it can be read.
  func key(_ row: borrowing SheetReader) -> Int64? { FieldValue.int(row.bytes(number.index)) }

  static func duplicate(_ record: Int64, line: Int) -> RowFault {
    RowFault(.duplicate, line: line, column: "record_id", value: String(record), remedy: Remedies.double)
  }

  func collision(_ row: borrowing SheetReader) -> RowFault {
    RowFault(
      .duplicate, line: row.line, column: subject.name, value: row.text(subject.index),
      remedy: Remedies.collision)
  }

  /// What the row says and of whom; nil with a fault noted.
  func facts(
    _ row: borrowing SheetReader, in register: some KnownRegister, _ cells: inout CellFault
  ) -> FeedFacts? {
    let record = cells.number(row, number, in: 1...999_999_999_999_999_999)
    let values = read(row, &cells)
    checkDays(values, row, &cells)
    guard cells.fault == nil, let link = link(row, in: register, &cells) else { return nil }
    return FeedFacts(
      record: record, county: link.county, subject: link.key, values: values, citizen: link.citizen)
  }

  private func read(_ row: borrowing SheetReader, _ cells: inout CellFault) -> [SQLValue] {
    var values: [SQLValue] = []
    values.reserveCapacity(columns.count)
    for (place, column) in columns.enumerated() {
      switch kind.columns[place].content {
      case .day: values.append(.day(cells.day(row, column)))
      case .openDay: values.append(cells.isEmpty(row, column) ? .null : .day(cells.day(row, column)))
      case .money: values.append(.int(cells.money(row, column)))
      case .yuan: values.append(.int(cells.yuan(row, column)))
      case .number(let range): values.append(.int(cells.number(row, column, in: range)))
      case .flag: values.append(.int(cells.number(row, column, in: 0...1)))
      case .code(let list): values.append(.int(cells.code(row, column, in: list)))
      case .text: values.append(.text(cells.text(row, column)))
      case .name: values.append(.text(cells.name(row, column)))
      }
    }
    return values
  }

  /// Of two days of a row the second may be missing, but not come before the first.
  private func checkDays(_ values: [SQLValue], _ row: borrowing SheetReader, _ cells: inout CellFault) {
    for order in kind.dayOrders where cells.fault == nil {
      guard case .int(let first) = values[order.first], case .int(let second) = values[order.second],
        first > second
      else { continue }
      let other = columns[order.first].name
      cells.malformed(
        row, columns[order.second], zh: "不应早于 \(other)，请核对两个日期", en: "a day before \(other); check both days")
    }
  }

  /// The county that keeps the row and the person, group or place it speaks of; nil with a fault noted.
  private func link(
    _ row: borrowing SheetReader, in register: some KnownRegister, _ cells: inout CellFault
  ) -> (county: Int64, key: Int64, citizen: CitizenID?)? {
    let column = subject
    switch kind.key {
    case .person:
      guard let citizen = cells.citizen(row, column) else { return nil }
      if let person = register.person(citizen) { return (person.home, person.id.number, citizen) }
      cells.malformed(
        row, column, zh: "人口登记中没有此人，请核对身份证号或先导入人口",
        en: "nobody registered has this number; check it or import the register first", code: .unknown)
    case .group:
      guard let code = cells.placeCode(row, column, at: .group) else { return nil }
      if register.hasPlace(code) { return (code.county, code.number, nil) }
      cells.malformed(
        row, column, zh: "村民小组未登记，请核对代码", en: "this villager group is not listed; check the code",
        code: .unknown)
    case .place:
      guard let code = cells.placeCode(row, column, above: .group) else { return nil }
      if register.hasPlace(code) { return (code.county, code.number, nil) }
      cells.malformed(
        row, column, zh: "此地未登记，请核对代码或先导入区划",
        en: "this place is not listed; check the code or import the places first", code: .unknown)
    }
    return nil
  }
}
