// A store with accounts that are told something.

import Access
import Database
import Foundation
import Kernel
import Messages
import Registry
import Synchronization
import Testing
import Vault

final class MessageTown: Sendable {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  static let head = AccountID(number: 1)
  static let other = AccountID(number: 2)
  static let everything = Set(MessageChannel.allCases)

  let database: Database
  let desk: MessageDesk
  private let requests = Atomic<Int>(0)

  var steps: MessageSteps { MessageSteps(desk.book) }

  init() throws {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    database = try Database(inMemory: "messages")
    try database.migrate(AccessMigrations.all + RegistryMigrations.all + MessagesMigrations.all)
    try SealStore.unlock(database, with: ring)
    desk = MessageDesk(
      database, book: try MessageBook.load(MessageTown.root + "/messages"), sealer: Sealer(ring),
      chance: { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 5) } })
    for (account, login) in [(MessageTown.head, "zuzhang"), (MessageTown.other, "other")] {
      try database.write { (connection) throws(Problem) in
        try connection.run(
          "INSERT INTO account (id, login, name, created_at) VALUES (?, ?, ?, 0)",
          [.int(account.number), .text(login), .text(login)])
      }
    }
  }

  /// A time of 2026-03-12 or of a later day, in China.
  static func at(_ hour: Int, _ minute: Int = 0, days: Int = 0) -> Instant {
    Day(number: 20_524).adding(days: days).instant(minute: hour * 60 + minute)
  }

  func act(_ at: Instant, actor: String = "local:test") -> Act {
    let request = requests.add(1, ordering: .relaxed).newValue
    return Act(actor: actor, at: at, request: "r\(request)")
  }

  func asking(_ at: Instant) -> Asking { Asking(act(at), as: nil) }

  @discardableResult
  func raise(
    _ facts: [MessageFact: Int], at: Instant, to account: AccountID = head,
    sending: Set<MessageChannel> = everything
  ) throws -> Int {
    try desk.raise([MessageReader(account, facts)], sending: sending, asking(at))
  }

  func reach(_ account: AccountID = head, mail: String? = nil, phone: String? = nil) throws {
    let asking = asking(MessageTown.at(6))
    if let mail { try desk.setContact(mail, as: .mail, of: account, isOwn: true, asking) }
    if let phone {
      try desk.setContact(phone, as: .phone, of: account, isOwn: true, self.asking(MessageTown.at(6)))
    }
  }

  func deliveries() throws -> [Delivery] {
    try database.read { (connection) throws(Problem) in
      try MessageStore.deliveries(limit: 100, on: connection)
    }
  }

  func journal() throws -> [String] {
    try database.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
      .filter { $0.action.hasPrefix("message.") }.map { "\($0.action) \($0.subject) \($0.details)" }
  }
}

/// A way that fails as often as it is told to, and remembers what it sent.
final class TestSender: MessageSender {
  let channel: MessageChannel
  private let state: Mutex<(problem: Problem?, sent: [Outgoing])>

  init(_ channel: MessageChannel, failing problem: Problem? = nil) {
    self.channel = channel
    state = Mutex((problem, []))
  }

  var sent: [Outgoing] { state.withLock { $0.sent } }
  func fail(_ problem: Problem?) { state.withLock { $0.problem = problem } }

  func send(_ message: Outgoing) async throws(Problem) {
    let problem = state.withLock { state in
      if state.problem == nil { state.sent.append(message) }
      return state.problem
    }
    if let problem { throw problem }
  }

  static let away = Problem("test.away", .unavailable, zh: "不在", en: "away")
  static let later = Problem(
    "test.later", .unavailable, zh: "晚点", en: "later", details: ["scope": "message"])
  static let refused = Problem("test.refused", .invalid, zh: "拒绝", en: "refused")
}

/// The code of what a piece of work refuses; nil where it does not.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}
