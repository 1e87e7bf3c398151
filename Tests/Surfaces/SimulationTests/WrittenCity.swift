// A city written into a folder of its own, read back as plain tables.
import Glibc
import Kernel
import Simulation
import Testing

final class WrittenCity {
  /// Two levels below a folder of its own, neither of them there before.
  let folder: String
  private let parent: String
  let files: [SyntheticCity.File]
  private(set) var reported: [String: Int] = [:]

  static let names = [
    "regions", "households", "persons", "medical", "education", "housing", "water", "employment", "disaster",
    "minlife", "vehicles", "companies", "deaths", "disability", "loans", "work", "bindings", "claims",
    "cases",
    "entities", "premiums", "projects", "sites", "demos", "policies", "tasks", "statistics",
  ]
  /// The sheets whose second column is a place.
  static let placeLedgers = Array(names.suffix(8))
  /// The feeds whose second column is an identity number.
  static let personFeeds = names.filter {
    !["regions", "households", "persons", "water"].contains($0) && !placeLedgers.contains($0)
  }

  init(
    _ scale: Scale, seed: UInt64, clean: Bool, asOf: Day? = nil, calibration: Calibration = .zhaotong,
    divisions: DivisionList? = nil
  ) throws {
    var template = Array("\(P_tmpdir)/city-XXXXXX".utf8CString)
    parent = try #require(mkdtemp(&template).map { String(cString: $0) })
    folder = parent + "/new/city"
    var reported: [String: Int] = [:]
    let day = try asOf ?? referenceDay()
    let city = SyntheticCity(
      scale: scale, seed: seed, asOf: day, clean: clean, calibration: calibration, divisions: divisions)
    files = try city.write(to: folder) { reported[$0] = $1 }
    self.reported = reported
  }

  deinit {
    for name in WrittenCity.names { unlink("\(folder)/\(name).csv") }
    rmdir(folder)
    rmdir(parent + "/new")
    rmdir(parent)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen("\(folder)/\(name).csv", "rb"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
  }

  func table(_ name: String) throws -> Table {
    let lines = String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n")
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let header = try #require(rows.first)
    return Table(header: header, rows: Array(rows.dropFirst()))
  }
}

/// Rows of text under a header.
struct Table {
  let header: [String]
  let rows: [[String]]

  func each(_ body: (TableRow) throws -> Void) rethrows {
    let places = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
    for row in rows { try body(TableRow(places: places, fields: row)) }
  }
}

/// A row whose fields are called by the names of their columns.
struct TableRow {
  let places: [String: Int]
  let fields: [String]

  func callAsFunction(_ column: String) -> String {
    places[column].map { fields[$0] } ?? "no column \(column)"
  }
}

func referenceDay() throws -> Day { try #require(Day(year: 2025, month: 10, day: 31)) }
