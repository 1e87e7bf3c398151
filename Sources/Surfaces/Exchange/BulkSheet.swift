// A scanned sheet of a register or feed: which rows count, and why the others do not.

import Kernel
import Registry
package import Sheets

/// A row that goes to quarantine.
package struct BulkRefusal: Sendable {
  package let fault: RowFault
  package let raw: String
  /// True for a row that counts all the same.
  package let isKept: Bool
  /// The row of the scan, and of a list of places, which is not scanned, where it belongs.
  var row = -1
  var place: PlaceCode?
}

/// What all kinds of sheets have in common.
struct BulkSheet: Sendable {
  let scan: SheetScan
  private(set) var refusals: [BulkRefusal] = []
  private(set) var counts = ImportCounts()
  /// Rows of the scan that do not count.
  private(set) var refused: Set<Int32> = []

  init(_ scan: SheetScan) { self.scan = scan }

  mutating func refuse(_ row: Int, _ fault: RowFault, raw: String) {
    refused.insert(Int32(row))
    refusals.append(BulkRefusal(fault: fault, raw: raw, isKept: false, row: row))
    counts.add(fault: fault.code)
  }

  mutating func flag(_ row: Int, _ fault: RowFault, raw: String) {
    refusals.append(BulkRefusal(fault: fault, raw: raw, isKept: true, row: row))
    counts.flagged += 1
  }

  /// Where the sheet ends, behind its last row and the blank lines after it.
  var end: (offset: Int, line: Int) {
    var reader = scan.rowCount > 0 ? scan.reader(at: scan.rowCount - 1) : scan.sheet.reader()
    while reader.next() {}
    return (reader.offset, reader.nextLine)
  }

  /// All rows that were not refused are new.
  mutating func close() {
    counts.outcomes.add(.new, rows: scan.rowCount - refused.count)
    refusals.sort { $0.fault.line < $1.fault.line }
  }

  /// Reads rows as an import does; each is refused with its fault, or `take` notes what it says.
  mutating func lookCloser<Facts>(
    at rows: [Int32], _ read: (borrowing SheetReader, inout CellFault) -> Facts?,
    take: (Int, Facts, borrowing SheetReader) -> Void
  ) {
    for row in rows {
      let row = Int(row)
      let reader = scan.reader(at: row)
      if let fault = reader.fault {
        refuse(row, fault.rowFault(line: reader.line, value: reader.rawText), raw: reader.rawText)
        continue
      }
      var cells = CellFault()
      let facts = read(reader, &cells)
      if let fault = cells.fault {
        refuse(row, fault, raw: reader.rawText)
      } else if let facts {
        take(row, facts, reader)
      } else {
        preconditionFailure("a row without facts has a fault")
      }
    }
  }
}
