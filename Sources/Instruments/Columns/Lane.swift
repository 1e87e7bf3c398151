// The values of one node in one block of rows, wherever they lie and in whatever width.

/// One value a row of the block, or one for all rows; and which of them are errors.
struct Lane {
  enum Form: UInt8 {
    /// The same value for all rows.
    case scalar
    /// Bools, 0 or 1; 0 where the row is an error.
    case byte
    /// Whole numbers, and moments and spans in seconds.
    case int8, int16, int32, word
    /// Moments that are days, in Int32.
    case day
    /// Codes of a column's own dictionary, in Int32.
    case text

    var width: Int {
      switch self {
      case .byte, .int8: 1
      case .int16: 2
      case .int32, .day, .text: 4
      case .word, .scalar: 8
      }
    }
  }

  var form = Form.scalar
  var values: UnsafeRawPointer = nowhere
  /// The value of all rows.
  var scalar: Int64 = 0
  /// Is a scalar an error?
  var isError = false
  /// 1 where a row is an error; nil where none is.
  var bad: UnsafePointer<UInt8>?
  /// Does it lie in a column, which nothing may be read beyond?
  var isColumn = false
  /// All values lie between these as they are stored, those of rows that are errors too.
  var low = Int64.min
  var high = Int64.max

  static func bytes(_ values: UnsafePointer<UInt8>, bad: UnsafePointer<UInt8>?) -> Lane {
    Lane(form: .byte, values: UnsafeRawPointer(values), bad: bad, low: 0, high: 1)
  }

  static func words(_ values: UnsafePointer<Int64>, bad: UnsafePointer<UInt8>?) -> Lane {
    Lane(form: .word, values: UnsafeRawPointer(values), bad: bad)
  }

  static func numbers(
    _ form: Form, _ values: UnsafeRawPointer, bad: UnsafePointer<UInt8>?, _ bounds: ClosedRange<Int64>
  ) -> Lane {
    Lane(form: form, values: values, bad: bad, low: bounds.lowerBound, high: bounds.upperBound)
  }

  static func constant(_ value: Int64) -> Lane { Lane(scalar: value, low: value, high: value) }

  var bytes: UnsafePointer<UInt8> {
    precondition(form == .byte, "a bool is held in bytes")
    return values.assumingMemoryBound(to: UInt8.self)
  }

  var words: UnsafePointer<Int64> {
    precondition(form == .word, "a number is held in words")
    return values.assumingMemoryBound(to: Int64.self)
  }

  func pointer<Number>(to type: Number.Type) -> UnsafePointer<Number> { values.assumingMemoryBound(to: type) }

  /// What the values lie between, in the unit of whole numbers and seconds.
  var bounds: ClosedRange<Int64> {
    form == .day ? low * secondsPerDay...high * secondsPerDay : low...high
  }
}

/// Memory for the values of one lane and their errors. Kernels may read a few words beyond the rows, so
/// there are some more.
struct Scratch {
  private(set) var capacity = 0
  private(set) var memory: UnsafeMutableRawPointer?
  private(set) var words: UnsafeMutablePointer<Int64>
  private(set) var bad: UnsafeMutablePointer<UInt8>

  init() {
    (words, bad) = (
      UnsafeMutablePointer(mutating: nowhere.assumingMemoryBound(to: Int64.self)),
      UnsafeMutablePointer(mutating: nowhere.assumingMemoryBound(to: UInt8.self))
    )
  }

  var bytes: UnsafeMutablePointer<UInt8> { pointer(to: UInt8.self) }

  func pointer<Number>(to type: Number.Type) -> UnsafeMutablePointer<Number> {
    UnsafeMutableRawPointer(words).assumingMemoryBound(to: type)
  }

  /// Makes room for the values of that many rows; what it held is lost where it has to grow.
  mutating func hold(_ rows: Int) {
    guard rows > capacity else { return }
    memory?.deallocate()
    capacity = rows + rows / 4
    let room = capacity + 32
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: room * 9, alignment: 64)
    // What is read beyond the rows is never used, but it is no garbage either.
    fresh.initializeMemory(as: UInt8.self, repeating: 0, count: room * 9)
    memory = fresh
    words = fresh.bindMemory(to: Int64.self, capacity: room)
    bad = (fresh + room * 8).bindMemory(to: UInt8.self, capacity: room)
  }

  func free() { memory?.deallocate() }
}

/// A lane's values in one width, or the one value of all rows.
enum Operand<Number: FixedWidthInteger> {
  case one(Number)
  case rows(UnsafePointer<Number>)
}

extension Lane {
  /// The numbers as they are wanted, copied into `room` where they lie in another width; days in seconds.
  /// The caller knows that all of them fit.
  func operand<Number: FixedWidthInteger>(_ type: Number.Type, _ room: Scratch, _ count: Int)
    -> Operand<Number>
  {
    switch form {
    case .scalar: return .one(Number(truncatingIfNeeded: scalar))
    case .int32 where type == Int32.self: break
    case .word where type == Int64.self: break
    case .int8: convert(pointer(to: Int8.self), 1, room.pointer(to: type), count)
    case .byte: convert(pointer(to: UInt8.self), 1, room.pointer(to: type), count)
    case .int16: convert(pointer(to: Int16.self), 1, room.pointer(to: type), count)
    case .int32: convert(pointer(to: Int32.self), 1, room.pointer(to: type), count)
    case .word: convert(pointer(to: Int64.self), 1, room.pointer(to: type), count)
    case .day:
      convert(
        pointer(to: Int32.self), Number(truncatingIfNeeded: secondsPerDay), room.pointer(to: type), count)
    case .text: preconditionFailure("codes are no numbers")
    }
    if form == .int32 && type == Int32.self || form == .word && type == Int64.self {
      return .rows(pointer(to: type))
    }
    return .rows(UnsafePointer(room.pointer(to: type)))
  }

  /// Do all values fit in 32 bits, as whole numbers and seconds?
  var isShort: Bool { form != .day && form != .text && bounds.isShort }
}

extension ClosedRange<Int64> {
  var isShort: Bool { lowerBound >= Int64(Int32.min) && upperBound <= Int64(Int32.max) }
}

private func convert<From: FixedWidthInteger, To: FixedWidthInteger>(
  _ values: UnsafePointer<From>, _ unit: To, _ out: UnsafeMutablePointer<To>, _ count: Int
) {
  if unit == 1 {
    for row in 0..<count { out[row] = To(truncatingIfNeeded: values[row]) }
  } else {
    for row in 0..<count { out[row] = To(truncatingIfNeeded: values[row]) &* unit }
  }
}
