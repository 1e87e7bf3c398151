// Search of names: any part of a name finds it, as a plain scan would, also one Chinese character.

import Database
import Kernel
import Testing

@Suite struct NameIndexTests {
  static let index = NameIndex(table: "names")

  private func withNames(
    _ names: [String], _ body: (Connection) throws(Problem) -> Void
  ) throws {
    let store = try Database(inMemory: "names")
    try store.write { (connection) throws(Problem) in
      try connection.runScript(Self.index.creation)
      for (row, name) in names.enumerated() {
        try Self.index.add(Int64(row + 1), name: name, on: connection)
      }
      try body(connection)
    }
  }

  private func search(_ part: String, _ connection: Connection) throws(Problem) -> [Int64] {
    try Self.index.search(part, limit: .max, on: connection)
  }

  @Test(
    arguments: [
      ("王", [1, 4]), ("秀", [1, 2]), ("英", [1, 2]), ("秀英", [1, 2]), ("王秀英", [1]), ("英秀", []), ("王英", []),
      ("𠮷", [3]), ("李 秀英", [2]), ("a", [4]), ("B", [4]), ("ab", [4]), ("买买提吐", [5]), ("提·吐", [5]), ("7", [6]),
      ("张", []), ("e", [7]), ("é", [7]),
    ] as [(String, [Int64])])
  func aPartOfANameFindsIt(_ part: String, _ found: [Int64]) throws {
    try withNames(["王秀英", "李秀英", "𠮷田", "王Ab", "买买提·吐尔逊", "第7组", "René"]) { (connection) throws(Problem) in
      #expect(try self.search(part, connection) == found)
    }
  }

  @Test(arguments: [
    "", " ", "\"", "\"\"", "'", "*", "^", "-", "()", "·", "; --", "%", "_", "\u{0}", "\u{301}",
    "，。", "😀",
  ])
  func aPartWithoutLettersFindsNothing(_ part: String) throws {
    try withNames(["王秀英", "AND", "names"]) { (connection) throws(Problem) in
      #expect(try self.search(part, connection).isEmpty)
    }
  }

  @Test(
    arguments: [
      ("AND", [1]), ("or", [2, 6]), ("NEAR(a b)", [3]), ("characters:a", [4]), ("a b*", [3]), ("NOT", [5]),
      ("\"; DROP TABLE names; --", []),
      ("\"王\" OR \"秀\"", [6]), ("王' --", [6]), ("^王", [6]),
    ] as [(String, [Int64])])
  func wordsOfTheSearchLanguageAreOnlyLetters(_ part: String, _ found: [Int64]) throws {
    let names = ["BAND", "Orla", "near a b", "characters a", "nothing", "王OR秀"]
    try withNames(names) { (connection) throws(Problem) in
      #expect(try self.search(part, connection) == found)
    }
  }

  @Test func everySearchEqualsAPlainScan() throws {
    var random = SeededRandom(seed: 20_251_031)
    let characters = Array("王李秀英秀明𠮷㛃龘abAB7·  -\"'*")
    func draw(_ length: Int) -> String {
      String((0..<length).map { _ in characters[random.below(characters.count)] })
    }
    let names = (0..<3_000).map { _ in draw(1 + random.below(5)) }
    let parts = (0..<600).map { _ in draw(1 + random.below(3)) } + names.prefix(200)
    try withNames(names) { (connection) throws(Problem) in
      var hits = 0
      for part in parts {
        let found = try self.search(part, connection)
        hits += found.count
        #expect(found == NameIndexTests.scan(part, names), "\(part), seed 20251031")
      }
      #expect(hits > 10_000, "the searches are about something")
    }
  }

  @Test func everyCharacterThatANameCanHoldIsFound() throws {
    // The blocks of Chinese characters, by first and last, and every fiftieth between.
    let blocks: [ClosedRange<UInt32>] = [
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0x20000...0x2A6DF, 0x2A700...0x2B739,
      0x2B740...0x2B81D,
      0x2B820...0x2CEA1, 0x2CEB0...0x2EBE0, 0x30000...0x3134A, 0xE000...0xF8FF,
    ]
    let characters = blocks.flatMap { block in
      (Array(stride(from: block.lowerBound, to: block.upperBound, by: 50)) + [block.upperBound])
        .compactMap { Unicode.Scalar($0) }.map { String($0) }
    }
    try withNames(characters) { (connection) throws(Problem) in
      for (row, character) in characters.enumerated() {
        #expect(try self.search(character, connection) == [Int64(row + 1)], "\(character)")
      }
    }
  }

  @Test func aNameThatWasTakenOutIsNotFound() throws {
    try withNames(["王秀英", "王秀英", "李秀英"]) { (connection) throws(Problem) in
      try Self.index.remove(1, name: "王秀英", on: connection)
      #expect(try self.search("王", connection) == [2])
      #expect(try self.search("秀英", connection) == [2, 3])
      try Self.index.add(1, name: "赵秀", on: connection)
      #expect(try self.search("秀", connection) == [1, 2, 3])
      #expect(try self.search("王", connection) == [2])
    }
  }

  @Test func aLongAnswerIsReadInPieces() throws {
    try withNames((0..<50).map { $0 % 2 == 0 ? "王\($0)" : "李\($0)" }) { (connection) throws(Problem) in
      var all: [Int64] = []
      var pieces = 0
      while true {
        let piece = try Self.index.search("王", limit: 7, after: all.last ?? 0, on: connection)
        if piece.isEmpty { break }
        all += piece
        pieces += 1
      }
      #expect(all == (0..<25).map { $0 * 2 + 1 })
      #expect(pieces == 4)
    }
  }

  /// What a search must answer: the names whose letters and digits hold those of the part, whatever the case.
  private static func scan(_ part: String, _ names: [String]) -> [Int64] {
    let part = letters(part)
    guard !part.isEmpty else { return [] }
    return names.enumerated().filter { letters($0.element).contains(part) }.map { Int64($0.offset + 1) }
  }

  private static func letters(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
