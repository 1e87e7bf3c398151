// Reading sheets: rows into fields, and cells into columns.

import Foundation
import Kernel
import Sheets

func sheetBenchmarks() {
  let persons: [Cell] = [
    .citizen, .number, .text, .code, .day, .code, .code, .code, .code, .code, .code, .code, .code, .code,
    .code, .money,
  ]
  measure("sheets-split-rows", items: 200_000, on: { try Cell.sheet(persons, rows: 200_000) }) { sheet in
    var reader = sheet.reader()
    var fields = 0
    while reader.next() { fields += reader.fieldCount }
    return fields
  }
  measure("sheets-scan-persons", items: 200_000, on: { try Cell.sheet(persons, rows: 200_000) }) {
    Cell.scan($0, persons)
  }
  for (name, cell) in [("ids", Cell.citizen), ("days", .day), ("money", .money)] {
    let cells = [Cell](repeating: cell, count: 8)
    measure("sheets-scan-\(name)", items: 8 * 100_000, on: { try Cell.sheet(cells, rows: 100_000) }) {
      Cell.scan($0, cells)
    }
  }
}

/// What stands in a column of a made-up sheet.
private enum Cell {
  case citizen, number, text, code, day, money

  private static let names = ["王秀英", "李强", "欧阳小明", "张伟", "阿依古丽"]

  func text(_ random: inout SeededRandom) -> String {
    switch self {
    case .citizen:
      let birth = Day(number: Int32(random.below(20_000)))
      let id = CitizenID(area: 500_000 + random.below(10_000), birth: birth, sequence: random.below(1_000))
      return id?.text ?? ""
    case .number: return String(1_000_000_000 + random.below(1_000_000_000))
    case .text: return Cell.names[random.below(Cell.names.count)]
    case .code: return String(1 + random.below(2))
    case .day: return Day(number: Int32(random.below(20_000))).description
    case .money: return "\(random.below(100_000)).\(10 + random.below(90))"
    }
  }

  var content: ScanCell.Content {
    switch self {
    case .citizen: .citizen
    case .number: .number(1...999_999_999_999_999_999)
    case .text: .text
    case .code: .number(0...5)
    case .day: .day
    case .money: .money
    }
  }

  /// A sheet whose file is gone as soon as it is open: nothing is left behind, whatever happens.
  static func sheet(_ cells: [Cell], rows: Int) throws -> Sheet {
    var random = SeededRandom(seed: 20_251_031)
    var text = cells.indices.map { "column\($0)" }.joined(separator: ",") + "\n"
    for _ in 0..<rows {
      text += cells.map { $0.text(&random) }.joined(separator: ",")
      text += "\n"
    }
    let path = TemporaryPlace.file("sheet.csv")
    defer { TemporaryPlace.remove(path) }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return try Sheet(path: path)
  }

  static func scan(_ sheet: Sheet, _ cells: [Cell]) -> Int {
    let request = cells.enumerated().map { ScanCell($0.offset, $0.element.content) }
    return SheetScan.read([(sheet: sheet, cells: request)], threads: 1).reduce(0) { $0 + $1.rowCount }
  }
}
