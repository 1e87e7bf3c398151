// The ledger of imports, and quarantine: what is stored of each file and each refused row.

import Database
import Kernel
import Sheets
import Testing

@testable import Registry

@Suite struct ImportStoreTests {
  private let digest = String(repeating: "a", count: 64)

  private func begin(
    _ store: Database, kind: String = "medical", digest: String? = nil, dated: Int32 = 20_000,
    complete: Bool = false
  ) throws -> ImportFile {
    try store.write { (connection) throws(Problem) in
      try ImportStore.begin(
        kind: kind, name: "\(kind).csv", digest: digest ?? self.digest, size: 100, dated: Day(number: dated),
        isComplete: complete, at: Instant(milliseconds: 5), on: connection)
    }
  }

  private func store() throws -> Database { try Register().store }

  @Test func aFileIsKnownByItsBytesKindAndDay() throws {
    let store = try store()
    let file = try begin(store)
    #expect((file.number, file.finishedAt, file.counts.total) == (1, nil, 0))
    #expect(try begin(store, kind: "deaths").number == 2)
    func find(_ digest: String, _ kind: String, _ dated: Int32, _ complete: Bool) throws -> Int64? {
      try store.read { (connection) throws(Problem) in
        try ImportStore.find(
          digest: digest, kind: kind, dated: Day(number: dated), isComplete: complete, on: connection)?.number
      }
    }
    #expect(try find(digest, "medical", 20_000, false) == 1)
    #expect(try find(digest, "deaths", 20_000, false) == 2)
    #expect(try find(digest, "medical", 20_001, false) == nil)
    #expect(try find(digest, "medical", 20_000, true) == nil)
    #expect(try find(String(repeating: "b", count: 64), "medical", 20_000, false) == nil)
  }

  @Test func howFarAFileCameIsReadBack() throws {
    let store = try store()
    var file = try begin(store, complete: true)
    file.counts.outcomes.add(.new, rows: 3)
    file.counts.add(fault: .unknown)
    (file.doneOffset, file.doneLine, file.finishedAt) = (77, 6, Instant(milliseconds: 9))
    let advanced = file
    let read = try store.write { (connection) throws(Problem) -> ImportFile? in
      try ImportStore.advance(advanced, on: connection)
      return try ImportStore.all(on: connection).first
    }
    let same = try #require(read)
    #expect((same.doneOffset, same.doneLine, same.counts) == (77, 6, file.counts))
    #expect((same.startedAt, same.finishedAt) == (Instant(milliseconds: 5), Instant(milliseconds: 9)))
    #expect((same.name, same.kind, same.size, same.isComplete) == ("medical.csv", "medical", 100, true))
    #expect((same.digest, same.dated) == (digest, Day(number: 20_000)))
  }

  private func fault(_ line: Int, _ code: RowFault.Code = .malformed, value: String = "x") -> RowFault {
    RowFault(code, line: line, column: "pid", value: value, remedy: Text(zh: "改", en: "mend"))
  }

  private func quarantine(
    _ store: Database, _ faults: [RowFault], kind: String = "medical", import number: Int64 = 1
  ) throws {
    try store.write { (connection) throws(Problem) in
      for fault in faults {
        try ImportStore.quarantine(
          fault, raw: "\(fault.line),\(fault.value)", kind: kind, importNumber: number, isKept: false,
          on: connection)
      }
    }
  }

  @Test func refusedRowsAreListedByKindAndCodeInPieces() throws {
    let store = try store()
    _ = try begin(store)
    _ = try begin(store, kind: "deaths")
    try quarantine(store, [fault(9), fault(3, .unknown), fault(5)])
    try quarantine(store, [fault(2, .unknown)], kind: "deaths", import: 2)
    func list(_ kind: String?, _ code: String?, limit: Int = 10, offset: Int = 0) throws -> [String] {
      try store.read { (connection) throws(Problem) in
        let rows = try ImportStore.quarantined(
          kind: kind, code: code, limit: limit, offset: offset, on: connection)
        let count = try ImportStore.quarantinedCount(kind: kind, code: code, on: connection)
        return rows.map { "\($0.kind) \($0.line)" } + ["of \(count)"]
      }
    }
    #expect(try list(nil, nil) == ["medical 3", "medical 5", "medical 9", "deaths 2", "of 4"])
    #expect(try list("medical", nil) == ["medical 3", "medical 5", "medical 9", "of 3"])
    #expect(try list(nil, "unknown") == ["medical 3", "deaths 2", "of 2"])
    #expect(try list("deaths", "malformed") == ["of 0"])
    #expect(try list(nil, nil, limit: 2, offset: 1) == ["medical 5", "medical 9", "of 4"])
  }

  static let shown: [(column: String, value: String, shown: String)] = [
    ("pid", "53060219800101001X", "530602********001X"), ("pid", "530602", "530602"),
    ("", "53060219800101001X,5306020000001,王", "530602********001X,5306020000001,王"),
    ("", "a,5306021980010100123", "a,530602*********0123"),
    ("name", "530602198001010012", "530602********0012"), ("phone", "13812345678", "138****5678"),
    ("group_code", "530602001001999", "530602001001999"),
    ("record_id", "123456789012345678", "123456789012345678"),
  ]

  @Test(arguments: shown)
  func anIdentityNumberIsShownInPartWhereverItStands(column: String, value: String, shown: String) throws {
    let row = QuarantinedRow(
      importNumber: 1, file: "f.csv", kind: "persons", line: 2, code: "columns", column: column, value: value,
      remedy: Text(zh: "改", en: "mend"), isKept: false, raw: value)
    #expect(row.maskedValue == shown)
  }

  @Test func aRefusedRowIsFoundByWhatItNames() throws {
    let store = try store()
    _ = try begin(store)
    try quarantine(
      store, [fault(2, value: "110105"), fault(3, value: "530602"), fault(4, value: "53060219800101001x")])
    func lines(_ keys: [String]) throws -> [Int] {
      try store.read { (connection) throws(Problem) in
        try ImportStore.quarantined(naming: keys, limit: 10, on: connection).map(\.line)
      }
    }
    #expect(try lines(["530602"]) == [3])
    #expect(try lines(["530602", "110105"]) == [2, 3])
    #expect(try lines(["53060219800101001X"]) == [4])
    try quarantine(store, [fault(5, value: "王110106李，530603x"), fault(6, value: "A110106")])
    #expect(try lines(["110106"]) == [5], "a letter makes it another word, a character does not")
    #expect(try lines(["530603X"]) == [5])
    #expect(try lines(["5306"]).isEmpty, "a part of a number names nobody")
    #expect(try lines([]).isEmpty)
    #expect(try lines(["%"]).isEmpty)
  }

  @Test func aRowIsKeptOnceWithItsLastFault() throws {
    let store = try store()
    _ = try begin(store)
    try quarantine(store, [fault(2, .unknown), fault(2, .duplicate, value: "y")])
    let rows = try store.read { (connection) throws(Problem) in
      try ImportStore.quarantined(limit: 10, on: connection)
    }
    #expect(rows.map(\.code) == ["duplicate"])
    #expect(rows.map(\.value) == ["y"])
    #expect(rows.map { $0.remedy.zh } == ["改"])
    try store.write { (connection) throws(Problem) in
      try ImportStore.release(line: 2, importNumber: 1, on: connection)
    }
    let lines = try store.read { (connection) throws(Problem) in
      try ImportStore.quarantinedLines(of: 1, on: connection)
    }
    #expect(lines.isEmpty)
  }

  @Test func onlyRowsOfUnknownsAreWorthAnotherTryAndOnlyAfterAChange() throws {
    let store = try store()
    let register = try begin(store, kind: "persons")
    var feed = try begin(store)
    func isWorth() throws -> Bool {
      try store.read { (connection) throws(Problem) in
        try ImportStore.isWorthRetrying(feed, after: ["persons"], on: connection)
      }
    }
    func advance(_ file: ImportFile) throws {
      try store.write { (connection) throws(Problem) in try ImportStore.advance(file, on: connection) }
    }
    try advance(register)
    feed.counts.add(fault: .malformed)
    try advance(feed)
    try advance(register)
    #expect(try !isWorth(), "nothing in it was unknown")
    feed.counts.add(fault: .unknown)
    #expect(try isWorth())
    try store.write { (connection) throws(Problem) in try ImportStore.revise(feed, on: connection) }
    #expect(try !isWorth(), "it was tried after the last change")
    try advance(register)
    #expect(try isWorth())
    let others = try store.read { (connection) throws(Problem) in
      try ImportStore.isWorthRetrying(feed, after: ["regions"], on: connection)
    }
    #expect(!others)
  }
}
