// Numbers as readers see them.
import Kernel
import Pages
import Testing

@Suite struct FiguresTests {
  @Test(arguments: [
    (0, 10, "0.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 2_000, "0.1%"),
    (1, 2_001, "0.0%"),
    (5, 5, "100.0%"), (3, 0, "–"),
  ])
  func aShareHasOneDecimalAndRoundsHalfUp(part: Int, whole: Int, text: String) {
    #expect(shareText(part, of: whole) == text)
  }

  @Test(arguments: [
    (1, Language.zh, "1 户"), (1_234_567, .zh, "1,234,567 户"), (1, .en, "1 household"),
    (0, .en, "0 households"),
  ])
  func aCountIsGroupedAndHasItsUnit(count: Int, language: Language, text: String) {
    #expect(countText(count, .households, language) == text)
  }

  @Test func moneyHasItsUnit() {
    #expect(moneyText(Money(fen: 870_050), .zh) == "8,700.50 元")
    #expect(moneyText(Money(yuan: 8_000), .en) == "8,000 yuan")
  }

  @Test(arguments: [
    (0 as Int64, "1970-01-01 08:00"), (57_599_999, "1970-01-01 23:59"), (57_600_000, "1970-01-02 00:00"),
    (-28_800_001, "1969-12-31 23:59"), (-1, "1970-01-01 07:59"),
  ])
  func aTimeIsThatOfChina(milliseconds: Int64, text: String) {
    #expect(timeText(Instant(milliseconds: milliseconds)) == text)
  }
}
