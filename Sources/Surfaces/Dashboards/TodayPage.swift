// What is mine today, for posts of the business: how their place stands and who is most urgent there.

import Access
package import Entrance
package import Kernel
package import Pages

/// A household to go to first.
package struct UrgentHousehold: Equatable, Sendable {
  /// Six digits.
  package let county: Int64
  package let number: Int64
  package let head: String
  package let group: String
  package let severity: Severity
  /// Why the most urgent rule finds it.
  package let sentence: Text
  /// How many rules find it.
  package let rules: Int

  package init(
    county: Int64, number: Int64, head: String, group: String, severity: Severity, sentence: Text, rules: Int
  ) {
    (self.county, self.number, self.head, self.group) = (county, number, head, group)
    (self.severity, self.sentence, self.rules) = (severity, sentence, rules)
  }
}

/// How the visitor's place stands. **Unit**: households.
package struct TodayPage: Sendable {
  package let place: PlaceName
  /// Nil while no screening has been run.
  package let stamp: ScreeningStamp?
  package let totals: RiskCounts
  /// To act on at once, and to watch; those with an exclusion aside.
  package let urgent: Int
  package let watched: Int
  /// How many more are at risk than in the run before; nil where there is none to compare with.
  package let change: Int?
  /// Nil where the visitor sees no households. **Shape**: ten at most, the most urgent first.
  package let households: [UrgentHousehold]?
  /// Rows that were refused; nil where they are not told.
  package let refused: Int?
  /// The department's line of work; nil for posts that see everything of their place.
  package let subject: Text?

  package init(
    place: PlaceName, stamp: ScreeningStamp?, totals: RiskCounts, urgent: Int, watched: Int, change: Int?,
    households: [UrgentHousehold]?, refused: Int?, subject: Text?
  ) {
    (self.place, self.stamp, self.totals) = (place, stamp, totals)
    (self.urgent, self.watched, self.change) = (urgent, watched, change)
    (self.households, self.refused, self.subject) = (households, refused, subject)
  }
}

/// The part of the home page that these pages hand in; nothing for posts without places.
package func todayPart(
  _ source: any DashboardSource
) -> @Sendable (Caller, Language) async throws(Problem) -> HTML? {
  { (caller, language) async throws(Problem) -> HTML? in
    guard let visitor = caller.visitor, visitor.may(.placeRead) else { return nil }
    return try await source.today(for: visitor).part(language)
  }
}

extension TodayPage {
  func part(_ language: Language) -> HTML {
    guard let stamp else {
      let empty = emptyState(
        unscreened(language),
        language.say(
          "规则还没有运行过，运行一次筛查后这里会列出要办的户。", "The rules have not run; what is due appears after a screening."),
        [Choice(language.say("看本地区", "See my place"), .place(place.code, .plain))])
      return card(language.say("今日要办", "To do today"), empty)
    }
    let day = language.say("按 \(stamp.asOf) 的筛查", "By the screening of \(stamp.asOf)")
    return figures(language, day) + urgentCard(language, day)
  }

  private func figures(_ language: Language, _ day: String) -> HTML {
    let here = PageAddress.place(place.code, .plain)
    func figure(
      _ name: String, _ count: Int, _ unit: Unit, _ note: String, _ leads: PageLink, _ tag: HTML? = nil
    ) -> KeyFigure {
      KeyFigure(
        name, value: grouped(count), unit: unit.word(for: count, in: language), note: note, leads: leads,
        tag: tag)
    }
    var all = [
      figure(
        language.say("在册户", "Households"), totals.households, .households, place.name, PageLink(here)),
      figure(
        language.say("有风险户", "At risk"), totals.hit, .households, movement(language), PageLink(here)),
      figure(
        language.say("急办户", "To act on at once"), urgent, .households,
        language.say("命中急办规则，无排除情形", "An urgent rule, no exclusion"), PageLink(here),
        urgent > 0 ? statusTag(.red, Severity.red.word(language)) : nil),
      figure(
        language.say("关注户", "To watch"), watched, .households,
        language.say("只命中关注规则，无排除情形", "Other rules alone, no exclusion"), PageLink(here),
        watched > 0 ? statusTag(.amber, Severity.amber.word(language)) : nil),
    ]
    if let refused {
      all.append(
        figure(
          language.say("退回记录", "Refused rows"), refused, .rows,
          language.say("没有入库，可能漏掉风险", "Did not go in: risks may be missed"),
          PageLink(.quarantine(QuarantineView()))))
    }
    return keyFigures(language.say("本地区主要数字", "Key figures of my place"), all)
  }

  private func movement(_ language: Language) -> String {
    guard let change else { return language.say("没有可比的上次筛查", "No earlier screening to compare with") }
    if change == 0 { return language.say("与上次筛查持平", "As in the screening before") }
    let count = grouped(abs(change))
    return change > 0
      ? language.say("比上次筛查多 \(count) 户", "\(count) more than in the screening before")
      : language.say("比上次筛查少 \(count) 户", "\(count) fewer than in the screening before")
  }

  private func urgentCard(_ language: Language, _ day: String) -> HTML {
    guard let households else { return HTML() }
    let heading =
      subject.map { language.say("\($0.zh)：最急的农户", "\($0.en): most urgent households") }
      ?? language.say("最急的农户", "Most urgent households")
    let all = link(language.say("看全部", "See all"), .place(place.code, .plain))
    guard !households.isEmpty else {
      let empty = emptyState(
        language.say("没有要急办或关注的农户", "No household to act on or to watch"),
        language.say("这次筛查的规则在这里没有命中，或者命中的都有排除情形。", "No rule holds here, or only with an exclusion."))
      return card(heading, hint: day, aside: all, empty)
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("户主", "Head")), TableColumn(language.say("所在地", "Place")),
        TableColumn(language.say("轻重", "Urgency")), TableColumn(language.say("为什么", "Why")),
        TableColumn(language.say("命中规则", "Rules"), isNumber: true),
      ], rows: households.map { $0.cells(language) }, narrow: .becomesCards)
    return card(heading, hint: day, aside: all, table.html)
  }
}

extension UrgentHousehold {
  fileprivate func cells(_ language: Language) -> [HTML] {
    [
      link(head.isEmpty ? String(number) : head, .household(county: county, number: number)), "\(group)",
      statusTag(severity.status, severity.word(language)),
      "<span class=\"long\">\(sentence(language))</span>",
      "\(countText(rules, .rules, language))",
    ]
  }
}
