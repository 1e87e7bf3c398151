// Makes one household after the other as it is planned: names, numbers, standing, work, incomes.

import Kernel

/// Makes the households of one county.
struct HomeMaker {
  private let families: PeopleMaker
  private var register: Register
  private let area: Int64
  private var made: Int64 = 0

  private var asOf: Day { families.asOf }

  init(county: County, families: PeopleMaker) {
    (area, self.families) = (county.code, families)
    register = Register(area: county.code, asOf: families.asOf)
  }

  /// The next household of a group.
  /// - Parameters:
  ///   - household: its place in the plan of the city.
  ///   - income: where it is of the base.
  mutating func home(
    _ household: Int, in group: CityGroup, slot: HouseholdSlot, income: PlannedIncome?, work: inout WorkPlan,
    _ random: inout SeededRandom
  ) -> Home {
    made += 1
    let family = families.family(household, attempt: Int(slot.attempt), hardship: group.hardship)
    var home = Home(number: area * 10_000_000 + made, group: group, slot: slot, members: family.members)
    home.episodes = family.episodes
    name(&home, &random)
    standing(&home, &random)
    work.assign(&home, &random)
    home.incomes = Incomes.draw(home, income, &random)
    WorkPlan.pay(&home, &random)
    return home
  }

  private mutating func name(_ home: inout Home, _ random: inout SeededRandom) {
    let surnames = PersonNames.surnames(of: home.members, &random)
    for index in home.members.indices {
      let member = home.members[index]
      home.members[index].id = register.next(birth: member.birth, sex: member.sex)
      home.members[index].name =
        surnames[index] + PersonNames.given(member.sex, birthYear: member.birth.year, &random)
    }
  }

  /// What the registry says of the household: type, year, resettlement, house and water.
  private func standing(_ home: inout Home, _ random: inout SeededRandom) {
    let hardship = home.group.hardship
    home.type = home.slot.has(.monitored) ? .monitored : home.slot.has(.base) ? .outOfPoverty : .general
    home.registeredYear =
      switch home.type {
      case .general: asOf.year - random.whole(0...4)
      case .outOfPoverty: random.whole(2013...2019)
      case .monitored: max(2020, asOf.year - random.whole(0...4))
      }
    home.isResettled = home.slot.has(.relocated)
    let house = random.unit()
    home.housingGrade =
      house < 0.001 * hardship ? 3 : house < 0.004 * hardship ? 2 : house < 0.4 ? 1 : 0
    if home.isResettled { home.housingGrade = min(1, home.housingGrade) }
    home.hasSafeWater = !random.happens(0.003 * hardship)
  }
}

extension Home {
  /// The place of a member of whom something is true, each as likely as the other; nil where there is none.
  func anyone(_ random: inout SeededRandom, where isMeant: (Member) -> Bool) -> Int? {
    let meant = members.indices.filter { isMeant(members[$0]) }
    return meant.isEmpty ? nil : random.pick(meant)
  }
}
