// Makes one household after the other: family, lives, episodes, incomes.

import Kernel

/// Makes the households of one county.
struct HomeMaker {
  let asOf: Day
  private var register: Register
  private let area: Int64
  private var made: Int64 = 0

  init(county: County, asOf: Day) {
    (area, self.asOf) = (county.code, asOf)
    register = Register(area: county.code, asOf: asOf)
  }

  /// The next household of a group; `wanted` is an episode that it has to meet.
  mutating func home(in group: CityGroup, wanted: Episode?, _ random: inout SeededRandom) -> Home {
    made += 1
    var members = people(hardship: group.hardship, &random)
    while let wanted, !wanted.fits(members) { members = people(hardship: group.hardship, &random) }
    var home = Home(number: area * 10_000_000 + made, group: group, members: members)
    standing(&home, &random)
    for episode in Episode.allCases where episode.fits(members) {
      if random.happens(episode.probability(hardship: group.hardship)) { home.episodes.insert(episode) }
    }
    if let wanted { home.episodes.insert(wanted) }
    for episode in Episode.allCases where home.episodes.contains(episode) { befall(episode, &home, &random) }
    home.incomes = Incomes.draw(home, &random)
    return home
  }

  private mutating func people(hardship: Double, _ random: inout SeededRandom) -> [Member] {
    let family = HouseholdShape.lot.draw(&random).family(&random)
    let surnames = PersonNames.surnames(of: family, &random)
    let lives = Lives(asOf: asOf, hardship: hardship)
    let isInsured = random.happens(0.97)
    return family.indices.map { index in
      let kin = family[index]
      let birth = asOf.adding(days: -max(1, Int(kin.age * 365.2425)))
      var member = Member(
        id: register.next(birth: birth, sex: kin.sex), relation: kin.relation, sex: kin.sex, birth: birth,
        age: birth.age(on: asOf))
      member.name = surnames[index] + PersonNames.given(kin.sex, birthYear: birth.year, &random)
      lives.live(&member, isHouseholdInsured: isInsured, &random)
      return member
    }
  }

  /// What the registry says of the household: type, year, resettlement, house and water.
  private func standing(_ home: inout Home, _ random: inout SeededRandom) {
    let hardship = home.group.hardship
    let share = random.unit()
    let monitored = 0.028 * hardship
    home.type = share < monitored ? .monitored : share < monitored + 0.27 ? .outOfPoverty : .general
    home.registeredYear =
      switch home.type {
      case .general: random.whole(2021...2025)
      case .outOfPoverty: random.whole(2013...2019)
      case .monitored: random.whole(2020...2025)
      }
    home.isResettled = random.happens(home.type == .general ? 0.01 : 0.18)
    let house = random.unit()
    home.housingGrade =
      house < 0.002 * hardship ? 3 : house < 0.008 * hardship ? 2 : house < 0.4 ? 1 : 0
    if home.isResettled { home.housingGrade = min(1, home.housingGrade) }
    home.hasSafeWater = !random.happens(0.005 * hardship)
  }

  /// Writes an episode into the people that it befalls, as the registry would know them.
  private func befall(_ episode: Episode, _ home: inout Home, _ random: inout SeededRandom) {
    switch episode {
    case .illness:
      let index = random.below(home.members.count)
      home.members[index].health = .majorIllness
      disable(&home.members[index], to: .weak)
    case .newDisability:
      guard let index = home.anyone(&random, where: { (18...64).contains($0.age) }) else { return }
      home.members[index].health = .disabled
      home.members[index].disabilityLevel = random.whole(1...2)
      disable(&home.members[index], to: .none)
    case .dropout:
      guard let index = home.anyone(&random, where: { (6...15).contains($0.age) }) else { return }
      home.members[index].hasDroppedOut = true
      if random.happens(0.6) { home.members[index].schoolStatus = 0 }
    case .earnerDeath:
      guard let index = home.anyone(&random, where: { (18...59).contains($0.age) }) else { return }
      home.members[index].death = asOf.adding(days: -random.whole(3...350))
    case .orphaned:
      guard let index = home.members.firstIndex(where: { $0.age >= 18 }) else { return }
      home.members[index].death = asOf.adding(days: -random.whole(3...350))
    default:
      break  // told by the departments, not by the registry
    }
  }

  private func disable(_ member: inout Member, to labour: Labour) {
    guard member.labour != .none else { return }
    (member.labour, member.workPlace, member.workMonths, member.monthlyWage) = (labour, 0, 0, 0)
  }
}

extension Home {
  /// The place of a member of whom something is true, each as likely as the other; nil where there is none.
  func anyone(_ random: inout SeededRandom, where isMeant: (Member) -> Bool) -> Int? {
    let meant = members.indices.filter { isMeant(members[$0]) }
    return meant.isEmpty ? nil : random.pick(meant)
  }
}
