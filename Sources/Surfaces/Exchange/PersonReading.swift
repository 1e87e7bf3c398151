// Reading one row of the register of persons.

import Kernel
import Registry
import Sheets

/// Where a sheet has the columns of a person, and what a row says.
struct PersonReading: Sendable {
  static let columns = [
    "pid", "household_id", "name", "sex", "birth_date", "relation", "education", "school_status", "health",
    "labour",
    "disability", "med_insured", "pension_insured", "work_place", "work_months", "monthly_wage",
  ]

  let columns: [SheetColumn]

  init(_ sheet: Sheet) { columns = PersonReading.columns.map { SheetColumn(known: $0, in: sheet) } }

  /// The identity number packed, also where its check character is wrong.
  func key(_ row: borrowing SheetReader) -> Int64? {
    CellFault.number(of: row, columns[0]).id.map { Int64(bitPattern: $0.packed) }
  }

  /// What the row says, nil with a fault noted where the identity number cannot be read.
  func facts(
    _ row: borrowing SheetReader, in register: some KnownRegister, _ cells: inout CellFault
  ) -> PersonFacts? {
    let (citizen, fault) = CellFault.number(of: row, columns[0])
    if citizen == nil {
      cells.malformed(row, columns[0], zh: Remedies.idShape.zh, en: Remedies.idShape.en)
    }
    let household = cells.number(row, columns[1], in: 1...999_999_999_999_999_999)
    if cells.fault == nil, !register.hasHousehold(household) {
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

  /// A kept row whose check character is wrong, as quarantine notes it.
  func checkNote(_ row: borrowing SheetReader) -> RowFault {
    RowFault(
      .badCheck, line: row.line, column: "pid", value: row.text(columns[0].index), remedy: Remedies.checkDigit
    )
  }

  func duplicate(_ row: borrowing SheetReader) -> RowFault {
    RowFault(
      .duplicate, line: row.line, column: "pid", value: row.text(columns[0].index), remedy: Remedies.double)
  }

  func collision(_ row: borrowing SheetReader) -> RowFault {
    RowFault(
      .duplicate, line: row.line, column: "pid", value: row.text(columns[0].index),
      remedy: Remedies.collision)
  }
}
