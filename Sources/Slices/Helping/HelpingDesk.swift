// The face of pairing: who helps which household, through the door, as far as the visitor sees.

package import Access
package import Casework
package import Database
package import Kernel
import Registry
package import Vault

/// Who is named as a helper: one of those who are known, or somebody told of.
package enum HelperChoice: Sendable {
  case known(HelperNumber)
  case told(HelperFacts)
}

package struct HelpingDesk: Sendable {
  let database: Database
  private let door: Door

  package init(_ database: Database, sealer: Sealer, chance: @escaping Chance) {
    self.database = database
    door = Door(database, sealer: sealer, chance: chance)
  }

  // MARK: changing

  /// Gives a household a helper; the time of who helped before ends the same day.
  /// - Parameter reason: why the helper changes; asked only where somebody helps already.
  /// **Problems**: `access.permission.missing`, `casework.pairing.household`, `casework.helper.account`,
  /// those of `PairingSteps`.
  package func assign(
    _ choice: HelperChoice, to household: HouseholdKey, since: Day, reason: String = "", key: String = "",
    by act: Act, as visitor: Visitor?
  ) throws(Problem) -> PairingNumber {
    let command = Command(
      "helper.assign", permission: .helperAssign, key: key,
      body: "\(household.county) \(household.number) \(choice) \(since) \(reason)")
    let answer = try door.run(command, by: act, as: visitor, county: household.county) {
      (connection) throws(Problem) in
      let place = try home(of: household, act, visitor, on: connection)
      let helper = try helper(choice, county: household.county, act, on: connection)
      let (ended, begun) = try PairingSteps(today: act.at.day(), by: act.actor).assigned(
        helper.id, PairingStore.next(county: household.county, on: connection),
        household: household.number, place: place, since: since,
        after: PairingStore.current(of: household, on: connection), reason: reason)
      if let ended { try PairingStore.save(ended, on: connection) }
      try PairingStore.save(begun, on: connection)
      return outcome(begun, from: ended?.helper)
    }
    guard let id = PairingNumber(answer.text) else { preconditionFailure("a pairing's answer is its number") }
    return id
  }

  /// Ends the time of who helps a household now.
  /// **Problems**: `access.permission.missing`, `casework.pairing.household`, `.none`, those of the step.
  package func end(
    of household: HouseholdKey, on day: Day, reason: String, key: String = "", by act: Act,
    as visitor: Visitor?
  ) throws(Problem) {
    let command = Command(
      "helper.end", permission: .helperAssign, key: key,
      body: "\(household.county) \(household.number) \(day) \(reason)")
    _ = try door.run(command, by: act, as: visitor, county: household.county) {
      (connection) throws(Problem) in
      _ = try home(of: household, act, visitor, on: connection)
      guard let current = try PairingStore.current(of: household, on: connection) else {
        throw PairingProblems.none
      }
      let ended = try PairingSteps(today: act.at.day(), by: act.actor).ended(current, on: day, reason: reason)
      try PairingStore.save(ended, on: connection)
      return outcome(ended, from: current.helper)
    }
  }

  /// Hands all households that a helper has in the visitor's place over to another, in one transaction; each
  /// household has its own entry in the journal. **Shape**: how many households.
  /// **Problems**: `access.permission.missing`, `casework.helper.unknown`, `casework.pairing.nothing`, those
  /// of `assign`.
  package func handOver(
    _ id: HelperNumber, to choice: HelperChoice, since: Day, reason: String, key: String = "", by act: Act,
    as visitor: Visitor?
  ) throws(Problem) -> Int {
    let command = Command(
      "helper.handOver", permission: .helperAssign, key: key, body: "\(id) \(choice) \(since) \(reason)")
    let answer = try database.write { (connection) throws(Problem) -> Answer in
      let pass = try DoorPass.open(command, by: act, as: visitor, county: id.county, on: connection)
      if let answer = pass.answer { return answer }
      guard try PairingStore.helper(id, on: connection) != nil else { throw PairingProblems.unknown }
      guard let place = visitor?.place ?? PlaceCode(number: id.county * 1_000_000_000) else {
        throw PairingProblems.unknown
      }
      let mine = try PairingStore.households(of: id, in: place, limit: 100_000, on: connection).rows
      guard !mine.isEmpty else { throw PairingProblems.nothing }
      let next = try helper(choice, county: id.county, act, on: connection)
      let steps = PairingSteps(today: act.at.day(), by: act.actor)
      for current in mine {
        let (ended, begun) = try steps.assigned(
          next.id, PairingStore.next(county: id.county, on: connection), household: current.household,
          place: current.place, since: since, after: current, reason: reason)
        if let ended { try PairingStore.save(ended, on: connection) }
        try PairingStore.save(begun, on: connection)
        let told = outcome(begun, from: id)
        try pass.note(
          "helper.handOver",
          Outcome(subject: told.subject, details: told.details, about: told.about), on: connection)
      }
      return try pass.end(String(mine.count), on: connection)
    }
    return Int(answer.text) ?? 0
  }

  private func outcome(_ pairing: Pairing, from former: HelperNumber?) -> Outcome {
    func quoted(_ id: HelperNumber?) -> String { id.map { JSONText.quoted("\($0)") } ?? "null" }
    return Outcome(
      answer: "\(pairing.id)", subject: "pairing \(pairing.id)",
      details: JSONText.object([
        "from": quoted(former), "to": quoted(pairing.until == nil ? pairing.helper : nil),
        "day": JSONText.quoted("\(pairing.until ?? pairing.since)"),
      ]), about: JournalSubject(place: pairing.place, household: pairing.household))
  }

  /// A helper who is known, or is kept from now on.
  private func helper(
    _ choice: HelperChoice, county: Int64, _ act: Act, on connection: Connection
  ) throws(Problem) -> Helper {
    let facts: HelperFacts
    switch choice {
    case .known(let id):
      guard id.county == county, let helper = try PairingStore.helper(id, on: connection) else {
        throw PairingProblems.unknown
      }
      return helper
    case .told(let told): facts = try named(told, on: connection)
    }
    if let known = try PairingStore.helper(facts, county: county, on: connection) { return known }
    let steps = PairingSteps(today: act.at.day(), by: act.actor)
    let helper = try steps.helper(facts, PairingStore.nextHelper(county: county, on: connection))
    try PairingStore.add(helper, on: connection)
    return helper
  }

  /// Somebody with an account bears the account's name.
  private func named(_ facts: HelperFacts, on connection: Connection) throws(Problem) -> HelperFacts {
    if facts.account.isEmpty { return facts }
    guard let name = try Account.openName(ofLogin: facts.account, on: connection) else {
      throw PairingProblems.account
    }
    return HelperFacts(name: name, unit: facts.unit, account: facts.account)
  }

  /// Where a household lives.
  /// **Problems**: `casework.pairing.household`, also for a neighbour's.
  private func home(
    of household: HouseholdKey, _ act: Act, _ visitor: Visitor?, on connection: Connection
  ) throws(Problem) -> PlaceCode {
    let place = try HouseholdQueryStore.home(
      county: household.county, number: household.number, asOf: act.at.day(), on: connection)
    guard let place, visitor?.sees(place) ?? true else { throw PairingProblems.unknownHousehold }
    return place
  }
}

extension HelpingDesk {
  // MARK: reading

  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func helpers(
    in place: PlaceCode, limit: Int = 50, offset: Int = 0, as visitor: Visitor?
  ) throws(Problem) -> (rows: [(helper: Helper, households: Int)], total: Int) {
    try demand(place, visitor)
    return try database.read { (connection) throws(Problem) in
      try PairingStore.helpers(in: place, limit: limit, offset: offset, on: connection)
    }
  }

  /// Monitored households that nobody helps.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func unpaired(
    in place: PlaceCode, limit: Int = 50, offset: Int = 0, as visitor: Visitor?
  ) throws(Problem) -> WorkPage<UnpairedHousehold> {
    try demand(place, visitor)
    return try database.read { (connection) throws(Problem) in
      let found = try PairingStore.unpaired(in: place, limit: limit, offset: offset, on: connection)
      let heads = try heads(of: found.rows.map(\.household), on: connection)
      return WorkPage(rows: found.rows, total: found.total, heads: heads)
    }
  }

  /// A helper with the households of the visitor's place.
  /// **Problems**: `access.permission.missing`, `casework.helper.unknown`, also for one who has no household
  /// there.
  package func households(
    of id: HelperNumber, limit: Int = 50, offset: Int = 0, as visitor: Visitor?
  ) throws(Problem) -> (helper: Helper, page: WorkPage<Pairing>) {
    try visitor?.demand(.helperRead)
    return try database.read { (connection) throws(Problem) in
      guard let helper = try PairingStore.helper(id, on: connection),
        let place = visitor?.place ?? PlaceCode(number: id.county * 1_000_000_000)
      else { throw PairingProblems.unknown }
      let found = try PairingStore.households(
        of: id, in: place, limit: limit, offset: offset, on: connection)
      guard found.total > 0 || visitor == nil else { throw PairingProblems.unknown }
      let keys = found.rows.map { HouseholdKey(county: id.county, number: $0.household) }
      let heads = try heads(of: keys, on: connection)
      return (helper, WorkPage(rows: found.rows, total: found.total, heads: heads))
    }
  }

  /// Who helps a household and who did, the last one first.
  /// **Problems**: `access.permission.missing`, `casework.pairing.household`.
  package func history(
    of household: HouseholdKey, by act: Act, as visitor: Visitor?
  ) throws(Problem) -> HelpHistory {
    try visitor?.demand(.helperRead)
    return try database.read { (connection) throws(Problem) in
      let place = try home(of: household, act, visitor, on: connection)
      let pairings = try PairingStore.pairings(of: household, on: connection)
      var helpers: [HelperNumber: Helper] = [:]
      for pairing in pairings where helpers[pairing.helper] == nil {
        helpers[pairing.helper] = try PairingStore.helper(pairing.helper, on: connection)
      }
      return HelpHistory(
        household: household, place: place,
        head: try heads(of: [household], on: connection)[household] ?? "", pairings: pairings,
        helpers: helpers)
    }
  }

  /// Helpers of a county to choose from, by name.
  func known(county: Int64) throws(Problem) -> [Helper] {
    try database.read { (connection) throws(Problem) in
      try PairingStore.known(county: county, limit: 300, on: connection)
    }
  }

  /// What places are called, from the township down.
  func placeNames(_ places: [PlaceCode], on day: Day) throws(Problem) -> [PlaceCode: String] {
    try database.read { (connection) throws(Problem) in
      var names: [PlaceCode: String] = [:]
      for place in places where names[place] == nil {
        let path = try PlaceStore.path(of: place, asOf: day, on: connection)
        let below = path.filter { $0.code.level > .county }.map(\.name)
        names[place] = below.isEmpty ? path.last?.name ?? place.short : below.joined(separator: " · ")
      }
      return names
    }
  }

  private func heads(
    of keys: [HouseholdKey], on connection: Connection
  ) throws(Problem) -> [HouseholdKey: String] {
    var names: [HouseholdKey: String] = [:]
    for (county, keys) in Dictionary(grouping: keys, by: \.county).sorted(by: { $0.key < $1.key }) {
      let found = try HouseholdQueryStore.heads(of: keys.map(\.number), county: county, on: connection)
      for (number, name) in found { names[HouseholdKey(county: county, number: number)] = name }
    }
    return names
  }

  private func demand(_ place: PlaceCode, _ visitor: Visitor?) throws(Problem) {
    try visitor?.demand(.helperRead)
    try visitor?.demand(place, or: AccessProblems.place(place))
  }
}

/// Who helps a household and who did.
package struct HelpHistory: Sendable {
  package let household: HouseholdKey
  let place: PlaceCode
  let head: String
  /// The last one first.
  package let pairings: [Pairing]
  let helpers: [HelperNumber: Helper]

  var current: Pairing? { pairings.first { $0.until == nil } }
}
