// Figures of monitoring over one registered household and clues that came to something or nothing.

import Access
import Casework
import Database
import Kernel
import Monitoring
import Rules
import Testing
import Vault

@Suite struct MonitoringFiguresTests {
  private func figures(
    _ database: Database, in text: String = "5306", from: String = "2026-01-01", to: String = "2026-12-31"
  ) throws -> MonitoringFigures {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    let monitoring = Monitoring(
      database, book: try Cast.book(), sealer: Sealer(ring), chance: { [UInt8](repeating: 1, count: $0) })
    let act = Act(actor: "local:test", at: Instant(milliseconds: 0), request: "test")
    let place = try #require(PlaceCode(text))
    let period = try #require(Period(from: day(from), through: day(to)))
    return try monitoring.figures(in: place, period, Asking(act, as: nil))
  }

  private func days(_ figures: MonitoringFigures) -> [MonitoringStretch: [Int?]] {
    figures.stretches.reduce(into: [:]) { $0[$1.stretch] = [$1.days.count, $1.days.median, $1.days.most] }
  }

  @Test func daysAreCountedFromStepToStep() throws {
    let database = try MonitoredStore.make()
    let one = try days(figures(database))
    // Clue on 1 March, verified on the 2nd, registered on the 12th, a measure begun on 1 May.
    #expect(
      one == [
        .clueToVerified: [1, 1, 1], .verifiedToRegistered: [1, 10, 10], .clueToRegistered: [1, 11, 11],
        .registeredToMeasure: [1, 50, 50],
      ])
    let none = try days(figures(database, in: "530603"))
    #expect(none.values.allSatisfy { $0 == [0, nil, nil] })
    // Only what ended in the period counts.
    let early = try days(figures(database, to: "2026-03-05"))
    #expect(early[.clueToVerified] == [1, 1, 1] && early[.clueToRegistered] == [0, nil, nil])
  }

  @Test func halfAndNineteenOfTwentyTookNoLonger() throws {
    let database = try MonitoredStore.make()
    try database.write { (connection) throws(Problem) in
      for number in 2...20 {
        try connection.run(
          """
          INSERT INTO episode (
            county, number, household, place, opened_on, is_emergency, earlier, risks, type, registered_on,
            ended_on, ending, ended_by, ending_note, chain, step, due, total_due, is_paused)
          SELECT county, ?, household + ?, place, opened_on, 0, NULL, risks, type,
            opened_on + ?, ended_on, ending, ended_by, ending_note, chain, step, due, total_due, 0
          FROM episode WHERE number = 1
          """, [.int(number), .int(number), .int(number == 20 ? 90 : number)])
      }
    }
    // 2 to 19 days, 11 once more, and 90.
    #expect(try days(figures(database))[.clueToRegistered] == [20, 11, 19])
  }

  @Test func aRuleIsAsGoodAsWhatCameOfItsClues() throws {
    let database = try MonitoredStore.make()
    let steps = ClueSteps(try Cast.book(), today: day("2026-04-01"), by: "zhang")
    func warned(_ number: Int64, _ rules: [String], _ outcome: ClueClosure.Outcome?) throws -> Clue {
      var clue = try steps.opened(
        report(rules[0]), ClueNumber(county: 530_602, number: number), household: 20 + number,
        place: Cast.place)
      for rule in rules.dropFirst() { clue = try steps.merged(clue, report(rule)) }
      guard let outcome else { return clue }
      return try steps.settled(steps.taken(clue, by: 1), outcome, note: "")
    }
    func report(_ rule: String) -> ClueReport {
      ClueReport(cause: .water, source: ClueSource(.deptWarning, on: day("2026-04-01"), by: rule))
    }
    let clues = [
      try warned(2, ["water_cut"], .included),
      try warned(3, ["water_cut", "near_line"], .dismissed(.noRisk)),
      try warned(4, ["water_cut"], .dismissed(.copes)), try warned(5, ["near_line"], nil),
    ]
    try database.write { (connection) throws(Problem) in
      for clue in clues { try ClueStore.save(clue, isNew: true, on: connection) }
    }
    #expect(
      try figures(database).precisions == [
        CluePrecision(channel: .cadreVisit, rule: nil, ended: 1, included: 1),
        CluePrecision(channel: .deptWarning, rule: "near_line", ended: 1, included: 0),
        CluePrecision(channel: .deptWarning, rule: "water_cut", ended: 3, included: 1),
      ])
  }
}
