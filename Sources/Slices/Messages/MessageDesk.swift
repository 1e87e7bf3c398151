// The face of messages: what arises is kept once, read by its account, sent where that is reached.

package import Access
package import Database
package import Kernel
package import Vault

package struct MessageDesk: Sendable {
  package let database: Database
  package let book: MessageBook
  let steps: MessageSteps
  let door: Door

  package init(
    _ database: Database, book: MessageBook, sealer: Sealer, chance: @escaping Chance
  ) {
    (self.database, self.book, steps) = (database, book, MessageSteps(book))
    door = Door(database, sealer: sealer, chance: chance)
  }

  // MARK: arising

  /// Keeps what is due to some accounts and was not told that day, with the ways by which it leaves.
  /// **Shape**: how many messages arose. One entry of the journal, and none where nothing arises.
  /// - Parameter sending: the ways that there are senders for.
  /// **Problems**: `access.permission.missing`.
  package func raise(
    _ readers: [MessageReader], sending: Set<MessageChannel>, _ asking: Asking
  ) throws(Problem) -> Int {
    try asking.visitor?.demand(.systemManage)
    let isAny = try database.read { (connection) throws(Problem) in
      for reader in readers where try !arising(for: reader, asking.act.at, on: connection).isEmpty {
        return true
      }
      return false
    }
    guard isAny else { return 0 }
    let accounts = readers.map { "\($0.account)" }.joined(separator: " ")
    let command = Command(
      "message.raise", permission: .systemManage, key: "\(asking.act.request) \(accounts.hashedName)",
      body: accounts)
    let answer = try door.run(command, by: asking.act, as: asking.visitor) { (connection) throws(Problem) in
      var count = 0
      for reader in readers {
        for message in try arising(for: reader, asking.act.at, on: connection) {
          try keep(message, for: reader.account, sending, asking.act.at, on: connection)
          count += 1
        }
      }
      return Outcome(
        answer: String(count), subject: "messages", details: JSONText.object(["count": String(count)]))
    }
    return answer.isRepeated ? 0 : Int(answer.text) ?? 0
  }

  private func arising(
    for reader: MessageReader, _ now: Instant, on connection: Connection
  ) throws(Problem) -> [ArisingMessage] {
    let told = try MessageStore.kinds(of: reader.account, on: now.day(), on: connection)
    return steps.arising(of: reader.facts, at: now, told: told)
  }

  private func keep(
    _ arising: ArisingMessage, for account: AccountID, _ sending: Set<MessageChannel>, _ now: Instant,
    on connection: Connection
  ) throws(Problem) {
    let message = Message(
      number: try MessageStore.next(on: connection), account: account, kind: arising.kind, day: now.day(),
      title: arising.title, words: arising.words, link: arising.link, at: now, readAt: nil)
    let contacts = try ContactStore.contacts(of: account, on: connection)
    let open = sending.filter { $0.contact.map { contacts[$0] != nil } ?? true }
    let leaving = steps.leaving(
      arising, by: open, sent: try MessageStore.leaving(to: account, on: now.day(), on: connection))
    try MessageStore.add(message, on: connection)
    for channel in leaving {
      let first = book.quiet.open(channel, from: now)
      try MessageStore.save(
        Delivery(message: message.number, channel: channel, nextAt: first), on: connection)
    }
  }

  /// Before a way is used: what should leave by it today and does not yet gets its place, since a way or an
  /// address may have been set after the message arose; and what need not leave any more is taken out: what
  /// was read, what is of a former day (what still stands is told anew), what is of a closed account.
  func prepare(_ channel: MessageChannel, at now: Instant) throws(Problem) {
    let kinds = book.kinds(by: channel)
    try database.write { (connection) throws(Problem) in
      try MessageStore.drop(channel, before: now.day(), at: now, on: connection)
      var counts: [AccountID: Int] = [:]
      for (message, account) in try MessageStore.missing(
        channel, contact: channel.contact, on: now.day(), on: connection)
      where kinds.contains(message.kind) {
        let count =
          if let known = counts[account] { known } else {
            try MessageStore.leaving(to: account, on: now.day(), on: connection)[channel] ?? 0
          }
        counts[account] = count + 1
        guard count < book.mostADay else { continue }
        try MessageStore.save(
          Delivery(message: message.number, channel: channel, nextAt: now), on: connection)
      }
    }
  }

  /// How the newest sendings stand.
  /// - Parameter waiting: those alone that have not left yet.
  /// **Problems**: those of the store.
  package func deliveries(waiting: Bool, limit: Int) throws(Problem) -> [Delivery] {
    try database.read { (connection) throws(Problem) in
      try MessageStore.deliveries(waiting: waiting, limit: limit, on: connection)
    }
  }

  // MARK: reading

  /// An account's own messages: all unread ones that fit, then those that were read, the newest first.
  package func messages(
    of account: AccountID, limit: Int
  ) throws(Problem) -> (unread: [Message], read: [Message], unreadCount: Int) {
    try database.read { (connection) throws(Problem) in
      let unread = try MessageStore.messages(
        of: account, unread: true, before: .max, limit: limit, on: connection)
      let read = try MessageStore.messages(
        of: account, unread: false, before: .max, limit: limit, on: connection)
      return (unread, read, try MessageStore.unreadCount(of: account, on: connection))
    }
  }

  package func unreadCount(of account: AccountID) throws(Problem) -> Int {
    try database.read { (connection) throws(Problem) in
      try MessageStore.unreadCount(of: account, on: connection)
    }
  }

  /// The page to which a message leads.
  /// **Problems**: `messages.message.unknown`.
  func link(of number: Int64) throws(Problem) -> String {
    let found = try database.read { (connection) throws(Problem) in
      try MessageStore.message(number, on: connection)
    }
    guard let found else { throw MessageProblems.unknown }
    return found.link
  }

  /// Marks one message of an account as read, or all of them.
  /// **Problems**: `messages.message.unknown`, also for somebody else's.
  package func read(_ number: Int64?, of account: AccountID, _ asking: Asking) throws(Problem) {
    let command = Command(
      "message.read", permission: nil, key: asking.key, body: "\(account) \(number.map(String.init) ?? "all")"
    )
    _ = try door.run(command, by: asking.act, as: asking.visitor) { (connection) throws(Problem) in
      if let number {
        guard try MessageStore.message(number, on: connection)?.account == account else {
          throw MessageProblems.unknown
        }
      }
      try MessageStore.read(number, of: account, at: asking.act.at, on: connection)
      return Outcome(subject: number.map { "message \($0)" } ?? "messages \(account)")
    }
  }

  // MARK: where people are reached

  /// **Shape**: masked, as it is shown.
  package func contacts(of account: AccountID) throws(Problem) -> [ContactKind: String] {
    try database.read { (connection) throws(Problem) in
      let found = try ContactStore.contacts(of: account, on: connection)
      return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.key.masked($0.value)) })
    }
  }

  /// One's own address, or as the system administrator somebody's.
  /// - Parameter address: empty takes it away.
  /// **Problems**: `access.contact.mail`, `access.contact.phone`, `access.permission.missing`.
  package func setContact(
    _ address: String, as kind: ContactKind, of account: AccountID, isOwn: Bool, _ asking: Asking
  ) throws(Problem) {
    let address = address.isEmpty ? nil : try kind.checked(address)
    let shown = address.map(kind.masked) ?? ""
    let command = Command(
      "message.setContact", permission: isOwn ? nil : .accountManage, key: asking.key,
      body: "\(account) \(kind.rawValue) \(address ?? "")")
    _ = try door.run(command, by: asking.act, as: asking.visitor) { (connection) throws(Problem) in
      try ContactStore.save(address, as: kind, of: account, on: connection)
      return Outcome(
        subject: "account \(account)",
        details: JSONText.object([
          "kind": JSONText.quoted(kind.rawValue), "address": JSONText.quoted(shown),
        ]))
    }
  }
}

extension MessageChannel {
  /// Whose address a way needs; nil for a way that leads to one place for all.
  var contact: ContactKind? {
    switch self {
    case .mail: .mail
    case .sms: .phone
    case .webhook: nil
    }
  }
}

extension String {
  fileprivate var hashedName: String { SecretToken.digest(of: self).prefix(8).map(String.init).joined() }
}
