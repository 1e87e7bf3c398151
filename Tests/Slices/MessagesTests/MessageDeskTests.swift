// Messages of accounts: kept once, read by their own account, sent once by each way.

import Access
import Database
import Kernel
import Messages
import Testing
import Vault

@Suite struct MessageDeskTests {
  private static let facts: [MessageFact: Int] = [.dutiesLate: 2]

  @Test func aKindIsToldOnceADay() throws {
    let town = try MessageTown()
    #expect(try town.raise(Self.facts, at: MessageTown.at(7)) == 0)
    #expect(try town.raise(Self.facts, at: MessageTown.at(8)) == 1)
    #expect(try town.raise(Self.facts, at: MessageTown.at(9)) == 0)
    #expect(try town.raise(Self.facts, at: MessageTown.at(8, days: 1)) == 1)
    #expect(try town.journal() == Array(repeating: "message.raise messages {\"count\":1}", count: 2))
    let (unread, read, count) = try town.desk.messages(of: MessageTown.head, limit: 10)
    #expect(unread.map(\.number) == [2, 1] && read.isEmpty && count == 2)
    #expect(unread[0].words.zh == "超期的工作职责 2 项")
  }

  @Test func onlyOnesOwnMessagesAreReadAndMarked() throws {
    let town = try MessageTown()
    try town.raise(Self.facts, at: MessageTown.at(8))
    #expect(try town.desk.unreadCount(of: MessageTown.other) == 0)
    let foreign = refusal {
      try town.desk.read(1, of: MessageTown.other, town.asking(MessageTown.at(9)))
    }
    #expect(foreign == "messages.message.unknown")
    #expect(try town.desk.unreadCount(of: MessageTown.head) == 1)
    try town.desk.read(1, of: MessageTown.head, town.asking(MessageTown.at(9)))
    try town.desk.read(nil, of: MessageTown.head, town.asking(MessageTown.at(10)))
    let read = try town.desk.messages(of: MessageTown.head, limit: 10).read
    #expect(read.map(\.readAt) == [MessageTown.at(9)])
  }

  @Test func contactsAreSealedCheckedAndMasked() throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn", phone: "138 0000 1234")
    let shown = try town.desk.contacts(of: MessageTown.head)
    #expect(shown == [.mail: "h***@example.cn", .phone: "138****1234"])
    let told = try town.journal().joined()
    #expect(told.contains("h***@example.cn") && !told.contains("head@") && !told.contains("13800001234"))
    let kept = try town.database.read { (connection) throws(Problem) in
      try connection.rows("SELECT address FROM account_contact") { (row) throws(Problem) in row.bytes(0) }
    }
    #expect(kept.count == 2)
    #expect(kept.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("example") })
    for (kind, address, code) in [
      (ContactKind.mail, "nobody", "mail"), (.mail, "a@b", "mail"), (.mail, "a@b.cn\r\nBcc: x@y.cn", "mail"),
      (.mail, "<a@b.cn>", "mail"), (.mail, "张@b.cn", "mail"), (.phone, "12", "phone"),
      (.phone, "1380000abcd", "phone"), (.mail, "a@b..cn", "mail"), (.mail, "a..b@c.cn", "mail"),
      (.mail, "zhang san@b.cn", "mail"), (.mail, "a@-b.cn", "mail"), (.mail, "|rm@b.cn", "mail"),
    ] {
      let asking = town.asking(MessageTown.at(6))
      let code2 = refusal {
        try town.desk.setContact(address, as: kind, of: MessageTown.head, isOwn: true, asking)
      }
      #expect(code2 == "access.contact.\(code)", "\(address)")
    }
    try town.desk.setContact(
      "", as: .mail, of: MessageTown.head, isOwn: true, town.asking(MessageTown.at(6)))
    #expect(
      try town.desk.contacts(of: MessageTown.head).keys.sorted { $0.rawValue < $1.rawValue } == [.phone])
  }

  @Test func sealsFollowANewKey() throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    let counts = try town.database.read { (connection) throws(Problem) in
      try AccessSealStore.counts(on: connection)
    }
    #expect(counts[1] ?? 0 >= 1)
  }

  @Test func aMessageLeavesByTheWaysThatLeadSomewhere() throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    try town.raise([.rowBelow: 1], at: MessageTown.at(8))
    #expect(try town.deliveries().map(\.channel) == [.mail, .webhook])
    try town.raise([.rowBelow: 1], at: MessageTown.at(8, days: 1), sending: [.sms])
    #expect(try town.deliveries().count == 2)
  }

  @Test func whatWasSentIsNotSentAgain() async throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn", phone: "13800001234")
    try town.raise(Self.facts, at: MessageTown.at(8))
    let (mail, sms) = (TestSender(.mail), TestSender(.sms, failing: TestSender.away))
    func pass(_ at: Instant) async throws -> QueueCount {
      // A queue of its own each time, as after a restart.
      try await MessageQueue(town.desk, [mail, sms], clock: .fixed(at)).pass(by: town.act(at))
    }
    #expect(try await pass(MessageTown.at(8)) == QueueCount(sent: 1, failed: 1))
    #expect(mail.sent.map(\.address) == ["head@example.cn"] && sms.sent.isEmpty)
    #expect(try await pass(MessageTown.at(8)) == QueueCount())
    sms.fail(nil)
    #expect(try await pass(MessageTown.at(8, 1)) == QueueCount(sent: 1))
    #expect(try await pass(MessageTown.at(12)) == QueueCount())
    #expect(mail.sent.count == 1 && sms.sent.map(\.address) == ["13800001234"])
    let told = try town.journal().filter { $0.hasPrefix("message.send") }
    #expect(
      told == [
        "message.send messages mail {\"sent\":1,\"givenUp\":0}",
        "message.send messages sms {\"sent\":1,\"givenUp\":0}",
      ])
  }

  @Test func aSendingBrokenOffCountsAsRunningForAWhile() async throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    try town.raise(Self.facts, at: MessageTown.at(8))
    let due = try #require(try town.deliveries().first)
    // As a program leaves it that ended while it sent.
    let begun = town.steps.begun(due, at: MessageTown.at(8))
    try town.database.write { (connection) throws(Problem) in
      try connection.run(
        "UPDATE message_delivery SET attempts = 1, next_at = ?", [.int(begun.nextAt.milliseconds)])
    }
    let mail = TestSender(.mail)
    for (minute, count) in [(5, 0), (9, 0), (10, 1), (11, 0)] {
      let at = MessageTown.at(8, minute)
      let sent = try await MessageQueue(town.desk, [mail], clock: .fixed(at)).pass(by: town.act(at)).sent
      #expect(sent == count, "\(minute)")
    }
  }

  @Test func whoTakesTheAddressAwayIsNotWrittenTo() async throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    try town.raise(Self.facts, at: MessageTown.at(8))
    try town.desk.setContact(
      "", as: .mail, of: MessageTown.head, isOwn: true, town.asking(MessageTown.at(8)))
    let mail = TestSender(.mail)
    let count = try await MessageQueue(town.desk, [mail], clock: .fixed(MessageTown.at(9)))
      .pass(by: town.act(MessageTown.at(9)))
    #expect(count == QueueCount(givenUp: 1) && mail.sent.isEmpty)
    #expect(try town.deliveries().map(\.fault) == ["messages.address.none"])
  }

  private func pass(_ town: MessageTown, _ sender: TestSender, _ at: Instant) async throws -> QueueCount {
    try await MessageQueue(town.desk, [sender], clock: .fixed(at)).pass(by: town.act(at))
  }

  @Test func oneThatIsNotTakenStopsNoOther() async throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    try town.reach(MessageTown.other, mail: "other@example.cn")
    for account in [MessageTown.head, MessageTown.other] {
      try town.raise(Self.facts, at: MessageTown.at(8), to: account)
    }
    let mail = TestSender(.mail, failing: TestSender.later)
    #expect(try await pass(town, mail, MessageTown.at(8)) == QueueCount(failed: 2))
    let shut = TestSender(.mail, failing: TestSender.away)
    #expect(try await pass(town, shut, MessageTown.at(9)) == QueueCount(failed: 1), "a way that is shut")
  }

  @Test func nothingLeavesInTheQuietHoursAndNothingOfAFormerDay() async throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    try town.raise(Self.facts, at: MessageTown.at(8))
    let mail = TestSender(.mail)
    // The way was shut all day long, or the program did not run.
    #expect(try await pass(town, mail, MessageTown.at(23)) == QueueCount())
    try town.raise(Self.facts, at: MessageTown.at(8, days: 1))
    #expect(try await pass(town, mail, MessageTown.at(8, days: 1)) == QueueCount(sent: 1))
    #expect(mail.sent.map(\.number) == [2])
    #expect(try town.deliveries().map(\.fault) == ["", "messages.day.over"])
  }

  @Test func whatWasReadOrIsOfAClosedAccountDoesNotLeave() async throws {
    let town = try MessageTown()
    for account in [MessageTown.head, MessageTown.other] {
      try town.reach(account, mail: "a@example.cn")
      try town.raise(Self.facts, at: MessageTown.at(8), to: account)
    }
    try town.desk.read(1, of: MessageTown.head, town.asking(MessageTown.at(8)))
    try town.database.write { (connection) throws(Problem) in
      try connection.run("UPDATE account SET disabled_at = 1 WHERE id = 2")
    }
    let mail = TestSender(.mail)
    #expect(try await pass(town, mail, MessageTown.at(9)) == QueueCount() && mail.sent.isEmpty)
    #expect(
      try town.deliveries().map(\.fault) == ["messages.account.closed", "messages.message.read"])
  }

  @Test func aWayOrAnAddressThatIsSetLaterTodayIsUsed() async throws {
    let town = try MessageTown()
    try town.raise([.rowBelow: 1, .dutiesLate: 1], at: MessageTown.at(8), sending: [])
    #expect(try town.deliveries().isEmpty)
    let mail = TestSender(.mail)
    #expect(try await pass(town, mail, MessageTown.at(9)) == QueueCount(), "no address")
    try town.reach(mail: "head@example.cn")
    #expect(try await pass(town, mail, MessageTown.at(10)) == QueueCount(sent: 2))
    // The digest does not leave by a web hook.
    #expect(try await pass(town, TestSender(.webhook), MessageTown.at(10)) == QueueCount(sent: 1))
    #expect(try await pass(town, mail, MessageTown.at(11)) == QueueCount())
  }

  @Test func everyMessageHasANameOfItsOwnAlsoAfterARestore() async throws {
    var names: [String] = []
    for day in 0...1 {
      // A store that was brought back counts again from where its copy was.
      let town = try MessageTown()
      try town.reach(mail: "head@example.cn")
      try town.raise(Self.facts, at: MessageTown.at(8, days: day))
      let mail = TestSender(.mail)
      _ = try await pass(town, mail, MessageTown.at(8, days: day))
      names += mail.sent.map(\.name)
    }
    #expect(names.count == 2 && Set(names).count == 2 && names.allSatisfy { $0.hasPrefix("shouwang-1-") })
  }

  @Test func nobodySignedInMakesMessagesArise() throws {
    let town = try MessageTown()
    let roles = try RoleBook.load(MessageTown.root + "/access")
    let visitor = Visitor(
      account: "zuzhang", name: "组长", post: PostID(number: 1), role: try #require(roles.role("group_head")),
      place: try #require(PlaceCode("530602001001001")))
    let asking = Asking(town.act(MessageTown.at(8), actor: "zuzhang"), as: visitor)
    let raised = refusal {
      _ = try town.desk.raise([MessageReader(MessageTown.head, Self.facts)], sending: [], asking)
    }
    #expect(raised == "access.permission.missing")
    let others = refusal {
      try town.desk.setContact("a@b.cn", as: .mail, of: MessageTown.other, isOwn: false, asking)
    }
    #expect(others == "access.permission.missing")
  }

  @Test func onlySoManyLeaveInADay() throws {
    let town = try MessageTown()
    try town.reach(mail: "head@example.cn")
    let kinds: [ArisingMessage] = town.steps.arising(
      of: [.rowBelow: 1, .cluesAlarm: 1, .dutiesLate: 1], at: MessageTown.at(8), told: [])
    #expect(town.steps.leaving(kinds[0], by: [.mail], sent: [.mail: 4]) == [.mail])
    #expect(town.steps.leaving(kinds[0], by: [.mail], sent: [.mail: 5]).isEmpty)
    #expect(town.steps.leaving(kinds[2], by: [.webhook], sent: [:]).isEmpty)
  }
}
