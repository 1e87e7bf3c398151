// SQL of the lists of clues and episodes, bound to a place's subtree and a department's causes.

package import Database
package import Kernel
import Rules

/// A page is found by an index alone, and only its own rows are looked up.
package enum WorkListStore {
  /// Clues by the day they are due; closed ones the last first.
  /// - Parameter causes: of a department, nil for all.
  package static func clues(
    in place: PlaceCode, _ filter: ClueFilter, causes: Set<String>?, limit: Int, offset: Int,
    on connection: Connection
  ) throws(Problem) -> (rows: [Clue], total: Int) {
    let condition = condition(place, filter, causes)
    let table = "clue INDEXED BY clue_\(filter.state.index)_by_"
    let total = try connection.number(
      "SELECT COUNT(*) FROM \(table)place WHERE \(condition.text)", condition.values)
    if limit == 0 || offset >= total { return ([], Int(total)) }
    // The first of very many are found sooner on the way along the days than all of them are sorted.
    let isLong = place.level == .city && total > longList
    let (order, index) =
      switch filter.state {
      case .closed: ("closed_on DESC, county, number", isLong ? "day" : "place")
      case .waiting: ("due, county, number", isLong ? "due" : "place")
      case .inProcedure: ("due, county, number", "place")
      }
    let rows = try connection.rows(
      """
      SELECT \(ClueStore.columns) FROM (
        SELECT county AS page_county, number AS page_number FROM \(table)\(index) WHERE \(condition.text)
        ORDER BY \(order) LIMIT ? OFFSET ?
      ) CROSS JOIN clue ON county = page_county AND number = page_number ORDER BY \(order)
      """, condition.values + [.int(limit), .int(offset)], ClueStore.read)
    return (
      try rows.map { (clue) throws(Problem) in try ClueStore.withSources(clue, on: connection) }, Int(total)
    )
  }

  /// Rows. Below it a list is sorted whole.
  private static let longList = 10_000

  /// How many clues wait at a place, how many of them were due before a day, and how many were opened before
  /// another.
  package static func waiting(
    in place: PlaceCode, causes: Set<String>?, dueBefore due: Day, openedBefore opened: Day,
    on connection: Connection
  ) throws(Problem) -> (all: Int, late: Int, old: Int) {
    let condition = condition(place, ClueFilter(), causes)
    return try connection.row(
      """
      SELECT COUNT(*), COALESCE(SUM(due < ?), 0), COALESCE(SUM(opened_on < ?), 0)
      FROM clue INDEXED BY clue_waiting_by_place WHERE \(condition.text)
      """, [.day(due), .day(opened)] + condition.values
    ) { (row) throws(Problem) in (Int(row.int(0)), Int(row.int(1)), Int(row.int(2))) } ?? (0, 0, 0)
  }

  private static func condition(_ place: PlaceCode, _ filter: ClueFilter, _ causes: Set<String>?) -> Condition
  {
    var condition = Condition(place)
    switch filter.state {
    case .waiting: condition.add(ClueStore.isWaiting)
    case .inProcedure: condition.add("closed_on IS NULL AND episode IS NOT NULL")
    case .closed: condition.add("closed_on IS NOT NULL")
    }
    if let cause = filter.cause { condition.add("cause = ?", .text(cause.rawValue)) }
    if let severity = filter.severity { condition.add("severity = ?", .text(severity.rawValue)) }
    if let day = filter.dueBefore { condition.add("due < ?", .day(day)) }
    if let day = filter.openedBefore { condition.add("opened_on < ?", .day(day)) }
    if let causes { condition.addList("cause", causes.sorted()) }
    return condition
  }

  /// Episodes by the day their step is due; those outside of procedures by number.
  /// - Parameter department: whose episodes alone are listed, nil for all.
  package static func episodes(
    in place: PlaceCode, _ filter: EpisodeFilter, for department: Department? = nil, limit: Int, offset: Int,
    on connection: Connection
  ) throws(Problem) -> (rows: [EpisodeRow], total: Int) {
    let condition = condition(place, filter, department)
    let index = [.underWay, .monitored].contains(filter.state) ? "open" : "ended"
    let table = "episode INDEXED BY episode_\(index)_by_place"
    let total = try connection.number(
      "SELECT COUNT(*) FROM \(table) WHERE \(condition.text)", condition.values)
    if limit == 0 || offset >= total { return ([], Int(total)) }
    let order = "due IS NULL, due, county, number"
    let rows = try connection.rows(
      """
      SELECT \(EpisodeStore.columns), chain, step, due, total_due, is_paused FROM (
        SELECT county AS page_county, number AS page_number FROM \(table) WHERE \(condition.text)
        ORDER BY \(order) LIMIT ? OFFSET ?
      ) CROSS JOIN episode ON county = page_county AND number = page_number ORDER BY \(order)
      """, condition.values + [.int(limit), .int(offset)], row)
    return (rows, Int(total))
  }

  /// All episodes of a place's subtree, by place and household; of each registered household its last one
  /// alone where only those are wanted.
  package static func register(
    in place: PlaceCode, onlyRegistered: Bool, limit: Int, on connection: Connection
  ) throws(Problem) -> [EpisodeRow] {
    var condition = Condition(place)
    if onlyRegistered {
      condition.add(
        """
        registered_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM episode n WHERE n.county = episode.county
          AND n.household = episode.household AND n.number > episode.number AND n.registered_on IS NOT NULL)
        """)
    }
    return try connection.rows(
      """
      SELECT \(EpisodeStore.columns), chain, step, due, total_due, is_paused FROM episode
      WHERE \(condition.text) ORDER BY place, household, number LIMIT ?
      """, condition.values + [.int(limit)], row)
  }

  private static func row(_ row: Statement) throws(Problem) -> EpisodeRow {
    EpisodeRow(
      episode: try EpisodeStore.head(row), chain: row.optionalText(15).flatMap(Chain.init),
      step: row.optionalText(16).flatMap(Step.init), due: row.optionalDay(17), totalDue: row.day(18),
      isPaused: row.int(19) == 1)
  }

  private static func condition(
    _ place: PlaceCode, _ filter: EpisodeFilter, _ department: Department?
  ) -> Condition {
    var condition = Condition(place)
    condition.add(department)
    let eliminated = SQLValue.text(EpisodeEnding.Kind.eliminated.rawValue)
    switch filter.state {
    case .underWay: condition.add("ended_on IS NULL AND step IS NOT NULL")
    case .monitored: condition.add("ended_on IS NULL AND registered_on IS NOT NULL")
    case .eliminated: condition.add("ended_on IS NOT NULL AND ending = ?", eliminated)
    case .ended: condition.add("ended_on IS NOT NULL AND ending <> ?", eliminated)
    }
    if let step = filter.step {
      condition.add("step = ?", .text(step.rawValue))
      if let department, department.isAsked, step == .compare {
        condition.add("NOT \(hasAnswered)", .text(department.subject))
      }
    }
    if let chain = filter.chain { condition.add("chain = ?", .text(chain.rawValue)) }
    if let type = filter.type { condition.add("type = ?", .text(type.rawValue)) }
    if let risk = filter.risk { condition.add("instr(risks, ?) > 0", .text(risk.rawValue)) }
    if let day = filter.dueBefore {
      condition.add("due < ?", .day(day))
      // An ended case stands still no more, nor does its index say so.
      if [.underWay, .monitored].contains(filter.state) { condition.add("is_paused = 0") }
    }
    return condition
  }

  /// How many episodes stand at each step of a place's subtree, and how many of them were due before a day.
  package static func steps(
    in place: PlaceCode, dueBefore day: Day, for department: Department? = nil, on connection: Connection
  ) throws(Problem) -> (all: [Step: Int], late: [Step: Int]) {
    var condition = condition(place, EpisodeFilter(), department)
    if let department {
      // A comparison is a department's to do while its answer is missing.
      condition.add(
        "(step <> 'compare' OR ? AND NOT \(hasAnswered))",
        .int(department.isAsked ? 1 : 0), .text(department.subject))
    }
    let rows = try connection.rows(
      """
      SELECT step, COUNT(*), SUM(due < ? AND is_paused = 0) FROM episode INDEXED BY episode_open_by_place
      WHERE \(condition.text) GROUP BY step
      """, [.day(day)] + condition.values
    ) { (row) throws(Problem) in (Step(rawValue: row.text(0)), Int(row.int(1)), Int(row.int(2))) }
    return rows.reduce(into: ([:], [:])) { counts, row in
      guard let step = row.0 else { return }
      counts.all[step] = row.1
      if row.2 > 0 { counts.late[step] = row.2 }
    }
  }

  /// Whether a line of work has answered the comparison that an episode stands at, as its form says.
  private static let hasAnswered = """
    EXISTS (SELECT 1 FROM episode_step s, json_each(s.form, '$.comparison._0.answers') a
      WHERE s.county = episode.county AND s.episode = episode.number AND s.step = 'compare'
        AND s.left_on IS NULL AND a.value ->> 'subject' = ?)
    """

  /// What a department sees of episodes: those with a risk of its own, and comparisons while it is asked.
  package struct Department {
    let subject: String
    let causes: Set<String>
    let isAsked: Bool

    package init(_ subject: String, causes: Set<String>, isAsked: Bool) {
      (self.subject, self.causes, self.isAsked) = (subject, causes, isAsked)
    }
  }

  /// Conditions that all have to hold, with their values in order.
  private struct Condition {
    var text: String
    var values: [SQLValue]

    init(_ place: PlaceCode) {
      text = "place BETWEEN ? AND ?"
      values = [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
    }

    mutating func add(_ more: String, _ value: SQLValue...) { add(more, value) }
    mutating func add(_ more: String, _ value: [SQLValue]) {
      text += " AND \(more)"
      values += value
    }

    mutating func add(_ department: Department?) {
      guard let department else { return }
      let causes = department.causes.sorted()
      let asked = department.isAsked ? "(step = 'compare' AND NOT \(hasAnswered))" : "0"
      let any = causes.map { _ in "instr(risks, ?) > 0" } + [asked]
      add(
        "(" + any.joined(separator: " OR ") + ")",
        (causes + (department.isAsked ? [department.subject] : [])).map { .text($0) })
    }

    mutating func addList(_ column: String, _ list: [String]) {
      let marks = list.map { _ in "?" }.joined(separator: ", ")
      add(list.isEmpty ? "0" : "\(column) IN (\(marks))", list.map { .text($0) })
    }
  }
}

extension ClueFilter.State {
  /// What the indexes of such clues are called by.
  fileprivate var index: String {
    switch self {
    case .waiting: "waiting"
    case .inProcedure: "taken"
    case .closed: "closed"
    }
  }
}
