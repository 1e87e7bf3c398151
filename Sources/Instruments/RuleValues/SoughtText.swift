// A piece of text that is looked for in others, in time linear in what is read.

/// Works on UTF-8: a code point begins nowhere inside another, so that what fits byte by byte is text.
struct SoughtText {
  private let bytes: [UInt8]
  /// For each byte, how long a beginning of the piece also ends there (Knuth, Morris and Pratt).
  private let fallbacks: [Int]

  init(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes)
    var fallbacks = [0]
    fallbacks.reserveCapacity(self.bytes.count)
    var matched = 0
    for byte in self.bytes.dropFirst() {
      while matched > 0, self.bytes[matched] != byte { matched = fallbacks[matched - 1] }
      if self.bytes[matched] == byte { matched += 1 }
      fallbacks.append(matched)
    }
    self.fallbacks = fallbacks
  }

  /// Where the piece first begins.
  func place(in text: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return 0 }
    var matched = 0
    for (place, byte) in text.enumerated() {
      advance(&matched, byte)
      if matched == bytes.count { return place + 1 - bytes.count }
    }
    return nil
  }

  /// Where the piece begins, from the left and without overlaps; at most so many places. An empty piece
  /// is found before each code point and at the end.
  func places(in text: [UInt8], limit: Int) -> [Int] {
    guard limit > 0 else { return [] }
    guard !bytes.isEmpty else {
      return Array((text.indices.filter { text[$0].beginsCodePoint } + [text.count]).prefix(limit))
    }
    var places: [Int] = []
    var matched = 0
    for (place, byte) in text.enumerated() {
      advance(&matched, byte)
      guard matched == bytes.count else { continue }
      places.append(place + 1 - bytes.count)
      if places.count == limit { break }
      matched = 0
    }
    return places
  }

  private func advance(_ matched: inout Int, _ byte: UInt8) {
    while matched > 0, bytes[matched] != byte { matched = fallbacks[matched - 1] }
    if bytes[matched] == byte { matched += 1 }
  }
}

extension UInt8 {
  var beginsCodePoint: Bool { self & 0xC0 != 0x80 }
}
