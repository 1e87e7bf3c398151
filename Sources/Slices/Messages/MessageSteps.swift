// Which messages arise of counts, and when a sending is tried: pure.

package import Kernel
import Pages

package struct MessageSteps: Sendable {
  package let book: MessageBook

  package init(_ book: MessageBook) { self.book = book }

  /// What is due at a moment and was not told yet that day.
  /// - Parameter told: the kinds that were told to the account that day.
  package func arising(
    of facts: [MessageFact: Int], at now: Instant, told: Set<String>
  ) -> [ArisingMessage] {
    let urgent = book.escalations.filter { (facts[$0.fact] ?? 0) >= $0.least }.map { rule in
      ArisingMessage(
        kind: rule.fact.rawValue, title: rule.title, words: MessageSteps.told(rule.words, facts[rule.fact]),
        link: rule.fact.leads.link, channels: rule.channels)
    }
    return (urgent + digest(of: facts, at: now)).filter { !told.contains($0.kind) }
  }

  private func digest(of facts: [MessageFact: Int], at now: Instant) -> [ArisingMessage] {
    let lines = book.digest.lines.filter { (facts[$0.fact] ?? 0) > 0 }
    guard now.minuteOfDay >= book.digest.minute, !lines.isEmpty else { return [] }
    let words = lines.map { MessageSteps.told($0.words, facts[$0.fact]) }
    let text = Text(
      zh: words.map(\.zh).joined(separator: "\n"), en: words.map(\.en).joined(separator: "\n"))
    return [
      ArisingMessage(
        kind: MessageBook.digestKind, title: book.digest.title, words: text, link: PageAddress.home.link,
        channels: book.digest.channels)
    ]
  }

  private static func told(_ words: Text, _ count: Int?) -> Text {
    let count = String(count ?? 0)
    return Text(
      zh: words.zh.split(separator: "{count}", omittingEmptySubsequences: false).joined(separator: count),
      en: words.en.split(separator: "{count}", omittingEmptySubsequences: false).joined(separator: count))
  }

  /// The ways by which a message leaves.
  /// - Parameters:
  ///   - open: the ways that lead anywhere for the account.
  ///   - sent: how many messages of the day leave by each way already.
  package func leaving(
    _ message: ArisingMessage, by open: Set<MessageChannel>, sent: [MessageChannel: Int]
  ) -> [MessageChannel] {
    message.channels.filter { open.contains($0) && (sent[$0] ?? 0) < book.mostADay }
  }

  /// A sending is begun: until it is told how it ended, it counts as running for some minutes, so that it is
  /// not sent twice by somebody else.
  package func begun(_ delivery: Delivery, at now: Instant) -> Delivery {
    var begun = delivery
    begun.attempts += 1
    begun.nextAt = now.adding(minutes: MessageSteps.lease)
    return begun
  }

  package func sent(_ delivery: Delivery) -> Delivery {
    var sent = delivery
    (sent.state, sent.fault) = (.sent, "")
    return sent
  }

  /// What failed is tried again, unless it can never succeed or was tried often enough.
  package func failed(_ delivery: Delivery, _ problem: Problem, at now: Instant) -> Delivery {
    var failed = delivery
    failed.fault = problem.code
    guard problem.kind == .unavailable, delivery.attempts <= book.retryMinutes.count, delivery.attempts > 0
    else {
      failed.state = .givenUp
      return failed
    }
    let later = now.adding(minutes: book.retryMinutes[delivery.attempts - 1])
    failed.nextAt = book.quiet.open(delivery.channel, from: later)
    return failed
  }

  /// **Unit**: minutes; longer than any sender waits.
  private static let lease = 10
}

extension Instant {
  fileprivate func adding(minutes: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(minutes) * 60_000)
  }
}
