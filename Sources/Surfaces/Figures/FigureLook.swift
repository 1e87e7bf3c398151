// One request for the figures: what its reader may see, and the words that its pages share.

import Access
import Entrance
import Indicators
import Kernel
import Pages
import Registry

struct FigureLook: Sendable {
  let desk: FigureDesk
  let visitor: Visitor
  let language: Language
  let address: FigureAddress
  let today: Day
  let frame: PageFrame
  /// What an action of the journal is called.
  let actionTitle: @Sendable (String, Language) -> String

  var view: FigureView { address.view }
  func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  /// Households are listed for posts that see all of their place: a department has its own lists.
  var seesHouseholds: Bool { visitor.may(.householdRead) && visitor.subject == nil }

  /// A department sees figures that rest on its own data alone.
  func sees(_ indicator: Indicator) -> Bool { desk.book.isBusiness(indicator, of: visitor.subject) }

  func page(_ title: String, crumbs: [Crumb], note: String, _ content: HTML) -> HTML {
    var frame = frame
    (frame.title, frame.tab) = (title, .figures(.list(FigureView())))
    (frame.crumbs, frame.note) = (crumbs, note)
    return frame.document("<div class=\"grid\">\(content)</div>")
  }

  func note(_ board: IndicatorBoard, isCurrent: Bool) -> String {
    say("截至 \(board.asOf)", "As of \(board.asOf)")
      + (board.kept.map { say("（\($0.at.day()) 存档值）", " (as kept on \($0.at.day()))") } ?? "")
      + (isCurrent ? "" : say("（登记数据刚有变动，正在重新计算）", " (the register has just changed and is counted anew)"))
  }

  /// A number with its unit, or why there is none.
  func words(_ value: IndicatorValue, _ indicator: Indicator) -> HTML {
    guard let text = value.text(indicator) else { return "<span class=\"hint\">–</span>" }
    return "\(text)"
  }

  func tag(_ line: FigureLine) -> HTML {
    let status: Status =
      switch line.verdict {
      case .same: .green
      case .differs: .amber
      case .untold, .notStated: .grey
      }
    return statusTag(status, line.verdict.title(language))
  }

  /// The form that chooses a place and a day.
  func filter(_ address: PageAddress) -> HTML {
    """
    <form class="filter" action="\(address.path)" method="get">\
    <label>\(say("地区代码", "Place code"))<input type="text" name="place" \
    value="\(view.place?.short ?? "")" maxlength="15" inputmode="numeric"></label>\
    <label>\(say("截至日", "As of"))<input type="date" name="as-of" \
    value="\(view.asOf?.description ?? "")"></label>\
    <button class="button" type="submit">\(say("查看", "Show"))</button></form>
    """
  }
}
