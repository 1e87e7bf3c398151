// What needs a decision at a place, worst first, at most three.

import Kernel
import Pages

extension PlacePage {
  /// **Shape**: up to three alerts; empty where nobody is at risk and the files are sound.
  func alerts(_ language: Language, quality: QualityPage?) -> [Alert] {
    guard stamp != nil else { return [neverScreened(language)] }
    var alerts = [candidatesAlert(language), hotPlacesAlert(language), urgentRuleAlert(language)].compactMap(
      \.self)
    if let refused = quality?.alert(language) {
      alerts.insert(refused, at: refused.status == .red ? 0 : min(2, alerts.count))
    }
    return Array(alerts.prefix(3))
  }

  private func neverScreened(_ language: Language) -> Alert {
    Alert(
      .grey, language.say("未筛查", "not screened"),
      headline: language.say("数据已经入库，还没有运行规则", "Data are in, the rules have not run yet"),
      detail: language.say(
        "先运行一次筛查，再回到这里看有风险的农户。", "Run a screening once, then return to see the households at risk."),
      action: language.say("查看数据质量", "See the quality of the data"), leads: PageLink(.quality))
  }

  private func candidatesAlert(_ language: Language) -> Alert? {
    guard totals.candidates > 0 else { return nil }
    let worst = children.filter { $0.counts.candidates > 0 }
      .sorted { ($1.counts.candidates, $0.place.code) < ($0.counts.candidates, $1.place.code) }.prefix(3)
      .map { "\($0.place.name) \(countText($0.counts.candidates, .households, language))" }
    let share = shareText(totals.candidates, of: totals.households)
    let detail = language.say(
      "占在册户的 \(share)" + (worst.isEmpty ? "。" : "，最多的是 \(worst.joined(separator: "、"))。"),
      "\(share) of all households" + (worst.isEmpty ? "." : ", most in \(worst.joined(separator: ", "))."))
    return Alert(
      .red, language.say("核实", "verify"),
      headline: language.say(
        "\(countText(totals.candidates, .households, language))有风险、无排除情形，要入户核实",
        "\(countText(totals.candidates, .households, language)) at risk without exclusion: verify at home"),
      detail: detail, action: language.say("查看名单", "See where"), leads: candidatesLink)
  }

  private func hotPlacesAlert(_ language: Language) -> Alert? {
    let hot = children.filter { [.farAbove, .above].contains(PlaceStanding($0.counts, in: totals)) }
      .sorted { $0.counts.hit * $1.counts.households > $1.counts.hit * $0.counts.households }
    guard let first = hot.first else { return nil }
    let names = hot.prefix(3).map(\.place.name).joined(separator: language.say("、", ", "))
    let more = hot.count > 3 ? language.say("等", " and others") : ""
    let whole = place.code.level.whole(language)
    return Alert(
      PlaceStanding(first.counts, in: totals).status, language.say("偏高", "above"),
      headline: language.say(
        "\(names)\(more)风险占比高于\(whole)", "\(names)\(more): share at risk above \(whole)"),
      detail: language.say(
        "最高 \(shareText(first.counts.hit, of: first.counts.households))，"
          + "\(whole) \(shareText(totals.hit, of: totals.households))，共 \(hot.count) 处偏高。",
        "Up to \(shareText(first.counts.hit, of: first.counts.households)) against "
          + "\(shareText(totals.hit, of: totals.households)) in \(whole); "
          + "\(countText(hot.count, first.place.code.level.unit, language)) above."
      ),
      action: language.say("按占比排序", "Order by share"),
      leads: PageAddress.place(place.code, PlaceView(sort: "share", isDescending: true)).part("places"))
  }

  private func urgentRuleAlert(_ language: Language) -> Alert? {
    let urgent = zip(rules, totals.byRule).filter { $0.0.severity == .red && $0.1 > 0 }
    guard let worst = urgent.max(by: { $0.1 < $1.1 }) else { return nil }
    return Alert(
      .amber, language.say("急办", "act now"),
      headline: language.say(
        "急办规则中最多的是“\(worst.0.title.zh)”：\(countText(worst.1, .households, language))",
        "Most frequent urgent rule: \(worst.0.title.en), \(countText(worst.1, .households, language))"),
      detail: language.say(
        "\(urgent.count) 条急办规则在这里有命中。",
        "\(countText(urgent.count, .rules, language)) to act on at once hold here."),
      action: language.say("查看这些户", "See them"), leads: whereFound(worst.0))
  }

  var isListed: Bool { households != nil }

  /// Where the candidates of this place are seen: the list, or the places that have the most.
  var candidatesLink: PageLink {
    isListed
      ? PageAddress.place(place.code, PlaceView(candidatesOnly: true)).part("households")
      : PageAddress.place(place.code, PlaceView(sort: "candidates", isDescending: true)).part("places")
  }

  /// Where the households of a rule are seen: the list, or the places that have the most.
  func whereFound(_ rule: RuleLabel) -> PageLink {
    isListed
      ? PageAddress.place(place.code, PlaceView(rule: rule.name)).part("households")
      : PageAddress.place(place.code, PlaceView(sort: rule.name, isDescending: true)).part("matrix")
  }
}

extension QualityPage {
  /// The feed with the largest share of refused rows; red from one row in fifty.
  func alert(_ language: Language) -> Alert? {
    let worst = feeds.filter { $0.refused > 0 && $0.total > 0 }
      .max { $0.refused * $1.total < $1.refused * $0.total }
    guard let worst else { return nil }
    let all = feeds.map(\.refused).reduce(0, +)
    return Alert(
      worst.refused * 50 >= worst.total ? .red : .amber, language.say("数据", "data"),
      headline: language.say(
        "\(countText(all, .rows, language))数据没有入库，可能漏掉风险",
        "\(countText(all, .rows, language)) did not go in: risks may be missed"),
      detail: language.say(
        "退回比例最高的是\(worst.title.zh)：\(shareText(worst.refused, of: worst.total))。",
        "Highest share refused: \(worst.title.en), \(shareText(worst.refused, of: worst.total))."),
      action: language.say("查看退回记录", "See the refused rows"), leads: PageLink(.quarantine(QuarantineView())))
  }
}
