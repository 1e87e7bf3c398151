// One array of a frame file in memory: its values and the width of each.

enum SnapshotSection: Sendable {
  case bytes([UInt8])
  case int8([Int8])
  case int16([Int16])
  case int32([Int32])
  case int64([Int64])

  /// How the file names the type of the values.
  enum Form: UInt32 {
    case bytes = 1
    case int8, int16, int32, int64

    var width: Int {
      switch self {
      case .bytes, .int8: 1
      case .int16: 2
      case .int32: 4
      case .int64: 8
      }
    }
  }

  var form: Form {
    switch self {
    case .bytes: .bytes
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    }
  }

  func withBytes<Answer>(_ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
    switch self {
    case .bytes(let values): values.withUnsafeBytes(body)
    case .int8(let values): values.withUnsafeBytes(body)
    case .int16(let values): values.withUnsafeBytes(body)
    case .int32(let values): values.withUnsafeBytes(body)
    case .int64(let values): values.withUnsafeBytes(body)
    }
  }

  /// An array of so many bytes that `fill` writes; nil where it could not.
  static func filled(
    _ form: Form, bytes: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Bool
  ) -> SnapshotSection? {
    switch form {
    case .bytes: array(bytes, fill).map { .bytes($0) }
    case .int8: array(bytes, fill).map { .int8($0) }
    case .int16: array(bytes, fill).map { .int16($0) }
    case .int32: array(bytes, fill).map { .int32($0) }
    case .int64: array(bytes, fill).map { .int64($0) }
    }
  }

  private static func array<Number: FixedWidthInteger>(
    _ bytes: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Bool
  ) -> [Number]? {
    let length = bytes / MemoryLayout<Number>.stride
    precondition(length * MemoryLayout<Number>.stride == bytes, "a section holds whole values")
    var isFilled = false
    let array = [Number](unsafeUninitializedCapacity: length) { target, count in
      // Exactly the bytes of the values, though there may be room for more.
      isFilled = fill(UnsafeMutableRawBufferPointer(start: target.baseAddress, count: bytes))
      count = isFilled ? length : 0
    }
    return isFilled ? array : nil
  }
}
