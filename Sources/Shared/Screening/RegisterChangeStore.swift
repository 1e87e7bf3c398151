// SQL that asks which households the register's changes since a state concern, so that they can be followed.

import Access
package import Database
package import Kernel
import Registry

/// A state of the register, as `CitySnapshotStore.state` names it, taken apart.
private struct RegisterState {
  let revision: Int64
  /// By county, the sequence of the last entry of the journal that counted.
  private(set) var entries: [Int64: Int64] = [:]

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let revision = words.first.flatMap({ Int64($0) }) else { return nil }
    self.revision = revision
    for word in words.dropFirst() {
      let parts = word.split(separator: ":")
      guard parts.count == 3, let county = Int64(parts[0]), let sequence = Int64(parts[1]) else { return nil }
      entries[county] = sequence
    }
  }
}

package enum RegisterChangeStore {
  /// The households that imports, and changes of single households, concern since a state.
  /// **Shape**: ascending; nil where there are more than `most`, and where something changed that is no
  /// matter of single households: a complete sheet, whose missing rows name nobody, the places, a ledger of
  /// places, or whatever else the journal tells of.
  package static func households(
    since state: String, most: Int, on connection: Connection
  ) throws(Problem) -> [Int64]? {
    guard let known = RegisterState(state),
      var found = try ofJournal(since: known, most: most, on: connection)
    else { return nil }
    for file in try ImportStore.files(after: known.revision, on: connection) {
      if file.counts.total > 0, file.counts.changes == 0 { continue }
      let isOfHouseholds =
        ["households", "persons"].contains(file.kind)
        || FeedKind.named(file.kind).map { $0.key != .place } ?? false
      guard isOfHouseholds, !file.isComplete, file.counts.changes <= most,
        let own = try TouchedStore.households(
          ofImport: file.number, kind: file.kind, most: most, on: connection)
      else { return nil }
      found.formUnion(own)
    }
    return found.count <= most ? found.sorted() : nil
  }

  /// Imports have their own ledger; of all else the entry has to name its household.
  private static func ofJournal(
    since known: RegisterState, most: Int, on connection: Connection
  ) throws(Problem) -> Set<Int64>? {
    var found: Set<Int64> = []
    let others = CitySnapshotStore.notOfTheRegister + ["import.%"]
    let entries = try JournalStore.subjects(
      without: others, after: known.entries, most: most + 1, on: connection)
    for household in entries {
      guard let household else { return nil }
      found.insert(household)
    }
    return entries.count <= most ? found : nil
  }
}
