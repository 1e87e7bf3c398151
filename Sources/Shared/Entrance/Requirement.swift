// What each page demands of its visitor: the one table of endpoints and permissions.

package import Access
package import Kernel
package import Pages

/// What stands before an endpoint.
package enum Requirement: Equatable, Sendable {
  /// Anybody, signed in or not.
  case open
  /// Anybody who is signed in, whatever the post.
  case signedIn
  case permission(Permission)
}

extension PageAddress {
  package var requirement: Requirement {
    switch self {
    case .asset: .open
    case .home, .messages: .signedIn
    case .place, .placeLedgers, .placeLedger: .permission(.placeRead)
    case .household, .opening: .permission(.householdRead)
    case .reveal: .permission(.personReveal)
    case .export: .permission(.householdExport)
    case .search: .permission(.householdSearch)
    case .rules, .rule: .permission(.ruleRead)
    case .trial: .permission(.ruleTry)
    case .quality: .permission(.qualityRead)
    case .quarantine: .permission(.quarantineRead)
    case .ledger(let ledger): ledger.requirement
    case .figures: .permission(.placeRead)
    case .door(let door): door.requirement
    case .monitoring(let monitoring): monitoring.requirement
    case .cockpit, .briefings: .permission(.placeRead)
    case .evidence: .permission(.episodeRead)
    case .pairing: .permission(.helperRead)
    case .duties(let duties): duties.requirement
    case .field(let field): field.requirement
    }
  }
}

extension FieldAddress {
  package var requirement: Requirement {
    switch self {
    case .app, .file, .worker, .manifest, .wipe: .open
    case .devices: .signedIn
    case .me, .enrol, .area, .push: .permission(.householdRead)
    }
  }
}

extension LedgerAddress {
  package var requirement: Requirement {
    switch self {
    case .list, .issue, .rules: .permission(.ledgerRead)
    case .assignment: .permission(.ledgerAssign)
    case .fix, .confirmation: .permission(.ledgerFix)
    case .recheck: .permission(.ledgerCheck)
    }
  }
}

extension DutyAddress {
  /// What a form on the page demands besides is asked by its verb.
  package var requirement: Requirement {
    switch self {
    case .today, .place, .daily, .record, .recordPaper, .tasks, .task, .matters, .matter, .matterPaper,
      .seats:
      .permission(.dutyRead)
    case .giveTask: .permission(.dutyDispatch)
    }
  }
}

extension DoorAddress {
  package var requirement: Requirement {
    switch self {
    case .signIn, .signInCode, .oneTimeLink, .firstRun, .openIDStart, .openIDReturn: .open
    case .signOut, .choosePost, .me, .myPassword, .myCode, .mySessions, .style: .signedIn
    case .myDelegation: .permission(.postDelegate)
    case .accounts, .account: .permission(.accountRead)
    case .newAccount: .permission(.accountManage)
    case .posts, .post: .permission(.postRead)
    case .newPost, .handOver: .permission(.postManage)
    case .journal, .journalEntry: .permission(.journalRead)
    case .system: .permission(.systemRead)
    }
  }
}

extension MonitoringAddress {
  /// What a form on the page demands besides is asked by its verb.
  package var requirement: Requirement {
    switch self {
    case .difficulty, .difficultyState, .notices: .open
    case .clues, .clue, .views, .complaints: .permission(.clueRead)
    case .report: .permission(.clueReport)
    case .episodes, .episode, .verb, .paper, .household, .measures, .measure, .month, .meeting, .minutes:
      .permission(.episodeRead)
    case .waitingReports, .waitingReport: .permission(.clueClose)
    case .visit: .permission(.visitRecord)
    case .register: .permission(.householdExport)
    }
  }
}
