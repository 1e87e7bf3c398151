// Rows of the register of persons.
import Database
import Kernel
import Registry
import Sheets

final class PersonRows: RowMerger {
  static let columns = [
    "pid", "household_id", "name", "sex", "birth_date", "relation", "education", "school_status", "health", "labour",
    "disability", "med_insured", "pension_insured", "work_place", "work_months", "monthly_wage",
  ]

  private let index: RegistryIndex
  private let ids: IDSource
  private let instant: Instant
  private var columns: [SheetColumn] = []
  private var doubles = PersonDoubles()
  private var mentioned = Mentioned()
  private let isComplete: Bool

  init(index: RegistryIndex, ids: IDSource, at instant: Instant, isComplete: Bool) {
    (self.index, self.ids, self.instant, self.isComplete) = (index, ids, instant, isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    columns = PersonRows.columns.map { SheetColumn(known: $0, in: sheet) }
    doubles = PersonDoubles(sheet, id: columns[0].index) { (row) in
      var cells = CellFault()
      let facts = self.read(row, &cells)
      return cells.fault == nil ? facts?.household : nil
    }
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    var cells = CellFault()
    let facts = read(row, &cells)
    if let fault = cells.fault { return .refused(fault) }
    guard let facts else { preconditionFailure("a row without an identity number has a fault") }
    if doubles.isLoser(line: row.line) {
      return .refused(
        RowFault(.duplicate, line: row.line, column: "pid", value: row.text(columns[0].index), remedy: Remedies.double))
    }
    if isComplete { mentioned.add(Int64(bitPattern: facts.citizen.packed), county: index.county(of: facts.household)) }
    let outcome = try PersonStore.merge(
      facts, origin: origin, ids: ids, at: instant, index: index, on: connection)
    let note =
      facts.idIsRight
      ? nil
      : RowFault(
        .badCheck, line: row.line, column: "pid", value: row.text(columns[0].index), remedy: Remedies.checkDigit)
    return .merged(outcome, note: note)
  }

  func finishComplete(on day: Day, connection: Connection) throws(Problem) -> Int {
    try PersonStore.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, on: day, index: index, connection: connection)
  }

  private func read(_ row: borrowing SheetReader, _ cells: inout CellFault) -> PersonFacts? {
    let (citizen, fault) = CitizenID.read(bytes: row.bytes(columns[0].index))
    if citizen == nil {
      cells.malformed(
        row, columns[0], zh: "应为 18 位身份证号", en: "an identity number of 18 characters is expected")
    }
    let household = cells.number(row, columns[1], in: 1...999_999_999_999_999_999)
    if cells.fault == nil, !index.hasHousehold(household) {
      cells.malformed(
        row, columns[1], zh: "户编号未登记，请先导入该户或更正编号",
        en: "this household is not registered; import it first or correct the number", code: .unknown)
    }
    let name = String(decoding: FieldValue.trimmed(row.bytes(columns[2].index)), as: UTF8.self)
    if name.isEmpty { cells.malformed(row, columns[2], zh: "姓名不能为空", en: "a person needs a name") }
    guard let citizen else { return nil }
    return PersonFacts(
      citizen: citizen, idIsRight: fault == nil, household: household, name: name,
      sex: cells.number(row, columns[3], in: 1...2), birth: cells.birth(row, columns[4]),
      relation: cells.number(row, columns[5], in: 1...99), education: cells.number(row, columns[6], in: 0...9),
      schoolStatus: cells.number(row, columns[7], in: 0...5), health: cells.number(row, columns[8], in: 1...4),
      labour: cells.number(row, columns[9], in: 1...4), disabilityLevel: cells.number(row, columns[10], in: 0...4),
      medicalInsured: cells.number(row, columns[11], in: 0...1),
      pensionInsured: cells.number(row, columns[12], in: 0...1),
      workPlace: cells.number(row, columns[13], in: 0...5), workMonths: cells.number(row, columns[14], in: 0...12),
      monthlyWageFen: cells.yuan(row, columns[15]))
  }
}
