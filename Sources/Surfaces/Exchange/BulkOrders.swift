// The orders in which tables keep the rows of a bulk register, and the ids of its persons.

import Kernel
import Registry
import Sheets

struct BulkOrders: Sendable {
  /// Households by county and number, as their places in the order of the register.
  let homes: [Int32]
  /// Persons by county and id, as rows of their scan.
  let people: [Int32]
  /// By row of the scan of persons: the id, 0 for one that does not count.
  let ids: [Int64]
  /// By household in the order of the register.
  let numbers: [Int64]
  let counties: [Int32]

  /// - Parameter ids: by row of the scan of persons, rising.
  init(_ register: BulkRegister, ids: [Int64]) {
    let (households, persons) = (register.households, register.persons)
    let columns = households.scan.columns
    let numbers = BulkColumn.gathered(columns[BulkHouseholds.number].longs, households.order)
    let counties = BulkColumn.gathered(columns[BulkHouseholds.place].longs, households.order)
      .map { Int32($0 / 1_000_000_000) }
    var homes = (0..<numbers.count).map { Int32($0) }
    let isSorted = zip(homes, homes.dropFirst()).allSatisfy {
      (counties[Int($0)], numbers[Int($0)]) < (counties[Int($1)], numbers[Int($1)])
    }
    if !isSorted {
      homes.sort { (counties[Int($0)], numbers[Int($0)]) < (counties[Int($1)], numbers[Int($1)]) }
    }
    people = BulkOrders.byCounty(persons, counties)
    (self.homes, self.numbers, self.counties, self.ids) = (homes, numbers, counties, ids)
  }

  private static func byCounty(_ persons: BulkPersons, _ counties: [Int32]) -> [Int32] {
    let order = persons.order
    // A register in the order of its households has its persons in that order already.
    if zip(order, order.dropFirst()).allSatisfy({ $0 < $1 }) { return order }
    let places = Array(Set(counties)).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($0.element, Int32($0.offset)) })
    let byHome = counties.map { ranks[$0] ?? 0 }
    let parents = persons.households.map { $0 < 0 ? -1 : byHome[Int($0)] }
    var rows: [Int32] = []
    rows.reserveCapacity(order.count)
    for row in parents.indices where parents[row] >= 0 { rows.append(Int32(row)) }
    return BulkOrder.byParent(rows, parents: parents, parentCount: places.count)
  }
}
