// Fills the empty tables of a closed SQLite file by writing their pages, for a first import.

import GRDBSQLite
import Glibc
package import Kernel
import Synchronization

/// Rows do not pass through SQLite, so the caller has proven what it would have checked: NOT NULL, the types
/// of strict tables, CHECK constraints and foreign keys. Each index of a filled table is filled by the caller
/// too. Nobody else has the file open, and it is of use only when `finish` has returned.
package final class BulkFile: @unchecked Sendable {  // tables are handed out under a lock
  private let descriptor: BulkDescriptor
  private var header: [UInt8]
  private let pageSize: Int
  private let space: BulkSpace
  private let shapes: [String: Result<BulkShape, Problem>]
  private var isFinished = false
  private let tables = Mutex<[String: BulkTable]>([:])

  /// - Parameter path: a file that migrations have just made.
  /// **Problems**: `database.bulk.unfit` where pages cannot be written for such a file; those of the
  /// database.
  package init(path: String) throws(Problem) {
    for ending in ["-wal", "-journal"] where access(path + ending, F_OK) == 0 {
      throw DatabaseProblems.unfit(path + ending, .open)
    }
    shapes = try BulkFile.shapes(of: path)
    descriptor = try BulkDescriptor(opening: path)
    header = try BulkFile.header(of: descriptor, path: path)
    let size = BulkFile.number(header, at: 16, bytes: 2)
    pageSize = size == 1 ? 65_536 : Int(size)
    space = BulkSpace(
      after: BulkFile.number(header, at: 28), lockPage: UInt32(0x4000_0000 / pageSize) + 1)
  }

  /// A table to be filled: rows in the order of the primary key, values in the order of the columns. Where
  /// the table has row numbers and no INTEGER PRIMARY KEY, rows are numbered from 1.
  /// **Problems**: `database.bulk.unfit` where the file has no such table, where it holds rows, or where it
  /// is ordered in another way than by rising bytes.
  package func table(_ name: String) throws(Problem) -> BulkTable { try fill(name, isIndex: false) }

  /// An index to be filled: the indexed columns, then those columns of the table's primary key that it lacks,
  /// or the row number; rows in the order of all of these.
  /// **Problems**: as for a table.
  package func index(_ name: String) throws(Problem) -> BulkTable { try fill(name, isIndex: true) }

  /// Writes what is left of every table, and the file is whole and on the disk.
  /// Where that was done, nothing happens.
  /// **Problems**: `database.unavailable` where the disk is full or fails.
  package func finish() throws(Problem) {
    guard !isFinished else { return }
    isFinished = true
    let tables = tables.withLock { $0 }
    for (_, table) in tables.sorted(by: { $0.key < $1.key }) { try table.finish() }
    requireIndexes(tables)
    let (pageCount, free) = space.settle()
    try require(ftruncate(descriptor.number, off_t(pageCount) * off_t(pageSize)) == 0 ? 0 : errno)
    try chain(free)
    let change = BulkFile.number(header, at: 24) &+ 1
    // The second place says for which change the count of pages holds.
    for (offset, value) in [(24, change), (28, pageCount), (92, change)] { set(offset, value) }
    try write(header, at: 0)
    try require(fsync(descriptor.number) == 0 ? 0 : errno)
  }

  private func fill(_ name: String, isIndex: Bool) throws(Problem) -> BulkTable {
    guard let entry = shapes[name] else { throw DatabaseProblems.unfit(name, .missing) }
    let shape = try entry.get()
    guard shape.isSecondary == isIndex else { throw DatabaseProblems.unfit(name, .missing) }
    let start = try descriptor.read(8, at: (Int(shape.root) - 1) * pageSize)
    let kind = shape.isIndexTree ? BulkNode.Kind.indexLeaf : .tableLeaf
    guard start.count == 8, start[0] == kind.rawValue, start[3] == 0, start[4] == 0 else {
      throw DatabaseProblems.unfit(name, .filled)
    }
    let pages = BulkPages(descriptor: descriptor, pageSize: pageSize, space: space)
    let table = BulkTable(shape, pages: pages)
    let isFirst = tables.withLock { $0.updateValue(table, forKey: name) == nil }
    precondition(isFirst, "a table is filled once")
    return table
  }

  /// An index that lacks rows would let SQLite answer wrongly for ever.
  private func requireIndexes(_ tables: [String: BulkTable]) {
    for case .success(let shape) in shapes.values where shape.isSecondary {
      let (rows, entries) = (tables[shape.table]?.rowCount ?? 0, tables[shape.name]?.rowCount ?? 0)
      precondition(rows == entries, "index \(shape.name) has an entry for each row of its table")
    }
  }

  /// Chains the pages that nobody needed before those that were free already.
  private func chain(_ free: [UInt32]) throws(Problem) {
    // SQLite itself leaves the last six places of such a page empty.
    let most = pageSize / 4 - 8
    var next = BulkFile.number(header, at: 32)
    for start in stride(from: 0, to: free.count, by: most + 1) {
      let numbers = free[start..<min(start + most + 1, free.count)]
      var page = BulkFile.bytes(next) + BulkFile.bytes(UInt32(numbers.count - 1))
      page += numbers.dropFirst().flatMap(BulkFile.bytes)
      page += [UInt8](repeating: 0, count: pageSize - page.count)
      next = free[start]
      try write(page, at: (Int(next) - 1) * pageSize)
    }
    set(32, next)
    set(36, BulkFile.number(header, at: 36) + UInt32(free.count))
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(Problem) {
    try require(bytes.withUnsafeBytes { descriptor.write($0, at: offset) })
  }

  private func require(_ error: Int32) throws(Problem) {
    if error != 0 { throw DatabaseProblems.unwritten(error) }
  }

  private func set(_ offset: Int, _ value: UInt32) {
    header.replaceSubrange(offset..<offset + 4, with: BulkFile.bytes(value))
  }

  private static func shapes(of path: String) throws(Problem) -> [String: Result<BulkShape, Problem>] {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil)
    defer { sqlite3_close_v2(handle) }
    guard let handle, code == SQLITE_OK else {
      throw DatabaseProblems.refused(code: Int(code), message: String(cString: sqlite3_errstr(code)))
    }
    let connection = Connection(handle: handle)
    defer { connection.close() }
    return try BulkShape.all(on: connection)
  }

  /// The first hundred bytes of a file that is as the pages will be: UTF-8, format 4, each page used whole.
  private static func header(of descriptor: BulkDescriptor, path: String) throws(Problem) -> [UInt8] {
    let header = try descriptor.read(100, at: 0)
    guard header.count == 100, header.starts(with: "SQLite format 3\0".utf8) else {
      throw DatabaseProblems.unfit(path, .format)
    }
    let size = Int(number(header, at: 16, bytes: 2))
    let pages = Int(number(header, at: 28))
    let isWhole = lseek(descriptor.number, 0, SEEK_END) == pages * (size == 1 ? 65_536 : size)
    let expected: [(offset: Int, value: UInt32)] = [(44, 4), (52, 0), (56, 1)]
    guard isWhole, header[20] == 0, expected.allSatisfy({ number(header, at: $0.offset) == $0.value }) else {
      throw DatabaseProblems.unfit(path, .format)
    }
    return header
  }

  private static func number(_ header: [UInt8], at offset: Int, bytes: Int = 4) -> UInt32 {
    header[offset..<offset + bytes].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
