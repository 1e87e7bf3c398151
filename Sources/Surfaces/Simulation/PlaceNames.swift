// Names of townships, villages and groups, put together from syllables.

import Kernel

/// Gives names that no sibling has: one maker for each parent.
struct PlaceNames {
  private var given: Set<String> = []

  mutating func township(_ kind: TownshipKind, _ random: inout SeededRandom) -> String {
    unused(&random) { $0.pick(PlaceNames.lucky) + $0.pick(PlaceNames.landmarks) + kind.suffix(&$0) }
  }

  mutating func village(isCommunity: Bool, _ random: inout SeededRandom) -> String {
    unused(&random) { $0.pick(PlaceNames.marks) + $0.pick(PlaceNames.grounds) + (isCommunity ? "社区" : "村") }
  }

  mutating func group(_ random: inout SeededRandom) -> String {
    unused(&random) { $0.pick(PlaceNames.marks) + $0.pick(PlaceNames.grounds) + "组" }
  }

  mutating func site(_ random: inout SeededRandom) -> String {
    unused(&random) { $0.pick(PlaceNames.marks) + $0.pick(PlaceNames.grounds) + "安置区" }
  }

  private mutating func unused(
    _ random: inout SeededRandom, _ make: (inout SeededRandom) -> String
  ) -> String {
    while true {
      let name = make(&random)
      // Siblings differ in more than the suffix, as people say the name without it.
      if given.insert(String(name.prefix(2))).inserted { return name }
    }
  }

  private static let lucky = "云清锦瑞昌宁和泰祥福嘉润".map(String.init)
  private static let landmarks = "溪岭川坪陵泉阳源峰原".map(String.init)
  private static let marks = "大小上下新老青白红黄黑石木水云金银龙凤马牛花松柏竹茶杉桃梨海天高平长双三半官庙".map(String.init)
  private static let grounds = "山坪湾坝河沟岩箐坡田塘井寨垭梁洞溪关桥营街场冲岭林屯堡湖".map(String.init)
}

/// The kinds of township-level divisions and the codes they are numbered from.
enum TownshipKind: Sendable {
  case subDistrict, town, township, ethnicTownship

  /// The first of the three digits that this kind uses.
  var firstNumber: Int {
    switch self {
    case .subDistrict: 1
    case .town: 101
    case .township: 201
    case .ethnicTownship: 221
    }
  }

  func suffix(_ random: inout SeededRandom) -> String {
    switch self {
    case .subDistrict: "街道"
    case .town: "镇"
    case .township: "乡"
    case .ethnicTownship: random.pick(["彝族乡", "苗族乡", "回族乡", "彝族苗族乡"])
    }
  }
}
