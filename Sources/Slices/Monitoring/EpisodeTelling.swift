// What a reader may know of the forms of an episode, as JSON.

import Casework
import Kernel
import Rules

/// What a reader may know of the forms of an episode.
struct EpisodeTelling {
  /// The line of work of a department, which reads its own answer alone.
  let subject: String?
  let seesIncome: Bool
  let noticeDays: Int

  func json(_ form: StepForm) -> String {
    switch form {
    case .verification(let form): verification(form)
    case .comparison(let form): comparison(form)
    case .review(let form): review(form)
    case .notice(let form): notice(form)
    case .audit(let form): JSONText.object(["opinion": JSONText.quoted(form.opinion)])
    case .decision(let form):
      JSONText.object([
        "type": form.type.map { JSONText.quoted($0.rawValue) } ?? "null",
        "risks": JSONText.array(form.risks.map { JSONText.quoted($0.rawValue) }),
        "opinion": JSONText.quoted(form.opinion),
      ])
    case .announcement(let form):
      JSONText.object(["announcedOn": day(form.announcedOn), "spot": JSONText.quoted(form.spot)])
    case .ending(let form): ending(form)
    }
  }

  private func verification(_ form: VerificationForm) -> String {
    JSONText.object([
      "visitedOn": day(form.visitedOn), "visitors": JSONText.quoted(form.visitors),
      "living": JSONText.quoted(form.living), "persons": String(form.persons),
      "income": income(form.income, form.persons), "guarantees": guarantees(form.guarantees),
      "risks": JSONText.array(form.risks.map { JSONText.quoted($0.rawValue) }),
      "signed": String(form.signed.count), "hasLabour": String(form.hasLabour),
    ])
  }

  private func income(_ sheet: IncomeSheet, _ persons: Int) -> String {
    guard seesIncome else { return "null" }
    let accounts = sheet.amounts.sorted { $0.key < $1.key }
      .map { ($0.key, yuan(Money(fen: $0.value))) }
    return JSONText.object([
      "perHead": yuan(sheet.referencePerHead(persons)), "accounts": JSONText.object(accounts),
      "claims": yuan(Money(fen: sheet.claims)), "selfPaid": yuan(Money(fen: sheet.selfPaid)),
    ])
  }

  private func guarantees(_ seen: Guarantees) -> String {
    JSONText.object([
      "schooled": String(seen.isSchooled), "insured": String(seen.isInsured),
      "housed": String(seen.isHoused), "watered": String(seen.isWatered),
    ])
  }

  private func comparison(_ form: ComparisonForm) -> String {
    let asked = form.asked.filter { subject == nil || subject == $0 }
    let answers = form.answers.filter { asked.contains($0.subject) }.map { answer in
      JSONText.object([
        "subject": JSONText.quoted(answer.subject), "on": day(answer.on), "by": JSONText.quoted(answer.by),
        "findings": JSONText.array(
          answer.findings.map {
            JSONText.object(["person": String($0.person), "words": JSONText.quoted($0.words)])
          }),
      ])
    }
    return JSONText.object([
      "asked": JSONText.array(asked.map(JSONText.quoted)), "answers": JSONText.array(answers),
    ])
  }

  private func review(_ form: ReviewForm) -> String {
    JSONText.object([
      "heldOn": day(form.heldOn), "meeting": JSONText.quoted(form.meeting.rawValue),
      "presided": JSONText.quoted(form.presided), "entitled": String(form.entitled),
      "present": String(form.present), "votesFor": String(form.votesFor),
      "votesAgainst": String(form.votesAgainst), "abstained": String(form.abstained),
      "attendance": JSONText.quoted(form.attendance), "minutes": JSONText.quoted(form.minutes),
    ])
  }

  private func notice(_ form: NoticeForm) -> String {
    let objections = form.objections.map { objection in
      JSONText.object([
        "on": day(objection.on), "words": JSONText.quoted(objection.words),
        "settledOn": day(objection.settledOn), "isUpheld": String(objection.isUpheld),
        "answer": JSONText.quoted(objection.answer),
      ])
    }
    return JSONText.object([
      "postedOn": day(form.postedOn), "spot": JSONText.quoted(form.spot),
      "poster": JSONText.quoted(form.poster), "mayEndOn": day(form.postedOn.adding(days: noticeDays)),
      "takenDownOn": day(form.takenDownOn), "evidence": JSONText.quoted(form.evidence),
      "objections": JSONText.array(objections),
    ])
  }

  private func ending(_ form: EndingForm) -> String {
    let gone = form.gone.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) }
    return JSONText.object([
      "visitedOn": day(form.visitedOn), "method": JSONText.quoted(form.method.rawValue),
      "persons": String(form.persons), "income": income(form.income, form.persons),
      "guarantees": guarantees(form.guarantees), "hasLabour": String(form.hasLabour),
      "gone": JSONText.object(gone), "contact": JSONText.quoted(form.contact),
    ])
  }
}

private func day(_ day: Day?) -> String { day.map { JSONText.quoted("\($0)") } ?? "null" }

private func yuan(_ money: Money) -> String { "\(money)".filter { $0 != "," } }
