// Times each list and count of monitoring at a city, a county, a township and a village.

import Access
import Casework
import Foundation
import Kernel
import Monitoring
import Rules

struct ListsBench {
  /// One list with its median at each place. **Unit**: milliseconds.
  private struct Line {
    let name: String
    var times: [Double] = []
  }

  private typealias Question = (PlaceCode) throws(Problem) -> Int

  private let places: [PlaceCode]
  private var lines: [Line] = []
  /// Rows of the whole city, of the first list and of all episodes that are under way.
  private var clues = 0
  private var episodes = 0

  init(
    _ monitoring: Monitoring, _ counties: [Int64], _ roles: RoleBook, _ act: Act, rounds: Int
  ) throws(Problem) {
    places = try ListsBench.places(monitoring, counties, act)
    let asking = Asking(act, as: nil)
    for (name, question) in ListsBench.questions(monitoring, roles, act) {
      var line = Line(name: name)
      for place in places {
        var times: [Double] = []
        for _ in 0..<rounds {
          let clock = ContinuousClock.now
          _ = try question(place)
          times.append((ContinuousClock.now - clock) / .milliseconds(1))
        }
        line.times.append(times.sorted()[rounds / 2])
      }
      lines.append(line)
    }
    clues = try monitoring.clues(in: places[0], ClueFilter(), limit: 0, asking).total
    episodes = try monitoring.episodes(in: places[0], EpisodeFilter(), limit: 0, asking).total
  }

  /// The city, its county with most clues, and there a township and a village in the middle of the list.
  private static func places(
    _ monitoring: Monitoring, _ counties: [Int64], _ act: Act
  ) throws(Problem) -> [PlaceCode] {
    let asking = Asking(act, as: nil)
    var largest: (place: PlaceCode, total: Int)?
    for county in counties {
      guard let place = PlaceCode(number: county * 1_000_000_000) else { continue }
      let total = try monitoring.clues(in: place, ClueFilter(), limit: 0, asking).total
      if total > largest?.total ?? 0 { largest = (place, total) }
    }
    guard let largest, let city = largest.place.ancestor(at: .city) else {
      throw Problem(
        "program.bench.empty", .notFound, zh: "数据库里没有线索。", en: "There are no clues in the store.")
    }
    let middle = try monitoring.clues(
      in: largest.place, ClueFilter(), limit: 1, offset: largest.total / 2, asking)
    let below = [PlaceLevel.township, .village].compactMap { middle.rows.first?.place.ancestor(at: $0) }
    return [city, largest.place] + below
  }

  private static func questions(
    _ monitoring: Monitoring, _ roles: RoleBook, _ act: Act
  ) -> [(String, Question)] {
    let asking = Asking(act, as: nil)
    func clues(_ offset: Int = 0, _ change: @escaping (inout ClueFilter) -> Void) -> Question {
      var filter = ClueFilter()
      change(&filter)
      return { [filter] (place) throws(Problem) in
        try monitoring.clues(in: place, filter, offset: offset, asking).total
      }
    }
    func episodes(_ change: (inout EpisodeFilter) -> Void) -> Question {
      var filter = EpisodeFilter()
      change(&filter)
      return { [filter] (place) throws(Problem) in try monitoring.episodes(in: place, filter, asking).total }
    }
    let today = act.at.day()
    return [
      ("clues waiting", clues { _ in }), ("clues waiting, page 1,000", clues(50_000) { _ in }),
      ("clues waiting, a cause", clues { $0.cause = .water }),
      ("clues waiting, red", clues { $0.severity = .red }),
      ("clues waiting, late", clues { $0.dueBefore = today }),
      ("clues waiting, old", clues { $0.openedBefore = today.adding(days: -15) }),
      ("clues in procedure", clues { $0.state = .inProcedure }),
      ("clues closed", clues { $0.state = .closed }),
      ("episodes under way", episodes { _ in }),
      ("episodes at the notice", episodes { $0.step = .notice }),
      ("episodes under way, late", episodes { $0.dueBefore = today }),
      ("episodes monitored", episodes { $0.state = .monitored }),
      (
        "episodes monitored, type and risk",
        episodes { ($0.state, $0.type, $0.risk) = (.monitored, .marginal, .illness) }
      ),
      ("episodes eliminated", episodes { $0.state = .eliminated }),
      ("episodes ended otherwise", episodes { $0.state = .ended }),
      (
        "measures",
        { (place) throws(Problem) in
          try monitoring.measures(in: place, MeasureFilter(), asking).total
        }
      ),
      ("counts", { (place) throws(Problem) in try monitoring.counts(in: place, asking).waitingClues }),
    ] + ofDepartment(monitoring, roles, act)
  }

  /// A department sees its own causes alone.
  private static func ofDepartment(
    _ monitoring: Monitoring, _ roles: RoleBook, _ act: Act
  ) -> [(String, Question)] {
    guard let role = roles.role("county_department"), let subject = roles.subject("civil_affairs") else {
      return []
    }
    func asking(_ place: PlaceCode) -> Asking {
      Asking(
        act,
        as: Visitor(
          account: "bench", name: "bench", post: PostID(number: 1), role: role, place: place, subject: subject
        ))
    }
    return [
      (
        "a department's clues",
        { (place) throws(Problem) in try monitoring.clues(in: place, ClueFilter(), asking(place)).total }
      ),
      (
        "a department's episodes",
        { (place) throws(Problem) in
          try monitoring.episodes(in: place, EpisodeFilter(), asking(place)).total
        }
      ),
    ]
  }

  private static let levels = ["city", "county", "township", "village"]

  func text(_ taken: Elapsed, _ filling: ListsFilling, _ language: Language) -> String {
    let heads = [Text(zh: "中位数，毫秒", en: "median, ms")(language)] + ListsBench.levels.prefix(places.count)
    let rows = lines.map { [$0.name] + $0.times.map { String(format: "%.2f", $0) } }
    let seconds = String(format: "%.2f", taken.wall)
    let end = Text(
      zh: "待办线索 \(grouped(clues)) 条，办理中的个案 \(grouped(episodes)) 个；"
        + "转线索 \(grouped(filling.taken.opened)) 条用时 \(seconds) 秒。",
      en: "\(grouped(clues)) clues wait, \(grouped(episodes)) episodes are under way; making "
        + "\(grouped(filling.taken.opened)) clues took \(seconds) s.")
    return TextTable.render([heads] + rows) + end(language)
  }

  func json(_ taken: Elapsed, _ filling: ListsFilling) -> String {
    let rows = lines.map { line in
      JSONText.quoted(line.name) + ":" + JSONText.array(line.times.map { String(format: "%.3f", $0) })
    }
    return JSONText.object([
      "places": JSONText.array(places.map { JSONText.quoted($0.short) }),
      "waiting": String(clues), "underWay": String(episodes), "opened": String(filling.taken.opened),
      "takeSeconds": String(format: "%.3f", taken.wall), "lists": "{" + rows.joined(separator: ",") + "}",
    ])
  }
}
