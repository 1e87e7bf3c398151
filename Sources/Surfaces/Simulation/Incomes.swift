// Incomes of the two accounting years, laid out by head: planned ones of the base, drawn ones of all others.

import Kernel

enum Incomes {
  /// **Shape**: the earlier year first.
  static func draw(_ home: Home, _ planned: PlannedIncome?, _ random: inout SeededRandom) -> [YearIncome] {
    let income = planned ?? free(home, &random)
    let ratio = random.within(0.9...1.1)
    let before = lay(
      home, net: Int(income.netBefore), operating: Int(income.operatingBefore),
      months: home.members.reduce(0) { $0 + $1.workBefore.months }, cost: random.within(0.12...0.3) * ratio,
      &random)
    let now = lay(
      home, net: Int(income.net), operating: Int(income.operating),
      months: home.members.reduce(0) { $0 + $1.work.months }, cost: random.within(0.1...0.26) * ratio, &random
    )
    return [before, now]
  }

  /// A household outside the base: it is no target, and now and then poor.
  private static func free(_ home: Home, _ random: inout SeededRandom) -> PlannedIncome {
    let heads = Double(home.slot.living)
    let ease = 1.1 / (0.95 + 0.15 * home.group.hardship)
    let workless = home.slot.workers == 0 ? 0.85 : 1
    let before = general.draw(&random) * ease * workless * heads
    // In the order of the cases: a set has another order in every process, and rounding would follow it.
    let share = Episode.allCases.filter(home.episodes.contains).reduce(1.0) { $0 * $1.incomeShare }
    var net = before * random.within(1.02...1.16)
    if share < 1 { net = max(net * share, random.happens(0.8) ? min(net, 8_600 * heads) : 0) }
    if home.episodes.contains(.allowanceStopped) { net = min(net, 11_000 * heads) }
    let operating = operating.draw(&random)
    return PlannedIncome(
      net: Int32(net), netBefore: Int32(before), operating: Int32(net * operating),
      operatingBefore: Int32(before * operating * 0.8))
  }

  /// Heads that add up to the net income. Who works has wages, and no wages come from nowhere.
  private static func lay(
    _ home: Home, net: Int, operating: Int, months: Int, cost: Double, _ random: inout SeededRandom
  ) -> YearIncome {
    var year = YearIncome()
    year.operating = operating
    year.operatingCost = Int(Double(operating) * cost)
    let left = max(0, net - operating + year.operatingCost)
    let pensioners = home.members.count { $0.age >= 60 && $0.death == nil }
    let support = Int(transfer.draw(&random)) * Int(home.slot.living) * (home.slot.has(.base) ? 13 : 10) / 10
    if random.happens(0.35) { year.property = min(left / 12, property.whole(&random)) }
    if months > 0 {
      let most = min(left - year.property, months * 7_500)
      year.transfer = min(support + pensioners * random.whole(1_500...2_900), left / 3)
      year.wage = min(most, left - year.property - year.transfer)
    }
    year.transfer = left - year.property - year.wage
    return year
  }

  /// Unit: yuan a head and year.
  private static let general = Curve(
    (0, 7_600), (0.01, 8_400), (0.08, 9_500), (0.35, 10_900), (0.65, 12_900), (0.9, 17_000), (1, 32_000))
  private static let property = Curve((0, 50), (0.5, 350), (0.9, 1_800), (1, 9_000))
  private static let transfer = Curve((0, 150), (0.3, 400), (0.7, 900), (0.95, 2_000), (1, 4_000))
  /// What share of the net income comes from the land and from trade.
  private static let operating = Curve((0, 0), (0.1, 0), (0.4, 0.06), (0.8, 0.22), (1, 0.5))
}
