// The page of a place's seats: the two heads, the offices, the five responsibilities, who is missing.

import Access
import Entrance
package import Kernel
import Pages

extension DutyLook {
  func seatsPage(_ place: PlaceCode) throws(Problem) -> PageAnswer {
    let states = try face.seats(of: place, asking)
    if isJSON { return .json(JSONText.array(states.map { $0.json(face.seatBook, on: today) })) }
    let name = try face.placeName(place, asking)
    let own = states.filter { $0.place == place }
    var content = seatFigures(states, own)
    for one in face.seatBook.responsibilities {
      let seats = own.filter { $0.seat.responsibility == one.code }
      if !seats.isEmpty { content += try seatTable(say(one.title), seats, withPlace: false) }
    }
    let below = states.filter { $0.place != place }
    let missing = below.filter { $0.standing(face.seatBook, on: today) != .filled }
    let title = say("下级空缺的岗位", "Seats below that are not filled")
    if missing.isEmpty, !below.isEmpty {
      content += card(
        title, emptyState(say("都有人", "All are held"), say("下一级没有空缺。", "No seat one level below is empty.")))
    } else if !missing.isEmpty {
      content += try seatTable(title, missing, withPlace: true)
    }
    if visitor.may(.postManage) {
      content += buttonRow([buttonLink(say("岗位管理", "Posts"), .door(.posts(PostView())))])
    }
    return page(say("\(name)责任体系", "Responsibilities: \(name)"), content)
  }

  private func seatFigures(_ states: [SeatState], _ own: [SeatState]) -> HTML {
    let filled = states.count { $0.standing(face.seatBook, on: today) == .filled }
    let long = states.count { $0.standing(face.seatBook, on: today) == .vacantLong }
    var figures = [
      KeyFigure(
        say("岗位到位", "Seats filled"), value: "\(filled)/\(states.count)", unit: "",
        note: say("本级和下一级", "this level and the next")),
      KeyFigure(
        say("空缺超过 \(face.seatBook.vacantDays) 天", "Empty for more than \(face.seatBook.vacantDays) days"),
        value: grouped(long), unit: say("个", ""),
        tag: long > 0 ? statusTag(.red, say("补齐", "fill them")) : nil),
    ]
    let heads = own.filter(\.seat.isHead)
    if !heads.isEmpty {
      let count = heads.reduce(0) { $0 + $1.holders.count }
      figures.insert(
        KeyFigure(
          say("双组长", "Heads of the group"), value: "\(count)/2", unit: "",
          tag: count == 2 ? statusTag(.green, say("到位", "filled")) : statusTag(.red, say("不齐", "not two"))),
        at: 0)
    }
    return keyFigures(say("责任到位", "Responsibilities"), figures)
  }

  private func seatTable(_ title: String, _ seats: [SeatState], withPlace: Bool) throws(Problem) -> HTML {
    let names = withPlace ? try face.placeNames(seats.map(\.place), asking) : [:]
    let rows = seats.map { state -> [HTML] in
      let place: [HTML] = withPlace ? [link(names[state.place] ?? "", .duties(.seats(state.place)))] : []
      return place + ["\(say(state.seat.title))", "\(state.holders.joined(separator: "、"))", seatTag(state)]
    }
    let columns =
      (withPlace ? [TableColumn(say("地方", "Place"))] : [])
      + [
        TableColumn(say("岗位", "Seat")), TableColumn(say("谁", "Who")), TableColumn(say("状态", "State")),
      ]
    return card(title, DenseTable(caption: title, columns: columns, rows: rows, narrow: .becomesCards).html)
  }

  private func seatTag(_ state: SeatState) -> HTML {
    switch state.standing(face.seatBook, on: today) {
    case .filled: return statusTag(.green, say("到位", "filled"))
    case .wrongCount:
      return statusTag(
        .amber, say("应 \(state.seat.least) 人，有 \(state.holders.count) 人", "\(state.holders.count) hold it"))
    case .vacant, .vacantLong:
      let isLong = state.standing(face.seatBook, on: today) == .vacantLong
      let since = state.vacantSince.map {
        say("空缺 \(today.days(since: $0)) 天", "empty for \(today.days(since: $0)) d")
      }
      return statusTag(isLong ? .red : .amber, since ?? say("从未任命", "never filled"))
    }
  }
}

extension SeatState {
  package func json(_ book: SeatBook, on day: Day) -> String {
    JSONText.object([
      "seat": JSONText.quoted(seat.code), "title": JSONText.quoted(seat.title.zh),
      "place": JSONText.quoted(place.short), "responsibility": JSONText.quoted(seat.responsibility),
      "holders": JSONText.array(holders.map(JSONText.quoted)),
      "state": JSONText.quoted(standing(book, on: day).rawValue),
      "vacantSince": vacantSince.map { JSONText.quoted("\($0)") } ?? "null",
    ])
  }
}
