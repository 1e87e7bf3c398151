// What the city does for a household, and what its people worked: rows of work, bindings, claims, cases.

import Kernel

/// Writes the rows that indicators count.
struct HelpRecords {
  let files: LedgerFiles
  let calendar: CityCalendar
  let entities: Entities

  private var asOf: Day { calendar.asOf }

  func write(_ home: Home, payment: Int?, _ random: inout SeededRandom) throws(Problem) {
    for member in home.members where member.death == nil {
      try work(member, member.workBefore, until: calendar.years[0])
      try work(member, member.work, until: calendar.years[1])
    }
    try binding(home, &random)
    try claims(home, payment: payment, &random)
    if home.slot.has(.recognised) { try monitoring(home, &random) }
  }

  private func work(_ member: Member, _ year: WorkYear, until closing: AccountingYear) throws(Problem) {
    guard year.months > 0 else { return }
    begin(files.work, member)
    files.work.day(closing.period.last)
    files.work.number(year.place)
    files.work.number(year.months)
    files.work.number(year.monthlyWage)
    files.work.flag(year.isOrganised)
    files.work.flag(year.isCertified)
    try files.work.end()
  }

  /// Bound households have one binding in force; one in ten had another before, as some of the others had.
  private func binding(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let isBound = home.slot.has(.bound)
    func row(from start: Day, to end: Day?) throws(Problem) {
      guard let entity = entities.any(in: home.group.code, &random) else { return }
      begin(files.bindings, home.speaker)
      files.bindings.text(entity.creditCode)
      files.bindings.text(
        entity.isFirm ? "firm" : random.happens(0.7) ? "firm_coop" : "firm_coop_base")
      files.bindings.day(max(start, home.speaker.birth))
      files.bindings.openDay(end)
      try files.bindings.end()
    }
    let isOld = isBound ? random.happens(0.1) : home.slot.has(.base) && random.happens(0.25)
    if isOld {
      let end = asOf.adding(days: -random.whole(380...700))
      try row(from: end.adding(days: -random.whole(300...600)), to: end)
    }
    if isBound { try row(from: asOf.adding(days: -random.whole(20...370)), to: nil) }
  }

  /// What was paid comes in one claim, seldom in two; some claims are not paid yet.
  private func claims(_ home: Home, payment: Int?, _ random: inout SeededRandom) throws(Problem) {
    func row(_ amount: Int, isPaid: Bool) throws(Problem) {
      let latest = isPaid ? 30 : 5
      let event = random.whole(latest...max(latest, asOf.days(since: calendar.policyStart)))
      begin(files.claims, home.speaker)
      files.claims.text(HelpRecords.claimCause(home, &random))
      files.claims.day(max(asOf.adding(days: -event), home.speaker.birth))
      files.claims.openDay(isPaid ? asOf.adding(days: -event + random.whole(10...30)) : nil)
      files.claims.amount(amount)
      try files.claims.end()
    }
    if let payment {
      let isSplit = payment > 1_000 && random.happens(0.08)
      let part = isSplit ? payment * random.whole(30...70) / 100 : payment
      try row(part, isPaid: true)
      if isSplit { try row(payment - part, isPaid: true) }
    } else if home.slot.has(.recognised), random.happens(0.01) {
      try row(random.whole(5...60) * 100, isPaid: false)
    }
  }

  private static func claimCause(_ home: Home, _ random: inout SeededRandom) -> String {
    if home.episodes.contains(.illness) { return "illness" }
    if home.episodes.contains(.disaster) { return "disaster" }
    if home.episodes.contains(.earnerDeath) { return "accident" }
    return claimCauses.draw(&random)
  }

  private func monitoring(_ home: Home, _ random: inout SeededRandom) throws(Problem) {
    let days = caseDays(home.slot, &random)
    let causes = HelpRecords.causes(of: home, &random)
    begin(files.cases, home.speaker)
    let isSudden = random.happens(home.slot.has(.monitored) ? 0.33 : 0.45)
    files.cases.text(isSudden ? "sudden" : home.slot.has(.monitored) ? "marginal" : "unstable")
    files.cases.text(causes.joined(separator: "|"))
    files.cases.day(max(days.registered.adding(days: -random.whole(7...15)), home.speaker.birth))
    files.cases.day(days.registered)
    files.cases.openDay(days.eliminated)
    let done = days.registered.adding(days: random.whole(20...150))
    let isHelped = days.eliminated != nil || (done <= asOf && random.happens(0.97))
    // A ledger that is handed over tells of measures that were done.
    files.cases.text(isHelped ? HelpRecords.measure(for: causes[0], home, &random) : "")
    files.cases.openDay(isHelped ? done : nil)
    try files.cases.end()
  }

  /// Registered at least six months before the risk was called eliminated, mostly at the end of a year.
  private func caseDays(_ slot: HouseholdSlot, _ random: inout SeededRandom)
    -> (registered: Day, eliminated: Day?)
  {
    let before = calendar.yearBefore
    func day(_ first: Day, _ last: Day) -> Day {
      first.adding(days: random.whole(0...max(0, last.days(since: first))))
    }
    func seasonal(_ first: Day, _ last: Day) -> Day {
      day(random.happens(0.6) ? max(first, last.adding(days: -60)) : first, last)
    }
    let isEarly = slot.has(.recognisedBefore)
    guard slot.has(.eliminated) else {
      let first = isEarly ? before.adding(days: -800) : before.adding(days: 1)
      return (day(first, isEarly ? before : asOf), nil)
    }
    let last = slot.has(.eliminatedBefore) ? before : asOf
    let registered =
      isEarly
      ? day(before.adding(days: -800), min(before, last.adding(days: -190)))
      : day(before.adding(days: 1), asOf.adding(days: -190))
    let open = registered.adding(days: 185)
    let first = slot.has(.eliminatedBefore) ? open : max(open, before.adding(days: 1))
    return (registered, seasonal(first, last))
  }

  /// Codes of the national register; what befell the household comes first.
  private static func causes(of home: Home, _ random: inout SeededRandom) -> [String] {
    var causes: [String] = []
    let told: [(Episode, String)] = [
      (.illness, "01"), (.disaster, "02"), (.newDisability, "03"), (.earnerDeath, "05"), (.orphaned, "04"),
      (.allJobless, "07"), (.topEarnerJobless, "07"), (.dropout, "09"), (.housingDecay, "10"),
    ]
    for (episode, cause) in told where home.episodes.contains(episode) && !causes.contains(cause) {
      causes.append(cause)
    }
    if home.slot.labourers == 0, !causes.contains("04") { causes.append("04") }
    if causes.isEmpty { causes.append(usualCauses.draw(&random)) }
    if random.happens(0.2) {
      let other = usualCauses.draw(&random)
      if !causes.contains(other) { causes.append(other) }
    }
    return Array(causes.prefix(5))
  }

  /// The group of a measure that suits a cause; who can work is helped to earn.
  private static func measure(for cause: String, _ home: Home, _ random: inout SeededRandom) -> String {
    if home.slot.labourers > 0, random.happens(0.6) { return development.draw(&random) }
    return switch cause {
    case "01", "03", "05": "100A45"
    case "09": "100A46"
    case "10": "100A50"
    case "11": "100A51"
    case "02": "100A52"
    default: "100A48"
    }
  }

  private func begin(_ file: CityFile, _ member: Member) {
    file.begin()
    file.number(file.rows + 1)
    file.id(member.id)
  }

  private static let claimCauses = Lot<String>(
    ("illness", 55), ("school", 12), ("disaster", 20), ("accident", 13))
  private static let usualCauses = Lot<String>(
    ("01", 40), ("02", 8), ("03", 14), ("04", 8), ("05", 5), ("06", 4), ("07", 11), ("09", 9), ("99", 1))
  private static let development = Lot<String>(("100A39", 45), ("100A40", 25), ("100A41", 10), ("100A42", 20))
}
