// What can be done to an issue, as a table, and every refusal.

import Access
import Kernel
import LedgerTruth
import Rules
import Testing

@Suite struct LedgerIssueStepsTests {
  private static let start = Instant(milliseconds: 1_761_900_000_000)

  static func act(_ actor: String, post: String = "7") -> Act {
    Act(actor: actor, at: start, request: "r", post: post)
  }

  /// An issue in a state, written `severity state`.
  static func issue(_ words: String) throws -> LedgerIssue {
    let parts = words.split(separator: " ")
    let place = try #require(PlaceCode("530602001001001"))
    let day = try #require(Day("2025-10-31"))
    var issue = LedgerIssue(
      county: 530_602, number: 1, rule: "R-029", version: "able 1 (00)", subject: .household(12),
      place: place,
      severity: parts[0] == "block" ? .block : .confirm, facts: "{\"n\":1}", foundOn: day, foundRun: 1,
      due: day.adding(days: 7))
    let done = LedgerAct(actor: "wang", at: start, words: "x")
    switch parts[1] {
    case "assigned": (issue.post, issue.assignment) = (7, done)
    case "fixed": issue.fix = done
    case "fixedLocally": issue.fix = LedgerAct(actor: "local:root", at: start, words: "x")
    case "gone": issue.goneRun = 2
    case "confirmed": issue.confirmation = done
    case "closed": issue.closure = done
    default: break
    }
    return issue
  }

  static let holds = LedgerFinding.holds(version: "able 1 (00)", facts: "{\"n\":2}")

  private static func run(_ verb: String, _ issue: LedgerIssue) throws(Problem) -> LedgerIssue {
    let wang = act("wang")
    switch verb {
    case "assign 7": return try LedgerIssueSteps.assign(issue, to: PostID(number: 7), by: wang)
    case "assign 8": return try LedgerIssueSteps.assign(issue, to: PostID(number: 8), by: wang)
    case "fix": return try LedgerIssueSteps.fix(issue, note: "改了", by: wang)
    case "fix elsewhere": return try LedgerIssueSteps.fix(issue, note: "改了", by: act("li", post: "9"))
    case "fix on the machine":
      return try LedgerIssueSteps.fix(issue, note: "改了", by: act("local:root", post: ""))
    case "fix mute": return try LedgerIssueSteps.fix(issue, note: "", by: wang)
    case "fix long":
      return try LedgerIssueSteps.fix(issue, note: String(repeating: "字", count: 501), by: wang)
    case "confirm": return try LedgerIssueSteps.confirm(issue, reason: "属实", by: wang)
    case "confirm elsewhere":
      return try LedgerIssueSteps.confirm(issue, reason: "属实", by: act("li", post: "9"))
    case "confirm mute": return try LedgerIssueSteps.confirm(issue, reason: "", by: wang)
    case "recheck gone": return try LedgerIssueSteps.recheck(issue, finding: .gone, by: act("li"))
    case "recheck holds": return try LedgerIssueSteps.recheck(issue, finding: holds, by: act("li"))
    case "recheck blind":
      let why = Text(zh: "缺少数据。", en: "Data are missing.")
      return try LedgerIssueSteps.recheck(issue, finding: .undecided(why), by: act("li"))
    case "recheck own": return try LedgerIssueSteps.recheck(issue, finding: .gone, by: wang)
    case "recheck on the machine":
      return try LedgerIssueSteps.recheck(issue, finding: .gone, by: act("local:root", post: ""))
    default: preconditionFailure("the table names a verb: \(verb)")
    }
  }

  /// given | act | outcome: the state, or the code of the refusal.
  static let table = """
    confirm open | assign 7 | assigned
    confirm assigned | assign 8 | assigned
    confirm assigned | assign 7 | ledger.issue.assigned
    confirm gone | assign 7 | fixed
    confirm confirmed | assign 7 | ledger.issue.settled
    block closed | assign 7 | ledger.issue.settled
    block open | fix | fixed
    block assigned | fix | fixed
    block assigned | fix elsewhere | ledger.issue.others
    block assigned | fix on the machine | fixed
    block gone | fix | fixed
    block fixed | fix | ledger.issue.fixed
    block closed | fix | ledger.issue.settled
    confirm confirmed | fix | ledger.issue.settled
    block open | fix mute | ledger.issue.noWords
    block open | fix long | ledger.issue.longWords
    confirm open | confirm | confirmed
    confirm assigned | confirm | confirmed
    confirm assigned | confirm elsewhere | ledger.issue.others
    confirm fixed | confirm | ledger.issue.fixed
    confirm open | confirm mute | ledger.issue.noWords
    block open | confirm | ledger.issue.blocked
    confirm closed | confirm | ledger.issue.settled
    block fixed | recheck gone | closed
    block gone | recheck gone | closed
    block fixed | recheck holds | open
    block gone | recheck holds | open
    block fixed | recheck own | ledger.issue.ownFix
    block fixed | recheck on the machine | closed
    block fixedLocally | recheck on the machine | ledger.issue.ownFix
    block gone | recheck own | closed
    block fixed | recheck blind | ledger.issue.undecided
    block open | recheck gone | ledger.issue.notFixed
    confirm assigned | recheck holds | ledger.issue.notFixed
    block closed | recheck gone | ledger.issue.settled
    confirm confirmed | recheck gone | ledger.issue.settled
    """

  @Test(arguments: table.split(separator: "\n").map(String.init))
  func aStepLeadsOnOrIsRefused(_ line: String) throws {
    let cells = line.split(separator: "|").map { $0.trimmed }
    let issue = try Self.issue(cells[0])
    do throws(Problem) {
      let next = try Self.run(cells[1], issue)
      #expect(next.state.rawValue == cells[2], "\(line)")
    } catch {
      #expect(error.code == cells[2], "\(line)")
    }
  }

  @Test func whatStillHoldsIsGivenBackWithWhatHoldsNow() throws {
    let issue = try Self.issue("block fixed")
    let next = try LedgerIssueSteps.recheck(issue, finding: Self.holds, by: Self.act("li"))
    #expect(next.fix == nil && next.returns == 1 && next.facts == "{\"n\":2}")
  }

  @Test func aNoteShowsNoWholeNumber() throws {
    let issue = try Self.issue("block open")
    let next = try LedgerIssueSteps.fix(issue, note: "改为 532101199001011234", by: Self.act("wang"))
    #expect(next.fix?.words == "改为 532101********1234")
  }

  @Test func anIssueIsOverdueOnTheDayAfterItsLast() throws {
    let issue = try Self.issue("block open")
    #expect(!issue.isOverdue(on: issue.due))
    #expect(issue.isOverdue(on: issue.due.adding(days: 1)))
    #expect(try !Self.issue("block fixed").isOverdue(on: issue.due.adding(days: 1)))
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
