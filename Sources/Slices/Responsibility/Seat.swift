// The seats that a level has to fill, and the five responsibilities that they carry.

import Access
package import Kernel
import Yams

package struct Seat: Equatable, Sendable {
  package let code: String
  package let title: Text
  package let level: PlaceLevel
  package let roles: [String]
  /// How many holders at the fewest.
  package let least: Int
  /// How many at the most; nil for any.
  package let most: Int?
  /// The code of one of the responsibilities.
  package let responsibility: String
  /// Whether it is one of the two heads of the leading group.
  package let isHead: Bool
}

package struct SeatBook: Equatable, Sendable {
  package let vacantDays: Int
  package let responsibilities: [(code: String, title: Text)]
  package let seats: [Seat]

  package func seats(at level: PlaceLevel) -> [Seat] { seats.filter { $0.level == level } }

  package static func == (left: SeatBook, right: SeatBook) -> Bool {
    left.vacantDays == right.vacantDays && left.seats == right.seats
  }
}

/// How a seat stands on a day.
package struct SeatState: Equatable, Sendable {
  package enum Standing: String, Sendable {
    case filled
    /// Nobody, for no longer than is allowed.
    case vacant
    /// Nobody for too long, or never.
    case vacantLong
    /// Another number than there has to be.
    case wrongCount
  }

  package let seat: Seat
  package let place: PlaceCode
  /// The holders' own names.
  package let holders: [String]
  /// Since when nobody holds it; nil where it is held, or never was.
  package let vacantSince: Day?

  package func standing(_ book: SeatBook, on day: Day) -> Standing {
    if holders.isEmpty {
      return vacantSince.map { day.days(since: $0) <= book.vacantDays } ?? false ? .vacant : .vacantLong
    }
    return holders.count < seat.least || seat.most.map { holders.count > $0 } ?? false ? .wrongCount : .filled
  }
}

struct SeatFile {
  static let name = "seats.yaml"
  private let file = DutyFile(name: SeatFile.name)

  /// **Problems**: `duties.file.invalid`; a leading group has exactly two heads.
  func book(_ text: String) throws(Problem) -> SeatBook {
    let all = try file.mapping(file.root(text), ["vacant_days", "responsibilities", "seats"])
    let responsibilities = try file.entries(all("responsibilities")).map { (entry) throws(Problem) in
      (code: entry.name, title: try file.words(entry.value))
    }
    let seats = try file.entries(all("seats")).map { (entry) throws(Problem) in
      try seat(entry.name, entry.value, responsibilities.map(\.code))
    }
    for level in PlaceLevel.allCases {
      let heads = seats.filter { $0.level == level && $0.isHead }
      guard heads.isEmpty || heads.count == 2 && heads.allSatisfy({ $0.least == 1 && $0.most == 1 }) else {
        throw file.fault(
          all("seats"), zh: "领导小组的组长应恰好两个，各 exactly: 1（\(level)）。",
          en: "gives a leading group two heads, each exactly: 1 (\(level)).")
      }
    }
    return SeatBook(
      vacantDays: try file.number(all("vacant_days"), 0...366), responsibilities: responsibilities,
      seats: seats)
  }

  private func seat(_ code: String, _ node: Node, _ responsibilities: [String]) throws(Problem) -> Seat {
    let all = try file.mapping(
      node, ["title", "level", "roles", "responsibility"], others: ["exactly", "at_least", "is_head"])
    let level = try file.choice(all("level"), PlaceLevel.allCases.map { "\($0)" })
    let count = all("exactly") ?? all("at_least")
    guard let count, (all("exactly") == nil) != (all("at_least") == nil) else {
      throw file.fault(node, zh: "写 exactly 或 at_least 其中一项。", en: "needs one of exactly and at_least.")
    }
    let number = try file.number(count, 1...50)
    return Seat(
      code: code, title: try file.words(all("title")),
      level: PlaceLevel.allCases.first { "\($0)" == level } ?? .city,
      roles: try file.list(all("roles")).map { (item) throws(Problem) in try file.text(item) }, least: number,
      most: all("exactly") == nil ? nil : number,
      responsibility: try file.choice(all("responsibility"), responsibilities),
      isHead: all("is_head")?.bool ?? false)
  }
}
