// What files of the operator say of places that the register does not have: told when a server starts.

package import Charts
package import Database
package import Kernel
import Registry
package import Rules

package enum PlaceWatch {
  /// Counties that files name and the register does not have, each with file, line and what to do.
  /// **Shape**: nothing while the register has no place.
  package static func unknown(
    _ mentions: [PlaceMention], asOf day: Day, on connection: Connection
  ) throws(Problem) -> [Problem] {
    let counties = try PlaceStore.places(at: .county, asOf: day, on: connection)
    guard !counties.isEmpty else { return [] }
    let codes = counties.map(\.code.short)
    return mentions.filter { mention in !counties.contains { $0.code == mention.code } }.map { mention in
      let code = mention.code.short
      let near = nearestName(to: code, in: codes)
      let place = mention.line.map { "\(mention.file):\($0)" } ?? mention.file
      return Problem(
        "program.place.unknown", .invalid,
        zh: "\(place)：登记册中没有县级代码 \(code)\(near.map { "，是否指 \($0)？" } ?? "。")"
          + "有的是 \(codes.joined(separator: "、"))。请改正，区划有变动的先导入 regions.csv。",
        en: "\(place): the register has no county \(code)\(near.map { "; did you mean \($0)?" } ?? ".") "
          + "It has \(codes.joined(separator: ", ")). Correct it, or import regions.csv where it is new.",
        details: ["file": mention.file, "line": mention.line.map(String.init) ?? "", "place": code])
    }
  }

  /// A map of boundaries on which no place of the register is, or not every county.
  /// **Shape**: nothing while the register has no place; features of other places do no harm.
  package static func unknown(
    _ shapes: RegionShapes, of file: String, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [Problem] {
    let counties = try PlaceStore.places(at: .county, asOf: day, on: connection)
    guard !counties.isEmpty else { return [] }
    let known = try shapes.rings.keys.map { (code) throws(Problem) in
      try PlaceStore.place(code, asOf: day, on: connection)
    }
    guard known.contains(where: { $0 != nil }) else {
      let features = shapes.places.enumerated().prefix(5).map { "\($0 + 1) (\($1.short))" }
      return [
        Problem(
          "program.map.unknown", .invalid,
          zh: "\(file)：\(shapes.places.count) 个地区都不在登记册中，第 \(features.joined(separator: "、")) 个等，"
            + "因此地图仍是方格。请换成本市的边界，或改正各地区的 adcode（本市有 \(short(counties))）。",
          en: "\(file): none of its \(shapes.places.count) features is a place of the register, such as "
            + "\(features.joined(separator: ", ")); the map stays one of squares. Load boundaries of this "
            + "city, or correct adcode (there are \(short(counties))).",
          details: ["file": file])
      ]
    }
    let missing = counties.filter { shapes.rings[$0.code] == nil }
    let hasCounties = missing.count < counties.count
    guard hasCounties, !missing.isEmpty else { return [] }
    return [
      Problem(
        "program.map.missing", .invalid,
        zh: "\(file)：没有 \(missing.map(\.name).joined(separator: "、"))（\(short(missing))）的边界，地图上不会出现。请补上。",
        en: "\(file) has no boundary of \(short(missing)), which will not be on the map; add them.",
        details: ["file": file])
    ]
  }

  private static func short(_ places: [Place]) -> String {
    places.map(\.code.short).joined(separator: " ")
  }
}
