// SQL of persons and their memberships: merging a register's row, with history of what it replaces.
package import Database
package import Kernel
package import Sheets

package enum PersonStore {
  package static let names = NameIndex(table: "person_name")

  /// Merges one row. A changed household ends the old membership on the day of the file and begins the new one.
  /// The household must be known to `index`.
  package static func merge(
    _ facts: PersonFacts, origin: RowOrigin, ids: IDSource, at instant: Instant, index: RegistryIndex,
    on connection: Connection
  ) throws(Problem) -> RowOutcome {
    guard let household = index.household(facts.household) else {
      preconditionFailure("a person is merged into a household that is known")
    }
    let county = household.place.county
    let citizen = Int64(bitPattern: facts.citizen.packed)
    let known = RegistryIndex.Known(
      fingerprint: facts.fingerprint, importNumber: origin.importNumber, line: Int64(origin.line), dated: origin.dated)
    guard let person = index.anyPerson(facts.citizen) else {
      let id = ids.next(at: instant, PersonKind.self)
      try insert(facts, id: id, county: county, known: known, on: connection)
      try join(facts, id: id, home: county, county: county, from: .distantPast, on: connection)
      index.insertPerson(citizen, id: id.number, home: county, known: known)
      return .new
    }
    if person.known.fingerprint == known.fingerprint, !person.known.isGone { return .identical }
    if person.known.dated > origin.dated { return .older }
    try HistoryStore.keepPerson(person.id, county: person.home, replacedBy: known.importNumber, on: connection)
    try update(facts, id: person.id, county: person.home, known: known, on: connection)
    if try !isMember(facts, id: person.id, home: person.home, on: connection) {
      try leave(person.id, home: person.home, on: origin.dated, connection: connection)
      try join(facts, id: person.id, home: person.home, county: county, from: origin.dated, on: connection)
    }
    index.insertPerson(citizen, id: person.id.number, home: person.home, known: known)
    return .updated
  }

  /// The highest id given so far, 0 for none: where an id source goes on.
  package static func highestID(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COALESCE(MAX(id), 0) FROM person")
  }

  static func eachKnown(
    on connection: Connection, _ body: (Int64, Int64, Int64, RegistryIndex.Known) -> Void
  ) throws(Problem) {
    let statement = try connection.statement(
      """
      SELECT p.citizen_id, p.id, p.county, p.fingerprint, p.import, p.line, p.dated, p.gone_on
      FROM person p
      """)
    while try statement.step() {
      let known = RegistryIndex.Known(
        fingerprint: statement.int(3), importNumber: statement.int(4), line: statement.int(5),
        dated: statement.day(6), isGone: !statement.isNull(7))
      body(statement.int(0), statement.int(1), statement.int(2), known)
    }
  }

  /// Marks the persons gone that a complete register of `counties` no longer holds.
  package static func markGone(
    notIn seen: Set<Int64>, counties: Set<Int64>, on day: Day, index: RegistryIndex, connection: Connection
  ) throws(Problem) -> Int {
    let missing = index.persons(in: counties, notIn: seen)
    for (citizen, id, home) in missing {
      try connection.run(
        "UPDATE person SET gone_on = ? WHERE county = ? AND id = ?", [.day(day), .int(home), .int(id)])
      try leave(PersonID(number: id), home: home, on: day, connection: connection)
      index.markPersonGone(citizen)
    }
    return missing.count
  }

  private static func insert(
    _ facts: PersonFacts, id: PersonID, county: Int64, known: RegistryIndex.Known, on connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO person (county, id, citizen_id, id_checked, name, sex, birth, education, school_status, health,
        labour, disability_level, medical_insured, pension_insured, work_place, work_months, monthly_wage,
        gone_on, dated, fingerprint, import, line)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)
      """)
    statement.bind(1, county)
    statement.bind(2, id.number)
    statement.bind(3, Int64(bitPattern: facts.citizen.packed))
    statement.bind(4, facts.idIsRight ? 1 : 0)
    statement.bind(5, facts.name)
    for (offset, value) in facts.attributes.enumerated() { statement.bind(6 + offset, value) }
    statement.bind(18, Int64(known.dated.number))
    statement.bind(19, known.fingerprint)
    statement.bind(20, known.importNumber)
    statement.bind(21, known.line)
    try statement.run()
    try names.add(id.number, name: facts.name, on: connection)
  }

  private static func update(
    _ facts: PersonFacts, id: PersonID, county: Int64, known: RegistryIndex.Known, on connection: Connection
  ) throws(Problem) {
    let oldName = try connection.row(
      "SELECT name FROM person WHERE county = ? AND id = ?", [.int(county), .int(id.number)]
    ) { (row) throws(Problem) in row.text(0) }
    try connection.run(
      """
      UPDATE person SET id_checked = ?, name = ?, sex = ?, birth = ?, education = ?, school_status = ?, health = ?,
        labour = ?, disability_level = ?, medical_insured = ?, pension_insured = ?, work_place = ?, work_months = ?,
        monthly_wage = ?, gone_on = NULL, dated = ?, fingerprint = ?, import = ?, line = ? WHERE county = ? AND id = ?
      """,
      [.int(facts.idIsRight ? 1 : 0), .text(facts.name)] + facts.attributes.map { .int($0) }
        + [
          .day(known.dated), .int(known.fingerprint), .int(known.importNumber), .int(known.line), .int(county),
          .int(id.number),
        ])
    if let oldName, oldName != facts.name {
      try names.remove(id.number, name: oldName, on: connection)
      try names.add(id.number, name: facts.name, on: connection)
    }
  }

  private static func join(
    _ facts: PersonFacts, id: PersonID, home: Int64, county: Int64, from day: Day, on connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO membership (county, household, home_county, person, from_day, to_day, relation)
      VALUES (?, ?, ?, ?, ?, NULL, ?)
      ON CONFLICT (county, household, person, from_day) DO UPDATE SET to_day = NULL, relation = excluded.relation
      """)
    statement.bind(1, county)
    statement.bind(2, facts.household)
    statement.bind(3, home)
    statement.bind(4, id.number)
    statement.bind(5, Int64(day.number))
    statement.bind(6, facts.relation)
    try statement.run()
  }

  private static func isMember(
    _ facts: PersonFacts, id: PersonID, home: Int64, on connection: Connection
  ) throws(Problem) -> Bool {
    try connection.number(
      """
      SELECT COUNT(*) FROM membership
      WHERE home_county = ? AND person = ? AND to_day IS NULL AND household = ? AND relation = ?
      """, [.int(home), .int(id.number), .int(facts.household), .int(facts.relation)]) > 0
  }

  private static func leave(
    _ id: PersonID, home: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE membership SET to_day = ? WHERE home_county = ? AND person = ? AND to_day IS NULL",
      [.day(day), .int(home), .int(id.number)])
  }
}
