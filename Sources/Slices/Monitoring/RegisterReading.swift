// Takes a register out: asked for with a reason, journalled, then written as a workbook.

package import Access
import Casework
import Database
import Entrance
package import Kernel
import Registry
import Rules
import Sheets

/// What of which place is taken out, and why.
package struct RegisterRequest: Equatable, Sendable {
  package let register: Register
  package let place: PlaceCode
  package let reason: String
  /// Whether identity numbers and telephones are told whole.
  package let isWhole: Bool

  package init(_ register: Register, of place: PlaceCode, reason: String, isWhole: Bool = false) {
    (self.register, self.place, self.reason, self.isWhole) = (register, place, reason, isWhole)
  }

  /// The name under which a browser keeps it.
  package var fileName: String { "\(register.rawValue)-\(place.short).xlsx" }
}

extension Monitoring {
  /// So many episodes one register may have.
  package static let mostEntries = 20_000

  /// The register as a workbook. Its taking is in the journal before a byte of it leaves.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `access.look.reason`,
  /// `monitoring.register.large`, those of `Workbook`.
  package func register(_ request: RegisterRequest, _ asking: Asking) throws(Problem) -> [UInt8] {
    try workbook(request, try taken(request, asking), asking)
  }

  /// The same as JSON. **Shape**: titles of columns, and rows of texts and numbers in their order.
  package func registerJSON(_ request: RegisterRequest, _ asking: Asking) throws(Problem) -> String {
    let taken = try taken(request, asking)
    var rows: [String] = []
    eachRow(request, taken, asking) { (cells) throws(Never) in
      rows.append(JSONText.array(cells.map(\.json)))
    }
    return JSONText.object([
      "register": JSONText.quoted(request.register.rawValue), "place": JSONText.quoted(request.place.short),
      "columns": JSONText.array(request.register.columns.map { JSONText.quoted($0.title) }),
      "rows": JSONText.array(rows),
    ])
  }

  private func taken(_ request: RegisterRequest, _ asking: Asking) throws(Problem) -> [RegisterEntry] {
    try asking.visitor?.demand(.episodeRead)
    try asking.visitor?.demand(.householdExport)
    if request.isWhole { try asking.visitor?.demand(.personReveal) }
    try asking.visitor?.demand(request.place, or: AccessProblems.place(request.place))
    let reason = try JournalLook.reason(request.reason)
    let taken = try database.read { (connection) throws(Problem) in
      try entries(of: request, asking, on: connection)
    }
    try database.write { (connection) throws(Problem) in
      let look: JournalLook = request.isWhole ? .reveal : .export
      try look.record(
        asking.act, as: asking.visitor,
        subject: "register \(request.register.rawValue) \(request.place.short)",
        about: JournalSubject(place: request.place),
        details: JSONText.object(["entries": String(taken.count)]), reason: reason, on: connection)
    }
    return taken
  }

  private func eachRow<Fault>(
    _ request: RegisterRequest, _ entries: [RegisterEntry], _ asking: Asking,
    _ body: ([WorkbookCell]) throws(Fault) -> Void
  ) throws(Fault) {
    var number = 0
    for entry in entries {
      switch request.register {
      case .ledger:
        number += 1
        try body(LedgerRow.cells(entry, number: number, on: asking.today))
      case .national:
        guard let household = entry.household else { continue }
        for person in household.members {
          number += 1
          try body(NationalRow.cells(entry, household, person, number: number, on: asking.today))
        }
      }
    }
  }

  private func workbook(
    _ request: RegisterRequest, _ entries: [RegisterEntry], _ asking: Asking
  ) throws(Problem) -> [UInt8] {
    let title = request.register.title.zh
    let mark = "\(asking.mark) 导出，仅限本岗位工作使用"
    return try Workbook.bytes(title: title, at: asking.act.at) { (book) throws(Problem) in
      try book.beginSheet(title, mark: mark, request.register.columns)
      try eachRow(request, entries, asking) { (cells) throws(Problem) in try book.add(cells) }
    }
  }

  private func entries(
    of request: RegisterRequest, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [RegisterEntry] {
    let rows = try WorkListStore.register(
      in: request.place, onlyRegistered: request.register == .national, limit: Monitoring.mostEntries + 1,
      on: connection)
    guard rows.count <= Monitoring.mostEntries else {
      throw MonitoringProblems.registerLarge(Monitoring.mostEntries)
    }
    var names: [PlaceCode: PlaceNames] = [:]
    var entries: [RegisterEntry] = []
    for row in rows where sees(row.episode, asking) {
      let (place, county) = (row.episode.place, row.episode.id.county)
      let known: PlaceNames
      if let found = names[place] {
        known = found
      } else {
        known = try PlaceNames(of: place, on: asking.today, connection)
        names[place] = known
      }
      let heads = try HouseholdQueryStore.heads(of: [row.episode.household], county: county, on: connection)
      entries.append(
        RegisterEntry(
          row: row, head: heads[row.episode.household] ?? "", places: known.names,
          measures: try MeasureStore.measures(
            ofEpisode: row.episode.id.number, county: county, on: connection),
          household: request.register == .ledger
            ? nil : try household(of: row.episode, isWhole: request.isWhole, asking, on: connection)))
    }
    return entries
  }

  private func household(
    of episode: Episode, isWhole: Bool, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> NationalHousehold? {
    let (county, number) = (episode.id.county, episode.household)
    let record = try HouseholdQueryStore.household(
      county: county, number: number, asOf: asking.today, on: connection)
    guard let record else { return nil }
    let sight = RegisterSight(asking.visitor)
    let living = record.members.filter { $0.death == nil }
    let phone =
      try PersonalDataStore.reveal(.phone, ofHousehold: number, county: county, on: connection) ?? ""
    let net = sight.seesIncome ? record.incomes.last?.net : nil
    return NationalHousehold(
      members: living.map { sight.person($0, isWhole: isWhole) },
      isOutOfPoverty: record.type == .outOfPoverty || record.registeredYear != nil,
      registeredYear: record.registeredYear,
      housingGrade: sight.handles("housing") ? record.housingGrade : nil,
      isWaterSafe: sight.handles("water") ? record.isWaterSafe : nil,
      incomePerHead: living.isEmpty ? nil : net.map { Money(fen: $0 / Int64(living.count)) },
      phone: isWhole ? phone : phone.isEmpty ? "" : Mask.phone(phone))
  }
}

/// What of a household is its reader's business, as on the household's page: departments see their own.
private struct RegisterSight {
  private let visitor: Visitor?

  init(_ visitor: Visitor?) { self.visitor = visitor }

  var seesIncome: Bool { visitor?.subject?.seesIncome ?? true }
  private var seesHealth: Bool { handles("disability") }
  private var seesWork: Bool { handles("employment") || seesIncome && seesHealth }

  func handles(_ feed: String) -> Bool { visitor?.handles(feed: feed) ?? true }

  func person(_ member: MemberRecord, isWhole: Bool) -> NationalPerson {
    let isStudent = member.schoolStatus != 0
    return NationalPerson(
      id: member.id.number, name: member.name,
      citizen: isWhole ? member.citizen.text : member.citizen.masked,
      relation: RegisterWords.relation(member.relation),
      // Exactly one of the two is told of a person.
      education: isStudent ? "" : RegisterWords.education(member.education),
      schooling: isStudent ? RegisterWords.word("school", member.schoolStatus) : "",
      health: seesHealth ? RegisterWords.word("health", member.health) : "",
      labour: seesHealth || seesWork ? RegisterWords.word("labour", member.labour) : "",
      workMonths: seesWork ? member.workMonths : nil)
  }
}
