// A JPEG picture taken apart into its segments, and put together again without what was told beside it.

import Foundation

/// **Source**: ITU-T T.81, appendix B; the orientation after Exif 2.32, tag 0x0112.
struct JPEGFile {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The picture with what drawing it needs: tables, scans, colours, how it is to be turned. Position, time,
  /// machine, small previews and everything behind its end are left out. Nil where it is not whole.
  var cleaned: CleanPicture? {
    var size: PictureSize?
    var (at, isScanned) = (2, false)
    var (kept, turn) = ([UInt8](), UInt8(1))
    kept.reserveCapacity(bytes.count)
    while let (marker, start) = marker(at) {
      if marker == 0xD9 {
        guard size != nil, isScanned else { return nil }
        let bytes = [0xFF, 0xD8] + JPEGFile.orientation(turn) + kept + [0xFF, 0xD9]
        return size.map { CleanPicture(bytes: bytes, size: $0) }
      }
      guard let length = number(start, bytes: 2), length >= 2, start + length <= bytes.count
      else { return nil }
      let content = bytes[start + 2..<start + length]
      if marker == 0xE1, let found = JPEGFile.turn(Array(content)) { turn = found }
      at = start + length
      if JPEGFile.isNeeded(marker, content) { kept += [0xFF, marker] + bytes[start..<at] }
      if JPEGFile.isFrame(marker), size == nil { size = JPEGFile.size(Array(content)) }
      if marker == 0xDA {
        isScanned = true
        guard let end = scanEnd(at) else { return nil }
        kept += bytes[at..<end]
        at = end
      }
    }
    return nil
  }

  /// The marker at a place, behind bytes that fill up, and where its segment begins; nil for none.
  private func marker(_ at: Int) -> (marker: UInt8, start: Int)? {
    var at = at
    guard at < bytes.count, bytes[at] == 0xFF else { return nil }
    while at < bytes.count, bytes[at] == 0xFF { at += 1 }
    guard at < bytes.count, bytes[at] >= 0xC0, !(0xD0...0xD8).contains(bytes[at]) else { return nil }
    return (bytes[at], at + 1)
  }

  /// Where the coded picture behind a scan's head ends: at the next marker that is no restart.
  private func scanEnd(_ start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { all -> Int? in
      guard let base = all.baseAddress else { return nil }
      var at = start
      while at + 1 < all.count, let hit = memchr(base + at, 0xFF, all.count - at - 1) {
        at = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        let next = all[at + 1]
        if next == 0xFF {
          at += 1
        } else if next == 0 || (0xD0...0xD7).contains(next) {
          at += 2
        } else {
          return at
        }
      }
      return nil
    }
  }

  private func number(_ at: Int, bytes count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    return bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func isFrame(_ marker: UInt8) -> Bool {
    (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
  }

  /// What a frame's head tells; nil where it is cut.
  private static func size(_ content: [UInt8]) -> PictureSize? {
    guard content.count >= 6 else { return nil }
    return PictureSize(
      width: Int(content[3]) << 8 | Int(content[4]), height: Int(content[1]) << 8 | Int(content[2]))
  }

  private static func isNeeded(_ marker: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
    switch marker {
    case 0xC0...0xCF, 0xDA...0xDF: true
    case 0xE0: content.starts(with: "JFIF\0".utf8)
    case 0xE2: content.starts(with: "ICC_PROFILE\0".utf8)
    case 0xEE: content.starts(with: "Adobe".utf8)
    default: false
    }
  }

  /// How a kept picture is to be turned; 1 where it says nothing of it. It is told at the beginning.
  static func turn(ofFile bytes: [UInt8]) -> UInt8 {
    guard bytes.count > 40, bytes[2] == 0xFF, bytes[3] == 0xE1 else { return 1 }
    return turn(Array(bytes[6..<40])) ?? 1
  }

  /// How the picture is to be turned, of what a camera tells; nil where it tells nothing of that.
  static func turn(_ content: [UInt8]) -> UInt8? {
    let tiff = Array(content.dropFirst(6))
    guard content.starts(with: "Exif\0\0".utf8), tiff.count >= 8 else { return nil }
    let isBig = tiff.starts(with: [0x4D, 0x4D, 0, 0x2A])
    guard isBig || tiff.starts(with: [0x49, 0x49, 0x2A, 0]) else { return nil }
    func number(_ at: Int, _ count: Int) -> Int? {
      guard at >= 0, at + count <= tiff.count else { return nil }
      let part = Array(tiff[at..<at + count])
      return (isBig ? part : part.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let list = number(4, 4), let entries = number(list, 2), entries <= 1_000 else { return nil }
    for entry in 0..<entries {
      let at = list + 2 + entry * 12
      guard number(at, 2) == 0x0112, number(at + 2, 2) == 3, number(at + 4, 4) == 1 else { continue }
      return number(at + 8, 2).flatMap { (1...8).contains($0) ? UInt8($0) : nil }
    }
    return nil
  }

  /// A segment that tells the turn and nothing else; none for a picture that stands upright.
  static func orientation(_ turn: UInt8) -> [UInt8] {
    if turn == 1 { return [] }
    return [0xFF, 0xE1, 0, 34] + Array("Exif\0\0".utf8) + [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8]
      + [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0] + [0, 0, 0, 0]
  }
}
