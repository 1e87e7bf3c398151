// The incomes of the base in two years: bands household by household, sums to the yuan.

import Kernel

/// Every household of the base gets what its band allows; what a household of no special band has above the
/// step is scaled until the city's sums are exact.
struct IncomePlan {
  let targets: CityTargets
  let seed: UInt64

  private var income: Calibration.Income { targets.calibration.income }

  func fill(_ plan: inout CityPlan, _ counties: [CityCounty]) {
    var random = SeededRandom(seed: seed ^ 0x696E_636F_6D65)
    var draft = Draft(step: income.step)
    var index = 0
    for county in counties {
      for group in county.groups {
        for _ in 0..<group.households {
          defer { index += 1 }
          if plan.slots[index].has(.base) { draft.add(plan.slots[index], group.hardship, income, &random) }
        }
      }
    }
    let persons = plan.members(marked: .base)
    draft.fitNets(net: income.net * persons, before: income.netBefore * persons)
    let operating = income.operating * persons
    let growth = 1 + income.operatingGrowth / 100
    draft.fitOperating(operating, before: Int(Double(operating) / growth + 0.5))
    plan.incomes = draft.incomes
  }

  /// Incomes while they are drawn.
  private struct Draft {
    let step: Int
    var incomes: [PlannedIncome] = []
    /// What the free households have above the step, before scaling. Unit: yuan of the household.
    private var excess: [(index: Int, net: Double, before: Double)] = []
    private var shares: [(now: Double, before: Double)] = []

    init(step: Int) { self.step = step }

    mutating func add(
      _ slot: HouseholdSlot, _ hardship: Double, _ income: Calibration.Income, _ random: inout SeededRandom
    ) {
      let heads = Double(slot.living)
      let room = Double(income.step - income.floor)
      let ease = 1.25 / (0.75 + 0.5 * hardship)
      func banded(_ share: Double) -> Double { (Double(income.floor) + room * share) * heads }
      var (net, before) = (0.0, 0.0)
      if slot.has(.lifted) {
        net = (Double(step) + IncomePlan.lifted.draw(&random)) * heads
        before = banded(random.happens(0.06) ? random.within(-0.1...0.1) : IncomePlan.low.draw(&random))
      } else if slot.has(.below) {
        net = banded(IncomePlan.low.draw(&random))
        before = max(net * random.within(0.84...0.97), banded(-0.3))
      } else if slot.has(.fallen) {
        net = banded(IncomePlan.low.draw(&random))
        before = (Double(step) + random.within(200...3_500)) * heads
      } else {
        let more = IncomePlan.excess.draw(&random) * ease * (slot.workers == 0 ? 0.5 : 1)
        let share = random.within(0.3...0.8)
        excess.append((incomes.count, more * heads, more * share * heads))
      }
      incomes.append(
        PlannedIncome(net: Int32(net), netBefore: Int32(before), operating: 0, operatingBefore: 0))
      let share = IncomePlan.operating.draw(&random)
      shares.append((share, share * random.within(0.5...0.95)))
      if net == 0 { incomes[incomes.count - 1].net = Int32(step * Int(slot.living)) }
      if before == 0 { incomes[incomes.count - 1].netBefore = Int32(step * Int(slot.living)) }
    }

    mutating func fitNets(net: Int, before: Int) {
      let missing = net - incomes.reduce(0) { $0 + Int($1.net) }
      for (entry, more) in zip(excess, Draft.scaled(excess.map(\.net), to: missing)) {
        incomes[entry.index].net += Int32(more)
      }
      let missingBefore = before - incomes.reduce(0) { $0 + Int($1.netBefore) }
      for (entry, more) in zip(excess, Draft.scaled(excess.map(\.before), to: missingBefore)) {
        incomes[entry.index].netBefore += Int32(more)
      }
    }

    mutating func fitOperating(_ operating: Int, before: Int) {
      let now = zip(incomes, shares).map { Double($0.net) * $1.now }
      for (index, value) in Draft.scaled(now, to: operating).enumerated() {
        incomes[index].operating = Int32(value)
      }
      let earlier = zip(incomes, shares).map { Double($0.netBefore) * $1.before }
      for (index, value) in Draft.scaled(earlier, to: before).enumerated() {
        incomes[index].operatingBefore = Int32(value)
      }
    }

    /// Whole numbers in proportion to `raw` that add up to `total`; the first ones take what rounding leaves.
    private static func scaled(_ raw: [Double], to total: Int) -> [Int] {
      let sum = raw.reduce(0, +)
      guard sum > 0, total > 0 else { return raw.map { _ in 0 } }
      var values = raw.map { Int($0 * (Double(total) / sum)) }
      var left = total - values.reduce(0, +)
      while left != 0 {
        let before = left
        for index in values.indices where left != 0 && raw[index] > 0 && (left > 0 || values[index] > 0) {
          values[index] += left.signum()
          left -= left.signum()
        }
        if left == before { break }
      }
      return values
    }
  }

  /// Above the step. Unit: yuan a head.
  private static let excess = Curve((0, 150), (0.3, 1_500), (0.6, 3_200), (0.9, 7_500), (1, 22_000))
  private static let lifted = Curve((0, 20), (0.5, 1_300), (0.9, 2_900), (1, 5_000))
  /// Where in the band from the floor to the step.
  private static let low = Curve((0, 0.02), (0.2, 0.4), (0.6, 0.75), (1, 0.995))
  /// What share of the net income comes from the land and from trade.
  private static let operating = Curve((0, 0), (0.08, 0), (0.3, 0.04), (0.6, 0.1), (0.9, 0.22), (1, 0.38))
}
