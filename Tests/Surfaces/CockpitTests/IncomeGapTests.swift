// A gap of incomes and its parts: they add up exactly, also in whole yuan, and the words follow the numbers.

import Indicators
import Kernel
import Testing

@testable import Cockpit

@Suite struct IncomeGapTests {
  private let isCost = [false, false, true]

  @Test func thePartsAddUpToTheGap() throws {
    let mine = GapSide(total: 100_001, people: 7, heads: [90_000, 20_002, 10_001])
    let theirs = GapSide(total: 300_050, people: 11, heads: [200_000, 150_055, 50_005])
    let gap = try #require(IncomeGap(mine, theirs, isCost: isCost))
    let sum = try #require(gap.parts.reduce(Optional(gap.rest)) { $0?.plus($1) })
    #expect(sum == gap.whole && gap.rest.isZero)
    #expect(gap.whole == gap.own.minus(gap.other))
    #expect(gap.parts[2].numerator > 0, "lower costs count for it")
  }

  @Test func whatNoHeadExplainsIsARest() throws {
    let mine = GapSide(total: 1_000_00, people: 1, heads: [900_00, 0, 0])
    let theirs = GapSide(total: 500_00, people: 1, heads: [500_00, 0, 0])
    let gap = try #require(IncomeGap(mine, theirs, isCost: isCost))
    #expect(gap.rest == Fraction(100) && gap.yuan == [400, 0, 0, 100])
  }

  @Test(arguments: 1...200)
  func wholeYuanAddUpToo(seed: UInt64) throws {
    var state = seed
    func below(_ limit: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % limit
    }
    func side() -> GapSide {
      let heads = [below(900_000), below(900_000), below(400_000)]
      return GapSide(total: heads[0] + heads[1] - heads[2], people: 1 + below(13), heads: heads)
    }
    let gap = try #require(IncomeGap(side(), side(), isCost: isCost))
    // What a reader finds who subtracts the means as they are told.
    let (own, other) = try (#require(gap.own.rounded(to: 0)), #require(gap.other.rounded(to: 0)))
    #expect(gap.yuan.reduce(0, +) == Int(own - other), "seed \(seed)")
    let most = gap.own.isNegative == gap.other.isNegative ? 1.0 : 2.0
    for (yuan, exact) in zip(gap.yuan, gap.parts + [gap.rest]) {
      let off = try #require(Fraction(Int128(yuan))?.minus(exact))
      #expect(abs(Double(off.numerator) / Double(off.denominator)) < most, "seed \(seed)")
    }
  }

  @Test func theGapIsTheDifferenceOfTheMeansAsTheyAreTold() throws {
    // 1,000.50 and 999.40 are told as 1,001 and 999, though 1.10 lie between them.
    let mine = GapSide(total: 100_050, people: 1, heads: [100_050, 0, 0])
    let theirs = GapSide(total: 99_940, people: 1, heads: [99_940, 0, 0])
    let gap = try #require(IncomeGap(mine, theirs, isCost: isCost))
    #expect(gap.told == 2 && gap.yuan == [2, 0, 0, 0])
    let words = GapWords(own: "甲", other: "乙", heads: ["工资", "经营", "成本"], gap: gap, language: .zh)
    #expect(words.sentence == "甲人均纯收入 1,001 元，乙 999 元，高 2 元。差距主要在工资（+2 元）。")
  }

  @Test func theSentenceNamesTheHeadThatMakesTheGapAndWhatWorksAgainstIt() throws {
    let mine = GapSide(total: 13_000_00, people: 1, heads: [9_000_00, 5_000_00, 1_000_00])
    let theirs = GapSide(total: 16_000_00, people: 1, heads: [13_000_00, 4_500_00, 1_500_00])
    let gap = try #require(IncomeGap(mine, theirs, isCost: isCost))
    let words = GapWords(own: "甲", other: "乙", heads: ["工资", "经营", "成本"], gap: gap, language: .zh)
    #expect(
      words.sentence
        == "甲人均纯收入 13,000 元，乙 16,000 元，低 3,000 元。差距主要在工资（−4,000 元）；经营 +500 元、成本 +500 元抵消了一部分。")
    let same = try #require(IncomeGap(mine, mine, isCost: isCost))
    let none = GapWords(own: "A", other: "B", heads: ["a", "b", "c"], gap: same, language: .en)
    #expect(none.sentence == "A have 13,000 yuan a head, B 13,000: there is no gap.")
  }
}
