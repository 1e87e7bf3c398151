// The registry as columns on one day: what rules run over.

package import Columns
package import Kernel
package import Snapshots

/// Households in order of place and number, their members and all rows that belong to them.
package struct City: Sendable {
  package let asOf: Day
  package let frame: Frame
  /// By household row: the number and the code of the place.
  package let numbers: [Int64]
  package let places: [Int64]
  /// By person row: the id, the county that keeps the person, and the name.
  package let personIDs: [Int64]
  package let personHomes: [Int32]
  package let personNames: TextColumn
  /// The places of the households.
  package let tree: PlaceTree

  /// **Shape**: households ascend by place, then number.
  package init(
    asOf: Day, frame: Frame, numbers: [Int64], places: [Int64], personIDs: [Int64], personHomes: [Int32],
    personNames: TextColumn
  ) {
    (self.asOf, self.frame, self.numbers, self.places) = (asOf, frame, numbers, places)
    (self.personIDs, self.personHomes, self.personNames) = (personIDs, personHomes, personNames)
    tree = PlaceTree(places)
  }

  package var householdCount: Int { numbers.count }

  /// The same households with who is their head and how their members are called, without what rules read.
  package var onlyNames: City {
    let (household, person) = (frame["Household"], frame["Person"])
    let tables = [
      "Household": Table(
        household.recordType, rowCount: household.rowCount,
        lists: household.lists.filter { $0.value.table == person.recordType }),
      "Person": Table(
        person.recordType, rowCount: person.rowCount,
        columns: person.columns.filter { $0.key == "relation" }),
    ]
    return City(
      asOf: asOf, frame: Frame(tables), numbers: numbers, places: places, personIDs: personIDs,
      personHomes: personHomes, personNames: personNames)
  }

  /// The county of all households, nil where there are several or none.
  var onlyCounty: Int64? {
    guard let first = places.first, let last = places.last else { return nil }
    return first / 1_000_000_000 == last / 1_000_000_000 ? first / 1_000_000_000 : nil
  }

  /// Runs of households of one county, in order: parameters may differ between them.
  package var countyRanges: [(county: Int64, rows: Range<Int>)] {
    var ranges: [(county: Int64, rows: Range<Int>)] = []
    var start = 0
    while start < places.count {
      let county = places[start] / 1_000_000_000
      // The next county begins where codes reach the next multiple: found by halving, since codes are sorted.
      let limit = (county + 1) * 1_000_000_000
      var (low, high) = (start, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] < limit { low = middle + 1 } else { high = middle }
      }
      ranges.append((county, start..<low))
      start = low
    }
    return ranges
  }

  /// The households of a place and all places below it.
  package func rows(in place: PlaceCode) -> Range<Int> { City.rows(in: place, of: places) }

  /// The rows of a place and all places below it among codes that ascend.
  package static func rows(in place: PlaceCode, of codes: [Int64]) -> Range<Int> {
    firstRow(
      notBelow: place.subtree.lowerBound, of: codes)..<firstRow(
        notBelow: place.subtree.upperBound + 1, of: codes)
  }

  private static func firstRow(notBelow code: Int64, of codes: [Int64]) -> Int {
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The rows of the members of households that follow one another.
  package func memberRows(of households: Range<Int>) -> Range<Int> {
    let offsets = memberOffsets
    return Int(offsets[households.lowerBound])..<Int(offsets[households.upperBound])
  }

  /// The row of the household that a person's row belongs to.
  package func householdRow(ofMember row: Int) -> Int {
    precondition(personIDs.indices.contains(row), "a member's row is in the city")
    let offsets = memberOffsets
    var (low, high) = (0, numbers.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[middle]) <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// The name of the head of a household, or of its first member where none is the head; empty without any.
  package func headName(of household: Int) -> String {
    let members = memberRows(of: household..<household + 1)
    guard case .int8(let relations)? = frame["Person"].columns["relation"]?.storage else { return "" }
    let head = members.min { (relations[$0], personIDs[$0]) < (relations[$1], personIDs[$1]) }
    return head.map { personNames[$0] } ?? ""
  }

  private var memberOffsets: [Int32] {
    guard let list = frame["Household"].lists["members"] else {
      preconditionFailure("a household has the list of its members")
    }
    return list.offsets
  }

  /// The row of a household, nil where it is not in the city.
  package func row(of number: Int64) -> Int? { numbers.firstIndex(of: number) }
}

/// Which households to load.
package enum CityScope: Sendable {
  case everything
  case household(county: Int64, number: Int64)

  var isOne: Bool {
    if case .household = self { return true }
    return false
  }
}
