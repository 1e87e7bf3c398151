// One mail as it goes over the line: headers in ASCII, the text in base64.

import Foundation
package import Kernel

package struct Mail: Equatable, Sendable {
  package let from, to, subject, text: String
  /// The left part of the mail's own name: the same mail sent twice has the same, so that it is seen as one.
  package let name: String
  package let at: Instant

  package init(from: String, to: String, subject: String, text: String, name: String, at: Instant) {
    (self.from, self.to, self.subject, self.text) = (from, to, subject, text)
    (self.name, self.at) = (name, at)
  }

  /// Header and text, each line ended by CR LF.
  /// **Problems**: `mailing.address`, `mailing.header`.
  /// **Source**: RFC 5322, RFC 2045, RFC 2047.
  package func lines() throws(Problem) -> [String] {
    try Mail.check(address: from)
    try Mail.check(address: to)
    guard !(subject + name).unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
      name.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E && $0 != 0x40 })
    else { throw MailingProblems.header }
    let host = from.split(separator: "@").last ?? "localhost"
    let head = [
      "Date: \(Mail.date(at))", "From: <\(from)>", "To: <\(to)>", "Message-ID: <\(name)@\(host)>",
      "Subject: " + Mail.encoded(subject).joined(separator: "\r\n "), "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
      "Auto-Submitted: auto-generated", "",
    ]
    return head.flatMap { $0.components(separatedBy: "\r\n") } + Mail.folded(text)
  }

  /// **Problems**: `mailing.address` for what could end the line or the address before its time.
  static func check(address: String) throws(Problem) {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }
    guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254 else {
      throw MailingProblems.address
    }
  }

  /// Encoded words of no more than 75 characters, never cut inside of a character.
  static func encoded(_ text: String) -> [String] {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !text.contains("=?"), text.utf8.count <= 60 {
      return [text]
    }
    var (words, part) = ([String](), "")
    func end() { words.append("=?utf-8?B?\(Data(part.utf8).base64EncodedString())?=") }
    for scalar in text.unicodeScalars {
      if part.utf8.count + String(scalar).utf8.count > 45 {
        end()
        part = ""
      }
      part.unicodeScalars.append(scalar)
    }
    end()
    return words
  }

  private static func folded(_ text: String) -> [String] {
    let breaks = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let coded = Array(Data(breaks.utf8).base64EncodedString().utf8)
    return stride(from: 0, to: coded.count, by: 76).map {
      String(decoding: coded[$0..<min($0 + 76, coded.count)], as: UTF8.self)
    }
  }

  /// `12 Mar 2026 18:00:00 +0800`.
  private static func date(_ at: Instant) -> String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = at.day()
    let second = Int((at.milliseconds / 1_000 + 480 * 60) % 86_400)
    let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(day.dayOfMonth) \(months[day.month - 1]) \(day.year) \(time) +0800"
  }
}
