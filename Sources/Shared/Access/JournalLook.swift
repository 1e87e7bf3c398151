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

  /// Puts the look on record before the data is shown.
  /// - Parameters:
  ///   - reason: why it is needed, in the looker's own words.
  ///   - fields: which fields, or which columns of a list: names, never values.
  /// **Problems**: `access.look.reason` where it has less than four or more than 200 characters.
  package func record(
    _ act: Act, subject: String, about: JournalSubject, fields: [String], reason: String,
    on connection: Connection
  ) throws(Problem) {
    let words = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // The journal is read by others than those who may see a number whole.
    let reason = Mask.digits(in: String(String.UnicodeScalarView(words.unicodeScalars.filter(\.isVisible))))
    guard (4...200).contains(reason.count) else {
      throw Problem(
        "access.look.reason", .invalid, zh: "请写明查看的理由，4 至 200 个字。",
        en: "Say in 4 to 200 characters why you need to see this.")
    }
    try JournalStore.append(
      act, county: JournalStore.doors, action: rawValue, subject: subject,
      details: JSONText.object(["fields": JSONText.array(fields.map(JSONText.quoted))]), about: about,
      reason: reason, on: connection)
  }
}
