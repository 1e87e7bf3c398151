// Codes of places that the operator's files name and the register does not have, told at the start.
import Assembly
import Charts
import Cockpit
import Database
import Foundation
import Indicators
import Kernel
import Registry
import Rules
import Testing

@Suite struct PlaceWatchTests {
  private let database: Database
  private let folder = Project.root + "/Resources/zhaotong"

  init() throws {
    database = try Database(inMemory: "place-watch")
    try database.migrate(RegistryMigrations.all)
  }

  private func take(_ places: String...) throws {
    let index = RegistryIndex()
    for (number, place) in places.enumerated() {
      let origin = RowOrigin(importNumber: Int64(number + 1), line: 2, dated: Project.asOf)
      try database.write { (connection) throws(Problem) in
        _ = try PlaceStore.merge(
          Posts.code(place), name: "地\(place)", origin: origin, index: index, on: connection)
      }
    }
  }

  private func mentions(replacing code: String, by other: String) throws -> [PlaceMention] {
    let text = try String(contentsOfFile: folder + "/board.yaml", encoding: .utf8)
    let figures = try IndicatorBook.load(Project.root + "/indicators")
    return try CockpitBook(text.replacingOccurrences(of: code, with: other), figures: figures).mentions
  }

  private func told(_ mentions: [PlaceMention]) throws -> [Problem] {
    try database.read { (connection) throws(Problem) in
      try PlaceWatch.unknown(mentions, asOf: Project.asOf, on: connection)
    }
  }

  @Test func aCountyOfAGroupThatTheRegisterDoesNotHaveIsTold() throws {
    let wrong = try mentions(replacing: "530629", by: "530699")
    #expect(wrong.count == 11)
    #expect(try told(wrong).isEmpty, "an empty register knows no place")
    let all = [
      "530602", "530621", "530622", "530623", "530624", "530625", "530626", "530627", "530628", "530629",
      "530681",
    ]
    try take("5306")
    for code in all { try take(code) }
    #expect(try told(mentions(replacing: "530629", by: "530629")).isEmpty)
    let problem = try #require(told(wrong).first)
    let line = try #require(Int(problem.details["line"] ?? ""))
    let lines = try String(contentsOfFile: folder + "/board.yaml", encoding: .utf8)
      .components(separatedBy: "\n")
    #expect(lines[line - 1].contains("530629"))
    for word in ["board.yaml:\(line)", "no county 530699", "did you mean 5306", "Correct it"] {
      #expect(problem.message.en.contains(word), "\(problem.message.en)")
    }
    #expect(problem.message.zh.contains("没有县级代码 530699"))
  }

  @Test func aCountyOfAParameterIsToldWithItsLine() throws {
    try take("5306", "530627")
    let parameters = """
      - name: line
        unit: yuan
        default: 8000
        by_county:
          530627: 7000
          530628: 7000
        zh: 监测线
        en: monitoring line
      """
    let library = try RuleLibrary(files: ["parameters.yaml": parameters], needsRules: false)
    let problems = try told(library.parameters.flatMap(\.mentions))
    #expect(problems.map { $0.details["line"] } == ["6"])
    #expect(
      problems.first?.message.en.contains("parameters.yaml:6: the register has no county 530628") == true)
  }

  private func shapes(_ codes: [String]) throws -> RegionShapes {
    let ring = "[[[103,27],[104,27],[104,28],[103,27]]]"
    let features = codes.map { code in
      "{\"properties\":{\"adcode\":\(code)},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":\(ring)}}"
    }
    return try RegionShapes(reading: Data("{\"features\":[\(features.joined(separator: ","))]}".utf8))
  }

  private func told(_ codes: [String]) throws -> [Problem] {
    let shapes = try shapes(codes)
    return try database.read { (connection) throws(Problem) in
      try PlaceWatch.unknown(shapes, of: "b.geojson", asOf: Project.asOf, on: connection)
    }
  }

  @Test func aMapOfOtherPlacesOnlyIsTold() throws {
    #expect(try told(["330102"]).isEmpty, "an empty register knows no place")
    try take("5306", "530602", "530627")
    let problem = try #require(told(["330102", "330103"]).first)
    for word in ["b.geojson: none of its 2 features", "1 (330102), 2 (330103)", "530602 530627", "adcode"] {
      #expect(problem.message.en.contains(word), "\(problem.message.en)")
    }
    #expect(problem.code == "program.map.unknown" && problem.message.zh.contains("2 个地区都不在登记册中"))
    // Neighbours do no harm; a county without a boundary is told.
    #expect(try told(["330102", "530602", "530627"]).isEmpty)
    #expect(try told(["530602"]).map(\.code) == ["program.map.missing"])
  }
}
