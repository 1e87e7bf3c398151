// Plans a city so that its figures come out: looks at all families once, then hands out what befalls them.

import Kernel

/// Every step draws among all households of the city, so that the figures are exact also where a county has
/// too few households for a share of its own.
struct PlanMaker {
  let targets: CityTargets
  private let seed: UInt64
  var plan: CityPlan
  var random: SeededRandom

  var calibration: Calibration { targets.calibration }

  init(targets: CityTargets, seed: UInt64) {
    (self.targets, self.seed) = (targets, seed)
    plan = CityPlan(seed: seed)
    random = SeededRandom(seed: seed ^ 0x6C61_626F_7572)
  }

  mutating func plan(_ counties: [CityCounty], families: PeopleMaker) -> CityPlan {
    look(at: counties, families)
    chooseBase()
    chooseRelocated()
    for stratum in 0..<4 { raiseLabour(stratum, counties, families) }
    handOutLabour()
    handOutPlaces()
    chooseCases()
    chooseIncomes()
    chooseHelp()
    IncomePlan(targets: targets, seed: seed).fill(&plan, counties)
    payInsurance()
    return plan
  }

  /// Notes of every family what the plan has to know of it.
  private mutating func look(at counties: [CityCounty], _ families: PeopleMaker) {
    plan.slots.reserveCapacity(targets.households)
    for county in counties {
      let first = plan.slots.count
      for group in county.groups {
        for _ in 0..<group.households {
          var slot = HouseholdSlot()
          let family = families.family(plan.slots.count, attempt: 0, hardship: group.hardship)
          PlanMaker.note(family, asOf: families.asOf, in: &slot)
          plan.slots.append(slot)
        }
      }
      plan.counties.append(first..<plan.slots.count)
    }
  }

  private static func note(_ family: People, asOf: Day, in slot: inout HouseholdSlot) {
    let yearBefore = CityCalendar(asOf: asOf).yearBefore
    slot.living = UInt8(family.members.count { $0.death == nil })
    slot.livingBefore = UInt8(family.members.count { $0.death.map { $0 > yearBefore } ?? true })
    slot.able = UInt8(family.members.count { $0.isAble })
    slot.marks.subtract([.struck, .hasChildren])
    if !family.episodes.isDisjoint(with: Episode.costly) { slot.marks.insert(.struck) }
    if family.members.contains(where: { $0.death == nil && $0.age < 16 }) { slot.marks.insert(.hasChildren) }
  }

  /// The base of a county are its share of households; their size is the city's mean as nearly as can be.
  private mutating func chooseBase() {
    let bases = targets.countyBases
    var persons = targets.scaled(calibration.base.persons)
    for (number, range) in plan.counties.enumerated() {
      let left = bases[number...].reduce(0, +)
      let share = left == 0 ? 0 : Int(Double(persons) * Double(bases[number]) / Double(left) + 0.5)
      plan.choose(bases[number], persons: share, in: range, as: .base) { _ in 1 }
      persons -= plan.slots[range].reduce(0) { $0 + ($1.has(.base) ? Int($1.living) : 0) }
    }
  }

  private mutating func chooseRelocated() {
    let persons = targets.scaled(calibration.relocated.persons)
    let inBase = targets.percent(Double(calibration.relocated.inBase), of: persons)
    let size = Double(calibration.base.persons) / Double(calibration.base.households)
    plan.choose(persons: inBase, meanSize: size, as: .relocated) { $0.has(.base) && $0.able > 0 ? 1 : 0 }
    plan.choose(persons: persons - inBase, meanSize: 3.9, as: .relocated) {
      !$0.has(.base) && $0.able > 0 ? 1 : 0
    }
  }

  /// The households that labour is counted for apart, with their labourers and those at work.
  private var strata: [(labourers: Int, workers: Int)] {
    let labour = calibration.labour
    func parts(_ count: (Calibration.Labour.Group) -> Int) -> [Int] {
      let (all, base) = (targets.scaled(count(labour.all)), targets.scaled(count(labour.base)))
      let relocated = targets.scaled(count(labour.relocated))
      let both = targets.percent(Double(calibration.relocated.inBase), of: relocated)
      return [all - base - relocated + both, base - both, relocated - both, both]
    }
    return Array(zip(parts(\.labourers), parts(\.transferred))).map { (labourers: $0.0, workers: $0.1) }
  }

  /// Where too few members could be labourers, other people of the same number are tried.
  private mutating func raiseLabour(_ stratum: Int, _ counties: [CityCounty], _ families: PeopleMaker) {
    let wanted = strata[stratum].labourers
    var able = plan.slots.reduce(0) { $0 + ($1.stratum == stratum ? Int($1.able) : 0) }
    for attempt in UInt8(1)...60 where able * 97 < wanted * 100 {
      var index = 0
      for county in counties {
        for group in county.groups {
          for _ in 0..<group.households {
            defer { index += 1 }
            let slot = plan.slots[index]
            guard slot.stratum == stratum, able * 97 < wanted * 100, slot.able < slot.living else { continue }
            var other = slot
            let family = families.family(index, attempt: Int(attempt), hardship: group.hardship)
            PlanMaker.note(family, asOf: families.asOf, in: &other)
            guard other.living == slot.living, other.able > slot.able else { continue }
            other.attempt = attempt
            able += Int(other.able) - Int(slot.able)
            plan.slots[index] = other
          }
        }
      }
    }
  }

  private mutating func handOutLabour() {
    for (stratum, wanted) in strata.enumerated() {
      handOutLabourers(wanted.labourers, to: stratum)
      handOutWork(wanted.workers, of: wanted.labourers, to: stratum)
    }
  }

  private mutating func handOutLabourers(_ wanted: Int, to stratum: Int) {
    let able = plan.slots.reduce(0) { $0 + ($1.stratum == stratum ? Int($1.able) : 0) }
    let share = able == 0 ? 0 : Double(wanted) / Double(able)
    var sum = 0
    for index in plan.slots.indices where plan.slots[index].stratum == stratum {
      let count = (0..<plan.slots[index].able).count { _ in random.happens(share) }
      plan.slots[index].labourers = UInt8(count)
      sum += count
    }
    plan.settle(sum, to: wanted, where: { $0.stratum == stratum }) { slot, step in
      guard step > 0 ? slot.labourers < slot.able : slot.labourers > 0 else { return false }
      slot.labourers = step > 0 ? slot.labourers + 1 : slot.labourers - 1
      return true
    }
  }

  private mutating func handOutWork(_ wanted: Int, of labourers: Int, to stratum: Int) {
    let idle = labourers == 0 ? 0 : 1 - Double(wanted) / Double(labourers)
    for index in plan.slots.indices where plan.slots[index].stratum == stratum {
      let count = plan.slots[index].labourers
      var working = (0..<count).count { _ in !random.happens(idle) }
      // A household that lives by its labour seldom has nobody at work.
      if working == 0, count > 0, random.happens(0.85) { working = 1 }
      plan.slots[index].workers = UInt8(working)
    }
    for least in [UInt8(1), 0] {
      let sum = plan.slots.reduce(0) { $0 + ($1.stratum == stratum ? Int($1.workers) : 0) }
      plan.settle(sum, to: wanted, where: { $0.stratum == stratum }) { slot, step in
        guard step > 0 ? slot.workers < slot.labourers : slot.workers > least else { return false }
        slot.workers = step > 0 ? slot.workers + 1 : slot.workers - 1
        return true
      }
    }
  }

  /// Who of those at work is outside the province; with children at home, mostly not everybody.
  private mutating func handOutPlaces() {
    let workers = plan.slots.reduce(0) { $0 + Int($1.workers) }
    let wanted = min(workers, targets.scaled(calibration.labour.outside))
    let share = workers == 0 ? 0 : Double(wanted) / Double(workers) * 1.06
    var outside = 0
    for index in plan.slots.indices {
      let slot = plan.slots[index]
      var away = (0..<slot.workers).count { _ in random.happens(share) }
      if away > 0, away == slot.able, slot.has(.hasChildren), random.happens(0.8) { away -= 1 }
      plan.slots[index].outside = UInt8(away)
      outside += away
    }
    plan.settle(outside, to: wanted, where: { _ in true }) { slot, step in
      if step > 0 {
        guard slot.outside < slot.workers, !slot.has(.hasChildren) || slot.outside + 1 < slot.able
        else { return false }
        slot.outside += 1
      } else {
        guard slot.outside > 0 else { return false }
        slot.outside -= 1
      }
      return true
    }
  }
}
