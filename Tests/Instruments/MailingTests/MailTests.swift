// A mail as it goes over the line, and what is refused of it.

import Foundation
import Kernel
import Mailing
import Testing

@Suite struct MailTests {
  static let at = Day(number: 20_524).instant(minute: 18 * 60 + 5)

  static func mail(
    to: String = "head@example.cn", subject: String = "今日工作提醒", text: String = "超期线索 1 条"
  ) -> Mail {
    Mail(from: "watch@example.cn", to: to, subject: subject, text: text, name: "message-1", at: at)
  }

  @Test func headersAreASCIIAndTheTextComesBack() throws {
    let text = String(repeating: "今天到期的工作职责 2 项\n", count: 20)
    let lines = try Self.mail(text: text).lines()
    #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    #expect(lines.contains("Date: 12 Mar 2026 18:05:00 +0800"))
    #expect(lines.contains("Message-ID: <message-1@example.cn>"))
    let end = try #require(lines.firstIndex(of: ""))
    let body = try #require(Data(base64Encoded: lines[(end + 1)...].joined()))
    #expect(String(decoding: body, as: UTF8.self) == text.replacingOccurrences(of: "\n", with: "\r\n"))
  }

  @Test func aLongSubjectIsCutBetweenCharacters() throws {
    let subject = String(repeating: "监测线索提醒", count: 8)
    let lines = try Self.mail(subject: subject).lines()
    let head = lines.drop { !$0.hasPrefix("Subject: ") }.prefix { $0 != "MIME-Version: 1.0" }
    let words = head.flatMap { $0.split(separator: " ").map(String.init) }.filter { $0.hasPrefix("=?") }
    #expect(words.count > 1)
    let parts = try words.map { word in
      let coded = word.dropFirst("=?utf-8?B?".count).dropLast(2)
      let bytes = try #require(Data(base64Encoded: String(coded)))
      return try #require(String(data: bytes, encoding: .utf8))
    }
    #expect(parts.joined() == subject)
    #expect(try Self.mail(subject: "Reminders").lines().contains("Subject: Reminders"))
  }

  @Test func nothingIsPutIntoHeaders() {
    for subject in ["a\r\nBcc: x@y.cn", "a\nb", "a\rb", "a\u{0}"] {
      #expect(code { try Self.mail(subject: subject).lines() } == "mailing.header")
    }
    for to in [
      "a@b.cn\r\nRCPT TO:<x@y.cn>", "a@b.cn> NOTIFY", "<a@b.cn", "a b@c.cn", "nobody", "a@", "a@b@c",
    ] {
      #expect(code { try Self.mail(to: to).lines() } == "mailing.address", "\(to)")
    }
  }

  private func code(_ body: () throws -> [String]) -> String? {
    do {
      _ = try body()
      return nil
    } catch { return (error as? Problem)?.code }
  }
}
