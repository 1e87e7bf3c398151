// The tile map as a drawing: shade by share, name and numbers in the tile, each tile a link.

package import Kernel
package import Pages

/// One tile's content. **Unit**: `permille` in tenths of a percent; nil where the share is not known.
package struct Tile: Sendable {
  package let place: PlaceCode
  package let name: String
  package let permille: Int?
  /// A second number, with its unit; drawn where there is room.
  package let count: String
  /// What the tile says, as one sentence: the text alternative.
  package let sentence: String
  package let address: PageAddress

  package init(
    place: PlaceCode, name: String, permille: Int?, count: String, sentence: String, address: PageAddress
  ) {
    (self.place, self.name, self.permille, self.count) = (place, name, permille, count)
    (self.sentence, self.address) = (sentence, address)
  }
}

/// Five shades over the range of some shares, with round borders between them.
package struct ShadeScale: Equatable, Sendable {
  /// The four borders, ascending. **Unit**: tenths of a percent.
  package let borders: [Int]

  package init(for shares: [Int]) {
    let low = shares.min() ?? 0
    let span = max(5, (shares.max() ?? 0) - low)
    let step = ShadeScale.steps.first { $0 * 5 >= span } ?? 200
    let round = step >= 10 ? 10 : step >= 5 ? 5 : 1
    let start = low / round * round
    borders = (1...4).map { start + $0 * step }
  }

  /// 1 for the lightest shade to 5 for the darkest.
  package func shade(of permille: Int) -> Int { 1 + borders.count { permille >= $0 } }

  private static let steps = [1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200]
}

/// The map twice, for wide and for narrow screens, of which the stylesheet shows one, and its key.
/// Places without a square are not drawn: the table beside the map has them all.
package func tileMap(_ caption: String, _ map: TileMap, _ tiles: [Tile], _ language: Language) -> HTML {
  let scale = ShadeScale(for: tiles.compactMap(\.permille))
  return """
    <div class="map">\(drawing(caption, map.wide, tiles, scale, isNarrow: false))\
    \(drawing(caption, map.narrow, tiles, scale, isNarrow: true))\(key(scale, language))</div>
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
  let shade = tile.permille.map { "shade\(scale.shade(of: $0))" } ?? "shade0"
  let number = tile.permille.map { shareText(permille: $0) } ?? "–"
  let isWide = side > 80
  let count: HTML =
    isWide
    ? "<text class=\"count\" x=\"\(middle)\" y=\"\(top + side * 82 / 100)\">\(tile.count)</text>" : HTML()
  return """
    <a href="\(tile.address)" class="\(shade)"><title>\(tile.sentence)</title>\
    <rect x="\(left)" y="\(top)" width="\(side - 4)" height="\(side - 4)" rx="6"/>\
    <text class="name" x="\(middle)" y="\(top + side * (isWide ? 36 : 43) / 100)">\(tile.name)</text>\
    <text x="\(middle)" y="\(top + side * (isWide ? 60 : 70) / 100)">\(number)</text>\(count)</a>
    """
}

private func key(_ scale: ShadeScale, _ language: Language) -> HTML {
  let steps = (1...5).map { shade -> HTML in
    let words =
      shade == 1
      ? (language == .zh
        ? "低于 \(shareText(permille: scale.borders[0]))" : "under \(shareText(permille: scale.borders[0]))")
      : "≥ \(shareText(permille: scale.borders[shade - 2]))"
    return "<li><span class=\"swatch shade\(shade)\"></span>\(words)</li>"
  }
  return "<ul class=\"key\">\(steps)</ul>"
}
