// The registry's keys in memory: what a bulk import asks for every row.
package import Columns
package import Database
package import Kernel

/// Known places, households and persons, by key. Rises with what the running import adds.
package final class RegistryIndex {
  /// What is known of a stored row without reading it.
  struct Known {
    var fingerprint: Int64
    var importNumber: Int64
    var line: Int64
    var dated: Day
    var isGone = false
  }

  private var places: Set<Int64> = []
  private var householdSlots = KeyIndex()
  private var householdNumbers: [Int64] = []
  private var householdPlaces: [Int64] = []
  private var householdsKnown: [Known] = []
  private var personSlots = KeyIndex()
  private var personCitizens: [Int64] = []
  private var personIDs: [Int64] = []
  private var personHomes: [Int32] = []
  private var personsKnown: [Known] = []

  package init() {}

  package func load(on connection: Connection) throws(Problem) {
    places = Set(try PlaceStore.codes(on: connection))
    try HouseholdStore.eachKnown(on: connection) { (number, place, known) in
      self.insertHousehold(number, place: place, known: known)
    }
    let persons = try connection.number("SELECT COUNT(*) FROM person")
    reservePersons(Int(persons))
    try PersonStore.eachKnown(on: connection) { (citizen, id, home, known) in
      self.insertPerson(citizen, id: id, home: home, known: known)
    }
  }

  func insertPlace(_ code: PlaceCode) { places.insert(code.number) }
  func removePlace(_ code: PlaceCode) { places.remove(code.number) }
  package func hasPlace(_ code: PlaceCode) -> Bool { places.contains(code.number) }

  // MARK: households

  package func hasHousehold(_ number: Int64) -> Bool {
    slot(of: number).map { !householdsKnown[$0].isGone } ?? false
  }

  func household(_ number: Int64) -> (place: PlaceCode, known: Known)? {
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

  func insertHousehold(_ number: Int64, place: Int64, known: Known) {
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

  package func reservePersons(_ count: Int) {
    personSlots.reserve(count)
    personIDs.reserveCapacity(count)
  }

  /// The person whose identity number this is, with the county that keeps their row.
  package func person(_ citizen: CitizenID) -> (id: PersonID, home: Int64)? {
    guard let slot = slot(ofCitizen: Int64(bitPattern: citizen.packed)) else { return nil }
    guard !personsKnown[slot].isGone else { return nil }
    return stored(slot)
  }

  /// The same, also where the person is gone from the register.
  func anyPerson(_ citizen: CitizenID) -> (id: PersonID, home: Int64, known: Known)? {
    guard let slot = slot(ofCitizen: Int64(bitPattern: citizen.packed)) else { return nil }
    let person = stored(slot)
    return (person.id, person.home, personsKnown[slot])
  }

  private func stored(_ slot: Int) -> (id: PersonID, home: Int64) {
    (PersonID(number: personIDs[slot]), Int64(personHomes[slot]))
  }

  func insertPerson(_ citizen: Int64, id: Int64, home: Int64, known: Known) {
    if let slot = slot(ofCitizen: citizen) {
      personsKnown[slot] = known
    } else {
      personSlots.insert(citizen, row: Int32(personIDs.count))
      personCitizens.append(citizen)
      personIDs.append(id)
      personHomes.append(Int32(home))
      personsKnown.append(known)
    }
  }

  // MARK: what a complete register no longer holds

  /// The households of `counties` that are not in `seen`.
  func households(in counties: Set<Int64>, notIn seen: Set<Int64>) -> [(number: Int64, county: Int64)] {
    var missing: [(number: Int64, county: Int64)] = []
    for (slot, number) in householdNumbers.enumerated()
    where !householdsKnown[slot].isGone && !seen.contains(number) {
      let county = householdPlaces[slot] / 1_000_000_000
      if counties.contains(county) { missing.append((number, county)) }
    }
    return missing.sorted { $0.number < $1.number }
  }

  func markHouseholdGone(_ number: Int64) {
    if let slot = slot(of: number) { householdsKnown[slot].isGone = true }
  }

  /// The persons at home in `counties` that are not in `seen`.
  func persons(in counties: Set<Int64>, notIn seen: Set<Int64>) -> [(citizen: Int64, id: Int64, home: Int64)] {
    var missing: [(citizen: Int64, id: Int64, home: Int64)] = []
    for (slot, citizen) in personCitizens.enumerated()
    where !personsKnown[slot].isGone && !seen.contains(citizen) {
      let home = Int64(personHomes[slot])
      if counties.contains(home) { missing.append((citizen, personIDs[slot], home)) }
    }
    return missing.sorted { $0.citizen < $1.citizen }
  }

  func markPersonGone(_ citizen: Int64) {
    if let slot = slot(ofCitizen: citizen) { personsKnown[slot].isGone = true }
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
