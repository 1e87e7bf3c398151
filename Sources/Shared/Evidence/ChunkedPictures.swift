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
  var cleaned: CleanPicture? {
    guard bytes.count > 8 else { return nil }
    var size: PictureSize?
    var (at, kept, seen) = (8, Array(bytes.prefix(8)), Set<String>())
    while at + 12 <= bytes.count {
      let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = at + 12 + length
      guard end <= bytes.count else { return nil }
      let name = String(decoding: bytes[at + 4..<at + 8], as: UTF8.self)
      guard !seen.isEmpty || name == "IHDR" else { return nil }
      seen.insert(name)
      if name == "IHDR", length >= 8 {
        func side(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        size = PictureSize(width: side(at + 8), height: side(at + 12))
      }
      if PNGFile.needed.contains(name) { kept += bytes[at..<end] }
      if name == "IEND" {
        return seen.contains("IDAT") ? size.map { CleanPicture(bytes: kept, size: $0) } : nil
      }
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
  var cleaned: CleanPicture? {
    guard let length = number(4), length <= bytes.count - 8, length >= 4 else { return nil }
    var (at, kept, isDrawn) = (12, [UInt8](), false)
    var size: PictureSize?
    let end = 8 + length
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
        size = size ?? WebPFile.size(name, chunk.dropFirst(8).map(Int.init))
      }
      at = next
    }
    guard isDrawn, at == end else { return nil }
    let whole = kept.count + 4
    let head = Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: whole >> ($0 * 8)) }
    return size.map { CleanPicture(bytes: head + Array("WEBP".utf8) + kept, size: $0) }
  }

  /// What the first chunk that tells a size tells: the canvas, or the one picture.
  private static func size(_ name: String, _ chunk: [Int]) -> PictureSize? {
    func number(_ at: Int, _ count: Int) -> Int {
      chunk[at..<at + count].reversed().reduce(0) { $0 << 8 | $1 }
    }
    switch name {
    case "VP8X" where chunk.count >= 10:
      return PictureSize(width: number(4, 3) + 1, height: number(7, 3) + 1)
    case "VP8 " where chunk.count >= 10:
      return PictureSize(width: number(6, 2) & 0x3FFF, height: number(8, 2) & 0x3FFF)
    case "VP8L" where chunk.count >= 5:
      let bits = number(1, 4)
      return PictureSize(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
    default: return nil
    }
  }

  private func number(_ at: Int) -> Int? {
    guard at + 4 <= bytes.count else { return nil }
    return bytes[at..<at + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
