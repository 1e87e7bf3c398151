// Fills a store with clues of a screening and made-up episodes of all states.

import Access
import Casework
import Database
import Kernel
import Monitoring
import Rules

/// A share of each state, as a city that has monitored for a year has them.
struct ListsFilling {
  let monitoring: Monitoring
  let today: Day
  private(set) var taken = IntakeCount()
  private var random: SeededRandom

  init(_ monitoring: Monitoring, today: Day, seed: UInt64) {
    (self.monitoring, self.today) = (monitoring, today)
    random = SeededRandom(seed: seed)
  }

  /// Makes clues of a run's findings.
  mutating func take(run: Int64, _ counties: [Int64], _ library: RuleLibrary, _ act: Act) throws(Problem) {
    for county in counties {
      let count = try monitoring.takeFindings(
        ofRun: run, county: county, rules: library, Asking(act, as: nil))
      taken.opened += count.opened
      taken.merged += count.merged
    }
  }

  /// Episodes of waiting clues, as many in each county as its share of the clues; as many clues again are
  /// dismissed.
  mutating func fill(_ counties: [Int64], episodes: Int) throws(Problem) {
    let database = monitoring.database
    var waiting: [(county: Int64, clues: [Clue])] = []
    for county in counties {
      guard let place = PlaceCode(number: county * 1_000_000_000) else { continue }
      let clues = try database.read { (connection) throws(Problem) in
        try WorkListStore.clues(
          in: place, ClueFilter(), causes: nil, limit: 10_000_000, offset: 0, on: connection
        ).rows
      }
      var seen: Set<Int64> = []
      waiting.append((county, clues.filter { seen.insert($0.household).inserted }))
    }
    let all = max(1, waiting.reduce(0) { $0 + $1.clues.count })
    for (county, clues) in waiting {
      let count = min(clues.count / 2, episodes * clues.count / all)
      let stride = clues.count / max(1, count)
      try database.write { (connection) throws(Problem) in
        for number in 0..<count {
          try keep(clues[number * stride], county, Int64(number + 1), on: connection)
          try dismiss(clues[number * stride + 1], on: connection)
        }
      }
    }
  }

  private mutating func dismiss(_ clue: Clue, on connection: Connection) throws(Problem) {
    let steps = ClueSteps(monitoring.book, today: today, by: "bench")
    try ClueStore.save(try steps.dismissed(clue, .noRisk, note: "测速"), on: connection)
  }

  private mutating func keep(
    _ clue: Clue, _ county: Int64, _ number: Int64, on connection: Connection
  ) throws(Problem) {
    let id = EpisodeNumber(county: county, number: number)
    let opened = today.adding(days: -random.below(400) - 30)
    var episode = Episode(
      id: id, household: clue.household, place: clue.place, openedOn: opened, risks: [clue.cause])
    let draw = random.below(100)
    episode.type = ObjectType.allCases[random.below(3)]
    let way = Chain.identification.steps
    let stays = draw < 12 ? random.below(way.count) : draw < 20 ? 1 : way.count
    for (number, step) in way.prefix(stays).enumerated() {
      episode.records.append(stay(.identification, step, from: opened.adding(days: number * 2), passed: true))
    }
    let steps = ClueSteps(monitoring.book, today: today, by: "bench")
    let inProcedure = try steps.taken(clue, by: number)
    switch draw {
    case ..<12: begin(&episode, .identification, way[stays])
    case ..<20:
      episode.ending = EpisodeEnding(kind: .refused, on: opened.adding(days: 9), by: "bench", note: "测速")
    default:
      episode.registeredOn = opened.adding(days: 14)
      if draw < 40 {
        episode.ending = EpisodeEnding(kind: .eliminated, on: today, by: "bench", note: "")
      } else if draw < 46 {
        let ways = Chain.elimination.steps
        begin(&episode, .elimination, ways[random.below(ways.count)])
      }
    }
    try EpisodeStore.save(episode, monitoring.book, on: today, connection)
    if episode.registeredOn != nil, episode.ending == nil {
      try pair(episode, on: connection)
      try plan(episode, on: connection)
    }
    let isSettled = draw >= 12
    let outcome: ClueClosure.Outcome = draw < 20 ? .dismissed(.noRisk) : .included
    try ClueStore.save(
      isSettled ? steps.settled(inProcedure, outcome, note: "") : inProcedure, on: connection)
  }

  /// One or two measures a monitored household; of three one is open, of these one in three late.
  private mutating func plan(_ episode: Episode, on connection: Connection) throws(Problem) {
    guard let risk = episode.risks.first, let group = monitoring.book.suggestions(for: risk).first else {
      return
    }
    for _ in 0...random.below(2) {
      // Planned at the registration; what is due before today and still open is late.
      let isOpen = random.below(3) == 0
      let due = isOpen && random.below(3) == 0 ? -1 - random.below(20) : 1 + random.below(90)
      let planned = today.adding(days: -25)
      var measure = try MeasureSteps(monitoring.book, today: planned, by: "bench").planned(
        MeasurePlan(
          group: group.code, risk: risk, title: "测速", officer: "测速", due: today.adding(days: due)),
        MeasureStore.next(county: episode.id.county, on: connection), episode: episode.id.number,
        household: episode.household, place: episode.place, risks: episode.risks)
      let steps = MeasureSteps(monitoring.book, today: today, by: "bench")
      if !isOpen { measure = try steps.done(measure, evidence: "测速") }
      try MeasureStore.save(measure, on: connection)
    }
  }

  /// Four of five monitored households have a helper, who has a hundred or so.
  private mutating func pair(_ episode: Episode, on connection: Connection) throws(Problem) {
    if random.below(5) == 0 { return }
    let county = episode.id.county
    let facts = HelperFacts(name: "测速\(episode.id.number / 100)", unit: "测速")
    let steps = PairingSteps(today: today, by: "bench")
    let helper: Helper
    if let known = try PairingStore.helper(facts, county: county, on: connection) {
      helper = known
    } else {
      helper = try steps.helper(facts, PairingStore.nextHelper(county: county, on: connection))
      try PairingStore.add(helper, on: connection)
    }
    let begun = try steps.assigned(
      helper.id, PairingStore.next(county: county, on: connection), household: episode.household,
      place: episode.place, since: today, after: nil, reason: ""
    ).begun
    try PairingStore.save(begun, on: connection)
  }

  private mutating func begin(_ episode: inout Episode, _ chain: Chain, _ step: Step) {
    episode.records.append(
      stay(chain, step, from: today.adding(days: -random.below(12)), passed: false))
  }

  private func stay(_ chain: Chain, _ step: Step, from day: Day, passed: Bool) -> StepRecord {
    var record = StepRecord(chain, step, enteredOn: day)
    if passed { (record.leftOn, record.by, record.result) = (day.adding(days: 2), "bench", .passed) }
    return record
  }
}
