// How the register seals the numbers of people, and by what it finds them.

package import Database
package import Kernel
package import Vault

/// One kind of value each, with its place in a sealed value; numbers are never given anew.
package enum PersonalField: UInt8, Sendable {
  case citizen = 1
  case phone = 2
  case account = 3
  case refusedRow = 4
  case storeSecret = 5
}

/// A sealer with the register's own kinds of values. Cheap to make.
package struct PersonalSeal: Sendable {
  package let sealer: Sealer
  private let citizens, phones, accounts, cells, marks: Finder

  package init(_ sealer: Sealer) {
    self.sealer = sealer
    (citizens, phones) = (sealer.finder(of: "citizen"), sealer.finder(of: "phone"))
    (accounts, cells) = (sealer.finder(of: "account"), sealer.finder(of: "cell"))
    marks = sealer.finder(of: "fingerprint")
  }

  /// The length of a sealed identity number.
  package static let citizenSize = 8 + Sealer.overhead

  /// The number by which an identity number is found.
  /// - Parameter packed: as `CitizenID.packed`.
  package func key(citizen packed: Int64) -> Int64 { citizens.number(packed) }
  package func key(citizen: CitizenID) -> Int64 { citizens.number(Int64(bitPattern: citizen.packed)) }
  package func key(phone: String) -> Int64 { phones.number(phone) }
  package func key(phone: UnsafeRawBufferPointer) -> Int64 { phones.number(phone) }
  package func key(account: UnsafeRawBufferPointer) -> Int64 { accounts.number(account) }
  func key(account: String) -> Int64 { accounts.number(account) }
  func key(cell: String) -> Int64 { cells.number(cell) }

  /// A row's fingerprint as it is stored: without the key nobody can try identity numbers against it.
  package func stored(fingerprint: Int64) -> Int64 { marks.number(fingerprint) }

  /// Seals an identity number into memory of `citizenSize` bytes.
  package func seal(citizen packed: Int64, of person: Int64, into sealed: UnsafeMutableRawBufferPointer) {
    var packed = packed.littleEndian
    withUnsafeBytes(of: &packed) {
      sealer.seal($0, at: place(.citizen, person), into: sealed)
    }
  }

  func seal(citizen packed: Int64, of person: Int64) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: PersonalSeal.citizenSize)
    sealed.withUnsafeMutableBytes { seal(citizen: packed, of: person, into: $0) }
    return sealed
  }

  /// Seals a text into memory that is as long as it and `Sealer.overhead`.
  package func seal(
    _ text: UnsafeRawBufferPointer, _ field: PersonalField, of subject: Int64,
    into sealed: UnsafeMutableRawBufferPointer
  ) {
    sealer.seal(text, at: place(field, subject), into: sealed)
  }

  func seal(_ text: String, _ field: PersonalField, of subject: Int64) -> [UInt8] {
    sealer.seal(Array(text.utf8), at: place(field, subject))
  }

  func citizen(_ sealed: [UInt8], of person: Int64) throws(Problem) -> CitizenID {
    // Who was erased has no number any more.
    if sealed.isEmpty { return CitizenID(packed: 0) }
    let bytes = try sealer.open(sealed, at: place(.citizen, person))
    guard bytes.count == 8 else { throw PersonalDataProblems.damaged }
    return CitizenID(packed: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  func text(_ sealed: [UInt8], _ field: PersonalField, of subject: Int64) throws(Problem) -> String {
    String(decoding: try sealer.open(sealed, at: place(field, subject)), as: UTF8.self)
  }

  /// The same value under the newest key.
  func resealed(_ sealed: [UInt8], _ field: PersonalField, of subject: Int64) throws(Problem) -> [UInt8] {
    let place = place(field, subject)
    return sealer.seal(try sealer.open(sealed, at: place), at: place)
  }

  private func place(_ field: PersonalField, _ subject: Int64) -> SealedPlace {
    SealedPlace(kind: field.rawValue, subject: subject)
  }
}

extension Connection {
  /// **Problems**: `database.locked`.
  package func seal() throws(Problem) -> PersonalSeal { PersonalSeal(try sealer()) }
}
