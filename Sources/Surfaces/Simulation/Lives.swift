// What becomes of people by age and chance: schooling, health, work.

import Kernel

/// Fills in the columns of a person that follow from age, sex and place.
struct Lives {
  let asOf: Day
  let hardship: Double

  func live(_ member: inout Member, isHouseholdInsured: Bool, _ random: inout SeededRandom) {
    school(&member, &random)
    health(&member, &random)
    work(&member, &random)
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

  private func work(_ member: inout Member, _ random: inout SeededRandom) {
    guard member.schoolStatus == 0, (16..<72).contains(member.age) else { return }
    if member.age >= 60 {
      member.labour = random.happens(member.health == .good ? 0.6 : 0.2) ? .weak : .none
    } else if member.health == .majorIllness || member.health == .disabled {
      member.labour = random.happens(0.55) ? .none : .weak
    } else {
      let isSkilled = random.happens(member.education >= 3 ? 0.3 : 0.12)
      member.labour = isSkilled ? .skilled : random.happens(0.93) ? .ordinary : .weak
    }
    let works =
      switch member.labour {
      case .skilled: 0.85
      case .ordinary: member.sex == .male ? 0.8 : 0.6
      case .weak: 0.15
      case .none: 0.0
      }
    guard random.happens(works) else { return }
    member.workPlace = member.labour == .weak ? 1 : Lives.workPlaces.draw(&random)
    member.workMonths = min(12, max(1, Lives.months.whole(&random)))
    let wage = (member.labour == .weak ? Lives.postWages : Lives.wages).draw(&random)
    let bonus = member.labour == .skilled ? 1.25 : 1
    member.monthlyWage = Int(wage * bonus * (0.8 + 0.08 * Double(member.workPlace))) / 100 * 100
  }

  private static let beforeSixty = Lot<Int>((0, 45), (1, 45), (2, 8), (3, 2))
  private static let sixties = Lot<Int>((0, 15), (1, 52), (2, 27), (3, 5), (4, 1))
  private static let eighties = Lot<Int>((0, 4), (1, 35), (2, 46), (3, 10), (4, 3), (5, 2))
  private static let young = Lot<Int>((0, 1), (1, 8), (2, 50), (3, 22), (4, 12), (5, 7))
  private static let disabilityLevels = Lot<Int>((1, 15), (2, 25), (3, 30), (4, 30))
  private static let workPlaces = Lot<Int>((1, 20), (2, 13), (3, 7), (4, 14), (5, 46))
  private static let months = Curve((0, 1), (0.1, 5), (0.3, 8), (0.55, 10), (0.8, 11.5), (1, 13))
  private static let wages = Curve(
    (0, 1_200), (0.2, 1_900), (0.5, 2_500), (0.8, 3_300), (0.97, 4_700), (1, 8_000))
  /// Public-welfare posts in the village.
  private static let postWages = Curve((0, 500), (0.7, 900), (1, 1_300))
}
