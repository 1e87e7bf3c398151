// SQL of the lists of clues and episodes, bound to a place's subtree and a department's causes.

import Casework
import Database
import Kernel
import Rules

enum WorkListStore {
  /// Clues by the day they are due; closed ones the last first.
  /// - Parameter causes: of a department, nil for all.
  static func clues(
    in place: PlaceCode, _ filter: ClueFilter, causes: Set<String>?, limit: Int, offset: Int,
    on connection: Connection
  ) throws(Problem) -> (rows: [Clue], total: Int) {
    var condition = Condition(place)
    switch filter.state {
    case .waiting: condition.add("closed_on IS NULL AND episode IS NULL")
    case .inProcedure: condition.add("closed_on IS NULL AND episode IS NOT NULL")
    case .closed: condition.add("closed_on IS NOT NULL")
    }
    if let cause = filter.cause { condition.add("cause = ?", .text(cause.rawValue)) }
    if let severity = filter.severity { condition.add("severity = ?", .text(severity.rawValue)) }
    if let day = filter.dueBefore { condition.add("due < ?", .day(day)) }
    if let day = filter.openedBefore { condition.add("opened_on < ?", .day(day)) }
    if let causes { condition.addList("cause", causes.sorted()) }
    let order = filter.state == .closed ? "closed_on DESC, county, number" : "due, county, number"
    let total = try connection.number("SELECT COUNT(*) FROM clue WHERE \(condition.text)", condition.values)
    let rows = try connection.rows(
      "SELECT \(ClueStore.columns) FROM clue WHERE \(condition.text) ORDER BY \(order) LIMIT ? OFFSET ?",
      condition.values + [.int(limit), .int(offset)], ClueStore.read)
    var whole: [Clue] = []
    for clue in rows { whole.append(try ClueStore.withSources(clue, on: connection)) }
    return (whole, Int(total))
  }

  /// Episodes by the day their step is due; those outside of procedures by number.
  static func episodes(
    in place: PlaceCode, _ filter: EpisodeFilter, for department: Department?, limit: Int, offset: Int,
    on connection: Connection
  ) throws(Problem) -> (rows: [EpisodeRow], total: Int) {
    var condition = Condition(place)
    condition.add(department)
    switch filter.state {
    case .underWay: condition.add("ended_on IS NULL AND step IS NOT NULL")
    case .monitored: condition.add("ended_on IS NULL AND registered_on IS NOT NULL")
    case .eliminated: condition.add("ending = ?", .text(EpisodeEnding.Kind.eliminated.rawValue))
    case .ended:
      condition.add("ending <> ?", .text(EpisodeEnding.Kind.eliminated.rawValue))
    }
    if let step = filter.step { condition.add("step = ?", .text(step.rawValue)) }
    if let chain = filter.chain { condition.add("chain = ?", .text(chain.rawValue)) }
    if let type = filter.type { condition.add("type = ?", .text(type.rawValue)) }
    if let risk = filter.risk { condition.add("instr(risks, ?) > 0", .text(risk.rawValue)) }
    if let day = filter.dueBefore { condition.add("due < ?", .day(day)) }
    let total = try connection.number(
      "SELECT COUNT(*) FROM episode WHERE \(condition.text)", condition.values)
    let rows = try connection.rows(
      """
      SELECT \(EpisodeStore.columns), chain, step, due, total_due, is_paused FROM episode
      WHERE \(condition.text) ORDER BY due IS NULL, due, county, number LIMIT ? OFFSET ?
      """, condition.values + [.int(limit), .int(offset)], row)
    return (rows, Int(total))
  }

  /// All episodes of a place's subtree, by place and household; of each registered household its last one
  /// alone where only those are wanted.
  static func register(
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
      episode: try EpisodeStore.head(row), chain: row.optionalText(14).flatMap(Chain.init),
      step: row.optionalText(15).flatMap(Step.init), due: row.optionalDay(16), totalDue: row.day(17),
      isPaused: row.int(18) == 1)
  }

  /// How many episodes stand at each step of a place's subtree.
  static func steps(
    in place: PlaceCode, dueBefore day: Day?, for department: Department?, on connection: Connection
  ) throws(Problem) -> [Step: Int] {
    var condition = Condition(place)
    condition.add(department)
    condition.add("ended_on IS NULL AND step IS NOT NULL")
    if let day { condition.add("due < ?", .day(day)) }
    let rows = try connection.rows(
      "SELECT step, COUNT(*) FROM episode WHERE \(condition.text) GROUP BY step", condition.values
    ) { (row) throws(Problem) in (Step(rawValue: row.text(0)), Int(row.int(1))) }
    return rows.reduce(into: [:]) { counts, row in if let step = row.0 { counts[step] = row.1 } }
  }

  /// What a department sees of episodes: those with a risk of its own, and comparisons where it is asked.
  struct Department {
    let causes: Set<String>
    let isAsked: Bool
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
      let any =
        causes.map { _ in "instr(risks, ?) > 0" } + (department.isAsked ? ["step = 'compare'"] : ["0"])
      add("(" + any.joined(separator: " OR ") + ")", causes.map { .text($0) })
    }

    mutating func addList(_ column: String, _ list: [String]) {
      let marks = list.map { _ in "?" }.joined(separator: ", ")
      add(list.isEmpty ? "0" : "\(column) IN (\(marks))", list.map { .text($0) })
    }
  }
}
