// Money: read from text to the fen, refused where it is anything else, shown in groups.

import Kernel
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0", 0), ("0.00", 0), ("1", 100), ("1.5", 150), ("1.50", 150), ("1.05", 105), ("0.01", 1), ("007", 700),
    ("8000", 800_000), ("9999999999999.99", 999_999_999_999_999),
  ])
  func anAmountIsReadToTheFen(_ text: String, _ fen: Int64) throws {
    let money = try #require(Money(text))
    #expect(money.fen == fen)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "1.234", "-1", "+1", "1,000", "1e3", " 1", "1 ", "1.2.3", "１", "¥1", "1元", "NaN",
    "10000000000000", "0x10",
  ])
  func whatIsNoPlainAmountIsRefused(_ text: String) {
    #expect(Money(text) == nil)
  }

  @Test(
    arguments: [
      (0, "0"), (5, "0.05"), (150, "1.50"), (100_000, "1,000"), (123_456_789, "1,234,567.89"),
      (-5, "-0.05"), (-100_000, "-1,000"), (-123_450, "-1,234.50"),
    ] as [(Int64, String)])
  func anAmountIsShownInYuan(_ fen: Int64, _ text: String) {
    #expect(Money(fen: fen).description == text)
  }

  @Test func amountsAddAndCompare() {
    let (small, large) = (Money(yuan: 3), Money(fen: 301))
    #expect(small < large)
    #expect(small + large == Money(fen: 601))
    #expect(small - large == Money(fen: -1))
    #expect(Money(fen: 199).yuan == 1)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_000, "-1,000"), (1_234_567, "1,234,567"), (-12, "-12"),
  ])
  func digitsAreGroupedInThrees(_ number: Int, _ text: String) {
    #expect(grouped(number) == text)
  }
}
