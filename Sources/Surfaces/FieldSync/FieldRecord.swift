// What a phone wrote while it was away, and what became of it.

package import Access
import Foundation
package import Kernel

/// One thing that somebody wrote down on a phone.
package struct FieldRecord: Sendable, Equatable {
  /// Made on the phone: the same record sent twice has the same one.
  package let key: String
  /// The name of a `FieldKind`.
  package let kind: String
  /// When it was written, by the phone's own clock.
  package let made: Instant
  /// The household it tells of.
  package let household: HouseholdKey?
  /// The sequence of the area up to which the phone knew it then.
  package let known: Int64
  /// Names and values as in the forms of the pages.
  package let values: [String: String]

  package init(
    key: String, kind: String, made: Instant, household: HouseholdKey? = nil, known: Int64 = 0,
    values: [String: String] = [:]
  ) {
    (self.key, self.kind, self.made) = (key, kind, made)
    (self.household, self.known, self.values) = (household, known, values)
  }

  /// A value without blanks around it; empty where it is missing.
  package subscript(name: String) -> String {
    (values[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// What became of a record.
package enum FieldOutcome: String, Sendable, CaseIterable {
  /// It is kept.
  case new
  /// It is kept and stands in the place of, or beside, something that was there already.
  case updated
  /// It had come before: nothing was done again.
  case identical
  /// It is kept, and something newer stands.
  case older
  /// It could not be kept as it is; the words say why and what to do.
  case invalid
  /// What it tells of is not there any more, or not in the sender's area.
  case gone
}

/// One outcome for one record, in plain words.
package struct FieldReceipt: Sendable, Equatable {
  package let outcome: FieldOutcome
  package let words: Text
  /// What it made, as the kind names it; photos of it are sent there. Empty for nothing.
  package let subject: String

  package init(_ outcome: FieldOutcome, _ words: Text, subject: String = "") {
    (self.outcome, self.words, self.subject) = (outcome, words, subject)
  }
}

/// A kind of record and the command that takes it: declared where slices and this surface meet.
package struct FieldKind: Sendable {
  package let name: String
  /// Nil for what everybody may do with what is theirs.
  package let permission: Permission?
  /// Walks through the door with the record's key.
  /// **Problems**: those of the command; they become `invalid` or `gone`.
  let apply: @Sendable (FieldRecord, Asking) async throws(Problem) -> FieldReceipt

  package init(
    _ name: String, permission: Permission?,
    apply: @escaping @Sendable (FieldRecord, Asking) async throws(Problem) -> FieldReceipt
  ) {
    (self.name, self.permission, self.apply) = (name, permission, apply)
  }
}

/// One thing that is to be done today. **Shape** of `state`: `late`, `today`, `soon`, `done`.
package struct FieldDuty: Sendable, Equatable {
  package let title: Text
  package let due: Text
  package let state: String
  /// The kind of record that fulfils it, else the page where it is done.
  package let kind: String
  package let link: String

  package init(title: Text, due: Text, state: String, kind: String = "", link: String = "") {
    (self.title, self.due, self.state, self.kind, self.link) = (title, due, state, kind, link)
  }
}

/// What the reader was told and has not read. It names nobody.
package struct FieldMessage: Sendable, Equatable {
  package let number: Int64
  package let title, words: Text
  /// The page to which it leads.
  package let link: String

  package init(_ number: Int64, title: Text, words: Text, link: String) {
    (self.number, self.title, self.words, self.link) = (number, title, words, link)
  }
}
