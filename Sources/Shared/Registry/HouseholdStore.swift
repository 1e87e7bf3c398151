// SQL of households: merging a register's row, with history of what it replaces.
package import Database
package import Kernel
package import Sheets

package enum HouseholdStore {
  /// Merges one row: new, updated (what was there is kept as history), identical or older.
  package static func merge(
    _ facts: HouseholdFacts, origin: RowOrigin, index: RegistryIndex, on connection: Connection
  ) throws(Problem) -> RowOutcome {
    let known = RegistryIndex.Known(
      fingerprint: facts.fingerprint, importNumber: origin.importNumber, line: Int64(origin.line), dated: origin.dated)
    let outcome: RowOutcome
    if let stored = index.household(facts.number) {
      if stored.known.fingerprint == known.fingerprint, !stored.known.isGone { return .identical }
      if stored.known.dated > origin.dated { return .older }
      try replace(facts, at: stored.place, known: known, on: connection)
      outcome = .updated
    } else {
      try insert(facts, known: known, on: connection)
      try insertLiving(facts, from: .distantPast, on: connection)
      try insertIncomes(facts, on: connection)
      outcome = .new
    }
    index.insertHousehold(facts.number, place: facts.place.number, known: known)
    return outcome
  }

  /// True where this very import has already stored the household from another line: a double in one file.
  package static func isDouble(_ number: Int64, origin: RowOrigin, index: RegistryIndex) -> Bool {
    guard let stored = index.household(number) else { return false }
    return stored.known.importNumber == origin.importNumber && stored.known.line != Int64(origin.line)
  }

  static func eachKnown(
    on connection: Connection, _ body: (Int64, Int64, RegistryIndex.Known) -> Void
  ) throws(Problem) {
    let statement = try connection.statement(
      "SELECT number, place, fingerprint, import, line, dated, gone_on FROM household")
    while try statement.step() {
      let known = RegistryIndex.Known(
        fingerprint: statement.int(2), importNumber: statement.int(3), line: statement.int(4),
        dated: statement.day(5), isGone: !statement.isNull(6))
      body(statement.int(0), statement.int(1), known)
    }
  }

  /// Marks the households gone that a complete register of `counties` no longer holds; their members leave.
  package static func markGone(
    notIn seen: Set<Int64>, counties: Set<Int64>, on day: Day, index: RegistryIndex, connection: Connection
  ) throws(Problem) -> Int {
    let missing = index.households(in: counties, notIn: seen)
    for (number, county) in missing {
      try connection.run(
        "UPDATE household SET gone_on = ? WHERE county = ? AND number = ?", [.day(day), .int(county), .int(number)])
      try connection.run(
        "UPDATE membership SET to_day = ? WHERE county = ? AND household = ? AND to_day IS NULL",
        [.day(day), .int(county), .int(number)])
      index.markHouseholdGone(number)
    }
    return missing.count
  }

  private static func insert(
    _ facts: HouseholdFacts, known: RegistryIndex.Known, on connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO household (county, number, place, type, registered_year, resettled, phone, gone_on, dated,
        fingerprint, import, line) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)
      """)
    statement.bind(1, facts.place.county)
    statement.bind(2, facts.number)
    statement.bind(3, facts.place.number)
    statement.bind(4, facts.type.rawValue)
    statement.bind(5, facts.registeredYear)
    statement.bind(6, facts.resettled ? 1 : 0)
    if let phone = facts.phone { statement.bind(7, phone) } else { statement.bindNull(7) }
    statement.bind(8, Int64(known.dated.number))
    statement.bind(9, known.fingerprint)
    statement.bind(10, known.importNumber)
    statement.bind(11, known.line)
    try statement.run()
  }

  private static func insertLiving(_ facts: HouseholdFacts, from day: Day, on connection: Connection) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO living_condition (county, household, from_day, housing_grade, water_safe) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (county, household, from_day)
      DO UPDATE SET housing_grade = excluded.housing_grade, water_safe = excluded.water_safe
      """)
    statement.bind(1, facts.place.county)
    statement.bind(2, facts.number)
    statement.bind(3, Int64(day.number))
    statement.bind(4, facts.housingGrade)
    statement.bind(5, facts.waterSafe.map { $0 ? 1 : 0 })
    try statement.run()
  }

  private static func insertIncomes(_ facts: HouseholdFacts, on connection: Connection) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO income (county, household, year, wage, operating, property, transfer, operating_cost)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, household, year) DO UPDATE SET wage = excluded.wage, operating = excluded.operating,
        property = excluded.property, transfer = excluded.transfer, operating_cost = excluded.operating_cost
      """)
    for income in facts.incomes {
      statement.bind(1, facts.place.county)
      statement.bind(2, facts.number)
      statement.bind(3, income.year)
      statement.bind(4, income.wage)
      statement.bind(5, income.operating)
      statement.bind(6, income.property)
      statement.bind(7, income.transfer)
      statement.bind(8, income.operatingCost)
      try statement.run()
    }
  }

  private static func replace(
    _ facts: HouseholdFacts, at old: PlaceCode, known: RegistryIndex.Known, on connection: Connection
  ) throws(Problem) {
    try HistoryStore.keepHousehold(facts.number, county: old.county, replacedBy: known.importNumber, on: connection)
    if old.county != facts.place.county {
      try insert(facts, known: known, on: connection)
      try moveCounty(facts.number, from: old.county, to: facts.place.county, on: known.dated, connection: connection)
    } else {
      try connection.run(
        """
        UPDATE household SET place = ?, type = ?, registered_year = ?, resettled = ?, phone = ?, gone_on = NULL,
          dated = ?,
          fingerprint = ?, import = ?, line = ? WHERE county = ? AND number = ?
        """,
        [
          .int(facts.place.number), .int(facts.type.rawValue), .int(facts.registeredYear),
          .int(facts.resettled ? 1 : 0), .text(facts.phone), .day(known.dated), .int(known.fingerprint),
          .int(known.importNumber), .int(known.line), .int(old.county), .int(facts.number),
        ])
    }
    try insertLiving(facts, from: known.dated, on: connection)
    try insertIncomes(facts, on: connection)
  }

  /// A household that goes to another county takes its conditions and incomes along; its members follow it.
  private static func moveCounty(
    _ number: Int64, from old: Int64, to new: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO living_condition (county, household, from_day, housing_grade, water_safe)
      SELECT ?, household, from_day, housing_grade, water_safe FROM living_condition WHERE county = ? AND household = ?
      """, [.int(new), .int(old), .int(number)])
    try connection.run(
      """
      INSERT INTO income (county, household, year, wage, operating, property, transfer, operating_cost)
      SELECT ?, household, year, wage, operating, property, transfer, operating_cost FROM income
      WHERE county = ? AND household = ?
      """, [.int(new), .int(old), .int(number)])
    try connection.run(
      """
      INSERT INTO membership (county, household, home_county, person, from_day, to_day, relation)
      SELECT ?, household, home_county, person, ?, NULL, relation FROM membership
      WHERE county = ? AND household = ? AND to_day IS NULL
      """, [.int(new), .day(day), .int(old), .int(number)])
    try connection.run(
      "UPDATE membership SET to_day = ? WHERE county = ? AND household = ? AND to_day IS NULL",
      [.day(day), .int(old), .int(number)])
    try connection.run(
      "UPDATE household SET gone_on = ? WHERE county = ? AND number = ?", [.day(day), .int(old), .int(number)])
  }
}
