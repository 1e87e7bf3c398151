// The public notices for everybody: by county, township and village, without account, large and to print.

import Access
import Casework
import Entrance
import Hummingbird
import Kernel
import Pages
import Registry
import Rules

/// The answer to a request for the notices of a place.
/// **Problems**: those of the language; `outreach.notices.place`, as JSON where that is asked for.
func noticesAnswer(
  of place: PlaceCode?, _ request: Request, _ caller: Caller, _ outreach: Outreach, brand: Text
) throws(Problem) -> Response {
  guard request.method != .post else { throw OutreachLook.readOnly }
  let (language, chosen) = try language(of: request)
  let look = NoticeLook(outreach: outreach, brand: brand, caller: caller, language: language, place: place)
  guard wantsJSON(request) else { return reply(try look.page(), remembering: chosen) }
  do throws(Problem) { return jsonReply(try look.json()) } catch {
    return jsonReply(error.json, status: error.kind.httpStatus)
  }
}

private struct NoticeLook {
  let outreach: Outreach
  let brand: Text
  let caller: Caller
  let language: Language
  let place: PlaceCode?

  private var today: Day { caller.at.day() }
  private func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }
  private static let unit = Unit(zh: "份公示", one: "notice", many: "notices")

  func page() throws(Problem) -> HTML {
    let path = if let place { try outreach.placePath(of: place, on: today) } else { [Place]() }
    let name = path.last?.name ?? ""
    let title = name.isEmpty ? say("村级公示", "Public notices") : say("\(name)公示", "Public notices: \(name)")
    let content = if let place, place.level == .village { try village(place) } else { try index() }
    var frame = caller.frame(brand: brand, language: language, address: .monitoring(.notices(place)))
    frame.title = title
    if !path.isEmpty {
      frame.crumbs =
        [Crumb(say("村级公示", "Public notices"), .monitoring(.notices(nil)))]
        + path.filter { $0.code.level > .city }.map { Crumb($0.name, .monitoring(.notices($0.code))) }
    }
    return frame.document("<div class=\"narrow stack notices\">\(content)\(tell)</div>")
  }

  private var tell: HTML {
    let words = say("家里有困难？在这里反映", "A difficulty at home? Tell of it here")
    return "<p class=\"remark\">\(link(words, .monitoring(.difficulty)))</p>"
  }

  private func index() throws(Problem) -> HTML {
    let counts = try outreach.noticeCounts(in: place, on: today)
    let title = say("选择地方", "Choose a place")
    guard !counts.isEmpty else {
      return card(title, emptyState(say("没有下级地方", "There is no place below"), ""))
    }
    let rows = counts.map { one -> HTML in
      let words =
        one.count == 0 ? say("现在没有公示", "none now") : countText(one.count, NoticeLook.unit, language)
      return "<li>\(link(one.place.name, .monitoring(.notices(one.place.code)))) <span>\(words)</span></li>"
    }
    return card(title, "<ul class=\"inside\">\(rows)</ul>")
  }

  private func village(_ village: PlaceCode) throws(Problem) -> HTML {
    let notices = try outreach.notices(of: village, on: today)
    guard !notices.isEmpty else {
      return card(
        say("公示", "Notices"),
        emptyState(
          say("现在没有公示", "No notice hangs now"),
          say("公示期满就不再显示。", "A notice is shown only while it hangs."),
          [Choice(say("看别的村", "See other villages"), .monitoring(.notices(nil)))]))
    }
    return notices.map(shown).joined(separator: "")
  }

  private func shown(_ notice: VillageNotice) -> HTML {
    let title =
      notice.chain == .elimination
      ? say("拟认定风险消除", "The risk is to be called eliminated") : say("拟纳入监测帮扶", "To be monitored and helped")
    let separator = say("、", ", ")
    let object = say(
      "如有异议，请在 \(notice.until) 前向村民委员会或乡镇反映。",
      "Objections go to the village committee or the township by \(notice.until).")
    return card(
      title,
      factList([
        (say("户主", "Head of household"), HTML(escaping: notice.what.head)),
        (say("村组", "Group"), HTML(escaping: notice.group)),
        (
          say("对象类型", "Type"),
          HTML(escaping: notice.type?.title(language) ?? say("待审定", "to be decided"))
        ),
        (
          say("风险类别", "Kind of risk"),
          HTML(escaping: notice.risks.map { $0.title(language) }.joined(separator: separator))
        ),
        (say("公示期", "Hangs"), "\(notice.postedOn) \(say("至", "to")) \(notice.until)"),
        (say("张贴地点", "Where"), HTML(escaping: notice.spot)),
      ]) + "<p class=\"inside\">\(object)</p>")
  }

  func json() throws(Problem) -> String {
    guard let place, place.level == .village else {
      return JSONText.object([
        "places": JSONText.array(
          try outreach.noticeCounts(in: place, on: today).map {
            JSONText.object([
              "place": JSONText.quoted($0.place.code.short), "name": JSONText.quoted($0.place.name),
              "notices": String($0.count),
            ])
          })
      ])
    }
    return JSONText.object([
      "notices": JSONText.array(
        try outreach.notices(of: place, on: today).map {
          JSONText.object([
            "head": JSONText.quoted($0.what.head), "group": JSONText.quoted($0.group),
            "chain": JSONText.quoted($0.chain.rawValue),
            "type": $0.type.map { JSONText.quoted($0.rawValue) } ?? "null",
            "risks": JSONText.array($0.risks.map { JSONText.quoted($0.rawValue) }),
            "postedOn": JSONText.quoted("\($0.postedOn)"), "until": JSONText.quoted("\($0.until)"),
            "spot": JSONText.quoted($0.spot),
          ])
        })
    ])
  }
}
