// What may happen to a measure, and what is refused.

package import Kernel
package import Rules

/// The verbs of a measure, as of a day and by somebody.
package struct MeasureSteps: Sendable {
  private let book: ProcedureBook
  private let today: Day
  private let by: String

  package init(_ book: ProcedureBook, today: Day, by: String) {
    (self.book, self.today, self.by) = (book, today, by)
  }

  /// - Parameter risks: the open risks of the household; a measure answers one of them.
  /// **Problems**: `casework.measure.group`, `.risk`, `.title`, `.officer`, `.subject`, `.due`, `.far`,
  /// `.amount`.
  package func planned(
    _ plan: MeasurePlan, _ id: MeasureNumber, episode: Int64, household: Int64, place: PlaceCode,
    risks: [RuleCause]
  ) throws(Problem) -> Measure {
    guard let group = book.measureGroup(plan.group) else { throw CaseworkProblems.group(plan.group) }
    guard risks.contains(plan.risk) else { throw CaseworkProblems.risk(plan.risk) }
    try demandSaid(plan.title, "title", or: CaseworkProblems.title)
    try demandSaid(plan.officer, "officer", or: CaseworkProblems.officer)
    guard plan.subject.isEmpty || book.subjects.isEmpty || book.subjects.contains(plan.subject) else {
      throw CaseworkProblems.subject(plan.subject, among: book.subjects)
    }
    guard plan.due >= today else { throw CaseworkProblems.due }
    guard plan.due <= today.adding(days: Measure.daysMost) else { throw CaseworkProblems.farDue }
    if let amount = plan.amount, amount.fen <= 0 { throw CaseworkProblems.amount }
    return Measure(
      id: id, episode: episode, household: household, place: place, plan: plan,
      isDevelopment: group.isDevelopment, plannedOn: today)
  }

  /// **Problems**: `casework.measure.closed`, `.started`.
  package func started(_ measure: Measure, note: String) throws(Problem) -> Measure {
    try demandShort(note, "note")
    var next = try open(measure)
    guard next.startedOn == nil else { throw CaseworkProblems.started }
    next.startedOn = today
    return noted(next, note)
  }

  /// Tells how far it is. **Problems**: `casework.measure.closed`, `casework.note.missing`.
  package func told(_ measure: Measure, _ note: String) throws(Problem) -> Measure {
    let next = try open(measure)
    try demandSaid(note, "note")
    return noted(next, note)
  }

  /// - Parameter evidence: what shows that it was done, such as a receipt or a contract.
  /// **Problems**: `casework.measure.closed`, `casework.note.missing`.
  package func done(_ measure: Measure, evidence: String) throws(Problem) -> Measure {
    var next = try open(measure)
    try demandSaid(evidence, "note")
    if next.startedOn == nil { next.startedOn = today }
    next.doneOn = today
    return noted(next, evidence)
  }

  /// **Problems**: `casework.measure.closed`, `casework.note.missing`.
  package func cancelled(_ measure: Measure, reason: String) throws(Problem) -> Measure {
    var next = try open(measure)
    try demandSaid(reason, "note")
    next.cancelledOn = today
    return noted(next, reason)
  }

  /// What is under way ends with its case.
  /// **Problems**: `casework.measure.closed`.
  package func endedWithCase(
    _ measure: Measure, _ kind: EpisodeEnding.Kind
  ) throws(Problem) -> Measure {
    var next = try open(measure)
    next.cancelledOn = today
    return noted(next, "随个案结束：\(kind.title.zh) / ended with its case: \(kind.title.en)")
  }

  private func open(_ measure: Measure) throws(Problem) -> Measure {
    guard measure.isOpen else { throw CaseworkProblems.closedMeasure }
    return measure
  }

  private func noted(_ measure: Measure, _ text: String) -> Measure {
    guard isSaid(text) else { return measure }
    var next = measure
    next.notes.append(MeasureNote(on: today, by: by, text: text))
    return next
  }
}

/// Whether a text says something: blanks and marks that nobody sees say nothing.
package func isSaid(_ text: String) -> Bool {
  !text.unicodeScalars.allSatisfy { mark in
    mark.properties.isWhitespace || [.control, .format].contains(mark.properties.generalCategory)
  }
}

/// What people write down at a step. **Unit**: characters.
package let mostNoteCharacters = 1_000

/// **Problems**: `missing` where nothing is said, told at its field; `casework.note.long`.
package func demandSaid(
  _ text: String, _ field: String, or missing: Problem = CaseworkProblems.note
) throws(Problem) {
  guard isSaid(text) else { throw missing.at(field) }
  try demandShort(text, field)
}

/// **Problems**: `casework.note.long`.
package func demandShort(_ text: String, _ field: String) throws(Problem) {
  guard text.count <= mostNoteCharacters else { throw CaseworkProblems.long(text.count).at(field) }
}

extension Problem {
  /// The same, told at a field of the form.
  package func at(_ field: String) -> Problem {
    Problem(code, kind, zh: message(.zh), en: message(.en), details: details.merging(["field": field]) { $1 })
  }
}
