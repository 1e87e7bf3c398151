// How hard it is to get in and how long one stays: values that an operator may change.

package import Vault

/// Documented defaults meet level 3 of the classified protection scheme.
/// **Source**: GB/T 22239-2019, 8.1.4.1 (identity), 8.1.4.2 (access); OWASP for the cost of a guess.
package struct AccessSettings: Sendable {
  /// **Unit**: characters.
  package var passwordLengthMin = 10
  /// How many of small letters, capitals, digits and other characters a password mixes.
  package var passwordClassesMin = 3
  /// 0: passwords don't grow old.
  package var passwordDays = 90
  /// How many former passwords may not come again.
  package var passwordHistory = 5
  package var passwordCost = PasswordHash.Cost.full
  /// From this failure on, the next try has to wait 2, 4, 8 … seconds.
  package var failuresBeforeDelay = 3
  package var failuresBeforeLock = 5
  /// The same for an address of the network, behind which many people may sit.
  package var clientFailuresBeforeLock = 50
  package var lockMinutes = 30
  package var idleMinutes = 30
  package var sessionMinutes = 12 * 60
  package var linkHours = 72
  /// For how long a holder may name a deputy; who is away longer is relieved by a hand-over.
  package var deputyDays = 183
  /// How long the answer to a repeated request is kept.
  package var repeatDays = 7
  /// The name that an authenticator shows beside the account.
  package var issuer = "Shouwang"

  package init() {}
}
