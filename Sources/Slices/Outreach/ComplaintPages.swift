// The page of complaints: what the level above who is late has to look after.

import Access
import Casework
import Entrance
import Kernel
import Pages
import Registry

extension OutreachLook {
  func complaints(_ view: WorkView) throws(Problem) -> PageAnswer {
    let place = view.place ?? visitor.place
    let found = try outreach.complaints(
      in: place, limit: OutreachLook.pageSize, offset: (view.page - 1) * OutreachLook.pageSize, asking)
    if isJSON {
      return .json(
        JSONText.object([
          "total": String(found.total), "page": String(view.page),
          "rows": JSONText.array(found.rows.map(\.json)),
        ]))
    }
    let title = say("群众催办", "Complaints about delay")
    guard !found.rows.isEmpty else {
      let content = emptyState(
        say("没有催办", "Nobody complains of delay"),
        say(
          "群众反映的事超期未办，可以凭查询码催办；催办到晚办一级的上一级。",
          "Who told of a difficulty may complain when its time is over; the level above hears of it."),
        [Choice(say("看风险线索", "See the clues"), .monitoring(.clues(WorkView())))])
      return page(title, tab: .clues(WorkView()), card(title, content))
    }
    let names = try names(found.rows.map(\.complained.complaint.place))
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("反映", "Report")), TableColumn(say("该办的地方", "Who is late")),
        TableColumn(say("办到", "State")), TableColumn(say("期限", "Due")),
        TableColumn(say("催办", "Complaint")), TableColumn(say("报到", "Heard by")),
      ], rows: found.rows.map { row($0, names) }, narrow: .becomesCards)
    let position = ListPosition(page: view.page, pageSize: OutreachLook.pageSize, total: found.total)
    let pages = pager(position, OutreachLook.reports, language, anchor: "main") { page in
      .monitoring(.complaints(WorkView(place: view.place, page: page)))
    }
    let hint = countText(found.total, OutreachLook.reports, language)
    return page(title, tab: .clues(WorkView()), card(title, hint: hint, table.html + pages))
  }

  private func row(_ one: HeardComplaint, _ names: [PlaceCode: String]) -> [HTML] {
    let (report, complaint) = (one.complained.report, one.complained.complaint)
    let stage: String =
      switch one.state.stage {
      case .inProcedure(let step): say(step.title)
      default: report.clue == nil ? say("待核对", "to be matched") : say("待核实", "to be looked into")
      }
    let times = one.complained.count
    let count = times > 1 ? say("，共 \(times) 次", ", \(times) times") : ""
    return [
      link("\(report.id)", record(one)), "\(names[complaint.place] ?? complaint.place.short)",
      HTML(escaping: stage), one.state.due.map { dueTag($0) } ?? HTML(),
      HTML(escaping: say("\(complaint.on)\(count)", "\(complaint.on)\(count)")),
      HTML(escaping: levelWords(complaint.level)),
    ]
  }

  /// Where the work on a report goes on.
  private func record(_ one: HeardComplaint) -> PageAddress {
    let report = one.complained.report
    if let episode = one.episode { return .monitoring(.episode(county: report.id.county, number: episode)) }
    if let clue = report.clue { return .monitoring(.clue(county: report.id.county, number: clue)) }
    return .monitoring(.waitingReport(county: report.id.county, number: report.id.number, search: ""))
  }

  private func levelWords(_ level: PlaceLevel) -> String {
    switch level {
    case .city: say("市级", "the city")
    case .county: say("县级", "the county")
    case .township, .village, .group: say("乡镇", "the township")
    }
  }
}
