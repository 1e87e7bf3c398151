// SQL that takes the words about a household out of its casework for good.

package import Database
import Foundation
package import Kernel

/// Days, places, amounts, steps and outcomes stay, for counts and for what must hold of them; what somebody
/// wrote in their own words, and who outside of the offices they named, is gone. Forms keep their shape.
package enum CaseErasureStore {
  /// What stands where words were demanded.
  package static let gone = "（已删除）"

  /// Words of a household's clues, episodes, measures, visits and judgements, whichever county keeps them.
  package static func erase(household: Int64, on connection: Connection) throws(Problem) {
    let cases: [SQLValue] = [.int(household)]
    for text in texts { try connection.run(text, [.text(gone)] + cases) }
    let forms = try connection.rows(
      """
      SELECT s.county, s.episode, s.number, s.form FROM episode_step s
      JOIN episode e ON e.county = s.county AND e.number = s.episode
      WHERE e.household = ? AND s.form IS NOT NULL
      """, cases, form)
    try write(forms, on: connection) { $0.withoutWords }
    try connection.run(
      """
      DELETE FROM carried_case WHERE EXISTS (SELECT 1 FROM episode e WHERE e.county = carried_case.county
        AND e.number = carried_case.episode AND e.household = ?)
      """, cases)
  }

  /// What departments wrote of a person.
  package static func erase(person: Int64, on connection: Connection) throws(Problem) {
    let forms = try connection.rows(
      """
      SELECT county, episode, number, form FROM episode_step
      WHERE step = 'compare' AND form LIKE ?
      """, [.text("%\"person\":\(person),%")], form)
    try write(forms, on: connection) { $0.withoutFindings(of: person) }
  }

  /// Where nobody had to say something, nothing is said afterwards either.
  private static let texts = [
    """
    UPDATE episode SET ending_note = CASE WHEN ending_note <> '' THEN ?1 ELSE ending_note END,
      carried_from = CASE WHEN carried_from IS NOT NULL THEN ?1 END
    WHERE household = ?2
    """,
    """
    UPDATE episode_step SET note = ?1 WHERE note <> '' AND EXISTS (SELECT 1 FROM episode e
      WHERE e.county = episode_step.county AND e.number = episode_step.episode AND e.household = ?2)
    """,
    """
    UPDATE episode_pause SET reason = ?1 WHERE EXISTS (SELECT 1 FROM episode e
      WHERE e.county = episode_pause.county AND e.number = episode_pause.episode AND e.household = ?2)
    """,
    "UPDATE clue SET note = ?1 WHERE note <> '' AND household = ?2",
    """
    UPDATE clue_source SET note = CASE WHEN note <> '' THEN ?1 ELSE note END,
      by_whom = CASE WHEN channel <> 'deptWarning' AND by_whom <> '' THEN ?1 ELSE by_whom END
    WHERE EXISTS (SELECT 1 FROM clue c WHERE c.county = clue_source.county
      AND c.number = clue_source.clue AND c.household = ?2)
    """,
    """
    UPDATE measure SET title = ?1, officer = CASE WHEN officer <> '' THEN ?1 ELSE officer END
    WHERE household = ?2
    """,
    """
    UPDATE measure_note SET note = ?1 WHERE EXISTS (SELECT 1 FROM measure m
      WHERE m.county = measure_note.county AND m.number = measure_note.measure AND m.household = ?2)
    """,
    "UPDATE visit SET findings = ?1 WHERE findings <> '' AND household = ?2",
    "UPDATE judgement_item SET reason = ?1 WHERE household = ?2",
  ]

  private struct KeptForm {
    let key: [SQLValue]
    let form: StepForm
  }

  private static func form(_ row: Statement) throws(Problem) -> KeptForm {
    guard let form = try? JSONDecoder().decode(StepForm.self, from: Data(row.text(3).utf8)) else {
      preconditionFailure("a form of an episode was stored whole")
    }
    return KeptForm(key: [.int(row.int(0)), .int(row.int(1)), .int(row.int(2))], form: form)
  }

  private static func write(
    _ forms: [KeptForm], on connection: Connection, _ erased: (StepForm) -> StepForm
  ) throws(Problem) {
    for kept in forms {
      try connection.run(
        "UPDATE episode_step SET form = ? WHERE county = ? AND episode = ? AND number = ?",
        [.text(erased(kept.form).text)] + kept.key)
    }
  }
}

extension StepForm {
  /// The same form with nothing left of what was written in words.
  var withoutWords: StepForm {
    switch self {
    case .verification(let form):
      .verification(
        VerificationForm(
          visitedOn: form.visitedOn, visitors: CaseErasureStore.gone, living: CaseErasureStore.gone,
          persons: form.persons, income: form.income, guarantees: form.guarantees, risks: form.risks,
          signed: form.signed, hasLabour: form.hasLabour))
    case .comparison(let form): .comparison(form.erased { _ in true })
    case .review(let form):
      .review(
        ReviewForm(
          heldOn: form.heldOn, meeting: form.meeting, entitled: form.entitled, present: form.present,
          votesFor: form.votesFor, votesAgainst: form.votesAgainst, abstained: form.abstained,
          presided: CaseErasureStore.gone, attendance: form.attendance.isEmpty ? "" : CaseErasureStore.gone,
          minutes: CaseErasureStore.gone))
    case .notice(let form): .notice(form.erased)
    case .audit: .audit(OpinionForm(opinion: CaseErasureStore.gone))
    case .decision(let form):
      .decision(DecisionForm(type: form.type, risks: form.risks, opinion: CaseErasureStore.gone))
    case .announcement(let form):
      .announcement(AnnouncementForm(announcedOn: form.announcedOn, spot: CaseErasureStore.gone))
    case .ending(let form):
      .ending(
        EndingForm(
          visitedOn: form.visitedOn, method: form.method, persons: form.persons, income: form.income,
          guarantees: form.guarantees, hasLabour: form.hasLabour,
          gone: form.gone.mapValues { _ in CaseErasureStore.gone }, contact: CaseErasureStore.gone))
    }
  }

  /// The same form with nothing left of what was found of one person.
  func withoutFindings(of person: Int64) -> StepForm {
    guard case .comparison(let form) = self else { return self }
    return .comparison(form.erased { $0 == person })
  }
}

extension ComparisonForm {
  fileprivate func erased(_ isGone: (Int64) -> Bool) -> ComparisonForm {
    let answers = answers.map { answer in
      Answer(
        subject: answer.subject, on: answer.on, by: answer.by,
        findings: answer.findings.map { finding in
          isGone(finding.person) ? Finding(person: finding.person, words: CaseErasureStore.gone) : finding
        })
    }
    return ComparisonForm(asked: asked, answers: answers)
  }
}

extension NoticeForm {
  fileprivate var erased: NoticeForm {
    var form = NoticeForm(postedOn: postedOn, spot: CaseErasureStore.gone, poster: CaseErasureStore.gone)
    form.takenDownOn = takenDownOn
    form.evidence = evidence.isEmpty ? "" : CaseErasureStore.gone
    form.objections = objections.map { objection in
      Objection(
        on: objection.on, words: CaseErasureStore.gone, settledOn: objection.settledOn,
        isUpheld: objection.isUpheld, answer: objection.answer.isEmpty ? "" : CaseErasureStore.gone)
    }
    return form
  }
}
