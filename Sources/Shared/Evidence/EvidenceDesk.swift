// The face of evidence: files come in through the door, and each look at one is on record.

package import Access
package import Casework
package import Database
package import Kernel
package import Vault

/// Files over one store.
package struct EvidenceDesk: Sendable {
  private let database: Database
  private let door: Door

  package init(_ database: Database, sealer: Sealer, chance: @escaping Chance) {
    self.database = database
    door = Door(database, sealer: sealer, chance: chance)
  }

  /// Adds a file to a record. The same content comes to the same record once: its number is answered again.
  /// Takes tenths of a second for a large picture: not for a thread that serves pages.
  /// **Problems**: `access.permission.missing`, `evidence.topic.unknown`, `.early`, `.full`, those of
  /// `EvidenceSteps`.
  package func add(
    _ bytes: [UInt8], note: String, to topic: EvidenceTopic, key: String = "", by act: Act,
    as visitor: Visitor?
  ) throws(Problem) -> EvidenceNumber {
    let note = try EvidenceSteps.read(note: note)
    let file = try EvidenceSteps.read(bytes)
    let digest = Digest.of(file.bytes)
    let command = Command(
      "evidence.add", permission: topic.kind.permission, key: key,
      body: "\(topic) \(Digest.hex(digest)) \(note)")
    let answer = try door.run(command, by: act, as: visitor, county: topic.county) {
      (connection) throws(Problem) in
      let home = try CaseSight(visitor).home(of: topic, on: connection)
      if let obstacle = home.obstacle { throw obstacle }
      try demandOwn(topic, visitor, on: connection)
      let known = try EvidenceStore.items(of: topic, on: connection)
      if let same = known.first(where: { $0.digest == digest }) { return outcome(same, home, isNew: false) }
      try EvidenceSteps.demandRoom(besides: known.count)
      let item = EvidenceItem(
        id: try EvidenceStore.next(county: topic.county, on: connection), topic: topic,
        household: home.household?.number, digest: digest, media: file.media, size: Int64(file.bytes.count),
        note: note, on: act.at.day(), by: act.actor)
      try EvidenceStore.add(item, file.bytes, on: connection)
      return outcome(item, home, isNew: true)
    }
    guard let id = EvidenceNumber(answer.text) else { preconditionFailure("a file's answer is its number") }
    return id
  }

  /// A department tells of its own measures alone.
  private func demandOwn(
    _ topic: EvidenceTopic, _ visitor: Visitor?, on connection: Connection
  ) throws(Problem) {
    guard topic.kind == .measure, let subject = visitor?.subject else { return }
    let id = MeasureNumber(county: topic.county, number: topic.number)
    let measure = try MeasureStore.measure(id, on: connection)
    guard measure?.plan.subject == subject.name else { throw EvidenceProblems.unknownTopic }
  }

  private func outcome(_ item: EvidenceItem, _ home: EvidenceHome, isNew: Bool) -> Outcome {
    let owner = item.household.map { FieldChange.Owner("household", $0) }
    return Outcome(
      answer: "\(item.id)", subject: "evidence \(item.id)",
      details: JSONText.object([
        "of": JSONText.quoted("\(item.topic)"), "digest": JSONText.quoted(Digest.hex(item.digest)),
        "media": JSONText.quoted(item.media.rawValue), "bytes": String(item.size), "new": String(isNew),
      ]), about: JournalSubject(place: home.place, household: item.household),
      changes: owner.map {
        isNew && !item.note.isEmpty ? [FieldChange("note", from: nil, to: item.note, of: $0)] : []
      } ?? [])
  }

  // MARK: looking

  /// The files of a record, and whether the visitor may add to it.
  /// **Problems**: `access.permission.missing`, `evidence.topic.unknown`.
  package func folder(of topic: EvidenceTopic, as visitor: Visitor?) throws(Problem) -> EvidenceFolder {
    try visitor?.demand(.episodeRead)
    return try database.read { (connection) throws(Problem) in
      let home = try CaseSight(visitor).home(of: topic, on: connection)
      return EvidenceFolder(
        topic: topic, household: home.household, items: try EvidenceStore.items(of: topic, on: connection),
        mayAdd: home.obstacle == nil && visitor?.may(topic.kind.permission) ?? true)
    }
  }

  /// The files of a household's visits, by visit, for who was shown the visits; none for a department that
  /// has nothing to do there now.
  package func ofVisits(
    _ household: HouseholdKey, as visitor: Visitor?
  ) throws(Problem) -> [Int64: [EvidenceItem]] {
    try database.read { (connection) throws(Problem) in
      guard try CaseSight(visitor).isOpenWork(household, on: connection) else { return [:] }
      let items = try EvidenceStore.items(
        ofHousehold: household.number, county: household.county, on: connection)
      return Dictionary(grouping: items.filter { $0.topic.kind == .visit }, by: \.topic.number)
    }
  }

  /// One file. Where it shows how people live, the look is put on record before it is shown.
  /// **Problems**: `access.permission.missing`, `evidence.unknown`, also for a neighbour's; those of
  /// `content`.
  package func look(
    at id: EvidenceNumber, by act: Act, as visitor: Visitor?
  ) throws(Problem) -> (item: EvidenceItem, bytes: [UInt8]) {
    try visitor?.demand(.episodeRead)
    let (item, home, bytes) = try database.read {
      (connection) throws(Problem) -> (EvidenceItem, EvidenceHome, [UInt8]) in
      guard let item = try EvidenceStore.item(id, on: connection),
        let home = try? CaseSight(visitor).home(of: item.topic, on: connection)
      else { throw EvidenceProblems.unknown }
      return (item, home, try EvidenceStore.content(of: item, on: connection))
    }
    guard item.topic.kind.isPersonal else { return (item, bytes) }
    try database.write { (connection) throws(Problem) in
      try JournalLook.evidence.note(
        act, as: visitor, subject: "evidence \(id)",
        about: JournalSubject(place: home.place, household: item.household),
        details: JSONText.object(["of": JSONText.quoted("\(item.topic)")]), on: connection)
    }
    return (item, bytes)
  }
}

/// All files of one record.
package struct EvidenceFolder: Sendable {
  package let topic: EvidenceTopic
  /// Nil of a report that fits no household yet.
  package let household: HouseholdKey?
  package let items: [EvidenceItem]
  package let mayAdd: Bool
}
