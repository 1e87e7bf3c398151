// Some neighbouring households cut out of a city, whose rows can be changed.

package import Columns
import Kernel
import Snapshots

/// The tables of a city with the rows of a few households in it. Everything that rules read of them is here,
/// so that it can be screened by itself.
struct CityPart: Sendable {
  let asOf: Day
  /// What it was cut out of.
  let whole: Frame
  var tables: [String: Table]
  let numbers: [Int64]
  let places: [Int64]
  var personIDs: [Int64]

  /// Cuts out a run of households, their members, their rows and their groups.
  /// - Parameters:
  ///   - frame: The city's frame, or that with some of its columns only.
  ///   - empty: Every table of the frame without rows, where they are known: most tables of a household are
  ///     such.
  init(_ city: City, _ frame: Frame, rows: Range<Int>, from empty: [String: Table] = [:]) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= city.householdCount, "the rows lie in the city")
    (asOf, whole) = (city.asOf, city.frame)
    numbers = Array(city.numbers[rows])
    places = Array(city.places[rows])
    let members = city.frame["Household"].lists["members"]?.rows(over: rows) ?? 0..<0
    personIDs = Array(city.personIDs[members])
    tables = empty
    cut("Household", rows, out: frame)
  }

  private mutating func cut(_ name: String, _ rows: Range<Int>, out frame: Frame) {
    if rows.isEmpty, tables[name] != nil { return }
    let table = frame[name]
    let lists = table.lists.mapValues { children in
      let base = children.offsets[rows.lowerBound]
      return ChildList(
        table: children.table, offsets: children.offsets[rows.lowerBound...rows.upperBound].map { $0 - base },
        isSmall: true)
    }
    for children in table.lists.values { cut(children.table, children.rows(over: rows), out: frame) }
    var references: [String: Reference] = [:]
    for (field, reference) in table.references {
      let cells = reference.rows[rows]
      let first = cells.filter { $0 >= 0 }.min() ?? 0
      let end = (cells.max() ?? -1) + 1
      references[field] = Reference(table: reference.table, rows: cells.map { $0 < 0 ? -1 : $0 - first })
      cut(reference.table, Int(first)..<Int(max(first, end)), out: frame)
    }
    tables[name] = Table(
      table.recordType, rowCount: rows.count, columns: table.columns.mapValues { $0.cut(rows) }, lists: lists,
      references: references)
  }

  var frame: Frame { Frame(tables) }

  /// The part as a city of its own.
  var city: City {
    City(
      asOf: asOf, frame: frame, numbers: numbers, places: places, personIDs: personIDs, personHomes: [],
      personNames: TextColumn([]))
  }
}

extension City {
  /// One household as a city of its own. **Shape**: of its persons the ids, but neither homes nor names.
  package func household(_ row: Int) -> City { CityPart(self, frame, rows: row..<row + 1).city }
}

extension Frame {
  /// The same rows with those columns only that have one of some names.
  package func keeping(_ names: Set<String>) -> Frame {
    Frame(
      tables.mapValues { table in
        Table(
          table.recordType, rowCount: table.rowCount,
          columns: table.columns.filter { names.contains($0.key) },
          lists: table.lists, references: table.references)
      })
  }
}

extension ChildList {
  /// The child rows of neighbouring parents.
  fileprivate func rows(over parents: Range<Int>) -> Range<Int> {
    Int(offsets[parents.lowerBound])..<Int(offsets[parents.upperBound])
  }
}

extension Column {
  /// The values of some neighbouring rows in the same storage. Texts get a dictionary of their own: that of a
  /// city is large.
  func cut(_ rows: Range<Int>) -> Column {
    let marks = missing.flatMap { $0[rows].contains(1) ? Array($0[rows]) : nil }
    return switch storage {
    case .bool(let values): Column(.bool(Array(values[rows])), missing: marks)
    case .int8(let values): Column(.int8(Array(values[rows])), missing: marks)
    case .int16(let values): Column(.int16(Array(values[rows])), missing: marks)
    case .int32(let values): Column(.int32(Array(values[rows])), missing: marks)
    case .int64(let values): Column(.int64(Array(values[rows])), missing: marks)
    case .day(let values): Column(.day(Array(values[rows])), missing: marks)
    case .text(let codes, let dictionary): Column.cut(codes[rows], dictionary, missing: marks)
    }
  }

  private static func cut(_ codes: ArraySlice<Int32>, _ dictionary: [String], missing: [UInt8]?) -> Column {
    var texts: [String] = []
    var known: [Int32] = []
    let own = codes.map { code -> Int32 in
      if let place = known.firstIndex(of: code) { return Int32(place) }
      known.append(code)
      texts.append(dictionary.isEmpty ? "" : dictionary[Int(code)])
      return Int32(known.count - 1)
    }
    return Column(.text(codes: own, dictionary: texts), missing: missing)
  }
}
