// Texts of many rows in one run of bytes, where an array of strings would be too large.

/// The text of row r is the UTF-8 in `bytes[offsets[r]..<offsets[r + 1]]`.
package struct TextColumn: RandomAccessCollection, Sendable, Equatable {
  package let bytes: [UInt8]
  /// One a row and one more, ascending from 0.
  package let offsets: [Int32]

  package init(_ texts: some Sequence<String>) {
    var bytes: [UInt8] = []
    var offsets: [Int32] = [0]
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(TextColumn.offset(bytes.count))
    }
    (self.bytes, self.offsets) = (bytes, offsets)
  }

  /// Nil where the offsets do not cut up the bytes.
  package init?(bytes: [UInt8], offsets: [Int32]) {
    guard offsets.first == 0, Int(offsets.last ?? -1) == bytes.count, TextColumn.isAscending(offsets) else {
      return nil
    }
    (self.bytes, self.offsets) = (bytes, offsets)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { offsets.count - 1 }

  /// Bytes that are no UTF-8 show as the sign for that.
  package subscript(row: Int) -> String {
    String(decoding: bytes[Int(offsets[row])..<Int(offsets[row + 1])], as: UTF8.self)
  }

  /// The row that holds the byte at a place.
  func row(ofByte place: Int) -> Int {
    precondition(place >= 0 && place < bytes.count, "a byte of the column lies in a row")
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[middle]) <= place { low = middle } else { high = middle }
    }
    // Rows without text begin where the next one does: the last of them holds the byte.
    return low
  }

  static func offset(_ count: Int) -> Int32 {
    guard let offset = Int32(exactly: count) else {
      preconditionFailure("the texts of a column are less than 2 GiB together")
    }
    return offset
  }

  private static func isAscending(_ offsets: [Int32]) -> Bool {
    offsets.withUnsafeBufferPointer { offsets in
      var signs: Int32 = 0
      // The first is 0, so there is one.
      for row in 0..<offsets.count - 1 { signs |= offsets[row] | (offsets[row + 1] &- offsets[row]) }
      return signs >= 0
    }
  }
}

/// Gathers texts that come in any order of their rows.
package struct TextGatherer {
  private var bytes: [UInt8] = []
  private var starts: [Int32]
  private var lengths: [Int32]

  package init(rows: Int) {
    starts = [Int32](repeating: 0, count: rows)
    lengths = starts
  }

  /// Sets the text of a row; where it had one, the last one counts.
  package mutating func set(_ row: Int, utf8 text: UnsafeRawBufferPointer) {
    starts[row] = TextColumn.offset(bytes.count)
    lengths[row] = TextColumn.offset(text.count)
    bytes.append(contentsOf: text)
  }

  /// The texts in the order of their rows, empty where none was set.
  package func column() -> TextColumn {
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(lengths.count + 1)
    var end = 0
    for length in lengths {
      end += Int(length)
      offsets.append(TextColumn.offset(end))
    }
    let ordered = [UInt8](unsafeUninitializedCapacity: end) { target, count in
      bytes.withUnsafeBytes { source in
        for row in lengths.indices where lengths[row] > 0 {
          let (from, to, length) = (Int(starts[row]), Int(offsets[row]), Int(lengths[row]))
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[to..<to + length])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<from + length]))
        }
      }
      count = end
    }
    guard let column = TextColumn(bytes: ordered, offsets: offsets) else {
      preconditionFailure("lengths add up to offsets")
    }
    return column
  }
}
