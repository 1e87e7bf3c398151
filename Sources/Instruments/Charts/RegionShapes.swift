// Boundaries of places out of a GeoJSON file, which the operator loads.

package import Foundation
package import Kernel

/// Outlines by place, and what the publisher demands to be told with them.
/// **Source**: RFC 7946; longitudes and latitudes in degrees.
package struct RegionShapes: Equatable, Sendable {
  package struct Point: Hashable, Sendable {
    package let longitude: Double
    package let latitude: Double
  }

  /// By place: its rings, outer ones and holes alike; filled where an odd number of them goes round.
  package let rings: [PlaceCode: [[Point]]]
  /// The number of approval of a published map, shown under it; empty where the file tells none.
  package let approval: String

  /// The largest file that is read. **Unit**: bytes.
  package static let largest = 20_000_000

  /// Reads a feature collection whose features tell their place by `adcode` or `code` in their properties,
  /// six digits or more, and are a Polygon or MultiPolygon. `approval` (or 审图号) of the collection's own
  /// properties, or at its top, is the number of approval.
  /// **Problems**: `charts.map.size`, `charts.map.json`, `charts.map.feature`; the last names the feature,
  /// counted from 1.
  package init(reading data: Data) throws(Problem) {
    guard data.count <= RegionShapes.largest else { throw MapProblems.tooLarge }
    guard let top = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let features = top["features"] as? [[String: Any]]
    else { throw MapProblems.notGeoJSON }
    var rings: [PlaceCode: [[Point]]] = [:]
    for (index, feature) in features.enumerated() {
      guard let place = RegionShapes.place(of: feature) else {
        throw MapProblems.feature(index + 1, zh: "没有六位以上的地区代码（adcode）", en: "has no place code (adcode)")
      }
      guard let outlines = RegionShapes.outlines(of: feature) else {
        throw MapProblems.feature(
          index + 1, zh: "不是有效的 Polygon 或 MultiPolygon", en: "is no sound Polygon or MultiPolygon")
      }
      rings[place, default: []] += outlines
    }
    guard !rings.isEmpty else { throw MapProblems.notGeoJSON }
    let own = top["properties"] as? [String: Any] ?? [:]
    let told = [own["approval"], own["审图号"], top["approval"], top["审图号"]].lazy.compactMap { $0 as? String }
    self.rings = rings
    approval = String((told.first ?? "").prefix(80))
  }

  private static func place(of feature: [String: Any]) -> PlaceCode? {
    guard let properties = feature["properties"] as? [String: Any] else { return nil }
    for name in ["adcode", "code"] {
      if let text = properties[name] as? String, let code = PlaceCode(text) { return code }
      if let number = properties[name] as? Int, let code = PlaceCode("\(number)") { return code }
    }
    return nil
  }

  private static func outlines(of feature: [String: Any]) -> [[Point]]? {
    guard let geometry = feature["geometry"] as? [String: Any] else { return nil }
    let polygons: [Any]? =
      switch geometry["type"] as? String {
      case "Polygon": (geometry["coordinates"] as? [Any]).map { [$0] }
      case "MultiPolygon": geometry["coordinates"] as? [Any]
      default: nil
      }
    guard let polygons else { return nil }
    var rings: [[Point]] = []
    for polygon in polygons {
      guard let outlines = polygon as? [[[Double]]], !outlines.isEmpty else { return nil }
      for outline in outlines {
        guard outline.count >= 4, outline.allSatisfy(isPoint) else { return nil }
        rings.append(outline.map { Point(longitude: $0[0], latitude: $0[1]) })
      }
    }
    return rings.isEmpty ? nil : rings
  }

  private static func isPoint(_ pair: [Double]) -> Bool {
    pair.count >= 2 && abs(pair[0]) <= 180 && abs(pair[1]) <= 85
  }
}

enum MapProblems {
  static let tooLarge = Problem(
    "charts.map.size", .invalid, zh: "地图文件超过 20 MB，请先简化边界。",
    en: "The map file is larger than 20 MB; simplify its boundaries first.")

  static let notGeoJSON = Problem(
    "charts.map.json", .invalid, zh: "地图文件不是 GeoJSON 的 FeatureCollection，或没有任何地区。",
    en: "The map file is no FeatureCollection of GeoJSON, or has no feature.")

  static func feature(_ number: Int, zh: String, en: String) -> Problem {
    Problem(
      "charts.map.feature", .invalid, zh: "地图文件第 \(number) 个地区\(zh)。",
      en: "Feature \(number) of the map file \(en).", details: ["feature": String(number)])
  }
}
