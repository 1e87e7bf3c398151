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
  /// Rows that were refused, of one's places; those that tell no place may name anybody and are the city's.
  case quarantineRead = "quarantine.read"
  /// Signs of danger, and what came of them.
  case clueRead = "clue.read"
  case clueReport = "clue.report"
  /// End a clue without inclusion.
  case clueClose = "clue.close"
  /// Episodes of monitored households, their measures and visits.
  case episodeRead = "episode.read"
  /// The steps of identification and elimination, each its own.
  case episodeVerify = "episode.verify"
  case episodeCompare = "episode.compare"
  /// What one's department knows of the members of a household.
  case episodeAnswer = "episode.answer"
  case episodeReview = "episode.review"
  case episodeNotice = "episode.notice"
  case episodeAudit = "episode.audit"
  case episodeDecide = "episode.decide"
  case episodeAnnounce = "episode.announce"
  /// Stop the clock of an episode and let it run again.
  case episodePause = "episode.pause"
  /// Plan measures and tell how far they are.
  case measureEdit = "measure.edit"
  case visitRecord = "visit.record"
  /// Who helps which household.
  case helperRead = "helper.read"
  /// Give a household a helper, and hand households over.
  case helperAssign = "helper.assign"
  /// Decide on flagged households in the monthly meeting.
  case judgementDecide = "judgement.decide"
  /// Take registers and feeds into the store.
  case dataImport = "data.import"
  /// Run the rules over the register and keep what they find.
  case screeningRun = "screening.run"
  /// Make the personal values of somebody unreadable for good.
  case personErase = "person.erase"
  /// What the ledger says wrongly: see the issues of one's places.
  case ledgerRead = "ledger.read"
  /// Give an issue to a post.
  case ledgerAssign = "ledger.assign"
  /// Say that an issue is corrected, or confirm that it is true as it stands.
  case ledgerFix = "ledger.fix"
  /// Recheck what others corrected, and look the whole ledger through.
  case ledgerCheck = "ledger.check"
  /// The duties of one's places: what is due, who made it, who has not.
  case dutyRead = "duty.read"
  /// Make what one's own post owes: reports, sessions, analyses, answers to tasks.
  case dutyReport = "duty.report"
  /// Give tasks out of a meeting.
  case dutyDispatch = "duty.dispatch"
  /// Hand one's own post to a deputy for some days.
  case postDelegate = "post.delegate"
  /// Accounts: the system administrator.
  case accountRead = "account.read"
  case accountManage = "account.manage"
  /// Health, versions and settings of the system: the system administrator.
  case systemRead = "system.read"
  /// Keys, and how long what is kept: the system administrator.
  case systemManage = "system.manage"
  /// Who holds which post: the security administrator.
  case postRead = "post.read"
  case postManage = "post.manage"
  /// The record of what everybody did: the auditor.
  case journalRead = "journal.read"

  package static func < (left: Permission, right: Permission) -> Bool { left.rawValue < right.rawValue }

  /// The three guardians alone may hold these, and may hold no other.
  package var isGuardian: Bool {
    switch self {
    case .accountRead, .accountManage, .systemRead, .systemManage, .postRead, .postManage, .journalRead: true
    default: false
    }
  }
}
