// A case of a ledger that was kept before this one: what its row says, and what it becomes here.

package import Kernel
package import Rules

/// A registered household of an older ledger. Nothing is made up for it: it has no steps, since nobody took
/// them here, and it says where it comes from.
package struct CarriedCase: Equatable, Sendable {
  /// What the older ledger calls it.
  package let record: String
  package let type: ObjectType
  /// Each once, in the order of the row; never none.
  package let risks: [RuleCause]
  package let openedOn: Day
  package let registeredOn: Day
  /// Nil while the risk is open.
  package let eliminatedOn: Day?
  /// What was done for the household, and when it was.
  package let help: Help?

  package struct Help: Equatable, Sendable {
    package let group: MeasureGroup
    package let doneOn: Day

    package init(group: MeasureGroup, doneOn: Day) { (self.group, self.doneOn) = (group, doneOn) }
  }

  package init(
    record: String, type: ObjectType, risks: [RuleCause], openedOn: Day, registeredOn: Day,
    eliminatedOn: Day?, help: Help?
  ) {
    (self.record, self.type, self.risks) = (record, type, risks)
    (self.openedOn, self.registeredOn, self.eliminatedOn) = (openedOn, registeredOn, eliminatedOn)
    self.help = help
  }

  /// Who stands for what was done before: in pages, where else a name is.
  package static let keeper = "原有台账"

  /// - Parameter earlier: the household's last case that had ended when this one began.
  package func episode(
    _ id: EpisodeNumber, household: Int64, place: PlaceCode, earlier: Int64?
  ) -> Episode {
    Episode(
      id: id, household: household, place: place, openedOn: openedOn, earlier: earlier, risks: risks,
      type: type, registeredOn: registeredOn,
      ending: eliminatedOn.map {
        EpisodeEnding(kind: .eliminated, on: $0, by: CarriedCase.keeper, note: "")
      }, carriedFrom: record)
  }

  /// The measure that was done, nil where the row names none. All its days are that on which it was done:
  /// more is not known.
  package func measure(_ id: MeasureNumber, of episode: Episode) -> Measure? {
    guard let help else { return nil }
    let risk = risks.first { help.group.risks.contains($0) } ?? risks.first ?? .other
    var measure = Measure(
      id: id, episode: episode.id.number, household: episode.household, place: episode.place,
      plan: MeasurePlan(
        group: help.group.code, risk: risk, title: help.group.title.zh, officer: CarriedCase.keeper,
        due: help.doneOn),
      isDevelopment: help.group.isDevelopment, plannedOn: help.doneOn)
    (measure.startedOn, measure.doneOn) = (help.doneOn, help.doneOn)
    return measure
  }

  /// Everything that the row says of the case, for telling whether it says the same again.
  package var text: String {
    let days = [openedOn, registeredOn, eliminatedOn, help?.doneOn].map { $0?.description ?? "" }
    return
      ([record, type.rawValue, risks.map(\.rawValue).joined(separator: "|")] + days
      + [help?.group.code ?? ""]).joined(separator: "\u{1F}")
  }
}
