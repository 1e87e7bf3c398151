// The sheet of an older ledger: its columns by name, and what a row of it says or lacks.

import Access
import Casework
import Kernel
import Rules
import Sheets

/// A row that can be read, with the number of the person by whom its household is found.
struct CaseRow: Sendable {
  let line: Int
  let raw: String
  let citizen: CitizenID
  let carried: CarriedCase

  /// Of what the row says, to know it again.
  var digest: [UInt8] { Digest.of(Array(carried.text.utf8)) }
}

/// A row that cannot be taken as it is.
struct RefusedCase: Sendable {
  let fault: RowFault
  let raw: String
}

struct CaseSheet {
  static let names = [
    "record_id", "pid", "object_type", "causes", "opened_on", "registered_on", "eliminated_on", "measure",
    "measure_done_on",
  ]

  private let sheet: Sheet
  private let places: [String: Int]
  private let book: ProcedureBook
  private let today: Day

  /// **Problems**: `carryOver.sheet.columns`.
  init(_ sheet: Sheet, _ book: ProcedureBook, today: Day) throws(Problem) {
    let missing = CaseSheet.names.filter { sheet.column($0) == nil }
    guard missing.isEmpty else { throw CarryOverProblems.columns(sheet.name, missing) }
    (self.sheet, self.book, self.today) = (sheet, book, today)
    places = Dictionary(
      uniqueKeysWithValues: CaseSheet.names.compactMap { name in sheet.column(name).map { (name, $0) } })
  }

  /// **Shape**: every row once, on either side.
  func rows() -> (good: [CaseRow], refused: [RefusedCase]) {
    var (good, refused) = ([CaseRow](), [RefusedCase]())
    var reader = sheet.reader()
    while reader.next() {
      if let fault = reader.fault {
        let raw = reader.rawText
        refused.append(RefusedCase(fault: fault.rowFault(line: reader.line, value: raw), raw: raw))
        continue
      }
      var cells: [String: String] = [:]
      for (name, place) in places {
        cells[name] = String(decoding: FieldValue.trimmed(reader.bytes(place)), as: UTF8.self)
      }
      var reading = CaseReading(cells, line: reader.line)
      if let row = reading.row(book, today: today, raw: reader.rawText) {
        good.append(row)
      } else if let fault = reading.fault {
        refused.append(RefusedCase(fault: fault, raw: reader.rawText))
      }
    }
    return (good, refused)
  }
}

/// One row on its way: the first fault stops it.
private struct CaseReading {
  private let cells: [String: String]
  private let line: Int
  private(set) var fault: RowFault?

  init(_ cells: [String: String], line: Int) { (self.cells, self.line) = (cells, line) }

  mutating func row(_ book: ProcedureBook, today: Day, raw: String) -> CaseRow? {
    let record = record()
    let citizen = citizen()
    let type = type()
    let risks = risks(most: book.mostRisks)
    let opened = day("opened_on", upTo: today)
    let registered = day("registered_on", since: opened, "opened_on", upTo: today)
    let eliminated =
      isEmpty("eliminated_on") ? nil : day("eliminated_on", since: registered, "registered_on", upTo: today)
    let help = help(book, since: opened, upTo: today)
    guard fault == nil, let citizen, let type, let opened, let registered else { return nil }
    return CaseRow(
      line: line, raw: raw, citizen: citizen,
      carried: CarriedCase(
        record: record, type: type, risks: risks, openedOn: opened, registeredOn: registered,
        eliminatedOn: eliminated, help: help))
  }

  private func text(_ name: String) -> String { cells[name] ?? "" }
  private func isEmpty(_ name: String) -> Bool { text(name).isEmpty }

  private mutating func refuse(
    _ name: String, zh: String, en: String, _ code: RowFault.Code = .malformed
  ) {
    guard fault == nil else { return }
    // Marks that show nothing are told by their codes, so that whoever reads the fault sees them.
    let value = text(name).unicodeScalars.map { scalar in
      scalar.isVisible ? String(scalar) : "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
    }
    fault = RowFault(
      code, line: line, column: name, value: value.joined(), remedy: Text(zh: zh, en: en))
  }

  private mutating func record() -> String {
    let record = text("record_id")
    if record.isEmpty || record.count > 60 {
      refuse(
        "record_id", zh: "应为原台账的编号，1 至 60 个字",
        en: "the number in the older ledger is expected, 1 to 60 letters")
    } else if !record.unicodeScalars.allSatisfy(\.isVisible) {
      refuse(
        "record_id", zh: "编号里有看不见的控制符号（例如改变文字方向的），请删去后重填",
        en: "there are control marks in it that show nothing, such as those that turn text; remove them")
    }
    return record
  }

  private mutating func citizen() -> CitizenID? {
    let text = text("pid")
    let read = CitizenID.read(text)
    if let id = read.id, read.fault == nil { return id }
    let isShape = read.fault == .shape
    refuse(
      "pid", zh: isShape ? "应为 18 位身份证号" : "身份证号校验码不符，请对照证件更正",
      en: isShape
        ? "an identity number of 18 characters is expected"
        : "the check character is wrong; correct the number by the card", .badCheck)
    return nil
  }

  private mutating func type() -> ObjectType? {
    let text = text("object_type")
    if let type = ObjectType.allCases.first(where: { $0.rawValue == text || $0.title.zh == text }) {
      return type
    }
    let words = ObjectType.allCases.map { "\($0.rawValue)（\($0.title.zh)）" }.joined(separator: "、")
    let names = ObjectType.allCases.map(\.rawValue).joined(separator: ", ")
    refuse("object_type", zh: "应为下列之一：\(words)", en: "one of \(names) is expected")
    return nil
  }

  private mutating func risks(most: Int) -> [RuleCause] {
    var risks: [RuleCause] = []
    for code in text("causes").split(separator: "|", omittingEmptySubsequences: false) {
      guard let risk = RuleCause(rawValue: code.filter { $0 != " " }) else {
        let codes = RuleCause.allCases.map(\.rawValue).joined(separator: " ")
        refuse(
          "causes", zh: "应为风险代码（\(codes)），多个用 | 分隔", en: "codes of risks (\(codes)) are expected, joined by |"
        )
        return []
      }
      if !risks.contains(risk) { risks.append(risk) }
    }
    if risks.count > most {
      refuse("causes", zh: "风险最多 \(most) 个", en: "there are \(most) risks at most")
    }
    return risks
  }

  private mutating func day(
    _ name: String, since first: Day? = nil, _ other: String = "", upTo today: Day
  ) -> Day? {
    guard let day = Day(text(name)) else {
      refuse(name, zh: "应为真实日期，格式 2022-12-31", en: "a real day is expected, written 2022-12-31")
      return nil
    }
    if day > today { refuse(name, zh: "日期还没有到", en: "the day has not come yet") }
    if let first, day < first {
      refuse(name, zh: "不应早于 \(other)（\(first)）", en: "it must not lie before \(other), \(first)")
    }
    return day
  }

  private mutating func help(
    _ book: ProcedureBook, since opened: Day?, upTo today: Day
  ) -> CarriedCase.Help? {
    if isEmpty("measure") {
      if !isEmpty("measure_done_on") {
        refuse("measure_done_on", zh: "没有措施就不应有完成日期", en: "a day is told, but no measure")
      }
      return nil
    }
    guard let group = book.measureGroup(text("measure")) else {
      let codes = book.measureGroups.map(\.code).joined(separator: " ")
      refuse("measure", zh: "应为措施类别代码：\(codes)", en: "a code of measures is expected: \(codes)")
      return nil
    }
    guard let done = day("measure_done_on", since: opened, "opened_on", upTo: today) else { return nil }
    return CarriedCase.Help(group: group, doneOn: done)
  }
}
