// An issue of the ledger: what is kept of somebody cannot be true, or has to be confirmed.

package import Kernel
package import Rules

/// Whom or what an issue is about.
package enum LedgerSubject: Hashable, Sendable {
  case household(Int64)
  /// A row of a feed that speaks of nobody registered, by its import and line.
  case refusedRow(importNumber: Int64, line: Int64)

  package var household: Int64? {
    if case .household(let number) = self { return number }
    return nil
  }
}

/// Who did something to an issue, and when.
package struct LedgerAct: Equatable, Sendable {
  package let actor: String
  package let at: Instant
  /// Empty for an assignment.
  package let words: String

  package init(actor: String, at: Instant, words: String = "") {
    (self.actor, self.at, self.words) = (actor, at, words)
  }
}

/// What became of an issue so far, computed from what was done to it.
package enum LedgerState: String, CaseIterable, Sendable {
  case open, assigned
  /// Told to be corrected, or no longer found: to be rechecked.
  case fixed
  /// True as it stands, for a reason.
  case confirmed
  /// Rechecked, and gone.
  case closed

  package var title: Text {
    switch self {
    case .open: Text(zh: "待处理", en: "open")
    case .assigned: Text(zh: "已交办", en: "assigned")
    case .fixed: Text(zh: "待复核", en: "to be rechecked")
    case .confirmed: Text(zh: "确认属实", en: "confirmed")
    case .closed: Text(zh: "已销号", en: "closed")
    }
  }

  package var isSettled: Bool { self == .confirmed || self == .closed }
}

/// **Shape**: the number counts within the county.
package struct LedgerIssue: Equatable, Sendable {
  package let county: Int64
  package let number: Int64
  /// The code of the rule in the catalogue.
  package let rule: String
  /// The version of the rule that found it last, as findings record it.
  package var version: String
  package let subject: LedgerSubject
  package var place: PlaceCode
  package let severity: RuleSeverity
  /// The facts that made the rule true, as JSON. **Unit**: money in fen.
  package var facts: String
  package let foundOn: Day
  package let foundRun: Int64
  /// The day by which it should be corrected or confirmed.
  package let due: Day
  /// The settled issue of the same rule and subject that this one follows.
  package let previous: Int64?
  /// The post that has to see to it; without one it is the village's.
  package var post: Int64?
  package var assignment: LedgerAct?
  package var fix: LedgerAct?
  /// The run that did not find it any more.
  package var goneRun: Int64?
  package var confirmation: LedgerAct?
  package var closure: LedgerAct?
  /// How often a recheck found that it still holds.
  package var returns = 0

  package init(
    county: Int64, number: Int64, rule: String, version: String, subject: LedgerSubject, place: PlaceCode,
    severity: RuleSeverity, facts: String, foundOn: Day, foundRun: Int64, due: Day, previous: Int64? = nil
  ) {
    (self.county, self.number, self.rule, self.version) = (county, number, rule, version)
    (self.subject, self.place, self.severity, self.facts) = (subject, place, severity, facts)
    (self.foundOn, self.foundRun, self.due, self.previous) = (foundOn, foundRun, due, previous)
  }

  package var state: LedgerState {
    if closure != nil { return .closed }
    if confirmation != nil { return .confirmed }
    if fix != nil || goneRun != nil { return .fixed }
    return assignment != nil ? .assigned : .open
  }

  /// Nobody has answered, and the day is over.
  package func isOverdue(on day: Day) -> Bool { (state == .open || state == .assigned) && due < day }
}
