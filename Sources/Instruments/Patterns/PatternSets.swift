// A set of Unicode scalars as sorted ranges.

/// Ranges are sorted, disjoint and do not touch, so that equal sets are equal values.
struct ScalarSet: Hashable, Sendable {
  let ranges: [ClosedRange<UInt32>]
  private let lowASCII: UInt64
  private let highASCII: UInt64

  static let last: UInt32 = 0x10_FFFF
  static let all = ScalarSet([0...last])
  static let newline = ScalarSet([0x0A...0x0A])

  init(_ loose: [ClosedRange<UInt32>]) {
    var ranges: [ClosedRange<UInt32>] = []
    for range in loose.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = ranges.last, range.lowerBound <= previous.upperBound + 1 {
        let upper = max(previous.upperBound, range.upperBound)
        ranges[ranges.count - 1] = previous.lowerBound...upper
      } else {
        ranges.append(range)
      }
    }
    self.ranges = ranges
    lowASCII = Self.mask(ranges, from: 0)
    highASCII = Self.mask(ranges, from: 64)
  }

  private static func mask(_ ranges: [ClosedRange<UInt32>], from first: UInt32) -> UInt64 {
    var mask: UInt64 = 0
    for range in ranges where range.overlaps(first...first + 63) {
      for scalar in range.clamped(to: first...first + 63) { mask |= 1 << UInt64(scalar - first) }
    }
    return mask
  }

  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return lowASCII >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return highASCII >> UInt64(scalar - 64) & 1 == 1 }
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= scalar
  }

  var negated: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.last { gaps.append(next...Self.last) }
    return ScalarSet(gaps)
  }

  /// The only member, where there is just one.
  var single: Unicode.Scalar? {
    guard ranges.count == 1, let range = ranges.first, range.count == 1 else { return nil }
    return Unicode.Scalar(range.lowerBound)
  }
}

// Letters that differ in case alone.
extension ScalarSet {
  /// With every scalar also those that differ from it in case alone.
  var folded: ScalarSet {
    let cased = CaseOrbits.sorted
    var added: [ClosedRange<UInt32>] = []
    for range in ranges {
      var (low, high) = (0, cased.count)
      while low < high {
        let middle = (low + high) / 2
        if cased[middle].scalar < range.lowerBound { low = middle + 1 } else { high = middle }
      }
      while low < cased.count, cased[low].scalar <= range.upperBound {
        for other in cased[low].others where !range.contains(other) { added.append(other...other) }
        low += 1
      }
    }
    return added.isEmpty ? self : ScalarSet(ranges + added)
  }
}

private enum CaseOrbits {
  /// Every scalar that has others of its letter, in order. Two scalars are one letter where the small form
  /// of the large form is the same: `s`, `S` and the long `ſ`.
  static let sorted: [(scalar: UInt32, others: [UInt32])] = {
    var orbits: [UInt32: [UInt32]] = [:]
    for value in UInt32(0)...0x1_FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped,
        !turkish.contains(value)
      else { continue }
      let large = one(scalar.properties.uppercaseMapping) ?? scalar
      let small = one(large.properties.lowercaseMapping) ?? large
      orbits[small.value, default: []].append(value)
    }
    var pairs: [(scalar: UInt32, others: [UInt32])] = []
    for orbit in orbits.values where orbit.count > 1 {
      for scalar in orbit { pairs.append((scalar, orbit.filter { $0 != scalar })) }
    }
    return pairs.sorted { $0.scalar < $1.scalar }
  }()

  /// The dotted large I and the dotless small one fold in Turkish only.
  private static let turkish: Set<UInt32> = [0x130, 0x131]

  private static func one(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }
}
