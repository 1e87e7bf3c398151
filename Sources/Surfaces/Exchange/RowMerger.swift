// How the rows of one kind of sheet go into the registry.
import Database
import Kernel
import Registry
import Sheets

/// What became of one row.
enum MergedRow {
  /// Merged; a note keeps a suspicious cell of a row that was taken all the same.
  case merged(RowOutcome, note: RowFault?)
  case refused(RowFault)
}

/// One kind's way in. It is opened once for a sheet, before the first row, also when an import goes on.
protocol RowMerger: AnyObject {
  func open(_ sheet: Sheet, on connection: Connection) throws(Problem)
  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow
  /// Marks what a complete register or feed no longer holds. **Unit**: rows.
  func finishComplete(on day: Day, connection: Connection) throws(Problem) -> Int
}

/// What a complete sheet spoke of: keys and the counties they lie in.
struct Mentioned {
  private(set) var keys: Set<Int64> = []
  private(set) var counties: Set<Int64> = []

  mutating func add(_ key: Int64, county: Int64) {
    keys.insert(key)
    counties.insert(county)
  }
}
