// Which seats are filled at a place and one level below, read from the posts.

package import Access
import Database
package import Kernel
import Registry

extension Responsibility {
  /// The seats of a place and of the places one level below.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func seats(of place: PlaceCode, _ asking: Asking) throws(Problem) -> [SeatState] {
    try asking.demand(.dutyRead, place)
    return try database.read { (connection) throws(Problem) in
      let below = try PlaceStore.children(of: place, asOf: asking.today, on: connection).map(\.code)
      var states: [SeatState] = []
      for place in [place] + below {
        let seats = seatBook.seats(at: place.level)
        guard !seats.isEmpty else { continue }
        let held = try PostListStore.held(at: place, on: asking.today, on: connection)
          .filter { $0.post.deputyOf == nil }
        for seat in seats {
          let holders = held.filter { seat.roles.contains($0.post.role) }.map(\.name)
          let since =
            holders.isEmpty
            ? try PostListStore.lastEnd(of: seat.roles, at: place, on: asking.today, on: connection) : nil
          states.append(SeatState(seat: seat, place: place, holders: holders, vacantSince: since))
        }
      }
      return states
    }
  }
}
