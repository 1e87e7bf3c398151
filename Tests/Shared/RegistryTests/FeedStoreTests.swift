// Rows of feeds: one outcome a row for each kind, with history of what was replaced.

import Database
import Kernel
import Sheets
import Testing

@testable import Registry

@Suite struct FeedStoreTests {
  /// One feed with its index, as an import holds them.
  private struct Desk {
    let register: Register
    let store: FeedStore
    let index = FeedIndex()

    func merge(_ facts: FeedFacts, on day: String) throws -> RowOutcome {
      let origin = try register.origin(day)
      return try register.store.write { (connection) throws(Problem) in
        try store.merge(facts, origin: origin, index: index, on: connection)
      }
    }

    func reloaded() throws -> Desk {
      let desk = Desk(register: register, store: store)
      try register.store.read { (connection) throws(Problem) in try store.load(desk.index, on: connection) }
      return desk
    }
  }

  private static func values(of kind: FeedKind, shift: Int64 = 0) -> [SQLValue] {
    kind.columns.map { column in
      switch column.content {
      case .day: .int(20_000 + shift)
      case .openDay: shift == 0 ? .null : .int(20_100)
      case .money, .yuan: .int(30_000 + shift)
      case .number(let range): .int(range.lowerBound + shift)
      case .code, .flag: .int(shift)
      case .text, .name: .text("一\(shift)")
      }
    }
  }

  private func facts(_ desk: Desk, shift: Int64 = 0, person: Int = 1) throws -> FeedFacts {
    let kind = desk.store.kind
    let values = Self.values(of: kind, shift: shift)
    switch kind.key {
    case .group:
      return FeedFacts(record: 7, county: Register.near, subject: Register.firstGroup, values: values)
    case .place:
      return FeedFacts(
        record: 7, county: Register.near, subject: Register.near * 1_000_000_000, values: values)
    case .person:
      let found = try #require(desk.register.index.person(Register.citizen(person)))
      return FeedFacts(record: 7, county: found.home, subject: found.id.number, values: values)
    }
  }

  @Test(arguments: FeedKind.all.map(\.name))
  func everyOutcomeOfARow(_ name: String) throws {
    let kind = try #require(FeedKind.named(name))
    var desk = Desk(register: try Register.settled(), store: FeedStore(kind))
    let first = try facts(desk)
    #expect(try desk.merge(first, on: "2025-11-01") == .new)
    #expect(try desk.merge(first, on: "2025-11-01") == .identical)
    #expect(try desk.merge(facts(desk, shift: 1), on: "2025-10-31") == .older)
    #expect(try desk.merge(facts(desk, shift: 1), on: "2025-11-01") == .updated)
    #expect(try desk.merge(facts(desk, shift: 1), on: "2026-01-01") == .identical)
    desk = try desk.reloaded()
    #expect(try desk.merge(first, on: "2025-12-01") == .older, "a younger sheet confirmed the row")
    #expect(try desk.merge(first, on: "2026-01-02") == .updated)
    #expect(try desk.register.ask("SELECT COUNT(*) FROM \(kind.table)") == ["1"])
    let was = try desk.register.store.read { (connection) throws(Problem) in
      try HistoryStore.replaced(name, 7, county: Register.near, on: connection)
    }
    #expect(was.count == 2)
    #expect(was.allSatisfy { $0.contains("\"record_number\":7") })
  }

  @Test(arguments: FeedKind.all.map(\.name))
  func everyColumnIsStored(_ name: String) throws {
    let kind = try #require(FeedKind.named(name))
    let desk = Desk(register: try Register.settled(), store: FeedStore(kind))
    #expect(try desk.merge(facts(desk, shift: 1), on: "2025-11-01") == .new)
    let columns = kind.columns.map(\.name).joined(separator: ", ")
    let expected = Self.values(of: kind, shift: 1).map { value in
      switch value {
      case .int(let number): "\(number)"
      case .text(let text): text
      case .null, .bytes: "-"
      }
    }
    #expect(
      try desk.register.ask("SELECT \(columns) FROM \(kind.table)") == [expected.joined(separator: " ")])
    #expect(try desk.register.ask("SELECT import, line FROM \(kind.table)").count == 1)
  }

  @Test func aRecordCanTurnOutToBeOfSomebodyElse() throws {
    let kind = try #require(FeedKind.named("medical"))
    let desk = Desk(register: try Register.settled(), store: FeedStore(kind))
    #expect(try desk.merge(facts(desk, person: 1), on: "2025-11-01") == .new)
    #expect(try desk.merge(facts(desk, person: 4), on: "2025-12-01") == .updated)
    #expect(try desk.register.ask("SELECT county, record_number FROM medical_bill") == ["530603 7"])
    #expect(try desk.merge(facts(desk, person: 1), on: "2026-01-01") == .updated)
    let again = try desk.reloaded()
    #expect(try again.merge(facts(again, person: 1), on: "2026-01-01") == .identical)
  }

  @Test func aWithdrawnRecordReturns() throws {
    let kind = try #require(FeedKind.named("medical"))
    var desk = Desk(register: try Register.settled(), store: FeedStore(kind))
    let first = try facts(desk)
    #expect(try desk.merge(first, on: "2025-11-01") == .new)
    func gone(_ seen: Set<Int64>, _ counties: Set<Int64>, on day: String) throws -> Int {
      let origin = try desk.register.origin(day)
      return try desk.register.store.write { (connection) throws(Problem) in
        try desk.store.markGone(
          notIn: seen, counties: counties, origin: origin, index: desk.index, connection: connection)
      }
    }
    #expect(try gone([7], [Register.near], on: "2025-12-01") == 0)
    #expect(try gone([], [Register.far], on: "2025-12-01") == 0)
    #expect(try gone([], [Register.near], on: "2025-10-01") == 0, "an older sheet withdraws nothing")
    #expect(try gone([], [Register.near], on: "2025-12-01") == 1)
    #expect(try gone([], [Register.near], on: "2025-12-01") == 0)
    desk = try desk.reloaded()
    #expect(try desk.merge(first, on: "2025-11-20") == .older)
    #expect(try desk.merge(first, on: "2026-01-01") == .updated)
    #expect(try desk.register.ask("SELECT gone_on FROM medical_bill") == ["-"])
  }

  @Test func nothingAndZeroAreDifferent() {
    func fingerprint(_ values: SQLValue...) -> Int64 {
      FeedFacts(record: 1, county: 1, subject: 1, values: values).fingerprint
    }
    let all = [
      fingerprint(.null), fingerprint(0), fingerprint("0"), fingerprint(.null, 0),
      fingerprint(0, .null), fingerprint(-1),
    ]
    #expect(Set(all).count == all.count)
  }
}
