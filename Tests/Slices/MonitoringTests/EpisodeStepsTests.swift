// The legal way, step by step, with everything that each step refuses.

import Casework
import Kernel
import Monitoring
import Rules
import Testing

@Suite struct EpisodeStepsTests {
  @Test func theWholeWayEndsInARegistration() throws {
    let episode = try Cast.identified()
    #expect(episode.registeredOn == day("2026-03-12") && episode.isMonitored && episode.step == nil)
    #expect(episode.type == .unstable && episode.risks == [.illness])
    #expect(
      episode.records.map(\.step) == Step.allCases && episode.records.allSatisfy { $0.result == .passed })
    #expect(episode.totalClock(try Cast.book()).daysLeft(asOf: day("2026-03-12")) == 4)
  }

  @Test func anEpisodeBeginsWithAnOpenClueAndOneAtATime() throws {
    let steps = try Cast.steps("2026-03-01")
    func open(_ clues: [Clue], earlier: Episode? = nil) throws -> Episode {
      try steps.opened(Cast.number, household: 9, place: Cast.place, clues: clues, earlier: earlier)
    }
    #expect(refusal { _ = try open([]) } == "monitoring.episode.clue")
    #expect(refusal { _ = try open([Cast.clue()], earlier: Cast.identified()) } == "monitoring.episode.open")
    let both = try open([Cast.clue(.illness), Cast.clue(.schooling, on: "2026-02-20", number: 2)])
    #expect(both.openedOn == day("2026-02-20") && both.risks == [.illness, .schooling])
    let ended = try Cast.steps("2026-03-02").refused(both, reason: "无风险")
    #expect(try open([Cast.clue()], earlier: ended).earlier == ended.id.number)
  }

  @Test(arguments: [
    (Cast.verification(on: "2026-02-28"), "monitoring.form.visitDay"),
    (Cast.verification(on: "2026-03-03"), "monitoring.form.visitDay"),
    (Cast.verification(living: " "), "monitoring.form.living"),
    (Cast.verification(persons: 0), "monitoring.form.members"),
    (Cast.verification(persons: 31), "monitoring.form.members"),
    (Cast.verification(persons: 1), "monitoring.form.fewMembers"),
    (Cast.verification(visitors: "张三"), "monitoring.form.visitors"),
    (Cast.verification(visitors: "、张三，"), "monitoring.form.visitors"),
    (Cast.verification(visitors: "\u{202E}\u{7}"), "monitoring.form.visitors"),
    (Cast.verification(wage: -1), "monitoring.form.amounts"),
    (Cast.verification(risks: []), "monitoring.form.risks"),
    (
      Cast.verification(risks: [.illness, .disaster, .disability, .noLabour, .accident, .other]),
      "monitoring.form.tooManyRisks"
    ), (Cast.verification(signed: [1]), "monitoring.form.unsigned"),
    (Cast.verification(signed: [1, 2, 3]), "monitoring.form.signer"),
  ])
  func aVerificationIsRefused(_ form: VerificationForm, _ code: String) throws {
    #expect(refusal { _ = try Cast.steps("2026-03-02").verified(Cast.opened(), form, Cast.home) } == code)
  }

  @Test func fewerThanTheRegisterKnowsAreToldWithBothNumbersAndMoreAreTaken() throws {
    let problem = #expect(throws: Problem.self) {
      try Cast.steps("2026-03-02").verified(Cast.opened(), Cast.verification(persons: 1), Cast.home)
    }
    #expect(problem?.message(.zh).contains("登记有 2 人，只填了 1 人") == true)
    #expect(problem?.details["field"] == "persons")
    let more = try Cast.steps("2026-03-02").verified(Cast.opened(), Cast.verification(persons: 3), Cast.home)
    #expect(more.verification?.referencePerHead == Money(yuan: 3_000))
    let many = RegisteredHousehold(
      place: Cast.place, members: Set(1...31), isOutOfPoverty: true, isOnAllowance: false)
    let form = Cast.verification(persons: 31, signed: Array(1...31))
    #expect(try Cast.steps("2026-03-02").verified(Cast.opened(), form, many).step == .compare)
  }

  @Test func aHouseholdOnAllowanceIsNotComparedAgain() throws {
    let poor = RegisteredHousehold(
      place: Cast.place, members: [1, 2], isOutOfPoverty: true, isOnAllowance: true)
    let episode = try Cast.steps("2026-03-02").verified(Cast.opened(), Cast.verification(), poor)
    #expect(episode.step == .review && episode.records.map(\.result) == [.passed, .passed, nil])
  }

  @Test func everyDepartmentThatWasAskedAnswersOnceAndOfMembersAlone() throws {
    let steps = try Cast.steps("2026-03-04")
    let episode = try Cast.identified(to: .compare)
    #expect(refusal { _ = try steps.compared(episode) } == "monitoring.comparison.unanswered")
    #expect(
      refusal { _ = try steps.answered(episode, subject: "water", [], Cast.home) }
        == "monitoring.comparison.unasked")
    let car = ComparisonForm.Finding(person: 3, words: "小轿车一辆")
    #expect(
      refusal { _ = try steps.answered(episode, subject: "housing", [car], Cast.home) }
        == "monitoring.comparison.person")
    let once = try steps.answered(episode, subject: "housing", [], Cast.home)
    #expect(
      refusal { _ = try steps.answered(once, subject: "housing", [], Cast.home) }
        == "monitoring.comparison.unasked")
  }

  @Test(arguments: [
    (Cast.review(on: "2026-03-01"), "monitoring.review.day"),
    (Cast.review(on: "2026-03-06"), "monitoring.review.day"),
    (Cast.review(entitled: 1, present: 1, votes: (1, 0, 0)), "monitoring.review.entitled"),
    (Cast.review(entitled: 0, present: 0, votes: (0, 0, 0)), "monitoring.review.entitled"),
    (Cast.review(present: 31, votes: (31, 0, 0)), "monitoring.review.attendance"),
    (Cast.review(present: 19, votes: (19, 0, 0)), "monitoring.review.quorum"),
    (Cast.review(votes: (20, 3, 0)), "monitoring.review.votes"),
    (Cast.review(votes: (26, -2, 0)), "monitoring.review.votes"),
    (Cast.review(votes: (12, 12, 0)), "monitoring.review.majority"),
    (Cast.review(minutes: ""), "monitoring.review.minutes"),
  ])
  func aReviewIsRefused(_ form: ReviewForm, _ code: String) throws {
    #expect(refusal { _ = try Cast.steps("2026-03-05").reviewed(Cast.identified(to: .review), form) } == code)
  }

  @Test func aRefusedReviewTellsHowManyAreNeeded() throws {
    let problem = #expect(throws: Problem.self) {
      try Cast.steps("2026-03-05").reviewed(
        Cast.identified(to: .review), Cast.review(entitled: 31, present: 20, votes: (20, 0, 0)))
    }
    #expect(problem?.message(.zh).contains("实到 20 人，至少要 21 人") == true)
    #expect(problem?.message(.en).contains("20 came, and a meeting needs 21") == true)
  }

  @Test func theNoticeHangsFiveDaysAndOnce() throws {
    let episode = try Cast.identified(to: .notice)
    #expect(
      refusal { _ = try Cast.steps("2026-03-10").takenDown(episode, evidence: "照片") }
        == "monitoring.notice.none")
    let hanging = try Cast.steps("2026-03-05").posted(episode, Cast.notice())
    #expect(
      refusal { _ = try Cast.steps("2026-03-05").posted(hanging, Cast.notice()) }
        == "monitoring.notice.posted")
    #expect(
      refusal { _ = try Cast.steps("2026-03-09").takenDown(hanging, evidence: "照片") }
        == "monitoring.notice.early")
    #expect(
      refusal { _ = try Cast.steps("2026-03-10").takenDown(hanging, evidence: "") }
        == "monitoring.notice.evidence")
    #expect(
      refusal { _ = try Cast.steps("2026-03-05").posted(episode, Cast.notice(spot: "")) }
        == "monitoring.notice.posting")
    #expect(
      refusal { _ = try Cast.steps("2026-03-05").posted(episode, Cast.notice(on: "2026-03-04")) }
        == "monitoring.notice.day")
    #expect(try Cast.steps("2026-03-10").takenDown(hanging, evidence: "照片").step == .audit)
  }

  @Test func anObjectionIsSettledAndSendsBackWhereItIsUpheld() throws {
    let hanging = try Cast.steps("2026-03-05").posted(Cast.identified(to: .notice), Cast.notice())
    let objected = try Cast.steps("2026-03-07").objected(hanging, "他家有车")
    let steps = try Cast.steps("2026-03-10")
    #expect(refusal { _ = try steps.takenDown(objected, evidence: "照片") } == "monitoring.notice.objection")
    #expect(
      refusal { _ = try steps.settled(objected, objection: 1, isUpheld: false, answer: "x") }
        == "monitoring.notice.noObjection")
    #expect(
      refusal { _ = try steps.settled(objected, objection: 0, isUpheld: false, answer: "") }
        == "casework.note.missing")
    let dropped = try steps.settled(objected, objection: 0, isUpheld: false, answer: "车是亲戚的")
    #expect(try steps.takenDown(dropped, evidence: "照片").step == .audit)
    let upheld = try steps.settled(objected, objection: 0, isUpheld: true, answer: "重新核实")
    #expect(upheld.step == .verify && upheld.records.map(\.result).suffix(2) == [.returned, nil])
  }

  @Test func theTypeFollowsFromPovertyAndIncome() throws {
    // 8,700 yuan is the line of 2026: 9,000 a household of two is below, 20,000 above.
    let poor = RegisteredHousehold(
      place: Cast.place, members: [1, 2], isOutOfPoverty: false, isOnAllowance: false)
    let table: [(Int64, RegisteredHousehold, ObjectType)] = [
      (9_000, Cast.home, .unstable), (9_000, poor, .marginal), (20_000, Cast.home, .sudden),
      (20_000, poor, .sudden), (17_400, Cast.home, .unstable),
    ]
    for (wage, home, right) in table {
      var episode = try Cast.steps("2026-03-02").verified(
        Cast.opened(), Cast.verification(wage: wage), home)
      #expect(episode.type == right)
      for subject in try Cast.book().comparedWith {
        episode = try Cast.steps("2026-03-03").answered(episode, subject: subject, [], home)
      }
      episode = try Cast.steps("2026-03-05").compared(episode)
      episode = try Cast.steps("2026-03-05").reviewed(episode, Cast.review())
      episode = try Cast.steps("2026-03-05").posted(episode, Cast.notice())
      episode = try Cast.steps("2026-03-10").takenDown(episode, evidence: "照片")
      episode = try Cast.steps("2026-03-10").audited(episode, opinion: "属实")
      for type in ObjectType.allCases {
        let code = refusal { _ = try Cast.steps("2026-03-10").decided(episode, Cast.decision(type), home) }
        #expect(code == (type == right ? nil : "monitoring.decision.type"), "\(wage) \(type)")
      }
      let untyped = DecisionForm(type: nil, risks: [.illness], opinion: "同意")
      let code = refusal { _ = try Cast.steps("2026-03-10").decided(episode, untyped, home) }
      #expect(code == "monitoring.decision.noType")
    }
  }

  @Test func aWrongDayOfAnAnnouncementIsToldAtItsDay() throws {
    let episode = try Cast.identified(to: .announce)
    func announce(_ form: AnnouncementForm) -> Problem? {
      do {
        _ = try Cast.steps("2026-03-14").announced(episode, form)
        return nil
      } catch { return error as? Problem }
    }
    for wrong in ["2026-03-11", "2026-03-15"] {
      let problem = announce(Cast.announcement(on: wrong))
      #expect(problem?.code == "monitoring.announcement.day", "\(wrong)")
      #expect(problem?.details["field"] == "announcedOn")
    }
    let nowhere = announce(AnnouncementForm(announcedOn: day("2026-03-13"), spot: " "))
    #expect(nowhere?.code == "monitoring.announcement.spot" && nowhere?.details["field"] == "spot")
    #expect(announce(Cast.announcement(on: "2026-03-13")) == nil)
  }

  @Test func noStepIsSkippedAndNoneIsDoneTwice() throws {
    let (steps, facts) = (try Cast.steps("2026-03-12"), try Cast.facts())
    for at in Step.allCases {
      let episode = try Cast.identified(to: at)
      let acts: [(Step, EpisodeVerb)] = [
        (.verify, .verify(Cast.verification())), (.compare, .compare(note: "")),
        (.review, .review(Cast.review())), (.notice, .post(Cast.notice())), (.audit, .audit("属实")),
        (.decide, .decide(Cast.decision())), (.announce, .announce(Cast.announcement(on: "2026-03-12"))),
      ]
      for (step, verb) in acts where step != at {
        let code = refusal { _ = try steps.applied(verb, to: episode, Cast.home) { facts } }
        #expect(code == "monitoring.episode.step", "\(step) at \(at): \(code ?? "done")")
      }
    }
  }

  @Test func everyReviewMaySendBackAndRefuseWithAReason() throws {
    let steps = try Cast.steps("2026-03-12")
    for at in Step.allCases {
      let episode = try Cast.identified(to: at)
      for to in Step.allCases {
        let code = refusal { _ = try steps.returned(episode, to: to, reason: "材料不全") }
        #expect(code == (to < at ? nil : "monitoring.episode.back"), "\(at) to \(to)")
      }
      #expect(refusal { _ = try steps.refused(episode, reason: " ") } == "casework.note.missing")
      let ended = try steps.refused(episode, reason: "不符合条件")
      #expect(ended.ending?.kind == .refused && ended.step == nil)
      #expect(refusal { _ = try steps.refused(ended, reason: "x") } == "monitoring.episode.ended")
    }
  }

  @Test func aStoppedClockKeepsEverybodyFromGoingOn() throws {
    let paused = try Cast.steps("2026-03-11").paused(Cast.identified(to: .audit), reason: "山洪断路")
    #expect(
      refusal { _ = try Cast.steps("2026-03-12").paused(paused, reason: "x") } == "monitoring.episode.paused")
    #expect(
      refusal { _ = try Cast.steps("2026-03-12").audited(paused, opinion: "x") }
        == "monitoring.episode.isPaused")
    #expect(
      refusal { _ = try Cast.steps("2026-03-12").paused(Cast.identified(to: .audit), reason: "") }
        == "casework.note.missing")
    let on = try Cast.steps("2026-03-21").resumed(paused)
    #expect(on.totalClock(try Cast.book()).due(asOf: day("2026-03-21")) == day("2026-03-26"))
    #expect(refusal { _ = try Cast.steps("2026-03-21").resumed(on) } == "monitoring.episode.running")
  }

  @Test func risksAreAddedToRegisteredHouseholdsAlone() throws {
    let steps = try Cast.steps("2026-04-01")
    #expect(try steps.riskAdded(Cast.identified(), .water).risks == [.illness, .water])
    #expect(refusal { _ = try steps.riskAdded(Cast.identified(), .illness) } == "monitoring.episode.risk")
    #expect(
      refusal { _ = try steps.riskAdded(Cast.identified(to: .audit), .water) }
        == "monitoring.episode.notMonitored")
  }

  @Test func anEpisodeIsTerminatedByTheCountyForAReason() throws {
    let steps = try Cast.steps("2026-04-01")
    for kind in EpisodeEnding.Kind.allCases {
      let code = refusal { _ = try steps.terminated(Cast.identified(), kind, reason: "整户迁出") }
      let isTermination = kind != .refused && kind != .eliminated
      #expect(code == (isTermination ? nil : "monitoring.termination.kind"), "\(kind)")
    }
    #expect(
      refusal { _ = try steps.terminated(Cast.identified(), .extinct, reason: "") } == "casework.note.missing"
    )
    #expect(
      refusal { _ = try steps.terminated(Cast.opened(), .movedOut, reason: "x") }
        == "monitoring.episode.notMonitored")
  }
}
