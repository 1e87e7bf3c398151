// The reference workload beside the repository: our answers are the expected ones, byte for byte.
import Database
import Foundation
import Kernel
import Registry
import Rules
import Screening
import Testing

/// The generator beside the repository, and the Python that it needs.
enum ReferenceWorkload {
  static let isThere: Bool =
    FileManager.default.fileExists(atPath: Project.reference + "/gen.py")
    && (try? run("/usr/bin/env", ["python3", "-c", "import numpy"])) == 0

  /// Runs a program to its end, its output thrown away: a child that kept ours would hold the test run open.
  static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

@Suite(.enabled(if: ReferenceWorkload.isThere, "no reference workload beside the repository, or no numpy"))
struct ReferenceTests {
  @Test(arguments: [("h10k", 10_000)])
  func theExportedFilesAreTheExpectedOnes(label: String, households: Int) throws {
    let folder = try WorkFolder("reference-\(label)")
    let files = folder.path + "/files"
    let status = try ReferenceWorkload.run(
      "/usr/bin/env",
      ["python3", "-B", Project.reference + "/gen.py", "--households", String(households), "--out", files])
    try #require(status == 0)
    let database = try Project.store(at: folder.path + "/city.sqlite", of: files)
    let quality = try database.read { (connection) throws(Problem) in try QualityStore.report(on: connection)
    }
    let result = try Screener(Project.rules()).run(over: Project.city(database))
    try ScreeningExport.write(result, quality: quality, to: folder.path)
    for name in ["masks.csv", "rollup.csv", "dq.csv"] {
      let ours = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
      let expected = try Data(
        contentsOf: URL(fileURLWithPath: Project.reference + "/expected/\(label)/\(name)"))
      #expect(ours == expected, "\(label)/\(name)")
    }
  }
}
