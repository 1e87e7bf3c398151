// SQL of what accounts and the journal keep sealed: by which keys, and sealing anew under a newer one.

package import Database
import Foundation
package import Kernel
import Vault

/// Secrets of one-time codes, and the keys of the journal's personal values. Each opens in its own context
/// alone, which sealing anew keeps.
package enum AccessSealStore {
  /// How many values each key seals. **Shape**: by number of key; looks at every row.
  package static func counts(on connection: Connection) throws(Problem) -> [UInt8: Int64] {
    var counts: [UInt8: Int64] = [:]
    for (table, column) in [
      ("account", "code"), ("account", "pending_code"), ("subject_key", "key"),
      ("account_contact", "address"),
    ] {
      let found = try connection.rows(
        "SELECT substr(\(column), 1, 1), COUNT(*) FROM \(table) WHERE length(\(column)) > 0 GROUP BY 1"
      ) { (row) throws(Problem) in (row.bytes(0), row.int(1)) }
      for (number, count) in found { counts[number.first ?? 0, default: 0] += count }
    }
    return counts
  }

  /// Seals a batch of values anew under the newest key, in the caller's transaction.
  /// **Shape**: how many, 0 when all are.
  /// **Problems**: `database.locked`; `vault.seal.key`, `vault.seal.broken`.
  package static func reseal(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let sealer = try connection.sealer()
    var done = 0
    for column in ["code", "pending_code"] {
      done += try resealCodes(column, sealer, limit - done, on: connection)
    }
    done += try resealSubjectKeys(sealer, limit - done, on: connection)
    return try done + ContactStore.reseal(sealer, limit - done, on: connection)
  }

  private static func resealCodes(
    _ column: String, _ sealer: Sealer, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    let rows = try connection.rows(
      """
      SELECT id, \(column) FROM account
      WHERE length(\(column)) > 0 AND substr(\(column), 1, 1) <> ? ORDER BY id LIMIT ?
      """, [.bytes([sealer.ring.current.number]), .int(max(0, limit))]
    ) { (row) throws(Problem) in (account: AccountID(number: row.int(0)), value: row.bytes(1)) }
    for row in rows {
      let context = SealContext.code(of: row.account)
      let fresh = sealer.seal(try sealer.open(row.value, as: context), as: context)
      try connection.run(
        "UPDATE account SET \(column) = ? WHERE id = ?", [.bytes(fresh), .int(row.account.number)])
    }
    return rows.count
  }

  private static func resealSubjectKeys(
    _ sealer: Sealer, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    let rows = try connection.rows(
      "SELECT kind, id, key FROM subject_key WHERE substr(key, 1, 1) <> ? ORDER BY kind, id LIMIT ?",
      [.bytes([sealer.ring.current.number]), .int(max(0, limit))]
    ) { (row) throws(Problem) in (owner: FieldChange.Owner(row.text(0), row.int(1)), key: row.bytes(2)) }
    for row in rows {
      let context = SealContext.key(of: row.owner)
      let fresh = sealer.seal(try sealer.open(row.key, as: context), as: context)
      try connection.run(
        "UPDATE subject_key SET key = ? WHERE kind = ? AND id = ?",
        [.bytes(fresh), .text(row.owner.kind), .int(row.owner.id)])
    }
    return rows.count
  }
}

/// Where a value of this room opens, and nowhere else.
enum SealContext {
  /// The secret of an account's one-time codes.
  static func code(of account: AccountID) -> String { "account.code \(account)" }
  /// The key of one subject's values in the journal.
  static func key(of owner: FieldChange.Owner) -> String { "subject.key \(owner.kind) \(owner.id)" }
  /// Where the holder of an account is reached.
  static func contact(_ kind: ContactKind, of account: AccountID) -> String {
    "account.\(kind.rawValue) \(account)"
  }
}

/// A way to reach a person outside the system.
package enum ContactKind: String, CaseIterable, Sendable {
  case mail, phone

  /// An address as it is kept.
  /// **Problems**: `access.contact.mail`, `access.contact.phone`.
  package func checked(_ text: String) throws(Problem) -> String {
    switch self {
    case .mail:
      let text = text.trimmingCharacters(in: .whitespaces)
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      let isPlain = text.utf8.allSatisfy {
        (0x21...0x7E).contains($0) && !"<>()[],;:|\"\\".utf8.contains($0)
      }
      guard isPlain, text.utf8.count <= 200, parts.count == 2, ContactKind.isDotted(parts[0], least: 1),
        ContactKind.isDotted(parts[1], least: 2), !parts[1].contains("-.") && !parts[1].contains(".-"),
        !parts[1].hasPrefix("-"), !parts[1].hasSuffix("-")
      else { throw AccessProblems.mailAddress }
      return text
    case .phone:
      // As people write them: in groups, with hyphens, in the wide digits of an input method.
      let plain = text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace && $0 != "-" }
      let digits = plain.hasPrefix("+") ? plain.dropFirst() : Substring(plain)
      guard (7...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else {
        throw AccessProblems.phoneNumber
      }
      return plain
    }
  }

  /// Parts between points, none of them empty.
  private static func isDotted(_ text: Substring, least: Int) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= least && parts.allSatisfy { !$0.isEmpty }
  }

  /// An address as it is shown: in part only.
  package func masked(_ text: String) -> String {
    guard self == .mail, let at = text.firstIndex(of: "@") else { return Mask.phone(text) }
    return text.prefix(1) + "***" + text[at...]
  }
}

/// SQL of where people are reached, sealed as all that is personal.
package enum ContactStore {
  /// **Problems**: those of opening what is sealed.
  package static func contacts(
    of account: AccountID, on connection: Connection
  ) throws(Problem) -> [ContactKind: String] {
    let rows = try connection.rows(
      "SELECT kind, address FROM account_contact WHERE account = ?", [.int(account.number)]
    ) { (row) throws(Problem) in (kind: ContactKind(rawValue: row.text(0)), address: row.bytes(1)) }
    var found: [ContactKind: String] = [:]
    for row in rows {
      guard let kind = row.kind else { continue }
      let plain = try connection.sealer().open(
        row.address, as: SealContext.contact(kind, of: account))
      found[kind] = String(bytes: plain, encoding: .utf8)
    }
    return found
  }

  /// - Parameter address: checked; nil takes it away.
  package static func save(
    _ address: String?, as kind: ContactKind, of account: AccountID, on connection: Connection
  ) throws(Problem) {
    guard let address else {
      return try connection.run(
        "DELETE FROM account_contact WHERE account = ? AND kind = ?",
        [.int(account.number), .text(kind.rawValue)])
    }
    let sealed = try connection.sealer().seal(
      Array(address.utf8), as: SealContext.contact(kind, of: account))
    try connection.run(
      """
      INSERT INTO account_contact (account, kind, address) VALUES (?, ?, ?)
      ON CONFLICT (account, kind) DO UPDATE SET address = excluded.address
      """, [.int(account.number), .text(kind.rawValue), .bytes(sealed)])
  }

  fileprivate static func reseal(
    _ sealer: Sealer, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    let rows = try connection.rows(
      """
      SELECT account, kind, address FROM account_contact WHERE substr(address, 1, 1) <> ?
      ORDER BY account, kind LIMIT ?
      """, [.bytes([sealer.ring.current.number]), .int(max(0, limit))]
    ) { (row) throws(Problem) in
      (account: AccountID(number: row.int(0)), kind: row.text(1), address: row.bytes(2))
    }
    for row in rows {
      guard let kind = ContactKind(rawValue: row.kind) else {
        preconditionFailure("the store keeps kinds of contacts that there are")
      }
      let context = SealContext.contact(kind, of: row.account)
      let fresh = sealer.seal(try sealer.open(row.address, as: context), as: context)
      try connection.run(
        "UPDATE account_contact SET address = ? WHERE account = ? AND kind = ?",
        [.bytes(fresh), .int(row.account.number), .text(row.kind)])
    }
    return rows.count
  }
}
