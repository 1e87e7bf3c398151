// Bills of the medical insurance: many small ones, few ruinous ones.

import Kernel

/// Writes the bills of one person after the other.
struct MedicalRecords {
  let records: DepartmentRecords

  func write(_ member: Member, of home: Home, _ random: inout SeededRandom) throws(Problem) {
    if home.episodes.contains(.illness), member.health == .majorIllness {
      for index in 0..<random.whole(2...5) {
        try bill(
          member, cost: MedicalRecords.great.draw(&random), ago: 5...340, isPoorlyPaid: index == 0, &random)
      }
      return
    }
    let count = MedicalRecords.visits(member).draw(&random)
    for _ in 0..<count {
      let isInpatient = random.happens(member.health == .good ? 0.25 : 0.4)
      let curve = isInpatient ? MedicalRecords.inpatient : MedicalRecords.outpatient
      let cost = curve.draw(&random)
      try bill(member, cost: cost, ago: 1...660, isPoorlyPaid: random.happens(0.02), &random)
    }
  }

  private func bill(
    _ member: Member, cost: Double, ago days: ClosedRange<Int>, isPoorlyPaid: Bool,
    _ random: inout SeededRandom
  ) throws(Problem) {
    let total = Int(cost * 100)
    let isInpatient = cost >= 800
    let share: Double =
      if !member.isMedicallyInsured { 0 } else if isPoorlyPaid { random.within(0.15...0.39) } else {
        random.within(0.55...0.9)
      }
    let reimbursed = Int(Double(total) * share)
    let file = records.files.medical
    records.begin(file, member)
    file.day(records.day(&random, ago: days, for: member))
    file.number(isInpatient ? random.whole(1...3) : random.happens(0.8) ? 1 : 2)
    file.text(isInpatient ? "I" : "O")
    file.money(fen: total)
    file.money(fen: reimbursed)
    file.money(fen: total - reimbursed)
    try file.end()
  }

  private static func visits(_ member: Member) -> Lot<Int> {
    switch member.health {
    case .majorIllness: often
    case .chronic, .disabled: sometimes
    case .good: member.age >= 60 || member.age < 4 ? sometimes : seldom
    }
  }

  /// Costs of one bill. Unit: yuan.
  private static let great = Curve((0, 9_000), (0.4, 22_000), (0.8, 48_000), (1, 160_000))
  private static let inpatient = Curve((0, 800), (0.5, 3_200), (0.85, 8_000), (0.98, 25_000), (1, 60_000))
  private static let outpatient = Curve((0, 20), (0.5, 120), (0.9, 420), (1, 790))

  private static let often = Lot<Int>((1, 2), (2, 3), (4, 3), (7, 2))
  private static let sometimes = Lot<Int>((0, 45), (1, 30), (2, 15), (3, 10))
  private static let seldom = Lot<Int>((0, 90), (1, 8), (2, 2))
}
