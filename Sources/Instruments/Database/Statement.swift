// A prepared statement: values in by position from 1, columns out by position from 0.

import GRDBSQLite
package import Kernel

/// Lives as long as its connection. `bind` sets what `step` or `run` uses; `reset` makes ready for the next
/// values.
package final class Statement {
  private var handle: OpaquePointer?
  private unowned let connection: Connection
  /// Whether somebody has it in hand who may leave it in the midst of its rows.
  var isLent = false

  init(sql: String, connection: Connection) throws(Problem) {
    self.connection = connection
    connection.watch?(sql)
    guard sqlite3_prepare_v3(connection.handle, sql, -1, 0, &handle, nil) == SQLITE_OK else {
      throw connection.fault()
    }
    precondition(handle != nil, "a statement text holds a statement")
  }

  deinit { close() }

  func close() {
    if let handle { sqlite3_finalize(handle) }
    handle = nil
  }

  /// Makes the statement ready to run again; what is bound stays until it is bound anew.
  package func reset() {
    sqlite3_reset(handle)
  }

  /// Binds all values in order, from position 1.
  package func bind(_ values: [SQLValue]) {
    for (index, value) in values.enumerated() {
      let position = index + 1
      switch value {
      case .null: bindNull(position)
      case .int(let number): bind(position, number)
      case .text(let text): bind(position, text)
      case .bytes(let bytes): bind(position, bytes)
      }
    }
  }

  package func bind(_ position: Int, _ value: Int64) {
    accept(sqlite3_bind_int64(handle, Int32(position), value))
  }

  package func bind(_ position: Int, _ value: Int) { bind(position, Int64(value)) }

  package func bind(_ position: Int, _ value: Int64?) {
    if let value { bind(position, value) } else { bindNull(position) }
  }

  package func bindNull(_ position: Int) {
    accept(sqlite3_bind_null(handle, Int32(position)))
  }

  /// Binds text; SQLite takes its own copy.
  package func bind(_ position: Int, _ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        accept(sqlite3_bind_text(handle, Int32(position), $0.baseAddress, Int32($0.count), Statement.copied))
      }
    }
  }

  package func bind(_ position: Int, _ bytes: [UInt8]) {
    // No bytes have no address, and SQLite would take that for NULL.
    guard !bytes.isEmpty else { return accept(sqlite3_bind_zeroblob(handle, Int32(position), 0)) }
    accept(
      bytes.withUnsafeBytes {
        sqlite3_bind_blob(handle, Int32(position), $0.baseAddress, Int32($0.count), Statement.copied)
      })
  }

  /// Binds UTF-8 bytes as text.
  package func bind(_ position: Int, utf8 bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.bindMemory(to: CChar.self).baseAddress else {
      accept(sqlite3_bind_text(handle, Int32(position), "", 0, Statement.copied))
      return
    }
    accept(sqlite3_bind_text(handle, Int32(position), base, Int32(bytes.count), Statement.copied))
  }

  /// Binds a stretch of UTF-8 bytes as text.
  package func bind(_ position: Int, utf8 bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { bind(position, utf8: $0) }
  }

  /// Goes to the next answer row; false at the end.
  package func step() throws(Problem) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw connection.fault()
    }
  }

  /// Runs a statement without an answer and makes it ready for the next values.
  package func run() throws(Problem) {
    let answer = sqlite3_step(handle)
    guard answer == SQLITE_DONE || answer == SQLITE_ROW else {
      let fault = connection.fault()
      sqlite3_reset(handle)
      throw fault
    }
    sqlite3_reset(handle)
  }

  package func run(_ values: [SQLValue]) throws(Problem) {
    bind(values)
    try run()
  }

  /// The number of a column, 0 for NULL.
  package func int(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
  package func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
  package func optionalInt(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
  package func day(_ column: Int) -> Day { Day(number: Int32(int(column))) }
  package func optionalDay(_ column: Int) -> Day? { isNull(column) ? nil : day(column) }

  /// The text of a column, empty for NULL.
  package func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
    // The length is asked for, since a text may hold the character that ends text in C.
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Lends the UTF-8 of a column, none for NULL; it is gone with the next step.
  package func withUTF8(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    let start = sqlite3_column_text(handle, Int32(column))
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
    body(UnsafeRawBufferPointer(start: start, count: count))
  }

  package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  /// The bytes of a column, none for NULL.
  package func bytes(_ column: Int) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    guard let base = sqlite3_column_blob(handle, Int32(column)) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: base, count: count))
  }

  package var columnCount: Int { Int(sqlite3_column_count(handle)) }
  package func columnName(_ column: Int) -> String {
    String(cString: sqlite3_column_name(handle, Int32(column)))
  }

  /// The row as one JSON object, for the history of replaced rows; bytes as two digits each.
  package var json: String {
    var parts: [String] = []
    for column in 0..<columnCount where !isNull(column) {
      let value =
        switch sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_TEXT: JSONText.quoted(text(column))
        case SQLITE_BLOB: "\"" + hexadecimal(bytes(column)) + "\""
        default: String(int(column))
        }
      parts.append("\"\(columnName(column))\":" + value)
    }
    return "{" + parts.joined(separator: ",") + "}"
  }

  private func accept(_ code: Int32) {
    precondition(code == SQLITE_OK, "a value is bound to a position that the statement has")
  }

  // SQLite takes its own copy of what is bound before the call returns.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
