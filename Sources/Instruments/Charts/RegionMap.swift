// Boundaries drawn as a map: shade by value, name and number in the place, each place a link.

import Foundation
package import Kernel
package import Pages

/// The map of loaded boundaries. Places of `tiles` without an outline are not drawn: the table beside the map
/// has them all. **Shape**: nothing where no tile has an outline.
package func regionMap(
  _ caption: String, _ shapes: RegionShapes, _ tiles: [Tile], _ language: Language
) -> HTML {
  let drawn = tiles.filter { shapes.rings[$0.place] != nil }
  guard let frame = MapFrame(drawn.flatMap { shapes.rings[$0.place] ?? [] }) else { return HTML() }
  let scale = ShadeScale(for: drawn.compactMap(\.permille))
  let regions = drawn.map { tile in region(tile, shapes.rings[tile.place] ?? [], frame, scale) }
  let names = drawn.map { tile in label(tile, shapes.rings[tile.place] ?? [], frame) }
  let note: HTML =
    shapes.approval.isEmpty
    ? HTML() : "<p class=\"hint\">\(language.say("审图号：", "Approval number: "))\(shapes.approval)</p>"
  return """
    <div class="map"><svg class="regions" viewBox="0 0 \(MapFrame.width) \(frame.height)" role="group" \
    aria-label="\(caption)">\(regions)\(names)</svg>\(note)</div>
    """
}

/// Where degrees lie on the drawing. **Source**: equirectangular with the scale of the middle latitude, true
/// enough for one city.
private struct MapFrame {
  static let width = 640
  let height: Int
  private let (west, north, scale, squeeze): (Double, Double, Double, Double)

  init?(_ rings: [[RegionShapes.Point]]) {
    let points = rings.joined()
    guard let west = points.map(\.longitude).min(), let east = points.map(\.longitude).max(),
      let south = points.map(\.latitude).min(), let north = points.map(\.latitude).max(),
      east > west, north > south
    else { return nil }
    (self.west, self.north) = (west, north)
    squeeze = cos((south + north) / 2 * .pi / 180)
    scale = Double(MapFrame.width - 20) / ((east - west) * squeeze)
    height = 20 + Int(((north - south) * scale).rounded(.up))
  }

  func spot(_ point: RegionShapes.Point) -> (x: Int, y: Int) {
    (
      10 + Int(((point.longitude - west) * squeeze * scale).rounded()),
      10 + Int(((north - point.latitude) * scale).rounded())
    )
  }
}

private func region(
  _ tile: Tile, _ rings: [[RegionShapes.Point]], _ frame: MapFrame, _ scale: ShadeScale
) -> HTML {
  let path = rings.map { ring -> String in
    // Neighbouring points that fall on one pixel are drawn once.
    var last: (x: Int, y: Int)?
    var text = ""
    for point in ring {
      let spot = frame.spot(point)
      if let last, last == spot { continue }
      text += "\(last == nil ? "M" : "L")\(spot.x) \(spot.y)"
      last = spot
    }
    return text + "Z"
  }.joined()
  let shade = tile.permille.map { "shade\(scale.shade(of: $0))" } ?? "shade0"
  return """
    <a href="\(tile.address)" class="\(shade)"><title>\(tile.sentence)</title>\
    <path fill-rule="evenodd" d="\(path)"/></a>
    """
}

/// The name and the number in the middle of the largest ring; drawn after all places, so that no neighbour
/// covers it.
private func label(_ tile: Tile, _ rings: [[RegionShapes.Point]], _ frame: MapFrame) -> HTML {
  guard let largest = rings.max(by: { area($0) < area($1) }) else { return HTML() }
  let spot = frame.spot(middle(of: largest))
  let number = tile.count.isEmpty ? tile.permille.map { shareText(permille: $0) } ?? "–" : tile.count
  return """
    <text class="name" x="\(spot.x)" y="\(spot.y - 4)" aria-hidden="true">\(tile.name)</text>\
    <text class="count" x="\(spot.x)" y="\(spot.y + 15)" aria-hidden="true">\(number)</text>
    """
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
