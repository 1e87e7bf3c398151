// Rows of a department's feed: checked in a fixed order, then linked to a person or a group.

import Database
import Kernel
import Registry
import Sheets

/// A row is malformed, or its identity number is wrong, or it speaks of nobody known, or it is a double, or
/// it is accepted: the first that holds, in this order, so that the quality report counts each row once.
final class FeedRows: RowMerger {
  private let kind: FeedKind
  private let store: FeedStore
  private let index: RegistryIndex
  private let records = FeedIndex()
  private var number: SheetColumn?
  private var subject: SheetColumn?
  private var columns: [SheetColumn] = []
  private var doubles = RowDoubles()
  private var mentioned: Mentioned

  init(_ kind: FeedKind, index: RegistryIndex, isComplete: Bool) {
    (self.kind, self.index) = (kind, index)
    store = FeedStore(kind)
    mentioned = Mentioned(isKept: isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    number = SheetColumn(known: "record_id", in: sheet)
    subject = SheetColumn(known: kind.key.rawValue, in: sheet)
    columns = kind.columns.map { SheetColumn(known: $0.name, in: sheet) }
    try store.load(records, on: connection)
    doubles = RowDoubles(sheet, number: key) { row in
      var cells = CellFault()
      return self.facts(row, &cells) == nil ? nil : 0
    }
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    mention(row)
    var cells = CellFault()
    guard let facts = facts(row, &cells) else {
      guard let fault = cells.fault else { preconditionFailure("a row without facts has a fault") }
      return .refused(fault)
    }
    if doubles.isLoser(line: row.line) {
      return .refused(
        RowFault(
          .duplicate, line: row.line, column: "record_id", value: String(facts.record),
          remedy: Remedies.double))
    }
    mentioned.add(county: facts.county)
    return .merged(try store.merge(facts, origin: origin, index: records, on: connection), note: nil)
  }

  func mention(_ row: borrowing SheetReader) { mentioned.add(key(row)) }

  var looksBack: Bool { mentioned.isKept }

  func recall(_ row: borrowing SheetReader) {
    mention(row)
    var cells = CellFault()
    if row.fault == nil, let facts = facts(row, &cells) { mentioned.add(county: facts.county) }
  }

  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int {
    try store.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, origin: origin, index: records,
      connection: connection)
  }

  private func key(_ row: borrowing SheetReader) -> Int64? {
    number.flatMap { FieldValue.int(row.bytes($0.index)) }
  }

  /// What the row says and of whom; nil with a fault noted.
  private func facts(_ row: borrowing SheetReader, _ cells: inout CellFault) -> FeedFacts? {
    guard let number, let subject else { preconditionFailure("a merger is opened before its first row") }
    let record = cells.number(row, number, in: 1...999_999_999_999_999_999)
    let values = read(row, &cells)
    guard cells.fault == nil, let (county, key) = link(row, subject, &cells) else { return nil }
    return FeedFacts(record: record, county: county, subject: key, values: values)
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
      case .code(let list): values.append(.int(cells.code(row, column, in: list)))
      case .text: values.append(.text(cells.text(row, column)))
      }
    }
    return values
  }

  /// The county that keeps the row and the person or group it speaks of; nil with a fault noted.
  private func link(
    _ row: borrowing SheetReader, _ column: SheetColumn, _ cells: inout CellFault
  ) -> (county: Int64, key: Int64)? {
    switch kind.key {
    case .person:
      guard let citizen = cells.citizen(row, column) else { return nil }
      if let person = index.person(citizen) { return (person.home, person.id.number) }
      cells.malformed(
        row, column, zh: "人口登记中没有此人，请核对身份证号或先导入人口",
        en: "nobody registered has this number; check it or import the register first", code: .unknown)
    case .group:
      guard let code = cells.placeCode(row, column, at: .group) else { return nil }
      if index.hasPlace(code) { return (code.county, code.number) }
      cells.malformed(
        row, column, zh: "村民小组未登记，请核对代码", en: "this villager group is not listed; check the code",
        code: .unknown)
    }
    return nil
  }
}
