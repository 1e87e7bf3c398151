// The firms and cooperatives that households are bound to.

import Kernel

/// A firm or cooperative of a county.
struct Entity {
  let place: Int64
  let isFirm: Bool
  let creditCode: String
  let name: String
  let start: Day
  /// Where it is no more.
  let end: Day?
}

struct Entities {
  private(set) var all: [Entity] = []
  /// The working ones of each county, by its code.
  private var working: [Int64: [Int]] = [:]
  private var everywhere: [Int] = []

  init(_ counties: [CityCounty], targets: CityTargets, asOf: Day, seed: UInt64) {
    var random = SeededRandom(seed: seed ^ 0x6669_726D)
    let bindings = targets.calibration.bindings
    let firms = targets.byCounty(targets.atLeastOne(bindings.firms))
    let coops = targets.byCounty(targets.atLeastOne(bindings.coops))
    for (number, county) in counties.enumerated() {
      var names = EntityNames()
      for index in 0..<(firms[number] + coops[number]) {
        let isFirm = index < firms[number]
        add(county, isFirm: isFirm, named: names.entity(isFirm: isFirm, &random), asOf, ended: false, &random)
      }
      // A few gave up; what they had bound is no longer bound.
      for _ in 0..<((firms[number] + coops[number]) / 40) {
        add(county, isFirm: false, named: names.entity(isFirm: false, &random), asOf, ended: true, &random)
      }
    }
  }

  /// Somebody who binds households at a place: of its county, or else of the city.
  func any(in place: Int64, _ random: inout SeededRandom) -> Entity? {
    let near = working[place / 1_000_000_000] ?? everywhere
    return near.isEmpty ? nil : all[random.pick(near)]
  }

  private mutating func add(
    _ county: CityCounty, isFirm: Bool, named name: String, _ asOf: Day, ended: Bool,
    _ random: inout SeededRandom
  ) {
    let townships = county.places.filter { $0.level == .township }
    let end = ended ? asOf.adding(days: -random.whole(60...300)) : nil
    if !ended {
      working[county.county.code, default: []].append(all.count)
      everywhere.append(all.count)
    }
    all.append(
      Entity(
        place: isFirm || townships.isEmpty ? county.county.code : random.pick(townships).code, isFirm: isFirm,
        creditCode: Entities.creditCode(isFirm, county.county.code, all.count + 1), name: name,
        start: asOf.adding(days: -random.whole(380...3_000)), end: end))
  }

  /// A unified social credit code with its right check character. **Source**: GB 32100. The body's code
  /// begins with zeros, which are given to nobody.
  static func creditCode(_ isFirm: Bool, _ county: Int64, _ number: Int) -> String {
    let body = (isFirm ? "91" : "93") + String(county) + "00" + padded(number, 7)
    let digits = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    var (sum, weight) = (0, 1)
    for character in body {
      sum += (digits.firstIndex(of: character) ?? 0) * weight
      weight = weight * 3 % 31
    }
    return body + String(digits[(31 - sum % 31) % 31])
  }
}

/// Names of firms and cooperatives, none twice in a county.
struct EntityNames {
  private var given: Set<String> = []

  mutating func entity(isFirm: Bool, _ random: inout SeededRandom) -> String {
    for _ in 0..<50 {
      let marks = random.pick(EntityNames.marks) + random.pick(EntityNames.marks)
      let name = marks + random.pick(EntityNames.trades)
      if given.insert(name).inserted { return name + (isFirm ? "有限公司" : "专业合作社") }
    }
    return "第\(given.count + 1)" + (isFirm ? "农业有限公司" : "农业专业合作社")
  }

  private static let marks = "云锦丰瑞禾绿源金康惠农乐山泰和兴隆鑫茂盛达昌".map(String.init)
  private static let trades = ["苹果", "马铃薯", "花椒", "竹业", "天麻", "生猪养殖", "肉牛养殖", "蔬菜", "中药材", "茶业", "核桃", "蚕桑"]
}
