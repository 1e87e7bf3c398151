// A person who can sign in.

package import Kernel
package import Vault

package enum AccountKind {}
package typealias AccountID = ID<AccountKind>

/// What is kept of an account, but for its secrets.
package struct Account: Sendable, Equatable {
  package let id: AccountID
  /// The name to sign in with: unique, small letters, digits, `.`, `-`, `_`.
  package let login: String
  /// The person's own name.
  package let name: String
  package let createdAt: Instant
  /// Since when the account is shut, nil where it is open.
  package let disabledAt: Instant?
  /// Nil until the first password is set.
  package let passwordAt: Instant?
  /// Whether an authenticator is set up.
  package let hasCode: Bool
  /// Who else vouches for the person: an OpenID issuer and its name for them, both empty where nobody does.
  package let issuer: String
  package let issuerSubject: String

  package init(
    id: AccountID, login: String, name: String, createdAt: Instant, disabledAt: Instant? = nil,
    passwordAt: Instant? = nil, hasCode: Bool = false, issuer: String = "", issuerSubject: String = ""
  ) {
    (self.id, self.login, self.name, self.createdAt) = (id, login, name, createdAt)
    (self.disabledAt, self.passwordAt, self.hasCode) = (disabledAt, passwordAt, hasCode)
    (self.issuer, self.issuerSubject) = (issuer, issuerSubject)
  }

  /// **Problems**: `access.account.name`, `access.account.ownName`.
  static func checked(login: String, name: String) throws(Problem) -> (login: String, name: String) {
    let login = login.lowercased()
    let isFit = login.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 46 || $0 == 45 || $0 == 95
    }
    guard isFit, (2...40).contains(login.utf8.count), let first = login.utf8.first, first > 47, first != 95
    else { throw AccessProblems.loginName }
    let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let isVisible = words.unicodeScalars.allSatisfy(\.isVisible)
    guard !words.isEmpty, words.count <= 60, isVisible else { throw AccessProblems.ownName }
    return (login, words)
  }
}

/// What `Doorkeeper` checks against and no page ever sees.
struct AccountSecrets: Sendable {
  /// As `PasswordHash` writes it, empty until one is set.
  let password: String
  /// Former hashes, the newest first.
  let history: [String]
  /// Sealed, empty where there is none.
  let code: [UInt8]
  /// Sealed, waiting for its first code.
  let pendingCode: [UInt8]
  /// The half minute of the last code that was used.
  let codeStep: Int64
}

/// An account just made. The link is shown once; a repeated request answers without one.
package struct NewAccount: Sendable {
  package let id: AccountID
  package let link: SecretToken?
}

extension Unicode.Scalar {
  /// False for signs that show nothing and may turn the letters around them: what a watermark or the journal
  /// says of somebody has to be read as it was written.
  package var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
