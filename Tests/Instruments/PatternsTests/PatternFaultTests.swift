// What is refused as a pattern, why and where.
import Patterns
import Testing

struct PatternFaultTests {
  typealias Reason = Pattern.Fault.Reason

  @Test(
    arguments: [
      ("*", .missingOperand("*"), 0), ("*a", .missingOperand("*"), 0), ("+a", .missingOperand("+"), 0),
      ("a|*", .missingOperand("*"), 2), ("(*a)", .missingOperand("*"), 1), ("(?i)?", .missingOperand("?"), 4),
      ("{2}", .missingOperand("{2}"), 0), ("村|+?", .missingOperand("+?"), 4),
      ("x**", .badRepetition("**"), 1), ("x*+", .badRepetition("*+"), 1), ("x???", .badRepetition("???"), 1),
      ("x{2}*", .badRepetition("{2}*"), 1), ("村+{2,3}", .badRepetition("+{2,3}"), 3),
      ("a{1001}", .badRepeatCount("{1001}"), 1), ("a{1001,}", .badRepeatCount("{1001,}"), 1),
      ("a{1,1001}?", .badRepeatCount("{1,1001}"), 1), ("a{3,2}", .badRepeatCount("{3,2}"), 1),
      ("a{99999999999999999999}", .badRepeatCount("{99999999999999999999}"), 1),
      ("[z-a]", .badRange("z-a"), 1), ("[a-c村-一]", .badRange("村-一"), 4), ("[a--]", .badRange("a--"), 1),
      ("[a", .unclosedClass, 0), ("x[]", .unclosedClass, 1), ("[^]", .unclosedClass, 0),
      ("[", .unclosedClass, 0),
      ("[[:alpha:]", .unclosedClass, 0), ("[a-", .unclosedClass, 0),
      ("(a", .unclosedGroup, 0), ("a(b(c)", .unclosedGroup, 1), ("((a)", .unclosedGroup, 0),
      ("(?i", .unclosedGroup, 0),
      ("(?:a", .unclosedGroup, 0), ("a)", .unopenedGroup, 1), (")", .unopenedGroup, 0),
      ("(a))b", .unopenedGroup, 3),
      ("a\\", .trailingBackslash, 1), ("\\", .trailingBackslash, 0), ("[\\", .trailingBackslash, 1),
      ("\\y", .badEscape("\\y"), 0), ("a\\Z", .badEscape("\\Z"), 1), ("\\C", .badEscape("\\C"), 0),
      ("\\村", .badEscape("\\村"), 0), ("\\E", .badEscape("\\E"), 0), ("[\\b]", .badEscape("\\b"), 1),
      ("[a-\\d]", .badEscape("\\d"), 3), ("\\x1", .badEscape("\\x1"), 0), ("\\x{}", .badEscape("\\x{}"), 0),
      ("\\x{110000}", .badEscape("\\x{110000"), 0), ("\\xg0", .badEscape("\\xg"), 0),
      ("\\p", .badEscape("\\p"), 0),
      ("(a)\\1", .backreference("\\1"), 3), ("(a)\\18", .backreference("\\1"), 3),
      ("\\8", .backreference("\\8"), 0),
      ("\\k<x>", .backreference("\\k"), 0), ("(?P=x)", .backreference("(?P="), 0),
      ("a(?=b)", .lookaround("(?="), 1), ("(?!b)", .lookaround("(?!"), 0), ("(?<=b)", .lookaround("(?<="), 0),
      ("(?<!b)", .lookaround("(?<!"), 0), ("(?>a)", .unknownGroup("(?>"), 0),
      ("(?#a)", .unknownGroup("(?#"), 0),
      ("(?x)", .unknownGroup("(?x"), 0), ("(?-)", .unknownGroup("(?-)"), 0),
      ("(?i--s)", .unknownGroup("(?i--"), 0),
      ("(?P>x)", .unknownGroup("(?P"), 0), ("(?i村)", .unknownGroup("(?i村"), 0),
      ("(?P<>a)", .badGroupName(""), 4), ("(?P<a-b>a)", .badGroupName("a-b"), 4),
      ("(?<村>a)", .badGroupName("村"), 3),
      ("(?P<a", .badGroupName("a"), 4), ("(?P<a>x)(?P<a>y)", .duplicateGroupName("a"), 12),
      ("\\p{Foo}", .unknownClass("\\p{Foo}"), 0), ("\\pX", .unknownClass("\\pX"), 0),
      ("\\p{}", .unknownClass("\\p{}"), 0),
      ("\\p{Lu", .unknownClass("\\p{Lu"), 0), ("\\p{Cn}", .unknownClass("\\p{Cn}"), 0),
      ("[[:foo:]]", .unknownClass("[:foo:]"), 1), ("x[^\\p村]", .unknownClass("\\p村"), 3),
    ] as [(String, Reason, Int)])
  func whatIsNoPatternIsRefused(pattern: String, reason: Reason, offset: Int) {
    let fault = fault(of: pattern)
    #expect(fault?.reason == reason)
    #expect(fault?.offset == offset)
    #expect(fault?.zh.isEmpty == false && fault?.en.isEmpty == false)
  }

  @Test func sizeIsLimited() {
    func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    #expect(fault(of: times("a", 10_000)) == nil)
    #expect(fault(of: times("a", 10_001))?.reason == .tooLong)
    #expect(fault(of: times("(?:", 200) + times(")", 200)) == nil)
    #expect(fault(of: times("(?:", 201) + times(")", 201))?.reason == .tooDeep)
    #expect(fault(of: times("(?:", 201) + times(")", 201))?.offset == 600)
    #expect(fault(of: times("()", 100)) == nil)
    #expect(fault(of: times("()", 101))?.reason == .tooManyGroups)
    #expect(fault(of: times("a{1000}", 19)) == nil)
    #expect(fault(of: times("a{1000}", 20))?.reason == .tooLarge)
    #expect(fault(of: "(a{1000}){1000}")?.reason == .tooLarge)
    #expect(fault(of: "(a{1000}){1000}")?.offset == 9)
    #expect(fault(of: times("(?:", 100) + "a" + times("){1000}", 100))?.reason == .tooLarge)
    #expect(fault(of: times("(?:", 100) + times("){1000}", 100)) == nil)
    #expect(fault(of: times("(?:a", 100) + times("){0,1000}", 100))?.reason == .tooLarge)
    #expect(fault(of: "(?:" + times("(?:)", 2_000) + "a){1000}") == nil)
    #expect(fault(of: times("(?:a|b", 200) + times(")*", 200)) == nil)
    #expect(fault(of: times("(?:(?:a|b", 100) + times(")*c)+?", 100)) == nil)
  }

  private func fault(of pattern: String) -> Pattern.Fault? {
    do throws(Pattern.Fault) {
      _ = try Pattern(pattern)
      return nil
    } catch {
      return error
    }
  }
}
