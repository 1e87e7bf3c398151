// Boundaries out of GeoJSON, and their drawing.
import Charts
import Foundation
import Kernel
import Pages
import Testing

private func collection(_ features: String..., top: String = "") -> Data {
  Data("{\"type\":\"FeatureCollection\",\(top)\"features\":[\(features.joined(separator: ","))]}".utf8)
}

private func feature(_ code: String, _ kind: String, _ coordinates: String) -> String {
  """
  {"type":"Feature","properties":{"adcode":\(code)},\
  "geometry":{"type":"\(kind)","coordinates":\(coordinates)}}
  """
}

private let square = "[[[103,27],[104,27],[104,28],[103,28],[103,27]]]"

private func place(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

@Suite struct RegionMapTests {
  @Test func polygonsAndGroupsOfThemAreRead() throws {
    let shapes = try RegionShapes(
      reading: collection(
        feature("530602", "Polygon", square), feature("\"530621\"", "MultiPolygon", "[\(square),\(square)]"),
        top: "\"审图号\":\"GS(2024)0650号\","))
    #expect(shapes.rings[try place("530602")]?.count == 1)
    #expect(shapes.rings[try place("530621")]?.count == 2)
    #expect(shapes.approval == "GS(2024)0650号")
  }

  @Test(
    arguments: [
      ("", "charts.map.json"), ("{", "charts.map.json"), ("[]", "charts.map.json"),
      ("{\"features\":[]}", "charts.map.json"), ("{\"features\":[1]}", "charts.map.feature"),
    ])
  func whatIsNoCollectionIsRefused(text: String, code: String) {
    #expect(throws: Problem.self) { try RegionShapes(reading: Data(text.utf8)) }
    let problem = #expect(throws: Problem.self) { try RegionShapes(reading: Data(text.utf8)) }
    #expect(problem?.code == code)
  }

  @Test(arguments: [
    feature("53", "Polygon", square), feature("\"x\"", "Polygon", square),
    feature("530621", "Point", "[1,2]"),
    feature("530621", "Polygon", "[]"), feature("530621", "Polygon", "[[[103,27],[104,27],[103,27]]]"),
    feature("530621", "Polygon", "[[[103,27],[104,27],[204,28],[103,27]]]"),
    feature("530621", "Polygon", "[[[103],[104],[104],[103]]]"),
    feature("530621", "MultiPolygon", square), "{\"type\":\"Feature\"}",
  ])
  func aFeatureThatIsNoPlaceIsRefusedWithItsNumber(text: String) {
    let problem = #expect(throws: Problem.self) {
      try RegionShapes(reading: collection(feature("530602", "Polygon", square), text))
    }
    #expect(problem?.code == "charts.map.feature")
    #expect(problem?.details["feature"] == "2")
  }

  @Test func aFaultNamesTheFileTheFeatureItsLineTheValueAndTheRemedy() throws {
    let head = "{\n\"name\": \"features\", \"type\": \"FeatureCollection\",\n\"features\": [\n"
    let sound = feature("530602", "Polygon", square)
    let faults = [
      (feature("53", "Polygon", square), "has 53 as its adcode", "53”，应为六位以上"),
      ("{\"type\": \"Feature\"}", "write adcode in its properties", "请在 properties 中写 adcode"),
      (feature("530621", "Point", "[1,2]"), "of the kind “Point”", "图形是“Point”"),
      (feature("530621", "Polygon", "[[[103,27],[104,27],[103,27]]]"), "a ring of 3 points", "只有 3 个点"),
      (
        feature("530621", "Polygon", "[[[103,27],[104,27],[204,28],[103,27]]]"), "[204.0, 28.0]",
        "[204.0, 28.0]"
      ),
    ]
    for (fault, en, zh) in faults {
      let text = head + sound + ",\n\n" + fault + "\n]}"
      let problem = try #require(throws: Problem.self) {
        try RegionShapes(reading: Data(text.utf8), of: "/etc/boundaries.geojson")
      }
      #expect(problem.details == ["file": "/etc/boundaries.geojson", "feature": "2", "line": "6"])
      for word in ["/etc/boundaries.geojson", "Feature 2, from line 6", en, "Correct it or take it out"] {
        #expect(problem.message.en.contains(word), "\(problem.message.en)")
      }
      #expect(problem.message.zh.contains("/etc/boundaries.geojson 第 2 个地区（第 6 行起）"))
      #expect(problem.message.zh.contains(zh), "\(problem.message.zh)")
    }
    for (text, line) in [(head + sound + ",\n", "5"), (head + "{'a'", "4"), ("", "1")] {
      let problem = try #require(throws: Problem.self) {
        try RegionShapes(reading: Data(text.utf8), of: "b.geojson")
      }
      #expect(problem.message.en.contains("The map file b.geojson is no sound JSON near line \(line);"))
      #expect(problem.details["line"] == line && problem.code == "charts.map.json")
    }
  }

  @Test func aFileTooLargeIsNotEvenParsed() {
    let problem = #expect(throws: Problem.self) {
      try RegionShapes(reading: Data(repeating: 32, count: RegionShapes.largest + 1))
    }
    #expect(problem?.code == "charts.map.size")
  }

  @Test func everyPlaceIsALinkWithItsWords() throws {
    let shapes = try RegionShapes(
      reading: collection(
        feature("530602", "Polygon", square),
        feature("530621", "Polygon", "[[[104,27],[105,27],[105,28],[104,28],[104,27]]]")))
    let tiles = try ["530602", "530621", "530622"].enumerated().map { index, code in
      let code = try place(code)
      return Tile(
        place: code, name: "县<\(index)>", level: index * 100, value: "\(index)0%", sentence: "第 \(index) 县",
        address: .place(code, .plain))
    }
    let map = regionMap("地图", shapes, tiles, .zh)
    // Once for wide screens and once for narrow ones.
    #expect(map.text.split(separator: "<a href=").count == 5)
    #expect(map.text.contains("<title>第 1 县</title>") && map.text.contains("县&lt;1&gt;"))
    #expect(!map.text.contains("第 2 县"))
    #expect(map.text.contains("class=\"shade1\"") && map.text.contains("class=\"shade5\""))
    // The key says what the shades mean, as on the map of squares.
    #expect(map.text.contains("<ul class=\"key\">") && map.text.contains("≥ 8.0%"))
    #expect(regionMap("空", shapes, [], .zh).isEmpty)
  }
}
