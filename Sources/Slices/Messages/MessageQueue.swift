// Sending what waits: each way by itself, one after the other, with retries.

package import Access
import Database
package import Kernel
import Pages

/// A message on its way out: counts and a link, nothing of villagers.
package struct Outgoing: Equatable, Sendable {
  package let number: Int64
  package let channel: MessageChannel
  /// Where it goes; empty for a way that leads to one place for all.
  package let address: String
  package let account: AccountID
  package let kind: String
  package let title, words: Text
  /// The path of the page.
  package let link: String
  package let at: Instant

  package init(
    number: Int64, channel: MessageChannel, address: String, account: AccountID, kind: String, title: Text,
    words: Text, link: String, at: Instant
  ) {
    (self.number, self.channel, self.address, self.account) = (number, channel, address, account)
    (self.kind, self.title, self.words, self.link, self.at) = (kind, title, words, link, at)
  }
}

extension Outgoing {
  /// One that only shows whether a way works.
  package static func trial(by channel: MessageChannel, to address: String, at now: Instant) -> Outgoing {
    Outgoing(
      number: 0, channel: channel, address: address, account: AccountID(number: 0), kind: "trial",
      title: Text(zh: "测试消息", en: "A trial"),
      words: Text(zh: "收到这条消息，说明发送设置正确。", en: "If you read this, messages are sent as they should."),
      link: PageAddress.home.link, at: now)
  }
}

extension MessageChannel {
  /// **Problems**: those of an address of the kind that the way needs.
  package func checked(_ address: String) throws(Problem) -> String {
    try contact?.checked(address) ?? ""
  }
}

extension Outgoing {
  /// The name of the message for its receivers: the same when it is sent again, and another one for every
  /// other message, also of a store that was brought back from a copy and counts from there.
  package var name: String {
    let told = "\(account) \(kind) \(at.milliseconds) \(title.zh) \(words.zh)"
    return "shouwang-\(number)-\(Digest.hex(Array(Digest.of(Array(told.utf8)).prefix(8))))"
  }
}

/// A way out. It answers within seconds, or fails.
package protocol MessageSender: Sendable {
  var channel: MessageChannel { get }
  /// **Problems**: those of the way; `unavailable` ones are tried again, all others are not. Where the detail
  /// `scope` is `message` another one may be taken.
  func send(_ message: Outgoing) async throws(Problem)
}

/// What became of a pass.
package struct QueueCount: Equatable, Sendable {
  package var sent = 0
  package var failed = 0
  package var givenUp = 0
  /// The last fault of each way; two passes that count alike are equal, whatever stood in their way.
  package var faults: [MessageChannel: Problem] = [:]

  package init(sent: Int = 0, failed: Int = 0, givenUp: Int = 0) {
    (self.sent, self.failed, self.givenUp) = (sent, failed, givenUp)
  }

  package static func == (left: QueueCount, right: QueueCount) -> Bool {
    (left.sent, left.failed, left.givenUp) == (right.sent, right.failed, right.givenUp)
  }

  fileprivate static func += (sum: inout QueueCount, other: QueueCount) {
    sum.sent += other.sent
    sum.failed += other.failed
    sum.givenUp += other.givenUp
    sum.faults.merge(other.faults) { $1 }
  }
}

package struct MessageQueue: Sendable {
  private let desk: MessageDesk
  private let senders: [any MessageSender]
  private let clock: Clock

  package init(_ desk: MessageDesk, _ senders: [any MessageSender], clock: Clock) {
    (self.desk, self.senders, self.clock) = (desk, senders, clock)
  }

  /// Sends what is due by each way at the same time, so that a way that is shut holds up no other.
  /// - Parameter most: so many by one way at the most.
  /// **Problems**: those of the store.
  package func pass(most: Int = 2_000, by act: Act) async throws(Problem) -> QueueCount {
    let results = await withTaskGroup(of: Result<QueueCount, Problem>.self) { group in
      for sender in senders { group.addTask { await pass(sender, most, act) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var total = QueueCount()
    for result in results { total += try result.get() }
    return total
  }

  private func pass(_ sender: any MessageSender, _ most: Int, _ act: Act) async -> Result<QueueCount, Problem>
  {
    var count = QueueCount()
    var failures = 0
    do throws(Problem) {
      try desk.prepare(sender.channel, at: clock.now())
      for _ in 0..<most {
        guard !Task.isCancelled, let (delivery, message) = try begin(sender.channel) else { break }
        let (ended, fault) = try await send(delivery, message, by: sender)
        try desk.database.write { (connection) throws(Problem) in
          try MessageStore.save(ended, on: connection)
        }
        switch ended.state {
        case .sent: count.sent += 1
        case .givenUp: count.givenUp += 1
        case .waiting: count.failed += 1
        }
        if let fault { count.faults[sender.channel] = fault }
        // A way that is shut is not knocked at again and again in one pass; one that does not take a message
        // may take the next, unless it takes none.
        failures = ended.state == .waiting ? failures + 1 : 0
        let isShut = fault.map { $0.details["scope"] != "message" } ?? false
        if failures > 0, isShut || failures == MessageQueue.mostFailures { break }
      }
      try note(count, sender.channel, act)
      return .success(count)
    } catch { return .failure(error) }
  }

  /// After so many failures in a row a way is left alone until the next pass.
  private static let mostFailures = 5

  /// Takes the delivery that has been due for longest, so that nobody else sends it meanwhile.
  private func begin(_ channel: MessageChannel) throws(Problem) -> (Delivery, Outgoing?)? {
    let now = clock.now()
    // What waited longer than it should, in front of a way that was shut, does not leave at night either.
    guard desk.book.quiet.open(channel, from: now) == now else { return nil }
    return try desk.database.write { (connection) throws(Problem) -> (Delivery, Outgoing?)? in
      guard let due = try MessageStore.due(by: channel, at: now, on: connection) else { return nil }
      let begun = desk.steps.begun(due, at: now)
      try MessageStore.save(begun, on: connection)
      guard let message = try MessageStore.message(begun.message, on: connection) else { return (begun, nil) }
      let contacts = try ContactStore.contacts(of: message.account, on: connection)
      let address = channel.contact.map { contacts[$0] ?? "" }
      guard address != "" else { return (begun, nil) }
      return (
        begun,
        Outgoing(
          number: message.number, channel: channel, address: address ?? "", account: message.account,
          kind: message.kind, title: message.title, words: message.words, link: message.link, at: message.at)
      )
    }
  }

  private func send(
    _ delivery: Delivery, _ message: Outgoing?, by sender: any MessageSender
  ) async throws(Problem) -> (Delivery, Problem?) {
    guard let message else {
      return (desk.steps.failed(delivery, MessageProblems.noAddress, at: clock.now()), nil)
    }
    do throws(Problem) {
      try await sender.send(message)
      return (desk.steps.sent(delivery), nil)
    } catch {
      return (desk.steps.failed(delivery, error, at: clock.now()), error)
    }
  }

  /// The journal tells how many left, and how many never will.
  private func note(_ count: QueueCount, _ channel: MessageChannel, _ act: Act) throws(Problem) {
    guard count.sent + count.givenUp > 0 else { return }
    let command = Command(
      "message.send", permission: .systemManage, key: "\(act.request) \(channel.rawValue)",
      body: "\(channel.rawValue) \(count.sent) \(count.failed) \(count.givenUp)")
    _ = try desk.door.run(command, by: act, as: nil) { _ in
      Outcome(
        subject: "messages \(channel.rawValue)",
        details: JSONText.object(["sent": String(count.sent), "givenUp": String(count.givenUp)]))
    }
  }
}
