// The tile map: the operator's file, the shades, the drawing.
import Charts
import Foundation
import Kernel
import Pages
import Testing

private func place(_ text: String) -> PlaceCode {
  guard let code = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
  return code
}

@Suite struct TileMapTests {
  @Test func aFileGivesSquaresForBothScreens() throws {
    let map = try TileMap(reading: "# a remark\n\n530602\t2\t1\t0\t4\r\n530621\t3\t1\t2\t1\n")
    #expect(
      map.wide == [place("530602"): .init(row: 2, column: 1), place("530621"): .init(row: 3, column: 1)])
    #expect(map.narrow[place("530602")] == .init(row: 0, column: 4))
    #expect(try TileMap(reading: "") == TileMap())
  }

  @Test(arguments: [
    "530602\t2\t1\t0", "530602 2 1 0 4", "53x602\t2\t1\t0\t4", "530602\t2\t-1\t0\t4", "530602\t2\t1\t0\t20",
    "530602\t2\t1\t0\t4\t5", "530602\t2\t1\t\t4",
  ])
  func aLineThatIsNoSquareIsRefusedWithItsNumber(line: String) {
    let problem = #expect(throws: Problem.self) { try TileMap(reading: "# first\n" + line) }
    #expect(problem?.code == "pages.tilemap.line")
    #expect(problem?.details["line"] == "2")
  }

  @Test(arguments: ["530602\t0\t0\t0\t0", "530621\t2\t1\t0\t0", "530621\t0\t0\t0\t4"])
  func aPlaceOrSquareStandsOnlyOnce(line: String) {
    let problem = #expect(throws: Problem.self) { try TileMap(reading: "530602\t2\t1\t0\t4\n" + line) }
    #expect(problem?.code == "pages.tilemap.twice")
  }

  @Test(arguments: [
    ([235, 258, 374], [260, 290, 320, 350]), ([], [1, 2, 3, 4]), ([300], [301, 302, 303, 304]),
    ([0, 1_000], [200, 400, 600, 800]), ([111_600, 150_420], [120_000, 130_000, 140_000, 150_000]),
    ([0, 1_200], [250, 500, 750, 1_000]), ([0, 9_999_999], [2_000_000, 4_000_000, 6_000_000, 8_000_000]),
  ])
  func shadesCoverTheSharesInRoundSteps(shares: [Int], borders: [Int]) {
    #expect(ShadeScale(for: shares).borders == borders)
  }

  @Test func theFileOfZhaotongHasElevenCounties() throws {
    let here = URL(filePath: #filePath)
    let file = here.appending(path: "../../../../Resources/zhaotong/tilemap.tsv").standardized
    let map = try TileMap(reading: try String(contentsOf: file, encoding: .utf8))
    #expect(map.wide.count == 11 && map.narrow.count == 11)
    #expect(map.narrow.values.allSatisfy { $0.row < 3 && $0.column < 5 })
    #expect(map.wide[place("530627")] == .init(row: 2, column: 4))
  }

  @Test func theLowestShareIsLightAndTheHighestDark() {
    let scale = ShadeScale(for: [235, 300, 374])
    #expect(scale.shade(of: 235) == 1)
    #expect(scale.shade(of: 260) == 2)
    #expect(scale.shade(of: 374) == 5)
  }

  @Test func aTileIsALinkWithASentence() throws {
    let map = try TileMap(reading: "530602\t0\t1\t0\t0\n")
    let tiles = ["530602", "530621"].map { code in
      Tile(
        place: place(code), name: "<\(code)>", level: code == "530602" ? 300 : nil, value: "30.0%",
        count: "5 户", sentence: "\(code): \"30%\"", address: .place(place(code), .plain))
    }
    let text = tileMap("Map", map, tiles, .zh).text
    #expect(
      text.contains("<a href=\"/places/530602\" class=\"shade1\"><title>530602: &quot;30%&quot;</title>"))
    #expect(text.contains("&lt;530602&gt;") && text.contains("30.0%"))
    #expect(!text.contains("530621"))
    #expect(text.contains("viewBox=\"0 0 208 104\"") && text.contains("viewBox=\"0 0 66 66\""))
  }
}
