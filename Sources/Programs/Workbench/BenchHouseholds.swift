// Synthetic households for `shouwang cel bench`, column by column, with plausible shares of everything.

import Columns
import Kernel

/// A count and a seed decide them; a smaller count with the same seed gives the first of them.
struct BenchHouseholds {
  private(set) var incomes: [Int32] = []
  private(set) var medicalBills: [Int32] = []
  private(set) var tuitions: [Int32] = []
  private(set) var grades: [Int8] = []
  private(set) var grants: [UInt8] = []
  private(set) var safeWaters: [UInt8] = []
  /// Household h has the members `offsets[h]..<offsets[h + 1]`.
  private(set) var offsets: [Int32] = [0]
  private(set) var ages: [Int8] = []
  private(set) var disabled: [UInt8] = []
  private(set) var working: [UInt8] = []
  private(set) var alive: [UInt8] = []

  var count: Int { incomes.count }

  init(count: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<count { addHousehold(&random) }
  }

  private mutating func addHousehold(_ random: inout SeededRandom) {
    let size = 1 + random.drawn(from: [18, 29, 23, 16, 8, 4, 2])
    var hasPupil = false
    for place in 0..<size {
      let age = BenchHouseholds.age(ofMember: place, &random)
      if 6...24 ~= age { hasPupil = true }
      addMember(age, &random)
    }
    offsets.append(Int32(ages.count))

    let income = BenchHouseholds.income(&random)
    incomes.append(income)
    let isPoor = income < 810_000
    grants.append(random.happens(isPoor ? 400 : 20))
    medicalBills.append(BenchHouseholds.medicalBill(&random))
    tuitions.append(hasPupil ? BenchHouseholds.tuition(&random) : 0)
    safeWaters.append(random.happens(985))
    grades.append(Int8(1 + random.drawn(from: [700, 255, 35, 10])))
  }

  private mutating func addMember(_ age: Int, _ random: inout SeededRandom) {
    let isDisabled = random.happens(age < 60 ? 40 : 140)
    let share = age < 16 ? 0 : age >= 60 ? 250 : isDisabled == 1 ? 250 : 720
    ages.append(Int8(age))
    disabled.append(isDisabled)
    working.append(random.happens(share))
    alive.append(random.happens(age < 60 ? 998 : 980))
  }

  /// The first two are mostly a couple, the others mostly children and old parents.
  private static func age(ofMember place: Int, _ random: inout SeededRandom) -> Int {
    if place < 2 { return 26 + random.below(30) + random.below(31) }
    switch random.drawn(from: [60, 22, 18]) {
    case 0: return random.below(25)
    case 1: return 25 + random.below(35)
    default: return 60 + random.below(31)
    }
  }

  /// **Unit**: fen a year and head.
  private static func income(_ random: inout SeededRandom) -> Int32 {
    let bounds = [300_000, 810_000, 1_500_000, 3_500_000, 9_000_000]
    return amount(between: bounds, weights: [60, 240, 500, 200], &random)
  }

  private static func medicalBill(_ random: inout SeededRandom) -> Int32 {
    amount(between: [0, 1, 300_000, 1_000_000, 12_000_000], weights: [450, 400, 100, 50], &random)
  }

  private static func tuition(_ random: inout SeededRandom) -> Int32 {
    amount(between: [0, 1, 600_000, 2_000_000], weights: [550, 350, 100], &random)
  }

  /// An amount of the stretch between two bounds that the weights choose.
  private static func amount(
    between bounds: [Int], weights: [Int], _ random: inout SeededRandom
  ) -> Int32 {
    let stretch = random.drawn(from: weights)
    return Int32(bounds[stretch] + random.below(bounds[stretch + 1] - bounds[stretch]))
  }

  var frame: Frame {
    Frame([
      "Household": Table(
        "Household", rowCount: count,
        columns: [
          "income_per_capita": Column(.int32(incomes)), "medical_paid": Column(.int32(medicalBills)),
          "tuition": Column(.int32(tuitions)), "house_grade": Column(.int8(grades)),
          "minimum_living": Column(.bool(grants)), "water_safe": Column(.bool(safeWaters)),
        ],
        lists: ["members": ChildList(table: "Person", offsets: offsets)]),
      "Person": Table(
        "Person", rowCount: ages.count,
        columns: [
          "age": Column(.int8(ages)), "disabled": Column(.bool(disabled)), "working": Column(.bool(working)),
          "alive": Column(.bool(alive)),
        ]),
    ])
  }
}

extension SeededRandom {
  /// The number of a weight, as often as its share of all.
  fileprivate mutating func drawn(from weights: [Int]) -> Int {
    var mark = below(weights.reduce(0, +))
    for (number, weight) in weights.enumerated() {
      if mark < weight { return number }
      mark -= weight
    }
    preconditionFailure("a mark lies below the sum of the weights")
  }

  /// 1 so many times in a thousand, else 0.
  fileprivate mutating func happens(_ perMille: Int) -> UInt8 { below(1_000) < perMille ? 1 : 0 }
}
