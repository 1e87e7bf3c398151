// Fills the tables of a new store from a bulk register: a task a table, each in the order of its key.

import Database
import Kernel
import Registry
import Sheets

/// Values stand in the order in which the migrations of the registry declare the columns; a test holds what
/// comes out against an import row by row.
struct BulkTables {
  let register: BulkRegister
  let orders: BulkOrders
  let file: BulkFile
  /// By the name of a kind of sheet.
  let imports: [String: Int64]
  let dated: Day

  private var households: BulkHouseholds { register.households }

  /// The tables that are filled, and the tasks that fill them, the longest first.
  func tasks() throws(Problem) -> [@Sendable () -> Void] {
    let tables = self
    let persons = BulkPersonTables(self)
    let (person, membership) = (try file.table("person"), try file.table("membership"))
    let byCitizen = try file.index("person_by_citizen")
    let byPerson = try file.index("membership_by_person")
    let (household, living) = (try file.table("household"), try file.table("living_condition"))
    let (income, byPlace) = (try file.table("income"), try file.index("household_by_place"))
    var tasks: [@Sendable () -> Void] = [
      { persons.fillPersons(person) }, { persons.fillMemberships(membership) },
      { persons.fillCitizens(byCitizen) }, { persons.fillMembershipsByPerson(byPerson) },
    ]
    for feed in register.feeds.sorted(by: { $0.subjects.count > $1.subjects.count }) {
      let table = try file.table(feed.kind.table)
      let index = try file.index(
        feed.kind.key == .person ? feed.kind.table + "_by_person" : feed.kind.table + "_by_group")
      tasks.append { BulkFeedTables(tables, feed).fill(table, index) }
    }
    tasks += [
      { tables.fillIncomes(income) }, { tables.fillHouseholds(household) },
      { tables.fillLiving(living) }, { tables.fillHouseholdsByPlace(byPlace) },
    ]
    return tasks
  }

  func importNumber(_ kind: String) -> Int64 {
    guard let number = imports[kind] else { preconditionFailure("every sheet has its import") }
    return number
  }

  private func fillHouseholds(_ table: BulkTable) {
    let (scan, columns) = (households.scan, households.scan.columns)
    let (registeredYear, phone, years) = (households.registeredYear, households.phone, households.years)
    let number = importNumber("households")
    for home in orders.homes {
      let row = Int(households.order[Int(home)])
      let year = registeredYear.flatMap { optional(columns[$0], row) }
      let telephone =
        phone.map { scan.text(columns[$0][row]) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
      table.append(Int64(orders.counties[Int(home)]))
      table.append(orders.numbers[Int(home)])
      table.append(columns[BulkHouseholds.place][row])
      table.append(columns[BulkHouseholds.type][row])
      table.append(year)
      table.append(columns[BulkHouseholds.resettled][row])
      if telephone.isEmpty { table.appendNull() } else { table.append(text: telephone) }
      table.appendNull()
      table.append(Int64(dated.number))
      table.append(
        HouseholdFacts.fingerprint(
          head: { $0 == 3 ? year ?? -1 : head($0, columns, row) }, phone: telephone, years: years
        ) { year, head in
          columns[BulkHouseholds.incomes + year * 5 + head][row]
        })
      table.append(number)
      table.append(scan.lines[row])
      table.endRow()
    }
  }

  private func head(_ number: Int, _ columns: [HeldColumn], _ row: Int) -> Int64 {
    switch number {
    case 0: columns[BulkHouseholds.number][row]
    case 1: columns[BulkHouseholds.place][row]
    case 2: columns[BulkHouseholds.type][row]
    case 4: columns[BulkHouseholds.resettled][row]
    case 5: optional(columns[BulkHouseholds.grade], row) ?? -1
    default: optional(columns[BulkHouseholds.water], row) ?? -1
    }
  }

  private func optional(_ column: HeldColumn, _ row: Int) -> Int64? {
    column[row] == column.none ? nil : column[row]
  }

  private func fillLiving(_ table: BulkTable) {
    let columns = households.scan.columns
    for home in orders.homes {
      let row = Int(households.order[Int(home)])
      table.append(Int64(orders.counties[Int(home)]))
      table.append(orders.numbers[Int(home)])
      table.append(Int64(Day.distantPast.number))
      table.append(optional(columns[BulkHouseholds.grade], row))
      table.append(optional(columns[BulkHouseholds.water], row))
      table.endRow()
    }
  }

  private func fillIncomes(_ table: BulkTable) {
    let heads = households.scan.columns.dropFirst(BulkHouseholds.incomes)
      .prefix(households.years.count * 5).map(\.longs)
    for home in orders.homes {
      let row = Int(households.order[Int(home)])
      for (place, year) in households.years.enumerated() {
        table.append(Int64(orders.counties[Int(home)]))
        table.append(orders.numbers[Int(home)])
        table.append(year)
        for head in 0..<5 { table.append(heads[place * 5 + head][row]) }
        table.endRow()
      }
    }
  }

  private func fillHouseholdsByPlace(_ table: BulkTable) {
    let places = households.scan.columns[BulkHouseholds.place].longs
    for (home, row) in households.order.enumerated() {
      table.append(Int64(orders.counties[home]))
      table.append(places[Int(row)])
      table.append(orders.numbers[home])
      table.endRow()
    }
  }
}
