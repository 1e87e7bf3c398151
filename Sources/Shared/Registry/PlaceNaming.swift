// What places are called for their readers, and which there are to choose from.

package import Database
package import Kernel

extension PlaceStore {
  /// What places are called, from below a level down: a reader knows the places above.
  package static func names(
    of places: [PlaceCode], below top: PlaceLevel, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [PlaceCode: String] {
    var names: [PlaceCode: String] = [:]
    for place in places where names[place] == nil {
      let path = try path(of: place, asOf: day, on: connection)
      let below = path.filter { $0.code.level > top }.map(\.name)
      names[place] = below.isEmpty ? path.last?.name ?? place.short : below.joined(separator: " · ")
    }
    return names
  }

  /// The places to choose from around one: the way down to it, and those one level below.
  /// - Parameter top: where the way begins; nil for the city.
  package static func around(
    _ place: PlaceCode, within top: PlaceCode?, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [Place] {
    let way = try path(of: place, asOf: day, on: connection).filter { top?.contains($0.code) ?? true }
    return way + (try children(of: place, asOf: day, on: connection))
  }
}
