// The order of the places below a place, as an address asks for it.

import Kernel
import Pages

/// A column that the table of places can be sorted by.
enum PlaceColumn: Equatable, Sendable {
  /// By code: the order of the register.
  case name
  case households, persons, hit, share, candidates, excluded
  /// By the count of the rule at this position.
  case rule(Int)

  static let fixed: [PlaceColumn] = [.name, .households, .persons, .hit, .share, .candidates, .excluded]

  /// The word of the address for a column.
  func key(_ rules: [RuleLabel]) -> String {
    switch self {
    case .name: "name"
    case .households: "households"
    case .persons: "persons"
    case .hit: "hit"
    case .share: "share"
    case .candidates: "candidates"
    case .excluded: "excluded"
    case .rule(let index): rules[index].name
    }
  }

  var isNumber: Bool { self != .name }

  func isBefore(_ left: PlaceRow, _ right: PlaceRow) -> Bool {
    switch self {
    case .name: left.place.code < right.place.code
    case .share:
      left.counts.hit * max(1, right.counts.households) < right.counts.hit * max(1, left.counts.households)
    default: value(left.counts) < value(right.counts)
    }
  }

  private func value(_ counts: RiskCounts) -> Int {
    switch self {
    case .households: counts.households
    case .persons: counts.persons
    case .hit: counts.hit
    case .candidates: counts.candidates
    case .excluded: counts.excluded
    case .rule(let index): counts.byRule[index]
    case .name, .share: 0
    }
  }
}

/// The order of the table: which column, which way. Without a wish, the largest share first.
struct PlaceOrder: Equatable, Sendable {
  let column: PlaceColumn
  let order: TableColumn.Order

  /// **Problems**: `dashboards.place.column` for a column or rule that there is not.
  init(_ view: PlaceView, rules: [RuleLabel]) throws(Problem) {
    guard let key = view.sort else {
      (column, order) = (.share, .descending)
      return
    }
    order = view.isDescending ? .descending : .ascending
    if let fixed = PlaceColumn.fixed.first(where: { $0.key([]) == key }) {
      column = fixed
    } else if let index = rules.firstIndex(where: { $0.name == key }) {
      column = .rule(index)
    } else {
      throw Problem(
        "dashboards.place.column", .invalid, zh: "没有“\(key)”这一列，不能按它排序。",
        en: "There is no column “\(key)” to sort by.", details: ["sort": key])
    }
  }

  /// Equal values keep the order of the codes, whichever way the column runs.
  func sorted(_ rows: [PlaceRow]) -> [PlaceRow] {
    rows.sorted { left, right in
      let (first, second) = order == .ascending ? (left, right) : (right, left)
      if column.isBefore(first, second) { return true }
      if column.isBefore(second, first) { return false }
      return left.place.code < right.place.code
    }
  }

  /// Where a click on the head of a column leads.
  func next(_ clicked: PlaceColumn, _ place: PlaceCode, _ rules: [RuleLabel]) -> PageAddress {
    let next = nextOrder(clicked == column ? order : nil, isNumber: clicked.isNumber)
    return .place(place, PlaceView(sort: clicked.key(rules), isDescending: next == .descending))
  }
}
