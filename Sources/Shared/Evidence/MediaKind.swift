// What a file is, told by its content and never by its name.

package import Kernel

/// The kinds of files that are taken: pictures that every browser shows, and papers.
package enum MediaKind: String, CaseIterable, Sendable {
  case jpeg, png, webp, pdf

  /// Nil for everything else.
  package init?(of bytes: [UInt8]) {
    func stands(_ text: String, at place: Int = 0) -> Bool { bytes.dropFirst(place).starts(with: text.utf8) }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if stands("RIFF"), stands("WEBP", at: 8) {
      self = .webp
    } else if stands("%PDF-1.") || stands("%PDF-2.") {
      self = .pdf
    } else {
      return nil
    }
  }

  /// Whether it is a picture of a telephone whose kind only some browsers show.
  static func isHEIC(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return false }
    return ["heic", "heix", "hevc", "hevx", "mif1", "msf1", "avif"].contains {
      bytes[8..<12].elementsEqual($0.utf8)
    }
  }

  package var isPicture: Bool { self != .pdf }

  /// As HTTP calls it.
  package var type: String { isPicture ? "image/\(rawValue)" : "application/pdf" }

  /// What a file of it ends in.
  package var ending: String { self == .jpeg ? "jpg" : rawValue }

  package var title: Text {
    isPicture ? Text(zh: "照片", en: "picture") : Text(zh: "文件", en: "paper")
  }

  /// The file without what tells where, when and by which machine it was made, and without anything hidden
  /// behind its end. How a picture is to be turned stays.
  /// **Problems**: `evidence.file.damaged` where it is not whole, `evidence.file.pixels` where a small file
  /// would be a picture that fills the memory of whoever looks at it.
  func cleaned(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
    let clean: CleanPicture? =
      switch self {
      case .jpeg: JPEGFile(bytes).cleaned
      case .png: PNGFile(bytes).cleaned
      case .webp: WebPFile(bytes).cleaned
      case .pdf: MediaKind.isWholePaper(bytes) ? CleanPicture(bytes: bytes, size: .one) : nil
      }
    guard let clean, clean.size.width > 0, clean.size.height > 0 else { throw EvidenceProblems.damaged }
    guard clean.size.isShowable else { throw EvidenceProblems.pixels(clean.size) }
    return clean.bytes
  }

  /// A paper ends with its mark, or soon after it.
  private static func isWholePaper(_ bytes: [UInt8]) -> Bool {
    let (mark, tail) = (Array("%%EOF".utf8), Array(bytes.suffix(1_024)))
    guard tail.count >= mark.count else { return false }
    return (0...tail.count - mark.count).contains { tail[$0..<$0 + mark.count].elementsEqual(mark) }
  }
}

/// A picture as it is kept, and how large it is drawn.
struct CleanPicture {
  let bytes: [UInt8]
  let size: PictureSize
}

/// **Unit**: pixels.
struct PictureSize: Equatable {
  let width: Int
  let height: Int

  static let one = PictureSize(width: 1, height: 1)
  /// More than the best telephone takes; beyond it a file is a trap.
  static let mostPixels = 120_000_000
  static let mostSide = 20_000

  var isShowable: Bool {
    max(width, height) <= PictureSize.mostSide && width * height <= PictureSize.mostPixels
  }
}
