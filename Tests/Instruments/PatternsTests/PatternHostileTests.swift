// Patterns and texts that would take others exponential time.
import Kernel
import Patterns
import Testing

struct PatternHostileTests {
  private static let many = 50_000

  @Test(arguments: [
    ("(a*)*b", "a", "", false), ("(a*)*b", "a", "b", true), ("(a|aa)+$", "a", "b", false),
    ("(a|aa)+$", "a", "", true),
    ("(x+x+)+y", "x", "", false), ("(x+x+)+y", "x", "y", true),
    ("^(([a-z])+.)+[A-Z]([a-z])+$", "a", "", false),
    ("(.*)*\\b中", "ab", "", false), ("(?:a?){50}a{50}b", "a", "", false), ("(?i)(s|ſ|S)*!", "sS", "", false),
    ("(a|b)*a(a|b){16}c", "abbabaaabbab", "", false), ("aaaaaaaaab", "a", "", false),
    ("a.{20}b$", "ab中", "", false),
    ("\\p{Han}+\\pL*[^\\PN]$", "村", "9", true), ("(?m)(^a|a$|\\ba|a\\B)*b", "a\n", "", false),
  ])
  func timeIsLinearInTheText(pattern: String, unit: String, end: String, isFound: Bool) throws {
    let text = String(repeating: unit, count: Self.many / unit.utf8.count) + end
    #expect(try Pattern(pattern).matches(text) == isFound)
  }

  @Test(arguments: [
    ("(a*)*b", "a", "b"), ("(a|aa)+$", "a", ""), ("(x+x+)+y", "x", "y"), ("(?:a?){20}a{20}b", "a", "b"),
    ("((a|b)*?)*c", "ab", "c"),
  ])
  func groupsTakeLinearTimeToo(pattern: String, unit: String, end: String) throws {
    let text = Array((String(repeating: unit, count: 10_000) + end).utf8)
    let made = try Pattern(pattern)
    #expect(made.firstMatch(in: text, from: 0)?.first??.upperBound == text.count)
    #expect(
      made.firstMatch(in: text + [0x21], from: text.count) == made.firstMatch(in: [0x21], from: 0)
        || pattern.hasSuffix("$"))
  }

  /// So many states that the table starts anew again and again; the answers stay right.
  @Test func aFullTableStartsAnew() throws {
    var random = SeededRandom(seed: 7)
    let letters = (0..<4_000).map { _ in random.below(2) == 0 ? "a" : "b" }
    let made = try Pattern("a[ab]{12}c|a[ab]{400}b{9}c")
    let text = letters.joined()
    #expect(!made.matches(text))
    #expect(made.matches(text + "a" + String(repeating: "b", count: 12) + "c"))
    #expect(!made.matches(text))
  }

  @Test func aLargePatternWithManyClassesIsRead() throws {
    let letters = (0..<3_000).compactMap { Unicode.Scalar(0x4E00 + 2 * $0) }.map(String.init)
    let made = try Pattern(letters.joined())
    #expect(made.matches(letters.joined()))
    let choice = try Pattern("^(?:" + letters.prefix(2_400).joined(separator: "|") + ")+$")
    #expect(choice.matches(letters.prefix(2_400).joined()))
    #expect(!choice.matches("丁"))
  }

  @Test func onePatternServesManyAtOnce() async throws {
    let made = try Pattern("(\\w+)\\s(村|镇)\\b|x{3}$")
    let answers = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask {
          let text = String(repeating: "ab ", count: number) + (number % 2 == 0 ? "xxx" : "xx")
          return made.matches(text) == (number % 2 == 0)
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(answers)
  }
}
