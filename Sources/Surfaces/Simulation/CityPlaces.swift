// The tree of places of a synthetic city, and how many households live in each group.

import Kernel

/// A place below the city, as the sheet of places shows it.
struct CityPlace {
  let code: Int64
  let parent: Int64
  let level: PlaceLevel
  let name: String
}

/// A villager group with its households.
struct CityGroup {
  let code: Int64
  let households: Int
  /// How hard life is in its village; 1 is the city's mean.
  let hardship: Double
}

/// The places of one county.
struct CityCounty {
  let county: County
  var places: [CityPlace] = []
  var groups: [CityGroup] = []
}

/// Plans all places; the same seed, targets and list give the same tree.
struct CityPlaces {
  private let scale: Scale
  private let targets: CityTargets
  private let divisions: DivisionList?
  private var random: SeededRandom

  init(scale: Scale, targets: CityTargets, divisions: DivisionList?, seed: UInt64) {
    (self.scale, self.targets, self.divisions) = (scale, targets, divisions)
    random = SeededRandom(seed: seed ^ 0x706C_6163_6573)
  }

  /// **Shape**: one entry a county, in order of code; households add up to the scale's.
  mutating func counties() -> [CityCounty] {
    var plans: [CityCounty] = []
    for (county, households) in zip(targets.calibration.counties, targets.countyHouseholds) {
      plans.append(plan(county, households: households))
    }
    return plans
  }

  private mutating func plan(_ county: County, households: Int) -> CityCounty {
    let groupCount = max(1, households / scale.householdsPerGroup)
    let villageCount = (groupCount + scale.groupsPerVillage - 1) / scale.groupsPerVillage
    let listed = divisions?.townships[county.code] ?? []
    let known = listed.isEmpty ? county.townships.reduce(0, +) : listed.count
    let needed = (villageCount + scale.villagesPerTownship - 1) / scale.villagesPerTownship
    let townshipCount = min(known, needed)
    var plan = CityCounty(county: county)
    let townships = planTownships(&plan, listed, count: townshipCount)
    var villages: [(code: Int64, hardship: Double)] = []
    for (township, count) in zip(townships, spread(villageCount, over: townshipCount)) {
      villages += planVillages(&plan, in: township, count: count)
    }
    var weights: [Double] = []
    var codes: [(code: Int64, hardship: Double)] = []
    for (village, count) in zip(villages, spread(groupCount, over: villages.count)) {
      var names = PlaceNames()
      for number in 1...Int64(count) {
        let code = village.code * 1_000 + number
        plan.places.append(
          CityPlace(code: code, parent: village.code, level: .group, name: names.group(&random)))
        codes.append((code, village.hardship))
        weights.append(random.within(0.4...1.6))
      }
    }
    for (group, count) in zip(codes, spread(households, by: weights)) {
      plan.groups.append(CityGroup(code: group.code, households: count, hardship: group.hardship))
    }
    return plan
  }

  /// Of a list that is longer than a small city needs, townships all along it are taken.
  private mutating func planTownships(
    _ plan: inout CityCounty, _ listed: [DivisionList.Township], count: Int
  ) -> [(code: Int64, kind: TownshipKind)] {
    let county = plan.county
    if !listed.isEmpty {
      return (0..<count).map { index in
        let township = listed[index * listed.count / count]
        plan.places.append(
          CityPlace(code: township.code, parent: county.code, level: .township, name: township.name))
        return (township.code, township.kind)
      }
    }
    let order: [TownshipKind] = [.subDistrict, .town, .township, .ethnicTownship]
    let kinds = zip(order, county.townships).flatMap { Array(repeating: $0.0, count: $0.1) }
    var names = PlaceNames()
    var used: [TownshipKind: Int] = [:]
    return (0..<count).map { index in
      let kind = kinds[index * kinds.count / count]
      let number = kind.firstNumber + used[kind, default: 0]
      used[kind, default: 0] += 1
      let code = county.code * 1_000 + Int64(number)
      plan.places.append(
        CityPlace(
          code: code, parent: county.code, level: .township, name: names.township(kind, &random)))
      return (code, kind)
    }
  }

  /// Residents' committees are numbered from 001, village committees from 201. A sub-district has only the
  /// former, any other township begins with the one of its market place.
  private mutating func planVillages(
    _ plan: inout CityCounty, in township: (code: Int64, kind: TownshipKind), count: Int
  ) -> [(code: Int64, hardship: Double)] {
    var names = PlaceNames()
    return (0..<count).map { index in
      let isCommunity = township.kind == .subDistrict || (index == 0 && count > 1)
      let number = isCommunity ? index + 1 : 200 + index + (count > 1 ? 0 : 1)
      let code = township.code * 1_000 + Int64(number)
      let name = names.village(isCommunity: isCommunity, &random)
      plan.places.append(CityPlace(code: code, parent: township.code, level: .village, name: name))
      return (code, CityPlaces.hardship.draw(&random) * plan.county.hardship * (isCommunity ? 0.7 : 1))
    }
  }

  /// Whole numbers, at least one each, that add up to `total`.
  private mutating func spread(_ total: Int, over count: Int) -> [Int] {
    precondition(total >= count, "every place has at least one place below it")
    let weights = (0..<count).map { _ in random.within(0.6...1.4) }
    return spread(total - count, by: weights).map { $0 + 1 }
  }

  /// Whole numbers in proportion to weights that add up to `total`.
  private func spread(_ total: Int, by weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    var passed = 0.0
    var done = 0
    return weights.indices.map { index in
      passed += weights[index]
      let upTo = index == weights.count - 1 ? total : Int(Double(total) * passed / sum)
      defer { done = upTo }
      return upTo - done
    }
  }

  private static let hardship = Curve((0, 0.4), (0.3, 0.7), (0.6, 1.0), (0.9, 1.5), (1, 2.4))
}
