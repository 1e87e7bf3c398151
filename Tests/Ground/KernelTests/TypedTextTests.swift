// What is left of what people type.
import Kernel
import Testing

@Suite struct TypedTextTests {
  @Test func signsThatNobodySeesAreLeftOut() {
    let table: [(typed: String, seen: String)] = [
      ("村委会公示栏", "村委会公示栏"), ("", ""), ("a\tb\nc", "a\tb\nc"), ("a\r\nb\rc", "a\nb\nc"),
      ("a\u{2028}b\u{2029}c", "a\nb\nc"), ("公示\u{202E}栏示公\u{202C}", "公示栏示公"),
      ("\u{2066}王\u{2069}\u{200F}\u{061C}小花", "王小花"), ("王\u{200B}小\u{200D}花\u{FEFF}\u{2060}", "王小花"),
      ("a\u{1B}[31mb\u{7F}\u{85}\u{0}", "a[31mb"), ("软\u{AD}连\u{E0041}字", "软连字"),
      // Variants of characters, rare characters and pictures have a shape.
      ("葛\u{E0100}𬭚❤\u{FE0F}😀👵🏻", "葛\u{E0100}𬭚❤\u{FE0F}😀👵🏻"),
    ]
    for (typed, seen) in table {
      #expect(Array(TypedText.seen(typed).unicodeScalars) == Array(seen.unicodeScalars), "\(seen)")
    }
  }
}
