// Looks at sensitive data, which are entries of the journal like any change.

package import Database
package import Kernel

/// What was looked at.
package enum JournalLook: String, CaseIterable, Sendable {
  /// An identity number, a telephone or an account number was shown whole.
  case reveal = "person.reveal"
  /// A list left as a file.
  case export = "household.export"
  /// A household was opened outside one's usual work.
  case openOutside = "household.openOutside"
  /// A photo of a home was opened, in one's usual work: it asks for no reason.
  case evidence = "evidence.open"

  /// Who may look so.
  package var permission: Permission {
    switch self {
    case .reveal: .personReveal
    case .export: .householdExport
    case .openOutside: .householdRead
    case .evidence: .episodeRead
    }
  }

  /// Puts the look on record before the data is shown. It changes nothing, so that each time counts, whatever
  /// the key of the request.
  /// - Parameters:
  ///   - visitor: nil for who works on the machine itself (`local:`), who is asked for no permission.
  ///   - reason: why it is needed, in the looker's own words.
  ///   - details: JSON: how much, or which fields; names, never values.
  /// **Problems**: `access.permission.missing`; `access.look.reason` where it has less than four or more than
  /// 200 characters.
  package func record(
    _ act: Act, as visitor: Visitor?, subject: String, about: JournalSubject, details: String, reason: String,
    on connection: Connection
  ) throws(Problem) {
    try Door.permit(permission, act, visitor)
    let reason = try JournalLook.reason(reason)
    try JournalStore.append(
      act, county: JournalStore.doors, action: rawValue, subject: subject, details: details, about: about,
      reason: reason, on: connection)
  }

  /// The same for a look that is somebody's usual work and asks for no reason.
  /// **Problems**: `access.permission.missing`.
  package func note(
    _ act: Act, as visitor: Visitor?, subject: String, about: JournalSubject, details: String,
    on connection: Connection
  ) throws(Problem) {
    try Door.permit(permission, act, visitor)
    try JournalStore.append(
      act, county: JournalStore.doors, action: rawValue, subject: subject, details: details, about: about,
      on: connection)
  }

  /// A reason as the journal keeps it: without signs that show nothing, numbers masked, since the journal is
  /// read by others than those who may see a number whole.
  /// **Problems**: `access.look.reason` where less than four or more than 200 characters are left.
  package static func reason(_ text: String) throws(Problem) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let reason = Mask.digits(in: String(String.UnicodeScalarView(words.unicodeScalars.filter(\.isVisible))))
    guard (4...200).contains(reason.count) else {
      throw Problem(
        "access.look.reason", .invalid, zh: "请写明理由，4 至 200 个字。", en: "Say why in 4 to 200 characters.")
    }
    return reason
  }
}
