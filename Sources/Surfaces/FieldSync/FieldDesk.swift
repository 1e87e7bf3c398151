// The desk behind the field app: who asks, for which area, from which phone, and what they send.

package import Access
package import Database
package import Kernel
import Registry

/// What the app is told of the city's words and of other lines of work; filled where slices are known.
package struct FieldWorld: Sendable {
  package let kinds: [FieldKind]
  /// Codes and titles of causes, in order.
  package let causes: [(code: String, title: Text)]
  /// Accounts of income, in order: A to D are income, E is cost.
  package let accounts: [(code: String, title: Text)]
  /// What the steps of cases are called, by name.
  package let steps: [(name: String, title: Text)]
  /// What is mine today.
  package let duties: @Sendable (Visitor, Act) throws(Problem) -> [FieldDuty]
  /// Households that I help.
  package let mine: @Sendable (Visitor, PlaceCode) throws(Problem) -> [HouseholdKey]
  /// What I have not read, the newest first.
  package let messages: @Sendable (Visitor) throws(Problem) -> [FieldMessage]

  package init(
    kinds: [FieldKind], causes: [(code: String, title: Text)], accounts: [(code: String, title: Text)],
    steps: [(name: String, title: Text)],
    duties: @escaping @Sendable (Visitor, Act) throws(Problem) -> [FieldDuty],
    mine: @escaping @Sendable (Visitor, PlaceCode) throws(Problem) -> [HouseholdKey],
    messages: @escaping @Sendable (Visitor) throws(Problem) -> [FieldMessage] = { _ in [] }
  ) {
    (self.kinds, self.causes, self.accounts, self.steps) = (kinds, causes, accounts, steps)
    (self.duties, self.mine, self.messages) = (duties, mine, messages)
  }
}

package struct FieldDesk: Sendable {
  private let database: Database
  private let door: Door
  let world: FieldWorld
  /// Without contact for so long, a phone forgets its households by itself. **Unit**: days.
  package static let keepDays = 7
  /// Households on one page of changes: some 30 KB before packing.
  static let pageSize = 150

  /// - Parameter door: that of the same store.
  package init(_ database: Database, door: Door, world: FieldWorld) {
    (self.database, self.door, self.world) = (database, door, world)
  }

  // MARK: areas

  /// The areas that a visitor may take on a phone: their own village or group, else the villages of their
  /// township.
  /// **Problems**: `field.area.subject`, `field.area.large` for posts over a county or city.
  func areas(of visitor: Visitor, on day: Day) throws(Problem) -> [Place] {
    guard visitor.subject == nil else { throw FieldProblems.lineOfWork }
    return try database.read { (connection) throws(Problem) in
      switch visitor.place.level {
      case .village, .group:
        return try PlaceStore.place(visitor.place, asOf: day, on: connection).map { [$0] } ?? []
      case .township: return try PlaceStore.children(of: visitor.place, asOf: day, on: connection)
      default: throw FieldProblems.largeArea
      }
    }
  }

  /// The groups of an area with their names, for lists on the phone.
  func groups(of area: PlaceCode, on day: Day) throws(Problem) -> [Place] {
    try database.read { (connection) throws(Problem) in
      area.level == .village ? try PlaceStore.children(of: area, asOf: day, on: connection) : []
    }
  }

  /// What changed in an area behind a number.
  /// **Problems**: `field.area.unknown`, also for a neighbour's; those of `areas`.
  func changes(of area: PlaceCode, since: Int64, for visitor: Visitor) throws(Problem) -> FieldChanges {
    for permission in [Permission.householdRead, .clueRead, .episodeRead] { try visitor.demand(permission) }
    guard visitor.subject == nil else { throw FieldProblems.lineOfWork }
    try visitor.demand(area, or: FieldProblems.unknownArea)
    guard area.level >= .village else { throw FieldProblems.largeArea }
    let told = try database.read { (connection) throws(Problem) in try page(area, since, on: connection) }
    if let told { return told }
    return try database.write { (connection) throws(Problem) in
      let feed = FieldFeed(area, try FieldAreaStore.households(in: area, on: connection))
      let last = try FieldAreaStore.sequence(of: area, on: connection)
      for row in feed.news(since: try FieldAreaStore.rows(of: area, on: connection), last: last) {
        try FieldAreaStore.keep(row, of: area, on: connection)
      }
      guard let told = try page(area, since, on: connection) else {
        preconditionFailure("what was numbered just now is known")
      }
      return told
    }
  }

  /// Nil where something changed that has no number yet.
  private func page(
    _ area: PlaceCode, _ since: Int64, on connection: Connection
  ) throws(Problem) -> FieldChanges? {
    let feed = FieldFeed(area, try FieldAreaStore.households(in: area, on: connection))
    let last = try FieldAreaStore.sequence(of: area, on: connection)
    let told = try FieldAreaStore.rows(of: area, on: connection)
    guard feed.news(since: told, last: last).isEmpty else { return nil }
    guard since <= last else {
      return FieldChanges(
        area: area, sequence: 0, isReset: true, hasMore: last > 0, households: [], gone: [])
    }
    let numbered = try FieldAreaStore.rows(
      of: area, after: since, limit: FieldDesk.pageSize + 1, on: connection)
    return feed.changes(since: since, numbered: numbered, page: FieldDesk.pageSize, last: last)
  }

  // MARK: records

  /// Takes the records of a phone in their order, each for itself.
  /// **Shape**: one receipt for each, in the same order.
  func take(
    _ records: [PhoneSending.Read], _ asking: Asking
  ) async -> [(key: String, receipt: FieldReceipt)] {
    var receipts: [(key: String, receipt: FieldReceipt)] = []
    for record in records {
      let receipt: FieldReceipt
      switch record {
      case .unreadable: receipt = FieldReceipt(.invalid, FieldProblems.unreadable.message)
      case .record(let record): receipt = await take(record, asking)
      }
      receipts.append((record.key, receipt))
    }
    return receipts
  }

  private func take(_ record: FieldRecord, _ asking: Asking) async -> FieldReceipt {
    do throws(Problem) {
      guard let kind = world.kinds.first(where: { $0.name == record.kind }) else {
        throw FieldProblems.unknownKind(record.kind)
      }
      guard record.made.milliseconds <= asking.act.at.milliseconds + 86_400_000 else {
        throw FieldProblems.future
      }
      if let permission = kind.permission { try asking.visitor?.demand(permission) }
      return try await kind.apply(record, Asking(asking.act, as: asking.visitor, key: record.key))
    } catch {
      return FieldReceipt(error.kind == .notFound ? .gone : .invalid, error.message)
    }
  }

  // MARK: phones

  /// Makes a phone known. **Problems**: `access.visitor.none`.
  func enrol(_ device: String, label: String, _ asking: Asking) throws(Problem) {
    let command = Command(
      "phone.enrol", permission: nil, key: asking.key, body: "\(device) \(label)")
    _ = try door.run(command, by: asking.act, as: asking.visitor) { (connection) throws(Problem) in
      let known = try FieldDeviceStore.device(device, on: connection)
      if let known, known.isWiped { throw FieldProblems.wiped }
      try FieldDeviceStore.enrol(
        device, account: asking.act.actor, label: label, at: asking.act.at, on: connection)
      return Outcome(
        subject: "phone \(device.prefix(8))", details: JSONText.object(["label": JSONText.quoted(label)]))
    }
  }

  /// Whether a phone of the asker's may have data. Told once an hour that it was seen.
  /// **Problems**: `field.device.unknown`, `field.device.wiped`.
  func demand(_ device: String, _ asking: Asking) throws(Problem) {
    let known = try database.read { (connection) throws(Problem) in
      try FieldDeviceStore.device(device, on: connection)
    }
    guard let known, known.account == asking.act.actor else { throw FieldProblems.unknownPhone }
    guard !known.isWiped else { throw FieldProblems.wiped }
    if asking.act.at.milliseconds - known.seenAt.milliseconds >= 3_600_000 {
      database.group.note { (connection) throws(Problem) in
        try FieldDeviceStore.see(device, at: asking.act.at, on: connection)
      }
    }
  }

  /// Whether a phone has to forget everything; that it was told so is kept.
  func mustForget(_ device: String, at instant: Instant) throws(Problem) -> Bool {
    let known = try database.read { (connection) throws(Problem) in
      try FieldDeviceStore.device(device, on: connection)
    }
    guard let known, known.isWiped else { return false }
    if known.wipeToldAt == nil {
      try database.write { (connection) throws(Problem) in
        try FieldDeviceStore.tellWipe(device, at: instant, on: connection)
      }
    }
    return true
  }

  /// The phones of an account; one's own for everybody, others' for who manages accounts.
  /// **Problems**: `access.permission.missing`.
  func devices(of account: String, _ asking: Asking) throws(Problem) -> [FieldDevice] {
    try demandManaged(account, asking)
    return try database.read { (connection) throws(Problem) in
      try FieldDeviceStore.devices(of: account, on: connection)
    }
  }

  /// Wishes that a phone forgets everything at its next contact.
  /// **Problems**: `field.device.none`, `access.permission.missing`.
  func wipe(_ device: String, of account: String, _ asking: Asking) throws(Problem) {
    try demandManaged(account, asking)
    let command = Command("phone.wipe", permission: nil, key: asking.key, body: "\(account) \(device)")
    _ = try door.run(command, by: asking.act, as: asking.visitor) { (connection) throws(Problem) in
      let known = try FieldDeviceStore.device(device, on: connection)
      guard let known, known.account == account else { throw FieldProblems.noPhone }
      try FieldDeviceStore.wishWipe(device, by: asking.act.actor, at: asking.act.at, on: connection)
      return Outcome(
        subject: "phone \(device.prefix(8))",
        details: JSONText.object(["account": JSONText.quoted(account)]))
    }
  }

  private func demandManaged(_ account: String, _ asking: Asking) throws(Problem) {
    if account != asking.act.actor { try asking.visitor?.demand(.accountManage) }
  }
}
