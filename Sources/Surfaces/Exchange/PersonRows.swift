// Rows of the register of persons.

import Database
import Kernel
import Registry
import Sheets

final class PersonRows: RowMerger {
  static let columns = [
    "pid", "household_id", "name", "sex", "birth_date", "relation", "education", "school_status", "health",
    "labour",
    "disability", "med_insured", "pension_insured", "work_place", "work_months", "monthly_wage",
  ]

  private let index: RegistryIndex
  private let ids: IDSource
  private let instant: Instant
  private var columns: [SheetColumn] = []
  private var doubles = RowDoubles()
  private var mentioned: Mentioned

  init(index: RegistryIndex, ids: IDSource, at instant: Instant, isComplete: Bool) {
    (self.index, self.ids, self.instant) = (index, ids, instant)
    mentioned = Mentioned(isKept: isComplete)
  }

  /// Of rows with one identity number that of the smallest household number counts.
  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    columns = PersonRows.columns.map { SheetColumn(known: $0, in: sheet) }
    doubles = RowDoubles(sheet, number: key) { row in
      var cells = CellFault()
      let facts = self.read(row, &cells)
      return cells.fault == nil ? facts?.household : nil
    }
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    mention(row)
    var cells = CellFault()
    let facts = read(row, &cells)
    if let fault = cells.fault { return .refused(fault) }
    guard let facts else { preconditionFailure("a row without an identity number has a fault") }
    if doubles.isLoser(line: row.line) {
      return .refused(
        RowFault(
          .duplicate, line: row.line, column: "pid", value: row.text(columns[0].index),
          remedy: Remedies.double))
    }
    mentioned.add(county: index.county(of: facts.household))
    let outcome = try PersonStore.merge(
      facts, origin: origin, ids: ids, at: instant, index: index, on: connection)
    let note =
      facts.idIsRight
      ? nil
      : RowFault(
        .badCheck, line: row.line, column: "pid", value: row.text(columns[0].index),
        remedy: Remedies.checkDigit)
    return .merged(outcome, note: note)
  }

  func mention(_ row: borrowing SheetReader) { mentioned.add(key(row)) }

  var looksBack: Bool { mentioned.isKept }

  func recall(_ row: borrowing SheetReader) {
    mention(row)
    var cells = CellFault()
    guard row.fault == nil, let facts = read(row, &cells), cells.fault == nil else { return }
    mentioned.add(county: index.county(of: facts.household))
  }

  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int {
    try PersonStore.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, origin: origin, index: index,
      connection: connection)
  }

  private func key(_ row: borrowing SheetReader) -> Int64? {
    CellFault.number(of: row, columns[0]).id.map { Int64(bitPattern: $0.packed) }
  }

  private func read(_ row: borrowing SheetReader, _ cells: inout CellFault) -> PersonFacts? {
    let (citizen, fault) = CellFault.number(of: row, columns[0])
    if citizen == nil {
      cells.malformed(row, columns[0], zh: Remedies.idShape.zh, en: Remedies.idShape.en)
    }
    let household = cells.number(row, columns[1], in: 1...999_999_999_999_999_999)
    if cells.fault == nil, !index.hasHousehold(household) {
      cells.malformed(
        row, columns[1], zh: "户编号未登记，请先导入该户或更正编号",
        en: "this household is not registered; import it first or correct the number", code: .unknown)
    }
    let name = cells.text(row, columns[2])
    if name.isEmpty { cells.malformed(row, columns[2], zh: "姓名不能为空", en: "a person needs a name") }
    guard let citizen else { return nil }
    return PersonFacts(
      citizen: citizen, idIsRight: fault == nil, household: household, name: name,
      sex: cells.number(row, columns[3], in: 1...2), birth: cells.birth(row, columns[4]),
      relation: cells.number(row, columns[5], in: 1...99),
      education: cells.number(row, columns[6], in: 0...9),
      schoolStatus: cells.number(row, columns[7], in: 0...5),
      health: cells.number(row, columns[8], in: 1...4),
      labour: cells.number(row, columns[9], in: 1...4),
      disabilityLevel: cells.number(row, columns[10], in: 0...4),
      medicalInsured: cells.number(row, columns[11], in: 0...1),
      pensionInsured: cells.number(row, columns[12], in: 0...1),
      workPlace: cells.number(row, columns[13], in: 0...5),
      workMonths: cells.number(row, columns[14], in: 0...12),
      monthlyWageFen: cells.yuan(row, columns[15]))
  }
}
