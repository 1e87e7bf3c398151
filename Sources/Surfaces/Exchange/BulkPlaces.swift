// The places of a sheet: those that count, in the order of the sheet.

import Columns
import Kernel
import Registry
import Sheets

struct BulkPlaces: Sendable {
  private(set) var codes: [PlaceCode] = []
  private(set) var names: [String] = []
  private(set) var lines: [Int] = []
  private(set) var counts = ImportCounts()
  private(set) var refusals: [BulkRefusal] = []
  private(set) var end: (offset: Int, line: Int) = (0, 0)
  private var rows = KeyIndex()
  private let refused: RefusedPlace

  init(_ sheet: Sheet) {
    refused = RefusedPlace(sheet, .regions)
    var reading = PlaceReading(sheet)
    var reader = sheet.reader()
    while reader.next() {
      if let fault = reader.fault {
        refuse(fault.rowFault(line: reader.line, value: reader.rawText), reader)
        continue
      }
      switch reading.check(reader, in: Listed(rows: rows)) {
      case .refused(let fault): refuse(fault, reader)
      case .usable(let code, let name):
        rows.insert(code.number, row: Int32(codes.count))
        codes.append(code)
        names.append(name)
        lines.append(reader.line)
        counts.outcomes.add(.new)
      }
    }
    end = (reader.offset, reader.nextLine)
  }

  /// The place of a code in the list, -1 where it is not listed.
  func row(of code: Int64) -> Int32 { rows.row(of: code) }

  /// The same for a code that is to be a group's.
  func row(ofGroup code: Int64) -> Int32 {
    let row = rows.row(of: code)
    return row >= 0 && codes[Int(row)].level == .group ? row : -1
  }

  /// The same for a code that is to be of a larger place.
  func row(ofPlace code: Int64) -> Int32 {
    let row = rows.row(of: code)
    return row >= 0 && codes[Int(row)].level < .group ? row : -1
  }

  private mutating func refuse(_ fault: RowFault, _ reader: borrowing SheetReader) {
    counts.add(fault: fault.code)
    let place = refused.place(of: reader) { rows.row(of: $0.number) >= 0 }
    refusals.append(BulkRefusal(fault: fault, raw: reader.rawText, isKept: false, place: place))
  }

  /// The places above a row, which have to be listed before it.
  private struct Listed: KnownRegister {
    let rows: KeyIndex

    func hasPlace(_ code: PlaceCode) -> Bool { rows.row(of: code.number) >= 0 }
    func hasHousehold(_ number: Int64) -> Bool { false }
    func person(_ citizen: CitizenID) -> (id: PersonID, home: Int64)? { nil }
  }
}
