// Plans of lists: a page and its total are answered by an index alone, and only the page's rows looked up.

import Access
import Casework
import Database
import Kernel
import Monitoring
import Rules
import Testing

@Suite struct WorkListPlanTests {
  /// For each statement of a body the indexes that it walks, and whether it looks rows up one by one.
  private func plans(
    _ body: (Connection) throws(Problem) -> Void
  ) throws -> [(text: String, indexes: Set<String>, looksUp: Bool)] {
    let database = try Database(inMemory: "plans")
    try database.migrate(AccessMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all)
    return try database.write { (connection) throws(Problem) in
      try connection.runScript(Self.filled)
      var texts: [String] = []
      connection.watch = { texts.append($0) }
      try body(connection)
      connection.watch = nil
      return try texts.map { (text) throws(Problem) in
        let steps = try connection.rows("EXPLAIN QUERY PLAN " + text) { (row) throws(Problem) in row.text(3) }
        let codes = try connection.rows("EXPLAIN " + text) { (row) throws(Problem) in row.text(1) }
        let words = steps.flatMap { $0.split(separator: " ").map(String.init) }
        let indexes = Set(words.filter { $0.contains("_by_") })
        // So the machine calls it where a row of an index has its row of the table fetched.
        return (text, indexes, codes.contains("NotFound") || codes.contains("DeferredSeek"))
      }
    }
  }

  /// So many clues of each state that a list of them is a long one, and an episode of each.
  private static let filled = """
    WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 10001)
    INSERT INTO clue SELECT 530602, n * 3 + state, n * 3 + state, 530602101001001, '11', 'red', 20400,
      20407, 0, CASE state WHEN 1 THEN 1 END, CASE state WHEN 2 THEN 20409 END, 'zhang',
      CASE state WHEN 2 THEN 'noRisk' END, ''
    FROM counted, (SELECT 0 AS state UNION ALL SELECT 1 UNION ALL SELECT 2);
    INSERT INTO episode (county, number, household, place, opened_on, is_emergency, earlier, risks, type,
      registered_on, ended_on, ending, ended_by, ending_note, chain, step, due, total_due, is_paused)
    SELECT 530602, n, n, 530602101001001, 20400, 0, NULL, '11', 'sudden', 20401,
      CASE WHEN n > 1 THEN 20402 END, CASE n WHEN 2 THEN 'eliminated' WHEN 3 THEN 'extinct' END, '', '',
      'identification', 'notice', 20402, 20415, 0
    FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3);
    """

  private static let places = ["5306", "530602", "530602101", "530602101001"].compactMap { PlaceCode($0) }

  @Test(arguments: ClueFilter.State.allCases)
  func cluesAreListedByTheirIndexes(_ state: ClueFilter.State) throws {
    var filter = ClueFilter()
    (filter.state, filter.cause, filter.severity) = (state, .water, .red)
    (filter.dueBefore, filter.openedBefore) = (day("2026-03-01"), day("2026-02-01"))
    let word = ["waiting": "waiting", "inProcedure": "taken", "closed": "closed"][state.rawValue] ?? ""
    for place in Self.places {
      let found = try plans { [filter] (connection) throws(Problem) in
        _ = try WorkListStore.clues(
          in: place, filter, causes: ["01", "11"], limit: 50, offset: 0, on: connection)
      }.filter { !$0.indexes.isEmpty }
      #expect(found.count == 2)
      for plan in found {
        #expect(plan.indexes.count == 1 && plan.indexes.allSatisfy { $0.hasPrefix("clue_\(word)_by_") })
        #expect(!plan.looksUp, "\(plan.text)")
      }
      // The page of a whole city follows the days.
      let isPlain = found.last?.indexes == ["clue_\(word)_by_place"]
      #expect(isPlain == (place.level != .city || state == .inProcedure))
    }
  }

  @Test(arguments: EpisodeFilter.State.allCases)
  func episodesAreListedByTheirIndexes(_ state: EpisodeFilter.State) throws {
    var filter = EpisodeFilter()
    (filter.state, filter.step, filter.chain) = (state, .notice, .identification)
    (filter.type, filter.risk, filter.dueBefore) = (.sudden, .water, day("2026-03-01"))
    let word = [.underWay, .monitored].contains(state) ? "open" : "ended"
    for place in Self.places {
      let found = try plans { [filter] (connection) throws(Problem) in
        let department = WorkListStore.Department(causes: ["01", "11"], isAsked: true)
        _ = try WorkListStore.episodes(
          in: place, filter, for: department, limit: 50, offset: 0, on: connection)
      }
      #expect(found.count == 2)
      for plan in found {
        #expect(plan.indexes == ["episode_\(word)_by_place"])
        #expect(!plan.looksUp, "\(plan.text)")
      }
    }
  }

  @Test func countsAreOneWalkEach() throws {
    for place in Self.places {
      let found = try plans { (connection) throws(Problem) in
        _ = try WorkListStore.waiting(
          in: place, causes: ["01"], dueBefore: day("2026-03-01"), openedBefore: day("2026-02-01"),
          on: connection)
        _ = try WorkListStore.steps(in: place, dueBefore: day("2026-03-01"), on: connection)
      }
      #expect(found.map(\.indexes) == [["clue_waiting_by_place"], ["episode_open_by_place"]])
      #expect(found.allSatisfy { !$0.looksUp })
    }
  }

  @Test func rowsThatAreLookedUpOneByOneAreSeen() throws {
    let found = try plans { (connection) throws(Problem) in
      _ = try connection.number(
        "SELECT COUNT(*) FROM clue INDEXED BY clue_by_household WHERE county = 1 AND cause = '01'")
    }
    #expect(found.count == 1 && found[0].looksUp)
  }
}
