// What can be done to an issue of the ledger: pure changes, and every refusal.

package import Access
package import Kernel
import Rules

/// What a rule says of one household now.
package enum LedgerFinding: Equatable, Sendable {
  case holds(version: String, facts: String)
  case gone
  /// The condition cannot be computed; the reason in words.
  case undecided(Text)
}

package enum LedgerIssueSteps {
  package static let mostLetters = 500

  /// **Problems**: `ledger.issue.settled`, `ledger.issue.assigned` where that post has it already.
  package static func assign(_ issue: LedgerIssue, to post: PostID, by act: Act) throws(Problem)
    -> LedgerIssue
  {
    guard !issue.state.isSettled else { throw LedgerProblems.settled(issue) }
    guard issue.post != post.number else { throw LedgerProblems.assigned }
    var issue = issue
    (issue.post, issue.assignment) = (post.number, LedgerAct(actor: act.actor, at: act.at))
    return issue
  }

  /// **Problems**: `ledger.issue.settled`, `.fixed`, `.others` where another post has it, `.noWords`,
  /// `.longWords`.
  package static func fix(_ issue: LedgerIssue, note: String, by act: Act) throws(Problem) -> LedgerIssue {
    guard !issue.state.isSettled else { throw LedgerProblems.settled(issue) }
    guard issue.fix == nil else { throw LedgerProblems.fixed }
    try checkPost(issue, act)
    var issue = issue
    issue.fix = LedgerAct(actor: act.actor, at: act.at, words: try words(note, of: "note"))
    return issue
  }

  /// **Problems**: as `fix`, and `ledger.issue.blocked` for what cannot be true.
  package static func confirm(_ issue: LedgerIssue, reason: String, by act: Act) throws(Problem)
    -> LedgerIssue
  {
    guard !issue.state.isSettled else { throw LedgerProblems.settled(issue) }
    guard issue.severity == .confirm else { throw LedgerProblems.blocked }
    guard issue.fix == nil else { throw LedgerProblems.fixed }
    try checkPost(issue, act)
    var issue = issue
    issue.confirmation = LedgerAct(actor: act.actor, at: act.at, words: try words(reason, of: "reason"))
    return issue
  }

  /// Closes what is gone, and gives back what still holds: nobody closes an issue that is still there.
  /// **Problems**: `ledger.issue.settled`, `.notFixed` where nobody said so and no run missed it, `.ownFix`
  /// for who corrected it, on the machine itself too, `.undecided`.
  package static func recheck(
    _ issue: LedgerIssue, finding: LedgerFinding, by act: Act
  ) throws(Problem) -> LedgerIssue {
    guard !issue.state.isSettled else { throw LedgerProblems.settled(issue) }
    guard issue.state == .fixed else { throw LedgerProblems.notFixed }
    if let fix = issue.fix, fix.actor == act.actor { throw LedgerProblems.ownFix }
    var issue = issue
    switch finding {
    case .undecided(let why): throw LedgerProblems.undecided(why)
    case .gone: issue.closure = LedgerAct(actor: act.actor, at: act.at)
    case .holds(let version, let facts):
      (issue.version, issue.facts) = (version, facts)
      (issue.fix, issue.goneRun) = (nil, nil)
      issue.returns += 1
    }
    return issue
  }

  /// What was given to one post is no other's to answer.
  private static func checkPost(_ issue: LedgerIssue, _ act: Act) throws(Problem) {
    guard let post = issue.post, !isLocal(act), act.post != String(post) else { return }
    throw LedgerProblems.others
  }

  /// Who works on the machine itself has no post.
  private static func isLocal(_ act: Act) -> Bool { act.actor.hasPrefix("local:") }

  /// Identity and telephone numbers are starred: a note is read by many.
  private static func words(_ text: String, of field: String) throws(Problem) -> String {
    guard !text.isEmpty else { throw LedgerProblems.noWords(field) }
    guard text.count <= mostLetters else { throw LedgerProblems.longWords(field, most: mostLetters) }
    return Mask.digits(in: text)
  }
}

/// What a run needs to know of the latest issue of a rule and subject.
struct KnownIssue: Equatable {
  let number: Int64
  let state: LedgerState
  let isGone: Bool
  let version: String
  let facts: String
  let place: Int64
}

/// What a run found.
struct FoundIssue: Equatable {
  let version: String
  let facts: String
  let place: Int64
}

/// What a run does with the issue of a rule and subject.
enum LedgerTurn: Equatable {
  case nothing
  /// A new issue, behind a settled one or behind none.
  case new(previous: Int64?)
  /// It is found as before, but its facts or its place are others, or it had been gone.
  case changed
  /// It is found no more: to be rechecked.
  case gone
}

extension LedgerIssueSteps {
  /// A run opens and takes note; it closes nothing.
  static func turn(_ known: KnownIssue?, found: FoundIssue?) -> LedgerTurn {
    guard let known else { return found == nil ? .nothing : .new(previous: nil) }
    guard let found else { return known.state.isSettled || known.isGone ? .nothing : .gone }
    switch known.state {
    case .closed: return .new(previous: known.number)
    case .confirmed:
      // What was confirmed stays so while the same rule finds the same facts.
      let isSame = meaning(known.version) == meaning(found.version) && known.facts == found.facts
      return isSame ? .nothing : .new(previous: known.number)
    case .open, .assigned, .fixed:
      let isSame = known.facts == found.facts && known.version == found.version && known.place == found.place
      return isSame && !known.isGone ? .nothing : .changed
    }
  }

  /// Name and number of a version; behind them stands what changes with every correction of a text.
  private static func meaning(_ version: String) -> Substring { version.prefix { $0 != "(" } }
}
