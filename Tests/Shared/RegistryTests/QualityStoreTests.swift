// The data-quality report: feeds by what their imports counted, registers by what they hold.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct QualityStoreTests {
  @Test func anEmptyStoreHasALineForEachKind() throws {
    let lines = try Register().store.read { (connection) throws(Problem) in
      try QualityStore.report(on: connection)
    }
    let feeds = FeedKind.all.filter { $0.key == .person && $0.isExpected }.map(\.name)
    #expect(lines.map(\.kind) == (feeds + ["households", "persons"]).sorted())
    #expect(lines.allSatisfy { $0.total == 0 && $0.accepted == 0 })
  }

  @Test func registersAreCountedByWhatTheyHold() throws {
    let register = try Register.settled()
    var wrong = Register.personFacts(9, in: 1, relation: 3)
    wrong.idIsRight = false
    #expect(try register.person(wrong, on: "2025-11-01") == .new)
    #expect(try register.goneHouseholds(notIn: [1, 2], counties: [Register.far], on: "2025-12-01") == 1)
    let lines = try register.store.read { (connection) throws(Problem) in
      try QualityStore.report(on: connection)
    }
    let persons = try #require(lines.first { $0.kind == "persons" })
    let households = try #require(lines.first { $0.kind == "households" })
    #expect((persons.accepted, persons.badCheck) == (5, 1))
    #expect(households.accepted == 2)
  }

  @Test func aFeedIsCountedOverAllItsImports() throws {
    let store = try Register().store
    try store.write { (connection) throws(Problem) in
      for (kind, number) in [("medical", 1), ("medical", 2), ("deaths", 3), ("tasks", 4), ("water", 5)] {
        var file = try ImportStore.begin(
          kind: kind, name: "\(number)", digest: String(repeating: "\(number)", count: 64), size: 1,
          dated: Day(number: 1), isComplete: false, at: Instant(milliseconds: 0), on: connection)
        file.counts.outcomes.add(.new, rows: 10)
        file.counts.outcomes.add(.identical)
        for code in RowFault.Code.allCases { file.counts.add(fault: code) }
        try ImportStore.advance(file, on: connection)
      }
    }
    let lines = try store.read { (connection) throws(Problem) in try QualityStore.report(on: connection) }
    let line = try #require(lines.first { $0.kind == "medical" })
    #expect((line.total, line.malformed, line.badCheck, line.unknown, line.duplicate) == (34, 6, 2, 2, 2))
    #expect(line.accepted == 22)
    #expect(lines.first { $0.kind == "tasks" }?.accepted == 11, "what not every city sends, where it came")
    #expect(!lines.contains { $0.kind == "work" || $0.kind == "water" })
    #expect(line.total == line.malformed + line.badCheck + line.unknown + line.duplicate + line.accepted)
  }
}
