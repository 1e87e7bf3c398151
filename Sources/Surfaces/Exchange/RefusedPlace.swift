// Where a refused row belongs, as far as its cells tell.

import Database
import Kernel
import Registry
import Sheets

/// What the telling of a place asks of a register, stored or just read.
protocol PlacedRegister {
  func hasPlace(_ code: PlaceCode) -> Bool
  func place(ofHousehold number: Int64) -> PlaceCode?
  /// Where a person lives, by the number that was given, be its check character right or wrong.
  func place(ofPerson citizen: CitizenID) throws(Problem) -> PlaceCode?
}

/// The cells of a kind of sheet that tell where a row belongs.
struct RefusedPlace: Sendable {
  private enum Hint {
    /// Codes of places, the first that tells something counts.
    case codes([SheetColumn])
    case household(SheetColumn)
    case person(SheetColumn)
  }

  private let hint: Hint

  init(_ sheet: Sheet, _ kind: SheetKind) {
    hint =
      switch kind {
      case .regions: .codes(["code", "parent"].map { SheetColumn(known: $0, in: sheet) })
      case .households: .codes([SheetColumn(known: "group_code", in: sheet)])
      case .persons: .household(SheetColumn(known: "household_id", in: sheet))
      case .feed(let feed):
        switch feed.key {
        case .person: .person(SheetColumn(known: feed.key.rawValue, in: sheet))
        case .group, .place: .codes([SheetColumn(known: feed.key.rawValue, in: sheet)])
        }
      }
  }

  /// The smallest listed place that a row can be said to belong to. Nil where nothing tells, and where the
  /// row could not be taken apart, so that its cells are not those of their columns.
  func place(
    of row: borrowing SheetReader, in register: some PlacedRegister
  ) throws(Problem) -> PlaceCode? {
    if row.fault != nil { return nil }
    switch hint {
    case .codes: return place(of: row) { register.hasPlace($0) }
    case .household(let column):
      return FieldValue.int(row.bytes(column.index)).flatMap { register.place(ofHousehold: $0) }
    case .person(let column):
      guard let citizen = CellFault.number(of: row, column).id else { return nil }
      return try register.place(ofPerson: citizen)
    }
  }

  /// The same for a sheet whose rows name places themselves.
  func place(of row: borrowing SheetReader, where isListed: (PlaceCode) -> Bool) -> PlaceCode? {
    guard row.fault == nil, case .codes(let columns) = hint else { return nil }
    for column in columns {
      let bytes = FieldValue.trimmed(row.bytes(column.index))
      if let place = RefusedPlace.listed(bytes, isListed) { return place }
    }
    return nil
  }

  /// The lowest listed place at the beginning of a code, which may go wrong further on.
  private static func listed(
    _ bytes: some Collection<UInt8>, _ isListed: (PlaceCode) -> Bool
  ) -> PlaceCode? {
    let digits = String(decoding: bytes.prefix(15).prefix { (48...57).contains($0) }, as: UTF8.self)
    for length in [15, 12, 9, 6, 4] where length <= digits.utf8.count {
      if let code = PlaceCode(digits.prefix(length)), isListed(code) { return code }
    }
    return nil
  }
}

/// The register of a store, whose keys are in memory.
struct StoredPlaces: PlacedRegister {
  let index: RegistryIndex
  let connection: Connection

  func hasPlace(_ code: PlaceCode) -> Bool { index.hasPlace(code) }

  func place(ofHousehold number: Int64) -> PlaceCode? { index.place(ofHousehold: number) }

  func place(ofPerson citizen: CitizenID) throws(Problem) -> PlaceCode? {
    guard let person = index.person(citizen) else { return nil }
    return try PersonStore.place(of: person.id, home: person.home, on: connection)
  }
}

extension LinkedRegister: PlacedRegister {
  func place(ofHousehold number: Int64) -> PlaceCode? {
    var place = 0
    guard let households, let row = households.index.row(of: number, near: &place) else { return nil }
    return PlaceCode(number: households.scan.columns[BulkHouseholds.place][Int(row)])
  }

  func place(ofPerson citizen: CitizenID) -> PlaceCode? {
    guard let persons, let households else { return nil }
    let row = Int(persons.table.row(of: Int64(bitPattern: citizen.packed)))
    guard row >= 0 else { return nil }
    let home = Int(households.order[Int(persons.households[row])])
    return PlaceCode(number: households.scan.columns[BulkHouseholds.place][home])
  }
}

extension BulkRegister {
  /// The places of a file's refused rows, in their order.
  func places(of file: File) throws(Problem) -> [PlaceCode?] {
    guard let scan = scan(of: file.kind) else { return file.refusals.map(\.place) }
    var register = LinkedRegister(places: places)
    (register.households, register.persons) = (households, persons)
    let refused = RefusedPlace(file.sheet, file.kind)
    return try file.refusals.map { (refusal) throws(Problem) in
      try refused.place(of: scan.reader(at: refusal.row), in: register)
    }
  }

  /// Nil for places, which are not scanned: theirs are told while they are read.
  private func scan(of kind: SheetKind) -> SheetScan? {
    switch kind {
    case .regions: nil
    case .households: households.scan
    case .persons: persons.scan
    case .feed(let feed): feeds.first { $0.kind.name == feed.name }?.scan
    }
  }
}
