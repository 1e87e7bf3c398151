// What each page demands of its visitor: the one table of endpoints and permissions.

package import Access
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
    case .home: .signedIn
    case .place: .permission(.placeRead)
    case .household, .opening: .permission(.householdRead)
    case .reveal: .permission(.personReveal)
    case .export: .permission(.householdExport)
    case .search: .permission(.householdSearch)
    case .rules, .rule: .permission(.ruleRead)
    case .trial: .permission(.ruleTry)
    case .quality: .permission(.qualityRead)
    case .quarantine: .permission(.quarantineRead)
    }
  }
}
