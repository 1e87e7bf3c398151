// What the functions over regular expressions try, find and replace.
import RuleValues
import Testing

struct PatternFunctionTests {
  @Test(
    arguments: [
      ("hubba", "ubb", true), ("", "foo|bar", false), ("", "", true), ("abcd", "bc", true),
      ("banana", "ba(na)*", true), ("mañana", "a+ñ+a+", true), ("tacocat", "^t.*t$", true),
    ])
  func matchesIsCalledBothWays(text: String, pattern: String, expected: Bool) throws {
    #expect(try call("matches", .string(text), .string(pattern)) == .bool(expected))
    #expect(try call("matches", isMember: false, .string(text), .string(pattern)) == .bool(expected))
  }

  @Test(
    arguments: [
      ("hello world hello", "hello", "hi", nil, "hi world hi"), ("banana", "a", "x", 0, "banana"),
      ("banana", "a", "x", 1, "bxnana"), ("banana", "a", "x", 2, "bxnxna"),
      ("banana", "a", "x", -12, "bxnxnx"),
      ("banana", "a", "x", .max, "bxnxnx"), ("foo bar", "(fo)o (ba)r", #"\2 \1"#, nil, "ba fo"),
      ("foo", "o", #"<\0>"#, nil, "f<o><o>"), ("a©b", "", "-", nil, "-a-©-b-"),
      ("aab", "a*", "x", nil, "xbx"),
      ("ab", "(a)|(b)", #"[\1\2]"#, nil, "[a][b]"), ("a.b", "[.]", #"\\"#, nil, #"a\b"#),
      ("cost", "cost", "$1", nil, "$1"), ("", "x", "y", nil, ""), ("x", "x", "", nil, ""),
      ("", "", "y", 1, "y"),
    ] as [(String, String, String, Int64?, String)])
  func eachMatchIsReplacedOnce(
    text: String, pattern: String, replacement: String, count: Int64?, expected: String
  ) throws {
    let values = [text, pattern, replacement].map { Value.string($0) }
    if let count {
      #expect(
        try call("regex.replace", isMember: false, values[0], values[1], values[2], .int(count))
          == .string(expected))
    } else {
      #expect(
        try call("regex.replace", isMember: false, values[0], values[1], values[2]) == .string(expected))
    }
  }

  @Test(
    arguments: [
      ("hello world", "hello(.*)", " world"), ("item-A, item-B", #"item-(\w+)"#, "A"),
      ("HELLO", "hello", nil),
      ("id:123", #"\d+"#, "123"), ("b", "(a)?b", nil), ("户口簿", "口", "口"), ("abc", "x*", ""),
    ] as [(String, String, String?)])
  func extractGivesTheGroupOrTheMatch(text: String, pattern: String, expected: String?) throws {
    #expect(
      try call("regex.extract", isMember: false, .string(text), .string(pattern))
        == .optional(expected.map { .string($0) }))
  }

  @Test(
    arguments: [
      ("id:123, id:456", #"id:\d+"#, ["id:123", "id:456"]), ("id:123, id:456", "assa", []),
      ("id:123, id:456", #"id:(\d+)"#, ["123", "456"]), ("ab b", "(a)?b", ["a"]),
      ("户a口", "", ["", "", "", ""]),
    ] as [(String, String, [String])])
  func extractAllGivesEveryMatch(text: String, pattern: String, expected: [String]) throws {
    #expect(
      try call("regex.extractAll", isMember: false, .string(text), .string(pattern))
        == .list(expected.map { .string($0) }))
  }

  @Test func whatCanNotBeDoneIsRefused() {
    let refused: [(String, [Value])] = [
      ("matches", ["a", "("]), ("regex.replace", ["foo", "(", "x"]), ("regex.replace", ["foo", "o", #"\1"#]),
      ("regex.replace", ["foo", "(o)", #"\2"#]), ("regex.replace", ["foo", "o", #"\x"#]),
      ("regex.replace", ["foo", "o", #"x\"#]), ("regex.extract", ["foo", "(f)(o)"]),
      ("regex.extract", ["foo", "["]),
      ("regex.extractAll", ["foo", "(f)(o)"]), ("regex.extractAll", ["foo", "*"]),
    ]
    for (name, values) in refused {
      let fault = #expect(throws: EvaluationFault.Reason.self) {
        values.count == 2
          ? try call(name, isMember: false, values[0], values[1])
          : try call(name, isMember: false, values[0], values[1], values[2])
      }
      #expect(fault?.refuses(name) == true, "\(name) \(values)")
    }
    let fault = #expect(throws: EvaluationFault.Reason.self) { try call("matches", "a", 1) }
    #expect(fault?.isNoOverload == true)
  }

  @Test func aReplacementDoesNotGrowWithoutEnd() {
    let long = Value.string(String(repeating: "a", count: 2_000))
    #expect(throws: EvaluationFault.Reason.tooLarge) {
      try call("regex.replace", isMember: false, long, "a", long)
    }
  }

  @Test func twoSpellingsOfALetterAreTwoPatterns() throws {
    for _ in 0..<2 {
      #expect(try call("matches", "K", "K") == true)
      #expect(try call("matches", "K", "\u{212A}") == false)
    }
  }

  @Test func morePatternsThanAreKeptStillMatch() throws {
    for round in 0..<200 {
      #expect(try call("matches", .string("n\(round)"), .string("^n\(round % 100)$")) == .bool(round < 100))
    }
  }
}
