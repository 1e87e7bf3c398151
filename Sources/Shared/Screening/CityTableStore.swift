// Lays out what was read as the tables that rules know.

package import Columns
import Database
package import Kernel
package import Registry
import Snapshots

extension CityReader {
  /// All tables, linked.
  mutating func city() throws(Problem) -> City {
    var tables: [String: Table] = [:]
    var householdLists: [String: ChildList] = [:]
    var personLists: [String: ChildList] = [:]
    let incomes = try readIncomes().laidOut("IncomeYear", parentCount: numbers.count)
    tables["IncomeYear"] = incomes.table
    householdLists["incomes"] = incomes.list
    for kind in FeedKind.all where kind.key == .person {
      let list = CityStore.list(of: kind)
      let parents = list.isPersonal ? personIDs.count : numbers.count
      let rows = try readFeed(kind, isPersonal: list.isPersonal).laidOut(
        kind.recordType, parentCount: parents)
      tables[kind.recordType] = rows.table
      if list.isPersonal { personLists[list.name] = rows.list } else { householdLists[list.name] = rows.list }
    }
    let cases = try CityCaseStore.read(scope, asOf: day, parentCount: numbers.count, on: connection) {
      householdRows.row(of: $0)
    }
    for list in cases {
      tables[list.table.recordType] = list.table
      householdLists[list.name] = list.list
    }
    // A household's rules see no ledger of places.
    if !scope.isOne {
      let ledgers = try CityStore.ledgers(asOf: day, on: connection)
      tables.merge(ledgers) { $1 }
    }
    let groups = try readGroups(into: &tables)
    householdLists["members"] = ChildList(table: "Person", offsets: memberOffsets())
    tables["Person"] = Table("Person", rowCount: personIDs.count, columns: personTable(), lists: personLists)
    tables["Household"] = Table(
      "Household", rowCount: numbers.count, columns: householdTable(), lists: householdLists,
      references: ["group": Reference(table: "Group", rows: groups)])
    return City(
      asOf: day, frame: Frame(tables), numbers: numbers, places: places, personIDs: personIDs,
      personHomes: personHomes, personNames: names.column())
  }

  private func householdTable() -> [String: Column] {
    [
      "number": ChildRows.pack(numbers, missing: nil),
      "type": Column(.int8(types)),
      "registered_year": Column.ints(registeredYears),
      "resettled": Column(.bool(resettled)),
      "housing_grade": Column.ints(grades),
      "water_safe": Column.bools(water.map { $0.map { $0 == 1 } }),
      "county": ChildRows.pack(places.map { $0 / 1_000_000_000 }, missing: nil),
    ]
  }

  private func personTable() -> [String: Column] {
    var columns: [String: Column] = ["monthly_wage": ChildRows.pack(wages, missing: nil)]
    for (field, name) in CityReader.personFields.enumerated() {
      switch name {
      case "birth":
        columns["birth"] = Column(.day(births))
        columns["age"] = CityStore.ages(births, on: day)
      case "medical_insured", "pension_insured", "id_checked":
        columns[name] = Column(.bool(personCodes[field].map { UInt8($0) }))
      default:
        columns[name] = Column(.int8(personCodes[field]))
      }
    }
    if !origins.isEmpty {
      columns["import"] = ChildRows.pack(origins.map(\.importNumber), missing: nil)
      columns["line"] = ChildRows.pack(origins.map(\.line), missing: nil)
    }
    return columns
  }

  private func memberOffsets() -> [Int32] {
    var offsets = [Int32](repeating: 0, count: numbers.count + 1)
    for household in personHouseholds { offsets[Int(household) + 1] += 1 }
    for row in 0..<numbers.count { offsets[row + 1] += offsets[row] }
    return offsets
  }

  private func readIncomes() throws(Problem) -> ChildRows {
    let heads = ["year", "wage", "operating", "property", "transfer", "operating_cost"]
    let origins = householdOrigin == nil ? [] : ["import", "line"]
    var rows = ChildRows((heads + origins).map { ($0, .int) })
    let statement = try connection.statement(
      """
      SELECT household, \(heads.joined(separator: ", ")), county FROM income
      WHERE \(scope.condition("household"))
      """)
    statement.bind(scope.values)
    while try statement.step() {
      let parent = householdRows.row(of: statement.int(0))
      guard parent >= 0, isHome(statement.int(heads.count + 1), ofRow: parent) else { continue }
      rows.begin(parent: parent, day: Int32(statement.int(1)), record: statement.int(1))
      for head in heads.indices { rows.append(statement.int(head + 1), to: head) }
      if let origin = householdOrigin {
        rows.append(origin.importNumber, to: heads.count)
        rows.append(origin.line, to: heads.count + 1)
      }
    }
    return rows
  }

  /// Groups that have households, their outages, and the group of each household.
  private func readGroups(into tables: inout [String: Table]) throws(Problem) -> [Int32] {
    var codes: [Int64] = []
    var slots = KeyIndex()
    let references = places.map { place -> Int32 in
      let known = slots.row(of: place)
      if known >= 0 { return known }
      slots.insert(place, row: Int32(codes.count))
      codes.append(place)
      return Int32(codes.count - 1)
    }
    guard let water = FeedKind.named("water") else { preconditionFailure("water is a feed") }
    var rows = ChildRows(CityReader.layout(of: water, withOrigins: scope.isOne))
    let text = feedText(water, subject: "group_code")
    if !scope.isOne {
      try fill(&rows, with: try connection.statement(text), kind: water) { slots.row(of: $0) }
    } else {
      let statement = try connection.statement(text + CityReader.one("group_code"))
      for code in codes {
        statement.reset()
        statement.bind([.day(day), .int(code / 1_000_000_000), .int(code)])
        try fill(&rows, with: statement, kind: water, isBound: true) { slots.row(of: $0) }
      }
    }
    let outages = rows.laidOut("WaterOutage", parentCount: codes.count)
    tables["WaterOutage"] = outages.table
    tables["Group"] = Table(
      "Group", rowCount: codes.count, columns: ["code": ChildRows.pack(codes, missing: nil)],
      lists: ["water_outages": outages.list])
    return references
  }

  private func readFeed(_ kind: FeedKind, isPersonal: Bool) throws(Problem) -> ChildRows {
    var rows = ChildRows(CityReader.layout(of: kind, withOrigins: scope.isOne))
    let text = feedText(kind, subject: "person")
    func parent(_ person: Int64) -> Int32 {
      let row = personRows.row(of: person)
      return row < 0 || isPersonal ? row : personHouseholds[Int(row)]
    }
    if !scope.isOne {
      try fill(&rows, with: try connection.statement(text), kind: kind, parent: parent)
    } else {
      let statement = try connection.statement(text + CityReader.one("person"))
      for (row, id) in personIDs.enumerated() {
        statement.reset()
        statement.bind([.day(day), .int(Int64(personHomes[row])), .int(id)])
        try fill(&rows, with: statement, kind: kind, isBound: true, parent: parent)
      }
    }
    return rows
  }

  /// Without statistics SQLite would read all rows of a county by the primary key; the likelihoods, which
  /// change no answer, make it take the index of the subject.
  private static func one(_ subject: String) -> String {
    " AND likelihood(county = ?, 0.5) AND likelihood(\(subject) = ?, 0.000001)"
  }

  private func feedText(_ kind: FeedKind, subject: String) -> String {
    guard let day = kind.orderedBy else { preconditionFailure("a feed of persons or groups has days") }
    let columns = ([subject, "record_number", day, "import", "line"] + kind.columns.map(\.name))
      .joined(separator: ", ")
    return "SELECT \(columns) FROM \(kind.table) WHERE (gone_on IS NULL OR gone_on > ?)"
  }

  private func fill(
    _ rows: inout ChildRows, with statement: Statement, kind: FeedKind, isBound: Bool = false,
    parent: (Int64) -> Int32
  ) throws(Problem) {
    if !isBound { statement.bind([.day(day)]) }
    let columns = FeedCells(kind)
    while try statement.step() {
      let row = parent(statement.int(0))
      guard row >= 0 else { continue }
      rows.begin(parent: row, day: Int32(statement.int(2)), record: statement.int(1))
      columns.read(statement, from: 5, into: &rows)
      if scope.isOne {
        rows.append(statement.int(3), to: kind.columns.count)
        rows.append(statement.int(4), to: kind.columns.count + 1)
      }
    }
  }

  private static func layout(
    of kind: FeedKind, withOrigins: Bool
  ) -> [(name: String, packing: ChildRows.Packing)] {
    FeedCells.layout(of: kind) + (withOrigins ? [("import", .int), ("line", .int)] : [])
  }

  /// Where the vocabulary hangs each feed: under the person or under the household.
  fileprivate static let lists: [String: (name: String, isPersonal: Bool)] = [
    "MedicalBill": ("medical_bills", false), "HousingInspection": ("housing_inspections", false),
    "DisasterLoss": ("disaster_losses", false), "Allowance": ("allowances", false),
    "Vehicle": ("vehicles", false),
    "Company": ("companies", false), "Loan": ("loans", false), "SchoolEvent": ("school_events", true),
    "JobLoss": ("job_losses", true), "Death": ("deaths", true),
    "DisabilityCertificate": ("disability_certificates", true), "WorkYear": ("work_years", true),
    "Binding": ("bindings", false), "Claim": ("claims", false),
  ]
}

extension CityStore {
  /// Where the vocabulary hangs a feed of persons.
  package static func list(of kind: FeedKind) -> (name: String, isPersonal: Bool) {
    guard let list = CityReader.lists[kind.recordType] else {
      preconditionFailure("the feed \(kind.name) has a list in the vocabulary")
    }
    return list
  }

  /// Age is the only column that changes from day to day. There are far fewer days of birth than persons.
  package static func ages(_ births: [Int32], on day: Day) -> Column {
    let (first, last) = (births.min() ?? 0, births.max() ?? -1)
    // A table of days pays for many persons only, and not where the days lie far apart.
    guard births.count > 1_000, last - first < 200_000 else {
      return ChildRows.pack(births.map { Int64(Day(number: $0).age(on: day)) }, missing: nil)
    }
    let ages = (0..<Int(last) - Int(first) + 1).map { Int64(Day(number: first + Int32($0)).age(on: day)) }
    guard ages.allSatisfy({ (-128...127).contains($0) }) else {
      return ChildRows.pack(births.map { ages[Int($0 - first)] }, missing: nil)
    }
    let narrow = ages.map { Int8($0) }
    return Column(.int8(births.map { narrow[Int($0 - first)] }))
  }
}
