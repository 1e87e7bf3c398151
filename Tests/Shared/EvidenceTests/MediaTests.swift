// What a file is and what is left out of it: positions, texts, previews, whatever hides behind the end.
import Foundation
import Kernel
import Testing

@testable import Evidence

@Suite struct MediaTests {
  private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
    Data(bytes).range(of: Data(text.utf8)) != nil
  }

  private func code(_ bytes: [UInt8]) -> String? {
    do throws(Problem) {
      _ = try EvidenceSteps.read(bytes)
      return nil
    } catch { return error.code }
  }

  @Test func kindsAreToldByContent() {
    let files: [([UInt8], MediaKind?)] = [
      (Pictures.jpeg, .jpeg), (Pictures.png(), .png), (Pictures.webp(Pictures.riff("VP8 ", [1, 2])), .webp),
      (Pictures.pdf, .pdf), (Array("<svg xmlns=".utf8), nil), (Array("<html>".utf8), nil),
      (Array("GIF89a".utf8), nil), (Array("PK\u{3}\u{4}".utf8), nil), ([0xFF, 0xD8], nil),
      (Array("RIFF0000WAVE".utf8), nil), (Array(" %PDF-1.4".utf8), nil), ([], nil),
    ]
    for (bytes, kind) in files { #expect(MediaKind(of: bytes) == kind, "\(bytes.prefix(12))") }
    #expect(MediaKind.isHEIC([0, 0, 0, 24] + Array("ftypheic".utf8)))
    #expect(!MediaKind.isHEIC([0, 0, 0, 24] + Array("ftypmp42".utf8)) && !MediaKind.isHEIC([]))
  }

  @Test(arguments: [true, false])
  func aPhotoLosesItsPositionAndKeepsItsTurn(isBig: Bool) throws {
    let told = Pictures.exif(turn: 6, isBig: isBig)
    let photo = Pictures.jpeg(
      telling: told + Pictures.segment(0xFE, Array("comment".utf8))
        + Pictures.segment(0xED, Array("Photoshop 3.0".utf8))
        + Pictures.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0GPSLatitude".utf8))
        + Pictures.segment(0xE2, Array("MPF\0".utf8)),
      behind: Pictures.jpeg(telling: told))
    #expect(holds(photo, "GPS 27.3383N"))
    let kept = try EvidenceSteps.read(photo)
    #expect(kept.media == .jpeg)
    for word in ["GPS", "Cam", "comment", "Photoshop", "adobe", "MPF"] { #expect(!holds(kept.bytes, word)) }
    #expect(
      kept.bytes == Pictures.start + JPEGFile.orientation(6) + Pictures.jfif + Pictures.frame + Pictures.scan
        + Pictures.end)
    #expect(JPEGFile.turn(Array(JPEGFile.orientation(6).dropFirst(4))) == 6)
    // What is clean comes out as it went in.
    #expect(try EvidenceSteps.read(kept.bytes).bytes == kept.bytes)
    #expect(try EvidenceSteps.read(Pictures.jpeg).bytes == Pictures.jpeg)
  }

  @Test func coloursStay() throws {
    let colours = Pictures.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9])
    let adobe = Pictures.segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
    let photo = Pictures.jpeg(telling: colours + adobe)
    #expect(try EvidenceSteps.read(photo).bytes == photo)
  }

  @Test func aStrangeTurnIsNone() {
    #expect(JPEGFile.turn(Array(Pictures.exif(turn: 9).dropFirst(4))) == nil)
    #expect(JPEGFile.turn(Array("Exif\0\0MM".utf8)) == nil)
    #expect(JPEGFile.turn(Array("Exif\0\0".utf8) + [0x4D, 0x4D, 0, 42, 0xFF, 0xFF, 0xFF, 0xFF]) == nil)
    #expect(JPEGFile.orientation(1).isEmpty)
  }

  @Test func aPhotoThatIsNotWholeIsRefused() {
    for count in 3..<Pictures.jpeg.count {
      let code = code(Array(Pictures.jpeg.prefix(count)))
      #expect(code == "evidence.file.damaged", "\(count)")
    }
    #expect(code(Pictures.start + Pictures.jfif + Pictures.end) == "evidence.file.damaged")
    #expect(code(Pictures.start + Pictures.frame + Pictures.end) == "evidence.file.damaged")
    #expect(code([0xFF, 0xD8, 0xFF, 0xDB, 0, 1]) == "evidence.file.damaged")
  }

  @Test func aDrawingLosesItsTexts() throws {
    let colours = Pictures.chunk("sRGB", [0])
    let told =
      Pictures.chunk("eXIf", Array("GPS".utf8)) + Pictures.chunk("tEXt", Array("Author".utf8)) + colours
      + Pictures.chunk("prVt", [1])
    let kept = try EvidenceSteps.read(Pictures.png(told, behind: Array("PK hidden".utf8)))
    #expect(kept.media == .png && kept.bytes == Pictures.png(colours))
    for count in 9..<Pictures.png().count {
      #expect(code(Array(Pictures.png().prefix(count))) == "evidence.file.damaged")
    }
    #expect(
      code([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Pictures.chunk("IDAT", [1]))
        == "evidence.file.damaged")
  }

  @Test func aWebPictureLosesWhatACameraTells() throws {
    let drawn = Pictures.riff("VP8 ", [1, 2, 3])
    func head(_ flags: UInt8) -> [UInt8] { Pictures.riff("VP8X", [flags] + [UInt8](repeating: 0, count: 9)) }
    let told = Pictures.riff("EXIF", Array("GPS".utf8)) + Pictures.riff("XMP ", Array("place".utf8))
    let kept = try EvidenceSteps.read(Pictures.webp(head(0x2C) + drawn + told) + Array("behind".utf8))
    #expect(kept.media == .webp && kept.bytes == Pictures.webp(head(0x20) + drawn))
    #expect(code(Pictures.webp(head(0))) == "evidence.file.damaged")
    #expect(code(Array(Pictures.webp(drawn).dropLast(2))) == "evidence.file.damaged")
  }

  /// A small file that would fill the memory of whoever looks at it, and one that shows nothing.
  @Test func aPictureThatIsTooLargeToShowIsRefused() {
    #expect(code(Pictures.png(width: 12_032, height: 9_024)) == nil)
    #expect(code(Pictures.png(width: 60_000, height: 60_000)) == "evidence.file.pixels")
    #expect(code(Pictures.png(width: 20_001, height: 1)) == "evidence.file.pixels")
    #expect(code(Pictures.png(width: 0, height: 5)) == "evidence.file.damaged")
    #expect(code(Pictures.jpeg(width: 60_000, height: 60_000)) == "evidence.file.pixels")
    #expect(code(Pictures.jpeg(width: 4_000, height: 3_000)) == nil)
    #expect(code(Pictures.jpeg(width: 5, height: 0)) == "evidence.file.damaged")
    let drawn = Pictures.riff("VP8 ", [1, 2, 3])
    func canvas(_ last: UInt8) -> [UInt8] {
      Pictures.webp(Pictures.riff("VP8X", [0, 0, 0, 0, 0xFF, 0xFF, last, 0xFF, 0xFF, last]) + drawn)
    }
    #expect(
      code(canvas(0xFF)) == "evidence.file.pixels" && code(Pictures.webp(drawn)) == "evidence.file.damaged")
    let frame = Pictures.riff("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F])
    #expect(code(Pictures.webp(frame)) == "evidence.file.pixels")
    #expect(code(Pictures.webp(Pictures.riff("VP8L", [0x2F, 1, 0, 0, 0]))) == nil)
  }

  @Test func otherFilesAreRefusedWithWhatToDo() {
    #expect(code([]) == "evidence.file.empty")
    #expect(code(Array("<script>".utf8)) == "evidence.file.kind")
    #expect(code([0, 0, 0, 24] + Array("ftypheic0000".utf8)) == "evidence.file.kind")
    #expect(code(Array("%PDF-1.7\nnever ends".utf8)) == "evidence.file.damaged")
    #expect(code([UInt8](repeating: 0, count: EvidenceSteps.mostBytes + 1)) == "evidence.file.large")
    #expect(code(Pictures.pdf) == nil)
  }

  /// Spoilt files are taken or refused; nothing is read beyond their end.
  @Test func spoiltFilesAreReadOrRefused() {
    var state: UInt64 = 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let files = [
      Pictures.jpeg(telling: Pictures.exif(turn: 3)), Pictures.png(Pictures.chunk("tEXt", [1, 2])),
      Pictures.webp(Pictures.riff("VP8 ", [1, 2, 3]) + Pictures.riff("EXIF", [1])), Pictures.pdf,
    ]
    for _ in 0..<2_000 {
      var file = files[random(files.count)]
      for _ in 0..<random(4) + 1 { file[random(file.count)] = UInt8(random(256)) }
      let whole = code(file)
      #expect(whole == nil || whole?.hasPrefix("evidence.file.") == true)
    }
  }
}
