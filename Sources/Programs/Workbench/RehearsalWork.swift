// What posts do on a rehearsed day with clues and with episodes that are in a procedure.

import Access
import Casework
import Database
import Kernel
import Monitoring
import Rules

extension Rehearsal {
  // MARK: clues

  /// People tell of households in danger; of those whose episode has ended more often than of others.
  mutating func reports(_ county: Int64, _ homes: [RehearsedHome]) throws(Problem) {
    // Three a day in ten thousand households.
    var count = homes.count * 3 / 10_000
    if happens(homes.count * 3 % 10_000) { count += 1 }
    for _ in 0..<count { if let home = one(of: homes) { try report(home.key, home.place) } }
    let ended = try read { (connection) throws(Problem) in
      try RehearsalStore.ended(county: county, on: connection)
    }
    for episode in ended where happens(episode.ending?.kind == .eliminated ? 60 : 4) {
      try report(HouseholdKey(county: county, number: episode.household), episode.place)
    }
  }

  mutating func report(_ key: HouseholdKey, _ place: PlaceCode) throws(Problem) {
    let channel = one(of: [ClueChannel.selfReport, .cadreVisit, .cadreVisit, .opinion, .inspection])
    guard let cause = one(of: RuleCause.allCases), let channel else { return }
    let report = ClueReport(
      cause: cause, severity: happens(2_000) ? .red : .amber, isEmergency: happens(500),
      source: ClueSource(channel, on: today, by: "村民", note: "演练：\(cause.title.zh)"))
    let asking = post("village", at: place.ancestor(at: .village))
    var first: ClueNumber?
    try tries("clue.report") { (face) throws(Problem) in first = try face.report(report, of: key, asking) }
    if happens(1_000) {
      // The same request comes again, as over a bad line.
      var second: ClueNumber?
      try tries("repeated") { (face) throws(Problem) in second = try face.report(report, of: key, asking) }
      precondition(first == second, "the same key answers the first result")
      try errs("otherBody", "access.command.key") { (face) throws(Problem) in
        _ = try face.report(report, of: HouseholdKey(county: key.county, number: key.number + 1), asking)
      }
    }
  }

  /// Villages look into the clues that are due first, as many as they manage; emergencies always.
  mutating func openings(_ county: Int64) throws(Problem) {
    guard let place = PlaceCode(number: county * 1_000_000_000) else { return }
    let waiting = try read { (connection) throws(Problem) in
      try WorkListStore.clues(
        in: place, ClueFilter(), causes: nil, limit: 2_000 * plan.capacity, offset: 0, on: connection
      ).rows
    }
    var used: [PlaceCode: Int] = [:]
    var seen: Set<Int64> = []
    for clue in waiting {
      guard let village = clue.place.ancestor(at: .village) else { continue }
      if used[village] == nil { used[village] = happens(5_000) ? plan.capacity : 0 }
      guard clue.isEmergency || used[village, default: 0] < plan.capacity, !seen.contains(clue.household)
      else { continue }
      used[village, default: 0] += 1
      seen.insert(clue.household)
      try lookInto(clue, village)
    }
  }

  private mutating func lookInto(_ clue: Clue, _ village: PlaceCode) throws(Problem) {
    let key = HouseholdKey(county: clue.id.county, number: clue.household)
    let known = try read { (connection) throws(Problem) in
      let open = try EpisodeStore.episodes(of: key.number, county: key.county, on: connection).first {
        $0.ending == nil
      }
      let isRegistered =
        try RegisteredHouseholdStore.household(
          county: key.county, number: key.number, asOf: today, on: connection) != nil
      return (open: open, isRegistered: isRegistered)
    }
    if let open = known.open {
      if open.isMonitored, !open.risks.contains(clue.cause), open.risks.count < monitoring.book.mostRisks,
        happens(6_000)
      {
        let asking = post("township", at: village.ancestor(at: .township))
        try tries("episode.addRisk") { (face) throws(Problem) in
          _ = try face.act(.addRisk(clue.cause), on: open.id, asking)
        }
      } else if open.isMonitored {
        try dismiss(clue, .alreadyHelped, village)
      }
      return
    }
    guard known.isRegistered else { return try dismiss(clue, .gone, village) }
    if happens(2_500) { return try dismiss(clue, happens(5_000) ? .noRisk : .copes, village) }
    let asking = post("village", at: village)
    try tries("episode.open") { (face) throws(Problem) in _ = try face.open(key, asking) }
  }

  private mutating func dismiss(
    _ clue: Clue, _ reason: DismissalReason, _ village: PlaceCode
  ) throws(Problem) {
    let asking = post("village", at: village)
    try tries("clue.dismiss") { (face) throws(Problem) in
      try face.dismiss(clue.id, reason, note: "演练：\(reason.title.zh)", asking)
    }
  }

  // MARK: procedures

  /// Episodes at a step: on most of them nobody works today.
  mutating func procedures(_ county: Int64) throws(Problem) {
    guard let place = PlaceCode(number: county * 1_000_000_000) else { return }
    let rows = try read { (connection) throws(Problem) in
      try WorkListStore.episodes(
        in: place, EpisodeFilter(), limit: 1_000_000, offset: 0, on: connection
      ).rows
    }
    for row in rows {
      guard happens(row.isPaused ? 1_500 : isWorkingDay ? 8_500 : 2_500) else { continue }
      let county = row.episode.place.ancestor(at: .county)
      if row.isPaused {
        try does(.resume, on: row.episode.id, post("county_office", at: county))
      } else if happens(30) {
        try does(.pause("演练：大雪封路"), on: row.episode.id, post("county_office", at: county))
      } else {
        // What is ready goes on to who is next, often on the same day.
        while try work(on: row.episode.id), happens(6_000) {}
      }
    }
  }

  @discardableResult
  mutating func does(
    _ verb: EpisodeVerb, on id: EpisodeNumber, _ asking: Asking, orElse codes: Set<String> = []
  ) throws(Problem) -> Bool {
    try tries("episode.\(verb.name)", orElse: codes) { (face) throws(Problem) in
      _ = try face.act(verb, on: id, asking)
    }
  }

  /// Something with an episode that has to be refused.
  mutating func errs(
    _ verb: EpisodeVerb, on id: EpisodeNumber, _ asking: Asking, _ codes: String...
  ) throws(Problem) {
    if try does(verb, on: id, asking, orElse: Set(codes)) {
      throw RehearsalProblems.accepted(plan.seed, today, verb.name, codes)
    }
  }

  /// Whether somebody else may go on today.
  private mutating func work(on id: EpisodeNumber) throws(Problem) -> Bool {
    let found = try readCase(id)
    guard let found, let step = found.episode.step else { return false }
    switch step {
    case .verify: try verify(found)
    case .compare: try compare(found)
    case .review: try review(found)
    case .notice: try notice(found)
    case .audit: try audit(found)
    case .decide: try decide(found)
    case .announce: try announce(found)
    }
    return step != .notice
  }

  func readCase(_ id: EpisodeNumber) throws(Problem) -> RehearsedCase? {
    try read { (connection) throws(Problem) -> RehearsedCase? in
      guard let episode = try EpisodeStore.episode(id, on: connection) else { return nil }
      let household = try RegisteredHouseholdStore.household(
        county: id.county, number: episode.household, asOf: today, on: connection)
      return RehearsedCase(
        episode: episode,
        household: household
          ?? RegisteredHousehold(
            place: episode.place, members: [], isOutOfPoverty: false, isOnAllowance: false),
        facts: try monitoring.gateFacts(of: episode, on: connection))
    }
  }

  private mutating func announce(_ work: RehearsedCase) throws(Problem) {
    let form = AnnouncementForm(announcedOn: today, spot: "政务公开栏")
    let asking = post("township", at: work.township)
    let codes: Set<String> = work.episode.chain == .elimination ? ["monitoring.elimination.gate"] : []
    if try !does(.announce(form), on: work.id, asking, orElse: codes) {
      try does(.refuse("演练：条件不再具备"), on: work.id, post("township", at: work.township))
    }
  }

  private mutating func verify(_ work: RehearsedCase) throws(Problem) {
    let asking = post("village", at: work.village)
    if work.episode.chain == .elimination {
      if try !ends(work, asking) {
        try does(.refuse("演练：条件不再具备"), on: work.id, post("village", at: work.village))
      }
      return
    }
    if happens(200) {
      try errs(
        .verify(verification(work, visitedOn: today.adding(days: 1))), on: work.id, asking,
        "monitoring.form.visitDay")
    } else if happens(200), !work.household.members.isEmpty {
      try errs(.verify(verification(work, signed: [])), on: work.id, asking, "monitoring.form.unsigned")
    } else if happens(1_200) {
      try does(.refuse("演练：入户核实没有风险"), on: work.id, asking)
    } else {
      try does(.verify(verification(work)), on: work.id, asking)
    }
  }

  /// - Parameter signed: nil for every member.
  private mutating func verification(
    _ work: RehearsedCase, visitedOn: Day? = nil, signed: [Int64]? = nil
  ) -> VerificationForm {
    let persons = max(1, work.household.members.count)
    var risks = work.episode.risks
    if happens(1_000), risks.count < monitoring.book.mostRisks, let more = one(of: RuleCause.allCases),
      !risks.contains(more)
    {
      risks.append(more)
    }
    return VerificationForm(
      visitedOn: visitedOn ?? today, visitors: "村干部、驻村工作队", living: "演练：生活情况", persons: persons,
      income: income(persons, percent: within(40...140)), guarantees: .allKept, risks: risks,
      signed: signed ?? work.household.members.sorted(), hasLabour: happens(8_800))
  }

  /// - Parameter percent: of the line, a head.
  mutating func income(_ persons: Int, percent: Int) -> IncomeSheet {
    let line = monitoring.book.line(on: today)?.amount.fen ?? 0
    let net = line * Int64(percent) / 100 * Int64(persons)
    let cost = net / 10
    return IncomeSheet(
      amounts: ["A1": net * 7 / 10, "B2": net + cost - net * 7 / 10, "E2": cost],
      claims: happens(1_000) ? 50_000 : 0, selfPaid: happens(2_000) ? 30_000 : 0)
  }

  private mutating func compare(_ work: RehearsedCase) throws(Problem) {
    guard case .comparison(let form) = work.episode.current?.form else { return }
    var missing = form.missing
    if !missing.isEmpty, happens(200) {
      try errs(
        .compare(note: ""), on: work.id, post("county_office", at: work.county),
        "monitoring.comparison.unanswered")
    }
    for subject in form.missing where happens(8_500) {
      let asking = post("county_department", at: work.county, subject)
      if let other = one(of: form.asked), other != subject, happens(150) {
        try errs(.answer(other, []), on: work.id, asking, "monitoring.comparison.unasked")
      }
      let member = happens(500) ? work.household.members.min() : nil
      let findings = member.map { [ComparisonForm.Finding(person: $0, words: "演练：名下有小汽车")] } ?? []
      try does(.answer(subject, findings), on: work.id, asking)
      missing.removeAll { $0 == subject }
    }
    guard missing.isEmpty, happens(9_000) else { return }
    let asking = post("county_office", at: work.county)
    try does(
      happens(400) ? .sendBack(.verify, reason: "演练：比对结果与核实不一致") : .compare(note: "演练：无异常"),
      on: work.id, asking)
  }

  private mutating func review(_ work: RehearsedCase) throws(Problem) {
    let asking = post("village", at: work.village)
    let entitled = within(20...60)
    let present = within((entitled * 2 / 3 + 1)...entitled)
    func form(_ present: Int, _ votes: (Int, Int, Int)) -> EpisodeVerb {
      .review(
        ReviewForm(
          heldOn: today, entitled: entitled, present: present, votesFor: votes.0, votesAgainst: votes.1,
          abstained: votes.2, presided: "村支书", attendance: "签到表", minutes: "演练：会议记录"))
    }
    if happens(200) {
      try errs(form(present, (present, 1, 0)), on: work.id, asking, "monitoring.review.votes")
    } else if happens(150) {
      try errs(form(1, (1, 0, 0)), on: work.id, asking, "monitoring.review.quorum")
    } else if happens(500) {
      try errs(form(present, (1, present - 1, 0)), on: work.id, asking, "monitoring.review.majority")
      if happens(5_000) {
        try does(.refuse("演练：评议没有通过"), on: work.id, post("village", at: work.village))
      }
    } else {
      let votesFor = within((present / 2 + 1)...present)
      let against = within(0...(present - votesFor))
      try does(form(present, (votesFor, against, present - votesFor - against)), on: work.id, asking)
    }
  }

  private mutating func notice(_ work: RehearsedCase) throws(Problem) {
    let asking = post("village", at: work.village)
    guard case .notice(let form) = work.episode.current?.form else {
      if happens(150) {
        return try errs(.takeDown(evidence: "照片"), on: work.id, asking, "monitoring.notice.none")
      }
      try does(.post(NoticeForm(postedOn: today, spot: "村委会公示栏", poster: "村干部")), on: work.id, asking)
      return
    }
    let isTime = today >= form.postedOn.adding(days: monitoring.book.noticeDays)
    if let open = form.objections.firstIndex(where: { $0.settledOn == nil }) {
      if isTime, happens(1_000) {
        return try errs(.takeDown(evidence: "照片"), on: work.id, asking, "monitoring.notice.objection")
      }
      let isUpheld = happens(2_500)
      try does(.settle(open, isUpheld: isUpheld, answer: "演练：调查结果"), on: work.id, asking)
    } else if isTime {
      try does(.takeDown(evidence: "照片、见证人"), on: work.id, asking)
    } else if happens(300) {
      try errs(.takeDown(evidence: "照片"), on: work.id, asking, "monitoring.notice.early")
    } else if happens(150) {
      try does(.object("演练：村民反映该户有房出租"), on: work.id, asking)
    }
  }

  private mutating func audit(_ work: RehearsedCase) throws(Problem) {
    let asking = post("township", at: work.township)
    if happens(150) {
      try errs(.audit(" "), on: work.id, asking, "monitoring.form.opinion")
    } else if happens(800) {
      try does(.sendBack(happens(5_000) ? .verify : .review, reason: "演练：材料不全"), on: work.id, asking)
    } else {
      try does(.audit("演练：情况属实"), on: work.id, asking)
    }
  }

  private mutating func decide(_ work: RehearsedCase) throws(Problem) {
    let asking = post("county_office", at: work.county)
    if work.episode.chain == .elimination {
      let form = DecisionForm(type: nil, risks: work.episode.risks, opinion: "演练：风险已消除")
      if try !does(.decide(form), on: work.id, asking, orElse: ["monitoring.elimination.gate"]) {
        try does(.refuse("演练：条件不再具备"), on: work.id, post("county_office", at: work.county))
      }
      return
    }
    let steps = EpisodeSteps(monitoring.book, today: today, by: "")
    let type = work.episode.verification.flatMap { steps.proposed($0, work.household) }
    func decision(_ type: ObjectType?) -> EpisodeVerb {
      .decide(DecisionForm(type: type, risks: work.episode.risks, opinion: "演练：符合条件"))
    }
    if happens(200) {
      let wrong = ObjectType.allCases.first { $0 != type }
      try errs(decision(wrong), on: work.id, asking, "monitoring.decision.type")
    } else if happens(150) {
      let village = post("village", at: work.village)
      try errs(decision(type), on: work.id, village, "access.permission.missing")
    } else if happens(400) {
      try does(.refuse("演练：不符合条件"), on: work.id, asking)
    } else if happens(300) {
      try does(.sendBack(.audit, reason: "演练：请补充审核意见"), on: work.id, asking)
    } else {
      try does(decision(type), on: work.id, asking)
    }
  }
}
