// The household of these tests, its days and its forms: each can be spoilt in one place.

import Casework
import Foundation
import Kernel
import Monitoring
import Rules

func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("a day of a test is a day, not \(text)") }
  return day
}

/// The code of what a piece of work refuses; nil where it does not.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}

/// 李家: two members, out of poverty, income below the line.
enum Cast {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/casework"
  static func book() throws -> ProcedureBook { try ProcedureBook.load(folder) }

  static var place: PlaceCode {
    guard let place = PlaceCode("530602101001001") else {
      preconditionFailure("a group's code has 15 digits")
    }
    return place
  }

  static let number = EpisodeNumber(county: 530_602, number: 1)
  static let home = RegisteredHousehold(
    place: place, members: [1, 2], isOutOfPoverty: true, isOnAllowance: false)

  static func steps(_ today: String, by: String = "zhang") throws -> EpisodeSteps {
    EpisodeSteps(try book(), today: day(today), by: by)
  }

  static func clue(_ cause: RuleCause = .illness, on: String = "2026-03-01", number: Int64 = 1) throws -> Clue
  {
    let report = ClueReport(
      cause: cause, source: ClueSource(.cadreVisit, on: day(on), by: "zhang", note: "住院"))
    return try ClueSteps(book(), today: day(on), by: "zhang").opened(
      report, ClueNumber(county: 530_602, number: number), household: 9, place: place)
  }

  static func opened() throws -> Episode {
    try steps("2026-03-01").opened(number, household: 9, place: place, clues: [clue()], earlier: nil)
  }

  /// - Parameter wage: yuan of the household in the year; 2 persons live on it.
  static func verification(
    on: String = "2026-03-02", wage: Int64 = 9_000, persons: Int = 2, risks: [RuleCause] = [.illness],
    signed: [Int64] = [1, 2], living: String = "住院花费大", visitors: String = "张三、王五",
    hasLabour: Bool = true
  ) -> VerificationForm {
    VerificationForm(
      visitedOn: day(on), visitors: visitors, living: living, persons: persons,
      income: IncomeSheet(amounts: ["A1": wage * 100]), guarantees: .allKept, risks: risks, signed: signed,
      hasLabour: hasLabour)
  }

  static func review(
    on: String = "2026-03-05", entitled: Int = 30, present: Int = 24, votes: (Int, Int, Int) = (20, 3, 1),
    minutes: String = "同意纳入"
  ) -> ReviewForm {
    ReviewForm(
      heldOn: day(on), entitled: entitled, present: present, votesFor: votes.0, votesAgainst: votes.1,
      abstained: votes.2, presided: "赵书记", minutes: minutes)
  }

  static func notice(on: String = "2026-03-05", spot: String = "村委会公示栏") -> NoticeForm {
    NoticeForm(postedOn: day(on), spot: spot, poster: "张三")
  }

  static func decision(_ type: ObjectType? = .unstable, risks: [RuleCause] = [.illness]) -> DecisionForm {
    DecisionForm(type: type, risks: risks, opinion: "符合条件")
  }

  static func announcement(on: String) -> AnnouncementForm {
    AnnouncementForm(announcedOn: day(on), spot: "村委会")
  }

  /// The whole legal way up to one step; nil for all of it, to the registration on 12 March.
  static func identified(to step: Step? = nil) throws -> Episode {
    var episode = try opened()
    let way: [(Step, (Episode) throws -> Episode)] = [
      (.verify, { try steps("2026-03-02").verified($0, verification(), home) }),
      (
        .compare,
        { episode in
          var next = episode
          for subject in try book().comparedWith {
            next = try steps("2026-03-04").answered(next, subject: subject, [], home)
          }
          return try steps("2026-03-04").compared(next)
        }
      ), (.review, { try steps("2026-03-05").reviewed($0, review()) }),
      (
        .notice,
        {
          try steps("2026-03-10").takenDown(
            steps("2026-03-05").posted($0, notice()), evidence: "照片 2 张")
        }
      ), (.audit, { try steps("2026-03-11").audited($0, opinion: "情况属实") }),
      (.decide, { try steps("2026-03-12").decided($0, decision(), home) }),
      (.announce, { try steps("2026-03-12").announced($0, announcement(on: "2026-03-12")) }),
    ]
    for (name, go) in way {
      if name == step { return episode }
      episode = try go(episode)
    }
    return episode
  }

  static func ending(
    on: String = "2026-10-01", method: EndingForm.Method = .byHelp, wage: Int64 = 40_000,
    guarantees: Guarantees = .allKept, hasLabour: Bool = true, gone: [String: String] = ["01": "已康复"],
    contact: String = "张三", persons: Int = 2
  ) -> EndingForm {
    EndingForm(
      visitedOn: day(on), method: method, persons: persons, income: IncomeSheet(amounts: ["A1": wage * 100]),
      guarantees: guarantees, hasLabour: hasLabour, gone: gone, contact: contact)
  }

  /// A measure that was done, and an income above the line since the end of March.
  static func facts(
    done: Bool = true, income: [(String, Int64)] = [("2026-03-02", 4_500), ("2026-03-31", 9_000)],
    seen: [(String, Guarantees)] = [], clues: [RuleCause] = []
  ) throws -> GateFacts {
    var measure = try MeasureSteps(book(), today: day("2026-03-15"), by: "zhang").planned(
      MeasurePlan(group: "100A45", risk: .illness, title: "大病救治", officer: "李四", due: day("2026-06-01")),
      MeasureNumber(county: 530_602, number: 1), episode: 1, household: 9, place: place, risks: [.illness])
    if done {
      measure = try MeasureSteps(book(), today: day("2026-05-01"), by: "zhang").done(measure, evidence: "结算单")
    }
    return GateFacts(
      measures: [measure],
      readings: income.map { IncomeReading(on: day($0.0), perHead: Money(yuan: $0.1)) },
      guarantees: seen.map { GuaranteeReading(on: day($0.0), seen: $0.1) }, openClues: clues)
  }
}
