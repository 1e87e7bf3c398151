// Boundaries drawn as a map: shade by value, name and number in the place, each place a link.

import Foundation
package import Kernel
package import Pages

/// The map of loaded boundaries twice, for wide and for narrow screens, of which the stylesheet shows one.
/// Places of `tiles` without an outline are not drawn: the table beside the map has them all.
/// **Shape**: nothing where no tile has an outline.
/// - Parameter told: a border of the key as its reader sees it; tenths of a percent where nothing is said.
package func regionMap(
  _ caption: String, _ shapes: RegionShapes, _ tiles: [Tile], _ language: Language,
  told: (Int) -> String = { shareText(permille: $0) }
) -> HTML {
  let drawn = tiles.filter { shapes.rings[$0.place] != nil }
  let scale = ShadeScale(for: drawn.compactMap(\.level))
  let drawings = [false, true].compactMap { RegionDrawing(caption, shapes, drawn, scale, isNarrow: $0) }
  guard !drawings.isEmpty else { return HTML() }
  let note: HTML =
    shapes.approval.isEmpty
    ? HTML() : "<p class=\"hint\">\(language.say("审图号：", "Approval number: "))\(shapes.approval)</p>"
  let key = mapKey(scale, drawn, language, told)
  return "<div class=\"map\">\(drawings.map(\.html))\(key)\(note)</div>"
}

/// Where degrees lie on the drawing. **Source**: equirectangular with the scale of the middle latitude, true
/// enough for one city.
private struct MapFrame {
  let width: Int
  let height: Int
  private let (west, north, scale, squeeze): (Double, Double, Double, Double)

  init?(_ rings: [[RegionShapes.Point]], width: Int) {
    let points = rings.joined()
    guard let west = points.map(\.longitude).min(), let east = points.map(\.longitude).max(),
      let south = points.map(\.latitude).min(), let north = points.map(\.latitude).max(),
      east > west, north > south
    else { return nil }
    (self.west, self.north, self.width) = (west, north, width)
    squeeze = cos((south + north) / 2 * .pi / 180)
    scale = Double(width - 20) / ((east - west) * squeeze)
    height = 20 + Int(((north - south) * scale).rounded(.up))
  }

  func spot(_ point: RegionShapes.Point) -> Spot {
    Spot(
      x: 10 + Int(((point.longitude - west) * squeeze * scale).rounded()),
      y: 10 + Int(((north - point.latitude) * scale).rounded()))
  }
}

/// One drawing of the map, in pixels of its own.
private struct RegionDrawing {
  let caption: String
  let tiles: [Tile]
  let rings: [[[RegionShapes.Point]]]
  let frame: MapFrame
  let scale: ShadeScale
  let isNarrow: Bool

  init?(
    _ caption: String, _ shapes: RegionShapes, _ tiles: [Tile], _ scale: ShadeScale, isNarrow: Bool
  ) {
    rings = tiles.map { shapes.rings[$0.place] ?? [] }
    guard let frame = MapFrame(rings.flatMap(\.self), width: isNarrow ? 340 : 640) else { return nil }
    (self.caption, self.tiles, self.frame) = (caption, tiles, frame)
    (self.scale, self.isNarrow) = (scale, isNarrow)
  }

  var html: HTML {
    let places = LabelPlacing.places(
      for: tiles.indices.map(wish), width: frame.width, height: frame.height)
    let regions = tiles.indices.map(region)
    let labels = zip(tiles.indices, places).map { label($0, $1) }
    let listed = zip(tiles, places).compactMap { tile, place -> (number: Int, words: HTML)? in
      guard case .numbered(_, let number) = place else { return nil }
      return (number, "<li><b>\(number)</b> \(tile.name) \(tile.value)</li>")
    }.sorted { $0.number < $1.number }.map(\.words)
    let kind = isNarrow ? "narrow" : "wide"
    let list: HTML =
      listed.isEmpty ? HTML() : "<ol class=\"maplist \(kind)\" aria-hidden=\"true\">\(listed)</ol>"
    return """
      <svg class="regions \(kind)" viewBox="0 0 \(frame.width) \(frame.height)" role="group" \
      aria-label="\(caption)">\(regions)\(labels)</svg>\(list)
      """
  }

  private func region(_ index: Int) -> HTML {
    let path = rings[index].map { ring -> String in
      // Neighbouring points that fall on one pixel are drawn once.
      var last: Spot?
      var text = ""
      for point in ring {
        let spot = frame.spot(point)
        if let last, last == spot { continue }
        text += "\(last == nil ? "M" : "L")\(spot.x) \(spot.y)"
        last = spot
      }
      return text + "Z"
    }.joined()
    let shade = tiles[index].level.map { "shade\(scale.shade(of: $0))" } ?? "shade0"
    return """
      <a href="\(tiles[index].address)" class="\(shade)"><title>\(tiles[index].sentence)</title>\
      <path fill-rule="evenodd" d="\(path)"/></a>
      """
  }

  private func wish(_ index: Int) -> LabelWish {
    let largest = rings[index].max { area($0) < area($1) } ?? []
    func width(_ text: String, _ size: Int) -> Int {
      text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? size : (size * 6 + 9) / 10) }
    }
    let tile = tiles[index]
    let wide = max(width(tile.name, isNarrow ? 15 : 18), width(tile.value, isNarrow ? 13 : 14))
    return LabelWish(
      width: wide + 4, height: isNarrow ? 32 : 38, middle: frame.spot(middle(of: largest)),
      outline: RegionDrawing.apart(largest.map(frame.spot)), area: area(largest))
  }

  /// Without those that fall on the pixel of the one before.
  private static func apart(_ spots: [Spot]) -> [Spot] {
    var kept: [Spot] = []
    for spot in spots where kept.last != spot { kept.append(spot) }
    return kept
  }

  /// The name and the number; drawn after all places, so that no neighbour covers them.
  private func label(_ index: Int, _ place: LabelPlace) -> HTML {
    switch place {
    case .inside(let spot): return words(tiles[index], at: spot)
    case .beside(let spot):
      let middle = wish(index).middle
      return """
        <line class="leader" x1="\(middle.x)" y1="\(middle.y)" x2="\(spot.x)" y2="\(spot.y)"/>\
        <circle class="leader" cx="\(middle.x)" cy="\(middle.y)" r="3"/>\(words(tiles[index], at: spot))
        """
    case .numbered(let spot, let number):
      return """
        <circle class="badge" cx="\(spot.x)" cy="\(spot.y)" r="\(LabelPlacing.badge / 2)"/>\
        <text class="count" x="\(spot.x)" y="\(spot.y + 5)" aria-hidden="true">\(number)</text>
        """
    }
  }

  private func words(_ tile: Tile, at spot: Spot) -> HTML {
    """
    <text class="name" x="\(spot.x)" y="\(spot.y - (isNarrow ? 2 : 3))" aria-hidden="true">\
    \(tile.name)</text>\
    <text class="count" x="\(spot.x)" y="\(spot.y + (isNarrow ? 12 : 15))" aria-hidden="true">\
    \(tile.value)</text>
    """
  }
}

private func area(_ ring: [RegionShapes.Point]) -> Double { abs(moments(ring).area) }

private func middle(of ring: [RegionShapes.Point]) -> RegionShapes.Point {
  let found = moments(ring)
  guard found.area != 0 else { return ring[0] }
  return RegionShapes.Point(
    longitude: found.x / (3 * found.area), latitude: found.y / (3 * found.area))
}

/// Twice the signed area of a ring, and the moments of which its centre is made.
private func moments(_ ring: [RegionShapes.Point]) -> (area: Double, x: Double, y: Double) {
  var (area, x, y) = (0.0, 0.0, 0.0)
  for (here, next) in zip(ring, ring.dropFirst() + [ring[0]]) {
    let cross = here.longitude * next.latitude - next.longitude * here.latitude
    area += cross
    x += (here.longitude + next.longitude) * cross
    y += (here.latitude + next.latitude) * cross
  }
  return (area, x, y)
}
