// The pages of the cockpit: how a place stands, how its people live, and the big screen.

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
