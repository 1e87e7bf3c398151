// Which scalars are the same letter when case does not count.

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
