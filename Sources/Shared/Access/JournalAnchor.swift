// A signed file that tells how the journal ended on a day, to be kept elsewhere.

import Foundation
package import Kernel
package import Vault

/// With the ends of all chains kept where nobody who writes the store can write, entries cut off at the end
/// are found too.
/// **Shape** as text: a line for the form, `at`, `entries`, a line `end` per chain, `signature`.
package struct JournalAnchor: Sendable, Equatable {
  package let at: Instant
  /// How many entries the journal had.
  package let entries: Int64
  /// By county.
  package let ends: [JournalEnd]

  package init(at: Instant, entries: Int64, ends: [JournalEnd]) {
    (self.at, self.entries, self.ends) = (at, entries, ends)
  }

  package var fileName: String { "journal-\(at.day()).anchor" }

  package func signed(with key: SigningKey) -> String {
    body + "signature \(Data(key.signature(of: body)).base64EncodedString())\n"
  }

  /// **Problems**: `access.anchor.invalid` where the text is no anchor, `access.anchor.signature` where it is
  /// not as it was signed.
  package init(reading text: String, key: VerifyingKey) throws(Problem) {
    guard let cut = text.range(of: "signature ", options: .backwards) else { throw JournalAnchor.invalid }
    let body = String(text[..<cut.lowerBound])
    let word = text[cut.upperBound...].trimmingCharacters(in: .newlines)
    guard let signature = Data(base64Encoded: word) else { throw JournalAnchor.invalid }
    guard key.signed([UInt8](signature), body) else {
      throw Problem(
        "access.anchor.signature", .conflict, zh: "存证文件的签名不符，文件或公钥不是原来的。",
        en: "The anchor's signature does not fit: the file or the public key is another one.")
    }
    let lines = body.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    guard lines.count >= 3, lines[0] == ["shouwang", "journal", "1"], lines[1].first == "at",
      lines[2].first == "entries", let at = lines[1].last.flatMap({ Int64($0) }),
      let entries = lines[2].last.flatMap({ Int64($0) })
    else { throw JournalAnchor.invalid }
    var ends: [JournalEnd] = []
    for line in lines.dropFirst(3) {
      guard line.count == 4, line[0] == "end", let county = Int64(line[1]), let sequence = Int64(line[2]),
        let hash = JournalAnchor.bytes(line[3])
      else { throw JournalAnchor.invalid }
      ends.append(JournalEnd(county: county, sequence: sequence, hash: hash))
    }
    self.init(at: Instant(milliseconds: at), entries: entries, ends: ends)
  }

  private var body: String {
    var body = "shouwang journal 1\nat \(at.milliseconds)\nentries \(entries)\n"
    for end in ends { body += "end \(end.county) \(end.sequence) \(Digest.hex(end.hash))\n" }
    return body
  }

  private static func bytes(_ hex: String) -> [UInt8]? {
    let letters = Array(hex.utf8)
    guard letters.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let byte = UInt8(String(decoding: letters[index...index + 1], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  private static let invalid = Problem(
    "access.anchor.invalid", .invalid, zh: "这不是日志存证文件。", en: "This is no anchor of a journal.")
}
