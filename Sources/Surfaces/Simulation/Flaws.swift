// Mistakes that are put into one row in two hundred on purpose, as real deliveries have them.

import Kernel

/// What is wrong with a row.
enum Flaw: Sendable {
  case wrongCheck
  /// The identity number of somebody who is not registered here.
  case stranger
  /// Points to a household or group that is not registered.
  case unknown
  /// The same row comes again.
  case twice
  case badDay
  case badNumber
  /// The birth date is not the one in the identity number.
  case otherBirth
  /// A value is left out; unknown, but no fault.
  case blank
  /// A blank before the identity number, a small x in it: to be read all the same.
  case untidy

  /// The flaws for which a feed's row is refused.
  static let refused: Set<Flaw> = [.wrongCheck, .stranger, .unknown, .badDay, .badNumber, .otherBirth]
}

/// Decides which rows of a file carry a flaw. It has its own chance, so that the rest of the city
/// stays the same.
struct FlawSource {
  private let kinds: [Flaw]
  private var random: SeededRandom

  static let rowsPerFlaw = 200

  /// **Shape**: nil where a file can have no flaw.
  init?(_ kinds: [Flaw], seed: UInt64) {
    guard !kinds.isEmpty else { return nil }
    self.kinds = kinds
    random = SeededRandom(seed: seed)
  }

  mutating func next() -> Flaw? {
    random.below(FlawSource.rowsPerFlaw) == 0 ? random.pick(kinds) : nil
  }

  /// A right identity number of somebody from another province.
  mutating func stranger() -> CitizenID? {
    let birth = Day(year: 1950 + random.below(60), month: 1 + random.below(12), day: 1 + random.below(28))
    return birth.flatMap { CitizenID(area: 330_106, birth: $0, sequence: random.below(1_000)) }
  }

  mutating func wrongValue(for flaw: Flaw) -> String? {
    switch flaw {
    case .badDay: random.pick(["2025-02-30", "2025/03/01", "20250301", "", "2025-13-01", "去年"])
    case .badNumber: random.pick(["N/A", "壹仟元", "-", "12;5x", ""])
    default: nil
    }
  }
}
