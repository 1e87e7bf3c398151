// What of casework a visitor may see: the one test behind every page, list, verb and photo.

package import Access
package import Casework
package import Database
package import Kernel
import Rules

package struct CaseSight: Sendable {
  /// Nil on the machine itself, which sees everything.
  let visitor: Visitor?

  package init(_ visitor: Visitor?) { self.visitor = visitor }

  /// Whether a clue is the visitor's business: its place, and for a department its causes.
  package func sees(_ clue: Clue) -> Bool {
    guard let visitor else { return true }
    return visitor.sees(clue.place) && visitor.handles(cause: clue.cause.rawValue)
  }

  /// Whether an episode is: its place, and for a department one of its causes, or that it was asked.
  package func sees(_ episode: Episode) -> Bool {
    guard let visitor else { return true }
    guard visitor.sees(episode.place) else { return false }
    guard let subject = visitor.subject else { return true }
    if case .comparison(let form) = episode.form(.compare, in: .identification),
      form.asked.contains(subject.name)
    {
      return true
    }
    return episode.risks.contains { subject.causes.contains($0.rawValue) }
  }

  /// Whether a measure is: its place, and for a department its own, or one of an episode that it sees.
  package func sees(_ measure: Measure, on connection: Connection) throws(Problem) -> Bool {
    guard let visitor else { return true }
    guard visitor.sees(measure.place) else { return false }
    guard let subject = visitor.subject, subject.name != measure.plan.subject else { return true }
    let id = EpisodeNumber(county: measure.id.county, number: measure.episode)
    return try EpisodeStore.episode(id, on: connection).map(sees) ?? false
  }

  /// Whether a household is the visitor's work without a reason told: for a department, where it has a case
  /// of the department's own. Where it lives is asked elsewhere.
  package func isUsualWork(_ household: HouseholdKey, on connection: Connection) throws(Problem) -> Bool {
    guard visitor?.subject != nil else { return true }
    let clues = try ClueStore.clues(of: household.number, county: household.county, on: connection)
    if clues.contains(where: sees) { return true }
    return try EpisodeStore.episodes(of: household.number, county: household.county, on: connection)
      .contains(where: sees)
  }

  /// Whether a department has something to do for a household now: an open clue, an open measure of its own,
  /// or a comparison that waits for it. What was seen in a home is shown no longer than that.
  func isOpenWork(_ household: HouseholdKey, on connection: Connection) throws(Problem) -> Bool {
    guard let subject = visitor?.subject else { return true }
    let (number, county) = (household.number, household.county)
    let clues = try ClueStore.clues(of: number, county: county, on: connection)
    if clues.contains(where: { $0.closure == nil && sees($0) }) { return true }
    for episode in try EpisodeStore.episodes(of: number, county: county, on: connection)
    where episode.ending == nil && visitor?.sees(episode.place) ?? true {
      if episode.step == .compare, case .comparison(let form) = episode.form(.compare, in: .identification),
        form.asked.contains(subject.name)
      {
        return true
      }
      let measures = try MeasureStore.measures(
        ofEpisode: episode.id.number, county: county, on: connection)
      if measures.contains(where: { $0.isOpen && $0.plan.subject == subject.name }) { return true }
    }
    return false
  }
}
