// What households tell of themselves, through the door: reports by anybody, asked after by their code.

package import Access
package import Casework
import Database
package import Evidence
package import Kernel
import Registry
package import Rules
import Vault

/// What somebody with a query code may know: nothing of who asked, nor of the household.
package struct ReportState: Equatable, Sendable {
  package enum Stage: Equatable, Sendable {
    /// Somebody will come.
    case received
    /// An episode looks into it, at this step.
    case inProcedure(Step)
    case included
    case notIncluded(DismissalReason)
    case answered(String)
  }

  package let toldOn: Day
  /// When somebody should have looked, or the step that is under way should be done; nil where all is done.
  package let due: Day?
  package let stage: Stage
  /// The last day of a complaint.
  package let complainedOn: Day?

  /// What the reporter reads of it.
  package var words: Text {
    switch stage {
    case .received: Text(zh: "已收到，等待上门核实", en: "received; somebody will come")
    case .inProcedure(let step): Text(zh: "正在办理：\(step.title.zh)", en: "under way: \(step.title.en)")
    case .included: Text(zh: "已纳入监测帮扶", en: "the household is under monitoring and gets help")
    case .notIncluded(let reason):
      Text(zh: "核实后未纳入：\(reason.title.zh)", en: "not included: \(reason.title.en)")
    case .answered(let answer): Text(zh: answer, en: answer)
    }
  }

  /// Whether a clock has run out, and nobody has complained on that day.
  package func mayComplain(on day: Day) -> Bool {
    guard let due else { return false }
    return due < day && complainedOn != day
  }
}

extension Outreach {
  /// A report by anybody, without an account. One whose identity number is in the register becomes a clue of
  /// its household; any other waits for the township. The answer is the same, so that nobody learns who is
  /// registered. **Shape**: the query code, told once.
  /// - Parameter pictures: kept in the same transaction: with the clue, else with the report that waits.
  /// **Problems**: those of `SelfReportForm`; `access.command.key`, `database.locked`.
  package func tell(
    _ form: SelfReportForm, cause: RuleCause, pictures: [ReadFile] = [], code: String, _ act: Act
  ) throws(Problem) -> String {
    let (form, citizen) = try form.checked()
    let county = form.place.county
    let told = [form.name, form.citizen, form.phone, "\(form.place)", cause.rawValue, form.words]
    let shown = pictures.map { Digest.hex($0.digest) }
    let command = Command(
      "report.tell", permission: nil, key: act.request,
      body: JSONText.array((told + shown).map(JSONText.quoted)))
    _ = try door.run(command, by: act, as: nil, county: county) { (connection) throws(Problem) in
      var report = SelfReport(
        id: try SelfReportStore.next(county: county, on: connection), toldOn: act.at.day(), place: form.place)
      let home = try HouseholdQueryStore.byCitizen(citizen, on: connection).first
      if let home, home.county == county {
        report.household = home.number
        report.clue = try clue(
          HouseholdKey(county: home.county, number: home.number), home.place, cause, form.words, act,
          on: connection
        ).number
      }
      try SelfReportStore.add(report, form, code: code, on: connection)
      let files = try EvidenceStore.attach(
        pictures, to: report.topic, of: report.household, by: act, on: connection)
      return Outcome(
        subject: "report \(report.id)",
        details: JSONText.object(["pictures": JSONText.array(files.map { JSONText.quoted("\($0)") })]),
        about: JournalSubject(place: form.place, household: report.household))
    }
    return code
  }

  /// A clue of what a household told, or the open one of its cause with one more source.
  /// - Parameter told: the day from which its clock runs, also where a report had to wait for its household.
  func clue(
    _ home: HouseholdKey, _ place: PlaceCode, _ cause: RuleCause, _ words: String, told: Day? = nil,
    isUrgent: Bool = false, _ act: Act, on connection: Connection
  ) throws(Problem) -> ClueNumber {
    let today = act.at.day()
    let steps = ClueSteps(book, today: today, by: "selfReport")
    let day = max(told ?? today, today.adding(days: -ClueSource.daysMost))
    let report = ClueReport(
      cause: cause, severity: isUrgent ? .red : .amber,
      source: ClueSource(.selfReport, on: day, by: "selfReport", note: words))
    let open = try ClueStore.clues(of: home.number, county: home.county, onlyUnclosed: true, on: connection)
      .first { $0.cause == cause }
    let clue =
      if let open { try steps.merged(open, report) } else {
        try steps.opened(
          report, ClueStore.next(county: home.county, on: connection), household: home.number, place: place)
      }
    try ClueStore.save(clue, on: connection)
    return clue.id
  }

  /// The townships of the city, by county, each with its county's name.
  package func townships(on day: Day) throws(Problem) -> [(code: PlaceCode, name: String)] {
    try database.read { (connection) throws(Problem) in
      let counties = try PlaceStore.places(at: .county, asOf: day, on: connection)
      let names = Dictionary(uniqueKeysWithValues: counties.map { ($0.code.county, $0.name) })
      return try PlaceStore.places(at: .township, asOf: day, on: connection).map {
        ($0.code, (names[$0.code.county] ?? "") + $0.name)
      }
    }
  }

  /// What came of a report, as of a day. **Problems**: `casework.report.unknown`.
  package func reportState(code: String, on day: Day) throws(Problem) -> ReportState {
    guard let code = QueryCode.read(code) else { throw SelfReportProblems.unknown }
    return try database.read { (connection) throws(Problem) in
      guard let report = try SelfReportStore.report(code: code, on: connection) else {
        throw SelfReportProblems.unknown
      }
      return try state(of: report, on: day, connection)
    }
  }

  func state(
    of report: SelfReport, on day: Day, _ connection: Connection
  ) throws(Problem) -> ReportState {
    var (stage, due) = (ReportState.Stage.received, Optional(report.toldOn.adding(days: book.clueDays)))
    if let answer = report.answer { (stage, due) = (.answered(answer), nil) }
    if let number = report.clue,
      let clue = try ClueStore.clue(ClueNumber(county: report.id.county, number: number), on: connection)
    {
      due = clue.due
      switch clue.closure?.outcome {
      case .included: (stage, due) = (.included, nil)
      case .dismissed(let reason): (stage, due) = (.notIncluded(reason), nil)
      case nil:
        if let episode = clue.episode,
          let found = try EpisodeStore.episode(
            EpisodeNumber(county: clue.id.county, number: episode), on: connection), let step = found.step
        {
          let clock = found.isPaused ? nil : found.stepClock(book)
          (stage, due) = (.inProcedure(step), clock?.due(asOf: day))
        }
      }
    }
    return ReportState(toldOn: report.toldOn, due: due, stage: stage, complainedOn: report.complainedOn)
  }
}

extension SelfReport {
  /// Where its pictures belong: to the clue that it became, else to itself.
  var topic: EvidenceTopic {
    clue.map { EvidenceTopic(.clue, county: id.county, number: $0) } ?? EvidenceTopic(.report, id)
  }
}
