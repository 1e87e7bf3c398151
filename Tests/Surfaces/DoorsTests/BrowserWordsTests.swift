// How browsers are told apart in the list of one's sessions.
import Testing

@testable import Doors

@Suite struct BrowserWordsTests {
  @Test(arguments: [
    (
      "Mozilla/5.0 (Linux; Android 13; V2248A) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
      "Chrome · Android"
    ),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
      "Safari · iPhone"
    ),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
    ("Mozilla/5.0 (Linux; Android 12) Chrome/107.0 MicroMessenger/8.0", "微信 · Android"),
    ("curl/7.88.1", "curl/7.88.1"), ("", "–"),
  ])
  func aBrowserIsToldInTwoWords(agent: String, words: String) { #expect(browserWords(agent) == words) }

  @Test func aLongNameIsCut() { #expect(browserWords(String(repeating: "x", count: 200)).count == 60) }
}
