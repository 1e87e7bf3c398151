// A workbook as its own XML tells it, unpacked by Python's zipfile.
import Foundation
import Testing

/// Reads what `Workbook` writes: texts in their cells, numbers with their formats.
struct ReadWorkbook {
  struct Cell: Equatable {
    let value: String
    let isText: Bool
    let format: String

    init(_ value: String, isText: Bool, format: String = "") {
      (self.value, self.isText, self.format) = (value, isText, format)
    }
  }

  struct Page {
    let xml: String
    let cells: [String: Cell]
    let bold: Set<String>

    func isBold(_ place: String) -> Bool { bold.contains(place) }
  }

  private static let python = "/usr/bin/env"
  static let canRead = (try? unpack([0x50], "")) != nil

  let sheetNames: [String]
  let sheets: [Page]

  init(_ bytes: [UInt8]) throws {
    let styles = try Self.part("xl/styles.xml", of: bytes)
    sheetNames = try Self.part("xl/workbook.xml", of: bytes).matches(of: /<sheet name="([^"]*)"/)
      .map { Self.plain(String($0.1)) }
    sheets = try (1...sheetNames.count).map {
      Self.page(try Self.part("xl/worksheets/sheet\($0).xml", of: bytes), styles)
    }
  }

  private static func page(_ xml: String, _ styles: String) -> Page {
    let formats = Dictionary(
      uniqueKeysWithValues: styles.matches(of: /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/)
        .map { (String($0.1), plain(String($0.2))) })
    let fonts = styles.matches(of: /<font>(.*?)<\/font>/).map { $0.1.contains("<b/>") }
    let looks = styles.components(separatedBy: "<cellXfs").last.map {
      $0.matches(of: /<xf numFmtId="(\d+)" fontId="(\d+)"/).map { (String($0.1), Int($0.2) ?? 0) }
    }
    var (cells, bold): ([String: Cell], Set<String>) = ([:], [])
    for match in xml.matches(of: /<c r="([A-Z]+\d+)"([^>]*)>(.*?)<\/c>/.dotMatchesNewlines()) {
      let look = match.2.firstMatch(of: /s="(\d+)"/).flatMap { Int($0.1) } ?? 0
      let isText = match.2.contains("t=\"inlineStr\"")
      let value = match.3.replacing(/<[^>]*>/, with: "")
      let (format, font) = looks?[look] ?? ("", 0)
      cells[String(match.1)] = Cell(plain(String(value)), isText: isText, format: formats[format] ?? "")
      if fonts[font] { bold.insert(String(match.1)) }
    }
    return Page(xml: xml, cells: cells, bold: bold)
  }

  private static func plain(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
      .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  private static func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let text = try unpack(bytes, name)
    try #require(!text.isEmpty)
    return text
  }

  /// One file of the archive; with an empty name only whether Python is there.
  private static func unpack(_ bytes: [UInt8], _ name: String) throws -> String {
    let folder = try TestFolder()
    let file = try folder.file(bytes, name: "out.csv")
    let script =
      name.isEmpty
      ? "print('here')"
      : "import sys,zipfile;sys.stdout.buffer.write(zipfile.ZipFile('\(file)').read('\(name)'))"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["python3", "-I", "-c", script]
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
