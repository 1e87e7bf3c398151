// Typed, time-ordered ids, made from a given clock and a seeded source.

/// An id of one kind of thing: milliseconds since 2020 in the upper 41 bits, a running part in the lower 22.
package struct ID<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int64

  package init(number: Int64) { self.number = number }

  package var description: String { String(number) }
  package static func < (left: ID, right: ID) -> Bool { left.number < right.number }
}

/// Makes ids that rise with time; within one millisecond they go on counting from a seeded start.
/// One source serves one writer: it is a class so that all parts of a writer draw from the same sequence.
package final class IDSource {
  private var last: Int64 = 0
  private var random: SeededRandom

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Goes on behind an id that exists already.
  package func skip(past id: Int64) { last = max(last, id) }

  /// The next id: higher than every one before, also where the clock goes back.
  package func next<Kind>(at instant: Instant, _: Kind.Type = Kind.self) -> ID<Kind> {
    let start = max(0, instant.milliseconds - IDSource.epoch) << 22 | Int64(random.next() & 0xFFFF)
    last = max(last + 1, start)
    return ID(number: last)
  }

  // 2020-01-01T00:00:00Z
  private static let epoch: Int64 = 1_577_836_800_000
}

/// A small, fast, seeded generator (SplitMix64): the only source of chance outside Programs.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0..<1 with 53 bits.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number in 0..<bound.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a draw needs at least one possible value")
    return Int(((next() >> 32) * UInt64(UInt32(bound))) >> 32)
  }
}
