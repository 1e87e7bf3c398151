// What is done on a rehearsed day for households under monitoring, and what is done wrongly.

import Access
import Casework
import Database
import Kernel
import Monitoring
import Rules

extension Rehearsal {
  private func monitored(_ county: Int64) throws(Problem) -> [EpisodeRow] {
    guard let place = PlaceCode(number: county * 1_000_000_000) else { return [] }
    var filter = EpisodeFilter()
    filter.state = .monitored
    return try read { (connection) throws(Problem) in
      try WorkListStore.episodes(in: place, filter, limit: 1_000_000, offset: 0, on: connection)
        .rows
    }
  }

  mutating func help(_ county: Int64) throws(Problem) {
    for row in try monitored(county) {
      guard let since = row.episode.registeredOn else { continue }
      if happens(today.days(since: since) < 30 ? 2_500 : 60) { try plan(for: row.episode) }
      if row.step == nil { try maybeEnd(row.episode, since) }
    }
    try measures(county)
  }

  /// Episodes whose half year is over are looked at every other week; some are tried too early.
  private mutating func maybeEnd(_ episode: Episode, _ since: Day) throws(Problem) {
    if happens(4) {
      let kinds: [EpisodeEnding.Kind] = [.extinct, .movedOut, .wronglyIncluded]
      guard let kind = one(of: kinds) else { return }
      let asking = post("county_office", at: episode.place.ancestor(at: .county))
      try does(.terminate(kind, reason: "演练：\(kind.title.zh)"), on: episode.id, asking)
      return
    }
    let isTime = today >= since.adding(months: monitoring.book.monthsRegistered)
    guard happens(isTime ? 700 : 15) else { return }
    guard let found = try readCase(episode.id) else { return }
    let episode = found.episode
    let asking = post("village", at: episode.place.ancestor(at: .village))
    if isTime {
      _ = try ends(found, asking)
    } else {
      try errs(
        .end(ending(found)), on: episode.id, asking, "monitoring.elimination.gate",
        "monitoring.elimination.method")
    }
  }

  /// Whether an elimination began: the gate decides, and has to agree with what it says of itself.
  mutating func ends(_ work: RehearsedCase, _ asking: Asking) throws(Problem) -> Bool {
    let (episode, form) = (work.episode, ending(work))
    let isOpen = EliminationGate(monitoring.book).conditions(episode, work.facts, form: form, asOf: today)
      .allSatisfy(\.isMet)
    let codes: Set<String> = ["monitoring.elimination.gate", "monitoring.elimination.method"]
    let isBegun = try does(.end(form), on: episode.id, asking, orElse: codes)
    guard !isBegun || isOpen else {
      throw RehearsalProblems.accepted(plan.seed, today, "episode.end", codes.sorted())
    }
    return isBegun
  }

  private mutating func ending(_ work: RehearsedCase) -> EndingForm {
    let episode = work.episode
    let persons = max(1, episode.verification?.persons ?? 1, work.household.members.count)
    let gone = episode.risks.reduce(into: [String: String]()) { $0[$1.rawValue] = "演练：已解决" }
    let isHelped = work.facts.measures.contains { $0.state == .done }
    return EndingForm(
      visitedOn: today, method: isHelped || happens(500) ? .byHelp : .natural, persons: persons,
      income: income(persons, percent: within(110...220)), guarantees: .allKept,
      hasLabour: episode.verification?.hasLabour ?? true, gone: gone, contact: "村干部")
  }

  // MARK: measures

  private mutating func plan(for episode: Episode) throws(Problem) {
    let (whole, measures) = try read { (connection) throws(Problem) in
      (
        try EpisodeStore.episode(episode.id, on: connection),
        try MeasureStore.measures(ofEpisode: episode.id.number, county: episode.id.county, on: connection)
      )
    }
    guard let whole, let gap = whole.gaps(measures).first else { return }
    let book = monitoring.book
    let group: MeasureGroup?
    var risk = whole.risks.first
    switch gap {
    case .unanswered(let open): (risk, group) = (open, one(of: book.suggestions(for: open)))
    case .noDevelopment: group = one(of: book.measureGroups.filter(\.isDevelopment))
    }
    guard let group, let risk else { return }
    let department = one(of: book.comparedWith)
    let subject = happens(4_000) ? department ?? "" : ""
    let measure = MeasurePlan(
      group: group.code, risk: risk, title: "演练：\(group.title.zh)", subject: subject, officer: "帮扶责任人",
      due: today.adding(days: within(20...120)), amount: happens(5_000) ? Money(yuan: 2_000) : nil)
    let asking = post("village", at: whole.place.ancestor(at: .village))
    try tries("measure.plan") { (face) throws(Problem) in _ = try face.plan(measure, for: whole.id, asking) }
  }

  private mutating func measures(_ county: Int64) throws(Problem) {
    guard let place = PlaceCode(number: county * 1_000_000_000) else { return }
    let open = try read { (connection) throws(Problem) in
      try MeasureStore.listed(in: place, limit: 1_000_000, on: connection).rows
    }
    for measure in open {
      let verb: MeasureVerb
      if measure.state == .planned {
        guard happens(1_000) else { continue }
        verb = happens(300) ? .cancel(reason: "演练：农户自己解决") : .start(note: "演练：开始实施")
      } else {
        guard happens(450) else { continue }
        verb = happens(6_000) ? .finish(evidence: "演练：验收单") : .tell("演练：进度过半")
      }
      let subject = measure.plan.subject
      let asking =
        subject.isEmpty
        ? post("village", at: measure.place.ancestor(at: .village))
        : post("county_department", at: place, subject)
      try tries("measure.\(verb.name)") { (face) throws(Problem) in try face.act(verb, on: measure.id, asking)
      }
      if !subject.isEmpty, happens(200), let other = roles.subjects.first(where: { $0.name != subject }) {
        let stranger = post("county_department", at: place, other.name)
        try errs("measure.neighbour", "casework.measure.unknown") { (face) throws(Problem) in
          try face.act(.tell("演练"), on: measure.id, stranger)
        }
      }
    }
  }

  // MARK: visits

  /// Each monitored household once in four weeks: its income rises, unless it is one of those that stay poor.
  mutating func visits(_ county: Int64) throws(Problem) {
    for row in try monitored(county) {
      let episode = row.episode
      guard (episode.id.number + Int64(today.number)) % 28 == 0, let since = episode.registeredOn,
        !happens(700)
      else { continue }
      let staysPoor = episode.household % 10 == 3
      let percent = (staysPoor ? 70 : 95) + today.days(since: since) / 4 + within(-10...10)
      let line = monitoring.book.line(on: today)?.amount.fen ?? 0
      let isBroken = happens(300)
      let seen = VisitSeen(
        guarantees: Guarantees(
          isSchooled: true, isInsured: true, isHoused: !isBroken, isWatered: !happens(200)),
        incomePerHead: Money(fen: line * Int64(percent) / 100), findings: "演练：走访情况", isConcern: isBroken)
      let key = HouseholdKey(county: county, number: episode.household)
      let asking = post("village", at: episode.place.ancestor(at: .village))
      try tries("visit.record") { [today] (face) throws(Problem) in
        _ = try face.visit(key, on: today, seen, asking)
      }
      if isBroken { try report(key, episode.place) }
    }
  }

  // MARK: what is wrong

  /// Sometimes somebody does what nobody may: it has to be refused, and nothing changes.
  mutating func wrongs(_ county: Int64, _ homes: [RehearsedHome]) throws(Problem) {
    guard happens(700) else { return }
    let place = PlaceCode(number: county * 1_000_000_000)
    if let home = one(of: homes) { try wrongVisit(home) }
    if let place {
      let rows = try read { (connection) throws(Problem) in
        try WorkListStore.episodes(
          in: place, EpisodeFilter(), limit: 500, offset: 0, on: connection
        ).rows
      }
      if let row = one(of: rows) { try wrongStep(row, homes) }
    }
    let ended = try read { (connection) throws(Problem) in
      try RehearsalStore.ended(county: county, on: connection)
    }
    if let episode = one(of: ended) {
      let asking = post("township", at: episode.place.ancestor(at: .township))
      try errs(.audit("演练：补签"), on: episode.id, asking, "monitoring.episode.ended")
    }
  }

  private mutating func wrongVisit(_ home: RehearsedHome) throws(Problem) {
    let asking = post("village", at: home.place.ancestor(at: .village))
    let tomorrow = today.adding(days: 1)
    let seen = VisitSeen(guarantees: .allKept, findings: "演练：提前写好的走访")
    try errs("visit.future", "casework.visit.future", "monitoring.household.unknown") {
      (face) throws(Problem) in _ = try face.visit(home.key, on: tomorrow, seen, asking)
    }
    let silent = post("village", at: home.place.ancestor(at: .village))
    let empty = VisitSeen(guarantees: .allKept, findings: "")
    try errs("visit.empty", "casework.note.missing", "monitoring.household.unknown") {
      [today] (face) throws(Problem) in _ = try face.visit(home.key, on: today, empty, silent)
    }
  }

  private mutating func wrongStep(_ row: EpisodeRow, _ homes: [RehearsedHome]) throws(Problem) {
    let (id, own) = (row.episode.id, row.episode.place)
    switch within(0...5) {
    case 0 where row.step != .audit:
      let asking = post("township", at: own.ancestor(at: .township))
      try errs(.audit("演练：跳过环节"), on: id, asking, "monitoring.episode.step")
    case 1:
      let village = own.ancestor(at: .village)
      guard let other = homes.lazy.map({ $0.place.ancestor(at: .village) }).first(where: { $0 != village })
      else { return }
      try errs(.refuse("演练：邻村"), on: id, post("village", at: other), "monitoring.episode.unknown")
    case 2:
      let key = HouseholdKey(county: id.county, number: row.episode.household)
      let asking = post("village", at: own.ancestor(at: .village))
      try errs(
        "episode.openTwice", "monitoring.episode.open", "monitoring.episode.clue",
        "monitoring.household.unknown"
      ) { (face) throws(Problem) in _ = try face.open(key, asking) }
    case 3:
      try errs(
        .sendBack(.announce, reason: "演练：往前退"), on: id, machine(), "monitoring.episode.back",
        "monitoring.episode.isPaused")
    case 4:
      let asking = post("township", at: own.ancestor(at: .township))
      try errs(.pause("演练：乡镇无权暂停"), on: id, asking, "access.permission.missing")
    default:
      guard let risk = RuleCause.allCases.first(where: { !row.episode.risks.contains($0) }) else { return }
      let measure = MeasurePlan(
        group: "100A40", risk: risk, title: "演练：没有这项风险", officer: "帮扶责任人", due: today)
      let asking = post("village", at: own.ancestor(at: .village))
      try errs("measure.wrongRisk", "monitoring.episode.notMonitored", "casework.measure.risk") {
        (face) throws(Problem) in _ = try face.plan(measure, for: id, asking)
      }
    }
  }
}
