// The plan of a city's households: who is of the base, relocated, monitored, at work, before anyone is made.

import Kernel

/// All slots of a city in the order in which its households are written.
struct CityPlan {
  var slots: [HouseholdSlot] = []
  /// The slots of each county.
  var counties: [Range<Int>] = []
  /// Incomes of the base, in the order of its slots.
  var incomes: [PlannedIncome] = []
  /// What the insurance pays to its households, in the order of their slots. Unit: yuan.
  var payments: [Int32] = []
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed ^ 0x0070_6C61_6E00) }

  /// Marks exactly `count` households, and as far as it can be done with `persons` living members.
  /// - Parameters:
  ///   - persons: nil where their number does not matter.
  ///   - weight: how likely a household is taken beside others, 1 to 15; 0 is never.
  mutating func choose(
    _ count: Int, persons: Int? = nil, in range: Range<Int>? = nil, as mark: HouseholdSlot.Marks,
    size: (HouseholdSlot) -> UInt8 = { $0.living }, weight: (HouseholdSlot) -> Int
  ) {
    let range = range ?? slots.indices
    var available = [Int](repeating: 0, count: 256)
    for index in range { available[CityPlan.kind(size(slots[index]), weight(slots[index]))] += 1 }
    let kinds = available.indices.filter { available[$0] > 0 && $0 > 15 }
    let classes = kinds.map {
      SizedClass(size: $0 & 15, weight: Double($0 >> 4), available: available[$0])
    }
    var wanted = [Int](repeating: 0, count: 256)
    for (kind, count) in zip(kinds, SizedQuota.wanted(classes, count: count, sum: persons)) {
      wanted[kind] = count
    }
    for index in range {
      let kind = CityPlan.kind(size(slots[index]), weight(slots[index]))
      if random.below(available[kind]) < wanted[kind] {
        slots[index].marks.insert(mark)
        wanted[kind] -= 1
      }
      available[kind] -= 1
    }
  }

  /// The same where only the number of persons is given: as many households of this mean size as it takes.
  mutating func choose(
    persons: Int, meanSize: Double, as mark: HouseholdSlot.Marks,
    size: (HouseholdSlot) -> UInt8 = { $0.living }, weight: (HouseholdSlot) -> Int
  ) {
    guard persons > 0 else { return }
    let middle = max(1, Int(Double(persons) / meanSize + 0.5))
    let before = members(marked: mark, size: size)
    var best: (plan: CityPlan, missing: Int)?
    for step in 0..<12 {
      let count = middle + (step % 2 == 0 ? step / 2 : -(step / 2 + 1))
      guard count > 0 else { continue }
      // The trial costs a copy of the plan, and nearly always the first one fits.
      var trial = self
      trial.choose(count, persons: persons, as: mark, size: size, weight: weight)
      let missing = abs(persons - (trial.members(marked: mark, size: size) - before))
      if missing < best?.missing ?? .max { best = (trial, missing) }
      if missing == 0 { break }
    }
    if let best { self = best.plan }
  }

  /// The living members of the households that bear a mark.
  func members(
    marked mark: HouseholdSlot.Marks, size: (HouseholdSlot) -> UInt8 = { $0.living }
  ) -> Int {
    slots.reduce(0) { $0 + ($1.has(mark) ? Int(size($1)) : 0) }
  }

  private static func kind(_ size: UInt8, _ weight: Int) -> Int { min(15, weight) << 4 | min(15, Int(size)) }

  /// Brings the sum of a number that households have to exactly `target`, by single steps spread evenly.
  /// - Parameter step: changes a slot by +1 or -1 where it can, and says whether it did.
  mutating func settle(
    _ sum: Int, to target: Int, where isMeant: (HouseholdSlot) -> Bool,
    step: (inout HouseholdSlot, Int) -> Bool
  ) {
    var missing = target - sum
    guard missing != 0, !slots.isEmpty else { return }
    // Steps of a third and a bit reach every slot once in each round, far apart from one to the next.
    var stride = max(1, slots.count * 5 / 13)
    while CityPlan.divisor(stride, slots.count) != 1 { stride += 1 }
    var index = random.below(slots.count)
    for _ in 0..<20 {
      let before = missing
      for _ in slots.indices where missing != 0 {
        index = (index + stride) % slots.count
        if isMeant(slots[index]), step(&slots[index], missing.signum()) { missing -= missing.signum() }
      }
      if missing == 0 || missing == before { return }
    }
  }

  private static func divisor(_ left: Int, _ right: Int) -> Int {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
