// Where the tiles of a city's map stand: data of the operator, not of the program.

package import Kernel
import Pages

/// A map of equal squares, one a place, on two grids: a wide one and one for the phone.
/// **Shape**: may be empty; a place stands at most once and no two share a square.
package struct TileMap: Equatable, Sendable {
  package struct Square: Hashable, Sendable {
    package let row: Int
    package let column: Int

    package init(row: Int, column: Int) { (self.row, self.column) = (row, column) }
  }

  package private(set) var wide: [PlaceCode: Square] = [:]
  package private(set) var narrow: [PlaceCode: Square] = [:]

  package init() {}

  /// Reads lines of `code TAB row TAB column TAB phone row TAB phone column`, squares counted from 0.
  /// Empty lines and lines that begin with `#` say nothing.
  /// **Problems**: `pages.tilemap.line` for a line that is none of these, `pages.tilemap.twice` for a place
  /// or square that came before; both name the file and the line.
  /// - Parameter file: what the file is called, for what is told of it.
  package init(reading text: String, of file: String = "") throws(Problem) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      let numbers = cells.dropFirst().compactMap { PageAddress.wholeNumber(String($0), in: 0...19) }.map(
        Int.init)
      guard cells.count == 5, numbers.count == 4, let code = PlaceCode(cells[0]) else {
        throw Problem(
          "pages.tilemap.line", .invalid,
          zh: "地图文件 \(file) 第 \(index + 1) 行应为：地区代码、行、列、手机行、手机列，"
            + "用制表符分开，行列从 0 到 19。",
          en:
            "Line \(index + 1) of the tile map \(file) should be: code, row, column, phone row, phone "
            + "column, split by tabs, rows and columns from 0 to 19.",
          details: ["file": file, "line": String(index + 1)])
      }
      try add(
        code, wide: Square(row: numbers[0], column: numbers[1]),
        narrow: Square(row: numbers[2], column: numbers[3]), line: index + 1, of: file)
    }
  }

  private mutating func add(
    _ code: PlaceCode, wide: Square, narrow: Square, line: Int, of file: String
  ) throws(Problem) {
    guard self.wide[code] == nil, !self.wide.values.contains(wide), !self.narrow.values.contains(narrow)
    else {
      throw Problem(
        "pages.tilemap.twice", .invalid, zh: "地图文件 \(file) 第 \(line) 行的地区或格子在前面已经出现。",
        en: "Line \(line) of the tile map \(file) repeats a place or a square.",
        details: ["file": file, "line": String(line)])
    }
    self.wide[code] = wide
    self.narrow[code] = narrow
  }
}
