// The pages of the cockpit and of the briefings: how a place stands, and what is said of a period.

package import Kernel

package enum CockpitAddress: Equatable, Sendable {
  /// The board of a place, its sub-places ranked by a figure; nil for the first of the file.
  case board(PlaceCode, rankedBy: String?)
  /// Poverty and inequality of a place.
  case wellbeing(PlaceCode)
  /// The board of the visitor's own place for a screen on a wall.
  case screen
  /// What such a screen listens to.
  case screenEvents

  var path: String {
    switch self {
    case .board(let place, _): "/cockpit/\(place.short)"
    case .wellbeing(let place): "/cockpit/\(place.short)/wellbeing"
    case .screen: "/screen"
    case .screenEvents: "/screen/events"
    }
  }

  func write(into query: inout PageQuery) {
    if case .board(_, let figure?) = self { query.add("by", figure) }
  }

  /// The page of a whole path; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    switch (words.first, words.count) {
    case ("screen", 1): self = .screen
    case ("screen", 2) where words[1] == "events": self = .screenEvents
    case ("cockpit", 2), ("cockpit", 3):
      guard let place = PlaceCode(words[1]), place.short == words[1], place.level < .group else { return nil }
      guard words.count == 2 else {
        guard words[2] == "wellbeing" else { return nil }
        self = .wellbeing(place)
        return
      }
      if let figure = query["by"], !PageAddress.isName(figure) { throw PageAddress.parameter("by") }
      self = .board(place, rankedBy: query["by"])
    default: return nil
    }
  }
}

/// What is said of a place and a period: which there are, and one as page, file or JSON.
package enum BriefingAddress: Equatable, Sendable {
  package enum Form: String, CaseIterable, Sendable { case page, pdf, xlsx, json }

  /// Those that there are; nil for the reader's own place.
  case list(PlaceCode?)
  /// By its kind, such as `dispatch`, and its period, such as `2022-M11-12`.
  case briefing(String, PlaceCode, String, Form)

  var path: String {
    switch self {
    case .list: "/briefings"
    case .briefing(let kind, let place, let period, let form):
      "/briefings/\(PageQuery.encoded(kind))/\(place.short)/\(PageQuery.encoded(period))"
        + (form == .page ? "" : ".\(form.rawValue)")
    }
  }

  func write(into query: inout PageQuery) {
    if case .list(let place?) = self { query.add("place", place.short) }
  }

  /// The page of the words behind `briefings`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    if words.isEmpty {
      self = .list(try PageQuery.place(query["place"]))
      return
    }
    guard words.count == 3, PageAddress.isName(words[0]), PageAddress.isName(words[2]),
      let place = PlaceCode(words[1]), place.short == words[1]
    else { return nil }
    let form = Form.allCases.first { $0 != .page && words[2].hasSuffix(".\($0.rawValue)") }
    let period = form.map { String(words[2].dropLast($0.rawValue.count + 1)) } ?? words[2]
    guard PageAddress.isName(period) else { return nil }
    self = .briefing(words[0], place, period, form ?? .page)
  }
}
