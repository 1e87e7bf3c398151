// A hash from whole-number keys to row numbers, for joins over millions of rows.

/// Open addressing with linear steps over one array, so that a look-up touches one cache line most of the
/// time.
package struct KeyIndex: Sendable {
  /// How many keys it holds.
  package private(set) var count = 0
  private var slots: [Slot]
  private var shift: Int

  private struct Slot {
    var key: Int64 = 0
    /// -1 in an empty slot.
    var row: Int32 = -1
  }

  /// Room for `capacity` keys before it has to grow.
  package init(capacity: Int = 16) {
    let bits = KeyIndex.bits(for: capacity)
    self.slots = [Slot](repeating: Slot(), count: 1 << bits)
    self.shift = 64 - bits
  }

  package mutating func reserve(_ capacity: Int) {
    let bits = KeyIndex.bits(for: capacity)
    guard 1 << bits > slots.count else { return }
    let old = slots
    slots = [Slot](repeating: Slot(), count: 1 << bits)
    shift = 64 - bits
    for slot in old where slot.row >= 0 { slots[place(of: slot.key)] = slot }
  }

  /// Enters a key; where it was known before, that row stays and is answered.
  @discardableResult
  package mutating func insert(_ key: Int64, row: Int32) -> Int32? {
    precondition(row >= 0, "a row number is not negative")
    if (count + 1) * 3 > slots.count * 2 { reserve(slots.count) }
    let place = place(of: key)
    if slots[place].row >= 0 { return slots[place].row }
    slots[place] = Slot(key: key, row: row)
    count += 1
    return nil
  }

  /// The key's row, -1 where it is not known.
  package func row(of key: Int64) -> Int32 { slots[place(of: key)].row }

  /// The rows of many keys, -1 where one is not known.
  package func rows(of keys: [Int64]) -> [Int32] { keys.map { row(of: $0) } }

  /// Where the key is, or the empty slot where it would be.
  private func place(of key: Int64) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    var place = Int(truncatingIfNeeded: (UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(shift))
    while slots[place].row >= 0, slots[place].key != key { place = (place + 1) & mask }
    return place
  }

  /// A power of two that is at most two thirds full.
  private static func bits(for capacity: Int) -> Int {
    let slots = max(16, capacity + capacity / 2 + 1)
    return Int.bitWidth - (slots - 1).leadingZeroBitCount
  }
}
