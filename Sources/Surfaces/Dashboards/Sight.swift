// What a visitor sees of the city: the places below their own, and of a department only its line of work.

import Access
import Kernel
import Registry
import Rules

/// One visitor over one library: every number, list and sentence of a page is taken through it.
struct Sight: Sendable {
  let visitor: Visitor
  /// The rules whose findings are the visitor's business, by their places in the library, ascending.
  let rules: [Int]
  let labels: [RuleLabel]
  let riskBits: Int64
  let exclusionBits: Int64
  private let orders: [Int]

  init(_ visitor: Visitor, _ library: RuleLibrary) {
    let rules = library.rules.indices.filter { Sight.handles(library.rules[$0], visitor) }
    (self.visitor, self.rules) = (visitor, rules)
    labels = rules.map { library.rules[$0].label }
    orders = rules.map { library.rules[$0].order }
    func bits(_ kind: RuleKind) -> Int64 {
      rules.map { library.rules[$0] }.filter { $0.kind == kind }.reduce(0) { $0 | 1 << Int64($1.order) }
    }
    (riskBits, exclusionBits) = (bits(.risk), bits(.exclusion))
  }

  var place: PlaceCode { visitor.place }
  /// False for a department, whose numbers are of its own rules alone.
  var isWhole: Bool { visitor.subject == nil }
  var seesHouseholds: Bool { visitor.may(.householdRead) }
  var seesIncome: Bool { visitor.subject?.seesIncome ?? true }
  /// Words on health and disability are for those who handle certificates of disability.
  var seesHealth: Bool { visitor.handles(feed: "disability") }
  var seesWork: Bool { visitor.handles(feed: "employment") || seesIncome && seesHealth }

  func handles(_ rule: Rule) -> Bool { Sight.handles(rule, visitor) }

  /// A risk goes by its cause, an exclusion by the feeds that it rests on.
  private static func handles(_ rule: Rule, _ visitor: Visitor) -> Bool {
    guard visitor.subject != nil else { return true }
    switch rule.kind {
    case .risk, .ledger: return rule.cause.map { visitor.handles(cause: $0.rawValue) } ?? false
    case .exclusion: return rule.evidence.allSatisfy { list in visitor.handles(feed: list) }
    }
  }

  /// Whether a finding's words would tell incomes that are not the visitor's business.
  func mayTell(_ rule: Rule) -> Bool { seesIncome || !rule.evidence.contains("incomes") }

  /// Whether the row of a table is the visitor's business. Rows of the register itself are everybody's but
  /// for incomes and what is said of single members.
  func handles(rowOf recordType: String) -> Bool {
    if let feed = FeedKind.all.first(where: { $0.recordType == recordType }) {
      return visitor.handles(feed: feed.name)
    }
    switch recordType {
    case "IncomeYear": return seesIncome
    case "Person": return isWhole || seesHealth
    default: return true
    }
  }

  /// The rules of a household's mask, as far as they are seen.
  func labels(of mask: Int64) -> [RuleLabel] {
    orders.indices.filter { mask & (1 << Int64(orders[$0])) != 0 }.map { labels[$0] }
  }
}

/// Refusals for what lies outside: the very same as for what there is not, down to the byte.
enum Unseen {
  static let place = Problem(
    "dashboards.place.unknown", .notFound, zh: "没有这个地方，或者它不在您的管辖范围内。",
    en: "There is no such place, or it is not within your jurisdiction.")

  static let household = Problem(
    "dashboards.household.unknown", .notFound, zh: "没有这一户，或者它不在您的管辖范围内。",
    en: "There is no such household, or it is not within your jurisdiction.")
}
