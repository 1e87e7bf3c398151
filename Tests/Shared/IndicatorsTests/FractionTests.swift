// Exact numbers are rounded once, when they are written.

import Indicators
import Testing

@Suite struct FractionTests {
  @Test(arguments: [
    ("0", 0, "0"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.49", 0, "2"), ("71.319", 2, "71.32"),
    ("1234567.005", 2, "1,234,567.01"), ("0.05", 1, "0.1"), ("-0.04", 1, "0.0"), ("13233", 2, "13,233.00"),
  ]) func aNumberIsRoundedHalfAwayFromZero(given: (text: String, decimals: Int, written: String)) throws {
    #expect(try #require(Fraction(decimal: given.text)).text(given.decimals) == given.written)
  }

  @Test(arguments: ["", "a", "1.", ".5", "1e3", "1,000", "--1"]) func whatIsNoDecimalIsNone(text: String) {
    #expect(Fraction(decimal: text) == nil)
  }

  @Test func thirdsAddUpExactly() throws {
    let third = try #require(Fraction(1, 3))
    let two = try #require(third.plus(third))
    #expect(two == Fraction(2, 3))
    #expect(two.plus(third) == Fraction(1))
    #expect(two.minus(third) == third)
    #expect(two.times(two) == Fraction(4, 9))
    #expect(two.divided(by: third) == Fraction(2))
  }

  @Test func nothingIsDividedByZero() throws {
    let zero = try #require(Fraction(0))
    #expect(Fraction(1, 0) == nil)
    #expect(Fraction(1)?.divided(by: zero) == nil)
  }

  @Test func whatIsTooLargeIsNoNumberRatherThanAWrongOne() throws {
    let large = try #require(Fraction(Int128.max / 2))
    #expect(large.plus(large) != nil)
    #expect(large.plus(large)?.plus(large) == nil)
    #expect(large.times(large) == nil)
    #expect(large.text(2) == nil)
  }
}
