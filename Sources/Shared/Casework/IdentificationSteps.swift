// The steps of the legal way, each with its form and everything that it may refuse.

package import Kernel
import Rules

extension EpisodeSteps {
  /// The check at home. A household on the minimum living allowance skips the comparison, made already.
  /// **Problems**: `monitoring.form.visitDay`, `.living`, `.visitors`, `.members`, `.amounts`, `.risks`,
  /// `.tooManyRisks`, `.unsigned`, `.signer`, `.fewMembers`, and those of the step.
  package func verified(
    _ episode: Episode, _ form: VerificationForm, _ household: RegisteredHousehold
  ) throws(Problem) -> Episode {
    let current = try current(episode, at: .verify)
    guard current.chain == .identification else {
      throw MonitoringProblems.step(.verify, now: episode.step)
    }
    guard form.visitedOn >= episode.openedOn, form.visitedOn <= today else {
      throw MonitoringProblems.visitDay
    }
    try demandSaid(form.living, "living", or: MonitoringProblems.living)
    try demandSaid(form.visitors, "visitors", or: MonitoringProblems.visitors)
    guard form.visitorNames.count >= 2 else { throw MonitoringProblems.visitors }
    try demand(form.persons, ofAtLeast: household)
    guard form.income.isSound else { throw MonitoringProblems.amounts }
    guard !form.risks.isEmpty else { throw MonitoringProblems.risks }
    guard form.risks.count <= book.mostRisks else { throw MonitoringProblems.tooManyRisks(book.mostRisks) }
    guard household.members.isSuperset(of: form.signed) else { throw MonitoringProblems.strangeSigner }
    let unsigned = household.members.subtracting(form.signed)
    guard unsigned.isEmpty else { throw MonitoringProblems.unsigned(unsigned.count) }
    var next = passed(episode, form: .verification(form))
    next.risks = form.risks.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    next.type = proposed(form, household)
    let asked = household.isOnAllowance ? [] : book.comparedWith
    next = changed(next, .comparison(ComparisonForm(asked: asked)))
    return asked.isEmpty
      ? passed(next, form: .comparison(ComparisonForm(asked: [])), note: "低保对象，免予比对 / on allowance, exempt")
      : next
  }

  /// Income a head is divided by who lives together: fewer than the register knows would make it look higher.
  func demand(_ persons: Int, ofAtLeast household: RegisteredHousehold) throws(Problem) {
    let known = household.members.count
    guard (1...max(known, VerificationForm.personsMost)).contains(persons) else {
      throw MonitoringProblems.members
    }
    guard persons >= known else { throw MonitoringProblems.fewMembers(persons, of: known) }
  }

  /// What a line of work knows of the members.
  /// **Problems**: `monitoring.comparison.unasked`, `.person`, and those of the step.
  package func answered(
    _ episode: Episode, subject: String, _ findings: [ComparisonForm.Finding],
    _ household: RegisteredHousehold
  ) throws(Problem) -> Episode {
    var form = try comparison(episode)
    guard form.missing.contains(subject) else { throw MonitoringProblems.unasked }
    for finding in findings { try demandShort(finding.words, "words") }
    guard findings.allSatisfy({ household.members.contains($0.person) && isSaid($0.words) }) else {
      throw MonitoringProblems.stranger
    }
    form.answers.append(ComparisonForm.Answer(subject: subject, on: today, by: by, findings: findings))
    return changed(episode, .comparison(form))
  }

  /// Closes the comparison when all have answered.
  /// **Problems**: `monitoring.comparison.unanswered`, and those of the step.
  package func compared(_ episode: Episode, note: String = "") throws(Problem) -> Episode {
    try demandShort(note, "note")
    let form = try comparison(episode)
    guard form.missing.isEmpty else { throw MonitoringProblems.unanswered(form.missing) }
    return passed(episode, form: .comparison(form), note: note)
  }

  private func comparison(_ episode: Episode) throws(Problem) -> ComparisonForm {
    guard case .comparison(let form) = try current(episode, at: .compare).form else {
      return ComparisonForm(asked: book.comparedWith)
    }
    return form
  }

  /// **Problems**: `monitoring.review.day`, `.entitled`, `.attendance`, `.quorum`, `.votes`, `.majority`,
  /// `.minutes`, and those of the step.
  package func reviewed(_ episode: Episode, _ form: ReviewForm) throws(Problem) -> Episode {
    let current = try current(episode, at: .review)
    let verified = episode.records.last { $0.step == .verify && $0.chain == current.chain }?.form
    guard form.heldOn >= visitDay(verified) ?? episode.openedOn, form.heldOn <= today else {
      throw MonitoringProblems.meetingDay
    }
    let votes = [form.votesFor, form.votesAgainst, form.abstained]
    guard form.entitled >= ReviewForm.entitledLeast else { throw MonitoringProblems.entitled }
    guard (0...form.entitled).contains(form.present) else {
      throw MonitoringProblems.attendance(form.present, of: form.entitled)
    }
    guard book.quorum.isReached(by: form.present, of: form.entitled) else {
      throw MonitoringProblems.quorum(form.present, least: book.quorum.least(of: form.entitled))
    }
    guard votes.allSatisfy({ $0 >= 0 }), votes.reduce(0, +) == form.present else {
      throw MonitoringProblems.votes(votes.reduce(0, +), present: form.present)
    }
    try demandSaid(form.minutes, "minutes", or: MonitoringProblems.minutes)
    try demandSaid(form.presided, "presided", or: MonitoringProblems.minutes)
    try demandShort(form.attendance, "attendance")
    guard book.majority.isExceeded(by: form.votesFor, of: form.present) else {
      throw MonitoringProblems.majority(form.votesFor, of: form.present)
    }
    return passed(episode, form: .review(form))
  }

  private func visitDay(_ form: StepForm?) -> Day? {
    switch form {
    case .verification(let form): form.visitedOn
    case .ending(let form): form.visitedOn
    default: nil
    }
  }

  // MARK: the notice

  /// **Problems**: `monitoring.notice.posted`, `.day`, `.posting`, and those of the step.
  package func posted(_ episode: Episode, _ form: NoticeForm) throws(Problem) -> Episode {
    let current = try current(episode, at: .notice)
    guard current.form == nil else { throw MonitoringProblems.postedTwice }
    guard form.postedOn >= current.enteredOn, form.postedOn <= today else {
      throw MonitoringProblems.postingDay
    }
    try demandSaid(form.spot, "spot", or: MonitoringProblems.posting)
    try demandSaid(form.poster, "poster", or: MonitoringProblems.posting)
    return changed(
      episode, .notice(NoticeForm(postedOn: form.postedOn, spot: form.spot, poster: form.poster)))
  }

  /// **Problems**: `monitoring.notice.none`, `casework.note.missing`, and those of the step.
  package func objected(_ episode: Episode, _ words: String) throws(Problem) -> Episode {
    var form = try notice(episode)
    try demandSaid(words, "words")
    form.objections.append(NoticeForm.Objection(on: today, words: words))
    return changed(episode, .notice(form))
  }

  /// An objection that is upheld sends the episode back to the check at home.
  /// - Parameter number: of the objection, from 0.
  /// **Problems**: `monitoring.notice.noObjection`, `casework.note.missing`, and those of the step.
  package func settled(
    _ episode: Episode, objection number: Int, isUpheld: Bool, answer: String
  ) throws(Problem) -> Episode {
    var form = try notice(episode)
    guard form.objections.indices.contains(number), form.objections[number].settledOn == nil else {
      throw MonitoringProblems.noObjection
    }
    try demandSaid(answer, "answer")
    form.objections[number].settledOn = today
    (form.objections[number].isUpheld, form.objections[number].answer) = (isUpheld, answer)
    let next = changed(episode, .notice(form))
    return isUpheld ? try returned(next, to: .verify, reason: answer) : next
  }

  /// Takes the notice down, not before its time.
  /// **Problems**: `monitoring.notice.early`, `.evidence`, `.objection`, and those of the step.
  package func takenDown(_ episode: Episode, evidence: String) throws(Problem) -> Episode {
    var form = try notice(episode)
    let end = form.postedOn.adding(days: book.noticeDays)
    guard today >= end else { throw MonitoringProblems.early(until: end) }
    try demandSaid(evidence, "evidence", or: MonitoringProblems.evidence)
    guard form.objections.allSatisfy({ $0.settledOn != nil }) else { throw MonitoringProblems.objection }
    (form.takenDownOn, form.evidence) = (today, evidence)
    return passed(episode, form: .notice(form))
  }

  private func notice(_ episode: Episode) throws(Problem) -> NoticeForm {
    guard case .notice(let form) = try current(episode, at: .notice).form else {
      throw MonitoringProblems.notPosted
    }
    return form
  }

  // MARK: township and county

  /// **Problems**: `monitoring.form.opinion`, and those of the step.
  package func audited(_ episode: Episode, opinion: String) throws(Problem) -> Episode {
    _ = try current(episode, at: .audit)
    try demandSaid(opinion, "opinion", or: MonitoringProblems.opinion)
    return passed(episode, form: .audit(OpinionForm(opinion: opinion)))
  }

  /// The county's decision about an identification.
  /// **Problems**: `monitoring.form.opinion`, `.risks`, `.tooManyRisks`, `monitoring.decision.type`, and
  /// those of the step.
  package func decided(
    _ episode: Episode, _ form: DecisionForm, _ household: RegisteredHousehold
  ) throws(Problem) -> Episode {
    let current = try current(episode, at: .decide)
    guard current.chain == .identification else {
      throw MonitoringProblems.step(.decide, now: episode.step)
    }
    try demandSaid(form.opinion, "opinion", or: MonitoringProblems.opinion)
    guard !form.risks.isEmpty else { throw MonitoringProblems.risks }
    guard form.risks.count <= book.mostRisks else { throw MonitoringProblems.tooManyRisks(book.mostRisks) }
    guard let type = form.type else { throw MonitoringProblems.noType }
    guard let verification = episode.verification, fits(type, verification, household) else {
      throw MonitoringProblems.type(type)
    }
    var next = passed(episode, form: .decision(form))
    (next.type, next.risks) = (type, form.risks)
    return next
  }

  /// The township announces the result of an identification: the household is registered.
  /// **Problems**: `monitoring.announcement.day`, `.spot`, and those of the step.
  package func announced(_ episode: Episode, _ form: AnnouncementForm) throws(Problem) -> Episode {
    let current = try announcing(episode, form)
    guard current.chain == .identification else {
      throw MonitoringProblems.step(.announce, now: episode.step)
    }
    var next = passed(episode, form: .announcement(form))
    next.registeredOn = today
    return next
  }

  /// The stay at the announcement, where the form is sound.
  func announcing(_ episode: Episode, _ form: AnnouncementForm) throws(Problem) -> StepRecord {
    let current = try current(episode, at: .announce)
    guard form.announcedOn >= current.enteredOn, form.announcedOn <= today else {
      throw MonitoringProblems.announcementDay(since: current.enteredOn)
    }
    try demandSaid(form.spot, "spot", or: MonitoringProblems.announcement)
    return current
  }

  // MARK: types

  /// The type that the facts speak for; nil where there is no line of that year.
  package func proposed(_ form: VerificationForm, _ household: RegisteredHousehold) -> ObjectType? {
    guard let line = book.line(on: form.visitedOn)?.amount else { return nil }
    if form.referencePerHead > line { return .sudden }
    return household.isOutOfPoverty ? .unstable : .marginal
  }

  private func fits(
    _ type: ObjectType, _ form: VerificationForm, _ household: RegisteredHousehold
  ) -> Bool {
    proposed(form, household) == type
  }
}
