// The monthly rhythm through the door: whom visits must reach, and what meetings decide.

package import Access
package import Casework
import Database
package import Kernel
import Registry
import Rules

extension Outreach {
  /// Who has to be visited in a month, as it stands at its end or today. A department learns counts alone.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func visitRound(
    in place: PlaceCode, _ month: WorkMonth, limit: Int = 50, offset: Int = 0, _ asking: Asking
  ) throws(Problem) -> VisitRound {
    try asking.demand(.episodeRead, place)
    let end = min(month.period.last, asking.today)
    return try database.read { (connection) throws(Problem) in
      let counts = try campaigns.counts(in: place, month, at: end, on: connection)
      if limit == 0 || asking.visitor?.subject != nil { return VisitRound(below: counts, unvisited: []) }
      let rows = try JudgementStore.unvisited(
        in: place, month, at: end, limit: limit, offset: offset, on: connection)
      let heads = try HouseholdQueryStore.heads(of: rows.map(\.household), on: connection)
      return VisitRound(
        below: counts, unvisited: rows.map { ($0.household, $0.place, heads[$0.household] ?? "") })
    }
  }

  /// The meetings of a place and of those below it in a month, by place.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func meetings(
    in place: PlaceCode, _ month: WorkMonth, _ asking: Asking
  ) throws(Problem) -> [PlaceCode: HeldMeeting] {
    try asking.demand(.episodeRead, place)
    let held = try database.read { (connection) throws(Problem) in
      try JudgementStore.held(in: place, month, on: connection)
    }
    return Dictionary(uniqueKeysWithValues: held.map { ($0.place, $0) })
  }

  /// The last meetings of a place, the newest first.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func lastMeetings(
    of place: PlaceCode, limit: Int, _ asking: Asking
  ) throws(Problem) -> [HeldMeeting] {
    try asking.demand(.episodeRead, place)
    return try database.read { (connection) throws(Problem) in
      try JudgementStore.last(of: place, limit: limit, on: connection)
    }
  }

  /// What a meeting is about. Departments take no part in it.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `monitoring.judgement.unknown`.
  package func judgementSheet(
    of place: PlaceCode, _ month: WorkMonth, _ asking: Asking
  ) throws(Problem) -> JudgementSheet {
    try asking.demand(.episodeRead, place)
    guard asking.visitor?.subject == nil else { throw JudgementProblems.unknown }
    return try database.read { (connection) throws(Problem) in
      let judgement = try JudgementStore.judgement(at: place, month, on: connection)
      let flagged = try flagged(place, month, asking, on: connection)
      let keys = flagged.map(\.household) + (judgement?.items ?? []).map(\.household)
      return JudgementSheet(
        judgement: judgement, flagged: flagged, heads: try HouseholdQueryStore.heads(of: keys, on: connection)
      )
    }
  }

  private func flagged(
    _ place: PlaceCode, _ month: WorkMonth, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [FlaggedHousehold] {
    let end = min(month.period.last, asking.today)
    return try JudgementStore.flagged(
      in: place, month, alarm: end.adding(days: -book.clueAlarmDays), on: connection)
  }

  /// Records that a meeting was held.
  /// **Problems**: `access.permission.missing`, `access.post.place`, those of `JudgementSteps`.
  package func hold(
    at place: PlaceCode, _ month: WorkMonth, on day: Day, chair: String, present: Int, minutes: String,
    _ asking: Asking
  ) throws(Problem) -> JudgementNumber {
    let command = Command(
      "judgement.hold", permission: .judgementDecide, place: place, key: asking.key,
      body: "\(place) \(month) \(day) \(chair) \(present) \(minutes)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: place.county) {
      (connection) throws(Problem) in
      let judgement = Judgement(
        id: try JudgementStore.next(county: place.county, on: connection), place: place, month: month,
        heldOn: day, chair: chair, present: present, minutes: minutes)
      let known = try JudgementStore.judgement(at: place, month, on: connection)
      let held = try JudgementSteps(today: asking.today).held(judgement, known: known)
      try JudgementStore.save(held, on: connection)
      return outcome(held)
    }
    guard let id = JudgementNumber(answer.text) else {
      preconditionFailure("a meeting's answer is its number")
    }
    return id
  }

  /// Decides on one flagged household: `include` makes sure that a clue is open, `exclude` ends those that
  /// wait.
  /// **Problems**: `access.permission.missing`, `monitoring.judgement.unknown`, those of the steps.
  package func decide(
    _ decision: JudgementDecision, on household: HouseholdKey, reason: String, in id: JudgementNumber,
    _ asking: Asking
  ) throws(Problem) {
    let command = Command(
      "judgement.decide", permission: .judgementDecide, key: asking.key,
      body: "\(id) \(household) \(decision) \(reason)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      let judgement = try meeting(id, asking, on: connection)
      let flagged = try flagged(judgement.place, judgement.month, asking, on: connection)
      let place = flagged.first { $0.household == household }?.place ?? judgement.place
      let item = JudgementItem(household: household, place: place, decision: decision, reason: reason)
      let next = try JudgementSteps(today: asking.today).decided(judgement, item, flagged: flagged)
      try JudgementStore.save(next, on: connection)
      try carryOut(item, asking, on: connection)
      let owner = FieldChange.Owner("household", household.number)
      return Outcome(
        answer: "\(id)", subject: "judgement \(id)",
        details: JSONText.object(["decision": JSONText.quoted(decision.rawValue)]),
        about: JournalSubject(place: place, household: household.number),
        changes: [FieldChange("reason", from: nil, to: reason, of: owner)])
    }
  }

  private func carryOut(
    _ item: JudgementItem, _ asking: Asking, on connection: Connection
  ) throws(Problem) {
    let open = try ClueStore.clues(
      of: item.household.number, county: item.household.county, onlyUnclosed: true, on: connection)
    let steps = ClueSteps(book, today: asking.today, by: asking.act.actor)
    switch item.decision {
    case .exclude:
      for clue in open where clue.state == .open {
        try ClueStore.save(try steps.dismissed(clue, .other, note: item.reason), on: connection)
      }
    case .include where open.isEmpty:
      let source = ClueSource(.inspection, on: asking.today, by: asking.act.actor, note: item.reason)
      let clue = try steps.opened(
        ClueReport(cause: .other, source: source),
        ClueStore.next(county: item.household.county, on: connection), household: item.household.number,
        place: item.place)
      try ClueStore.save(clue, on: connection)
    case .include, .watch, .help: break
    }
  }

  /// Closes the meeting when every flagged household has its decision.
  /// **Problems**: `access.permission.missing`, `monitoring.judgement.unknown`, those of the steps.
  package func close(_ id: JudgementNumber, _ asking: Asking) throws(Problem) {
    let command = Command("judgement.close", permission: .judgementDecide, key: asking.key, body: "\(id)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      let judgement = try meeting(id, asking, on: connection)
      let flagged = try flagged(judgement.place, judgement.month, asking, on: connection)
      let next = try JudgementSteps(today: asking.today).closed(judgement, flagged: flagged)
      try JudgementStore.save(next, on: connection)
      return outcome(next)
    }
  }

  private func meeting(
    _ id: JudgementNumber, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> Judgement {
    guard let judgement = try JudgementStore.judgement(id, on: connection),
      asking.visitor?.sees(judgement.place) ?? true
    else { throw JudgementProblems.unknown }
    return judgement
  }

  private func outcome(_ judgement: Judgement) -> Outcome {
    Outcome(
      answer: "\(judgement.id)", subject: "judgement \(judgement.id)",
      details: JSONText.object([
        "month": JSONText.quoted("\(judgement.month)"), "decided": String(judgement.items.count),
        "closed": String(judgement.closedOn != nil),
      ]), about: JournalSubject(place: judgement.place))
  }
}
