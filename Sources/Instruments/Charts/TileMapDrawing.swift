// The tile map as a drawing: shade by value, name and numbers in the tile, each tile a link.

package import Kernel
package import Pages

/// One tile's content. **Unit**: `level` in the smallest step that the map's key tells, tenths of a percent
/// for shares; nil where the value is not known.
package struct Tile: Sendable {
  package let place: PlaceCode
  package let name: String
  /// What its shade goes by.
  package let level: Int?
  /// The value as its reader sees it.
  package let value: String
  /// Another number, with its unit; drawn where there is room.
  package let count: String
  /// What the tile says, as one sentence: the text alternative.
  package let sentence: String
  package let address: PageAddress

  package init(
    place: PlaceCode, name: String, level: Int?, value: String, count: String = "", sentence: String,
    address: PageAddress
  ) {
    (self.place, self.name, self.level, self.value) = (place, name, level, value)
    (self.count, self.sentence, self.address) = (count, sentence, address)
  }
}

/// Five shades over the range of some values, with round borders between them.
package struct ShadeScale: Equatable, Sendable {
  /// The four borders, ascending. **Unit**: that of the values.
  package let borders: [Int]

  package init(for values: [Int]) {
    let low = values.min() ?? 0
    let span = max(5, (values.max() ?? 0) - low)
    var (step, round) = (200, 10)
    if let fine = ShadeScale.steps.first(where: { $0 * 5 >= span }) {
      (step, round) = (fine, fine >= 10 ? 10 : fine >= 5 ? 5 : 1)
    } else {
      // Beyond shares: amounts.
      var ten = 10
      while ten <= Int.max / 1_000, ten * 500 < span { ten *= 10 }
      step = (ShadeScale.leads.first { $0 * ten * 5 >= span } ?? 100) * ten
      round = step
    }
    let start = low / round * round
    borders = (1...4).map { start + $0 * step }
  }

  /// 1 for the lightest shade to 5 for the darkest.
  package func shade(of value: Int) -> Int { 1 + borders.count { value >= $0 } }

  private static let steps = [1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200]
  private static let leads = [10, 20, 25, 50, 100]
}

/// The map twice, for wide and for narrow screens, of which the stylesheet shows one, and its key.
/// Places without a square are not drawn: the table beside the map has them all.
/// - Parameter told: a border of the key as its reader sees it; tenths of a percent where nothing is said.
package func tileMap(
  _ caption: String, _ map: TileMap, _ tiles: [Tile], _ language: Language,
  told: (Int) -> String = { shareText(permille: $0) }
) -> HTML {
  let drawn = tiles.filter { map.wide[$0.place] != nil }
  let scale = ShadeScale(for: drawn.compactMap(\.level))
  return """
    <div class="map">\(drawing(caption, map.wide, drawn, scale, isNarrow: false))\
    \(drawing(caption, map.narrow, drawn, scale, isNarrow: true))\(mapKey(scale, drawn, language, told))</div>
    """
}

private func drawing(
  _ caption: String, _ squares: [PlaceCode: TileMap.Square], _ tiles: [Tile], _ scale: ShadeScale,
  isNarrow: Bool
) -> HTML {
  let side = isNarrow ? 66 : 104
  let columns = 1 + (squares.values.map(\.column).max() ?? 0)
  let rows = 1 + (squares.values.map(\.row).max() ?? 0)
  let drawn = tiles.map { tile -> HTML in
    squares[tile.place].map { square(of: tile, $0, scale, side: side) } ?? HTML()
  }
  return """
    <svg class="\(isNarrow ? "narrow" : "wide")" viewBox="0 0 \(columns * side) \(rows * side)" \
    role="group" aria-label="\(caption)">\(drawn)</svg>
    """
}

private func square(of tile: Tile, _ at: TileMap.Square, _ scale: ShadeScale, side: Int) -> HTML {
  let left = at.column * side + 2
  let top = at.row * side + 2
  let middle = left + (side - 4) / 2
  let shade = tile.level.map { "shade\(scale.shade(of: $0))" } ?? "shade0"
  let isWide = side > 80
  let hasCount = isWide && !tile.count.isEmpty
  let count: HTML =
    hasCount
    ? "<text class=\"count\" x=\"\(middle)\" y=\"\(top + side * 82 / 100)\">\(tile.count)</text>" : HTML()
  // Two lines stand in the middle, three fill the square.
  let (name, value) = hasCount ? (36, 60) : isWide ? (44, 68) : (43, 70)
  return """
    <a href="\(tile.address)" class="\(shade)"><title>\(tile.sentence)</title>\
    <rect x="\(left)" y="\(top)" width="\(side - 4)" height="\(side - 4)" rx="6"/>\
    <text class="name" x="\(middle)" y="\(top + side * name / 100)">\(tile.name)</text>\
    <text x="\(middle)" y="\(top + side * value / 100)">\(tile.value)</text>\(count)</a>
    """
}

/// What the shades mean, with one for places whose value is not known, where there are such.
/// **Shape**: nothing but that where no value is known.
func mapKey(
  _ scale: ShadeScale, _ tiles: [Tile], _ language: Language, _ told: (Int) -> String
) -> HTML {
  let isKnown = tiles.contains { $0.level != nil }
  var items = (isKnown ? [1, 2, 3, 4, 5] : []).map { shade -> HTML in
    let words =
      shade == 1
      ? language.say("低于 \(told(scale.borders[0]))", "under \(told(scale.borders[0]))")
      : "≥ \(told(scale.borders[shade - 2]))"
    return "<li><span class=\"swatch shade\(shade)\"></span>\(words)</li>"
  }
  if tiles.contains(where: { $0.level == nil }) {
    items.append("<li><span class=\"swatch shade0\"></span>\(language.say("不明", "not known"))</li>")
  }
  return "<ul class=\"key\">\(items)</ul>"
}
