// Who works where and how many months in two years, exact in the sums of the city.

import Kernel

/// What a person worked in one accounting year. **Unit**: yuan a month.
struct WorkYear: Equatable {
  var place = 0
  var months = 0
  var monthlyWage = 0
  var isOrganised = false
  var isCertified = false
}

/// Hands out work to one household after the other. Labourers draw their months from decks, so that the mean
/// of all is exact; whose work changed is rationed.
struct WorkPlan {
  private var months: Deck
  private var monthsBefore: Deck
  /// Of those outside the province now: who was not a year before, and of these who did not work at all.
  private var newOutside: Ration
  private var newFromIdle: Ration
  /// Of those at work inside the province: who was outside before, and who did not work.
  private var returned: Ration
  private var newInside: Ration
  /// Of labourers without work: who had some.
  private var stopped: Ration
  private let organised: [Double]
  private let certified: [Double]

  init(_ plan: CityPlan, targets: CityTargets) {
    let labour = targets.calibration.labour
    let workers = plan.slots.reduce(0) { $0 + Int($1.workers) }
    let outside = plan.slots.reduce(0) { $0 + Int($1.outside) }
    let idle = plan.slots.reduce(0) { $0 + Int($1.labourers) } - workers
    let inside = workers - outside
    let back = min(inside / 10, targets.percent(1.5, of: outside))
    let new = min(outside, max(0, targets.scaled(labour.outsideMore) + back))
    let fresh = new * 4 / 10
    let started = (inside - back) / 40
    let ended = idle / 5
    newOutside = Ration(new, of: outside)
    newFromIdle = Ration(fresh, of: new)
    returned = Ration(back, of: inside)
    newInside = Ration(started, of: inside - back)
    stopped = Ration(ended, of: idle)
    months = WorkPlan.deck(of: workers, mean: labour.months)
    monthsBefore = WorkPlan.deck(of: workers - fresh - started + ended, mean: labour.monthsBefore)
    organised = labour.organised.map { Double($0) / 100 }
    certified = labour.certified.map { Double($0) / 100 }
  }

  private static func deck(of count: Int, mean: Double) -> Deck {
    let classes = usual.enumerated().map { SizedClass(size: $0, weight: $1, available: count) }
    return Deck(SizedQuota.wanted(classes, count: count, sum: Int(Double(count) * mean + 0.5)))
  }

  mutating func assign(_ home: inout Home, _ random: inout SeededRandom) {
    let labourers = able(&home, &random)
    for index in home.members.indices where !labourers.contains(index) {
      rest(&home.members[index], &random)
    }
    let workers = labourers.prefix(Int(home.slot.workers))
    let outside = Set(workers.shuffled(using: &random).prefix(Int(home.slot.outside)))
    for index in labourers {
      let isWorking = workers.contains(index)
      work(&home.members[index], isWorking: isWorking, isOutside: outside.contains(index), &random)
    }
    keepSomebodyNear(&home)
  }

  /// Makes as many members labourers as are planned, the healthy ones first.
  /// **Shape**: their places, those who rather work first.
  private func able(_ home: inout Home, _ random: inout SeededRandom) -> [Int] {
    let able = home.members.indices.filter { home.members[$0].isAble }.map { index in
      (index, (home.members[index].health == .good ? 0.0 : 0.9) + random.unit())
    }.sorted { $0.1 < $1.1 }.map(\.0)
    for (rank, index) in able.enumerated() {
      if rank < home.slot.labourers {
        let isSkilled = random.happens(home.members[index].education >= 3 ? 0.3 : 0.12)
        home.members[index].labour = isSkilled ? .skilled : .ordinary
      } else {
        home.members[index].labour = .weak
        if home.members[index].health == .good, random.happens(0.9) { home.members[index].health = .chronic }
      }
    }
    return able.prefix(Int(home.slot.labourers)).map { index in
      (index, random.unit() + (home.members[index].sex == .female ? 0.35 : 0))
    }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// Those who are no labourers: some of them have a public-welfare post.
  private func rest(_ member: inout Member, _ random: inout SeededRandom) {
    if !member.isAble {
      guard member.schoolStatus == 0, (16..<72).contains(member.age) else { return }
      let share = member.age < 60 ? 0.45 : member.health == .good ? 0.6 : 0.2
      member.labour = random.happens(share) ? .weak : .none
    }
    guard member.labour == .weak, member.death == nil, random.happens(0.15) else { return }
    member.work = WorkYear(place: 1, months: WorkPlan.posts.draw(&random))
    if random.happens(0.9) {
      member.workBefore = WorkYear(place: 1, months: WorkPlan.postsBefore.draw(&random))
    }
  }

  private mutating func work(
    _ member: inout Member, isWorking: Bool, isOutside: Bool, _ random: inout SeededRandom
  ) {
    guard isWorking else {
      if stopped.takes(&random) { workedBefore(&member, at: WorkPlan.near.draw(&random), &random) }
      return
    }
    let place = isOutside ? 5 : WorkPlan.near.draw(&random)
    member.work = WorkYear(place: place, months: months.draw(&random) ?? 9)
    member.work.isOrganised = random.happens(organised[0])
    member.work.isCertified = random.happens(certified[0])
    if isOutside {
      if !newOutside.takes(&random) {
        workedBefore(&member, at: 5, &random)
      } else if !newFromIdle.takes(&random) {
        workedBefore(&member, at: WorkPlan.near.draw(&random), &random)
      }
    } else if returned.takes(&random) {
      workedBefore(&member, at: 5, &random)
    } else if !newInside.takes(&random) {
      workedBefore(&member, at: random.happens(0.85) ? place : WorkPlan.near.draw(&random), &random)
    }
  }

  private mutating func workedBefore(_ member: inout Member, at place: Int, _ random: inout SeededRandom) {
    member.workBefore = WorkYear(place: place, months: monthsBefore.draw(&random) ?? 9)
    member.workBefore.isOrganised = random.happens(organised[1])
    // A certificate is not lost again.
    let had = certified[0] == 0 ? 0 : min(1, certified[1] / certified[0])
    member.workBefore.isCertified = member.work.isCertified && random.happens(had)
  }

  /// Where children live and every adult is far away, one who works in the province works nearer.
  private func keepSomebodyNear(_ home: inout Home) {
    let adults = home.members.indices.filter {
      home.members[$0].death == nil && (18...59).contains(home.members[$0].age)
    }
    guard home.slot.has(.hasChildren), !adults.isEmpty,
      adults.allSatisfy({ home.members[$0].work.place >= 4 }),
      let index = adults.first(where: { home.members[$0].work.place == 4 })
    else { return }
    home.members[index].work.place = 2
  }

  /// Wages that fit the wage income of the household, which is what is left of them at home.
  static func pay(_ home: inout Home, _ random: inout SeededRandom) {
    let kept = random.within(0.7...0.95)
    let weights = home.members.map { member in
      (member.labour == .skilled ? 1.25 : member.labour == .weak ? 0.4 : 1.0) * random.within(0.75...1.3)
    }
    pay(&home.members, \.work, income: home.incomes[1].wage, kept: kept, weights)
    pay(&home.members, \.workBefore, income: home.incomes[0].wage, kept: kept, weights)
  }

  private static func pay(
    _ members: inout [Member], _ year: WritableKeyPath<Member, WorkYear>, income: Int, kept: Double,
    _ weights: [Double]
  ) {
    let parts = members.indices.map { Double(members[$0][keyPath: year].months) * weights[$0] }
    let sum = parts.reduce(0, +)
    for index in members.indices where members[index][keyPath: year].months > 0 {
      let wage = Double(income) / kept * weights[index] / sum
      members[index][keyPath: year].monthlyWage = max(3, min(120, Int(wage / 100 + 0.5))) * 100
    }
  }

  /// How usual a number of months from 0 to 12 is; decks tilt it to their mean.
  private static let usual: [Double] = [0, 0.6, 1, 1.6, 2.6, 4.5, 7, 8, 12, 15, 19, 16, 13]
  private static let posts = Lot<Int>((6, 10), (7, 12), (8, 16), (9, 22), (10, 20), (11, 10), (12, 10))
  private static let postsBefore = Lot<Int>(
    (5, 10), (6, 10), (7, 14), (8, 16), (9, 18), (10, 14), (11, 8), (12, 10))
  /// Places of work inside the province; codes as in the sheet.
  private static let near = Lot<Int>((1, 26), (2, 32), (3, 16), (4, 26))
}
