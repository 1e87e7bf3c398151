// A form with files, read strictly piece by piece while it comes.

import Foundation
import Kernel

/// What the head of a part says.
struct MultipartHead: Equatable {
  /// The field of the form.
  let name: String
  /// What the sender's machine calls the file; nil for a field that is no file, empty where none was chosen.
  let file: String?
}

/// Reads `multipart/form-data` in pieces of any size. Only what browsers send is understood: no text before
/// the first part, no part without a name, no other headers than the two of a form.
/// **Source**: RFC 7578 with the delimiters of RFC 2046; names in quotes as the HTML standard writes them.
struct MultipartReader {
  enum Event: Equatable {
    case begin(MultipartHead)
    case bytes([UInt8])
    case end
  }

  private enum State { case start, head, data, behindDelimiter, behindEnd }

  static let mostHeadBytes = 2_048

  private let delimiter: [UInt8]
  private var state = State.start
  /// What came and is not understood yet: in a part never more than a delimiter.
  private var pending: [UInt8] = []
  private var at = 0

  /// Nil where a request's kind of content names no sound boundary.
  init?(contentType: String) {
    let parts = contentType.split(separator: ";", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
    let named = parts.dropFirst().filter { $0.lowercased().hasPrefix("boundary=") }
    guard named.count == 1, var boundary = named.first?.dropFirst("boundary=".count) else { return nil }
    if boundary.count > 2, boundary.first == "\"", boundary.last == "\"" {
      boundary = boundary.dropFirst().dropLast()
    }
    guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy(isBoundaryByte) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first part begins as any other, but for the line end before it.
    pending = [0x0D, 0x0A]
  }

  /// Whether all of the form has come.
  var isWhole: Bool { state == .behindEnd && (rest.isEmpty || rest.elementsEqual([0x0D, 0x0A])) }

  private var rest: ArraySlice<UInt8> { pending[at...] }

  /// Takes the next piece and hands on what is understood.
  /// **Problems**: `entrance.form.malformed`; those of `take`.
  mutating func read(
    _ bytes: some Sequence<UInt8>, _ take: (Event) throws -> Void
  ) throws {
    pending.append(contentsOf: bytes)
    while try step(take) {}
    pending.removeFirst(at)
    at = 0
  }

  /// Whether there may be more to understand.
  private mutating func step(_ take: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .start:
      guard rest.count >= delimiter.count else { return false }
      guard rest.starts(with: delimiter) else { throw FormBody.malformed }
      at += delimiter.count
      state = .behindDelimiter
    case .behindDelimiter:
      guard rest.count >= 2 else { return false }
      let mark = Array(rest.prefix(2))
      guard mark == [0x0D, 0x0A] || mark == [0x2D, 0x2D] else { throw FormBody.malformed }
      at += 2
      state = mark[0] == 0x0D ? .head : .behindEnd
    case .head:
      let end = find([0x0D, 0x0A, 0x0D, 0x0A], within: MultipartReader.mostHeadBytes + 4)
      guard let end else {
        guard rest.count <= MultipartReader.mostHeadBytes else { throw FormBody.malformed }
        return false
      }
      guard let head = MultipartHead(reading: rest[..<end]) else { throw FormBody.malformed }
      at = end + 4
      state = .data
      try take(.begin(head))
    case .data: return try data(take)
    case .behindEnd:
      guard rest.count <= 2, [0x0D, 0x0A].starts(with: rest) else { throw FormBody.malformed }
      return false
    }
    return true
  }

  private mutating func data(_ take: (Event) throws -> Void) throws -> Bool {
    if let end = find(delimiter, within: rest.count) {
      if end > at { try take(.bytes(Array(pending[at..<end]))) }
      at = end + delimiter.count
      state = .behindDelimiter
      try take(.end)
      return true
    }
    // The end may be the beginning of a delimiter.
    let safe = rest.count - delimiter.count + 1
    if safe > 0 {
      try take(.bytes(Array(pending[at..<at + safe])))
      at += safe
    }
    return false
  }

  /// Where a mark begins in what came, as an index into it.
  private func find(_ mark: [UInt8], within count: Int) -> Int? {
    let end = min(pending.count, at + count)
    return pending.withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress else { return nil }
      var place = at
      while end - place >= mark.count {
        let room = end - place - mark.count + 1
        guard let hit = memchr(base + place, Int32(mark[0]), room) else { return nil }
        place = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        if memcmp(base + place, mark, mark.count) == 0 { return place }
        place += 1
      }
      return nil
    }
  }
}

extension MultipartHead {
  /// Nil for anything but one `Content-Disposition: form-data; name="…"`, with or without a file's name, and
  /// at most one `Content-Type`, which nobody here believes.
  init?(reading bytes: some Collection<UInt8>) {
    guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { return nil }
    var (disposition, kinds): (Substring?, Int) = (nil, 0)
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
      // A line end within a line is none that HTTP knows.
      guard !line.unicodeScalars.contains(where: { $0 == "\r" || $0 == "\n" }),
        let colon = line.firstIndex(of: ":")
      else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      switch line[..<colon].lowercased() {
      case "content-disposition" where disposition == nil: disposition = value
      case "content-type" where kinds == 0: kinds = 1
      default: return nil
      }
    }
    guard var rest = disposition, rest.lowercased().hasPrefix("form-data") else { return nil }
    rest = rest.dropFirst("form-data".count)
    guard let name = MultipartHead.parameter("name", &rest), !name.isEmpty, name.utf8.count <= 100 else {
      return nil
    }
    self.name = name
    if rest.isEmpty {
      file = nil
      return
    }
    guard let file = MultipartHead.parameter("filename", &rest), rest.isEmpty, file.utf8.count <= 1_000 else {
      return nil
    }
    self.file = file
  }

  /// Takes `; name="value"` off the front; browsers write a quote in it as `%22`.
  private static func parameter(_ name: String, _ rest: inout Substring) -> String? {
    let start = "; \(name)=\""
    guard rest.hasPrefix(start) else { return nil }
    let behind = rest.dropFirst(start.count)
    guard let end = behind.firstIndex(of: "\"") else { return nil }
    rest = behind[behind.index(after: end)...]
    return String(behind[..<end]).replacing("%22", with: "\"")
  }
}

private func isBoundaryByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: "'()+_,-./:=?".utf8.contains(byte)
  }
}
