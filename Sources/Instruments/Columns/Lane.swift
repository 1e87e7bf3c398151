// The values of one node in one block of rows, wherever they lie.

/// One value a row of the block, or one for all rows; and which of them are errors.
struct Lane {
  enum Form: UInt8 {
    /// The same value for all rows.
    case scalar
    /// Bools, 0 or 1; 0 where the row is an error.
    case byte
    /// Int64.
    case word
    /// A column in its own width: only kernels that say so take these.
    case int8, int16, int32, day, text
  }

  var form = Form.scalar
  var values: UnsafeRawPointer = nowhere
  /// The value of all rows.
  var scalar: Int64 = 0
  /// Is a scalar an error?
  var isError = false
  /// 1 where a row is an error; nil where none is.
  var bad: UnsafePointer<UInt8>?

  static func bytes(_ values: UnsafePointer<UInt8>, bad: UnsafePointer<UInt8>?) -> Lane {
    Lane(form: .byte, values: UnsafeRawPointer(values), bad: bad)
  }

  static func words(_ values: UnsafePointer<Int64>, bad: UnsafePointer<UInt8>?) -> Lane {
    Lane(form: .word, values: UnsafeRawPointer(values), bad: bad)
  }

  var bytes: UnsafePointer<UInt8> {
    precondition(form == .byte, "a bool is held in bytes")
    return values.assumingMemoryBound(to: UInt8.self)
  }

  var words: UnsafePointer<Int64> {
    precondition(form == .word, "a number is held in words")
    return values.assumingMemoryBound(to: Int64.self)
  }

  func pointer<Number>(to type: Number.Type) -> UnsafePointer<Number> { values.assumingMemoryBound(to: type) }
}

/// Memory for the values of one lane and their errors.
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

  var bytes: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt8.self)
  }

  /// Makes room for the values of that many rows; what it held is lost where it has to grow.
  mutating func hold(_ rows: Int) {
    guard rows > capacity else { return }
    memory?.deallocate()
    capacity = rows + rows / 4 + 16
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: capacity * 9, alignment: 64)
    memory = fresh
    words = fresh.bindMemory(to: Int64.self, capacity: capacity)
    bad = (fresh + capacity * 8).bindMemory(to: UInt8.self, capacity: capacity)
  }

  func free() { memory?.deallocate() }
}
