// Writes a workbook for spreadsheet programs, row by row, through libxlsxwriter in constant memory.

import CXlsxWriter
import Glibc
package import Kernel

/// A workbook that is written sheet by sheet and row by row. The file appears under its name only when it is
/// complete. It tells nothing of the machine; the same rows and instant give the same bytes. Not shared
/// between threads.
package final class Workbook {
  /// So many rows a sheet can hold, mark and head among them.
  package static let mostRows = 1_048_576
  /// So many UTF-16 units a text can have.
  package static let longestText = 32_767

  private let path: String
  private let partialPath: String
  /// Rows wait beside the file, not in a folder that others share.
  private let folder: UnsafeMutablePointer<CChar>
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private let formats: WorkbookFormats
  private var names = SheetNames()
  private var row: UInt32 = 0
  private var headRow: UInt32 = 0
  private var columns = 0

  /// Begins a workbook at `path`, as `path.partial` until `finish()`.
  /// **Shape**: `title` and `author` are told in the properties of the file, `instant` as its time of
  /// creation.
  /// **Problems**: `sheets.file.unwritable`.
  package init(path: String, title: String, author: String = "", at instant: Instant) throws(Problem) {
    (self.path, partialPath) = (path, path + ".partial")
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    guard access(parent, W_OK) == 0 else { throw SheetsProblems.unwritable(path, error: errno) }
    folder = strdup(parent)
    var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 1)
    guard let book = workbook_new_opt(partialPath, &options) else {
      free(folder)
      throw SheetsProblems.unwritable(path, error: ENOMEM)
    }
    (self.book, formats) = (book, WorkbookFormats(book))
    describe(title: title, author: author, at: instant)
  }

  deinit {
    // Closing is what gives back the files in which rows wait.
    if let book {
      if sheet != nil { workbook_close(book) } else { lxw_workbook_free(book) }
      unlink(partialPath)
    }
    free(folder)
  }

  private func describe(title: String, author: String, at instant: Instant) {
    var properties = lxw_doc_properties()
    (properties.title, properties.author) = (strdup(title), strdup(author))
    defer {
      free(properties.title)
      free(properties.author)
    }
    // Nought would stand for the machine's clock.
    properties.created = max(1, time_t(instant.milliseconds / 1_000))
    _ = workbook_set_properties(book, &properties)
  }

  /// Begins the next sheet with its head, which stays in sight and has filters.
  /// **Shape**: signs that a name cannot have are left out of it, a name that is there gets a number; `mark`
  /// is a row of its own above the head: who took the rows out, and when.
  package func beginSheet(_ name: String, mark: String = "", _ columns: [WorkbookColumn]) throws(Problem) {
    precondition(!columns.isEmpty && columns.count <= Sheet.columnLimit, "a sheet has columns")
    endSheet()
    guard let sheet = workbook_add_worksheet(book, names.next(name)) else {
      throw SheetsProblems.unwritable(path, error: EIO)
    }
    (self.sheet, self.columns, row) = (sheet, columns.count, 0)
    for (index, column) in columns.enumerated() {
      worksheet_set_column(sheet, UInt16(index), UInt16(index), column.width, nil)
    }
    if !mark.isEmpty {
      try write(mark, at: 0, formats.mark)
      row += 1
    }
    headRow = row
    for (index, column) in columns.enumerated() { try write(column.title, at: index, formats.head) }
    worksheet_freeze_panes(sheet, row + 1, 0)
    // Papers that are printed from a sheet tell their head on every page, too.
    worksheet_repeat_rows(sheet, headRow, headRow)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, Workbook.a4)
    worksheet_fit_to_pages(sheet, 1, 0)
    row += 1
  }

  /// Writes one row. **Shape**: a cell a column.
  /// **Problems**: `sheets.workbook.tooManyRows`, `.textTooLong` (invalid), `sheets.file.unwritable`.
  package func add(_ cells: [WorkbookCell]) throws(Problem) {
    precondition(sheet != nil && cells.count == columns, "a row has a cell a column")
    guard row < Workbook.mostRows else { throw SheetsProblems.tooManyRows(path, limit: Workbook.mostRows) }
    for (index, cell) in cells.enumerated() { try write(cell, at: index) }
    row += 1
  }

  /// Writes what is left, makes it durable and gives the file its name.
  /// **Problems**: `sheets.file.unwritable`; the partial file is then removed.
  package func finish() throws(Problem) {
    precondition(book != nil && sheet != nil, "a workbook has a sheet and is finished once")
    endSheet()
    let error = workbook_close(book)
    book = nil
    var number: Int32 = error == LXW_NO_ERROR ? 0 : EIO
    let descriptor = open(partialPath, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 || fsync(descriptor) != 0 { number = errno }
    if descriptor >= 0 { close(descriptor) }
    if number == 0, rename(partialPath, path) != 0 { number = errno }
    guard number == 0 else {
      unlink(partialPath)
      throw SheetsProblems.unwritable(path, error: number)
    }
  }

  private func endSheet() {
    guard let sheet else { return }
    worksheet_autofilter(sheet, headRow, 0, max(headRow, row - 1), UInt16(columns - 1))
  }

  private func write(_ cell: WorkbookCell, at column: Int) throws(Problem) {
    switch cell {
    case .text(let text): try write(text, at: column, nil)
    case .number(let number) where number.magnitude < Workbook.exactBelow:
      check(worksheet_write_number(sheet, row, UInt16(column), Double(number), nil))
    case .number(let number): try write(String(number), at: column, nil)
    case .decimal(let units, let decimals):
      try write(units, decimals: decimals, at: column)
    case .money(let money) where money.fen.magnitude < Workbook.exactBelow:
      check(worksheet_write_number(sheet, row, UInt16(column), Double(money.fen) / 100, formats.money))
    case .money(let money): try write(money.description, at: column, nil)
    case .day(let day) where day >= Workbook.firstDay:
      let serial = Double(day.days(since: Workbook.firstDay) + 61)
      check(worksheet_write_number(sheet, row, UInt16(column), serial, formats.day))
    case .day(let day): try write(day.description, at: column, nil)
    case .empty: break
    }
  }

  private func write(_ units: Int64, decimals: Int, at column: Int) throws(Problem) {
    precondition((0..<WorkbookFormats.mostDecimals).contains(decimals), "a number has few decimals")
    let size = (0..<decimals).reduce(1.0) { size, _ in size * 10 }
    guard units.magnitude < Workbook.exactBelow else {
      return try write(WorkbookCell.written(units, decimals: decimals), at: column, nil)
    }
    check(
      worksheet_write_number(
        sheet, row, UInt16(column), Double(units) / size, formats.decimals[decimals]))
  }

  /// Texts are told apart from formulas in the file itself: nothing is ever computed from them.
  private func write(
    _ text: String, at column: Int, _ format: UnsafeMutablePointer<lxw_format>?
  ) throws(Problem) {
    let text = Workbook.storable(text)
    // What spreadsheet programs would read as the number of a character is written so that they don't.
    let written = text.contains("_x") ? text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") : text
    guard written.utf16.count <= Workbook.longestText else {
      throw SheetsProblems.textTooLong(path, row: Int(row) + 1, column: column + 1)
    }
    check(worksheet_write_string(sheet, row, UInt16(column), written, format))
  }

  private func check(_ error: lxw_error) {
    precondition(error == LXW_NO_ERROR, "rows and texts are within what a sheet can hold")
  }

  /// The text without what XML cannot hold.
  private static func storable(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy(isStorable)
    return isPlain ? text : String(String.UnicodeScalarView(text.unicodeScalars.filter(isStorable)))
  }

  private static func isStorable(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 ? scalar.value & 0xFFFE != 0xFFFE : scalar == "\n" || scalar == "\t"
  }

  /// Spreadsheet programs keep fifteen digits of a number.
  private static let exactBelow: UInt64 = 1_000_000_000_000_000
  /// Serial 61. Before it spreadsheet programs count a day that never was, 1900-02-29.
  private static let firstDay = Day(number: -25_508)
  private static let a4: UInt8 = 9
}

extension Workbook {
  /// A whole workbook in memory: `fill` writes it. It waits in a folder that only this account can open,
  /// which is gone afterwards.
  /// **Problems**: `sheets.file.unwritable`, and what `fill` refuses.
  package static func bytes(
    title: String, author: String = "", at instant: Instant, fill: (Workbook) throws(Problem) -> Void
  ) throws(Problem) -> [UInt8] {
    var template = Array("\(P_tmpdir)/workbook-XXXXXX".utf8CString)
    guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else {
      throw SheetsProblems.unwritable(P_tmpdir, error: errno)
    }
    defer { rmdir(folder) }
    let path = "\(folder)/workbook.xlsx"
    defer { unlink(path) }
    let book = try Workbook(path: path, title: title, author: author, at: instant)
    try fill(book)
    try book.finish()
    let bytes = try HeldBytes(mapping: path)
    return Array(UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
  }
}

/// How the cells of one workbook look. They belong to the workbook, which frees them.
private struct WorkbookFormats {
  let head: UnsafeMutablePointer<lxw_format>?
  let mark: UnsafeMutablePointer<lxw_format>?
  let money: UnsafeMutablePointer<lxw_format>?
  let day: UnsafeMutablePointer<lxw_format>?
  /// By the number of decimals.
  let decimals: [UnsafeMutablePointer<lxw_format>?]

  static let mostDecimals = 5

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    head = workbook_add_format(book)
    format_set_bold(head)
    format_set_bg_color(head, 0xE9F1FA)
    format_set_bottom(head, UInt8(LXW_BORDER_THIN.rawValue))
    mark = workbook_add_format(book)
    format_set_font_color(mark, 0x64717E)
    money = workbook_add_format(book)
    format_set_num_format(money, "#,##0.00")
    day = workbook_add_format(book)
    format_set_num_format(day, "yyyy-mm-dd")
    decimals = (0..<WorkbookFormats.mostDecimals).map { count in
      let format = workbook_add_format(book)
      format_set_num_format(format, count == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: count))
      return format
    }
  }
}
