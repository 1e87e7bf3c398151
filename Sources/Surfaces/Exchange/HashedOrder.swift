// Sorts the entries of an index over keyed hashes, whose numbers follow no pattern.

/// One entry: whose it is travels with the key, so that nothing is looked up in the order of the hashes.
struct HashedEntry {
  /// From 0 to 2^63 - 1.
  let key: Int64
  let subject: Int64
  let county: Int32
}

/// Hashes are spread evenly: once divided by their first bits, each part fits into the processor's cache. Any
/// keys are sorted rightly; such as crowd together only slowly.
enum HashedOrder {
  private static let firstBits = 12
  private static let nextBits = 8

  /// Rising by key; equal keys stay in their order.
  static func sort(_ entries: inout [HashedEntry]) {
    let count = entries.count
    guard count > 1 else { return }
    let other = UnsafeMutableBufferPointer<HashedEntry>.allocate(capacity: count)
    defer { other.deallocate() }
    entries.withUnsafeMutableBufferPointer { entries in
      var ends = [Int](repeating: 0, count: 1 << firstBits)
      divide(entries, into: other, shift: 63 - firstBits, &ends)
      var inner = [Int](repeating: 0, count: 1 << nextBits)
      var start = 0
      for end in ends where end > start {
        let (part, target) = (other[rebased: start..<end], entries[rebased: start..<end])
        divide(part, into: target, shift: 63 - firstBits - nextBits, &inner)
        settle(target)
        start = end
      }
    }
  }

  /// Copies entries by some bits of their keys; `ends` tells where each part ends.
  private static func divide(
    _ from: UnsafeMutableBufferPointer<HashedEntry>, into target: UnsafeMutableBufferPointer<HashedEntry>,
    shift: Int, _ ends: inout [Int]
  ) {
    let mask = Int64(ends.count - 1)
    ends.withUnsafeMutableBufferPointer { ends in
      ends.update(repeating: 0)
      for entry in from { ends[Int(entry.key >> Int64(shift) & mask)] += 1 }
      var start = 0
      for part in ends.indices { (ends[part], start) = (start, start + ends[part]) }
      for entry in from {
        let part = Int(entry.key >> Int64(shift) & mask)
        target.initializeElement(at: ends[part], to: entry)
        ends[part] += 1
      }
    }
  }

  /// Moves each entry back to its place among the few before it.
  private static func settle(_ entries: UnsafeMutableBufferPointer<HashedEntry>) {
    for place in 1..<max(1, entries.count) {
      let entry = entries[place]
      var hole = place
      while hole > 0, entries[hole - 1].key > entry.key {
        entries[hole] = entries[hole - 1]
        hole -= 1
      }
      entries[hole] = entry
    }
  }
}

extension UnsafeMutableBufferPointer {
  fileprivate subscript(rebased range: Range<Int>) -> Self { Self(rebasing: self[range]) }
}
