// SQL of households: merging a register's row, with history of what it replaces.

package import Database
package import Kernel
package import Sheets

/// A household belongs to one county at a time; where it left a county, its row stays there as gone.
package enum HouseholdStore {
  /// Merges one row: new, updated (what was there is kept as history), identical or older.
  package static func merge(
    _ facts: HouseholdFacts, origin: RowOrigin, index: RegistryIndex, on connection: Connection
  ) throws(Problem) -> RowOutcome {
    let mark = try connection.seal().stored(fingerprint: facts.fingerprint)
    let known = KnownRow(mark, from: origin)
    let outcome: RowOutcome
    if let stored = index.household(facts.number) {
      switch stored.known.meets(known.fingerprint, from: origin) {
      case .same: return .identical
      case .older: return .older
      case .confirmed:
        try confirm(facts.number, county: stored.place.county, on: origin.dated, connection: connection)
        index.confirmHousehold(facts.number, on: origin.dated)
        return .identical
      case .replaces:
        try replace(facts, at: stored.place, goneOn: stored.known.goneOn, origin: origin, on: connection)
        outcome = .updated
      }
    } else {
      try insert(facts, origin: origin, on: connection)
      try insertLiving(facts, from: .distantPast, on: connection)
      try insertIncomes(facts, on: connection)
      outcome = .new
    }
    index.insertHousehold(facts.number, place: facts.place.number, known: known)
    return outcome
  }

  /// - Parameter numbers: the households that are asked for, nil for all.
  static func eachKnown(
    of numbers: Set<Int64>? = nil, on connection: Connection, _ body: (Int64, Int64, KnownRow) -> Void
  ) throws(Problem) {
    let text = "SELECT number, place, fingerprint, import, dated, gone_on FROM household"
    let statement = try connection.statement(
      numbers == nil ? text : text + " WHERE county = ? AND number = ?")
    func read() throws(Problem) {
      while try statement.step() {
        let known = KnownRow(
          fingerprint: statement.int(2), importNumber: statement.int(3), dated: statement.day(4),
          goneOn: statement.optionalDay(5))
        body(statement.int(0), statement.int(1), known)
      }
      statement.reset()
    }
    guard let numbers else { return try read() }
    for county in try CountyStore.counties(of: "household", on: connection) {
      for number in numbers.sorted() {
        statement.bind([.int(county), .int(number)])
        try read()
      }
    }
  }

  /// Marks the households gone that a complete register of `counties` no longer holds; their members leave.
  package static func markGone(
    notIn seen: Set<Int64>, counties: Set<Int64>, origin: RowOrigin, index: RegistryIndex,
    connection: Connection
  ) throws(Problem) -> Int {
    let missing = index.households(in: counties, notIn: seen, asOf: origin)
    for (number, county) in missing {
      try connection.run(
        "UPDATE household SET gone_on = ? WHERE county = ? AND number = ?",
        [.day(origin.dated), .int(county), .int(number)])
      try MembershipStore.endAll(of: number, county: county, on: origin.dated, connection: connection)
      index.markHouseholdGone(number, on: origin.dated)
    }
    return missing.count
  }

  private static func confirm(
    _ number: Int64, county: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      "UPDATE household SET dated = ? WHERE county = ? AND number = ?")
    try statement.run([.day(day), .int(county), .int(number)])
  }

  private static func insert(
    _ facts: HouseholdFacts, origin: RowOrigin, on connection: Connection
  ) throws(Problem) {
    // A household that comes back to a county finds the row there that it left.
    let statement = try connection.statement(
      """
      INSERT INTO household (county, number, place, type, registered_year, resettled, gone_on, dated,
        fingerprint, import, line, phone_key, phone_sealed, account_key, account_sealed)
      VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET place = excluded.place, type = excluded.type,
        registered_year = excluded.registered_year, resettled = excluded.resettled,
        phone_key = excluded.phone_key, phone_sealed = excluded.phone_sealed,
        account_key = excluded.account_key, account_sealed = excluded.account_sealed,
        gone_on = NULL, dated = excluded.dated, fingerprint = excluded.fingerprint, import = excluded.import,
        line = excluded.line
      """)
    statement.bind(1, facts.place.county)
    statement.bind(2, facts.number)
    statement.bind(3, facts.place.number)
    statement.bind(4, facts.type.rawValue)
    statement.bind(5, facts.registeredYear)
    statement.bind(6, facts.resettled ? 1 : 0)
    statement.bind(7, Int64(origin.dated.number))
    statement.bind(9, origin.importNumber)
    statement.bind(10, origin.line)
    try bindSealed(facts, to: statement, on: connection)
    try statement.run()
  }

  /// The fingerprint, the telephone and the bank account, each of the two with its key.
  private static func bindSealed(
    _ facts: HouseholdFacts, to statement: Statement, on connection: Connection
  ) throws(Problem) {
    let seal = try connection.seal()
    statement.bind(8, seal.stored(fingerprint: facts.fingerprint))
    statement.bind(11, facts.phone.map { seal.key(phone: $0) })
    statement.bind(13, facts.account.map { seal.key(account: $0) })
    for (position, field, text) in [(12, PersonalField.phone, facts.phone), (14, .account, facts.account)] {
      if let text {
        statement.bind(position, seal.seal(text, field, of: facts.number))
      } else {
        statement.bindNull(position)
      }
    }
  }

  private static func insertLiving(_ facts: HouseholdFacts, from day: Day, on connection: Connection)
    throws(Problem)
  {
    let statement = try connection.statement(
      """
      INSERT INTO living_condition (county, household, from_day, housing_grade, water_safe) VALUES (?, ?, ?,
        ?, ?)
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
      ON CONFLICT (county, household, year) DO UPDATE SET wage = excluded.wage,
        operating = excluded.operating,
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
    _ facts: HouseholdFacts, at old: PlaceCode, goneOn: Day?, origin: RowOrigin, on connection: Connection
  ) throws(Problem) {
    try HistoryStore.keepHousehold(
      facts.number, county: old.county, replacedBy: origin.importNumber, on: connection)
    if let goneOn {
      try MembershipStore.reopen(
        facts.number, county: old.county, endedOn: goneOn, from: origin.dated, connection: connection)
    }
    try insert(facts, origin: origin, on: connection)
    if old.county != facts.place.county {
      try moveCounty(
        facts.number, from: old.county, to: facts.place.county, on: origin.dated, connection: connection)
    }
    try insertLiving(facts, from: origin.dated, on: connection)
    try insertIncomes(facts, on: connection)
  }

  /// A household that goes to another county takes its conditions and incomes along; its members follow it.
  private static func moveCounty(
    _ number: Int64, from old: Int64, to new: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO living_condition (county, household, from_day, housing_grade, water_safe)
      SELECT ?, household, from_day, housing_grade, water_safe FROM living_condition
      WHERE county = ? AND household = ?
      ON CONFLICT (county, household, from_day)
      DO UPDATE SET housing_grade = excluded.housing_grade, water_safe = excluded.water_safe
      """, [.int(new), .int(old), .int(number)])
    try connection.run(
      """
      INSERT INTO income (county, household, year, wage, operating, property, transfer, operating_cost)
      SELECT ?, household, year, wage, operating, property, transfer, operating_cost FROM income
      WHERE county = ? AND household = ?
      ON CONFLICT (county, household, year) DO UPDATE SET wage = excluded.wage,
        operating = excluded.operating,
        property = excluded.property, transfer = excluded.transfer, operating_cost = excluded.operating_cost
      """, [.int(new), .int(old), .int(number)])
    try MembershipStore.moveAll(of: number, from: old, to: new, on: day, connection: connection)
    try connection.run(
      "UPDATE household SET gone_on = ? WHERE county = ? AND number = ?",
      [.day(day), .int(old), .int(number)])
  }
}
