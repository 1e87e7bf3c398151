// What is most urgent at a place, kept until the mask of some household changes: a city has many.

import Database
import Kernel
import Screening
import Synchronization

final class UrgencyMemory: Sendable {
  /// What is asked for, as `UrgencyStore.urgency` takes it.
  struct Wanted: Hashable {
    let place: PlaceCode
    let red: Int64
    let risks: Int64
    let exclusions: Int64
    let limit: Int
  }

  private struct Kept {
    var changes: Int64 = -1
    var answers: [Wanted: Urgency] = [:]
  }

  private let kept = Mutex(Kept())
  /// More places than this are not asked for between two changes; if they are, they are walked again.
  private static let most = 2_000

  /// **Problems**: those of the database.
  func urgency(_ wanted: Wanted, on connection: Connection) throws(Problem) -> Urgency {
    let changes = try UrgencyStore.changes(on: connection)
    if let known = kept.withLock({ $0.changes == changes ? $0.answers[wanted] : nil }) { return known }
    let urgency = try UrgencyStore.urgency(
      in: wanted.place, red: wanted.red, risks: wanted.risks, exclusions: wanted.exclusions,
      limit: wanted.limit, on: connection)
    kept.withLock { kept in
      // A connection that began to read earlier does not put back what was.
      guard changes >= kept.changes else { return }
      if changes > kept.changes || kept.answers.count >= UrgencyMemory.most {
        kept = Kept(changes: changes)
      }
      kept.answers[wanted] = urgency
    }
    return urgency
  }
}
