// What a pattern matches, by table.
import Patterns
import Testing

struct PatternTests {
  @Test(arguments: literals + dots + classes + escapes + unicode)
  func aPatternMatchesWhatItNames(row: Row) throws { try row.check() }

  @Test(arguments: repetitions + choices + assertions + flags + braces)
  func aPatternMatchesWhereItsOperatorsAllow(row: Row) throws { try row.check() }

  /// A pattern, a text, and whether it is found; searched for by the table and by Pike's machine.
  struct Row: Sendable, CustomTestStringConvertible {
    let pattern: String
    let text: String
    let isFound: Bool

    init(_ pattern: String, _ text: String, _ isFound: Bool) {
      (self.pattern, self.text, self.isFound) = (pattern, text, isFound)
    }

    var testDescription: String { "\(pattern) in \(text)" }

    func check() throws {
      let made = try Pattern(pattern)
      #expect(made.matches(text) == isFound)
      #expect(made.matches(text) == isFound, "the same again from the filled table")
      #expect((made.firstMatch(in: Array(text.utf8), from: 0) != nil) == isFound)
    }
  }

  static let literals = [
    Row("", "", true), Row("", "abc", true), Row("abc", "xxabcxx", true), Row("abc", "xxabxc", false),
    Row("aab", "aaab", true), Row("ababc", "abababc", true), Row("abc", "ab", false),
    Row("^abc", "abcd", true),
    Row("^abc", "xabc", false), Row("abc$", "xabc", true), Row("abc$", "abcx", false),
    Row("^abc$", "abc", true),
    Row("^abc$", "abcabc", false), Row("^$", "", true), Row("^$", "a", false), Row("^", "a", true),
    Row("$", "a", true), Row("村", "王家村委会", true), Row("村民", "村委会民", false), Row("^王", "王家", true),
    Row("会$", "村委会", true), Row("\\.", "a.b", true), Row("\\.", "ab", false), Row("😀", "a😀", true),
    Row("abc$", "abc\n", false), Row("a{,2}", "a{,2}", true), Row("a{", "a{", true), Row("a{1", "a{1", true),
    Row("a{01}", "a{01}", true), Row("]", "]", true), Row("}", "}", true), Row("a{x}", "a{x}", true),
  ]

  static let dots = [
    Row("a.c", "abc", true), Row("a.c", "a中c", true), Row("a.c", "a\nc", false), Row("a.c", "ac", false),
    Row("(?s)a.c", "a\nc", true), Row("^.$", "中", true), Row("^.$", "😀", true), Row("^.$", "e\u{301}", false),
    Row("^..$", "\r\n", false), Row("(?s)^..$", "\r\n", true),
  ]

  static let classes = [
    Row("[abc]", "xxb", true), Row("[abc]", "xyz", false), Row("[a-c]+$", "abcb", true),
    Row("[^a-c]", "abc", false),
    Row("[^a-c]", "abcd", true), Row("[^a]", "\n", true), Row("[]a]", "]", true), Row("[^]a]", "]", false),
    Row("[a-]", "-", true), Row("[-a]", "-", true), Row("[a\\-z]", "b", false), Row("[a\\-z]", "-", true),
    Row("[a]]", "a]", true), Row("[[]", "[", true), Row("[[:]", ":", true), Row("[\\]]", "]", true),
    Row("[.]", "a", false), Row("[一-龥]", "村", true), Row("[一-龥]", "a", false), Row("[^一-龥]", "村", false),
    Row("[\\d]", "7", true), Row("[\\D]", "7", false), Row("[^\\d]", "7", false), Row("[\\d\\s]", " ", true),
    Row("[^\\D]", "7", true), Row("[\\x41-\\x43]", "B", true), Row("[\\n]", "\n", true),
    Row("[$^*]", "^", true),
    Row("[[:alpha:]]", "x", true), Row("[[:alpha:]]", "5", false), Row("[[:^alpha:]]", "5", true),
    Row("[[:digit:][:upper:]]", "Q", true), Row("[[:space:]]", "\u{B}", true), Row("\\s", "\u{B}", false),
    Row("[[:punct:]]", "~", true), Row("[[:punct:]]", "a", false), Row("[[:xdigit:]]", "g", false),
    Row("[[:word:]]", "_", true), Row("[[:ascii:]]", "é", false), Row("[[:cntrl:]]", "\u{7F}", true),
    Row("[[:blank:]]", "\t", true), Row("[[:graph:]]", " ", false), Row("[[:print:]]", " ", true),
    Row("[[:lower:]]", "A", false), Row("[[:alnum:]]", "_", false), Row("[^[:lower:]]", "a", false),
    Row("[\\pL]", "é", true), Row("[^\\pL]", "é", false), Row("[\\PL]", "é", false),
    Row("[\\p{Han}a]", "中", true),
  ]

  static let escapes = [
    Row("\\d", "٣", false), Row("\\d", "x3", true), Row("\\D", "3", false), Row("\\s", "\u{C}", true),
    Row("\\S", " ", false), Row("\\w", "_", true), Row("\\w", "é", false), Row("\\W", "é", true),
    Row("\\t\\n\\r\\f\\v\\a", "\t\n\r\u{C}\u{B}\u{7}", true), Row("\\x7F", "\u{7F}", true),
    Row("\\x4a", "J", true),
    Row("\\x{10FFFF}", "\u{10FFFF}", true), Row("\\x{4E2d}", "中", true), Row("\\x{D800}", "\u{D7FF}", false),
    Row("\\123", "S", true), Row("\\0", "\0", true), Row("\\012", "\n", true), Row("\\12", "\n", true),
    Row("\\1012", "A2", true), Row("\\Qa.b*\\E+", "a.b**", true), Row("\\Qa.b\\E", "axb", false),
    Row("\\Qa\\b", "a\\b", true), Row("\\Q\\E", "", true), Row("^\\Qab\\E*$", "abbb", true),
    Row("\\^\\$\\(\\)\\[\\]\\{\\}\\|\\*\\+\\?\\\\\\/\\_\\-", "^$()[]{}|*+?\\/_-", true),
  ]

  static let unicode = [
    Row("\\pL", "中", true), Row("\\pL", "1", false), Row("\\PL", "1", true), Row("\\p{Lu}", "É", true),
    Row("\\p{Lu}", "é", false), Row("\\p{^Lu}", "é", true), Row("\\P{^Lu}", "é", false),
    Row("\\pN", "Ⅷ", true),
    Row("\\PN", "8", false), Row("\\p{Nd}", "٣", true), Row("\\p{Sc}", "￥", true),
    Row("\\pZ", "\u{3000}", true),
    Row("\\pP", "。", true), Row("\\p{Mn}", "\u{301}", true), Row("\\p{Co}", "\u{F0000}", true),
    Row("\\pC", "\u{378}", false), Row("\\p{Any}", "\n", true), Row("\\p{Greek}", "λ", true),
    Row("\\p{Greek}", "l", false), Row("\\p{Han}", "龥", true), Row("\\p{Han}", "か", false),
    Row("\\P{Han}", "漢字", false), Row("\\p{Han}", "々", true), Row("\\p{Latin}", "ß", true),
    Row("\\p{Cyrillic}", "Ж", true), Row("\\p{Hiragana}", "か", true), Row("\\p{Katakana}", "カ", true),
    Row("\\p{Hangul}", "한", true), Row("\\p{Arabic}", "م", true), Row("\\p{Thai}", "ก", true),
    Row("\\p{Katakana}", "か", false), Row("^\\p{Han}{2,4}$", "欧阳修", true), Row("^\\p{Han}{2,4}$", "王", false),
  ]

  static let repetitions = [
    Row("^a*$", "", true), Row("^a+$", "", false), Row("^a+$", "aaa", true), Row("^a?$", "aa", false),
    Row("^a{3}$", "aaa", true), Row("^a{3}$", "aa", false), Row("^a{2,}$", "a", false),
    Row("^a{2,}$", "aaaa", true),
    Row("^a{2,3}$", "aaaa", false), Row("^a{2,3}?$", "aaa", true), Row("^a{0}$", "", true),
    Row("^a{0}b$", "b", true),
    Row("^(ab){2}$", "abab", true), Row("^(?:a|bc)*$", "abcbca", true), Row("^(?:a|bc)*$", "abcb", false),
    Row("^(a*)*$", "aaa", true), Row("^(a*)+b$", "aab", true), Row("^(a|b*)*$", "abba", true),
    Row("(|a)+", "", true),
    Row("^(|a)*b$", "aab", true), Row("^(?:){1000}$", "", true), Row("^.{3}$", "中文字", true),
    Row("^[0-9]{17}[0-9X]$", "11010519491231002X", true), Row("^[0-9]{17}[0-9X]$", "1101051949123100", false),
    Row("^1[3-9]\\d{9}$", "13800138000", true), Row("^1[3-9]\\d{9}$", "12800138000", false),
    Row("^a{1000}$", String(repeating: "a", count: 1_000), true), Row("^(?:a?){3}a{3}$", "aaa", true),
    Row("^(?:^a)*$", "a", true), Row("^(?:a{2}){3}$", "aaaaaa", true), Row("^(?:a{2}){3}$", "aaaaa", false),
  ]

  static let choices = [
    Row("a|b", "xb", true), Row("a|b", "xc", false), Row("^(a|)$", "", true), Row("^(?:|b)$", "b", true),
    Row("^a|b$", "xxb", true), Row("^a|b$", "xax", false), Row("村|镇|乡", "三合镇", true), Row("a||b", "", true),
    Row("^(?:^a|^b)c", "bc", true), Row("^(?:^a|^b)c", "xbc", false), Row("|", "", true), Row("()", "", true),
  ]

  static let assertions = [
    Row("\\bab\\b", "x ab y", true), Row("\\bab\\b", "xab", false), Row("\\bab\\b", "ab", true),
    Row("\\b中", "中", false), Row("a\\b中", "a中", true), Row("\\Bb", "ab", true), Row("\\Bb", "b", false),
    Row("\\B", "", true), Row("\\b", "", false), Row("\\b", " ", false), Row("a\\B", "ab", true),
    Row("\\Aab", "ab", true), Row("\\Ab", "ab", false), Row("b\\z", "ab", true), Row("b\\z", "ab\n", false),
    Row("(?m)\\Ab", "a\nb", false), Row("(?m)a\\z", "a\nb", false), Row("(?m)^b$", "a\nb\nc", true),
    Row("^b$", "a\nb\nc", false), Row("(?m)^$", "a\n\nb", true), Row("(?m)^c$", "a\nb\nc", true),
    Row("(?m)^$", "a\n", true), Row("(?m)a$", "a\r\n", false), Row("a^b", "ab", false),
    Row("a$b", "ab", false),
    Row("(?m)a$^b", "a\nb", false), Row("(?m)a$\\n^b", "a\nb", true), Row("^^^a$$$", "a", true),
    Row("^*a", "ba", true), Row("(?:^)+a", "ba", false), Row("\\b\\B", "ab", false),
  ]

  static let flags = [
    Row("(?i)abc", "xABcx", true), Row("(?i)É", "é", true), Row("(?i)[a-c]", "B", true),
    Row("(?i)[^k]", "K", false),
    Row("(?i)k", "\u{212A}", true), Row("(?i)\u{212A}", "k", true), Row("(?i)s", "ſ", true),
    Row("(?i)σ", "ς", true),
    Row("(?i)Σ", "ς", true), Row("(?i)ß", "ẞ", true), Row("(?i)ß", "ss", false), Row("(?i)i", "İ", false),
    Row("(?i)i", "ı", false), Row("(?i)ı", "I", false), Row("(?i)Ж", "ж", true), Row("(?i)\\x41", "a", true),
    Row("(?i)\\p{Lu}", "é", true), Row("(?i)\\P{Lu}", "é", false), Row("(?i)\\w", "ſ", true),
    Row("(?i)\\W", "ſ", false),
    Row("(?i)[\\W]", "ſ", false), Row("(?i)[[:upper:]]", "a", true), Row("(?i)\\QAb\\E", "aB", true),
    Row("(?i)µ", "μ", true), Row("(?i)ǆ", "ǅ", true), Row("(?i)𐐀", "𐐨", true), Row("(?i:a)b", "Ab", true),
    Row("(?i:a)b", "AB", false), Row("a(?i)b", "aB", true), Row("a(?i)b", "AB", false),
    Row("(a(?i)b)c", "aBC", false),
    Row("(?i)a(?-i)b", "AB", false), Row("(?i)a(?-i:b)c", "AbC", true), Row("(?i)a(?-i:b)c", "ABC", false),
    Row("(?is-m)a.b", "A\nB", true), Row("(?s-s)a.b", "a\nb", false), Row("(?m-s)^b.", "a\nbc", true),
    Row("(?U)a+", "a", true), Row("(?i)村", "村", true), Row("(?:a(?i)|b)c", "Bc", true),
    Row("(?)a", "a", true),
    Row("a(?i)*", "", true), Row("(?i:(?-i:a)b)", "aB", true), Row("(?i:(?-i:a)b)", "AB", false),
  ]

  static let braces = [
    Row("(a)(b)", "ab", true), Row("(?:a)", "a", true), Row("(?P<x>a)", "a", true),
    Row("(?<x_1>a)", "a", true),
    Row("((((a))))", "a", true), Row("^(a(b(c)))$", "abc", true), Row("(?:)", "", true),
    Row("(?:)*a", "a", true),
  ]
}
