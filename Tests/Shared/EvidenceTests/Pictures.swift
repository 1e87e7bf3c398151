// Small files of every kind, made by hand, with and without what has to be left out.

enum Pictures {
  /// A camera's words: turn, and a position that nobody may learn. Big or little end first.
  static func exif(turn: UInt8, isBig: Bool = true) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> ((count - 1 - $0) * 8)) }
      return isBig ? bytes : bytes.reversed()
    }
    func entry(_ tag: Int, _ kind: Int, _ value: [UInt8]) -> [UInt8] {
      number(tag, 2) + number(kind, 2) + number(1, 4) + value
    }
    let tiff =
      (isBig ? [0x4D, 0x4D] : [0x49, 0x49]) + number(42, 2) + number(8, 4) + number(3, 2)
      + entry(0x010F, 2, Array("Cam\0".utf8)) + entry(0x0112, 3, number(Int(turn), 2) + [0, 0])
      + entry(0x8825, 4, number(50, 4)) + number(0, 4) + Array("GPS 27.3383N 103.7172E".utf8)
    return segment(0xE1, Array("Exif\0\0".utf8) + tiff)
  }

  static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
  }

  static let start: [UInt8] = [0xFF, 0xD8]
  static let end: [UInt8] = [0xFF, 0xD9]
  static let jfif = segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
  static let frame =
    segment(0xDB, [UInt8](repeating: 1, count: 65))
    + segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]) + segment(0xC4, [0] + [UInt8](repeating: 0, count: 17))
  /// With a restart, a stuffed byte and a fill before the next marker.
  static let scan =
    segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0x00]

  static let jpeg = start + jfif + frame + scan + end

  static func jpeg(width: Int, height: Int) -> [UInt8] {
    let size = [height >> 8, height & 0xFF, width >> 8, width & 0xFF].map { UInt8($0) }
    return start + jfif + segment(0xC0, [8] + size + [1, 1, 0x11, 0]) + scan + end
  }

  static func jpeg(telling more: [UInt8], behind: [UInt8] = []) -> [UInt8] {
    start + more + jfif + frame + scan + end + behind
  }

  static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let size = content.count
    return [0, 0, UInt8(size >> 8), UInt8(size & 0xFF)] + Array(name.utf8) + content + [1, 2, 3, 4]
  }

  static func png(_ chunks: [UInt8] = [], behind: [UInt8] = [], width: Int = 1, height: Int = 1) -> [UInt8] {
    func side(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ((3 - $0) * 8)) } }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", side(width) + side(height) + [8, 2, 0, 0, 0]) + chunks
      + chunk("IDAT", [1, 2, 3]) + chunk("IEND", []) + behind
  }

  static func riff(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let size = content.count
    return Array(name.utf8) + [UInt8(size & 0xFF), UInt8(size >> 8), 0, 0] + content
      + (size % 2 == 1 ? [0] : [])
  }

  static func webp(_ chunks: [UInt8]) -> [UInt8] {
    let size = chunks.count + 4
    return Array("RIFF".utf8) + [UInt8(size & 0xFF), UInt8(size >> 8), 0, 0] + Array("WEBP".utf8) + chunks
  }

  static let pdf = Array("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".utf8)
}
