// What becomes of people by age and chance: schooling and health.

import Kernel

/// Fills in the columns of a person that follow from age, sex and place.
struct Lives {
  let asOf: Day
  let hardship: Double

  func live(_ member: inout Member, isHouseholdInsured: Bool, _ random: inout SeededRandom) {
    school(&member, &random)
    health(&member, &random)
    member.isMedicallyInsured = random.happens(isHouseholdInsured ? 0.997 : 0.6)
    member.isPensionInsured = member.age >= 16 && member.schoolStatus == 0 && random.happens(0.95)
  }

  private func school(_ member: inout Member, _ random: inout SeededRandom) {
    let (status, share) =
      switch member.age {
      case ..<3: (0, 1.0)
      case ..<6: (1, 0.85)
      case ..<12: (2, 0.998)
      case ..<15: (3, 0.996)
      case ..<16: (random.happens(0.6) ? 3 : 4, 0.988)
      case ..<18: (4, 0.88)
      case ..<22: (5, 0.42)
      default: (0, 1.0)
      }
    member.schoolStatus = random.happens(share) ? status : 0
    member.education =
      switch (member.schoolStatus, member.age) {
      case (5, _): 3
      case (4, _): 2
      case (_, ..<6): 0
      case (_, ..<12): 1
      case (_, ..<18): 2
      default: Lives.schooling(bornIn: member.birth.year).draw(&random)
      }
  }

  private static func schooling(bornIn year: Int) -> Lot<Int> {
    switch year {
    case ..<1960: beforeSixty
    case ..<1975: sixties
    case ..<1990: eighties
    default: young
    }
  }

  private func health(_ member: inout Member, _ random: inout SeededRandom) {
    let isOld = member.age >= 60
    let share = random.unit()
    let major = 0.003 * hardship + (isOld ? 0.010 : 0)
    let disabled = major + 0.016 + (isOld ? 0.030 : 0)
    let chronic = disabled + (member.age < 16 ? 0.01 : member.age < 50 ? 0.05 : 0.2)
    member.health =
      share < major ? .majorIllness : share < disabled ? .disabled : share < chronic ? .chronic : .good
    if member.health == .disabled { member.disabilityLevel = Lives.disabilityLevels.draw(&random) }
  }

  private static let beforeSixty = Lot<Int>((0, 45), (1, 45), (2, 8), (3, 2))
  private static let sixties = Lot<Int>((0, 15), (1, 52), (2, 27), (3, 5), (4, 1))
  private static let eighties = Lot<Int>((0, 4), (1, 35), (2, 46), (3, 10), (4, 3), (5, 2))
  private static let young = Lot<Int>((0, 1), (1, 8), (2, 50), (3, 22), (4, 12), (5, 7))
  private static let disabilityLevels = Lot<Int>((1, 15), (2, 25), (3, 30), (4, 30))
}
