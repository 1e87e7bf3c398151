// Whole numbers in the narrowest width that all written so far fit in.

/// Reads as a collection of Int64. It grows from front to back and widens as it has to.
package struct NarrowNumbers: RandomAccessCollection, Sendable {
  package private(set) var endIndex = 0
  /// How many bytes a number takes: 1, 2, 4 or 8.
  private var width = 1
  private var bytes: [UInt8] = []

  package var startIndex: Int { 0 }

  package subscript(_ row: Int) -> Int64 {
    precondition(row >= 0 && row < endIndex, "the row has a number")
    return bytes.withUnsafeBytes { raw in
      switch width {
      case 1: Int64(raw.loadUnaligned(fromByteOffset: row, as: Int8.self))
      case 2: Int64(raw.loadUnaligned(fromByteOffset: row * 2, as: Int16.self))
      case 4: Int64(raw.loadUnaligned(fromByteOffset: row * 4, as: Int32.self))
      default: raw.loadUnaligned(fromByteOffset: row * 8, as: Int64.self)
      }
    }
  }

  /// The sum of a run of rows, which has to fit.
  package func sum(_ rows: Range<Int>) -> Int64 {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= endIndex, "the rows have numbers")
    func added<Number: FixedWidthInteger>(_ raw: UnsafeRawBufferPointer, _ type: Number.Type) -> Int64 {
      var sum: Int64 = 0
      for number in raw.bindMemory(to: type)[rows] { sum &+= Int64(number) }
      return sum
    }
    return bytes.withUnsafeBytes { raw in
      switch width {
      case 1: added(raw, Int8.self)
      case 2: added(raw, Int16.self)
      case 4: added(raw, Int32.self)
      default: added(raw, Int64.self)
      }
    }
  }

  /// The same numbers as a column of their width; bools are 0 and 1.
  package func column(isBool: Bool, missing: [UInt8]?) -> Column {
    func numbers<Number>(_ type: Number.Type) -> [Number] {
      bytes.withUnsafeBytes { Array($0.bindMemory(to: type)) }
    }
    if isBool { return Column(.bool(map { UInt8(truncatingIfNeeded: $0) }), missing: missing) }
    return switch width {
    case 1: Column(.int8(numbers(Int8.self)), missing: missing)
    case 2: Column(.int16(numbers(Int16.self)), missing: missing)
    case 4: Column(.int32(numbers(Int32.self)), missing: missing)
    default: Column(.int64(numbers(Int64.self)), missing: missing)
    }
  }

  /// Appends a lane's values; `room` numbers are expected in the end.
  mutating func append(_ lane: Lane, _ count: Int, room: Int) {
    switch lane.form {
    case .byte, .int8, .int16, .int32, .word:
      append(
        UnsafeRawBufferPointer(start: lane.values, count: count * lane.form.width), lane.form.width, room)
    case .day:
      let days = lane.pointer(to: Int32.self)
      let seconds = (0..<count).map { Int64(days[$0]) * secondsPerDay }
      seconds.withUnsafeBytes { append($0, 8, room) }
    case .scalar, .text: preconditionFailure("\(lane.form) is no output")
    }
  }

  mutating func append(_ other: NarrowNumbers, room: Int) {
    other.bytes.withUnsafeBytes { append($0, other.width, room) }
  }

  /// Changes one number, or adds it behind the last; numbers that are left out in between are 0.
  mutating func set(_ row: Int, _ value: Int64) {
    precondition(row >= 0, "rows are counted from 0")
    if value != 0 { widen(to: 8) }
    if endIndex <= row {
      bytes.append(contentsOf: repeatElement(0, count: (row + 1 - endIndex) * width))
      endIndex = row + 1
    }
    bytes.withUnsafeMutableBytes { raw in
      switch width {
      case 1: raw.storeBytes(of: 0, toByteOffset: row, as: Int8.self)
      case 2: raw.storeBytes(of: 0, toByteOffset: row * 2, as: Int16.self)
      case 4: raw.storeBytes(of: 0, toByteOffset: row * 4, as: Int32.self)
      default: raw.storeBytes(of: value, toByteOffset: row * 8, as: Int64.self)
      }
    }
  }

  private mutating func append(_ numbers: UnsafeRawBufferPointer, _ other: Int, _ room: Int) {
    widen(to: other)
    bytes.reserveCapacity(room * width)
    endIndex += numbers.count / other
    if width == other { return bytes.append(contentsOf: numbers) }
    bytes += NarrowNumbers.widened(numbers, other, to: width)
  }

  private mutating func widen(to other: Int) {
    guard other > width else { return }
    bytes = bytes.withUnsafeBytes { NarrowNumbers.widened($0, width, to: other) }
    width = other
  }

  private static func widened(_ numbers: UnsafeRawBufferPointer, _ width: Int, to other: Int) -> [UInt8] {
    func from<From: FixedWidthInteger>(_ type: From.Type) -> [UInt8] {
      let from = numbers.bindMemory(to: type)
      func to<To: FixedWidthInteger>(_ type: To.Type) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: from.count * other) { bytes, count in
          let raw = UnsafeMutableRawBufferPointer(bytes)
          for row in from.indices {
            raw.storeBytes(of: To(truncatingIfNeeded: from[row]), toByteOffset: row * other, as: type)
          }
          count = from.count * other
        }
      }
      return other == 2 ? to(Int16.self) : other == 4 ? to(Int32.self) : to(Int64.self)
    }
    return width == 1 ? from(Int8.self) : width == 2 ? from(Int16.self) : from(Int32.self)
  }
}
