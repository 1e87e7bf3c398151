// SQL of persons and their memberships: merging a register's row, with history of what it replaces.

package import Database
package import Kernel
package import Sheets

/// A person's row stays in the county of their first registration, wherever they live.
package enum PersonStore {
  /// Where somebody lives now; nil for who lives nowhere.
  package static func place(
    of id: PersonID, home: Int64, on connection: Connection
  ) throws(Problem) -> PlaceCode? {
    try connection.row(
      """
      SELECT h.place FROM membership m JOIN household h ON h.county = m.county AND h.number = m.household
      WHERE m.home_county = ? AND m.person = ? AND m.to_day IS NULL ORDER BY m.county, m.household LIMIT 1
      """, [.int(home), .int(id.number)]
    ) { (row) throws(Problem) in PlaceCode(number: row.int(0)) } ?? nil
  }

  /// Merges one row. A changed household ends the old membership on the day of the file and begins the new
  /// one. The household must be known to `index`.
  /// **Shape**: `invalid` where another identity number stands under this one's look-up number: nothing is
  /// merged then.
  package static func merge(
    _ facts: PersonFacts, origin: RowOrigin, ids: IDSource, at instant: Instant, index: RegistryIndex,
    on connection: Connection
  ) throws(Problem) -> RowOutcome {
    guard let household = index.household(facts.household) else {
      preconditionFailure("a person is merged into a household that is known")
    }
    let county = household.place.county
    let seal = try connection.seal()
    let citizen = seal.key(citizen: facts.citizen)
    let known = KnownRow(seal.stored(fingerprint: facts.fingerprint), from: origin)
    guard let person = index.anyPerson(key: citizen) else {
      let id = ids.next(at: instant, PersonKind.self)
      try insert(facts, id: id, county: county, origin: origin, seal: seal, on: connection)
      try MembershipStore.join(
        id, home: county, household: facts.household, county: county, relation: facts.relation,
        from: .distantPast, connection: connection)
      index.insertPerson(citizen, id: id.number, home: county, known: known)
      return .new
    }
    let meeting = person.known.meets(known.fingerprint, from: origin)
    // Equal fingerprints hold equal identity numbers.
    if meeting == .same { return .identical }
    guard try holds(facts.citizen, person.id.number, county: person.home, seal, on: connection) else {
      return .invalid
    }
    switch meeting {
    case .same: return .identical
    case .older: return .older
    case .confirmed:
      try confirm(person.id, county: person.home, on: origin.dated, connection: connection)
      index.confirmPerson(citizen, on: origin.dated)
      return .identical
    case .replaces:
      try replace(facts, id: person.id, home: person.home, county: county, origin: origin, on: connection)
      index.insertPerson(citizen, id: person.id.number, home: person.home, known: known)
      return .updated
    }
  }

  /// Whether a person who was found by a look-up number has this identity number: the seal is opened.
  static func holds(
    _ citizen: CitizenID, _ person: Int64, county: Int64, _ seal: PersonalSeal, on connection: Connection
  ) throws(Problem) -> Bool {
    let sealed = try connection.row(
      "SELECT citizen_sealed FROM person WHERE county = ? AND id = ?", [.int(county), .int(person)]
    ) { (row) throws(Problem) in row.bytes(0) }
    return try sealed.map { (sealed) throws(Problem) in try seal.citizen(sealed, of: person) } == citizen
  }

  /// The highest id given so far, 0 for none: where an id source goes on.
  package static func highestID(on connection: Connection) throws(Problem) -> Int64 {
    var highest: Int64 = 0
    for county in try CountyStore.counties(of: "person", on: connection) {
      let own = try connection.number("SELECT MAX(id) FROM person WHERE county = ?", [.int(county)])
      highest = max(highest, own)
    }
    return highest
  }

  /// Rows of persons, gone ones too.
  static func count(on connection: Connection) throws(Problem) -> Int {
    Int(try connection.number("SELECT COUNT(*) FROM person"))
  }

  /// - Parameter citizens: the keys of the identity numbers that are asked for, nil for all.
  static func eachKnown(
    of citizens: Set<Int64>? = nil, on connection: Connection,
    _ body: (Int64, Int64, Int64, KnownRow) -> Void
  ) throws(Problem) {
    let text = "SELECT citizen_key, id, county, fingerprint, import, dated, gone_on FROM person"
    let statement = try connection.statement(citizens == nil ? text : text + " WHERE citizen_key = ?")
    func read() throws(Problem) {
      while try statement.step() {
        let known = KnownRow(
          fingerprint: statement.int(3), importNumber: statement.int(4), dated: statement.day(5),
          goneOn: statement.optionalDay(6))
        body(statement.int(0), statement.int(1), statement.int(2), known)
      }
      statement.reset()
    }
    guard let citizens else { return try read() }
    for citizen in citizens.sorted() {
      statement.bind([.int(citizen)])
      try read()
    }
  }

  /// Marks the persons gone that a complete register of `counties` no longer holds. `seen` are packed
  /// identity numbers.
  package static func markGone(
    notIn seen: Set<Int64>, counties: Set<Int64>, origin: RowOrigin, index: RegistryIndex,
    connection: Connection
  ) throws(Problem) -> Int {
    let seal = try connection.seal()
    let seen = Set(seen.map { seal.key(citizen: $0) })
    var gone = 0
    for county in counties.sorted() {
      for resident in try MembershipStore.residents(of: county, connection: connection) {
        let citizen = resident.citizen
        guard !seen.contains(citizen), let known = index.anyPerson(key: citizen)?.known,
          !known.isGone, !known.isYounger(than: origin)
        else { continue }
        try connection.run(
          "UPDATE person SET gone_on = ? WHERE county = ? AND id = ?",
          [.day(origin.dated), .int(resident.home), .int(resident.id.number)])
        try MembershipStore.end(resident.id, home: resident.home, on: origin.dated, connection: connection)
        index.markPersonGone(citizen, on: origin.dated)
        gone += 1
      }
    }
    return gone
  }

  private static func replace(
    _ facts: PersonFacts, id: PersonID, home: Int64, county: Int64, origin: RowOrigin,
    on connection: Connection
  ) throws(Problem) {
    try HistoryStore.keepPerson(id, county: home, replacedBy: origin.importNumber, on: connection)
    try update(facts, id: id, county: home, origin: origin, on: connection)
    let isThere = try MembershipStore.isOpen(
      id, home: home, household: facts.household, relation: facts.relation, connection: connection)
    if isThere { return }
    try MembershipStore.end(id, home: home, on: origin.dated, connection: connection)
    try MembershipStore.join(
      id, home: home, household: facts.household, county: county, relation: facts.relation,
      from: origin.dated,
      connection: connection)
  }

  private static func confirm(
    _ id: PersonID, county: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement("UPDATE person SET dated = ? WHERE county = ? AND id = ?")
    try statement.run([.day(day), .int(county), .int(id.number)])
  }

  private static func insert(
    _ facts: PersonFacts, id: PersonID, county: Int64, origin: RowOrigin, seal: PersonalSeal,
    on connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO person (county, id, citizen_key, id_checked, name, sex, birth, education, school_status,
        health,
        labour, disability_level, medical_insured, pension_insured, work_place, work_months, monthly_wage,
        gone_on, dated, fingerprint, import, line, citizen_sealed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)
      """)
    statement.bind(1, county)
    statement.bind(2, id.number)
    let citizen = Int64(bitPattern: facts.citizen.packed)
    statement.bind(3, seal.key(citizen: citizen))
    statement.bind(4, facts.idIsRight ? 1 : 0)
    statement.bind(5, facts.name)
    for (offset, value) in facts.attributes.enumerated() { statement.bind(6 + offset, value) }
    statement.bind(18, Int64(origin.dated.number))
    statement.bind(19, seal.stored(fingerprint: facts.fingerprint))
    statement.bind(20, origin.importNumber)
    statement.bind(21, origin.line)
    statement.bind(22, seal.seal(citizen: citizen, of: id.number))
    try statement.run()
  }

  private static func update(
    _ facts: PersonFacts, id: PersonID, county: Int64, origin: RowOrigin, on connection: Connection
  ) throws(Problem) {
    let mark = try connection.seal().stored(fingerprint: facts.fingerprint)
    try connection.run(
      """
      UPDATE person SET id_checked = ?, name = ?, sex = ?, birth = ?, education = ?, school_status = ?,
        health = ?,
        labour = ?, disability_level = ?, medical_insured = ?, pension_insured = ?, work_place = ?,
          work_months = ?,
        monthly_wage = ?, gone_on = NULL, dated = ?, fingerprint = ?, import = ?, line = ?
          WHERE county = ? AND id = ?
      """,
      [.int(facts.idIsRight ? 1 : 0), .text(facts.name)] + facts.attributes.map { .int($0) }
        + [
          .day(origin.dated), .int(mark), .int(origin.importNumber), .int(origin.line),
          .int(county), .int(id.number),
        ])
  }
}
