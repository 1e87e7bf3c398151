// SQL and file of the city's snapshot beside its store: made anew where it is not right.

package import Access
import Casework
import Columns
package import Database
package import Kernel
import Registry
import Snapshots

/// A city with the state of the register that it shows.
package struct LoadedCity: Sendable {
  package let city: City
  /// Names the state of the register: it changes with every change but those of screening.
  package let state: String
  /// The last touch of cases that it shows: cases change from hour to hour, and are read apart from the rest.
  package let cases: Int64
  /// Where the city was read.
  package let source: Source
  /// Why the snapshot could not be written, nil where it was or needed not to be.
  package let refusal: Problem?

  package enum Source: Sendable { case snapshot, store }
}

/// `STORE.city` holds the city as columns, the state of the register it was read from, and the days for which
/// it is the same. It is never needed: whatever is wrong with it, the store is read and it is written again.
package enum CitySnapshotStore {
  /// Rises whenever a city is laid out otherwise for the same register.
  private static let form = "2"

  package static func path(of store: String) -> String { store + ".city" }

  /// The whole city on a day.
  /// **Shape**: as `CityStore.load` answers; `store` is the store's path, nil for one in memory.
  package static func load(
    asOf day: Day, beside store: String?, on connection: Connection
  ) throws(Problem) -> LoadedCity {
    let state = try state(on: connection)
    let cases = try CaseTouchStore.last(on: connection)
    if let store, let city = saved(path(of: store), state: state, asOf: day) {
      let whole = cases == 0 ? city : try CityCaseStore.refreshed(city, on: connection)
      return LoadedCity(city: whole, state: state, cases: cases, source: .snapshot, refusal: nil)
    }
    let city = try CityStore.load(.everything, asOf: day, on: connection)
    var refusal: Problem?
    if let store {
      let days = try sameDays(as: day, on: connection)
      do throws(Problem) {
        try save(city, state: state, days: days, to: path(of: store))
      } catch {
        // The folder may be read-only: the next command reads the store again.
        refusal = error
      }
    }
    return LoadedCity(city: city, state: state, cases: cases, source: .store, refusal: refusal)
  }

  /// The whole city on another day than that which the snapshot is kept for: read from it where it says the
  /// same of both, else from the store, and never written.
  package static func past(
    asOf day: Day, beside store: String?, on connection: Connection
  ) throws(Problem) -> City {
    if let store, let city = saved(path(of: store), state: try state(on: connection), asOf: day) {
      return try CityCaseStore.refreshed(city, on: connection)
    }
    return try CityStore.load(.everything, asOf: day, on: connection)
  }

  /// Writes a city that was laid out without the store beside it, and that is the same on all days.
  /// **Problems**: those of the file.
  package static func keep(_ city: City, beside store: String, on connection: Connection) throws(Problem) {
    try save(
      city, state: try state(on: connection), days: .distantPast..<(.distantFuture), to: path(of: store))
  }

  /// Actions that leave the register as it is: looks, sign-ins, posts and casework must not have the city
  /// loaded anew.
  static let notOfTheRegister = [
    "screening.%", "household.export", "household.open%", "person.reveal", "session.%", "account.%", "post.%",
    "password.%", "code.%", "link.%", "key.%", "journal.%", "store.backup", "door.%", "ledger.%",
    "figure.%", "clue.%", "episode.%", "measure.%", "visit.%", "judgement.%", "report.%", "helper.%",
    "evidence.%", "duty.%", "deliberation.%", "phone.%", "view.%", "message.%",
  ]

  /// The state of the register, equal as long as nothing but screening and casework was done.
  package static func state(on connection: Connection) throws(Problem) -> String {
    var mark = JournalMark()
    return try state(since: &mark, on: connection)
  }

  /// The same for one who asks again and again: only what came since the last time is looked through.
  package static func state(
    since mark: inout JournalMark, on connection: Connection
  ) throws(Problem) -> String {
    let last = try JournalStore.mark(without: notOfTheRegister, since: &mark, on: connection)
    // A file that is being imported has its entry in the journal, but not one for each piece.
    return "\(try ImportStore.revision(on: connection)) \(last)"
  }

  /// The days around a day on which the register says the same: ages apart, the city of one is that of all.
  /// **Shape**: from the last day on which a row came or went to the next one, that one not included.
  static func sameDays(as day: Day, on connection: Connection) throws(Problem) -> Range<Day> {
    let columns =
      [
        ("household", "gone_on"), ("living_condition", "from_day"), ("membership", "from_day"),
        ("membership", "to_day"),
      ] + FeedKind.all.map { ($0.table, "gone_on") }
    var (from, until) = (Day.distantPast, Day.distantFuture)
    for (table, column) in columns {
      let turns = try connection.row(
        """
        SELECT MAX(CASE WHEN \(column) <= ? THEN \(column) END),
          MIN(CASE WHEN \(column) > ? THEN \(column) END) FROM \(table) WHERE \(column) IS NOT NULL
        """, [.day(day), .day(day)]
      ) { (row) throws(Problem) in (last: row.optionalDay(0), next: row.optionalDay(1)) }
      if let last = turns?.last { from = max(from, last) }
      if let next = turns?.next { until = min(until, next) }
    }
    return from..<until
  }

  // The file.

  /// What the tables of a city are called: another version of the program may know others.
  private static var shape: String {
    let feeds = FeedKind.all.map { "\($0.recordType)(\($0.columns.map(\.name).joined(separator: " ")))" }
    return (["form \(form)"] + CityReader.personFields + feeds).joined(separator: " ")
  }

  private static func save(
    _ city: City, state: String, days: Range<Day>, to path: String
  ) throws(Problem) {
    var tables = city.frame.tables
    if let person = tables["Person"] { tables["Person"] = person.with(age: nil) }
    // Cases are not of the register: they are read from the store each time.
    for list in CityCaseStore.none(parentCount: 0) {
      tables[list.table.recordType] = nil
      if let household = tables["Household"] {
        tables["Household"] = household.with(lists: household.lists.filter { $0.key != list.name })
      }
    }
    let snapshot = FrameSnapshot(
      head: [
        "shape": shape, "state": state, "from": String(days.lowerBound.number),
        "until": String(days.upperBound.number),
      ], frame: Frame(tables),
      wide: ["numbers": city.numbers, "places": city.places, "personIDs": city.personIDs],
      narrow: ["personHomes": city.personHomes], texts: ["personNames": city.personNames])
    try FrameFile.write(snapshot, to: path)
  }

  /// The city of a file, nil where it is another's, another day's, damaged or not there.
  private static func saved(_ path: String, state: String, asOf day: Day) -> City? {
    guard let head = try? FrameFile.head(path), head["shape"] == shape, head["state"] == state,
      let from = head["from"].flatMap({ Int32($0) }), let until = head["until"].flatMap({ Int32($0) }),
      from <= day.number, day.number < until, let snapshot = try? FrameFile.read(path), snapshot.head == head
    else { return nil }
    return city(of: snapshot, asOf: day)
  }

  private static func city(of snapshot: FrameSnapshot, asOf day: Day) -> City? {
    var tables = snapshot.frame.tables
    guard let numbers = snapshot.wide["numbers"], let places = snapshot.wide["places"],
      let personIDs = snapshot.wide["personIDs"], let personHomes = snapshot.narrow["personHomes"],
      let names = snapshot.texts["personNames"], let person = tables["Person"],
      case .day(let births)? = person.columns["birth"]?.storage,
      tables["Household"]?.rowCount == numbers.count,
      places.count == numbers.count,
      [personIDs.count, personHomes.count, names.count].allSatisfy({ $0 == person.rowCount })
    else { return nil }
    tables["Person"] = person.with(age: CityStore.ages(births, on: day))
    return City(
      asOf: day, frame: Frame(tables), numbers: numbers, places: places, personIDs: personIDs,
      personHomes: personHomes, personNames: names
    ).with(CityCaseStore.none(parentCount: numbers.count))
  }
}

extension Table {
  /// The same rows with another age, or with none.
  fileprivate func with(age: Column?) -> Table {
    var columns = columns
    columns["age"] = age
    return Table(recordType, rowCount: rowCount, columns: columns, lists: lists, references: references)
  }
}

/// A state of the register, as `CitySnapshotStore.state` names it, taken apart.
private struct RegisterState {
  let revision: Int64
  /// By county, the sequence of the last entry of the journal that counted.
  private(set) var entries: [Int64: Int64] = [:]

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let revision = words.first.flatMap({ Int64($0) }) else { return nil }
    self.revision = revision
    for word in words.dropFirst() {
      let parts = word.split(separator: ":")
      guard parts.count == 3, let county = Int64(parts[0]), let sequence = Int64(parts[1]) else { return nil }
      entries[county] = sequence
    }
  }
}

extension CitySnapshotStore {
  /// The households that imports, and changes of single households, concern since a state.
  /// **Shape**: ascending; nil where there are more than `most`, and where something changed that is no
  /// matter of single households: a complete sheet, whose missing rows name nobody, the places, a ledger of
  /// places, or whatever else the journal tells of.
  package static func households(
    changedSince state: String, most: Int, on connection: Connection
  ) throws(Problem) -> [Int64]? {
    guard let known = RegisterState(state),
      var found = try ofJournal(since: known, most: most, on: connection)
    else { return nil }
    for file in try ImportStore.files(after: known.revision, on: connection) {
      if file.counts.total > 0, file.counts.changes == 0 { continue }
      let isOfHouseholds =
        ["households", "persons"].contains(file.kind)
        || FeedKind.named(file.kind).map { $0.key != .place } ?? false
      guard isOfHouseholds, !file.isComplete, file.counts.changes <= most,
        let own = try TouchedStore.households(
          ofImport: file.number, kind: file.kind, most: most, on: connection)
      else { return nil }
      found.formUnion(own)
    }
    return found.count <= most ? found.sorted() : nil
  }

  /// Imports have their own ledger; of all else the entry has to name its household.
  private static func ofJournal(
    since known: RegisterState, most: Int, on connection: Connection
  ) throws(Problem) -> Set<Int64>? {
    var found: Set<Int64> = []
    let others = notOfTheRegister + ["import.%"]
    let entries = try JournalStore.subjects(
      without: others, after: known.entries, most: most + 1, on: connection)
    for household in entries {
      guard let household else { return nil }
      found.insert(household)
    }
    return entries.count <= most ? found : nil
  }
}
