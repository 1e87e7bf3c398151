// Literals as the lexer reads them, and places in the text.
import RuleLanguage
import RuleValues
import Testing

struct LexerTests {
  @Test(arguments: [
    ("0x1F", Value.int(31)), ("-9223372036854775808", .int(.min)), ("18446744073709551615u", .uint(.max)),
    ("0xffU", .uint(255)), (".5", .double(0.5)), ("1e3", .double(1_000)), ("-2.5E-1", .double(-0.25)),
    ("'a\\tb'", .string("a\tb")), ("r'a\\tb'", .string("a\\tb")), ("\"\"\"a\n'b'\"\"\"", .string("a\n'b'")),
    ("'\\u4e2d\\U0001F600\\x41\\101'", .string("中😀AA")), ("b'\\xff\\377é'", .bytes([255, 255, 0xC3, 0xA9])),
    ("br'\\x'", .bytes([92, 120])), ("'' + 'b'", .string("b")), ("1 // one\n + 2", .int(3)),
    ("[1, 2,]", .list([.int(1), .int(2)])), ("R\"\"\"\\\"\"\"", .string("\\")),
  ])
  func aLiteralHasItsValue(text: String, value: Value) throws {
    let got = try Village.value(text)
    #expect(got == value && got.typeName == value.typeName)
  }

  @Test func anEscapedNewlineIsNoLineEndOfTheText() {
    let source = Source("a\r\n中文 b\n\nc")
    #expect(source.position(at: 0) == (1, 1))
    #expect(source.position(at: 10) == (2, 4))
    #expect(source.line(at: 4) == "中文 b")
    #expect(source.caret(under: Span(10, 11)) == "     ^")
    #expect(source.position(at: 12).line == 3)
    #expect(source.position(at: 99) == (4, 2))
  }

  @Test func equalTextIsTextOfTheSameCodePoints() throws {
    #expect(try Village.value("'\\u00e9' == 'e\\u0301'") == .bool(false))
    #expect(try Village.value("size('e\\u0301')") == .int(2))
    #expect(try Village.value("{'\\u00e9': 1, 'e\\u0301': 2}['e\\u0301']") == .int(2))
  }
}
