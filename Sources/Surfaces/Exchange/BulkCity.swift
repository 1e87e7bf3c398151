// Lays a bulk register out as the tables that rules run over.

import Columns
package import Kernel
import Registry
package import Screening
import Sheets
import Snapshots

extension BulkRegister {
  /// The city as a store that had imported the files would give it, on any day: files know no earlier state.
  /// - Parameters:
  ///   - ids: by person in the order of the city; nil where only rules will look at persons, who then have no
  ///     ids, counties and names.
  ///   - reads: the fields that somebody will read, by record and name; nil for all. Others are left out.
  package func city(
    asOf day: Day, ids: [Int64]? = nil, reads: (@Sendable (String, String) -> Bool)? = nil
  ) -> City {
    let layout = BulkLayout(self, asOf: day, reads: reads ?? { _, _ in true })
    // The longest first, so that no thread is left with it alone at the end.
    let tasks = layout.tasks(areNamed: ids != nil)
    let pieces = Shares.each(tasks.count) { tasks[$0]() }
    var tables: [String: Table] = [:]
    var (homes, names): ([Int32], TextColumn) = ([], TextColumn([]))
    var columns: [BulkLayout.Owner: [String: Column]] = [:]
    var lists: [BulkLayout.Owner: [String: ChildList]] = [:]
    for piece in pieces {
      switch piece {
      case .column(let owner, let name, let column): columns[owner, default: [:]][name] = column
      case .children(let owner, let name, let table, let list):
        tables[table.recordType] = table
        lists[owner, default: [:]][name] = list
      case .ledger(let table): tables[table.recordType] = table
      case .homes(let all): homes = all
      case .names(let all): names = all
      }
    }
    // Files tell of nobody's cases.
    for cases in CityCaseStore.none(parentCount: households.order.count) {
      tables[cases.table.recordType] = cases.table
      lists[.household, default: [:]][cases.name] = cases.list
    }
    let groups = layout.groups
    tables["Group"] = Table(
      "Group", rowCount: groups.codes.count, columns: ["code": Column.ints(groups.codes)],
      lists: lists[.group] ?? [:])
    tables["Person"] = Table(
      "Person", rowCount: persons.order.count, columns: columns[.person] ?? [:], lists: lists[.person] ?? [:])
    var own = lists[.household] ?? [:]
    own["members"] = ChildList(table: "Person", offsets: persons.memberOffsets(of: households.order.count))
    tables["Household"] = Table(
      "Household", rowCount: households.order.count, columns: columns[.household] ?? [:], lists: own,
      references: ["group": Reference(table: "Group", rows: groups.rows)])
    return City(
      asOf: day, frame: Frame(tables), numbers: layout.numbers, places: layout.places,
      personIDs: ids ?? [], personHomes: homes, personNames: names)
  }
}

/// The pieces of the layout, as tasks that can run side by side.
struct BulkLayout {
  enum Owner { case household, person, group }

  enum Piece: Sendable {
    case column(Owner, String, Column)
    case children(Owner, String, Table, ChildList)
    /// A table that hangs under nothing.
    case ledger(Table)
    case homes([Int32])
    case names(TextColumn)
  }

  let register: BulkRegister
  let day: Day
  let reads: @Sendable (String, String) -> Bool
  let numbers: [Int64]
  let places: [Int64]
  /// Groups that have households, and by household the row of its group.
  let groups: (codes: [Int64], rows: [Int32])

  init(_ register: BulkRegister, asOf day: Day, reads: @escaping @Sendable (String, String) -> Bool) {
    (self.register, self.day, self.reads) = (register, day, reads)
    let (scan, order) = (register.households.scan, register.households.order)
    numbers = BulkColumn.gathered(scan.columns[BulkHouseholds.number].longs, order)
    places = BulkColumn.gathered(scan.columns[BulkHouseholds.place].longs, order)
    var codes: [Int64] = []
    var rows: [Int32] = []
    rows.reserveCapacity(places.count)
    // Households stand in the order of their places: a group begins where the code changes.
    for place in places {
      if codes.last != place { codes.append(place) }
      rows.append(Int32(codes.count - 1))
    }
    groups = (codes, rows)
  }

  /// By person: the county that keeps the row.
  private var homes: [Int32] {
    let (order, households) = (register.persons.order, register.persons.households)
    return order.map { Int32(places[Int(households[Int($0)])] / 1_000_000_000) }
  }

  /// By person.
  private var names: TextColumn {
    let (order, scan) = (register.persons.order, register.persons.scan)
    let references = scan.columns[BulkPersons.name].longs
    var bytes: [UInt8] = []
    var offsets: [Int32] = [0]
    bytes.reserveCapacity(order.count * 12)
    offsets.reserveCapacity(order.count + 1)
    for row in order {
      bytes.append(contentsOf: scan.text(references[Int(row)]))
      offsets.append(Int32(bytes.count))
    }
    guard let column = TextColumn(bytes: bytes, offsets: offsets) else {
      preconditionFailure("lengths add up to offsets")
    }
    return column
  }

  func tasks(areNamed: Bool) -> [@Sendable () -> Piece] {
    let layout = self
    var tasks: [@Sendable () -> Piece] = []
    if areNamed { tasks = [{ .names(layout.names) }, { .homes(layout.homes) }] }
    let feeds = register.feeds.sorted { $0.subjects.count > $1.subjects.count }
    for feed in feeds {
      tasks.append { feed.kind.key == .place ? layout.ledger(feed) : layout.children(of: feed) }
    }
    for kind in FeedKind.all where !feeds.contains(where: { $0.kind.name == kind.name }) {
      tasks.append { layout.nothing(of: kind) }
    }
    tasks.append { layout.incomes }
    for (column, name) in BulkLayout.personFields where reads("Person", name) {
      tasks.append { layout.person(name, layout.register.persons.scan.columns[column]) }
    }
    if reads("Person", "age") { tasks.append { layout.ages } }
    if reads("Person", "id_checked") { tasks.append { layout.checks } }
    for name in ["number", "county", "type", "resettled", "housing_grade", "water_safe", "registered_year"]
    where reads("Household", name) {
      tasks.append { .column(.household, name, layout.household(name)) }
    }
    return tasks
  }

  /// Columns of the scan of persons, by the names of the vocabulary.
  private static let personFields = [
    (BulkPersons.wage, "monthly_wage"), (BulkPersons.birth, "birth"), (BulkPersons.sex, "sex"),
    (BulkPersons.relation, "relation"), (6, "education"), (7, "school_status"), (8, "health"), (9, "labour"),
    (10, "disability_level"), (11, "medical_insured"), (12, "pension_insured"), (13, "work_place"),
    (14, "work_months"),
  ]

  private func person(_ name: String, _ column: HeldColumn) -> Piece {
    let order = register.persons.order
    return switch name {
    case "birth": .column(.person, name, BulkColumn.days(column, order))
    case "medical_insured", "pension_insured": .column(.person, name, BulkColumn.bools(column, order))
    default: .column(.person, name, BulkColumn.ints(column, order))
    }
  }

  private var ages: Piece {
    let births = register.persons.scan.columns[BulkPersons.birth].ints
    return .column(
      .person, "age", CityStore.ages(BulkColumn.gathered(births, register.persons.order), on: day))
  }

  /// Numbers whose check character is wrong are kept negative.
  private var checks: Piece {
    let numbers = register.persons.scan.columns[BulkPersons.citizen].longs
    return .column(
      .person, "id_checked",
      Column(.bool(BulkColumn.gathered(numbers, register.persons.order).map { $0 < 0 ? 0 : 1 })))
  }

  private func household(_ name: String) -> Column {
    let (bulk, order) = (register.households, register.households.order)
    let columns = bulk.scan.columns
    switch name {
    case "number": return BulkColumn.ints(columns[BulkHouseholds.number], order)
    case "county": return Column.ints(places.map { $0 / 1_000_000_000 })
    case "type": return BulkColumn.ints(columns[BulkHouseholds.type], order)
    case "resettled": return BulkColumn.bools(columns[BulkHouseholds.resettled], order)
    case "housing_grade": return BulkColumn.optional(columns[BulkHouseholds.grade], order)
    case "water_safe": return BulkColumn.optional(columns[BulkHouseholds.water], order, isBool: true)
    default:
      guard let year = bulk.registeredYear else { return Column.ints(order.map { _ in nil }) }
      return BulkColumn.optional(columns[year], order)
    }
  }
}
