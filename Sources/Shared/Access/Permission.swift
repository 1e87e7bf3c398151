// Everything that can be permitted, named noun.verb.

/// What a role may do. The list is closed: a file of roles that names another one is refused.
package enum Permission: String, CaseIterable, Sendable, Comparable {
  /// Places, counts, lists.
  case placeRead = "place.read"
  case householdRead = "household.read"
  case householdSearch = "household.search"
  /// Correct what is registered of a household by hand.
  case householdEdit = "household.edit"
  /// See an identity number, a telephone or an account number whole; each look is journalled with its reason.
  case personReveal = "person.reveal"
  /// Take a list out as a file.
  case householdExport = "household.export"
  case ruleRead = "rule.read"
  /// Try a rule with other values.
  case ruleTry = "rule.try"
  case qualityRead = "quality.read"
  /// Rows that were refused: they are as they came, and may name anybody.
  case quarantineRead = "quarantine.read"
  /// What the ledger says wrongly: see the issues of one's places.
  case ledgerRead = "ledger.read"
  /// Give an issue to a post.
  case ledgerAssign = "ledger.assign"
  /// Say that an issue is corrected, or confirm that it is true as it stands.
  case ledgerFix = "ledger.fix"
  /// Recheck what others corrected, and look the whole ledger through.
  case ledgerCheck = "ledger.check"
  /// Hand one's own post to a deputy for some days.
  case postDelegate = "post.delegate"
  /// Accounts: the system administrator.
  case accountRead = "account.read"
  case accountManage = "account.manage"
  /// Health, versions and settings of the system: the system administrator.
  case systemRead = "system.read"
  /// Who holds which post: the security administrator.
  case postRead = "post.read"
  case postManage = "post.manage"
  /// The record of what everybody did: the auditor.
  case journalRead = "journal.read"

  package static func < (left: Permission, right: Permission) -> Bool { left.rawValue < right.rawValue }

  /// The three guardians alone may hold these, and may hold no other.
  package var isGuardian: Bool {
    switch self {
    case .accountRead, .accountManage, .systemRead, .postRead, .postManage, .journalRead: true
    default: false
    }
  }
}
