// The values of one column of a scanned sheet, in memory that two threads may fill at once.

import Glibc

/// One value a row, in one, four or eight bytes. What a row without a value holds is `none`.
package final class HeldColumn: @unchecked Sendable {  // rows are written by one thread each, read afterwards
  package enum Width: Int, Sendable {
    case one = 1
    case four = 4
    case eight = 8
  }

  package let width: Width
  package let count: Int
  let base: UnsafeMutableRawPointer
  private let size: Int

  /// Room for `count` values, all zero.
  init(_ width: Width, count: Int) {
    (self.width, self.count) = (width, count)
    size = max(1, count * width.rawValue)
    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      preconditionFailure("there is memory for a column of \(size) bytes")
    }
    // Large pages where the kernel has them: a column is written once, from end to end. The last page of a
    // short one would be cleared for nothing.
    if size > 16 << 20 { _ = madvise(memory, size, MADV_HUGEPAGE) }
    base = memory
  }

  deinit { munmap(base, size) }

  /// What stands for no value: the least number that the width holds.
  package var none: Int64 {
    switch width {
    case .one: Int64(Int8.min)
    case .four: Int64(Int32.min)
    case .eight: Int64.min
    }
  }

  package subscript(_ row: Int) -> Int64 {
    get {
      precondition(row >= 0 && row < count, "a row of the sheet")
      switch width {
      case .one: return Int64(base.assumingMemoryBound(to: Int8.self)[row])
      case .four: return Int64(base.assumingMemoryBound(to: Int32.self)[row])
      case .eight: return base.assumingMemoryBound(to: Int64.self)[row]
      }
    }
    set {
      precondition(row >= 0 && row < count, "a row of the sheet")
      put(newValue, row)
    }
  }

  /// All values, where they are of that width. Valid while the column lives.
  package var bytes: UnsafeBufferPointer<Int8> { view(.one) }
  package var ints: UnsafeBufferPointer<Int32> { view(.four) }
  package var longs: UnsafeBufferPointer<Int64> { view(.eight) }

  @inline(__always)
  func put(_ value: Int64, _ row: Int) { HeldColumn.put(value, row, width, base) }

  @inline(__always)
  static func put(_ value: Int64, _ row: Int, _ width: Width, _ base: UnsafeMutableRawPointer) {
    switch width {
    case .one: base.assumingMemoryBound(to: Int8.self)[row] = Int8(truncatingIfNeeded: value)
    case .four: base.assumingMemoryBound(to: Int32.self)[row] = Int32(truncatingIfNeeded: value)
    case .eight: base.assumingMemoryBound(to: Int64.self)[row] = value
    }
  }

  /// Moves rows down, to close the gap that a stretch with fewer rows than lines has left.
  func move(from row: Int, to place: Int, count: Int) {
    let size = width.rawValue
    memmove(base + place * size, base + row * size, count * size)
  }

  /// The values in any width, for many rows.
  package var values: HeldValues { HeldValues(base: base, width: width, count: count, none: none) }

  private func view<Number>(_ asked: Width) -> UnsafeBufferPointer<Number> {
    precondition(width == asked, "a column is read in the width that it has")
    return UnsafeBufferPointer(start: base.assumingMemoryBound(to: Number.self), count: count)
  }
}

/// A look at a column that does not hold it, so that a row costs no counting. Valid while the column lives.
@usableFromInline
package struct HeldValues: @unchecked Sendable {  // of a column that is written no more
  @usableFromInline let base: UnsafeRawPointer
  @usableFromInline let width: Int
  @usableFromInline let count: Int
  package let none: Int64

  init(base: UnsafeRawPointer, width: HeldColumn.Width, count: Int, none: Int64) {
    (self.base, self.width, self.count, self.none) = (base, width.rawValue, count, none)
  }

  @inlinable
  package subscript(_ row: Int) -> Int64 {
    precondition(row >= 0 && row < count, "a row of the sheet")
    switch width {
    case 1: return Int64(base.assumingMemoryBound(to: Int8.self)[row])
    case 4: return Int64(base.assumingMemoryBound(to: Int32.self)[row])
    default: return base.assumingMemoryBound(to: Int64.self)[row]
    }
  }
}
