// The registry's keys in memory: what a bulk import asks for every row.

import Columns
package import Database
package import Kernel

/// Known places, households and persons, by key. Rises with what the running import adds.
package final class RegistryIndex {
  private var places: Set<Int64> = []
  /// By what persons stand in the store: a keyed hash of their number. Set where the keys are read.
  private var seal: PersonalSeal?
  private var householdSlots = KeyIndex()
  private var householdNumbers: [Int64] = []
  private var householdPlaces: [Int64] = []
  private var householdsKnown: [KnownRow] = []
  private var personSlots = KeyIndex()
  private var personIDs: [Int64] = []
  private var personHomes: [Int32] = []
  private var personsKnown: [KnownRow] = []

  package init() {}

  /// Reads the keys of the store, about 80 bytes a person.
  /// - Parameter keys: the only ones that will be asked for; nil for all. Places are always all there.
  package func load(_ keys: RegistryKeys? = nil, on connection: Connection) throws(Problem) {
    let seal = try connection.seal()
    self.seal = seal
    places = Set(try PlaceStore.codes(on: connection))
    try HouseholdStore.eachKnown(of: keys?.households, on: connection) { (number, place, known) in
      self.loadHousehold(number, place: place, known: known)
    }
    if keys == nil { reservePersons(try PersonStore.count(on: connection)) }
    try PersonStore.eachKnown(of: keys.map { Set($0.citizens.map { seal.key(citizen: $0) }) }, on: connection)
    { (citizen, id, home, known) in
      self.insertPerson(citizen, id: id, home: home, known: known)
    }
  }

  func insertPlace(_ code: PlaceCode) { places.insert(code.number) }
  func removePlace(_ code: PlaceCode) { places.remove(code.number) }
  /// True for a place that is listed now.
  package func hasPlace(_ code: PlaceCode) -> Bool { places.contains(code.number) }

  // MARK: households

  /// True for a household that is registered and not gone.
  package func hasHousehold(_ number: Int64) -> Bool {
    slot(of: number).map { !householdsKnown[$0].isGone } ?? false
  }

  /// Where a household lives or lived last.
  package func place(ofHousehold number: Int64) -> PlaceCode? { household(number)?.place }

  func household(_ number: Int64) -> (place: PlaceCode, known: KnownRow)? {
    guard let slot = slot(of: number), let place = PlaceCode(number: householdPlaces[slot]) else {
      return nil
    }
    return (place, householdsKnown[slot])
  }

  /// The county of a known household.
  package func county(of household: Int64) -> Int64 {
    guard let found = self.household(household) else {
      preconditionFailure("the county is asked of a household that is known")
    }
    return found.place.county
  }

  /// A household that moved to another county stands in the store twice: where it left it is gone.
  private func loadHousehold(_ number: Int64, place: Int64, known: KnownRow) {
    if let slot = slot(of: number) {
      let (held, here) = (householdsKnown[slot], known)
      let lastsLonger =
        (here.goneOn ?? .distantFuture, here.dated) > (held.goneOn ?? .distantFuture, held.dated)
      guard lastsLonger else { return }
    }
    insertHousehold(number, place: place, known: known)
  }

  func insertHousehold(_ number: Int64, place: Int64, known: KnownRow) {
    if let slot = slot(of: number) {
      householdPlaces[slot] = place
      householdsKnown[slot] = known
    } else {
      householdSlots.insert(number, row: Int32(householdPlaces.count))
      householdNumbers.append(number)
      householdPlaces.append(place)
      householdsKnown.append(known)
    }
  }

  // MARK: persons

  package var hasPersons: Bool { !personIDs.isEmpty }

  private func reservePersons(_ count: Int) {
    personSlots.reserve(count)
    personIDs.reserveCapacity(count)
    personHomes.reserveCapacity(count)
    personsKnown.reserveCapacity(count)
  }

  /// The person whose identity number this is, with the county that keeps their row.
  package func person(_ citizen: CitizenID) -> (id: PersonID, home: Int64)? {
    guard let slot = slot(ofCitizen: key(of: citizen)) else { return nil }
    guard !personsKnown[slot].isGone else { return nil }
    return stored(slot)
  }

  /// The same, also where the person is gone from the register.
  func anyPerson(key: Int64) -> (id: PersonID, home: Int64, known: KnownRow)? {
    guard let slot = slot(ofCitizen: key) else { return nil }
    let person = stored(slot)
    return (person.id, person.home, personsKnown[slot])
  }

  /// The key under which a person stands here, which is no secret number.
  private func key(of citizen: CitizenID) -> Int64 {
    guard let seal else { preconditionFailure("an index is loaded before it is asked for persons") }
    return seal.key(citizen: citizen)
  }

  private func stored(_ slot: Int) -> (id: PersonID, home: Int64) {
    (PersonID(number: personIDs[slot]), Int64(personHomes[slot]))
  }

  func insertPerson(_ citizen: Int64, id: Int64, home: Int64, known: KnownRow) {
    if let slot = slot(ofCitizen: citizen) {
      personsKnown[slot] = known
    } else {
      personSlots.insert(citizen, row: Int32(personIDs.count))
      personIDs.append(id)
      personHomes.append(Int32(home))
      personsKnown.append(known)
    }
  }

  // MARK: what a complete register no longer holds

  /// The households of `counties` that are not in `seen` and of which no younger sheet speaks.
  func households(
    in counties: Set<Int64>, notIn seen: Set<Int64>, asOf origin: RowOrigin
  ) -> [(number: Int64, county: Int64)] {
    var missing: [(number: Int64, county: Int64)] = []
    for (slot, number) in householdNumbers.enumerated() {
      let known = householdsKnown[slot]
      if known.isGone || known.isYounger(than: origin) || seen.contains(number) { continue }
      let county = householdPlaces[slot] / 1_000_000_000
      if counties.contains(county) { missing.append((number, county)) }
    }
    return missing.sorted { $0.number < $1.number }
  }

  func confirmHousehold(_ number: Int64, on day: Day) {
    if let slot = slot(of: number) { householdsKnown[slot].dated = day }
  }

  func confirmPerson(_ citizen: Int64, on day: Day) {
    if let slot = slot(ofCitizen: citizen) { personsKnown[slot].dated = day }
  }

  func markHouseholdGone(_ number: Int64, on day: Day) {
    if let slot = slot(of: number) { householdsKnown[slot].goneOn = day }
  }

  func markPersonGone(_ citizen: Int64, on day: Day) {
    if let slot = slot(ofCitizen: citizen) { personsKnown[slot].goneOn = day }
  }

  private func slot(of household: Int64) -> Int? {
    let row = householdSlots.row(of: household)
    return row < 0 ? nil : Int(row)
  }

  private func slot(ofCitizen citizen: Int64) -> Int? {
    let row = personSlots.row(of: citizen)
    return row < 0 ? nil : Int(row)
  }
}

/// Which parts of the register an import needs; a few rows need no index of millions.
/// Households by number, persons by packed identity number, records by the name of their feed.
package struct RegistryKeys: Sendable {
  package var households: Set<Int64> = []
  package var citizens: Set<Int64> = []
  package var records: [String: Set<Int64>] = [:]

  package init() {}
}
