// SQL that asks for what is most urgent at a place, and for the run before the last.

package import Database
package import Kernel

/// The households of a place by how urgent they are, those with an exclusion aside.
package struct Urgency: Sendable {
  /// With an urgent rule.
  package var red = 0
  /// With other rules alone.
  package var amber = 0
  /// The most urgent ones: more urgent rules first, then more rules, then less income a head.
  package var first: [MaskedHousehold] = []

  package init() {}
}

package enum UrgencyStore {
  /// Notes that the mask of a household was written or taken away, in the transaction that did.
  static func noteChange(on connection: Connection) throws(Problem) {
    try connection.statement(
      "UPDATE mask_change SET count = count + 1 WHERE county = 0 AND place = 0"
    ).run([])
  }

  /// Grows with every change of a mask: what was answered before it may be kept as long as it stands.
  package static func changes(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT count FROM mask_change WHERE county = 0 AND place = 0")
  }

  /// One walk along the households at risk of a place.
  /// - Parameters:
  ///   - red: the bits of urgent rules.
  ///   - risks: the bits of all rules that count, the urgent ones among them.
  package static func urgency(
    in place: PlaceCode, red: Int64, risks: Int64, exclusions: Int64, limit: Int, on connection: Connection
  ) throws(Problem) -> Urgency {
    let range = place.subtree
    let statement = try connection.statement(
      """
      SELECT mask, per_head, county, household, place, members FROM household_mask
      WHERE county BETWEEN ? AND ? AND place BETWEEN ? AND ? AND mask & ? <> 0 AND mask & ? = 0
      """)
    defer { statement.reset() }
    statement.bind([
      .int(range.lowerBound / 1_000_000_000), .int(range.upperBound / 1_000_000_000),
      .int(range.lowerBound), .int(range.upperBound), .int(risks), .int(exclusions),
    ])
    var (urgency, best): (Urgency, [(rank: Rank, household: MaskedHousehold)]) = (Urgency(), [])
    while try statement.step() {
      let mask = statement.int(0)
      if mask & red != 0 { urgency.red += 1 } else { urgency.amber += 1 }
      // Of most households the mask alone says that they are not among the first.
      let most = Rank(mask, red: red, risks: risks, perHead: .min)
      if best.count == limit, let last = best.last, last.rank <= most { continue }
      let perHead = statement.optionalInt(1)
      let rank = Rank(mask, red: red, risks: risks, perHead: perHead)
      if best.count == limit, let last = best.last, last.rank <= rank { continue }
      guard limit > 0, let home = PlaceCode(number: statement.int(4)) else { continue }
      let household = MaskedHousehold(
        county: statement.int(2), number: statement.int(3), place: home, mask: mask,
        incomePerHead: perHead.map { Money(fen: $0) }, members: Int(statement.int(5)))
      best.insert((rank, household), at: best.firstIndex { rank < $0.rank } ?? best.count)
      if best.count > limit { best.removeLast() }
    }
    urgency.first = best.map(\.household)
    return urgency
  }

  /// The run before a run; nil where there is none, or where other rules were run.
  package static func run(before run: StoredRun, on connection: Connection) throws(Problem) -> Int64? {
    let earlier = try connection.row(
      "SELECT id, rules FROM screening_run WHERE id < ? ORDER BY id DESC LIMIT 1", [.int(run.number)]
    ) { (row) throws(Problem) in (number: row.int(0), rules: row.text(1)) }
    guard let earlier, earlier.rules == run.rules else { return nil }
    return earlier.number
  }

  /// The less, the more urgent.
  private struct Rank: Comparable {
    let (red, all, income): (Int, Int, Int64)

    init(_ mask: Int64, red: Int64, risks: Int64, perHead: Int64?) {
      (self.red, all) = (-(mask & red).nonzeroBitCount, -(mask & risks).nonzeroBitCount)
      income = perHead ?? .max
    }

    static func < (left: Rank, right: Rank) -> Bool {
      (left.red, left.all, left.income) < (right.red, right.all, right.income)
    }
  }
}
