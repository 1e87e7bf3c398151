// A small picture of a large one, for lists: a photo of megabytes becomes one of a few kilobytes.

import Kernel

/// Made of JPEG pictures alone, which is what cameras write; others are shown whole.
enum Thumbnail {
  /// Twice what the largest list shows. **Unit**: pixels.
  static let side = 320
  /// Smaller files are their own small pictures. **Unit**: bytes.
  static let leastBytes = 40_000
  /// An eighth of less would be shown larger than it is. **Unit**: pixels.
  private static let leastSide = 156

  /// A JPEG picture; nil where the file is its own.
  static func of(_ bytes: [UInt8], _ media: MediaKind) -> [UInt8]? {
    guard media == .jpeg, bytes.count >= leastBytes, let planes = JPEGEighth.planes(of: bytes),
      let first = planes.first
    else { return nil }
    let most = max(first.width, first.height)
    guard most >= leastSide else { return nil }
    let (width, height) =
      most <= side
      ? (first.width, first.height)
      : (max(1, first.width * side / most), max(1, first.height * side / most))
    let small = JPEGWriter.picture(
      planes.map { $0.scaled(width, height) }, turn: JPEGFile.turn(ofFile: bytes))
    return small.count < bytes.count ? small : nil
  }
}

extension PicturePlane {
  /// Of another size: each new place is the mean of those it stands for.
  func scaled(_ newWidth: Int, _ newHeight: Int) -> PicturePlane {
    if (newWidth, newHeight) == (width, height) { return self }
    var scaled: [UInt8] = []
    scaled.reserveCapacity(newWidth * newHeight)
    for y in 0..<newHeight {
      let top = y * height / newHeight
      let bottom = max(top + 1, (y + 1) * height / newHeight)
      for x in 0..<newWidth {
        let left = x * width / newWidth
        let right = max(left + 1, (x + 1) * width / newWidth)
        var sum = 0
        for row in top..<bottom { for column in left..<right { sum += Int(samples[row * width + column]) } }
        scaled.append(UInt8(sum / ((bottom - top) * (right - left))))
      }
    }
    return PicturePlane(width: newWidth, height: newHeight, samples: scaled)
  }
}
