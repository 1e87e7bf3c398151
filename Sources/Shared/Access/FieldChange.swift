// What a field said before and says after, as the journal keeps it.

package import Database
import Foundation
package import Kernel
package import Vault

/// One field of one thing. A personal value is sealed under the key of whom it is about.
package struct FieldChange: Sendable {
  /// Whose key seals a value.
  package struct Owner: Sendable, Hashable {
    /// `person`, `household` or `account`.
    package let kind: String
    package let id: Int64

    package init(_ kind: String, _ id: Int64) { (self.kind, self.id) = (kind, id) }
  }

  package let field: String
  /// Nil where there was nothing.
  package let before: String?
  package let after: String?
  /// Nil where the value is nobody's secret.
  package let owner: Owner?

  package init(_ field: String, from before: String?, to after: String?, of owner: Owner? = nil) {
    (self.field, self.before, self.after, self.owner) = (field, before, after, owner)
  }
}

/// Seals and opens values of the journal. Erasing a key leaves the chain whole and the values unreadable.
package struct SubjectSeal: Sendable {
  private let sealer: Sealer
  private let chance: Chance

  package init(_ sealer: Sealer, chance: @escaping Chance) { (self.sealer, self.chance) = (sealer, chance) }

  /// JSON: `{"field":[before,after]}`; a sealed value is `{"sealed":"KIND ID BASE64"}`. Empty for no changes.
  func text(_ changes: [FieldChange], on connection: Connection) throws(Problem) -> String {
    if changes.isEmpty { return "" }
    var members: [String] = []
    for change in changes {
      let values = try [change.before, change.after].map { (value) throws(Problem) in
        try spelled(value, of: change, on: connection)
      }
      members.append(JSONText.quoted(change.field) + ":" + JSONText.array(values))
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// What a sealed value says, nil where its key was erased.
  /// **Problems**: `vault.seal.key`, `vault.seal.broken` of the key itself.
  package func open(_ sealed: String, on connection: Connection) throws(Problem) -> String? {
    let words = sealed.split(separator: " ").map(String.init)
    guard words.count == 3, let id = Int64(words[1]), let bytes = Data(base64Encoded: words[2]),
      let own = try own(FieldChange.Owner(words[0], id), making: false, on: connection)
    else { return nil }
    // A key that was erased may have a successor, which opens nothing of what came before it.
    guard let plain = try? own.open([UInt8](bytes), as: "journal") else { return nil }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Reads what `text` wrote; nothing where it is no such text.
  func changes(_ text: String, on connection: Connection) throws(Problem) -> [JournalSight.Change] {
    guard let json = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [Any]] else {
      return []
    }
    return try json.sorted { $0.key < $1.key }.map { (field, values) throws(Problem) in
      guard values.count == 2 else { return JournalSight.Change(field: field, before: .none, after: .none) }
      return JournalSight.Change(
        field: field, before: try value(values[0], on: connection),
        after: try value(values[1], on: connection))
    }
  }

  private func value(_ json: Any, on connection: Connection) throws(Problem) -> JournalSight.Change.Value {
    if let plain = json as? String { return .plain(plain) }
    guard let sealed = (json as? [String: String])?["sealed"] else { return .none }
    return try open(sealed, on: connection).map { .sealed($0) } ?? .erased
  }

  private func spelled(
    _ value: String?, of change: FieldChange, on connection: Connection
  ) throws(Problem) -> String {
    guard let value else { return "null" }
    guard let owner = change.owner, let own = try own(owner, making: true, on: connection) else {
      return JSONText.quoted(value)
    }
    let bytes = Data(own.seal(Array(value.utf8), as: "journal")).base64EncodedString()
    return JSONText.object(["sealed": JSONText.quoted("\(owner.kind) \(owner.id) \(bytes)")])
  }

  private func own(
    _ owner: FieldChange.Owner, making: Bool, on connection: Connection
  ) throws(Problem) -> Sealer? {
    let context = SealContext.key(of: owner)
    if let sealed = try SubjectKeyStore.key(owner, on: connection) {
      let bytes = try sealer.open(sealed, as: context)
      return Sealer(try KeyRing([SecretKey(number: 1, bytes: bytes)]))
    }
    guard making else { return nil }
    let bytes = chance(SecretKey.size)
    try SubjectKeyStore.keep(sealer.seal(bytes, as: context), of: owner, on: connection)
    return Sealer(try KeyRing([SecretKey(number: 1, bytes: bytes)]))
  }
}
