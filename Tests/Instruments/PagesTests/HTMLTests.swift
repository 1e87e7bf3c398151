// Markup escapes what is interpolated, in elements and in attributes.
import Pages
import Testing

@Suite struct HTMLTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("昭通 市", "昭通 市"), ("a & b", "a &amp; b"), ("<b>", "&lt;b&gt;"),
    ("\"quoted\"", "&quot;quoted&quot;"), ("it's", "it&#39;s"), ("&amp;", "&amp;amp;"),
    ("</title><script>", "&lt;/title&gt;&lt;script&gt;"), ("a\tb\nc", "a\tb\nc"),
    ("a\u{0}b\u{1B}c", "a\u{FFFD}b\u{FFFD}c"),
    ("\u{9F}", "\u{FFFD}"), ("👩‍👧", "👩‍👧"),
  ])
  func aStringIsEscaped(plain: String, escaped: String) {
    let html: HTML = "<i title=\"\(plain)\">\(plain)</i>"
    #expect(html.text == "<i title=\"\(escaped)\">\(escaped)</i>")
    #expect(HTML(escaping: plain).text == escaped)
  }

  @Test func markupInMarkupStaysMarkup() {
    let inner: HTML = "<b>\("<")</b>"
    let outer: HTML = "<p>\(inner)\([inner, inner])\(Optional<HTML>.none)</p>"
    #expect(outer.text == "<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>")
  }

  @Test func numbersAndAddressesAreWrittenPlainly() {
    let html: HTML = "<a href=\"\(PageAddress.search("a&b", page: 2))\">\(-12)</a>"
    #expect(html.text == "<a href=\"/search?q=a%26b&amp;page=2\">-12</a>")
    let part: HTML = "<a href=\"\(PageAddress.rules.part("all"))\"></a>"
    #expect(part.text == "<a href=\"/rules#all\"></a>")
  }

  @Test func anAttributeWithoutValueIsLeftOut() {
    #expect(attribute("title", nil).isEmpty)
    #expect(attribute("title", "\"x\"").text == " title=\"&quot;x&quot;\"")
  }

  @Test func piecesAreJoinedWithASeparator() {
    let pieces: [HTML] = ["<a>", "<b>", "<c>"]
    #expect(pieces.joined(separator: " · ").text == "<a> · <b> · <c>")
    #expect([HTML]().joined(separator: ", ").isEmpty)
  }
}
