// Fills the tables of a new store from a bulk register: a task a table, each in the order of its key.

import Database
import Kernel
import Registry
import Sheets
import Vault

/// Values stand in the order in which the migrations of the registry declare the columns; a test holds what
/// comes out against an import row by row.
struct BulkTables {
  let register: BulkRegister
  let orders: BulkOrders
  let file: BulkFile
  /// By the name of a kind of sheet.
  let imports: [String: Int64]
  let dated: Day
  let seal: PersonalSeal

  private var households: BulkHouseholds { register.households }

  /// The tables that are filled, and the tasks that fill them, the longest first.
  func tasks() throws(Problem) -> [@Sendable () -> Void] {
    let tables = self
    let persons = BulkPersonTables(self)
    let (person, membership) = (try file.table("person"), try file.table("membership"))
    let byCitizen = try file.index("person_by_citizen")
    let byPerson = try file.index("membership_by_person")
    let (household, living) = (try file.table("household"), try file.table("living_condition"))
    let byPhone = try file.index("household_by_phone")
    let (income, byPlace) = (try file.table("income"), try file.index("household_by_place"))
    var tasks: [@Sendable () -> Void] = [
      { persons.fillPersons(person) }, { persons.fillMemberships(membership) },
      { persons.fillCitizens(byCitizen) }, { tables.fillHouseholds(household) },
      { persons.fillMembershipsByPerson(byPerson) },
    ]
    for feed in register.feeds.sorted(by: { $0.subjects.count > $1.subjects.count }) {
      let table = try file.table(feed.kind.table)
      let index = try file.index(feed.kind.table + feed.kind.key.indexEnd)
      tasks.append { BulkFeedTables(tables, feed).fill(table, index) }
    }
    tasks += [
      { tables.fillIncomes(income) }, { tables.fillHouseholdsByPhone(byPhone) },
      { tables.fillLiving(living) }, { tables.fillHouseholdsByPlace(byPlace) },
    ]
    return tasks
  }

  func importNumber(_ kind: String) -> Int64 {
    guard let number = imports[kind] else { preconditionFailure("every sheet has its import") }
    return number
  }

  private func fillHouseholds(_ table: BulkTable) {
    let (scan, columns) = (households.scan, households.scan.columns.map(\.values))
    let (lines, years) = (scan.lines.values, households.years)
    let registeredYear = households.registeredYear.map { columns[$0] }
    let (grades, waters) = (columns[BulkHouseholds.grade], columns[BulkHouseholds.water])
    let incomes = Array(columns.dropFirst(BulkHouseholds.incomes).prefix(years.count * 5))
    let number = importNumber("households")
    var (head, amounts) = ([Int64](repeating: 0, count: 7), [Int64](repeating: 0, count: incomes.count))
    var memory: [UInt8] = []
    for home in orders.homes {
      let row = Int(households.order[Int(home)])
      let year = registeredYear.flatMap { optional($0, row) }
      let (telephone, account) = (text(households.phone, row), text(households.account, row))
      table.append(Int64(orders.counties[Int(home)]))
      table.append(orders.numbers[Int(home)])
      table.append(columns[BulkHouseholds.place][row])
      table.append(columns[BulkHouseholds.type][row])
      table.append(year)
      table.append(columns[BulkHouseholds.resettled][row])
      table.appendNull()
      table.appendNull()
      table.append(Int64(dated.number))
      for column in 0..<3 { head[column] = columns[column][row] }
      (head[3], head[4]) = (year ?? -1, columns[BulkHouseholds.resettled][row])
      (head[5], head[6]) = (optional(grades, row) ?? -1, optional(waters, row) ?? -1)
      for column in incomes.indices { amounts[column] = incomes[column][row] }
      let mark = HouseholdFacts.fingerprint(
        head: head, phone: telephone, account: account, years: years, amounts: amounts)
      table.append(seal.stored(fingerprint: mark))
      table.append(number)
      table.append(lines[row])
      table.append(telephone.isEmpty ? nil : seal.key(phone: telephone))
      append(telephone, .phone, of: orders.numbers[Int(home)], to: table, &memory)
      table.append(account.isEmpty ? nil : seal.key(account: account))
      append(account, .account, of: orders.numbers[Int(home)], to: table, &memory)
      table.endRow()
    }
  }

  private func text(_ column: Int?, _ row: Int) -> UnsafeRawBufferPointer {
    guard let column else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return households.scan.text(households.scan.columns[column][row])
  }

  private func append(
    _ text: UnsafeRawBufferPointer, _ field: PersonalField, of number: Int64, to table: BulkTable,
    _ memory: inout [UInt8]
  ) {
    guard !text.isEmpty else { return table.appendNull() }
    let size = text.count + Sealer.overhead
    if memory.count < size { memory = [UInt8](repeating: 0, count: size * 2) }
    memory.withUnsafeMutableBytes { memory in
      let sealed = UnsafeMutableRawBufferPointer(rebasing: memory[..<size])
      seal.seal(text, field, of: number, into: sealed)
      table.append(blob: UnsafeRawBufferPointer(sealed))
    }
  }

  /// Households without a telephone stand first.
  private func fillHouseholdsByPhone(_ table: BulkTable) {
    var given: [HashedEntry] = []
    for home in orders.homes {
      let telephone = text(households.phone, Int(households.order[Int(home)]))
      let (number, county) = (orders.numbers[Int(home)], orders.counties[Int(home)])
      if telephone.isEmpty {
        append(nil, county, number, to: table)
      } else {
        given.append(HashedEntry(key: seal.key(phone: telephone), subject: number, county: county))
      }
    }
    HashedOrder.sort(&given)
    for entry in given { append(entry.key, entry.county, entry.subject, to: table) }
  }

  private func append(_ key: Int64?, _ county: Int32, _ number: Int64, to table: BulkTable) {
    table.append(key)
    table.append(Int64(county))
    table.append(number)
    table.endRow()
  }

  private func optional(_ column: HeldValues, _ row: Int) -> Int64? {
    column[row] == column.none ? nil : column[row]
  }

  private func fillLiving(_ table: BulkTable) {
    let columns = households.scan.columns.map(\.values)
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
