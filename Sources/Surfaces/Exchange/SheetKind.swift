// Which register or feed a sheet is, told by its columns.

package import Kernel
package import Registry
package import Sheets

/// The kinds of sheets that can be imported.
package enum SheetKind: Sendable {
  case regions
  case households
  case persons
  case feed(FeedKind)

  package var name: String {
    switch self {
    case .regions: "regions"
    case .households: "households"
    case .persons: "persons"
    case .feed(let kind): kind.name
    }
  }

  package var title: Text {
    switch self {
    case .regions: Text(zh: "行政区划", en: "places")
    case .households: Text(zh: "农户", en: "households")
    case .persons: Text(zh: "人口", en: "persons")
    case .feed(let kind): kind.title
    }
  }

  /// Sheets of a lower rank go in first: feeds speak of persons, persons live in households, households in
  /// places.
  var rank: Int {
    switch self {
    case .regions: 0
    case .households: 1
    case .persons: 2
    case .feed: 3
    }
  }

  /// The registers that a row may speak of without success; once one has changed, the row is worth another
  /// try.
  var registers: [String] {
    switch self {
    case .regions, .households: ["regions"]
    case .persons: ["households"]
    case .feed(let kind): [kind.key == .person ? "persons" : "regions"]
    }
  }

  /// Columns that must be there, in any order.
  var required: [String] {
    switch self {
    case .regions: ["code", "level", "parent", "name"]
    case .households: ["household_id", "group_code", "hh_type", "resettled", "housing_grade", "water_safe"]
    case .persons: PersonReading.columns
    case .feed(let kind): ["record_id", kind.key.rawValue] + kind.columns.map(\.name)
    }
  }

  static var all: [SheetKind] { [.regions, .households, .persons] + FeedKind.all.map { .feed($0) } }

  /// The kind whose columns a sheet has; where several fit, the one with most.
  /// **Problems**: `exchange.sheet.columns` where the name fits a kind but columns are missing, or a year has
  /// not all five heads of income; `exchange.sheet.separator`; `exchange.sheet.unknown`.
  package static func recognise(_ sheet: Sheet) throws(Problem) -> SheetKind {
    let header = Set(sheet.header)
    let fitting = all.filter { $0.required.allSatisfy(header.contains) }
    if let kind = fitting.max(by: { $0.required.count < $1.required.count }) {
      if case .households = kind {
        let missing = HouseholdReading.missingIncomeColumns(of: sheet)
        guard missing.isEmpty else {
          throw ExchangeProblems.missingColumns(sheet.name, kind: kind.name, columns: missing)
        }
      }
      return kind
    }
    if let header = sheet.header.first, sheet.header.count == 1,
      let separator = separators.first(where: { header.contains($0.key) })
    {
      throw ExchangeProblems.otherSeparator(sheet.name, separator.value)
    }
    if let named = all.first(where: { sheet.name.lowercased().hasPrefix($0.name) }) {
      throw ExchangeProblems.missingColumns(
        sheet.name, kind: named.name, columns: named.required.filter { !header.contains($0) })
    }
    throw ExchangeProblems.unknownSheet(sheet.name, header: sheet.header)
  }

  /// What other programs put between cells.
  private static let separators: KeyValuePairs<String, Text> = [
    ";": Text(zh: "分号", en: "semicolons"), "；": Text(zh: "全角分号", en: "wide semicolons"),
    "\t": Text(zh: "制表符", en: "tabs"), "，": Text(zh: "全角逗号", en: "wide commas"),
    "|": Text(zh: "竖线", en: "bars"),
  ]
}
