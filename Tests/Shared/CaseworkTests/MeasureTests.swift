// Measures: what they refuse, where they stand, and that the store keeps them.

import Casework
import Database
import Kernel
import Rules
import Testing

@Suite struct MeasureTests {
  private let today = day("2026-03-01")
  private let number = MeasureNumber(county: 530_602, number: 1)

  private func steps(_ text: String = "2026-03-01") throws -> MeasureSteps {
    MeasureSteps(try Procedures.book(), today: day(text), by: "zhang")
  }

  private func plan(
    group: String = "100A40", risk: RuleCause = .unstableJob, title: String = "县内就业", officer: String = "李四",
    subject: String = "", due: String = "2026-04-01", amount: Money? = nil
  ) -> MeasurePlan {
    MeasurePlan(
      group: group, risk: risk, title: title, subject: subject, officer: officer, due: day(due),
      amount: amount)
  }

  private func planned(_ plan: MeasurePlan) throws -> Measure {
    guard let place = PlaceCode("530602101001001") else {
      preconditionFailure("a group's code has 15 digits")
    }
    return try steps().planned(
      plan, number, episode: 7, household: 9, place: place, risks: [.unstableJob, .illness])
  }

  @Test func whatIsPlannedHasGroupRiskOfficerAndDay() throws {
    #expect(try planned(plan()).isDevelopment && planned(plan(group: "100A45")).isDevelopment == false)
    #expect(refusal { _ = try planned(plan(group: "100A99")) } == "casework.measure.group")
    #expect(refusal { _ = try planned(plan(risk: .water)) } == "casework.measure.risk")
    #expect(refusal { _ = try planned(plan(title: " ")) } == "casework.measure.title")
    #expect(refusal { _ = try planned(plan(officer: "")) } == "casework.measure.officer")
    #expect(refusal { _ = try planned(plan(due: "2026-02-28")) } == "casework.measure.due")
    #expect(refusal { _ = try planned(plan(due: "2099-01-01")) } == "casework.measure.far")
    #expect(refusal { _ = try planned(plan(amount: Money(fen: 0))) } == "casework.measure.amount")
  }

  @Test func aMeasureIsOfALineOfWorkThatThereIs() throws {
    var book = try Procedures.book()
    book.subjects = ["medical", "water"]
    let steps = MeasureSteps(book, today: today, by: "zhang")
    func planned(_ subject: String) throws {
      _ = try steps.planned(
        plan(subject: subject), number, episode: 7, household: 9,
        place: #require(PlaceCode("530602101001001")), risks: [.unstableJob])
    }
    try planned("water")
    try planned("")
    #expect(refusal { try planned("zz") } == "casework.measure.subject")
  }

  @Test func whatIsClosedStaysAsItIs() throws {
    let done = try steps("2026-03-10").done(planned(plan()), evidence: "合同")
    #expect(done.state == .done && done.startedOn == day("2026-03-10"))
    let cancelled = try steps("2026-03-10").cancelled(planned(plan()), reason: "外出")
    for closed in [done, cancelled] {
      #expect(refusal { _ = try steps().started(closed, note: "") } == "casework.measure.closed")
      #expect(refusal { _ = try steps().told(closed, "x") } == "casework.measure.closed")
      #expect(refusal { _ = try steps().done(closed, evidence: "x") } == "casework.measure.closed")
      #expect(refusal { _ = try steps().cancelled(closed, reason: "x") } == "casework.measure.closed")
    }
    let started = try steps().started(planned(plan()), note: "")
    #expect(refusal { _ = try steps().started(started, note: "") } == "casework.measure.started")
    #expect(refusal { _ = try steps().done(started, evidence: " ") } == "casework.note.missing")
  }

  @Test func aMeasureIsLateOnTheDayAfterItsLast() throws {
    let measure = try planned(plan())
    #expect(!measure.isLate(on: day("2026-04-01")) && measure.isLate(on: day("2026-04-02")))
  }

  @Test func theStoreKeepsAMeasureWithItsNotes() throws {
    let store = try Database(inMemory: "measures")
    try store.migrate(CaseworkMigrations.all)
    var measure = try planned(plan(amount: Money(yuan: 500)))
    try store.write { (connection) throws(Problem) in try MeasureStore.save(measure, on: connection) }
    measure = try steps("2026-03-02").started(measure, note: "开始")
    measure = try steps("2026-03-09").done(measure, evidence: "工资条")
    try store.write { (connection) throws(Problem) in try MeasureStore.save(measure, on: connection) }
    let kept = try store.read { (connection) throws(Problem) in
      try MeasureStore.measure(number, on: connection)
    }
    #expect(kept == measure && measure.notes.count == 2)
    let open = try store.read { (connection) throws(Problem) in
      try MeasureStore.listed(in: measure.place, limit: 10, on: connection)
    }
    #expect(open.total == 0)
  }

  @Test(arguments: [
    ("2026-03-01", "2026-03-01", "2026-03-01"), ("2026-03-01", "2026-03-15", "2026-03-01"),
    ("2026-03-01", "2026-03-16", "2026-03-02"), ("2025-10-01", "2026-04-01", "2026-03-18"),
  ])
  func aVisitThatIsToldLateCountsFromItsTelling(_ on: String, _ told: String, _ counted: String) throws {
    let visit = Visit(
      id: VisitNumber(county: 530_602, number: 1), household: 9,
      place: try #require(PlaceCode("530602101001001")), on: day(on), recordedOn: day(told), by: "zhang",
      guarantees: .allKept, findings: "平稳", isConcern: false)
    #expect(visit.countedFrom == day(counted) && visit.isToldLate == (on != counted))
  }

  @Test func visitsFromBeforeTheirTellingWasKeptCountFromTheirDay() throws {
    let store = try Database(inMemory: "told")
    let place = try #require(PlaceCode("530602101001001"))
    try store.migrate(Array(CaseworkMigrations.all.prefix(5)))
    try store.write { (connection) throws(Problem) in
      try connection.runScript(
        """
        INSERT INTO visit VALUES (530602, 1, 9, \(place.number), 20000, 'zhang', 1, 1, 1, 1, NULL, '好', 0)
        """)
    }
    try store.migrate(CaseworkMigrations.all)
    let kept = try store.read { (connection) throws(Problem) in
      try VisitStore.visits(of: 9, county: 530_602, on: connection)
    }
    #expect(kept.map(\.recordedOn) == [Day(number: 20_000)] && kept.map(\.isToldLate) == [false])
  }

  @Test func visitsAreFoundByHouseholdAndByPlace() throws {
    let store = try Database(inMemory: "visits")
    try store.migrate(CaseworkMigrations.all)
    let place = try #require(PlaceCode("530602101001001"))
    func visit(_ number: Int64, _ on: String, concern: Bool = false) -> Visit {
      Visit(
        id: VisitNumber(county: 530_602, number: number), household: 9, place: place, on: day(on),
        by: "zhang",
        guarantees: .allKept, incomePerHead: Money(yuan: 9_000), findings: "平稳", isConcern: concern)
    }
    let told = [visit(1, "2026-03-01"), visit(2, "2026-03-20", concern: true), visit(3, "2026-04-02")]
    try store.write { (connection) throws(Problem) in
      for one in told { try VisitStore.add(one.checked(today: day("2026-04-02")), on: connection) }
    }
    let late = Visit(
      id: VisitNumber(county: 530_602, number: 9), household: 8, place: place, on: day("2026-03-01"),
      recordedOn: day("2026-04-02"), by: "zhang", guarantees: .allKept, findings: "平稳", isConcern: false)
    try store.write { (connection) throws(Problem) in try VisitStore.add(late, on: connection) }
    try store.read { (connection) throws(Problem) in
      #expect(try VisitStore.visits(of: 8, county: 530_602, on: connection) == [late])
    }
    let march = try #require(Period(from: day("2026-03-01"), through: day("2026-03-31")))
    try store.read { (connection) throws(Problem) in
      #expect(try VisitStore.visits(of: 9, county: 530_602, on: connection) == told.reversed())
      #expect(
        try VisitStore.visits(in: place, march, onlyConcerns: true, limit: 9, on: connection) == [told[1]])
    }
    #expect(
      refusal { _ = try visit(4, "2026-04-03").checked(today: day("2026-04-02")) } == "casework.visit.future")
    #expect(
      refusal { _ = try visit(4, "2025-03-31").checked(today: day("2026-04-02")) } == "casework.visit.old")
    #expect(refusal { _ = try visit(4, "2025-04-01").checked(today: day("2026-04-02")) } == nil)
  }
}
