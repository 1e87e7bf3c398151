// A whole register with its feeds, read from files into columns, checked and linked.

package import Kernel
package import Registry
package import Sheets

/// What files hold when nothing was known before. Every row is judged as an import into an empty store would.
package struct BulkRegister: Sendable {
  /// One file: what became of its rows.
  package struct File: Sendable {
    package let sheet: Sheet
    package let kind: SheetKind
    package let counts: ImportCounts
    /// In order of line.
    package let refusals: [BulkRefusal]
    /// Where the sheet ends: bytes, and the line on which a next row could begin.
    let end: (offset: Int, line: Int)
  }

  /// In the order in which files build on one another.
  package let files: [File]
  let places: BulkPlaces
  let households: BulkHouseholds
  let persons: BulkPersons
  let feeds: [BulkFeed]

  /// - Parameters:
  ///   - stretchBytes: how much of a sheet a thread reads at a time.
  ///   - report: told before each stage what it is.
  /// **Problems**: `exchange.bulk.twice` where two sheets are of one kind (which is the younger is for an
  /// import to say), `exchange.bulk.lacks` without places, households or persons.
  package init(
    _ sheets: [(sheet: Sheet, kind: SheetKind)], stretchBytes: Int = 2 << 20,
    report: (Text) -> Void = { _ in }
  ) throws(Problem) {
    let sheets = sheets.sorted { ($0.kind.rank, $0.sheet.path) < ($1.kind.rank, $1.sheet.path) }
    for (sheet, next) in zip(sheets, sheets.dropFirst()) where sheet.kind.name == next.kind.name {
      throw ExchangeProblems.twoSheets(of: sheet.kind, sheet.sheet.name, next.sheet.name)
    }
    guard BulkRegister.isWhole(sheets.map(\.kind)) else { throw ExchangeProblems.noRegister() }
    let (places, homes, people) = (sheets[0].sheet, sheets[1].sheet, sheets[2].sheet)
    let feedReadings = sheets.dropFirst(3).compactMap { entry -> FeedReading? in
      guard case .feed(let kind) = entry.kind else { return nil }
      return FeedReading(kind, entry.sheet)
    }
    let (homeReading, personReading) = (HouseholdReading(homes), PersonReading(people))
    report(Text(zh: "读取文件…", en: "reading the files…"))
    let scans = SheetScan.read(
      [(homes, BulkHouseholds.cells(homeReading)), (people, BulkPersons.cells(personReading))]
        + zip(sheets.dropFirst(3), feedReadings).map { ($0.sheet, BulkFeed.cells($1)) },
      threads: Shares.threads, stretchBytes: stretchBytes)
    report(Text(zh: "核对并关联…", en: "checking and linking…"))
    self.places = BulkPlaces(places)
    var register = LinkedRegister(places: self.places)
    households = BulkHouseholds(scans[0], homeReading, in: register)
    register.households = households
    persons = BulkPersons(scans[1], personReading, of: households, in: register)
    register.persons = persons
    let linked = register
    feeds = Shares.each(feedReadings.count) { number in
      BulkFeed(scans[number + 2], feedReadings[number], in: linked) { cells in
        linked.subjects(of: cells, feedReadings[number].kind.key)
      }
    }
    let outcomes =
      [(self.places.counts, self.places.refusals, self.places.end)]
      + ([households.sheet, persons.sheet] + feeds.map(\.sheet)).map { ($0.counts, $0.refusals, $0.end) }
    files = zip(sheets, outcomes).map {
      File(sheet: $0.sheet, kind: $0.kind, counts: $1.0, refusals: $1.1, end: $1.2)
    }
  }

  /// Whether sheets hold the three registers, and no kind twice.
  static func isWhole(_ kinds: [SheetKind]) -> Bool {
    let names = Set(kinds.map(\.name))
    return names.count == kinds.count && ["regions", "households", "persons"].allSatisfy(names.contains)
  }

  package var summary: ImportSummary {
    var summary = ImportSummary()
    summary.files = files.enumerated().map { number, file in
      ImportSummary.File(
        name: file.sheet.name, kind: file.kind, counts: file.counts, number: Int64(number) + 1,
        isRepeated: false)
    }
    return summary
  }

  /// The quality report, as a store that had imported the files would give it.
  package var quality: [QualityLine] {
    var lines = files.compactMap { file -> QualityLine? in
      guard case .feed(let kind) = file.kind, kind.key != .group else { return nil }
      return kind.isExpected || file.counts.total > 0 ? QualityLine(kind.name, file.counts) : nil
    }
    for kind in FeedKind.all where kind.isExpected && kind.key != .group {
      if !lines.contains(where: { $0.kind == kind.name }) { lines.append(QualityLine(kind: kind.name)) }
    }
    var people = QualityLine(kind: "persons")
    people.badCheck = persons.sheet.counts.flagged
    people.accepted = persons.order.count
    var homes = QualityLine(kind: "households")
    homes.accepted = households.order.count
    return (lines + [people, homes]).sorted { $0.kind < $1.kind }
  }
}

/// What has been linked so far, as the reading of single rows asks for it.
struct LinkedRegister: KnownRegister, Sendable {
  let places: BulkPlaces
  var households: BulkHouseholds?
  var persons: BulkPersons?

  init(places: BulkPlaces) { self.places = places }

  func hasPlace(_ code: PlaceCode) -> Bool { places.row(of: code.number) >= 0 }

  func hasHousehold(_ number: Int64) -> Bool {
    var place = 0
    return households?.index.row(of: number, near: &place) != nil
  }

  /// The id is the person's row: files give no other.
  func person(_ citizen: CitizenID) -> (id: PersonID, home: Int64)? {
    guard let persons, let households else { return nil }
    let row = Int(persons.table.row(of: Int64(bitPattern: citizen.packed)))
    guard row >= 0 else { return nil }
    let home = Int(households.order[Int(persons.households[row])])
    let place = households.scan.columns[BulkHouseholds.place][home]
    return (PersonID(number: Int64(row) + 1), place / 1_000_000_000)
  }

  /// By cell: the row of the person, or where the group or place is listed; -1 where there is none.
  func subjects(of cells: UnsafeBufferPointer<Int64>, _ key: FeedKind.Key) -> [Int32] {
    switch key {
    case .person: persons?.table.rows(of: cells) ?? cells.map { _ in -1 }
    case .group: cells.map { places.row(ofGroup: $0) }
    case .place: cells.map { places.row(ofPlace: $0) }
    }
  }
}
