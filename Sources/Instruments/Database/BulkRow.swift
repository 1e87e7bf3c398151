// One row on its way into a record: its values are encoded as they come.

/// What is known of one row, by the place of each value in the stored record.
@usableFromInline
struct BulkFrame {
  /// The serial type of each value; of a long text or blob, `longText` or `longBlob`.
  @usableFromInline let types: UnsafeMutablePointer<UInt8>
  /// The number itself; of a text or blob, where it starts in the body and its length.
  @usableFromInline let values: UnsafeMutablePointer<Int64>
  /// The values one behind the other in the order in which they came.
  @usableFromInline var body: UnsafeMutableRawPointer
  var capacity: Int

  init(columns: Int) {
    types = .allocate(capacity: columns + BulkNode.slack)
    types.initialize(repeating: 0, count: columns + BulkNode.slack)
    values = .allocate(capacity: columns)
    values.initialize(repeating: 0, count: columns)
    capacity = BulkFrame.reserve(columns) + 256
    body = .allocate(byteCount: capacity, alignment: 16)
    body.initializeMemory(as: UInt8.self, repeating: 0, count: capacity)
  }

  func deallocate() {
    types.deallocate()
    values.deallocate()
    body.deallocate()
  }

  /// What must be free behind the body, so that numbers are written without asking.
  static func reserve(_ columns: Int) -> Int { columns * 8 + BulkNode.slack }

  static let longText: UInt8 = 127
  static let longBlob: UInt8 = 126
}

/// The state of a table between two values, in memory of its own, so that a value costs a few instructions.
@usableFromInline
struct BulkRow {
  /// The place in the record of each column.
  @usableFromInline let places: UnsafeMutablePointer<UInt16>
  @usableFromInline let columnCount: Int
  /// The column that comes next.
  @usableFromInline var column = 0
  @usableFromInline var bodyCount = 0
  @usableFromInline var frame: BulkFrame
  var before: BulkFrame
  var hasLong = false
  var rowCount = 0
  var lastRowid: Int64 = 0

  init(places order: [Int]) {
    places = .allocate(capacity: order.count)
    for (column, place) in order.enumerated() { (places + column).initialize(to: UInt16(place)) }
    columnCount = order.count
    (frame, before) = (BulkFrame(columns: order.count), BulkFrame(columns: order.count))
  }

  func deallocate() {
    places.deallocate()
    frame.deallocate()
    before.deallocate()
  }

  /// The shortest form of a number: 0 and 1 are types of their own, others take 1, 2, 3, 4, 6 or 8 bytes.
  @inlinable @inline(__always)
  mutating func append(_ value: Int64) {
    precondition(column < columnCount, "a row has as many values as its table has columns")
    let place = Int(places[column])
    column += 1
    frame.values[place] = value
    let bits = UInt64(bitPattern: value ^ (value >> 63))
    // The bytes of the number in two's complement, one to eight.
    let bytes = UInt64(72 - bits.leadingZeroBitCount) >> 3
    // One digit for each: the types of 1 to 8 bytes, and how long they are.
    var type = UInt8(truncatingIfNeeded: (0x6_6554_3210 as UInt64) >> (bytes &* 4)) & 15
    var width = Int(truncatingIfNeeded: (0x8_8664_3210 as UInt64) >> (bytes &* 4)) & 15
    // Chosen without a jump, which half of all flags would make wait.
    let isBit = UInt64(bitPattern: value) < 2
    type = isBit ? UInt8(truncatingIfNeeded: value) &+ 8 : type
    width = isBit ? 0 : width
    frame.types[place] = type
    let shifted = value &<< Int64(truncatingIfNeeded: 64 - width * 8)
    (frame.body + bodyCount).storeBytes(of: shifted.bigEndian, as: Int64.self)
    bodyCount &+= width
  }

  @inlinable @inline(__always)
  mutating func appendNull() {
    precondition(column < columnCount, "a row has as many values as its table has columns")
    frame.types[Int(places[column])] = 0
    column += 1
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer, isText: Bool) {
    precondition(column < columnCount, "a row has as many values as its table has columns")
    precondition(bytes.count < 1_000_000_000, "a value is shorter than SQLite's longest")
    let place = Int(places[column])
    column += 1
    frame.values[place] = Int64(bodyCount) << 32 | Int64(bytes.count)
    if bytes.count < 57 {
      frame.types[place] = UInt8(truncatingIfNeeded: bytes.count * 2 + (isText ? 13 : 12))
    } else {
      frame.types[place] = isText ? BulkFrame.longText : BulkFrame.longBlob
      hasLong = true
    }
    let needed = bodyCount + bytes.count + BulkFrame.reserve(columnCount)
    if needed > frame.capacity { grow(to: needed) }
    if let base = bytes.baseAddress {
      (frame.body + bodyCount).copyMemory(from: base, byteCount: bytes.count)
    }
    bodyCount += bytes.count
  }

  private mutating func grow(to needed: Int) {
    precondition(needed < 1 << 31, "a row is shorter than two thousand million bytes")
    let body = UnsafeMutableRawPointer.allocate(byteCount: needed * 2, alignment: 16)
    body.copyMemory(from: frame.body, byteCount: bodyCount)
    frame.body.deallocate()
    (frame.body, frame.capacity) = (body, needed * 2)
  }

  /// Makes ready for the next row; this one is kept to be compared with.
  @inline(__always)
  mutating func turn() {
    swap(&frame, &before)
    (column, bodyCount, hasLong) = (0, 0, false)
    rowCount += 1
  }

  /// Whether the row stands behind the one before it, by the first `compared` places, and differs from it in
  /// the first `key` of them, or holds NULL there.
  func isBehind(key: Int, compared: Int) -> Bool {
    var hasNull = false
    for place in 0..<compared {
      if place == key && !hasNull { return false }
      let (type, last) = (frame.types[place], before.types[place])
      // Types 1 to 9 are numbers.
      if type &- 1 < 9 && last &- 1 < 9 {
        if frame.values[place] != before.values[place] { return frame.values[place] > before.values[place] }
        continue
      }
      let order = order(place)
      if order != 0 { return order > 0 }
      hasNull = hasNull || type == 0
    }
    return false
  }

  /// NULL stands before numbers, numbers before texts, texts before blobs; these are compared by bytes.
  private func order(_ place: Int) -> Int {
    let (rank, last) = (BulkRow.rank(frame.types[place]), BulkRow.rank(before.types[place]))
    guard rank == last, rank >= 2 else { return rank - last }
    let (bytes, other) = (bytes(place, of: frame), bytes(place, of: before))
    for (byte, otherByte) in zip(bytes, other) where byte != otherByte { return Int(byte) - Int(otherByte) }
    return bytes.count - other.count
  }

  private static func rank(_ type: UInt8) -> Int {
    type == 0 ? 0 : type < 12 ? 1 : type & 1 == 1 ? 2 : 3
  }

  private func bytes(_ place: Int, of frame: BulkFrame) -> UnsafeRawBufferPointer {
    let value = frame.values[place]
    return UnsafeRawBufferPointer(start: frame.body + Int(value >> 32), count: Int(value & 0xFFFF_FFFF))
  }

  /// What `record` may write at most.
  var recordMost: Int { bodyCount + columnCount * 5 + BulkVarint.most + BulkNode.slack }

  /// Writes the whole record in the order of storage and answers its size.
  /// - Parameter rowidColumn: the place that is stored as NULL.
  func record(to target: UnsafeMutableRawPointer, rowidColumn: Int?) -> Int {
    var at = writeTypes(to: target, rowidColumn: rowidColumn)
    for place in 0..<columnCount where place != rowidColumn {
      let (type, value) = (frame.types[place], frame.values[place])
      if type >= 12 {
        let bytes = bytes(place, of: frame)
        if let base = bytes.baseAddress { at.copyMemory(from: base, byteCount: bytes.count) }
        at += bytes.count
      } else if type &- 1 < 6 {
        let width = type < 5 ? Int(type) : Int(type) * 2 - 4
        at.storeBytes(of: (value &<< Int64(64 - width * 8)).bigEndian, as: Int64.self)
        at += width
      }
    }
    return at - target
  }

  /// The head of a record: its own size, and the type of each value.
  private func writeTypes(to target: UnsafeMutableRawPointer, rowidColumn: Int?) -> UnsafeMutableRawPointer {
    guard hasLong || rowidColumn != nil || columnCount > 126 else {
      target.storeBytes(of: UInt8(columnCount + 1), as: UInt8.self)
      (target + 1).copyMemory(from: frame.types, byteCount: columnCount)
      return target + 1 + columnCount
    }
    var size = 0
    for place in 0..<columnCount { size += BulkVarint.size(type(place, rowidColumn)) }
    // The size of the head counts itself; it has two bytes for up to two thousand columns of five.
    size += size < 127 ? 1 : 2
    var at = BulkVarint.write(UInt64(size), to: target)
    for place in 0..<columnCount { at = BulkVarint.write(type(place, rowidColumn), to: at) }
    precondition(at - target == size, "the head of a record is as long as it says")
    return at
  }

  private func type(_ place: Int, _ rowidColumn: Int?) -> UInt64 {
    let (type, length) = (frame.types[place], UInt64(frame.values[place] & 0xFFFF_FFFF))
    if place == rowidColumn { return 0 }
    if type == BulkFrame.longText { return length * 2 + 13 }
    return type == BulkFrame.longBlob ? length * 2 + 12 : UInt64(type)
  }
}
