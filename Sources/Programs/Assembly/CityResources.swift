// What is of one city and not of the program: its map, its board, its lines of poverty.

package import Access
package import Briefings
package import Charts
package import Cockpit
package import Database
import Foundation
package import Indicators
package import Kernel
package import Pages
package import Rules
package import Wellbeing

/// Files of the operator in a folder below `Resources`, the first one that has them.
package enum CityResources {
  /// The path of a file, nil where no city has it.
  static func path(_ name: String) -> String? {
    guard let folder = Settings.resourcesFolder else { return nil }
    let cities = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    return cities.map { "\(folder)/\($0)/\(name)" }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// **Problems**: those of the file; a city without one has no squares.
  package static func tileMap() throws(Problem) -> TileMap {
    guard let path = path("tilemap.tsv"), let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return TileMap()
    }
    return try TileMap(reading: text, of: path)
  }

  /// Real boundaries, where the operator laid a `boundaries.geojson` there.
  /// **Problems**: those of the file.
  package static func boundaries() throws(Problem) -> RegionShapes? {
    guard let path = path("boundaries.geojson") else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else { throw missing("boundaries.geojson") }
    return try RegionShapes(reading: data, of: path)
  }

  /// Tells at the terminal what the operator's files say of counties and maps that the register has not.
  /// The files are right as such, and the register may follow: nothing is refused.
  /// - Parameters:
  ///   - library: The rules, whose parameters are those of the figures too.
  ///   - shapes: those of `boundaries`.
  /// **Problems**: those of the files and of the database.
  package static func tellStrangers(
    _ figures: IndicatorBook, _ library: RuleLibrary, _ shapes: RegionShapes?, _ language: Language,
    on database: Database
  ) throws {
    let day = Settings.today
    let names = Set(library.parameters.map(\.name))
    let own = figures.library.parameters.filter { !names.contains($0.name) }
    let city = path("board.yaml").map { String($0.dropLast("/board.yaml".count)) } ?? ""
    var mentions = try board(figures).mentions.map { $0.within(city) }
    mentions += library.parameters.flatMap(\.mentions).map { $0.within("rules") }
    mentions += own.flatMap(\.mentions).map { $0.within("indicators") }
    let told = try database.read { (connection) throws(Problem) in
      try PlaceWatch.unknown(mentions, asOf: day, on: connection)
        + (shapes.map { (shapes) throws(Problem) in
          try PlaceWatch.unknown(
            shapes, of: path("boundaries.geojson") ?? "", asOf: day, on: connection)
        } ?? [])
    }
    for problem in told { writeError(problem.message(language)) }
  }

  /// **Problems**: `program.resource.missing`, those of the file.
  package static func board(_ figures: IndicatorBook) throws -> CockpitBook {
    guard let path = path("board.yaml") else { throw missing("board.yaml") }
    return try CockpitBook.load(path, figures: figures)
  }

  /// The briefings, with the targets of the board: a target is the same wherever it is told.
  /// **Problems**: `program.resource.missing`, those of the files.
  package static func briefings(_ figures: IndicatorBook, _ subjects: [Subject]) throws -> BriefingBook {
    guard let folder = path("briefings") else { throw missing("briefings") }
    let board = try board(figures)
    return try BriefingBook.load(
      folder, figures: figures, subjects: subjects,
      targets: board.targets.map {
        BriefingTarget(figure: $0.figure, limit: $0.limit, isFloor: $0.isFloor)
      }, smallNumber: board.smallNumber)
  }

  /// **Problems**: `program.resource.missing`, those of the file.
  package static func measures(_ library: RuleLibrary) throws -> WellbeingBook {
    guard let path = path("wellbeing.yaml") else { throw missing("wellbeing.yaml") }
    return try WellbeingBook.load(path, library: library)
  }

  private static func missing(_ name: String) -> Problem {
    Problem(
      "program.resource.missing", .notFound,
      zh: "资源目录下没有 \(name)，请用环境变量 SHOUWANG_RESOURCES 指定资源目录。",
      en: "No folder of resources has \(name); name the folder by SHOUWANG_RESOURCES.",
      details: ["file": name])
  }
}
