// A folder of its own for each test, removed with it.
import Glibc
import Kernel
import Sheets
import Testing

final class TestFolder {
  let path: String

  init() throws {
    var template = Array("\(P_tmpdir)/sheets-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }

  /// Writes a file and tells its path.
  func file(_ bytes: [UInt8], name: String = "sheet.csv") throws -> String {
    let file = try #require(fopen("\(path)/\(name)", "wb"))
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    fclose(file)
    return "\(path)/\(name)"
  }

  func file(_ text: String, name: String = "sheet.csv") throws -> String {
    try file(Array(text.utf8), name: name)
  }

  func contents(_ name: String) throws -> String {
    let file = try #require(fopen("\(path)/\(name)", "rb"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func names() -> [String] {
    ["out.csv", "out.csv.partial"].filter { access("\(path)/\($0)", F_OK) == 0 }
  }
}

/// One row as a test sees it.
struct SeenRow: Equatable {
  var line: Int
  var fields: [String]
  var fault: SheetFault?

  init(_ line: Int, _ fields: [String], _ fault: SheetFault? = nil) {
    (self.line, self.fields, self.fault) = (line, fields, fault)
  }
}

func rows(of sheet: Sheet, from offset: Int? = nil, line: Int? = nil) -> [SeenRow] {
  var reader = sheet.reader(from: offset, line: line)
  var rows: [SeenRow] = []
  while reader.next() {
    let shown = min(reader.fieldCount, sheet.header.count)
    rows.append(SeenRow(reader.line, (0..<shown).map { reader.text($0) }, reader.fault))
  }
  return rows
}

func rows(of text: String) throws -> [SeenRow] {
  let folder = try TestFolder()
  return rows(of: try Sheet(path: folder.file(text)))
}

/// Goes to the next row, or proves that there is none.
func advance(_ reader: inout SheetReader, isPossible: Bool = true) throws {
  let hasRow = reader.next()
  try #require(hasRow == isPossible)
}
