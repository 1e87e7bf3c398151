// The kinds of scalars that a pattern cannot tell apart.

struct PatternAlphabet: Sendable {
  private let ascii: [Int]
  /// Where a run of scalars of one kind begins, in order from zero on.
  private let bounds: [UInt32]
  private let kinds: [Int]
  /// One scalar of each kind.
  let samples: [UInt32]

  /// All members of a kind are in the same ones of these sets.
  init(_ sets: [ScalarSet]) {
    let bounds = Set(sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } } + [0]).sorted()
    var kinds = Array(repeating: 0, count: bounds.count)
    var used = 1
    for set in sets {
      var renamed: [Int: Int] = [:]
      for range in set.ranges {
        var run = Self.run(of: range.lowerBound, in: bounds)
        while run < bounds.count, bounds[run] <= range.upperBound {
          if renamed[kinds[run]] == nil {
            renamed[kinds[run]] = used
            used += 1
          }
          kinds[run] = renamed[kinds[run]] ?? 0
          run += 1
        }
      }
    }
    var numbers: [Int: Int] = [:]
    var samples: [UInt32] = []
    var merged: (bounds: [UInt32], kinds: [Int]) = ([], [])
    for (bound, kind) in zip(bounds, kinds) {
      if numbers[kind] == nil {
        numbers[kind] = samples.count
        samples.append(bound)
      }
      let number = numbers[kind] ?? 0
      if merged.kinds.last != number {
        merged.bounds.append(bound)
        merged.kinds.append(number)
      }
    }
    (self.bounds, self.kinds, self.samples) = (merged.bounds, merged.kinds, samples)
    ascii = (UInt32(0)..<128).map { merged.kinds[Self.run(of: $0, in: merged.bounds)] }
  }

  func kind(of scalar: UInt32) -> Int {
    scalar < 128 ? ascii[Int(scalar)] : kinds[Self.run(of: scalar, in: bounds)]
  }

  /// The last run that begins at the scalar or before.
  private static func run(of scalar: UInt32, in bounds: [UInt32]) -> Int {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
