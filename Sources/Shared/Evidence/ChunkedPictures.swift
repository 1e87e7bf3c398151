// PNG and WebP pictures, which are made of named chunks, without the chunks that tell more than the picture.

/// **Source**: W3C PNG, third edition, section 5.
struct PNGFile {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What drawing needs; texts, times and what a camera tells are left out.
  private static let needed: Set<String> = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD", "acTL",
    "fcTL", "fdAT",
  ]

  /// Nil where the picture is not whole.
  var cleaned: [UInt8]? {
    guard bytes.count > 8 else { return nil }
    var (at, kept, seen) = (8, Array(bytes.prefix(8)), Set<String>())
    while at + 12 <= bytes.count {
      let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = at + 12 + length
      guard end <= bytes.count else { return nil }
      let name = String(decoding: bytes[at + 4..<at + 8], as: UTF8.self)
      guard !seen.isEmpty || name == "IHDR" else { return nil }
      seen.insert(name)
      if PNGFile.needed.contains(name) { kept += bytes[at..<end] }
      if name == "IEND" { return seen.contains("IDAT") ? kept : nil }
      at = end
    }
    return nil
  }
}

/// **Source**: RFC 9649, section 2.
struct WebPFile {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static let needed: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]

  /// Nil where the picture is not whole.
  var cleaned: [UInt8]? {
    guard let size = number(4), size <= bytes.count - 8, size >= 4 else { return nil }
    var (at, kept, isDrawn) = (12, [UInt8](), false)
    let end = 8 + size
    while at + 8 <= end {
      guard let length = number(at + 4), length <= end - at - 8 else { return nil }
      let next = min(at + 8 + length + length % 2, end)
      let name = String(decoding: bytes[at..<at + 4], as: UTF8.self)
      if WebPFile.needed.contains(name) {
        var chunk = Array(bytes[at..<next])
        if chunk.count % 2 == 1 { chunk.append(0) }
        // Its head must not promise what was left out: what a camera tells, and texts.
        if name == "VP8X", chunk.count > 8 { chunk[8] &= ~0x0C }
        kept += chunk
        isDrawn = isDrawn || ["VP8 ", "VP8L", "ANMF"].contains(name)
      }
      at = next
    }
    guard isDrawn, at == end else { return nil }
    let whole = kept.count + 4
    let head = Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: whole >> ($0 * 8)) }
    return head + Array("WEBP".utf8) + kept
  }

  private func number(_ at: Int) -> Int? {
    guard at + 4 <= bytes.count else { return nil }
    return bytes[at..<at + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
