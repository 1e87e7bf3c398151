// What places are called, kept for a minute: every page tells its reader's place and those above it.

import Kernel
import Synchronization

final class PlaceNameBook: Sendable {
  private struct Known {
    let name: String?
    let at: Instant
  }

  /// A city has fewer places; beyond it the book begins anew.
  private static let most = 50_000
  /// **Unit**: milliseconds.
  private static let keeps: Int64 = 60_000

  private let ask: @Sendable (PlaceCode, Day) throws(Problem) -> String?
  private let known = Mutex<[PlaceCode: Known]>([:])

  init(_ ask: @escaping @Sendable (PlaceCode, Day) throws(Problem) -> String?) { self.ask = ask }

  /// Nil for a place that there is not.
  func name(of place: PlaceCode, at instant: Instant) throws(Problem) -> String? {
    let found = known.withLock { $0[place] }
    if let found, (0..<PlaceNameBook.keeps).contains(instant.milliseconds - found.at.milliseconds),
      found.at.day() == instant.day()
    {
      return found.name
    }
    let name = try ask(place, instant.day())
    known.withLock { known in
      if known.count >= PlaceNameBook.most { known.removeAll() }
      known[place] = Known(name: name, at: instant)
    }
    return name
  }
}
