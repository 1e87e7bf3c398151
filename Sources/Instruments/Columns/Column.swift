// One typed column of a table: packed values, and which rows have none.

package import RuleLanguage
package import RuleValues

/// A column in the narrowest form its values fit in. A row without a value holds zero and is marked in
/// `missing`.
package struct Column: Sendable {
  package enum Storage: Sendable {
    /// 0 or 1.
    case bool([UInt8])
    case int8([Int8])
    case int16([Int16])
    case int32([Int32])
    case int64([Int64])
    /// Days since 1970-01-01; a rule sees the timestamp at midnight UTC.
    case day([Int32])
    /// Places in the dictionary, which should name each text once.
    case text(codes: [Int32], dictionary: [String])
  }

  package let storage: Storage
  /// 1 where the row has no value; nil where every row has one.
  package let missing: [UInt8]?
  /// The least and the greatest of the numbers as they are stored, those of rows without a value too: what
  /// is computed from the column needs no more room than they do.
  let bounds: ClosedRange<Int64>

  /// Takes the values over; what stands in a row without a value is set to zero.
  package init(_ storage: Storage, missing: [UInt8]? = nil) {
    guard let column = Column(ifSound: storage, missing: missing) else {
      preconditionFailure("one mark a row, a bool is 0 or 1, a code lies inside the dictionary")
    }
    self = column
  }

  /// The same for values from outside the program, nil where they are no column.
  package init?(ifSound storage: Storage, missing: [UInt8]? = nil) {
    if let missing {
      guard missing.count == Column.count(of: storage), Column.highest(missing) <= 1 else { return nil }
      self.missing = Column.highest(missing) == 1 ? missing : nil
    } else {
      self.missing = nil
    }
    self.storage = self.missing.map { Column.clearing(storage, where: $0) } ?? storage
    bounds = Column.bounds(of: self.storage)
    switch self.storage {
    case .bool: guard bounds.lowerBound >= 0, bounds.upperBound <= 1 else { return nil }
    case .text(let codes, let dictionary):
      let size = dictionary.isEmpty && self.missing != nil ? 1 : dictionary.count
      guard codes.isEmpty || bounds.lowerBound >= 0 && bounds.upperBound < size else { return nil }
    default: break
    }
  }

  package var count: Int { Column.count(of: storage) }

  /// The row's value as a rule sees it, nil where it has none.
  package func value(at row: Int) -> Value? {
    if let missing, missing[row] == 1 { return nil }
    switch storage {
    case .bool(let values): return .bool(values[row] == 1)
    case .int8(let values): return .int(Int64(values[row]))
    case .int16(let values): return .int(Int64(values[row]))
    case .int32(let values): return .int(Int64(values[row]))
    case .int64(let values): return .int(values[row])
    case .day(let values): return .timestamp(Timestamp(seconds: Int64(values[row]) * secondsPerDay))
    case .text(let codes, let dictionary): return .string(dictionary[Int(codes[row])])
    }
  }

  private static func count(of storage: Storage) -> Int {
    switch storage {
    case .bool(let values): values.count
    case .int8(let values): values.count
    case .int16(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .day(let values): values.count
    case .text(let codes, _): codes.count
    }
  }

  /// Loops over whole columns run without an early end, so that the compiler can take many values at once.
  private static func highest(_ values: [UInt8]) -> UInt8 {
    var highest: UInt8 = 0
    for value in values { highest = max(highest, value) }
    return highest
  }

  private static func bounds(of storage: Storage) -> ClosedRange<Int64> {
    func ends<Number: FixedWidthInteger>(_ values: [Number]) -> ClosedRange<Int64> {
      guard let first = values.first else { return 0...0 }
      var (least, greatest) = (first, first)
      for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
      return Int64(least)...Int64(greatest)
    }
    return switch storage {
    case .bool(let values): ends(values)
    case .int8(let values): ends(values)
    case .int16(let values): ends(values)
    case .int32(let values): ends(values)
    case .int64(let values): ends(values)
    case .day(let values): ends(values)
    case .text(let codes, _): ends(codes)
    }
  }

  private static func clearing(_ storage: Storage, where missing: [UInt8]) -> Storage {
    func cleared<Number: FixedWidthInteger>(_ values: [Number]) -> [Number] {
      let left = values.withUnsafeBufferPointer { values in
        missing.withUnsafeBufferPointer { missing in
          var left: Number = 0
          for row in 0..<values.count {
            left |= values[row] & (0 &- Number(truncatingIfNeeded: missing[row]))
          }
          return left
        }
      }
      if left == 0 { return values }
      var values = values
      for row in values.indices where missing[row] == 1 { values[row] = 0 }
      return values
    }
    return switch storage {
    case .bool(let values): .bool(cleared(values))
    case .int8(let values): .int8(cleared(values))
    case .int16(let values): .int16(cleared(values))
    case .int32(let values): .int32(cleared(values))
    case .int64(let values): .int64(cleared(values))
    case .day(let values): .day(cleared(values))
    case .text(let codes, let dictionary): .text(codes: cleared(codes), dictionary: dictionary)
    }
  }
}

let secondsPerDay: Int64 = 86_400

extension Column {
  /// Whole numbers in the narrowest storage that holds them all.
  package static func ints(_ values: [Int64?]) -> Column {
    let plain = values.map { $0 ?? 0 }
    let (least, greatest) = (plain.min() ?? 0, plain.max() ?? 0)
    func fits<Number: FixedWidthInteger>(_ type: Number.Type) -> Bool {
      Number(exactly: least) != nil && Number(exactly: greatest) != nil
    }
    let storage: Storage =
      if fits(Int8.self) {
        .int8(plain.map { Int8($0) })
      } else if fits(Int16.self) {
        .int16(plain.map { Int16($0) })
      } else if fits(Int32.self) {
        .int32(plain.map { Int32($0) })
      } else {
        .int64(plain)
      }
    return Column(storage, missing: mask(values))
  }

  package static func bools(_ values: [Bool?]) -> Column {
    Column(.bool(values.map { $0 == true ? 1 : 0 }), missing: mask(values))
  }

  /// Unit: days since 1970-01-01.
  package static func days(_ values: [Int32?]) -> Column {
    Column(.day(values.map { $0 ?? 0 }), missing: mask(values))
  }

  /// Texts with a dictionary in the order in which they first occur.
  package static func texts(_ values: [String?]) -> Column {
    var book = TextBook()
    let codes = values.map { text in text.map { Int32(book.code(of: $0)) } ?? 0 }
    return Column(.text(codes: codes, dictionary: book.texts), missing: mask(values))
  }

  private static func mask<Element>(_ values: [Element?]) -> [UInt8] { values.map { $0 == nil ? 1 : 0 } }
}
