// Reads scalars from UTF-8.

extension Span where Element == UInt8 {
  /// The scalar that begins here and its bytes. A byte that begins none counts as one that is in no set.
  func scalar(at place: Int) -> (value: UInt32, width: Int) {
    let first = self[place]
    if first < 0x80 { return (UInt32(first), 1) }
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard 0xC2...0xF4 ~= first, place + width <= count else { return (ScalarSet.last + 1, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for next in place + 1..<place + width {
      guard UTF8.isContinuation(self[next]) else { return (ScalarSet.last + 1, 1) }
      value = value << 6 | UInt32(self[next] & 0x3F)
    }
    let isShortest = width == 2 || value >= (width == 3 ? 0x800 : 0x1_0000)
    return isShortest && Unicode.Scalar(value) != nil ? (value, width) : (ScalarSet.last + 1, 1)
  }

  /// What stands right after a place; right before it for the place less one.
  func neighbour(at place: Int) -> Pattern.Neighbour {
    // Assertions tell ASCII apart only, and no byte of a longer scalar is ASCII.
    indices.contains(place) ? Pattern.Neighbour(UInt32(self[place])) : .edge
  }
}
