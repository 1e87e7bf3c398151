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

  /// Takes note of a row that cannot be split or decoded: what it names is not gone, if its number can be
  /// read.
  func mention(_ row: borrowing SheetReader)

  /// True where a run that goes on must know the rows before it.
  var looksBack: Bool { get }

  /// Takes note of a row that an earlier run of this sheet has stored or refused.
  func recall(_ row: borrowing SheetReader)

  /// Marks what a complete register or feed no longer holds. **Unit**: rows.
  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int
}

/// What a complete sheet spoke of: the numbers of all its rows, also of those that were refused, since a
/// mistake in a row does not make anybody leave; and the counties that its good rows lie in.
struct Mentioned {
  private(set) var keys: Set<Int64> = []
  private(set) var counties: Set<Int64> = []
  let isKept: Bool

  /// Keeps nothing for a sheet that is not complete.
  init(isKept: Bool) { self.isKept = isKept }

  mutating func add(_ key: Int64?) {
    if isKept, let key { keys.insert(key) }
  }

  mutating func add(county: Int64) {
    if isKept { counties.insert(county) }
  }
}
