// How a place stands beside the whole that it belongs to.

import Kernel
import Pages

/// A place's share of households at risk compared with the whole above it.
/// Ten percent above the whole counts as raised, thirty as far above; under thirty households nothing is
/// said, since one household more or less would turn the verdict.
enum PlaceStanding: Equatable, Sendable {
  case farAbove, above, usual, tooFew

  static let householdsMin = 30

  init(_ counts: RiskCounts, in whole: RiskCounts) {
    guard counts.households >= PlaceStanding.householdsMin, whole.households > 0 else {
      self = .tooFew
      return
    }
    let own = counts.hit * whole.households
    let mean = whole.hit * counts.households
    self = own * 10 >= mean * 13 && mean > 0 ? .farAbove : own * 10 >= mean * 11 && mean > 0 ? .above : .usual
  }

  var status: Status {
    switch self {
    case .farAbove: .red
    case .above: .amber
    case .usual: .green
    case .tooFew: .grey
    }
  }

  var word: Text {
    switch self {
    case .farAbove: Text(zh: "明显偏高", en: "far above")
    case .above: Text(zh: "偏高", en: "above")
    case .usual: Text(zh: "不偏高", en: "not above")
    case .tooFew: Text(zh: "户数少", en: "too few")
    }
  }

  /// The words above, explained under the table.
  static func remark(_ level: PlaceLevel, _ language: Language) -> String {
    language.say(
      "竖线为\(level.whole.zh)占比。“偏高”：比\(level.whole.zh)高一成以上；“明显偏高”：高三成以上；"
        + "不足 \(householdsMin) 户的不作判断。点击列名可以排序。",
      "The tick is the share of \(level.whole.en). Above: by a tenth or more; far above: by three tenths or "
        + "more; under \(householdsMin) households nothing is said. Click a heading to sort.")
  }
}
