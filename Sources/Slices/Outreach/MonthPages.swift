// The page of a month: who was visited and who was not, place by place, the meetings, and months before.

import Access
import Casework
import Entrance
import Kernel
import Pages
import Registry

extension OutreachLook {
  func month(_ view: MonthView) throws(Problem) -> PageAnswer {
    let place = view.place ?? visitor.place
    let present = WorkMonth(of: today)
    let month = view.month ?? present
    guard month <= present else { throw PageAddress.parameter("month") }
    // The city's list would name thousands: counties and townships work through theirs.
    let limit = place.level == .city ? 0 : OutreachLook.pageSize
    let round = try outreach.visitRound(
      in: place, month, limit: limit, offset: (view.page - 1) * OutreachLook.pageSize, asking)
    let meetings = try outreach.meetings(in: place, month, asking)
    if isJSON { return .json(round.json(of: place, month, meetings: meetings)) }
    let title = say(
      "\(try name(place))\(monthWords(month))遍访研判", "\(try name(place)): visits and meetings of \(month)")
    let content =
      try filter(place, month) + summary(place, month, round.all)
      + below(place, month, round, meetings) + unvisited(place, month, view, round)
      + meetingCard(place, month, meetings[place]) + earlier(place, month)
    return page(title, tab: .month(MonthView()), content)
  }

  // MARK: the month and the place

  private func filter(_ place: PlaceCode, _ month: WorkMonth) throws(Problem) -> HTML {
    let places = try outreach.places(around: place, asking)
    let months = (0..<12).map { WorkMonth(of: today).adding(months: -$0) }
    let shown = months.contains(month) ? months : months + [month]
    let selects = [
      select("place", say("地区", "Place"), places.map { FormOption($0.code.short, $0.name) }, place.short),
      select(
        "month", say("月份", "Month"), shown.map { FormOption($0.description, monthWords($0)) },
        month.description),
    ]
    let form: HTML = """
      <form class="filter many" method="get" action="\(PageAddress.monitoring(.month(MonthView())))">\
      \(selects)<button class="button go">\(say("查看", "Show"))</button></form>
      """
    return card(say("看哪里、哪个月", "Where and when"), form)
  }

  private func summary(_ place: PlaceCode, _ month: WorkMonth, _ all: VisitCount) -> HTML {
    let unit = OutreachLook.households
    func figure(_ name: String, _ count: Int, note: String = "", _ tag: HTML? = nil) -> KeyFigure {
      KeyFigure(name, value: grouped(count), unit: unit.word(for: count, in: language), note: note, tag: tag)
    }
    let due = month.day(outreach.book.visitsBy)
    let tag: HTML? = all.left > 0 ? dueTag(due) : nil
    return keyFigures(
      say("遍访进度", "Visits"),
      [
        figure(
          say("应走访", "To be visited"), all.targets,
          note: say("有监测个案或急办线索的户", "with an open case or an urgent clue")),
        figure(
          say("已走访", "Visited"), all.visited,
          note: all.targets > 0 ? shareText(all.visited, of: all.targets) : ""),
        figure(say("未走访", "Not yet"), all.left, note: say("应于 \(due) 前完成", "due by \(due)"), tag),
      ])
  }

  // MARK: place by place

  private func below(
    _ place: PlaceCode, _ month: WorkMonth, _ round: VisitRound, _ meetings: [PlaceCode: HeldMeeting]
  ) throws(Problem) -> HTML {
    guard place.level < .village else { return HTML() }
    let children = try outreach.places(below: place, asking)
    let names = Dictionary(uniqueKeysWithValues: children.map { ($0.code, $0.name) })
    let codes = Set(names.keys).union(round.below.keys).sorted()
    let hasMeetings = place.level < .township
    let columns =
      [
        TableColumn(say("地区", "Place")), TableColumn(say("应走访", "To visit"), isNumber: true),
        TableColumn(say("已走访", "Visited"), isNumber: true),
        TableColumn(say("未走访", "Not yet"), isNumber: true), TableColumn(say("进度", "Share")),
      ] + (hasMeetings ? [TableColumn(say("研判会", "Meeting"))] : [])
    let rows = codes.map { code -> [HTML] in
      let count = round.below[code] ?? VisitCount()
      let first: HTML = link(
        names[code] ?? code.short, .monitoring(.month(MonthView(place: code, month))))
      let cells: [HTML] = [
        first, "\(grouped(count.targets))", "\(grouped(count.visited))", "\(grouped(count.left))",
        share(count),
      ]
      return cells + (hasMeetings ? [meetingTag(code, month, meetings[code])] : [])
    }
    let title = say("各地进度", "Place by place")
    return card(title, DenseTable(caption: title, columns: columns, rows: rows, narrow: .becomesCards).html)
  }

  /// The bar of one place: as long as its share.
  private func share(_ count: VisitCount) -> HTML {
    guard let share = permille(count.visited, of: count.targets) else {
      return HTML(escaping: say("无需走访", "none to visit"))
    }
    return """
      <span class="share"><svg class="bar \(count.left == 0 ? "green" : "amber")" viewBox="0 0 1000 10" \
      preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="\(share)" height="10"/>\
      </svg> \(shareText(permille: share))</span>
      """
  }

  private func meetingTag(_ place: PlaceCode, _ month: WorkMonth, _ meeting: HeldMeeting?) -> HTML {
    let words: HTML =
      if let meeting {
        meeting.closedOn == nil
          ? statusTag(.amber, say("已开，未结束", "held, not closed"))
          : statusTag(.green, say("已结束，研判 \(meeting.decided) 户", "closed, \(meeting.decided) judged"))
      } else { statusTag(.grey, say("未召开", "not held")) }
    guard visitor.subject == nil else { return words }
    return "<a href=\"\(PageAddress.monitoring(.meeting(place, month)))\">\(words)</a>"
  }

  // MARK: who is left

  private func unvisited(
    _ place: PlaceCode, _ month: WorkMonth, _ view: MonthView, _ round: VisitRound
  ) throws(Problem) -> HTML {
    let title = say("还没有走访的户", "Not visited yet")
    guard visitor.subject == nil else { return HTML() }
    guard place.level > .city else {
      let words = say("名单按县查看：点上面的县名。", "Lists are by county: follow a county's name above.")
      return card(title, "<p class=\"inside remark\">\(words)</p>")
    }
    guard !round.unvisited.isEmpty else {
      return card(
        title,
        emptyState(
          say("没有待走访的户", "Nobody is left to visit"),
          round.all.targets == 0
            ? say("这里没有监测户，也没有急办线索。", "There is no open case here and no urgent clue.")
            : say("本月应走访的户都已走访。", "All who have to be visited were.")))
    }
    let names = try names(round.unvisited.map(\.place))
    let mayVisit = visitor.may(.visitRecord) && month == WorkMonth(of: today)
    let rows = round.unvisited.map { row -> [HTML] in
      let visit = MonitoringAddress.visit(county: row.household.county, number: row.household.number)
      return [
        householdLink(row.household, row.head), "\(names[row.place] ?? "")", "\(row.household.number)",
        mayVisit ? link(say("登记走访", "Record a visit"), .monitoring(visit)) : HTML(),
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")),
        TableColumn(say("户编号", "Household")), TableColumn(say("办理", "To do")),
      ], rows: rows, narrow: .becomesCards)
    let position = ListPosition(page: view.page, pageSize: OutreachLook.pageSize, total: round.all.left)
    let pages = pager(position, OutreachLook.households, language, anchor: "unvisited") { page in
      .monitoring(.month(MonthView(place: view.place, view.month, page: page)))
    }
    return card(title, id: "unvisited", table.html + pages)
  }

  // MARK: meetings

  private func meetingCard(_ place: PlaceCode, _ month: WorkMonth, _ meeting: HeldMeeting?) -> HTML {
    guard [.county, .township].contains(place.level), visitor.subject == nil else { return HTML() }
    let due = month.day(outreach.book.judgementBy)
    let isDone = meeting?.closedOn != nil
    let state: HTML = """
      <p class="inside">\(meetingTag(place, month, meeting)) \(isDone ? HTML() : dueTag(due)) \
      \(say("应于 \(due) 前结束", "to be closed by \(due)"))</p>
      """
    let words =
      meeting == nil && visitor.may(.judgementDecide)
      ? say("召开研判会", "Hold the meeting") : say("查看研判会", "See the meeting")
    let way = buttonRow([buttonLink(words, .monitoring(.meeting(place, month)), isMain: meeting == nil)])
    return card(say("本月研判会", "The month's meeting"), state + way)
  }

  /// The six months before.
  private func earlier(_ place: PlaceCode, _ month: WorkMonth) throws(Problem) -> HTML {
    let held = Dictionary(
      uniqueKeysWithValues: try outreach.lastMeetings(of: place, limit: 24, asking).map { ($0.month, $0) })
    var rows: [[HTML]] = []
    for step in 1...6 {
      let earlier = month.adding(months: -step)
      var cells: [HTML] = [
        link(monthWords(earlier), .monitoring(.month(MonthView(place: place, earlier))))
      ]
      // Counting the whole city six times more would keep its reader waiting.
      if place.level > .city {
        cells.append(share(try outreach.visitRound(in: place, earlier, limit: 0, asking).all))
      }
      if [.county, .township].contains(place.level) {
        cells.append(meetingTag(place, earlier, held[earlier]))
      }
      rows.append(cells)
    }
    let titles =
      [say("月份", "Month")]
      + (place.level > .city ? [say("走访进度", "Visited")] : [])
      + ([.county, .township].contains(place.level) ? [say("研判会", "Meeting")] : [])
    let title = say("往月", "Months before")
    return card(
      title,
      DenseTable(
        caption: title, columns: titles.map { TableColumn($0) }, rows: rows, narrow: .becomesCards
      ).html)
  }
}
