// SQL of tasks that meetings gave.

package import Access
import Casework
package import Database
package import Kernel

enum DutyTaskStore {
  private static let columns = """
    county, number, giver, cadence, period, words, post, owner_role, owner_place, owner_subject, due,
    given_on, given_by, done_on, done_by, evidence
    """

  static func next(county: Int64, on connection: Connection) throws(Problem) -> DutyTaskNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM duty_task WHERE county = ?", [.int(county)])
    return DutyTaskNumber(county: county, number: last + 1)
  }

  static func save(_ task: DutyTask, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO duty_task (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET done_on = excluded.done_on, done_by = excluded.done_by,
        evidence = excluded.evidence
      """,
      [
        .int(task.id.county), .int(task.id.number), .int(task.giver.number), .text(task.cadence),
        .text("\(task.period)"), .text(task.words), .int(task.owner.post.number), .text(task.owner.role),
        .int(task.owner.place.number), .text(task.owner.subject), .day(task.due), .day(task.givenOn),
        .text(task.givenBy), .day(task.doneOn), .text(task.doneBy), .text(task.evidence),
      ])
  }

  static func task(_ id: DutyTaskNumber, on connection: Connection) throws(Problem) -> DutyTask? {
    try connection.row(
      "SELECT \(columns) FROM duty_task WHERE county = ? AND number = ?", [.int(id.county), .int(id.number)],
      read)
  }

  /// Of one meeting, in the order in which they were given.
  static func tasks(
    of giver: PlaceCode, _ cadence: String, _ period: WorkPeriod, on connection: Connection
  ) throws(Problem) -> [DutyTask] {
    try connection.rows(
      """
      SELECT \(columns) FROM duty_task WHERE giver = ? AND cadence = ? AND period = ? ORDER BY number
      """, [.int(giver.number), .text(cadence), .text("\(period)")], read)
  }

  /// Given by a place, or owned at one of a range; those that are open first, by the day they are due.
  static func tasks(
    givenBy giver: PlaceCode?, ownedIn place: PlaceCode, limit: Int, on connection: Connection
  ) throws(Problem) -> [DutyTask] {
    try connection.rows(
      """
      SELECT \(columns) FROM duty_task WHERE giver = ? OR owner_place BETWEEN ? AND ?
      ORDER BY done_on IS NOT NULL, due, county, number LIMIT ?
      """,
      [
        .int(giver?.number), .int(place.subtree.lowerBound), .int(place.subtree.upperBound), .int(limit),
      ], read)
  }

  private static func read(_ row: Statement) throws(Problem) -> DutyTask {
    guard let giver = PlaceCode(number: row.int(2)), let place = PlaceCode(number: row.int(8)),
      let period = WorkPeriod(row.text(4))
    else { preconditionFailure("a task was stored with its places and its period") }
    var task = DutyTask(
      id: DutyTaskNumber(county: row.int(0), number: row.int(1)), giver: giver, cadence: row.text(3),
      period: period, words: row.text(5),
      owner: TaskOwner(
        post: PostID(number: row.int(6)), role: row.text(7), place: place, subject: row.text(9)),
      due: row.day(10), givenOn: row.day(11), givenBy: row.text(12))
    if let done = row.optionalDay(13) { task.end(on: done, by: row.text(14), row.text(15)) }
    return task
  }
}

/// Open tasks of a post move with it when it gets another holder.
package struct DutyHandOver: OpenWork {
  package let noun = "dutyTask"

  package init() {}

  package func move(from: PostID, to: PostID, by act: Act, on connection: Connection) throws(Problem) -> Int {
    try connection.run(
      "UPDATE duty_task SET post = ? WHERE post = ? AND done_on IS NULL",
      [.int(to.number), .int(from.number)])
    return connection.changes
  }
}
