// How well monitoring works: how long its ways take, and how often a sign of danger was one.

package import Access
package import Casework
import Database
package import Kernel

/// How long something took. **Unit**: calendar days, pauses counted in.
package struct DayShares: Equatable, Sendable {
  package let count: Int
  /// Half of all took no longer. Nil where there is none.
  package let median: Int?
  /// Nineteen of twenty took no longer.
  package let most: Int?

  /// - Parameter counts: how many took so many days.
  init(_ counts: [(days: Int, count: Int)]) {
    let sorted = counts.sorted { $0.days < $1.days }
    let all = sorted.reduce(0) { $0 + $1.count }
    func share(_ part: Int, of whole: Int) -> Int? {
      var seen = 0
      for (days, count) in sorted {
        seen += count
        if seen * whole >= all * part { return days }
      }
      return nil
    }
    (count, median, most) = (all, share(1, of: 2), share(19, of: 20))
  }
}

/// The stretches of a household's way.
package enum MonitoringStretch: String, CaseIterable, Sendable {
  case clueToVerified, verifiedToRegistered, clueToRegistered, registeredToMeasure

  package var title: Text {
    switch self {
    case .clueToVerified: Text(zh: "线索到入户核实", en: "clue to verification")
    case .verifiedToRegistered: Text(zh: "入户核实到登记", en: "verification to registration")
    case .clueToRegistered: Text(zh: "线索到登记", en: "clue to registration")
    case .registeredToMeasure: Text(zh: "登记到首项措施开始", en: "registration to the first measure begun")
    }
  }
}

/// What came of the clues of one way, or of one rule.
package struct CluePrecision: Equatable, Sendable {
  package let channel: ClueChannel
  /// Nil for people's clues.
  package let rule: String?
  /// Clues that have ended.
  package let ended: Int
  /// Of these, those whose household is registered with this risk.
  package let included: Int

  package init(channel: ClueChannel, rule: String?, ended: Int, included: Int) {
    (self.channel, self.rule, self.ended, self.included) = (channel, rule, ended, included)
  }

  /// **Unit**: percent, rounded down.
  package var percent: Int { ended == 0 ? 0 : included * 100 / ended }
}

/// **Shape**: every stretch once, in order; ways and rules that have clues, by name.
package struct MonitoringFigures: Sendable {
  package let stretches: [(stretch: MonitoringStretch, days: DayShares)]
  package let precisions: [CluePrecision]
}

extension Monitoring {
  /// Figures of a place: stretches that ended in a period, clues that ended in it.
  /// **Problems**: `access.permission.missing`, `access.post.place` outside of the visitor's place.
  package func figures(
    in place: PlaceCode, _ period: Period, _ asking: Asking
  ) throws(Problem) -> MonitoringFigures {
    try asking.visitor?.demand(.episodeRead)
    try asking.visitor?.demand(place, or: AccessProblems.place(place))
    return try database.read { (connection) throws(Problem) in
      MonitoringFigures(
        stretches: try MonitoringStretch.allCases.map { (stretch) throws(Problem) in
          (stretch, DayShares(try MonitoringFiguresStore.days(stretch, in: place, period, on: connection)))
        },
        precisions: try MonitoringFiguresStore.precisions(
          in: place, period, causes: asking.visitor?.subject?.causes, on: connection))
    }
  }
}
