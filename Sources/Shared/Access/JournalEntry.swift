// One entry of the journal, and the hash that chains it to the one before.

import CSodium
package import Kernel

/// What one entry records. **Shape**: an action is `noun.verb`, a subject names the thing, details are JSON.
package struct JournalEntry: Sendable, Equatable {
  package let county: Int64
  package let sequence: Int64
  package let at: Instant
  package let actor: String
  package let request: String
  package let action: String
  package let subject: String
  package let details: String
  /// How the hash is made: 1 for BLAKE2b over the first fields, 2 for SHA-256 over all of them.
  package var form: Int64 = 2
  package var post = ""
  package var client = ""
  package var about = JournalSubject()
  /// JSON: fields with what stood there before and stands there after, personal values sealed; empty for
  /// none.
  package var changes = ""
  package var reason = ""
  package var previous: [UInt8] = []
  package var hash: [UInt8] = []

  /// **Shape**: 32 bytes.
  func chained(after previous: [UInt8]) -> [UInt8] {
    form == 1 ? oldChained(after: previous) : newChained(after: previous)
  }

  /// Each field with its length before it, so that none can lend text to another.
  private func newChained(after previous: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + details.utf8.count + changes.utf8.count)
    bytes.append(contentsOf: previous)
    func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }
    func add(_ number: Int64?) {
      bytes.append(number == nil ? 0 : 1)
      if let number { add(number) }
    }
    func add(_ text: String) {
      add(Int64(text.utf8.count))
      bytes.append(contentsOf: text.utf8)
    }
    for number in [form, county, sequence, at.milliseconds] { add(number) }
    for number in [about.placeNumber, about.person, about.household] { add(number) }
    for text in [actor, post, client, request, action, subject, details, changes, reason] { add(text) }
    var hash = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
    return hash
  }

  private func oldChained(after previous: [UInt8]) -> [UInt8] {
    let text = JSONText.array(
      [String(county), String(sequence), String(at.milliseconds)]
        + [actor, request, action, subject, details].map(JSONText.quoted))
    return Digest.of(previous + Array(text.utf8))
  }
}

/// Whom and where an entry is about, by which it is found again.
package struct JournalSubject: Sendable, Equatable {
  /// As it is kept: a number that is no code of a place is told by the hash, not passed over.
  var placeNumber: Int64?
  package var person: Int64?
  package var household: Int64?

  package init(place: PlaceCode? = nil, person: Int64? = nil, household: Int64? = nil) {
    (placeNumber, self.person, self.household) = (place?.number, person, household)
  }

  init(placeNumber: Int64?, person: Int64?, household: Int64?) {
    (self.placeNumber, self.person, self.household) = (placeNumber, person, household)
  }

  package var place: PlaceCode? { placeNumber.flatMap { PlaceCode(number: $0) } }
}
