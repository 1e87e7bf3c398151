// Makes the people of a household and what befalls them, the same as often as they are asked for.

import Kernel

/// People with their lives, before they have names, numbers and work.
struct People {
  var members: [Member]
  var episodes: Set<Episode> = []
}

struct PeopleMaker {
  let asOf: Day
  let seed: UInt64
  /// Every so many households, the next kind of episode in turn is sure to happen:
  /// small cities show all of them.
  let stride: Int

  init(asOf: Day, seed: UInt64, households: Int) {
    (self.asOf, self.seed) = (asOf, seed)
    stride = max(5, households / (Episode.allCases.count * 3))
  }

  /// Chance of a household's own, so that it stays as it is whatever is planned of others.
  func chance(of household: Int, _ purpose: UInt64) -> SeededRandom {
    var mixed = SeededRandom(seed: (seed ^ purpose << 40) &+ UInt64(household) &* 0xD6E8_FEB8_6659_FD93)
    return SeededRandom(seed: mixed.next())
  }

  /// The people of a household of the city; another attempt are other people.
  func family(_ household: Int, attempt: Int, hardship: Double) -> People {
    var random = chance(of: household, UInt64(1 + attempt))
    let isSure = household % stride == 0
    let wanted = isSure ? Episode.allCases[household / stride % Episode.allCases.count] : nil
    var family = People(members: people(hardship, &random))
    while let wanted, !wanted.fits(family.members) { family.members = people(hardship, &random) }
    for episode in Episode.allCases where episode.fits(family.members) {
      if random.happens(episode.probability(hardship: hardship)) { family.episodes.insert(episode) }
    }
    if let wanted { family.episodes.insert(wanted) }
    for episode in Episode.allCases where family.episodes.contains(episode) {
      befall(episode, &family, &random)
    }
    die(&family, &random)
    return family
  }

  private func people(_ hardship: Double, _ random: inout SeededRandom) -> [Member] {
    let family = HouseholdShape.lot.draw(&random).family(&random)
    let lives = Lives(asOf: asOf, hardship: hardship)
    let isInsured = random.happens(0.97)
    return family.map { kin in
      let birth = asOf.adding(days: -max(1, Int(kin.age * 365.2425)))
      var member = Member(relation: kin.relation, sex: kin.sex, birth: birth, age: birth.age(on: asOf))
      lives.live(&member, isHouseholdInsured: isInsured, &random)
      return member
    }
  }

  /// Writes an episode into the people that it befalls, as the registry would know them.
  private func befall(_ episode: Episode, _ family: inout People, _ random: inout SeededRandom) {
    func anyone(_ isMeant: (Member) -> Bool) -> Int? {
      let meant = family.members.indices.filter { isMeant(family.members[$0]) }
      return meant.isEmpty ? nil : random.pick(meant)
    }
    switch episode {
    case .illness:
      family.members[random.below(family.members.count)].health = .majorIllness
    case .newDisability:
      guard let index = anyone({ (18...64).contains($0.age) }) else { return }
      family.members[index].health = .disabled
      family.members[index].disabilityLevel = random.whole(1...2)
    case .dropout:
      guard let index = anyone({ (6...15).contains($0.age) }) else { return }
      family.members[index].hasDroppedOut = true
      if random.happens(0.6) { family.members[index].schoolStatus = 0 }
    case .earnerDeath:
      guard let index = anyone({ (18...59).contains($0.age) }) else { return }
      family.members[index].death = asOf.adding(days: -random.whole(3...350))
    case .orphaned:
      guard let index = family.members.firstIndex(where: { $0.age >= 18 }) else { return }
      family.members[index].death = asOf.adding(days: -random.whole(3...350))
    default:
      break  // told by the departments, not by the registry
    }
  }

  /// Those who died of age and chance within some fourteen months; somebody of each household lives on.
  private func die(_ family: inout People, _ random: inout SeededRandom) {
    for index in family.members.indices where family.members[index].death == nil {
      let age = family.members[index].age
      let share = age > 80 ? 0.09 : age > 65 ? 0.03 : age > 40 ? 0.005 : 0.0006
      guard random.happens(share), family.members.count(where: { $0.death == nil }) > 1 else { continue }
      let earliest = max(1, asOf.days(since: family.members[index].birth))
      family.members[index].death = asOf.adding(days: -random.whole(1...min(420, earliest)))
    }
  }
}
