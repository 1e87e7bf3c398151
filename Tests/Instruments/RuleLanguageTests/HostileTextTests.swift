// Random and hostile texts: each is read, refused or computed, and none is a crash.
import RuleLanguage
import RuleValues
import Testing

struct HostileTextTests {
  private static let words = [
    "household", "line", "grade", ".C", ".members", ".bills", ".income", "anything", "p", "p.age", "(", ")",
    "[", "]",
    "{", "}", ",", ":", "?", ".", "+", "-", "*", "/", "%", "&&", "||", "!", "==", "<", "in", " in ", "has(",
    "size(",
    ".map(p,", ".all(p,", ".exists(p,", ".filter(p,", "sum(", "1", "0", "-9223372036854775808", "2u", "1.5",
    "'a'",
    "b'\\xff'", "r'\\'", "'\\", "\"\"\"", "null", "true", "days(", "timestamp(", "'2025-01-01T00:00:00Z'",
    "`a", "`a`",
    "中", "“", "，", "\n", "//", "#", "\u{0}", "é", "as_of", "last(", "max(", "string(", "int(", "0x", "1e",
    "type(", "大于", "且", "１２", "1万", "％", "；", "《", "，", " is ", " not ", " between ", " and ", "\r",
    "\u{200B}",
  ]

  /// Texts of a few words in a row, the same for the same seed.
  private static func text(seed: UInt64) -> String {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % limit
    }
    return (0...next(14)).map { _ in words[next(words.count)] }.joined()
  }

  @Test func aRandomTextIsReadOrRefusedAndEitherWayToldInOrder() {
    var read = 0
    for seed in 1...4_000 as ClosedRange<UInt64> {
      let text = Self.text(seed: seed)
      do {
        let rule = try Checker.check(text, vocabulary: Village.vocabulary)
        read += 1
        _ = try? Program(rule, vocabulary: Village.vocabulary).evaluate({ Village.values[$0] }, budget: 1_000)
        let again = try? Checker.check(normalForm(of: rule.root), vocabulary: Village.vocabulary)
        #expect(again?.type == rule.type, "seed \(seed): \(text)")
      } catch {
        let places = error.all.map(\.span.lower)
        #expect(places == places.sorted() && !places.isEmpty, "seed \(seed): \(text)")
        #expect(error.rendered(.zh).contains("^"))
      }
    }
    #expect(read > 50)
  }

  @Test func aTextRunsAsFarWithoutTypesAsWithThem() throws {
    for seed in 1...4_000 as ClosedRange<UInt64> {
      let text = Self.text(seed: seed)
      guard let checked = try? Checker.check(text, vocabulary: Village.vocabulary) else { continue }
      let parsed = try Checker.parse(text, vocabulary: Village.vocabulary)
      let typed = try? Program(checked, vocabulary: Village.vocabulary).evaluate { Village.values[$0] }
      let untyped = try? Program(parsed, vocabulary: Village.vocabulary).evaluate { Village.values[$0] }
      #expect(typed?.description == untyped?.description, "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [
    "[]+", "f(", "x.y,", "'", "1<1,", "{[]:", "incme+", "\\", "“", "a?", "[1].map(x,", "-", ".", "0x", "1e9",
    "中文 ", ".5．", "has(", "has(x,", "大于", "中大于", "1万", "1％", "１", "；", "a；", "not ", "a is null ",
    "a is not ", "(a,", "《", "\r",
    "a\n",
    "a between ", "1%", "\"”", "a&&", "[1].exsts(x,", "{a:", "a}", "\u{200B}", "1 大于 ",
  ])
  func longRepetitionsAreReadInLinearTime(part: String) {
    let text = String(repeating: part, count: 90_000 / part.utf8.count)
    #expect(!Village.codes(text).isEmpty)
  }
}
