// The journal's proof: every flipped byte, cut ends, old stores, erased keys, searches and looks.

import Database
import Kernel
import Testing
import Vault

@testable import Access

@Suite struct JournalChainTests {
  private func filled() throws -> Town {
    let town = try Town()
    let id = try town.settle("li.si", as: "village", at: place("530602001001"))
    let visitor = try town.visitor("li.si")
    try town.keeper.disableAccount(id, by: town.act("local:root", client: "10.0.0.1"), as: nil)
    try town.store.write { (connection) throws(Problem) in
      try JournalLook.reveal.record(
        Act(actor: "li.si", at: town.now, request: "r", post: "7", client: "10.0.0.1"), as: visitor,
        subject: "person 5",
        about: JournalSubject(place: try? place("530602001001"), person: 5, household: 6),
        details: #"{"fields":["citizenID"]}"#,
        reason: "核对身份", on: connection)
      try JournalStore.append(
        Act(actor: "a", at: town.now, request: "r"), county: 530_602, action: "household.correct",
        subject: "6",
        details: "{}", about: JournalSubject(household: 6), on: connection)
    }
    return town
  }

  @Test func everyFlippedByteOfEveryColumnIsFound() throws {
    let town = try filled()
    #expect(try town.broken() == nil)
    let columns = [
      "at", "actor", "request", "action", "subject", "details", "form", "post", "client", "place", "person",
      "household", "changes", "reason", "previous", "hash",
    ]
    var tried = 0
    for entry in try town.entries() {
      for column in columns {
        let size = try town.store.read { (connection) throws(Problem) in
          try connection.number(
            "SELECT length(CAST(\(column) AS BLOB)) FROM journal WHERE county = ? AND sequence = ?",
            [.int(entry.county), .int(entry.sequence)])
        }
        for byte in 0..<max(1, size) {
          tried += 1
          #expect(
            try found(column, byte, entry, in: town.store) == entry.sequence,
            "\(entry.action).\(column)[\(byte)]")
        }
      }
    }
    #expect(tried > 1_000)
    #expect(try town.broken() == nil)
  }

  /// Flips the lowest bit of one byte (or fills what is empty), looks, and puts it back.
  private func found(
    _ column: String, _ byte: Int64, _ entry: JournalEntry, in store: Database
  ) throws -> Int64? {
    let key: [SQLValue] = [.int(entry.county), .int(entry.sequence)]
    return try store.write { (connection) throws(Problem) -> Int64? in
      try connection.runScript("PRAGMA ignore_check_constraints = ON")
      let old = try connection.row(
        "SELECT CAST(\(column) AS BLOB) FROM journal WHERE county = ? AND sequence = ?", key
      ) { (row) throws(Problem) in row.isNull(0) ? nil : row.bytes(0) }
      let bytes = old ?? nil
      var flipped = bytes ?? []
      if flipped.isEmpty { flipped = Array("1".utf8) } else { flipped[Int(byte)] ^= 1 }
      let update = "UPDATE journal SET \(column) = ? WHERE county = ? AND sequence = ?"
      try connection.run(update, [value(flipped, of: column)] + key)
      let broken = try JournalStore.firstBroken(on: connection)
      try connection.run(update, [bytes.map { value($0, of: column) } ?? .null] + key)
      return broken?.county == entry.county ? broken?.sequence : nil
    }
  }

  private func value(_ bytes: [UInt8], of column: String) -> SQLValue {
    let text = String(decoding: bytes, as: UTF8.self)
    switch column {
    case "at", "form", "place", "person", "household": return .int(Int64(text) ?? 1)
    case "previous", "hash": return .bytes(bytes)
    default: return .text(text)
    }
  }

  @Test(arguments: [
    ("DELETE FROM journal WHERE county = -1 AND sequence = 2", JournalBreak.Fault.gap),
    ("UPDATE journal SET previous = zeroblob(32) WHERE county = -1 AND sequence = 2", .link),
    ("UPDATE journal SET reason = 'x' WHERE county = -1 AND sequence = 2", .content),
  ])
  func aBreakIsTold(_ change: String, _ fault: JournalBreak.Fault) throws {
    let town = try filled()
    try town.store.write { (connection) throws(Problem) in try connection.run(change) }
    let broken = try #require(try town.broken())
    #expect(broken.fault == fault && broken.county == -1)
    #expect(broken.sequence == (fault == .gap ? 3 : 2))
  }

  @Test func aCutEndIsFoundByItsAnchor() throws {
    let town = try filled()
    let anchor = try town.store.read { (connection) throws(Problem) in
      JournalAnchor(
        at: town.now, entries: try JournalStore.count(on: connection),
        ends: try JournalStore.ends(on: connection))
    }
    #expect(anchor.ends.map(\.county) == [-1, 530_602])
    func missing() throws -> [JournalBreak] {
      try town.store.read { (connection) throws(Problem) in
        var found: [JournalBreak] = []
        for end in anchor.ends {
          if let missing = try JournalStore.missing(end, on: connection) { found.append(missing) }
        }
        return found
      }
    }
    try town.store.write { (connection) throws(Problem) in
      try JournalStore.append(
        town.act(), county: 530_602, action: "a.b", subject: "", details: "{}", on: connection)
    }
    #expect(try missing().isEmpty)
    try town.store.write { (connection) throws(Problem) in
      try connection.run("DELETE FROM journal WHERE county = 530602")
    }
    #expect(try town.broken() == nil)
    #expect(try missing() == [JournalBreak(county: 530_602, sequence: 1, fault: .end)])
    try town.store.write { (connection) throws(Problem) in
      try JournalStore.append(
        town.act(), county: 530_602, action: "a.b", subject: "", details: "{}", on: connection)
    }
    #expect(try missing() == [JournalBreak(county: 530_602, sequence: 1, fault: .anchor)])
  }

  @Test func anAnchorIsReadAsItWasSignedAlone() throws {
    let key = try SigningKey(random: [UInt8](repeating: 5, count: 32))
    let end = JournalEnd(county: 530_602, sequence: 9, hash: (0..<32).map { UInt8($0) })
    let anchor = JournalAnchor(at: Town.start, entries: 9, ends: [end])
    let text = anchor.signed(with: key)
    #expect(anchor.fileName == "journal-\(Town.start.day()).anchor")
    #expect(try JournalAnchor(reading: text, key: key.verifying) == anchor)
    let forged = text.replacing("530602 9", with: "530602 8")
    #expect(
      refusal { _ = try JournalAnchor(reading: forged, key: key.verifying) } == "access.anchor.signature")
    let other = try SigningKey(random: [UInt8](repeating: 6, count: 32)).verifying
    #expect(refusal { _ = try JournalAnchor(reading: text, key: other) } == "access.anchor.signature")
    #expect(refusal { _ = try JournalAnchor(reading: "", key: other) } == "access.anchor.invalid")
  }

  @Test func aStoreOfTheFirstVersionMigratesAndStaysProvable() throws {
    let store = try Database(inMemory: "old")
    try store.migrate([JournalStore.migration])
    // Two entries as the first version wrote them: BLAKE2b over the hash before and the fields as JSON.
    try store.write { (connection) throws(Problem) in
      var hash: [UInt8] = []
      for sequence in 1...2 as ClosedRange<Int64> {
        let text = "[0,\(sequence),5,\"local:a\",\"r\",\"import.begin\",\"1\",\"{}\"]"
        hash = Digest.of(hash + Array(text.utf8))
        try connection.run(
          """
          INSERT INTO journal (county, sequence, at, actor, request, action, subject, details, hash)
          VALUES (0, ?, 5, 'local:a', 'r', 'import.begin', '1', '{}', ?)
          """, [.int(sequence), .bytes(hash)])
      }
    }
    try store.migrate(AccessMigrations.all)
    func broken() throws -> JournalBreak? {
      try store.read { (connection) throws(Problem) in try JournalStore.firstBroken(on: connection) }
    }
    #expect(try broken() == nil)
    try store.write { (connection) throws(Problem) in
      try JournalStore.append(
        Act(actor: "a", at: Town.start, request: "r"), county: 0, action: "import.finish", subject: "1",
        details: "{}", on: connection)
    }
    #expect(try broken() == nil)
    let forms = try store.read { (connection) throws(Problem) in
      try JournalStore.entries(on: connection).map(\.form)
    }
    #expect(forms == [1, 1, 2])
    // Columns that the old hash does not know cannot be filled behind its back.
    try store.write { (connection) throws(Problem) in
      try connection.run("UPDATE journal SET person = 7 WHERE sequence = 2")
    }
    #expect(try broken() == JournalBreak(county: 0, sequence: 2, fault: .content))
  }

  @Test func anErasedKeyLeavesTheChainWholeAndTheValueUnreadable() throws {
    let town = try filled()
    let id = try town.keeper.account(login: "li.si").id
    func name() throws -> JournalSight.Change.Value? {
      try town.keeper.journalEntry(county: -1, sequence: 1, as: nil).changes.first { $0.field == "name" }?
        .after
    }
    #expect(try !town.entries().contains { $0.changes.contains("Name of li.si") })
    #expect(try name() == .sealed("Name of li.si"))
    let owner = FieldChange.Owner("account", id.number)
    let isErased = try town.store.write { (connection) throws(Problem) in
      try SubjectKeyStore.erase(owner, on: connection)
    }
    #expect(isErased)
    #expect(try name() == .erased)
    #expect(try town.broken() == nil)
    // A new key for the same account opens nothing of the old.
    try town.keeper.linkIdentity(issuer: "i", subject: "s", to: id, by: town.act(), as: nil)
    #expect(try name() == .erased)
    #expect(
      refusal { _ = try town.keeper.journalEntry(county: -1, sequence: 99, as: nil) }
        == "access.journal.unknown")
  }

  @Test func theJournalIsSearchedAndPaged() throws {
    let town = try filled()
    func search(_ change: (inout JournalQuery) throws -> Void) throws -> [JournalEntry] {
      var query = JournalQuery()
      try change(&query)
      return try town.keeper.journal(query, as: nil)
    }
    let all = try search { _ in }
    #expect(all.count == 6)
    #expect(try search { $0.person = 5 }.map(\.action) == ["person.reveal"])
    #expect(try search { $0.household = 6 }.map(\.action) == ["household.correct", "person.reveal"])
    #expect(
      try search { $0.place = try place("530602001") }.map(\.action) == ["person.reveal", "post.appoint"])
    #expect(try search { $0.place = city }.count == 2)
    #expect(try search { $0.place = try place("530621") }.isEmpty)
    #expect(try search { $0.actor = "li.si" }.map(\.action) == ["person.reveal", "account.setPassword"])
    #expect(try search { $0.action = "account" }.count == 3)
    #expect(try search { $0.action = "account.create" }.count == 1)
    #expect(try search { ($0.action, $0.actor) = ("account", "li.si") }.count == 1)
    #expect(try search { $0.until = Town.start }.isEmpty)
    #expect(try search { $0.from = Town.start }.count == 6)
    var (paged, mark): ([JournalEntry], JournalQuery.Mark?) = ([], nil)
    for _ in 0..<3 {
      let page = try search { ($0.limit, $0.after) = (2, mark) }
      paged += page
      mark = page.last?.mark
    }
    #expect(paged == all)
  }

  @Test(arguments: [
    "", "abc", "   x  ", String(repeating: "长", count: 201), String(repeating: "\u{200B}", count: 9),
  ])
  func aLookWithoutAReasonIsRefused(_ reason: String) throws {
    let town = try Town()
    for look in JournalLook.allCases {
      let told = refusal {
        try town.store.write { (connection) throws(Problem) in
          try look.record(
            town.act(), as: nil, subject: "person 1", about: JournalSubject(person: 1), details: "{}",
            reason: reason,
            on: connection)
        }
      }
      #expect(told == "access.look.reason")
    }
    #expect(try town.entries().isEmpty)
  }

  @Test(arguments: ["", "x", "a b", "\u{200B}\u{200B}\u{200B}abc", String(repeating: "长", count: 201)])
  func aReasonOfSignsThatShowNothingIsNone(text: String) {
    let problem = #expect(throws: Problem.self) { try JournalLook.reason(text) }
    #expect(problem?.code == "access.look.reason")
  }

  @Test func whatTheDoorsRecordLeavesTheMarkOfTheRegister() throws {
    let town = try Town()
    func mark() throws -> String {
      try town.store.read { (connection) throws(Problem) in
        try JournalStore.mark(without: ["screening.%"], on: connection)
      }
    }
    let before = try mark()
    try town.settle("li.si")
    #expect(try town.entries().count == 2 && mark() == before)
    try town.store.write { (connection) throws(Problem) in
      try JournalStore.append(
        town.act(), county: 0, action: "import.begin", subject: "", details: "{}", on: connection)
    }
    #expect(try mark() != before)
  }

  @Test(arguments: [
    ("person", "journal_person"), ("household", "journal_household"), ("place", "journal_place"),
    ("actor", "journal_actor"), ("action", "journal_action"), ("", "journal_at"),
  ])
  func aSearchWalksAlongItsIndex(_ by: String, _ index: String) throws {
    let town = try filled()
    var query = JournalQuery()
    switch by {
    case "person": query.person = 5
    case "household": query.household = 6
    case "place": query.place = try place("530602001001")
    case "actor": query.actor = "li.si"
    case "action": query.action = "post.appoint"
    default: break
    }
    let wanted = query
    let plan = try town.store.write { (connection) throws(Problem) -> [String] in
      let texts = TextList()
      connection.watch = { texts.all.append($0) }
      _ = try JournalQueryStore.entries(wanted, on: connection)
      connection.watch = nil
      return try connection.rows("EXPLAIN QUERY PLAN " + (texts.all.first ?? "")) { (row) throws(Problem) in
        row.text(3)
      }
    }
    #expect(plan.first?.contains("USING INDEX \(index)") == true, "\(plan)")
    #expect(plan.first?.hasPrefix("SEARCH") == !by.isEmpty)
    // Along time nothing is sorted; of a place's entries there are few.
    #expect(plan.contains { $0.contains("TEMP B-TREE") } == (by == "place"), "\(plan)")
  }

  @Test func aLookTakesThePermissionForIt() throws {
    let town = try Town()
    try town.settle("li.si", as: "helper", at: place("530602001001"))
    try town.settle("wang.wu", as: "village", at: place("530602001001"))
    func told(_ look: JournalLook, _ login: String) -> String {
      refusal {
        try town.keeper.look(
          look, subject: "person 5", about: JournalSubject(person: 5), fields: ["citizenID"],
          reason: "核对\u{202E}身份 530602198001010011", by: town.act(login), as: try town.visitor(login))
      }
    }
    #expect(told(.reveal, "li.si") == "access.permission.missing")
    #expect(told(.export, "wang.wu") == "access.permission.missing")
    #expect(told(.reveal, "wang.wu") == "" && told(.openOutside, "li.si") == "")
    let last = try #require(try town.entries().dropLast().last)
    #expect((last.action, last.reason, last.about.person) == ("person.reveal", "核对身份 530602********0011", 5))
  }
}

private final class TextList {
  var all: [String] = []
}
