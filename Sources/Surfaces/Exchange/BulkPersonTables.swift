// Fills the tables of persons and memberships of a new store.

import Database
import Kernel
import Registry
import Sheets

struct BulkPersonTables: Sendable {
  private let persons: BulkPersons
  private let homes: [Int32]
  private let orders: BulkOrders
  private let number: Int64
  private let dated: Day
  private let seal: PersonalSeal
  /// By row of the scan: by what an identity number is found.
  private let keys: [Int64]

  init(_ tables: BulkTables) {
    (persons, orders, dated) = (tables.register.persons, tables.orders, tables.dated)
    seal = tables.seal
    homes = tables.orders.homes
    number = tables.importNumber("persons")
    let (citizens, seal) = (persons.scan.columns[BulkPersons.citizen].values, seal)
    keys = Shares.filled(persons.scan.rowCount) { rows, keys in
      for row in rows { keys[row] = seal.key(citizen: BulkPersonTables.packed(citizens[row])) }
    }
  }

  /// The bits of a number with a wrong check character are turned.
  private static func packed(_ given: Int64) -> Int64 { given < 0 ? ~given : given }

  func fillPersons(_ table: BulkTable) {
    let (scan, columns) = (persons.scan, persons.scan.columns)
    let citizens = columns[BulkPersons.citizen].longs
    let (names, numbers) = (columns[BulkPersons.name].longs, columns[BulkPersons.household].longs)
    let births = columns[BulkPersons.birth].ints
    let small = [3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map { columns[$0].bytes }
    let (wages, lines) = (columns[BulkPersons.wage].longs, scan.lines.ints)
    var attributes = [Int64](repeating: 0, count: PersonFacts.attributeCount)
    var sealed = [UInt8](repeating: 0, count: PersonalSeal.citizenSize)
    for row in orders.people {
      let row = Int(row)
      let given = citizens[row]
      let citizen = BulkPersonTables.packed(given)
      let name = scan.text(names[row])
      attributes[0] = Int64(small[0][row])
      attributes[1] = Int64(births[row])
      for place in 2..<11 { attributes[place] = Int64(small[place][row]) }
      attributes[11] = wages[row]
      table.append(Int64(orders.counties[Int(persons.households[row])]))
      table.append(orders.ids[row])
      table.append(keys[row])
      table.append(given < 0 ? 0 : 1)
      table.append(text: name)
      for attribute in attributes { table.append(attribute) }
      table.appendNull()
      table.append(Int64(dated.number))
      let mark = PersonFacts.fingerprint(
        citizen: citizen, household: numbers[row], relation: Int64(small[1][row]), name: name,
        attributes: attributes)
      table.append(seal.stored(fingerprint: mark))
      table.append(number)
      table.append(Int64(lines[row]))
      sealed.withUnsafeMutableBytes { sealed in
        seal.seal(citizen: citizen, of: orders.ids[row], into: sealed)
        table.append(blob: UnsafeRawBufferPointer(sealed))
      }
      table.endRow()
    }
  }

  /// By household, in each by id: the order of the sheet.
  func fillMemberships(_ table: BulkTable) {
    let relations = persons.scan.columns[BulkPersons.relation].bytes
    let offsets = persons.memberOffsets(of: homes.count)
    for home in homes {
      let county = Int64(orders.counties[Int(home)])
      for place in Int(offsets[Int(home)])..<Int(offsets[Int(home) + 1]) {
        let row = Int(persons.order[place])
        table.append(county)
        table.append(orders.numbers[Int(home)])
        table.append(county)
        table.append(orders.ids[row])
        table.append(Int64(Day.distantPast.number))
        table.appendNull()
        table.append(Int64(relations[row]))
        table.endRow()
      }
    }
  }

  func fillMembershipsByPerson(_ table: BulkTable) {
    for row in orders.people {
      let home = Int(persons.households[Int(row)])
      table.append(Int64(orders.counties[home]))
      table.append(orders.ids[Int(row)])
      table.append(Int64(orders.counties[home]))
      table.append(orders.numbers[home])
      table.append(Int64(Day.distantPast.number))
      table.endRow()
    }
  }

  func fillCitizens(_ table: BulkTable) {
    var entries: [HashedEntry] = []
    entries.reserveCapacity(orders.people.count)
    for row in orders.people {
      let row = Int(row)
      let county = orders.counties[Int(persons.households[row])]
      entries.append(HashedEntry(key: keys[row], subject: orders.ids[row], county: county))
    }
    HashedOrder.sort(&entries)
    for entry in entries {
      table.append(entry.key)
      table.append(Int64(entry.county))
      table.append(entry.subject)
      table.endRow()
    }
  }
}
