// What other programs read in a PDF file, by poppler's pdftotext.
import Foundation
import Papers
import Testing

enum PDFText {
  static let program = "/usr/bin/pdftotext"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  /// The text of every page. **Shape**: lines as they are laid out, without blanks around.
  static func pages(of bytes: [UInt8]) throws -> [[String]] {
    let text = try output(of: ["-layout"], bytes)
    return text.split(separator: "\u{C}").map { page in
      page.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
  }

  /// One line of a page with its edges. Unit: points from the left edge of the sheet.
  struct Line: Sendable {
    let left: Double
    let right: Double
    let text: String
  }

  static func lines(of bytes: [UInt8]) throws -> [Line] {
    let text = try output(of: ["-bbox-layout"], bytes)
    return text.components(separatedBy: "<line ").dropFirst().compactMap { part in
      func edge(_ name: String) -> Double? {
        part.components(separatedBy: "\(name)=\"").dropFirst().first.flatMap {
          Double($0.prefix { $0 != "\"" })
        }
      }
      guard let left = edge("xMin"), let right = edge("xMax") else { return nil }
      let words = part.components(separatedBy: "</word>").compactMap { $0.split(separator: ">").last }
      return Line(left: left, right: right, text: words.dropLast().joined(separator: " "))
    }
  }

  private static func output(of options: [String], _ bytes: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("papers-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Named by its content: tests that run side by side write the same bytes or another file.
    let name = bytes.reduce(into: UInt64(5381)) { $0 = $0 &* 33 &+ UInt64($1) }
    let file = folder.appendingPathComponent("\(name)\(options.joined()).pdf")
    try Data(bytes).write(to: file, options: .atomic)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = options + [file.path, "-"]
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try FileManager.default.removeItem(at: file)
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}

func draw(_ paper: Paper) throws -> DrawnPapers { try draw([paper], at: SamplePapers.instant) }
