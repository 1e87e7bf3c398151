// What a city leaves on the disk tells nobody's numbers, and nothing at all of who was erased.
import Foundation
import FoundationNetworking
import Glibc
import Kernel
import Synchronization
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct PersonalDataTests {
  private let folder: WorkFolder
  private let store: String
  private let files: String

  private static func fresh(_ name: String) throws -> (WorkFolder, String, String) {
    let folder = try WorkFolder("personal-\(name)")
    let files = folder.path + "/files"
    let made = try Program.run(
      ["city", "make", "--scale", "tiny", "--seed", "12", "--out", files], in: folder)
    try #require(made.status == 0)
    return (folder, folder.path + "/city.sqlite", files)
  }

  private static let folders = Atomic<Int>(0)

  init() throws {
    let number = PersonalDataTests.folders.add(1, ordering: .relaxed).newValue
    (folder, store, files) = try PersonalDataTests.fresh("\(number)")
  }

  private func rows(_ sheet: String) throws -> [[String]] {
    try String(contentsOfFile: files + "/" + sheet, encoding: .utf8)
      .split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
  }

  private func write(_ rows: [[String]], to sheet: String) throws {
    let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
    try text.write(toFile: files + "/" + sheet, atomically: true, encoding: .utf8)
  }

  private func column(_ name: String, of rows: [[String]]) throws -> Int {
    try #require(rows.first?.firstIndex { $0.hasSuffix(name) })
  }

  /// Every identity number and telephone of all sheets.
  private func numbers() throws -> Set<String> {
    var numbers: Set<String> = []
    for sheet in try FileManager.default.contentsOfDirectory(atPath: files) where sheet.hasSuffix(".csv") {
      let rows = try rows(sheet)
      for name in ["pid", "phone"] {
        guard let column = rows[0].firstIndex(where: { $0.hasSuffix(name) }) else { continue }
        numbers.formUnion(rows.dropFirst().map { $0[column].uppercased() })
      }
    }
    return numbers.filter { $0.utf8.count == 11 || $0.utf8.count == 18 }
  }

  /// Runs a command and keeps what it says in a file.
  @discardableResult
  private func run(_ arguments: String...) throws -> String {
    let answer = try Program.run(arguments, in: folder)
    try #require(answer.status == 0, "\(arguments): \(answer.err)")
    let log = folder.path + "/said.log"
    let before = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    try (before + answer.out + answer.err).write(toFile: log, atomically: true, encoding: .utf8)
    return answer.out
  }

  @Test func neitherStoreNorBackupNorLogsTellANumber() async throws {
    // Rows that are refused say what they say.
    var (persons, households) = (try rows("persons.csv"), try rows("households.csv"))
    persons[1][try column("birth_date", of: persons)] = "neither"
    households[2][try column("hh_type", of: households)] = "?"
    try write(persons, to: "persons.csv")
    try write(households, to: "households.csv")
    let traces = Traces(try numbers())
    #expect(traces.numbers.count > 500)
    #expect(traces.count(in: files + "/persons.csv") >= persons.count - 1)

    try run("import", "--store", store, "--dated", "2025-10-01", files)
    // A second sheet goes row by row and writes history.
    let name = try column("name", of: persons)
    for row in persons.indices.dropFirst() { persons[row][name] += "二" }
    try write(persons, to: "persons.csv")
    try run("import", "--store", store, "--dated", "2025-11-01", files)
    try run("screen", "--store", store, "--as-of", "2025-10-31")
    try run("quarantine", "--store", store)
    try run("households", "search", "--store", store, persons[3][name])
    try run("backup", "--store", store, "--to", folder.path + "/backups")
    try await visit(
      "/search?q=\(persons[3][try column("pid", of: persons)])",
      "/households/530602/\(persons[3][try column("pid", of: persons)])")
    let backups = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/backups")
    let backup = folder.path + "/backups/" + (try #require(backups.first))
    for path in [store, backup, folder.path + "/said.log", folder.path + "/server.log"] {
      let size = FileManager.default.contents(atPath: path)?.count ?? 0
      #expect(size > 100 && traces.count(in: path) == 0, "\(path)")
    }
    #expect(FileManager.default.fileExists(atPath: store + ".city"))
    for ending in [".city", "-wal", "-shm"] { #expect(traces.count(in: store + ending) == 0) }
    #expect(Traces.count(of: "/search", in: folder.path + "/server.log") > 0, "the visit is on the log")
  }

  /// Serves the store, asks for pages as a stranger does, and stops the server.
  private func visit(_ paths: String...) async throws {
    let log = folder.path + "/server.log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    let port = try freePort()
    process.arguments = ["serve", "--store", store, "--port", "\(port)"]
    process.currentDirectoryURL = URL(fileURLWithPath: Project.root)
    process.environment = ProcessInfo.processInfo.environment.merging(["SHOUWANG_LOG_LEVEL": "info"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let said = FileHandle(forWritingAtPath: log)
    (process.standardOutput, process.standardError) = (said, said)
    try process.run()
    defer {
      process.interrupt()
      process.waitUntilExit()
    }
    var polls = 0
    while process.isRunning, polls < 1_000_000, Traces.count(of: "http://", in: log) == 0 { polls += 1 }
    for path in paths {
      let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
      _ = try? await URLSession.shared.data(from: url)
    }
  }

  /// A port that nobody listens on now.
  private func freePort() throws -> UInt16 {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(handle, $0, size) | getsockname(handle, $0, &size)
      }
    }
    try #require(code == 0)
    return UInt16(bigEndian: address.sin_port)
  }

  @Test func nothingIsLeftOfWhoWasErased() throws {
    var (persons, households) = (try rows("persons.csv"), try rows("households.csv"))
    let household = households[1][try column("household_id", of: households)]
    let phone = "13987650001"
    households[1][try column("phone", of: households)] = phone
    let home = try column("household_id", of: persons)
    let member = try #require(persons.indices.first { persons[$0][home] == household })
    let (citizen, name) = (persons[member][try column("pid", of: persons)], try column("name", of: persons))
    persons[member][name] = "独孤测试甲"
    try write(persons, to: "persons.csv")
    try write(households, to: "households.csv")
    try run("import", "--store", store, "--dated", "2025-10-01", files)
    persons[member][name] = "独孤测试乙"
    try write(persons, to: "persons.csv")
    try run("import", "--store", store, "--dated", "2025-11-01", files + "/persons.csv")
    try run("screen", "--store", store, "--as-of", "2025-11-02")
    func names() -> Int {
      ["", "-wal", ".city"].reduce(0) { $0 + Traces.count(of: "独孤测试", in: store + $1) }
    }
    #expect(names() > 1, "the name stands in the store and in the city beside it")

    try run("erase", "--store", store, "--household", household, "--reason", "asked by phone \(phone)")
    #expect(!FileManager.default.fileExists(atPath: store + ".city"))
    let traces = Traces([citizen, phone])
    func left() -> Int { ["", "-wal", ".city"].reduce(names()) { $0 + traces.count(in: store + $1) } }
    #expect(left() == 0)
    try run("screen", "--store", store, "--as-of", "2025-11-02")
    #expect(FileManager.default.fileExists(atPath: store + ".city") && left() == 0)
    let journal = try run("journal", "--store", store)
    #expect(journal.contains("household.erase") && !journal.contains(phone))
    #expect(try run("journal", "--store", store, "--verify").isEmpty == false)
  }

  @Test func numbersAreFoundInEveryForm() throws {
    let citizen = try #require(CitizenID(area: 530_602, birth: Day(number: 3_652), sequence: 7))
    let traces = Traces([citizen.text, "13987650001"])
    let path = folder.path + "/forms"
    func found(_ bytes: [UInt8]) throws -> Int {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return traces.count(in: path)
    }
    func big(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - $0 * 8)) } }
    #expect(try found(Array("a1\(citizen.text)9".utf8)) == 1)
    #expect(try found([1] + big(citizen.packed) + [2]) == 1)
    #expect(try found(big(citizen.packed).reversed() + [2]) == 1)
    #expect(try found(big(13_987_650_001)) == 1 && found(Array("13987650001".utf8)) == 1)
    #expect(try found(Array("13987650002 530602********0071".utf8)) == 0)
  }
}
