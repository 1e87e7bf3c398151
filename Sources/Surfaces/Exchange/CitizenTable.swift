// Finds persons by identity number: a hash table in two halves, each filled by a thread of its own.

import Kernel
import Sheets

/// A slot holds half of the hash beside the row, so that nearly every look costs one cache line.
struct CitizenTable: Sendable {
  /// By row: the packed number, its bits turned where the check character is wrong.
  private let citizens: HeldColumn
  private var halves: [Half]

  private struct Half: Sendable {
    /// The lower half of a number's hash above the row plus one; 0 in an empty slot.
    var slots: [UInt64]
    var repeats: [(row: Int32, first: Int32)] = []
  }

  /// - Parameters:
  ///   - citizens: by row, as a scan reads them; the number that was given counts, also where it is wrong.
  ///   - households: by row, negative for rows that do not count.
  /// **Shape**: of rows with one number the first is entered; `repeats` are the others, each with the first.
  init(_ citizens: HeldColumn, households: [Int32]) {
    self.citizens = citizens
    let bits = CitizenTable.bits(for: households.count)
    halves = Shares.each(2) { half in
      CitizenTable.fill(citizens, households, UInt64(half), bits: bits)
    }
  }

  var repeats: [(row: Int32, first: Int32)] { halves.flatMap(\.repeats).sorted { $0.row < $1.row } }

  /// The row of a number, -1 where it is not known.
  func row(of key: Int64) -> Int32 {
    let hash = CitizenTable.hash(key)
    let slots = halves[Int(hash >> 63)].slots
    return slots.withUnsafeBufferPointer { CitizenTable.find(key, hash, $0, citizens.longs) }
  }

  /// The rows of many numbers, each -1 where it is not known.
  func rows(of wanted: UnsafeBufferPointer<Int64>) -> [Int32] {
    let (first, second) = (halves[0].slots, halves[1].slots)
    let citizens = citizens.longs
    return [Int32](unsafeUninitializedCapacity: wanted.count) { rows, count in
      first.withUnsafeBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          for place in 0..<wanted.count {
            let hash = CitizenTable.hash(wanted[place])
            rows[place] = CitizenTable.find(
              wanted[place], hash, hash >> 63 == 0 ? first : second, citizens)
          }
        }
      }
      count = wanted.count
    }
  }

  /// Lets another row stand for its number.
  mutating func replace(_ row: Int32, by other: Int32) {
    let hash = CitizenTable.hash(CitizenTable.given(citizens.longs[Int(row)]))
    let half = Int(hash >> 63)
    let mask = halves[half].slots.count - 1
    var place = CitizenTable.place(hash, mask)
    while Int32(truncatingIfNeeded: halves[half].slots[place] & 0xFFFF_FFFF) - 1 != row {
      precondition(halves[half].slots[place] != 0, "a row that is replaced is in the table")
      place = (place + 1) & mask
    }
    halves[half].slots[place] = CitizenTable.slot(hash, other)
  }

  private static func fill(
    _ citizens: HeldColumn, _ households: [Int32], _ half: UInt64, bits: Int
  ) -> Half {
    var filled = Half(slots: [UInt64](repeating: 0, count: 1 << bits))
    var repeats: [(row: Int32, first: Int32)] = []
    filled.slots.withUnsafeMutableBufferPointer { slots in
      households.withUnsafeBufferPointer { households in
        let (mask, citizens) = (slots.count - 1, citizens.longs)
        for row in 0..<households.count where households[row] >= 0 {
          let key = given(citizens[row])
          let hash = hash(key)
          guard hash >> 63 == half else { continue }
          var place = place(hash, mask)
          while slots[place] != 0, !holds(slots[place], key, hash, citizens) { place = (place &+ 1) & mask }
          if slots[place] == 0 {
            slots[place] = slot(hash, Int32(truncatingIfNeeded: row))
          } else {
            let first = Int32(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) &- 1
            repeats.append((Int32(truncatingIfNeeded: row), first))
          }
        }
      }
    }
    filled.repeats = repeats
    return filled
  }

  @inline(__always)
  private static func find(
    _ key: Int64, _ hash: UInt64, _ slots: UnsafeBufferPointer<UInt64>, _ citizens: UnsafeBufferPointer<Int64>
  ) -> Int32 {
    let mask = slots.count - 1
    var place = place(hash, mask)
    while slots[place] != 0 {
      if holds(slots[place], key, hash, citizens) {
        return Int32(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) &- 1
      }
      place = (place &+ 1) & mask
    }
    return -1
  }

  @inline(__always)
  private static func holds(
    _ slot: UInt64, _ key: Int64, _ hash: UInt64, _ citizens: UnsafeBufferPointer<Int64>
  ) -> Bool {
    slot >> 32 == hash & 0xFFFF_FFFF && given(citizens[Int(slot & 0xFFFF_FFFF) &- 1]) == key
  }

  @inline(__always)
  private static func given(_ citizen: Int64) -> Int64 { citizen < 0 ? ~citizen : citizen }

  @inline(__always)
  private static func hash(_ key: Int64) -> UInt64 {
    // The high bits of the product depend on all bits of the number; folding them down makes the low ones so.
    let product = UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 29
  }

  @inline(__always)
  private static func place(_ hash: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 24) & mask
  }

  @inline(__always)
  private static func slot(_ hash: UInt64, _ row: Int32) -> UInt64 {
    hash << 32 | UInt64(UInt32(bitPattern: row &+ 1))
  }

  /// A power of two for half of the numbers, at most two thirds full.
  private static func bits(for count: Int) -> Int {
    let slots = max(16, count * 3 / 4 + 1)
    return Int.bitWidth - (slots - 1).leadingZeroBitCount
  }
}
