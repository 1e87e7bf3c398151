// One cadre answers for one household: who helps whom, since when, and until when.

package import Kernel

package enum HelperMark {}
package typealias HelperNumber = CaseNumber<HelperMark>
package enum PairingMark {}
package typealias PairingNumber = CaseNumber<PairingMark>

/// Who helps. **Shape**: an account of this system, or somebody outside it, who is named with a unit.
package struct Helper: Equatable, Sendable {
  package let id: HelperNumber
  package let name: String
  /// Where they work; empty is allowed for an account alone.
  package let unit: String
  /// The name to sign in with; empty for somebody outside.
  package let account: String

  package init(id: HelperNumber, name: String, unit: String, account: String) {
    (self.id, self.name, self.unit, self.account) = (id, name, unit, account)
  }
}

/// What is told of a helper who may be new.
package struct HelperFacts: Equatable, Sendable {
  package let name: String
  package let unit: String
  package let account: String

  package init(name: String, unit: String = "", account: String = "") {
    func trimmed(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    (self.name, self.unit) = (trimmed(name), trimmed(unit))
    self.account = trimmed(account).lowercased()
  }
}

/// One helper's time with one household. **Shape**: a household has at most one that has not ended.
package struct Pairing: Equatable, Sendable {
  package let id: PairingNumber
  package let helper: HelperNumber
  package let household: Int64
  package let place: PlaceCode
  package let since: Day
  package let by: String
  package var until: Day?
  /// Why it ended; empty while it has not.
  package var reason = ""

  package init(
    id: PairingNumber, helper: HelperNumber, household: Int64, place: PlaceCode, since: Day, by: String
  ) {
    (self.id, self.helper, self.household, self.place) = (id, helper, household, place)
    (self.since, self.by) = (since, by)
  }
}

/// What may happen to a pairing, as of a day and by somebody.
package struct PairingSteps: Sendable {
  private let today: Day
  private let by: String
  /// Older than this is a slip of the pen. **Unit**: days.
  static let daysMost = 3_660

  package init(today: Day, by: String) { (self.today, self.by) = (today, by) }

  /// A helper as it is kept.
  /// **Problems**: `casework.helper.name`, `casework.helper.unit`, `casework.note.long`.
  package func helper(_ facts: HelperFacts, _ id: HelperNumber) throws(Problem) -> Helper {
    try demandSaid(facts.name, "name", or: PairingProblems.name)
    if facts.account.isEmpty { try demandSaid(facts.unit, "unit", or: PairingProblems.unit) }
    guard facts.name.count <= 40 else { throw PairingProblems.long.at("name") }
    guard facts.unit.count <= 100 else { throw PairingProblems.long.at("unit") }
    return Helper(id: id, name: facts.name, unit: facts.unit, account: facts.account)
  }

  /// Begins a helper's time; the time of who helped before ends the same day.
  /// **Problems**: `casework.pairing.same`, `.future`, `.old`, `.before`.
  package func assigned(
    _ helper: HelperNumber, _ id: PairingNumber, household: Int64, place: PlaceCode, since: Day,
    after current: Pairing?, reason: String
  ) throws(Problem) -> (ended: Pairing?, begun: Pairing) {
    try demandDay(since, "since")
    let begun = Pairing(id: id, helper: helper, household: household, place: place, since: since, by: by)
    guard let current else { return (nil, begun) }
    guard current.helper != helper else { throw PairingProblems.same }
    return (try ended(current, on: since, reason: reason), begun)
  }

  /// **Problems**: `casework.pairing.ended`, `.future`, `.old`, `.before`, `casework.note.missing`.
  package func ended(_ pairing: Pairing, on day: Day, reason: String) throws(Problem) -> Pairing {
    guard pairing.until == nil else { throw PairingProblems.ended }
    try demandDay(day, "since")
    guard day >= pairing.since else { throw PairingProblems.before(pairing.since) }
    try demandSaid(reason, "reason")
    var next = pairing
    (next.until, next.reason) = (day, reason)
    return next
  }

  private func demandDay(_ day: Day, _ field: String) throws(Problem) {
    guard day <= today else { throw PairingProblems.future.at(field) }
    guard day >= today.adding(days: -PairingSteps.daysMost) else { throw PairingProblems.old.at(field) }
  }
}

/// All that a pairing can refuse.
package enum PairingProblems {
  package static let unknown = Problem(
    "casework.helper.unknown", .notFound, zh: "没有这位帮扶责任人。", en: "There is no such helper.")
  package static let unknownHousehold = Problem(
    "casework.pairing.household", .notFound, zh: "没有这一户。", en: "There is no such household.")
  package static let none = Problem(
    "casework.pairing.none", .conflict, zh: "这户现在没有帮扶责任人。", en: "Nobody helps the household now.")
  package static let nothing = Problem(
    "casework.pairing.nothing", .conflict, zh: "这位帮扶责任人在您的辖区内没有帮扶户。",
    en: "The helper has no household in your area.")
  package static let account = Problem(
    "casework.helper.account", .invalid, zh: "没有这个账号；系统外的人请写姓名和单位，账号留空。",
    en: "There is no such account; for somebody outside give name and unit, and leave it empty.",
    details: ["field": "account"])
  static let same = Problem(
    "casework.pairing.same", .conflict, zh: "这户已经由这位帮扶责任人帮扶。", en: "This helper has the household already.")
  static let ended = Problem(
    "casework.pairing.ended", .conflict, zh: "这次结对已经结束。", en: "The pairing has ended already.")
  static let name = Problem(
    "casework.helper.name", .invalid, zh: "请写帮扶责任人的姓名，或从名单中选择。",
    en: "Give the helper's name, or choose one from the list.")
  static let unit = Problem(
    "casework.helper.unit", .invalid, zh: "请写帮扶责任人的单位。", en: "Say where the helper works.")
  static let long = Problem(
    "casework.helper.long", .invalid, zh: "太长：姓名最多 40 字，单位最多 100 字。",
    en: "Too long: a name has at most 40 characters, a unit 100.")
  static let future = Problem(
    "casework.pairing.future", .invalid, zh: "日期不能在今天以后。", en: "The day is not after today.")
  static let old = Problem(
    "casework.pairing.old", .invalid, zh: "日期不能在十年以前。", en: "The day is not ten years ago.")

  static func before(_ day: Day) -> Problem {
    Problem(
      "casework.pairing.before", .invalid, zh: "现任帮扶责任人从 \(day) 开始，新的日期不能更早。",
      en: "The present helper began on \(day); the day is not before that.",
      details: ["field": "since"])
  }
}
