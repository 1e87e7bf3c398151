// Incomes of the two accounting years, from the work that the members do and what befell them.

import Kernel

enum Incomes {
  /// **Shape**: the earlier year first.
  static func draw(_ home: Home, _ random: inout SeededRandom) -> [YearIncome] {
    let heads = Double(home.members.count)
    let pensioners = home.members.filter { $0.age >= 60 }.count
    let wages = home.members.reduce(0) { $0 + $1.workMonths * $1.monthlyWage }
    var later = YearIncome()
    later.wage = Int(Double(wages) * random.within(0.7...0.95))
    if random.happens(0.92) {
      let perHead = operating.draw(&random) / max(0.6, home.group.hardship)
      later.operating = Int(perHead * heads)
      later.operatingCost = Int(perHead * heads * random.within(0.22...0.5))
    }
    if random.happens(0.35) { later.property = property.whole(&random) }
    later.transfer = Int(transfer.draw(&random) * heads) + pensioners * random.whole(1_500...2_900)
    if home.type != .general { later.transfer = later.transfer * 13 / 10 }

    var earlier = later.scaled(by: random.within(0.82...0.97), &random)
    // In the order of the cases: a set has another order in every process, and rounding would follow it.
    let share = Episode.allCases.filter(home.episodes.contains).reduce(1.0) { $0 * $1.incomeShare }
    later.wage = Int(Double(later.wage) * share)
    later.operating = Int(Double(later.operating) * share)
    support(&earlier, heads: heads, probability: 0.97, &random)
    let isPoorOnPurpose = home.episodes.contains(.allowanceStopped)
    support(&later, heads: heads, probability: isPoorOnPurpose ? 0.2 : 0.93, &random)
    if isPoorOnPurpose { later.transfer -= max(0, min(later.transfer, later.net - Int(10_500 * heads))) }
    return [earlier, later]
  }

  /// Social transfers lift most households that would otherwise stay poor.
  private static func support(
    _ income: inout YearIncome, heads: Double, probability: Double, _ random: inout SeededRandom
  ) {
    let target = Int(floor.draw(&random) * heads)
    if income.net < target, random.happens(probability) { income.transfer += target - income.net }
  }

  /// Unit: yuan a head and year.
  private static let operating = Curve(
    (0, 150), (0.2, 900), (0.5, 2_300), (0.8, 4_200), (0.97, 9_000), (1, 24_000))
  private static let property = Curve((0, 50), (0.5, 350), (0.9, 1_800), (1, 9_000))
  private static let transfer = Curve((0, 300), (0.3, 800), (0.7, 1_500), (0.95, 3_000), (1, 6_000))
  private static let floor = Curve((0, 7_700), (0.05, 8_300), (0.4, 9_600), (0.8, 11_500), (1, 13_500))
}

extension YearIncome {
  fileprivate func scaled(by factor: Double, _ random: inout SeededRandom) -> YearIncome {
    func part(_ value: Int) -> Int { Int(Double(value) * factor * random.within(0.92...1.08)) }
    return YearIncome(
      wage: part(wage), operating: part(operating), property: part(property), transfer: part(transfer),
      operatingCost: part(operatingCost))
  }
}
