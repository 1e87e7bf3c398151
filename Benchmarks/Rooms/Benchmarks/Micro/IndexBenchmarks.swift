// Looking up and counting: keys of a million rows, and hits of every village.

import Columns
import Kernel

func indexBenchmarks() {
  let count = 1_000_000
  measure("index-insert", items: count, on: { drawnKeys(count) }) { keys in
    var index = KeyIndex(capacity: keys.count)
    for (row, key) in keys.enumerated() { index.insert(key, row: Int32(row)) }
    return index.count
  }
  let filled = {
    let keys = drawnKeys(count)
    var index = KeyIndex(capacity: count)
    for (row, key) in keys.enumerated() { index.insert(key, row: Int32(row)) }
    // One of four is not there.
    return (index, keys.reversed().enumerated().map { $0.offset % 4 == 3 ? ~$0.element : $0.element })
  }
  measure("index-look-up", items: count, on: filled) { index, keys in
    index.rows(of: keys).reduce(0) { $0 &+ Int($1) }
  }
  measure("bitmap-count-ranges", items: 20 * 25_000, on: villages) { bits, villages in
    var total = 0
    for _ in 0..<20 { for village in villages { total += bits.count(in: village) } }
    return total
  }
}

private func drawnKeys(_ count: Int) -> [Int64] {
  var random = SeededRandom(seed: 20_251_031)
  return (0..<count).map { _ in Int64(bitPattern: random.next() >> 2) }
}

/// A bit a household of a full city, one of five set, and 25,000 runs of neighbours.
private func villages() -> (Bitmap, [Range<Int>]) {
  var random = SeededRandom(seed: 20_251_031)
  let households = 1_300_000
  var bits = Bitmap(length: households)
  for household in 0..<households { bits[household] = random.below(5) == 0 }
  return (bits, (0..<25_000).map { $0 * 52..<$0 * 52 + 52 })
}
