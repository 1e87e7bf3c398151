// Forms with files: what browsers send, every refusal, and the same answer however it is cut.
import Foundation
import Kernel
import Testing

@testable import Entrance

@Suite struct MultipartTests {
  private static let type = "multipart/form-data; boundary=----b"

  /// A part as browsers write it.
  private static func part(_ head: String, _ content: String) -> String {
    "------b\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(content)\r\n"
  }

  private static let end = "------b--\r\n"

  /// What a body says, read in pieces of a length.
  private func read(_ body: [UInt8], by length: Int, type: String = type) throws -> [String] {
    var reader = try #require(MultipartReader(contentType: type))
    var (told, bytes) = ([String](), [UInt8]())
    for start in stride(from: 0, to: body.count, by: max(1, length)) {
      try reader.read(body[start..<min(body.count, start + length)]) { event in
        switch event {
        case .begin(let head): told.append("\(head.name)|\(head.file ?? "-")")
        case .bytes(let more): bytes += more
        case .end:
          told.append(String(decoding: bytes, as: UTF8.self))
          bytes = []
        }
      }
    }
    guard reader.isWhole else { throw FormBody.malformed }
    return told
  }

  private func code(_ body: String, by length: Int = 1_000, type: String = type) -> String? {
    do {
      _ = try read(Array(body.utf8), by: length, type: type)
      return nil
    } catch { return (error as? Problem)?.code }
  }

  @Test(arguments: [1, 2, 3, 7, 64, 100_000])
  func fieldsAndFilesAreReadInPiecesOfAnySize(length: Int) throws {
    let tricky = "a\r\n--\r\n------\r\n\r\n-----b\r\n------"
    let body =
      Self.part("name=\"token\"", "t") + Self.part("name=\"note\"", "") + Self.part("name=\"n\"", tricky)
      + Self.part("name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream", "")
      + Self.part("name=\"f\"; filename=\"照片 %22a%22.jpg\"\r\nContent-Type: image/jpeg", "\u{0}\r\r\n\u{1}")
      + Self.end
    let told = try read(Array(body.utf8), by: length)
    #expect(
      told == ["token|-", "t", "note|-", "", "n|-", tricky, "f|", "", "f|照片 \"a\".jpg", "\u{0}\r\r\n\u{1}"])
  }

  @Test(arguments: [
    "", "x", "\r\n" + part("name=\"a\"", "b") + end, "preamble\r\n" + part("name=\"a\"", "b") + end,
    part("name=\"a\"", "b"), part("name=\"a\"", "b") + "------b-", part("name=\"a\"", "b") + "------b--x",
    part("name=\"a\"", "b") + end + "x", part("name=\"a\"", "b") + end + "\r\n",
    part("name=\"a\"", "b") + "------b \r\n", part("name=a", "b") + end, part("name=\"\"", "b") + end,
    part("filename=\"a\"; name=\"b\"", "b") + end, part("name=\"a\"; filename*=utf-8''b", "b") + end,
    part("name=\"a\"; filename=\"b\"; x=\"c\"", "b") + end, part("name=\"a\"; name=\"b\"", "b") + end,
    part("name=\"a\"\r\nContent-Transfer-Encoding: base64", "b") + end,
    part("name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "b") + end,
    part("name=\"a\"\r\nContent-Type: a\r\nContent-Type: b", "b") + end,
    part("name=\"a\"\nContent-Type: a", "b") + end, part("name=\"a\0\"", "b") + end,
    part("name=\"\(String(repeating: "a", count: 101))\"", "b") + end,
    part("name=\"a\"; filename=\"\(String(repeating: "a", count: 3_000))\"", "b") + end,
    "------b\r\n\r\nno head\r\n" + end, "------b\r\nContent-Type: text/plain\r\n\r\nb\r\n" + end,
    "------b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n" + end,
  ])
  func whatIsNoFormIsRefusedWhole(body: String) {
    for length in [1, 5, 100_000] {
      #expect(code(body, by: length) == "entrance.form.malformed", "\(body.prefix(60)) by \(length)")
    }
  }

  @Test(arguments: [
    "", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
    "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a",
    "multipart/form-data; boundary=a\u{0}", "multipart/form-data; boundary=ä",
    "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
    "application/x-www-form-urlencoded",
  ])
  func aKindWithoutASoundBoundaryIsNoForm(type: String) {
    #expect(MultipartReader(contentType: type) == nil)
  }

  @Test(arguments: [
    "multipart/form-data; boundary=----b", "Multipart/Form-Data;boundary=\"----b\"",
    "multipart/form-data; charset=utf-8; boundary=----b",
  ])
  func boundariesComeInQuotesToo(type: String) {
    #expect(code(Self.part("name=\"a\"", "b") + Self.end, type: type) == nil)
  }

  /// Random bodies, cut at random, say what they were made of; spoilt ones are read or refused, no worse.
  @Test func cutsAndSpoiltBytesChangeNothing() throws {
    var state: UInt64 = 20_261_127
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let alphabet = Array("\r\n--b- \0a".utf8)
    for _ in 0..<400 {
      var (body, made) = ([UInt8](), [String]())
      for number in 0..<random(4) + 1 {
        let content = (0..<random(60)).map { _ in alphabet[random(alphabet.count)] }
        let text = String(decoding: content, as: UTF8.self)
        if text.contains("\r\n------b") { continue }
        body += Array("------b\r\nContent-Disposition: form-data; name=\"n\(number)\"\r\n\r\n".utf8)
        body += content + [0x0D, 0x0A]
        made += ["n\(number)|-", text]
      }
      guard !made.isEmpty else { continue }
      body += Array(Self.end.utf8)
      var reader = try #require(MultipartReader(contentType: Self.type))
      var (told, bytes, at) = ([String](), [UInt8](), 0)
      while at < body.count {
        let next = min(body.count, at + random(9) + 1)
        try reader.read(body[at..<next]) { event in
          switch event {
          case .begin(let head): told.append("\(head.name)|-")
          case .bytes(let more): bytes += more
          case .end:
            told.append(String(decoding: bytes, as: UTF8.self))
            bytes = []
          }
        }
        at = next
      }
      #expect(reader.isWhole && told == made)
      var spoilt = body
      spoilt[random(spoilt.count)] = alphabet[random(alphabet.count)]
      let (one, all) = (try? read(spoilt, by: 1), try? read(spoilt, by: 100_000))
      #expect(one == all)
    }
  }

  // MARK: the collected form

  private func form(_ body: String, token: String = "t") throws -> (FormBody, [UploadedFile]) {
    var reader = try #require(MultipartReader(contentType: Self.type))
    var form = UploadForm(token: token)
    try reader.read(body.utf8) { event in try form.take(event) }
    return (try form.body(), form.files)
  }

  private func formCode(_ body: String, token: String = "t") -> String? {
    do {
      _ = try form(body, token: token)
      return nil
    } catch { return (error as? Problem)?.code }
  }

  @Test func theTokenStandsBeforeTheFiles() throws {
    let (token, file) = (Self.part("name=\"token\"", "t"), Self.part("name=\"f\"; filename=\"a\"", "x"))
    let (body, files) = try form(token + Self.part("name=\"note\"", " a ") + file + Self.end)
    #expect(body["note"] == "a" && files.map(\.name) == ["a"] && files[0].bytes == [0x78])
    #expect(formCode(file + token + Self.end) == "entrance.form.stale")
    #expect(formCode(token + Self.end, token: "other") == "entrance.form.stale")
    #expect(formCode(token + Self.end, token: "") == "entrance.form.stale")
    #expect(formCode(Self.part("name=\"note\"", "a") + Self.end) == "entrance.form.stale")
    #expect(formCode(token + token + Self.end) == "entrance.form.malformed")
    #expect(formCode(token + Self.part("name=\"a\"", "\u{0}") + Self.end) == "entrance.form.malformed")
    let long = Self.part("name=\"a\"", String(repeating: "a", count: FormBody.mostBytes))
    #expect(formCode(token + long + Self.end) == "entrance.form.malformed")
    let many = (0...FormBody.mostFields).map { Self.part("name=\"a\($0)\"", "") }.joined()
    #expect(formCode(token + many + Self.end) == "entrance.form.malformed")
  }

  @Test func whatIsTooLargeOrTooManyIsDroppedAndTold() throws {
    func file(_ name: String, _ size: Int) -> String {
      Self.part("name=\"f\"; filename=\"\(name)\"", String(repeating: "x", count: size))
    }
    let token = Self.part("name=\"token\"", "t")
    let small = (1...7).map { file("s\($0)", 3) }.joined()
    let (_, some) = try form(token + small + Self.end)
    #expect(some.map(\.refusal) == [nil, nil, nil, nil, nil, nil, .tooMany])
    let (_, large) = try form(
      token + file("a", UploadLimits.fileBytes) + file("b", UploadLimits.fileBytes + 1) + file("c", 5)
        + Self.end)
    #expect(large.map(\.refusal) == [nil, .tooLarge, nil] && large[1].bytes.isEmpty)
    #expect(large[1].size == UploadLimits.fileBytes + 1 && large[2].bytes.count == 5)
    let third = UploadLimits.fileBytes - 1
    let (_, all) = try form(token + file("a", third) + file("b", third) + file("c", third) + Self.end)
    #expect(all.map(\.refusal) == [nil, nil, .tooLarge])
  }

  @Test func whatStandsOpenIsNoFile() throws {
    let body =
      Self.part("name=\"token\"", "t") + Self.part("name=\"f\"; filename=\"\"", "")
      + Self.part("name=\"f\"; filename=\"empty.jpg\"", "") + Self.end
    #expect(try form(body).1.map(\.name) == ["empty.jpg"])
  }
}
