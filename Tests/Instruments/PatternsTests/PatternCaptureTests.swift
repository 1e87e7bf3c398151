// Where a pattern matches, and what its groups take.
import Patterns
import Testing

struct PatternCaptureTests {
  /// `0-3 1-2 -`: the whole match, then the groups; a hyphen for one that took no part.
  @Test(arguments: [
    ("abc", "xxabc", "2-5"), ("a|ab", "ab", "0-1"), ("ab|a", "ab", "0-2"),
    ("(a|ab)(c|bcd)", "abcd", "0-4 0-1 1-4"),
    ("(a+)(a*)", "aaa", "0-3 0-3 3-3"), ("(a+?)(a*)", "aaa", "0-3 0-1 1-3"), ("a*?", "aaa", "0-0"),
    ("a+?", "aaa", "0-1"), ("a??b", "ab", "0-2"), ("(?U)a+", "aaa", "0-1"), ("(?U)a+?", "aaa", "0-3"),
    ("(?U)(a+)(b*?)", "aabb", "0-1 0-1 1-1"), ("a{2,3}", "aaaa", "0-3"), ("a{2,3}?", "aaaa", "0-2"),
    ("a{2,}?", "aaaa", "0-2"), ("(a)|(b)", "b", "0-1 - 0-1"), ("(a)|b", "b", "0-1 -"),
    ("(a|b)*", "abab", "0-4 3-4"),
    ("(?:(a)|b)*", "ab", "0-2 0-1"), ("(a*)*", "b", "0-0 0-0"), ("(a*)+", "b", "0-0 0-0"),
    ("(|a)*", "aa", "0-0 0-0"),
    ("(|a)+", "aa", "0-0 0-0"), ("(a|)*", "aa", "0-2 1-2"), ("(a)?b", "b", "0-1 -"),
    ("(a){0}b", "b", "0-1 -"),
    ("(a){2}", "aa", "0-2 1-2"), ("x*", "aaa", "0-0"), ("^b", "ab", "nil"), ("b$", "ab", "1-2"),
    ("(.*)-(.*)", "a-b-c", "0-5 0-3 4-5"), ("(.*?)-(.*)", "a-b-c", "0-5 0-1 2-5"),
    ("(村)(.)", "王家村委", "6-12 6-9 9-12"),
    ("(?P<y>\\d{4})-(?P<m>\\d\\d)", "于2025-10", "3-10 3-7 8-10"), ("\\bb", "ab b", "3-4"),
    ("(?m)^b", "a\nb", "2-3"),
    ("", "abc", "0-0"), ("$", "abc", "3-3"), ("(?i)(B)c", "abC", "1-3 1-2"),
    ("((a)(b)?)+", "aba", "0-3 2-3 2-3 1-2"),
    ("a(?:b|c|d){2,}(e)", "abcde", "0-5 4-5"), ("((?:a|b){1,2}?)(b*)", "abb", "0-3 0-1 1-3"),
    ("(?:a|ab)(?:c|bcd)(d*)", "abcd", "0-4 4-4"), ("(a(b)?)(b)?", "ab", "0-2 0-2 1-2 -"),
    ("[ab]+?c|b", "aab", "2-3"),
  ])
  func theLeftmostMatchPrefersAsPerlDoes(pattern: String, text: String, expected: String) throws {
    let made = try Pattern(pattern)
    let found = made.firstMatch(in: Array(text.utf8), from: 0)
    #expect(written(found) == expected)
    #expect(made.matches(text) == (found != nil))
    if let found { #expect(found.count == made.groupCount + 1) }
  }

  @Test(arguments: [
    ("a", "aba", 1, "2-3"), ("^a", "aba", 1, "nil"), ("^a", "aa", 1, "nil"), ("(?m)^a", "\na", 1, "1-2"),
    ("\\ba", "aa", 1, "nil"), ("\\Ba", "aa", 1, "1-2"), ("", "ab", 2, "2-2"), ("a", "a", 1, "nil"),
    ("a*", "baa", 1, "1-3"),
    ("a$", "aba", 1, "2-3"), ("^", "ab", 1, "nil"), ("a", "a", 2, "nil"), ("中", "中中", 3, "3-6"),
    ("a$", "a", 1, "nil"),
    ("(b)|$", "ab", 2, "2-2 -"), ("a", "a", -1, "nil"), ("^(a)", "aa", 1, "nil"),
  ])
  func aSearchBeginsAtAByteAndSeesWhatStandsBefore(pattern: String, text: String, from: Int, expected: String)
    throws
  {
    #expect(written(try Pattern(pattern).firstMatch(in: Array(text.utf8), from: from)) == expected)
  }

  @Test func bytesThatAreNoTextMatchNothing() throws {
    for broken: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE4, 0xB8], [0xF5, 0x80, 0x80, 0x80],
    ] {
      #expect(try Pattern("(?s).|[^a]").firstMatch(in: broken, from: 0) == nil)
      #expect(
        written(try Pattern("(?s).").firstMatch(in: broken + [0x61], from: 0))
          == "\(broken.count)-\(broken.count + 1)")
    }
  }

  @Test func groupsAreCounted() throws {
    #expect(try Pattern("(a)(?:b)(?P<c>c(d))").groupCount == 3)
    #expect(try Pattern("a").groupCount == 0)
    #expect(try Pattern("(a){0}(?i)(b)").groupCount == 2)
  }

  private func written(_ groups: [Range<Int>?]?) -> String {
    guard let groups else { return "nil" }
    return groups.map { $0.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-" }.joined(separator: " ")
  }
}
