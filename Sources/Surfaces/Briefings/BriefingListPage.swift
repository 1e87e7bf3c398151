// Which briefings there are: of one's own place, of a place below, and the last periods of each.

import Access
package import Entrance
package import Kernel
package import Pages
import Registry

/// What the list is made of.
struct BriefingList {
  let place: Place
  /// The reader's own place.
  let top: PlaceCode
  let kinds: [(kind: BriefingKind, periods: [BriefingPeriod])]
  /// Places below that have briefings, with how many kinds.
  let below: [Place]

  func document(_ plain: PageFrame) -> HTML {
    var frame = plain
    let language = frame.language
    (frame.title, frame.tab) = (
      language.say("调度材料：\(place.name)", "Briefings of \(place.name)"), .briefings(.list(nil))
    )
    if place.code != top {
      frame.crumbs = [Crumb(language.say("调度材料", "Briefings"), .briefings(.list(nil)))]
    }
    return frame.document("<div class=\"grid\">\(kindCards(language))\(belowCard(language))</div>")
  }

  private func kindCards(_ language: Language) -> [HTML] {
    guard !kinds.isEmpty else {
      let heading = language.say("没有材料", "No briefing")
      return [
        card(
          heading,
          emptyState(
            language.say("您所在的层级没有这类材料", "There is no briefing of this level"),
            language.say("材料由市、县、乡和部门按双月或按月生成。", "Cities, counties, townships and departments have them.")))
      ]
    }
    return kinds.map { kind, periods in
      let items = periods.enumerated().map { index, period -> HTML in
        let page = BriefingAddress.briefing(kind.code, place.code, "\(period)", .page)
        let file = BriefingAddress.briefing(kind.code, place.code, "\(period)", .pdf)
        let name = period.title(language)
        let first = index == 0 ? language.say("（最近一期）", " (the last one)") : ""
        return """
          <li>\(link(name + first, .briefings(page))) \
          <a href="\(PageAddress.briefings(file))" aria-label="\(name) PDF">PDF</a></li>
          """
      }
      let cadence =
        kind.cadence == .month
        ? language.say("每月一期", "every month") : language.say("每两个月一期", "every two months")
      return card(kind.title(language), hint: cadence, "<ul class=\"choices\">\(items)</ul>")
    }
  }

  private func belowCard(_ language: Language) -> HTML {
    guard !below.isEmpty else { return HTML() }
    let items = below.map { place -> HTML in
      "<li>\(link(place.name, .briefings(.list(place.code))))</li>"
    }
    return card(
      language.say("下级地区的材料", "Briefings of places below"), "<ul class=\"choices\">\(items)</ul>")
  }
}

extension BriefingPages {
  /// The last briefings of the visitor's own place, for the home page; nothing where there are none.
  package var homePart: @Sendable (Caller, Language) async throws(Problem) -> HTML? {
    { (caller, language) async throws(Problem) -> HTML? in
      guard let visitor = caller.visitor, visitor.may(.placeRead) else { return nil }
      let kinds = desk.kinds(at: visitor.place, for: visitor)
      guard !kinds.isEmpty else { return nil }
      let items = try kinds.map { (kind) throws(Problem) -> HTML in
        let period = try desk.lastPeriod(of: kind, today: caller.at.day())
        let page = BriefingAddress.briefing(kind.code, visitor.place, "\(period)", .page)
        let words = kind.title(language) + language.say("：", ": ") + period.title(language)
        return "<li>\(link(words, .briefings(page)))</li>"
      }
      let aside = link(language.say("全部材料", "All briefings"), .briefings(.list(nil)))
      return card(
        language.say("最近一期材料", "The last briefings"), aside: aside,
        "<ul class=\"inside list\">\(items)</ul>")
    }
  }
}
