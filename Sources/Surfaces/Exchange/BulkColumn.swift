// Scanned values in a new order, as typed columns.

import Columns
import Sheets

/// What a column of the city is made of.
enum BulkColumn {
  /// Whole numbers in the narrowest storage that holds them all, as a column that is read from a store.
  static func ints(_ column: HeldColumn, _ order: [Int32]) -> Column {
    switch column.width {
    case .one: return Column(.int8(gathered(column.bytes, order)))
    case .four: return narrow(column.ints, order)
    case .eight: return narrow(column.longs, order)
    }
  }

  static func bools(_ column: HeldColumn, _ order: [Int32]) -> Column {
    Column(.bool(gathered(column.bytes, order).map { UInt8(bitPattern: $0) }))
  }

  static func days(_ column: HeldColumn, _ order: [Int32]) -> Column {
    let values = gathered(column.ints, order)
    return Column(.day(values), missing: mask(values, none: Int32(column.none)))
  }

  /// Numbers that a row may lack. **Shape**: ints, or bools of 0 and 1.
  static func optional(_ column: HeldColumn, _ order: [Int32], isBool: Bool = false) -> Column {
    let none = column.none
    if column.width == .one {
      let values = gathered(column.bytes, order)
      let missing = mask(values, none: Int8(none))
      let clean = values.map { $0 == Int8.min ? 0 : $0 }
      return isBool
        ? Column(.bool(clean.map { UInt8(bitPattern: $0) }), missing: missing)
        : Column(.int8(clean), missing: missing)
    }
    return Column.ints(order.map { column[Int($0)] == none ? nil : column[Int($0)] })
  }

  static func gathered<Number: FixedWidthInteger>(
    _ values: UnsafeBufferPointer<Number>, _ order: [Int32]
  ) -> [Number] {
    [Number](unsafeUninitializedCapacity: order.count) { gathered, count in
      for place in 0..<order.count { gathered[place] = values[Int(order[place])] }
      count = order.count
    }
  }

  static func narrow<Number: FixedWidthInteger & Sendable>(
    _ values: UnsafeBufferPointer<Number>, _ order: [Int32]
  ) -> Column {
    var (low, high): (Number, Number) = (0, 0)
    for row in order {
      low = min(low, values[Int(row)])
      high = max(high, values[Int(row)])
    }
    func fits<Narrow: FixedWidthInteger>(_ type: Narrow.Type) -> Bool {
      Narrow(exactly: low) != nil && Narrow(exactly: high) != nil
    }
    if fits(Int8.self) { return Column(.int8(narrowed(values, order))) }
    if fits(Int16.self) { return Column(.int16(narrowed(values, order))) }
    if fits(Int32.self) { return Column(.int32(narrowed(values, order))) }
    return Column(.int64(narrowed(values, order)))
  }

  private static func narrowed<Wide: FixedWidthInteger, Narrow: FixedWidthInteger>(
    _ values: UnsafeBufferPointer<Wide>, _ order: [Int32]
  ) -> [Narrow] {
    [Narrow](unsafeUninitializedCapacity: order.count) { narrowed, count in
      for place in 0..<order.count {
        narrowed[place] = Narrow(truncatingIfNeeded: values[Int(order[place])])
      }
      count = order.count
    }
  }

  private static func mask<Number: FixedWidthInteger>(_ values: [Number], none: Number) -> [UInt8]? {
    var any: UInt8 = 0
    let mask = values.map { value -> UInt8 in
      let mark: UInt8 = value == none ? 1 : 0
      any |= mark
      return mark
    }
    return any == 0 ? nil : mask
  }
}
