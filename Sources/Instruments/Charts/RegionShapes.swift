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
  /// The place of each feature, in the order of the file.
  package let places: [PlaceCode]
  /// The number of approval of a published map, shown under it; empty where the file tells none.
  package let approval: String

  /// The largest file that is read. **Unit**: bytes.
  package static let largest = 20_000_000

  /// Reads a feature collection whose features tell their place by `adcode` or `code` in their properties,
  /// six digits or more, and are a Polygon or MultiPolygon. `approval` (or 审图号) of the collection's own
  /// properties, or at its top, is the number of approval.
  /// - Parameter file: what the file is called, for what is told of it.
  /// **Problems**: `charts.map.size`, `charts.map.json`, `charts.map.feature`; each names the file, the last
  /// one the feature, counted from 1, and the line on which it begins.
  package init(reading data: Data, of file: String = "") throws(Problem) {
    let problems = MapProblems(file: file, data: data)
    guard data.count <= RegionShapes.largest else { throw problems.tooLarge }
    let read: Any
    do {
      read = try JSONSerialization.jsonObject(with: data)
    } catch {
      throw problems.notJSON(error)
    }
    guard let top = read as? [String: Any], let features = top["features"] as? [Any] else {
      throw problems.notGeoJSON
    }
    var (rings, places): ([PlaceCode: [[Point]]], [PlaceCode]) = ([:], [])
    for (index, item) in features.enumerated() {
      let feature = item as? [String: Any] ?? [:]
      guard let place = RegionShapes.place(of: feature) else {
        throw problems.feature(index, RegionShapes.noPlace(feature))
      }
      places.append(place)
      switch RegionShapes.outlines(of: feature) {
      case .success(let outlines): rings[place, default: []] += outlines
      case .failure(let reason): throw problems.feature(index, reason.text)
      }
    }
    guard !rings.isEmpty else { throw problems.notGeoJSON }
    let own = top["properties"] as? [String: Any] ?? [:]
    let told = [own["approval"], own["审图号"], top["approval"], top["审图号"]].lazy.compactMap { $0 as? String }
    (self.rings, self.places) = (rings, places)
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

  private static func noPlace(_ feature: [String: Any]) -> Text {
    let properties = feature["properties"] as? [String: Any] ?? [:]
    for name in ["adcode", "code"] {
      guard let value = properties[name] else { continue }
      let given = String("\(value)".prefix(40))
      return Text(
        zh: "的 \(name) 是“\(given)”，应为六位以上的地区代码，如 530627",
        en: "has \(given) as its \(name), which should be the code of a place such as 530627")
    }
    return Text(
      zh: "没有地区代码，请在 properties 中写 adcode，如 530627",
      en: "has no place code: write adcode in its properties, such as 530627")
  }

  private struct Reason: Error {
    let text: Text
    init(_ zh: String, _ en: String) { text = Text(zh: zh, en: en) }
  }

  private static func outlines(of feature: [String: Any]) -> Result<[[Point]], Reason> {
    let geometry = feature["geometry"] as? [String: Any] ?? [:]
    let kind = geometry["type"] as? String ?? ""
    let polygons: [Any]? =
      switch kind {
      case "Polygon": (geometry["coordinates"] as? [Any]).map { [$0] }
      case "MultiPolygon": geometry["coordinates"] as? [Any]
      default: nil
      }
    guard let polygons else {
      return .failure(
        Reason(
          "的图形是“\(kind.prefix(40))”，应为带坐标的 Polygon 或 MultiPolygon",
          "is of the kind “\(kind.prefix(40))”, which should be Polygon or MultiPolygon with coordinates"))
    }
    var rings: [[Point]] = []
    for polygon in polygons {
      guard let outlines = polygon as? [[[Double]]], !outlines.isEmpty else {
        return .failure(
          Reason("的坐标嵌套层次不符合 \(kind)", "has coordinates that are not nested as those of a \(kind)"))
      }
      for outline in outlines {
        guard outline.count >= 4 else {
          return .failure(
            Reason(
              "有一圈边界只有 \(outline.count) 个点，至少要 4 个（首尾相同）",
              "has a ring of \(outline.count) points; it takes 4 at least, the last as the first"))
        }
        if let wrong = outline.first(where: { !isPoint($0) }) {
          return .failure(
            Reason(
              "有一个点 \(wrong) 不是经度、纬度（度）", "has a point \(wrong) that is no longitude and latitude in degrees")
          )
        }
        rings.append(outline.map { Point(longitude: $0[0], latitude: $0[1]) })
      }
    }
    return rings.isEmpty ? .failure(Reason("没有坐标", "has no coordinates")) : .success(rings)
  }

  private static func isPoint(_ pair: [Double]) -> Bool {
    pair.count >= 2 && abs(pair[0]) <= 180 && abs(pair[1]) <= 85
  }
}
