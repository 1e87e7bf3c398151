// The words that several pages share, and how levels and severities show.

import Kernel
import Pages

extension Severity {
  var status: Status {
    switch self {
    case .red: .red
    case .amber: .amber
    case .exclusion: .grey
    }
  }

  var word: Text {
    switch self {
    case .red: Text(zh: "急办", en: "act now")
    case .amber: Text(zh: "关注", en: "watch")
    case .exclusion: Text(zh: "排除", en: "exclusion")
    }
  }
}

extension RuleLabel {
  func tag(_ language: Language) -> HTML { statusTag(severity.status, title(language)) }

  /// Shape and title, the title leading somewhere.
  func label(_ language: Language, _ leads: PageLink) -> HTML {
    "\(statusSign(severity.status, severity.word(language)))\(link(title(language), leads))"
  }
}

extension RowFault {
  var word: Text {
    switch self {
    case .malformed: Text(zh: "格式不对", en: "malformed")
    case .badCheck: Text(zh: "校验码不符", en: "wrong check digit")
    case .unknown: Text(zh: "查无此人（户）", en: "unknown")
    case .duplicate: Text(zh: "重复", en: "duplicate")
    }
  }
}

extension PlaceLevel {
  /// What the places of this level are called, as the heading of a column.
  var word: Text {
    switch self {
    case .city: Text(zh: "市（州）", en: "City")
    case .county: Text(zh: "县（市、区）", en: "County")
    case .township: Text(zh: "乡镇（街道）", en: "Township")
    case .village: Text(zh: "村（社区）", en: "Village")
    case .group: Text(zh: "村民小组", en: "Group")
    }
  }

  /// What places of this level are counted in.
  var unit: Unit {
    switch self {
    case .city: Unit(zh: "个市（州）", one: "city", many: "cities")
    case .county: Unit(zh: "个县（市、区）", one: "county", many: "counties")
    case .township: Unit(zh: "个乡镇（街道）", one: "township", many: "townships")
    case .village: Unit(zh: "个村（社区）", one: "village", many: "villages")
    case .group: Unit(zh: "个村民小组", one: "group", many: "groups")
    }
  }

  /// "of the whole city" and so on, for comparisons.
  var whole: Text {
    switch self {
    case .city: Text(zh: "全市", en: "the city")
    case .county: Text(zh: "全县", en: "the county")
    case .township: Text(zh: "全乡镇", en: "the township")
    case .village: Text(zh: "全村", en: "the village")
    case .group: Text(zh: "全组", en: "the group")
    }
  }
}

extension ScreeningStamp {
  func line(_ language: Language) -> String {
    language.say(
      "数据截至 \(asOf) · 筛查于 \(timeText(screenedAt)) · 规则版本 \(ruleVersion)",
      "Data as of \(asOf) · screened \(timeText(screenedAt)) (China time) · rules \(ruleVersion)")
  }
}

/// What a page says where the rules have never run.
func unscreened(_ language: Language) -> String {
  language.say("还没有筛查结果", "Not screened yet")
}

/// The way to a place as plain links, the top left out.
func placeLine(_ path: [PlaceName]) -> HTML {
  path.dropFirst().map { link($0.name, .place($0.code, .plain)) }.joined(separator: " · ")
}

extension PageFrame {
  /// The frame of a page about a place or something that lies in it.
  func around(_ path: [PlaceName], last: String? = nil) -> PageFrame {
    var frame = self
    frame.tab = path.first.map { .place($0.code, .plain) }
    frame.crumbs = path.map { Crumb($0.name, .place($0.code, .plain)) }
    if let last { frame.crumbs.append(Crumb(last, frame.address)) }
    return frame
  }

  func stamped(_ stamp: ScreeningStamp?) -> PageFrame {
    var frame = self
    frame.note = stamp?.line(language) ?? unscreened(language)
    return frame
  }
}
