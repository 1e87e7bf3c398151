// Giving tasks out of a meeting and answering them, through the door.

package import Access
import Casework
import Database
package import Kernel
import Registry

extension Responsibility {
  static let listedTasks = 200

  /// Tasks of the visitor's post and, for who gives tasks, those of their place and below.
  /// **Shape**: open ones first, by the day they are due.
  /// **Problems**: `access.permission.missing`.
  package func tasks(_ asking: Asking, in place: PlaceCode? = nil) throws(Problem) -> [DutyTask] {
    try asking.visitor?.demand(.dutyRead)
    guard let whole = place ?? asking.visitor?.place else { return [] }
    try asking.demand(.dutyRead, whole)
    let all = try database.read { (connection) throws(Problem) in
      try DutyTaskStore.tasks(
        givenBy: whole, ownedIn: whole, limit: Responsibility.listedTasks, on: connection)
    }
    return all.filter { maySee($0, asking) }
  }

  /// **Problems**: `access.permission.missing`, `duties.task.unknown`.
  package func task(_ id: DutyTaskNumber, _ asking: Asking) throws(Problem) -> DutyTask {
    try asking.visitor?.demand(.dutyRead)
    return try database.read { (connection) throws(Problem) in try seen(id, asking, on: connection) }
  }

  /// The tasks of one meeting.
  /// **Problems**: `access.permission.missing`, `duties.duty.unknown`.
  package func tasks(
    of giver: PlaceCode, _ code: String, _ period: WorkPeriod, _ asking: Asking
  ) throws(Problem) -> [DutyTask] {
    _ = try demand(code, DutyUnit(giver), asking)
    return try database.read { (connection) throws(Problem) in
      try DutyTaskStore.tasks(of: giver, code, period, on: connection)
    }
  }

  /// The posts that a task can be given to: at the place and one level below.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func owners(for place: PlaceCode, _ asking: Asking) throws(Problem) -> [NamedPost] {
    try asking.demand(.dutyDispatch, place)
    return try database.read { (connection) throws(Problem) in
      try posts(for: place, asking, on: connection)
    }
  }

  private func posts(
    for place: PlaceCode, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [NamedPost] {
    let places =
      [place] + (try PlaceStore.children(of: place, asOf: asking.today, on: connection).map(\.code))
    var posts: [NamedPost] = []
    for place in places {
      posts += try PostListStore.held(at: place, on: asking.today, on: connection).filter { named in
        named.post.deputyOf == nil
          && (roles.role(named.post.role)?.permissions.contains(.dutyReport) ?? false)
      }
    }
    return posts
  }

  /// **Problems**: `access.permission.missing`, `access.post.place`, `duties.duty.unknown`,
  /// `duties.task.owner`, those of the step.
  package func giveTask(
    _ words: String, to post: PostID, due: Day, of giver: PlaceCode, _ code: String, _ period: WorkPeriod,
    _ asking: Asking
  ) throws(Problem) -> DutyTaskNumber {
    let cadence = try demand(code, DutyUnit(giver), asking)
    let command = Command(
      "duty.giveTask", permission: .dutyDispatch, place: giver, key: asking.key,
      body: "\(giver) \(code) \(period) \(post) \(due) \(words)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: giver.county) {
      (connection) throws(Problem) in
      let known = try posts(for: giver, asking, on: connection)
      guard let named = known.first(where: { $0.post.id == post }) else { throw DutyTaskProblems.owner }
      let records = try DutyRecordStore.records(of: DutyUnit(giver), cadence, period, on: connection)
      let owner = TaskOwner(
        post: post, role: named.post.role, place: named.post.place, subject: named.post.subject ?? "")
      let task = try DutyTaskSteps.given(
        DutyTask(
          id: DutyTaskStore.next(county: giver.county, on: connection), giver: giver, cadence: code,
          period: period, words: Mask.digits(in: words), owner: owner, due: due, givenOn: asking.today,
          givenBy: asking.act.actor), hasRecord: !records.isEmpty, cadence)
      try DutyTaskStore.save(task, on: connection)
      return Outcome(
        answer: "\(task.id)", subject: "task \(task.id)",
        details: JSONText.object(["post": JSONText.quoted("\(post)"), "due": JSONText.quoted("\(due)")]),
        about: JournalSubject(place: owner.place))
    }
    guard let id = DutyTaskNumber(answer.text) else { preconditionFailure("a task's answer is its number") }
    return id
  }

  /// **Problems**: `access.permission.missing`, `duties.task.unknown`, those of the step.
  package func endTask(_ id: DutyTaskNumber, evidence: String, _ asking: Asking) throws(Problem) {
    let command = Command(
      "duty.endTask", permission: .dutyReport, key: asking.key, body: "\(id) \(evidence)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      let task = try seen(id, asking, on: connection)
      if let visitor = asking.visitor, !task.owner.isAnswered(by: visitor) { throw DutyTaskProblems.unknown }
      try DutyTaskStore.save(
        try DutyTaskSteps.ended(task, Mask.digits(in: evidence), by: asking.act), on: connection)
      return Outcome(subject: "task \(id)", about: JournalSubject(place: task.owner.place))
    }
  }

  private func seen(
    _ id: DutyTaskNumber, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> DutyTask {
    guard let task = try DutyTaskStore.task(id, on: connection), maySee(task, asking) else {
      throw DutyTaskProblems.unknown
    }
    return task
  }

  /// The owner, and offices that see the owner's place or gave it; a department its own alone.
  private func maySee(_ task: DutyTask, _ asking: Asking) -> Bool {
    guard let visitor = asking.visitor else { return true }
    if task.owner.isAnswered(by: visitor) { return true }
    return visitor.subject == nil && (visitor.sees(task.owner.place) || visitor.place == task.giver)
  }
}
