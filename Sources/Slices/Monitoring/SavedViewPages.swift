// The page of one's saved views, and the bar over a list that leads to them and saves the present one.

import Access
import Casework
import Entrance
import Kernel
import Pages

extension MonitoringLook {
  /// Links to one's saved views of all lists, and the form that names the present filters; under a list's own
  /// filter.
  func savedBar(_ list: MonitoringAddress) throws(Problem) -> HTML {
    let views = try monitoring.savedViews(asking)
    let here = PageAddress.monitoring(list).link
    let links = savedViewLinks(views, here: here).joined(separator: " · ")
    let all = link(say("管理", "Manage"), .monitoring(.views))
    let bar: HTML =
      links.isEmpty
      ? HTML() : "<p class=\"inside saved\">\(say("我的筛选：", "My filters: "))\(links) \(all)</p>"
    guard SavedView.list(here) == list, here.contains("?"), !views.contains(where: { $0.link == here }) else {
      return bar
    }
    let title = say("保存这个筛选", "Save this filter")
    let form = viewForm("save", [("link", here)], [nameField("")], submit: say("保存", "Save"))
    return bar
      + """
      <details class="more"><summary>\(title)</summary>\
      <div class="inside">\(form.html(language))</div></details>
      """
  }

  private func nameField(_ name: String) -> FormField {
    FormField(
      "name", say("叫什么名字？", "What is it called?"), value: name, maxLength: SavedView.mostCharacters)
  }

  private func viewForm(
    _ verb: String, _ hidden: [(name: String, value: String)], _ fields: [FormField], submit: String,
    tone: Form.Tone = .plain
  ) -> Form {
    form(to: .views, fields, hidden: [("verb", verb)] + hidden, submit: submit, tone: tone)
  }

  func views(_ problem: Problem? = nil) throws(Problem) -> MonitoringAnswer {
    let views = try monitoring.savedViews(asking)
    if isJSON {
      return .json(
        JSONText.array(
          views.map {
            JSONText.object([
              "number": String($0.number), "name": JSONText.quoted($0.name), "link": JSONText.quoted($0.link),
            ])
          }))
    }
    let title = say("我的筛选", "My filters")
    let fault: HTML =
      problem.map { notice(.red, say("没有办成", "not done"), $0.message(language)) } ?? HTML()
    let cards =
      views.isEmpty
      ? card(
        title,
        emptyState(
          say("还没有保存的筛选", "Nothing is saved yet"),
          say("在线索、个案或措施清单上筛选后，点“保存这个筛选”。", "Filter a list of work, then save the filter there."),
          [Choice(say("看监测个案", "See the cases"), .monitoring(.episodes(WorkView())))]))
      : views.map(viewCard).joined()
    return page(
      title, tab: .episodes(WorkView()),
      crumbs: [Crumb(say("监测个案", "Cases"), .monitoring(.episodes(WorkView())))],
      status: problem?.kind.httpStatus ?? 200, fault + cards)
  }

  private func viewCard(_ view: SavedView) -> HTML {
    let hidden = [(name: "number", value: "\(view.number)")]
    let open: HTML =
      view.address.map {
        buttonLink(say("打开", "Open"), .monitoring($0), isMain: true)
      } ?? "\(say("这个清单已不存在", "this list is no more"))"
    let rename = viewForm("rename", hidden, [nameField(view.name)], submit: say("改名", "Rename"))
    let delete = viewForm("delete", hidden, [], submit: say("删除", "Delete"), tone: .danger)
    return card(
      view.name, span: 6,
      "\(buttonRow([open, delete.inline(language)]))\(rename.html(language))")
  }

  func changeViews() throws(Problem) -> MonitoringAnswer {
    guard let form else { throw MonitoringProblems.notNow }
    return try answering { (look, problem) throws(Problem) in
      try look.views(problem)
    } doing: { () throws(Problem) in
      switch form["verb"] {
      case "save":
        try monitoring.saveView(form["link"], named: form["name"], asking)
        return .monitoring(SavedView.list(form["link"]) ?? .views)
      case "rename": try monitoring.renameView(Int64(form["number"]) ?? 0, to: form["name"], asking)
      case "delete": try monitoring.deleteView(Int64(form["number"]) ?? 0, asking)
      default: throw MonitoringProblems.notNow
      }
      return .monitoring(.views)
    }
  }
}

/// One link a view, the present one as plain text.
func savedViewLinks(_ views: [SavedView], here: String = "") -> [HTML] {
  views.compactMap { view in
    guard let address = view.address else { return nil }
    if view.link == here { return "<b aria-current=\"page\">\(view.name)</b>" }
    return link(view.name, .monitoring(address))
  }
}
