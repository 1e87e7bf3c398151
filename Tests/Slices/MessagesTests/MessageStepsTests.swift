// The file of messages, and what arises when: pure.

import Foundation
import Kernel
import Messages
import Testing

@Suite struct MessageStepsTests {
  private func text() throws -> String {
    try String(contentsOfFile: MessageTown.root + "/messages/messages.yaml", encoding: .utf8)
  }

  private func steps() throws -> MessageSteps { MessageSteps(try MessageBook(reading: text())) }

  @Test func aFaultNamesLineAndRemedy() throws {
    let text = try text()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (from, to, within) in [
      ("at: \"07:30\"", "at: \"7 am\"", "at:"), ("at: \"07:30\"", "at: \"24:30\"", "at:"),
      ("duties_late:", "duties_slow:", "duties_late:"),
      ("channels: [mail, sms]\n  lines", "channels: [mail, pigeon]\n  lines", "channels: [mail, sms]"),
      ("项\", en: \"duties due today: {count}\"", "项\", en: \"duties due today\"", "duties_today:"),
      ("least: 1", "least: 0", "least: 1"), ("most_a_day: 5", "most_a_day: 0", "most_a_day"),
      ("[1, 5, 30, 120, 720]", "[5, 1]", "retry_minutes"), ("most_a_day: 5", "most: 5", "most_a_day"),
    ] {
      let changed = text.replacingOccurrences(of: from, with: to)
      #expect(changed != text, "\(from)")
      let line = try #require(lines.firstIndex { $0.contains(within) }) + 1
      let problem = #expect(throws: Problem.self) { try MessageBook(reading: changed) }
      #expect(problem?.code == "messages.file.invalid" && problem?.details["line"] == String(line), "\(to)")
    }
    #expect(refusal { _ = try MessageBook(reading: "") } == "messages.file.invalid")
    #expect(refusal { _ = try MessageBook.load("/nowhere") } == "messages.file.unreadable")
  }

  @Test func theDigestComesInTheMorningAndOnce() throws {
    let (steps, facts) = (try steps(), [MessageFact.dutiesToday: 2, .cluesLate: 1, .stepsLate: 0])
    #expect(steps.arising(of: facts, at: MessageTown.at(7, 29), told: []).isEmpty)
    let arising = try #require(steps.arising(of: facts, at: MessageTown.at(7, 30), told: []).first)
    #expect(arising.kind == "digest" && arising.link == "/")
    #expect(arising.words.zh == "今天到期的工作职责 2 项\n超期线索 1 条")
    #expect(arising.words.en == "duties due today: 2\nclues that are late: 1")
    #expect(steps.arising(of: facts, at: MessageTown.at(9), told: ["digest"]).isEmpty)
    #expect(steps.arising(of: [.dutiesToday: 0], at: MessageTown.at(9), told: []).isEmpty)
  }

  @Test func anEscalationComesAtOnce() throws {
    let steps = try steps()
    let arising = steps.arising(of: [.rowBelow: 3, .cluesAlarm: 1], at: MessageTown.at(3), told: [])
    #expect(arising.map(\.kind) == ["row_below", "clues_alarm"])
    #expect(arising.map(\.link) == ["/duties", "/clues?late=alarm"])
    #expect(arising[0].words.zh.contains("3 项"))
    let later = steps.arising(of: [.rowBelow: 3, .cluesAlarm: 1], at: MessageTown.at(4), told: ["row_below"])
    #expect(later.map(\.kind) == ["clues_alarm"])
  }

  @Test(arguments: [
    (22, 0, 0, 7, 0, 1), (21, 0, 0, 7, 0, 1), (20, 59, 0, 20, 59, 0), (0, 0, 0, 7, 0, 0), (6, 59, 0, 7, 0, 0),
    (7, 0, 0, 7, 0, 0),
  ])
  func itIsQuietOverMidnight(_ now: (Int, Int, Int, Int, Int, Int)) throws {
    let quiet = QuietHours(from: 21 * 60, until: 7 * 60, channels: [.sms])
    let from = MessageTown.at(now.0, now.1, days: now.2)
    #expect(quiet.open(.sms, from: from) == MessageTown.at(now.3, now.4, days: now.5))
    #expect(quiet.open(.webhook, from: from) == from)
  }

  @Test func itIsQuietAtNoonToo() {
    let quiet = QuietHours(from: 12 * 60, until: 14 * 60, channels: [.mail])
    #expect(quiet.open(.mail, from: MessageTown.at(13)) == MessageTown.at(14))
    #expect(quiet.open(.mail, from: MessageTown.at(14)) == MessageTown.at(14))
    #expect(quiet.open(.mail, from: MessageTown.at(11, 59)) == MessageTown.at(11, 59))
    let never = QuietHours(from: 0, until: 0, channels: [.mail])
    #expect(never.open(.mail, from: MessageTown.at(0)) == MessageTown.at(0))
  }

  @Test func whatFailsIsTriedLaterAndLaterAndThenGivenUp() throws {
    let steps = try steps()
    var delivery = Delivery(message: 1, channel: .webhook, nextAt: MessageTown.at(8))
    var waits: [Int64] = []
    while delivery.state == .waiting {
      delivery = steps.failed(
        steps.begun(delivery, at: MessageTown.at(8)), TestSender.away, at: MessageTown.at(8))
      waits.append((delivery.nextAt.milliseconds - MessageTown.at(8).milliseconds) / 60_000)
    }
    #expect(waits == [1, 5, 30, 120, 720, 10] && delivery.state == .givenUp && delivery.attempts == 6)
    #expect(delivery.fault == "test.away")
    // A retry in the quiet hours waits for their end.
    let mail = steps.begun(
      Delivery(message: 1, channel: .mail, nextAt: MessageTown.at(20)), at: MessageTown.at(20, 59))
    #expect(
      steps.failed(mail, TestSender.away, at: MessageTown.at(20, 59)).nextAt == MessageTown.at(7, days: 1))
    #expect(steps.failed(mail, TestSender.refused, at: MessageTown.at(20, 59)).state == .givenUp)
  }
}
