// Small sheets of two counties, as text: good rows that a test changes cell by cell.

import Exchange
import Kernel
import Registry
import Sheets
import Testing

/// A CSV file of rows that name their cells.
struct SheetText {
  var name: String
  var header: [String]
  var rows: [[String: String]]

  var text: String { lines.joined(separator: "\n") + "\n" }

  var lines: [String] {
    [header.joined(separator: ",")]
      + rows.map { row in
        header.map { column in
          let cell = row[column] ?? ""
          let isPlain = !cell.contains { $0 == "," || $0 == "\"" || $0 == "\n" }
          return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
      }
  }
}

enum Town {
  static let firstGroup = "530602102203001"
  static let secondGroup = "530602102203002"
  /// In another county.
  static let farGroup = "530603101201001"

  static var places: SheetText {
    let codes = [
      ("5306", "昭通市"), ("530602", "昭阳区"), ("530602102", "永丰镇"), ("530602102203", "青坪村"),
      (firstGroup, "一组"), (secondGroup, "二组"), ("530603", "鲁甸县"), ("530603101", "文屏镇"),
      ("530603101201", "普芝噜村"), (farGroup, "一组"),
    ]
    return SheetText(
      name: "regions.csv", header: ["code", "level", "parent", "name"],
      rows: codes.map { code, name in
        let place = PlaceCode(code)
        return [
          "code": code, "level": place.map { "\($0.level.rawValue)" } ?? "",
          "parent": place?.parent?.short ?? "",
          "name": name,
        ]
      })
  }

  static func households(_ rows: [[String: String]]) -> SheetText {
    SheetText(
      name: "households.csv",
      header: [
        "household_id", "group_code", "hh_type", "registered_year", "resettled", "housing_grade",
        "water_safe",
        "phone", "wage_2024", "oper_2024", "prop_2024", "trans_2024", "exp_2024",
      ], rows: rows)
  }

  static func household(
    _ number: Int, in group: String = firstGroup, _ changes: [String: String] = [:]
  ) -> [String: String] {
    [
      "household_id": "\(number)", "group_code": group, "hh_type": "M", "registered_year": "2014",
      "resettled": "1", "housing_grade": "B", "water_safe": "1", "phone": "13800000000", "wage_2024": "12000",
      "oper_2024": "3000", "prop_2024": "0", "trans_2024": "800", "exp_2024": "1200",
    ].merging(changes) { $1 }
  }

  static func persons(_ rows: [[String: String]]) -> SheetText {
    SheetText(name: "persons.csv", header: columnsOfPersons, rows: rows)
  }

  static let columnsOfPersons = [
    "pid", "household_id", "name", "sex", "birth_date", "relation", "education", "school_status", "health",
    "labour", "disability", "med_insured", "pension_insured", "work_place", "work_months", "monthly_wage",
  ]

  static func person(_ number: Int, in household: Int, _ changes: [String: String] = [:]) -> [String: String]
  {
    [
      "pid": citizen(number), "household_id": "\(household)", "name": "王秀英", "sex": "2",
      "birth_date": "1980-01-01", "relation": "1", "education": "3", "school_status": "0", "health": "1",
      "labour": "1", "disability": "0", "med_insured": "1", "pension_insured": "1", "work_place": "2",
      "work_months": "6", "monthly_wage": "2500",
    ].merging(changes) { $1 }
  }

  /// The identity number of the person of that number, with a right check character.
  static func citizen(_ number: Int) -> String {
    CitizenID(area: 530_602, birth: Day(number: 3_652), sequence: number)?.text ?? ""
  }

  /// The same with a wrong check character.
  static func wrongCitizen(_ number: Int) -> String {
    let right = citizen(number)
    return right.dropLast() + (right.last == "0" ? "1" : "0")
  }

  static func feed(_ kind: FeedKind, _ rows: [[String: String]]) -> SheetText {
    SheetText(
      name: "\(kind.name).csv", header: ["record_id", kind.key.rawValue] + kind.columns.map(\.name),
      rows: rows)
  }

  /// What a good row of a feed speaks of: person 1, the first group, or its county.
  static func subject(of kind: FeedKind) -> String {
    switch kind.key {
    case .person: citizen(1)
    case .group: firstGroup
    case .place: "530602"
    }
  }

  /// A good row of any feed, about person 1, the first group or its county.
  static func record(_ number: Int, of kind: FeedKind, _ changes: [String: String] = [:]) -> [String: String]
  {
    var row = ["record_id": "\(number)", kind.key.rawValue: subject(of: kind)]
    for column in kind.columns {
      switch column.content {
      case .day: row[column.name] = "2025-03-01"
      case .openDay: row[column.name] = ""
      case .money: row[column.name] = "12.50"
      case .yuan: row[column.name] = "300"
      case .number(let range): row[column.name] = "\(range.lowerBound)"
      case .code(let list): row[column.name] = list.first?.word ?? ""
      case .flag: row[column.name] = "0"
      case .text, .name: row[column.name] = "一"
      }
    }
    return row.merging(changes) { $1 }
  }

  static func medical(_ rows: [[String: String]]) throws -> SheetText {
    feed(try #require(FeedKind.named("medical")), rows)
  }

  static func bill(_ number: Int, of person: Int = 1, _ changes: [String: String] = [:]) throws -> [String:
    String]
  {
    let kind = try #require(FeedKind.named("medical"))
    return record(number, of: kind, ["pid": citizen(person)].merging(changes) { $1 })
  }
}

extension Desk {
  /// A desk with both counties, three households and four persons in store.
  static func settled() throws -> Desk {
    let desk = try Desk()
    let summary = try desk.take(Town.places, Town.threeHouseholds, Town.fourPersons)
    #expect(summary.problems.isEmpty && summary.total.outcomes.invalid == 0)
    return desk
  }
}

extension Town {
  static var threeHouseholds: SheetText {
    households([household(1), household(2, in: secondGroup), household(3, in: farGroup)])
  }

  static var fourPersons: SheetText {
    persons([
      person(1, in: 1), person(2, in: 1, ["relation": "2", "name": "李明"]), person(3, in: 2, ["name": "赵𠮷"]),
      person(4, in: 3, ["name": "买买提·吐尔逊"]),
    ])
  }
}
