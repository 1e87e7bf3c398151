// Statements: every kind of value goes in and comes out unchanged.

import Database
import Kernel
import Testing

@Suite struct StatementTests {
  private func echo<Answer>(
    _ values: [SQLValue], _ read: (Statement) throws(Problem) -> Answer
  ) throws -> Answer? {
    let store = try Database(inMemory: "statements")
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    return try store.read { (connection) throws(Problem) in
      try connection.row("SELECT \(marks)", values, read)
    }
  }

  @Test(arguments: ["", "王秀英", "𠮷", "a'b\"c;--", "a\u{0}b", "é", String(repeating: "长", count: 100_000)])
  func textComesBackWhole(_ text: String) throws {
    let read = try echo([.text(text)]) { (row) throws(Problem) in row.text(0) }
    #expect(read == text)
    #expect(try echo([.text(text)]) { (row) throws(Problem) in row.isNull(0) } == false)
  }

  @Test(arguments: [[], [0], [1, 2, 3, 0, 255]] as [[UInt8]])
  func bytesComeBackWhole(_ bytes: [UInt8]) throws {
    #expect(try echo([.bytes(bytes)]) { (row) throws(Problem) in row.bytes(0) } == bytes)
    #expect(try echo([.bytes(bytes)]) { (row) throws(Problem) in row.isNull(0) } == false)
  }

  @Test(arguments: [0, 1, -1, .max, .min] as [Int64])
  func numbersComeBackWhole(_ number: Int64) throws {
    #expect(try echo([.int(number)]) { (row) throws(Problem) in row.int(0) } == number)
  }

  @Test func nothingIsNothingOfEveryKind() throws {
    let read = try echo([.null, .int(nil), .text(nil), .day(nil)]) { (row) throws(Problem) in
      (
        (0..<4).map { row.isNull($0) }, row.optionalInt(1), row.optionalText(2), row.optionalDay(3),
        row.text(2),
        row.bytes(0)
      )
    }
    let (nulls, int, text, day, emptyText, noBytes) = try #require(read)
    #expect(nulls == [true, true, true, true])
    #expect((int, text, day) == (nil, nil, nil))
    #expect(emptyText.isEmpty && noBytes.isEmpty)
  }

  @Test func literalsAreValues() throws {
    let day = try #require(Day("2025-10-31"))
    let read = try echo([7, "seven", nil, .day(day)]) { (row) throws(Problem) in
      (row.int(0), row.text(1), row.isNull(2), row.day(3))
    }
    let (number, text, isNull, sameDay) = try #require(read)
    #expect((number, text, isNull, sameDay) == (7, "seven", true, day))
  }

  @Test func aRowIsOneJSONObjectWithoutItsGaps() throws {
    let store = try Database(inMemory: "json")
    let json = try store.read { (connection) throws(Problem) in
      try connection.row("SELECT 1 AS id, '王\"' AS name, NULL AS phone, -5 AS fen") { (row) throws(Problem) in
        row.json
      }
    }
    #expect(json == #"{"id":1,"name":"王\"","fen":-5}"#)
  }

  @Test func aStatementIsPreparedOnceAndUsedAgain() throws {
    let store = try Database(inMemory: "again")
    try store.write { (connection) throws(Problem) in
      try connection.run(StoreTests.table)
      for id in 1...3 as ClosedRange<Int64> {
        let statement = try connection.statement("INSERT INTO item (id, name, bytes) VALUES (?, ?, NULL)")
        statement.bind(1, id)
        let name = Array("name\(id)".utf8)
        name.withUnsafeBytes { statement.bind(2, utf8: $0) }
        try statement.run()
        #expect(connection.changes == 1)
      }
      let statement = try connection.statement("INSERT INTO item (id, name, bytes) VALUES (?, ?, NULL)")
      statement.bind(1, 4)
      statement.bind(2, utf8: UnsafeRawBufferPointer(start: nil, count: 0))
      try statement.run()
      let names = try connection.rows("SELECT name FROM item ORDER BY id") { (row) throws(Problem) in
        row.text(0)
      }
      #expect(names == ["name1", "name2", "name3", ""])
    }
  }

  @Test func aStatementThatWasRefusedCanBeUsedAgain() throws {
    let store = try Database(inMemory: "refused")
    try store.write { (connection) throws(Problem) in
      try connection.run(StoreTests.table)
      let sql = "INSERT INTO item (id) VALUES (?)"
      try connection.run(sql, [1])
      let statement = try connection.statement(sql)
      statement.bind(1, 1)
      var refusal: Problem?
      do throws(Problem) { try statement.run() } catch { refusal = error }
      #expect(refusal?.code == "database.constraint")
      try connection.run(sql, [2])
      #expect(try connection.number("SELECT COUNT(*) FROM item") == 2)
    }
  }

  @Test func noRowIsNoAnswer() throws {
    let store = try Database(inMemory: "none")
    try store.read { (connection) throws(Problem) in
      let row = try connection.row("SELECT 1 WHERE 1 = 0") { (row) throws(Problem) in row.int(0) }
      #expect(row == nil)
      #expect(try connection.number("SELECT 1 WHERE 1 = 0") == 0)
      #expect(try connection.rows("SELECT 1 WHERE 1 = 0") { (row) throws(Problem) in row.int(0) }.isEmpty)
    }
  }
}
