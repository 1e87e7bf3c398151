// Text for machines and terminals: JSON, tables with wide characters, fingerprints.

import Kernel
import Testing

@Suite struct TextFormsTests {
  @Test(arguments: [
    ("", "\"\""), ("王秀英", "\"王秀英\""), ("a\"b\\c", #""a\"b\\c""#), ("1\n2\r3\t4", #""1\n2\r3\t4""#),
    ("\u{0}\u{1F}", #""\u0000\u001f""#), ("𠮷\u{7F}", "\"𠮷\u{7F}\""),
  ])
  func textIsQuotedAsJSONAsks(_ text: String, _ quoted: String) {
    #expect(JSONText.quoted(text) == quoted)
  }

  @Test func valuesAreJoinedAsJSON() {
    #expect(JSONText.object(["a\"": "1", "b": JSONText.array(["2", "null"])]) == #"{"a\"":1,"b":[2,null]}"#)
    #expect(JSONText.object([:]) == "{}")
    #expect(JSONText.array([]) == "[]")
  }

  @Test(arguments: [("abc", 3), ("王秀英", 6), ("a王", 3), ("（）", 4), ("𠮷", 2), ("", 0), ("é", 1)])
  func wideCharactersTakeTwoPlaces(_ text: String, _ width: Int) {
    #expect(TextTable.width(of: text) == width)
  }

  @Test func columnsStandUnderOneAnother() {
    let table = TextTable.render([["文件", "行"], ["households.csv", "12"], ["a"]])
    #expect(table == "文件            行\nhouseholds.csv  12\na\n")
  }

  @Test func moreColumnsCanStandToTheLeft() {
    #expect(
      TextTable.render([["a", "b", "1"], ["aa", "bb", "22"]], leftColumns: 2) == "a   b    1\naa  bb  22\n")
    #expect(TextTable.render([]) == "\n")
  }

  @Test func contentHasOneFingerprint() {
    func fingerprint(_ number: Int64, _ text: String) -> Int64 {
      var fingerprint = Fingerprint()
      fingerprint.add(number)
      fingerprint.add(text)
      return fingerprint.value
    }
    let base = fingerprint(1, "王秀英")
    #expect(base == fingerprint(1, "王秀英"))
    #expect(base != fingerprint(2, "王秀英"))
    #expect(base != fingerprint(1, "王秀"))
    #expect(base != fingerprint(1, ""))
  }

  @Test func whereOneTextEndsAndTheNextBeginsCounts() {
    func fingerprint(_ texts: String...) -> Int64 {
      var fingerprint = Fingerprint()
      for text in texts { fingerprint.add(text) }
      return fingerprint.value
    }
    #expect(fingerprint("ab", "c") != fingerprint("a", "bc"))
    #expect(fingerprint("abc") != fingerprint("abc", ""))
  }

  @Test func manyNumbersHaveManyFingerprints() {
    var seen: Set<Int64> = []
    for number in -20_000..<20_000 as Range<Int64> {
      var fingerprint = Fingerprint()
      fingerprint.add(number)
      fingerprint.add(number &* 31)
      seen.insert(fingerprint.value)
    }
    #expect(seen.count == 40_000)
  }

  @Test func aMissingValueIsAskedNothing() throws {
    let values: [Int?] = [nil, 2]
    let answers = try values.map { try $0.asking { (value) throws(Problem) -> Int in value + 1 } }
    #expect(answers == [nil, 3])
  }
}
