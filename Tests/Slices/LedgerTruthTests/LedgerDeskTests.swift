// From a run to the end of an issue: what opens, who may do what, and that nothing ends that still holds.

import Access
import Database
import Kernel
import LedgerTruth
import Rules
import Testing

@Suite struct LedgerDeskTests {
  let town: LedgerTown

  init() throws {
    town = try LedgerTown()
    try town.household(11, [LedgerMember(sequence: 1, relation: 2)])
    try town.household(12, [LedgerMember(sequence: 2, labour: 3)])
    try town.household(13, at: "530602001002001", [LedgerMember(sequence: 3)])
  }

  @Test func aRunOpensOneIssueForARuleAndAHousehold() throws {
    let run = try town.run()
    #expect(run.found == 2 && run.opened == 2 && run.gone == 0)
    #expect(run.households == 3 && run.persons == 3)
    let issues = try town.issues()
    #expect(issues.map(\.rule) == ["R-005", "R-029"])
    #expect(issues.map(\.subject) == [.household(11), .household(12)])
    #expect(issues.map(\.severity) == [.block, .confirm])
    #expect(issues.map(\.facts) == [#"{"heads":0,"living_members":1}"#, #"{"able_without_labour":1}"#])
    #expect(issues[0].due == LedgerTown.day.adding(days: 7))
    let again = try town.run()
    #expect(again.found == 2 && again.opened == 0)
    #expect(try town.issues().map(\.number) == issues.map(\.number))
  }

  @Test func aCorrectedIssueEndsOnlyBehindARecheck() throws {
    try town.run()
    let issue = try town.issue("R-005")
    _ = try town.desk.fix(
      county: issue.county, number: issue.number, note: "已更换户主", by: town.act("wang"), as: try village())
    // Nothing was corrected in truth: the rule runs again and gives it back.
    let back = try town.desk.recheck(
      county: issue.county, number: issue.number, by: town.act("local:li"), as: nil)
    #expect(back.state == .open && back.returns == 1 && back.closure == nil)
    try town.household(11, [LedgerMember(sequence: 1, relation: 1)])
    _ = try town.desk.fix(
      county: issue.county, number: issue.number, note: "已更换户主", by: town.act("local:wang"), as: nil)
    let closed = try town.desk.recheck(
      county: issue.county, number: issue.number, by: town.act("local:li"), as: nil)
    #expect(closed.state == .closed && closed.closure?.actor == "local:li")
    #expect(
      try town.journal() == [
        "ledger.run 1", "ledger.fix 530602/1", "ledger.recheck 530602/1", "ledger.fix 530602/1",
        "ledger.recheck 530602/1",
      ])
  }

  private func village() throws -> Visitor { try town.visitor("village", at: "530602001001") }

  @Test func whatIsFoundNoMoreWaitsToBeRechecked() throws {
    try town.run()
    try town.household(11, [LedgerMember(sequence: 1, relation: 1)])
    #expect(try town.run().gone == 1)
    let issue = try town.issue("R-005")
    #expect(issue.state == .fixed && issue.goneRun == 2)
    #expect(try town.run().gone == 0)
    try town.household(11, [LedgerMember(sequence: 1, relation: 2)])
    #expect(try town.run().opened == 0)
    #expect(try town.issue("R-005").state == .open)
  }

  @Test func whatComesBackIsANewIssueBehindTheOldOne() throws {
    try town.run()
    let issue = try town.issue("R-005")
    try town.household(11, [LedgerMember(sequence: 1, relation: 1)])
    try town.run()
    _ = try town.desk.recheck(
      county: issue.county, number: issue.number, by: town.act("local:li"), as: nil)
    try town.household(11, [LedgerMember(sequence: 1, relation: 2)])
    #expect(try town.run().opened == 1)
    let next = try town.issue("R-005")
    #expect(next.number != issue.number && next.previous == issue.number)
  }

  @Test func aConfirmationHoldsForTheFactsItWasGivenFor() throws {
    try town.run()
    let issue = try town.issue("R-029")
    _ = try town.desk.confirm(
      county: issue.county, number: issue.number, reason: "长期照料老人", by: town.act("local:wang"), as: nil)
    #expect(try town.run().opened == 0)
    #expect(try town.issues().map(\.rule) == ["R-005"])
    let son = LedgerMember(sequence: 4, relation: 3, labour: 3)
    try town.household(12, [LedgerMember(sequence: 2, labour: 3), son])
    #expect(try town.run().opened == 1)
    #expect(try town.issue("R-029").previous == issue.number)
  }

  @Test func whatCannotBeJudgedStaysAsItIs() throws {
    try town.household(
      13, at: "530602001002001", incomes: [2_000_000, 4_000_000], [LedgerMember(sequence: 3)])
    try town.run()
    let issue = try town.issue("R-092")
    // A year later the incomes of that accounting year are missing.
    #expect(try town.run(days: 365).gone == 0)
    let visitor = try town.visitor("village", at: "530602001002")
    _ = try town.desk.fix(
      county: issue.county, number: issue.number, note: "已核对", by: town.act("wang", days: 365), as: visitor)
    #expect(throws: Problem.self) {
      try town.desk.recheck(
        county: issue.county, number: issue.number, by: town.act("local:li", days: 365), as: nil)
    }
    #expect(try town.issue("R-092").state == .fixed)
  }

  @Test func aRunLooksAtNoEarlierDay() throws {
    try town.run(days: 10)
    do {
      try town.run()
      Issue.record("an earlier day is refused")
    } catch let problem as Problem {
      #expect(problem.code == "ledger.run.earlier")
    }
  }

  @Test func aReaderSeesTheIssuesOfTheirPlacesAlone() throws {
    try town.run()
    let other = try town.visitor("village", at: "530602001002")
    #expect(try town.issues("530602001002", as: other).isEmpty)
    #expect(refusal { _ = try town.issues("530602001001", as: other) } == "ledger.place.unknown")
    let issue = try town.issue("R-005")
    let (county, number, act) = (issue.county, issue.number, town.act("wang"))
    #expect(
      refusal { _ = try town.desk.issue(county: county, number: number, as: other) } == "ledger.issue.unknown"
    )
    #expect(
      refusal { _ = try town.desk.fix(county: county, number: number, note: "x", by: act, as: other) }
        == "ledger.issue.unknown")
  }

  @Test func aDepartmentSeesTheRulesOfItsCauses() throws {
    try town.run()
    try town.refuse("minlife", line: 7)
    try town.run()
    let jobs = try town.visitor("county_department", at: "530602", subject: "employment")
    #expect(try town.issues("530602", as: jobs).map(\.rule) == ["R-029"])
    let water = try town.visitor("county_department", at: "530602", subject: "water")
    #expect(try town.issues("530602", as: water).isEmpty)
    let all = try town.visitor("county_office", at: "530602")
    #expect(try town.issues("530602", as: all).map(\.rule) == ["R-005", "R-029"])
    let city = try town.visitor("city_office", at: "5306")
    #expect(try town.issues("5306", as: city).map(\.rule) == ["R-100", "R-005", "R-029"])
  }

  @Test func helpForStrangersIsToldByRefusedRows() throws {
    try town.refuse("minlife", line: 7)
    try town.refuse("vehicles", line: 9)
    try town.run()
    let issue = try town.issue("R-100")
    #expect(issue.subject == .refusedRow(importNumber: 1, line: 7) && issue.place.short == "5306")
    _ = try town.desk.fix(
      county: issue.county, number: issue.number, note: "已补录", by: town.act("local:wang"), as: nil)
    let back = try town.desk.recheck(
      county: issue.county, number: issue.number, by: town.act("local:li"), as: nil)
    #expect(back.state == .open && back.returns == 1)
  }

  @Test func aStepNeedsItsPermission() throws {
    try town.run()
    let issue = try town.issue("R-005")
    let (county, number) = (issue.county, issue.number)
    let village = try town.visitor("village", at: "530602001001")
    let office = try town.visitor("county_office", at: "530602")
    let (wang, li) = (town.act("wang"), town.act("li"))
    #expect(
      refusal { _ = try town.desk.recheck(county: county, number: number, by: wang, as: village) }
        == "access.permission.missing")
    #expect(
      refusal { _ = try town.desk.fix(county: county, number: number, note: "x", by: li, as: office) }
        == "access.permission.missing")
    #expect(
      refusal {
        _ = try town.desk.assign(county: county, number: number, to: PostID(number: 99), by: li, as: office)
      } == "ledger.post.unfit")
  }

  @Test func anIssueIsGivenToAPostAtItsPlaceAndMovesWithIt() throws {
    try town.employ("chen", 7, "village", at: "530602001001")
    try town.employ("feng", 8, "grid_officer", at: "530602001001")
    try town.employ("lin", 9, "village", at: "530602001002")
    try town.employ("helper", 10, "helper", at: "530602001001")
    try town.run()
    let issue = try town.issue("R-005")
    let (county, number) = (issue.county, issue.number)
    let office = try town.visitor("county_office", at: "530602")
    let fit = try town.desk.candidates(issue, on: LedgerTown.day, as: office)
    #expect(fit.map(\.login) == ["chen", "feng"])
    let given = try town.desk.assign(
      county: county, number: number, to: PostID(number: 7), by: town.act("zhao"), as: office)
    #expect(given.state == .assigned && given.post == 7)
    let village = try town.visitor("village", at: "530602001001")
    let feng = town.act("feng", post: "8")
    #expect(
      refusal { _ = try town.desk.fix(county: county, number: number, note: "x", by: feng, as: village) }
        == "ledger.issue.others")
    let moved = try town.database.write { (connection) throws(Problem) in
      try LedgerHandOver().move(
        from: PostID(number: 7), to: PostID(number: 8), by: feng, on: connection)
    }
    #expect(moved == 1)
    let fixed = try town.desk.fix(county: county, number: number, note: "改了", by: feng, as: village)
    #expect(fixed.state == .fixed && fixed.post == 8)
  }

  @Test func whatWasWrittenGoesWithAnErasedHousehold() throws {
    try town.run()
    let issue = try town.issue("R-005")
    _ = try town.desk.fix(
      county: issue.county, number: issue.number, note: "王一已更换", by: town.act("local:wang"), as: nil)
    try town.database.write { (connection) throws(Problem) in
      try LedgerIssueStore.eraseWords(ofHousehold: 11, county: issue.county, on: connection)
    }
    let left = try town.issue("R-005")
    #expect(left.state == .fixed && left.fix?.words == "")
  }

  @Test func aFormThatIsSentTwiceActsOnce() throws {
    try town.run()
    let issue = try town.issue("R-005")
    let village = try town.visitor("village", at: "530602001001")
    for _ in 0..<2 {
      let after = try town.desk.fix(
        county: issue.county, number: issue.number, note: "已更换户主", key: "form-0001", by: town.act("wang"),
        as: village)
      #expect(after.state == .fixed)
    }
    #expect(try town.journal().count == 2)
  }

  @Test func theScoreFallsWithWhatIsWrong() throws {
    try town.run()
    let city = try LedgerTown.code("5306")
    let all = try town.desk.standings(of: city, withParts: true, on: LedgerTown.day, as: nil)
    #expect(all.map(\.name) == ["昭通市", "昭阳区"])
    let standing = all[0].standing
    #expect(standing.records == 6 && standing.block == 1 && standing.confirm == 1)
    // 1 − (1 + ½) / 6
    #expect(standing.score == 7_500)
    let late = try town.desk.standings(
      of: city, withParts: false, on: LedgerTown.day.adding(days: 8), as: nil)
    #expect(late[0].standing.overdue == 1)
    #expect(LedgerStanding.words(9_907) == "99.07")
  }
}

/// The code of a refusal, nil where nothing was refused.
private func refusal(_ work: () throws -> Void) -> String? {
  do { try work() } catch { return (error as? Problem)?.code }
  return nil
}
