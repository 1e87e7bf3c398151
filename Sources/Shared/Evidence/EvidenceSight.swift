// Whose a record with photos is, who may see it, and who may add to it.

import Access
import Casework
import Database
import Kernel

/// Where a record stands that files belong to.
struct EvidenceHome {
  /// Nil of a report that fits no household yet.
  let household: HouseholdKey?
  let place: PlaceCode
  /// What the step behind it needs first; nil where files can be added.
  var obstacle: Problem?
}

extension EvidenceKind {
  /// Who may add is who may tell of the thing itself.
  var permission: Permission {
    switch self {
    case .visit: .visitRecord
    case .measure: .measureEdit
    case .notice: .episodeNotice
    case .clue: .clueReport
    case .verification: .episodeVerify
    case .report: .clueClose
    }
  }
}

extension CaseSight {
  /// The record of a topic.
  /// **Problems**: `evidence.topic.unknown`, also for a neighbour's and for what a department is not shown.
  func home(of topic: EvidenceTopic, on connection: Connection) throws(Problem) -> EvidenceHome {
    guard let home = try found(topic, on: connection) else { throw EvidenceProblems.unknownTopic }
    return home
  }

  private func found(_ topic: EvidenceTopic, on connection: Connection) throws(Problem) -> EvidenceHome? {
    let (county, number) = (topic.county, topic.number)
    switch topic.kind {
    case .visit:
      guard let visit = try VisitStore.visit(VisitNumber(county: county, number: number), on: connection)
      else { return nil }
      let key = HouseholdKey(county: county, number: visit.household)
      guard visitor?.sees(visit.place) ?? true, try isOpenWork(key, on: connection) else { return nil }
      return EvidenceHome(household: key, place: visit.place)
    case .measure:
      let id = MeasureNumber(county: county, number: number)
      guard let measure = try MeasureStore.measure(id, on: connection), try sees(measure, on: connection)
      else { return nil }
      let key = HouseholdKey(county: county, number: measure.household)
      return EvidenceHome(household: key, place: measure.place)
    case .clue:
      let id = ClueNumber(county: county, number: number)
      guard let clue = try ClueStore.clue(id, on: connection), sees(clue) else { return nil }
      return EvidenceHome(
        household: HouseholdKey(county: county, number: clue.household), place: clue.place)
    case .report:
      // What fits a household has become files of its clue.
      let id = SelfReportNumber(county: county, number: number)
      guard visitor?.subject == nil, visitor?.may(.clueClose) ?? true,
        let report = try SelfReportStore.report(id, on: connection), report.clue == nil,
        visitor?.sees(report.place) ?? true
      else { return nil }
      return EvidenceHome(household: nil, place: report.place)
    case .notice, .verification:
      let id = EpisodeNumber(county: county, number: number)
      guard let episode = try EpisodeStore.episode(id, on: connection), sees(episode) else { return nil }
      // What was seen in a home at the verification is no department's, as the paper of it is none.
      if topic.kind == .verification, visitor?.subject != nil { return nil }
      let isTold =
        topic.kind == .notice
        ? episode.records.contains { $0.step == .notice && $0.form != nil }
        : episode.verification != nil
      return EvidenceHome(
        household: HouseholdKey(county: county, number: episode.household), place: episode.place,
        obstacle: isTold ? nil : EvidenceProblems.early)
    }
  }
}
