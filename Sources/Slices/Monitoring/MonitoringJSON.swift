// Clues and episodes as JSON, for the command line and for programs that ask the pages.

package import Access
package import Casework
package import Kernel
import Rules
import Sheets

extension Clue {
  /// **Shape**: names as in the code; days as text, null where there is none.
  package var json: String {
    JSONText.object([
      "id": JSONText.quoted("\(id)"), "household": String(household), "place": JSONText.quoted(place.short),
      "cause": JSONText.quoted(cause.rawValue), "severity": JSONText.quoted(severity.rawValue),
      "state": JSONText.quoted(state.rawValue), "openedOn": JSONText.quoted("\(openedOn)"),
      "due": JSONText.quoted("\(due)"), "isEmergency": String(isEmergency),
      "episode": episode.map { JSONText.quoted("\(id.county)-\($0)") } ?? "null",
      "sources": JSONText.array(
        sources.map {
          JSONText.object([
            "channel": JSONText.quoted($0.channel.rawValue), "on": JSONText.quoted("\($0.on)"),
            "by": JSONText.quoted($0.by), "note": JSONText.quoted($0.note),
          ])
        }),
    ])
  }
}

extension Episode {
  /// **Shape**: as of a clue; `records` in the order of time.
  /// - Parameter form: what is told of what was written down at a step, as JSON; nil without any of them.
  package func json(
    _ book: ProcedureBook, on day: Day, form: ((StepRecord) -> String)? = nil
  ) -> String {
    func text(_ value: String?) -> String { value.map(JSONText.quoted) ?? "null" }
    return JSONText.object([
      "id": JSONText.quoted("\(id)"), "household": String(household), "place": JSONText.quoted(place.short),
      "openedOn": JSONText.quoted("\(openedOn)"), "isEmergency": String(isEmergency),
      "type": text(type?.rawValue), "risks": JSONText.array(risks.map { JSONText.quoted($0.rawValue) }),
      "chain": text(chain?.rawValue), "step": text(step?.rawValue),
      "daysLeft": stepClock(book).map { String($0.daysLeft(asOf: day)) } ?? "null",
      "daysLeftInAll": registeredOn == nil && ending == nil
        ? String(totalClock(book).daysLeft(asOf: day)) : "null",
      "isPaused": String(isPaused), "registeredOn": text(registeredOn?.description),
      "ending": text(ending?.kind.rawValue), "endedOn": text(ending?.on.description),
      "earlier": earlier.map { JSONText.quoted("\(id.county)-\($0)") } ?? "null",
      "carriedFrom": text(carriedFrom), "records": JSONText.array(records.map { $0.json(form: form?($0)) }),
    ])
  }
}

extension Monitoring {
  /// An episode with all that its page shows: the steps with their forms, the measures and what they leave
  /// open, the conditions before the risk may be called eliminated.
  /// **Shape**: as `Episode.json`; `gate` is null for a department, and where nobody is monitored yet.
  /// **Unit**: yuan.
  package func wholeJSON(of episode: Episode, _ asking: Asking) throws(Problem) -> String {
    let subject = asking.visitor?.subject
    let told = EpisodeTelling(
      subject: subject?.name, seesIncome: subject?.seesIncome ?? true, noticeDays: book.noticeDays)
    let measures = try measures(of: episode.id, asking)
    // Incomes are part of the gate, so that departments are not shown it.
    let conditions =
      episode.isMonitored && subject == nil ? try gate(episode, asking).map(\.json) : nil
    let gaps = episode.gaps(measures).map { bilingual($0.words) }
    let plain = episode.json(book, on: asking.today) { $0.form.map(told.json) ?? "null" }
    return JSONText.object(
      plain,
      with: [
        ("measures", JSONText.array(measures.map(\.json))), ("missingMeasures", JSONText.array(gaps)),
        ("gate", conditions.map(JSONText.array) ?? "null"),
      ])
  }
}

private func bilingual(_ text: Text) -> String {
  JSONText.object(["zh": JSONText.quoted(text.zh), "en": JSONText.quoted(text.en)])
}

extension GateCondition {
  fileprivate var json: String {
    JSONText.object([
      "name": JSONText.quoted(name.rawValue), "isMet": String(isMet), "words": bilingual(words),
    ])
  }
}

extension StepRecord {
  fileprivate func json(form: String?) -> String {
    let plain = JSONText.object([
      "chain": JSONText.quoted(chain.rawValue), "step": JSONText.quoted(step.rawValue),
      "enteredOn": JSONText.quoted("\(enteredOn)"),
      "leftOn": leftOn.map { JSONText.quoted("\($0)") } ?? "null", "by": JSONText.quoted(by),
      "result": result.map { JSONText.quoted($0.rawValue) } ?? "null", "note": JSONText.quoted(note),
    ])
    return form.map { JSONText.object(plain, with: [("form", $0)]) } ?? plain
  }
}

extension EpisodeRow {
  /// **Shape**: where it stands, without its history.
  package var json: String {
    JSONText.object([
      "id": JSONText.quoted("\(episode.id)"), "household": String(episode.household),
      "place": JSONText.quoted(episode.place.short),
      "chain": chain.map { JSONText.quoted($0.rawValue) } ?? "null",
      "step": step.map { JSONText.quoted($0.rawValue) } ?? "null",
      "due": due.map { JSONText.quoted("\($0)") } ?? "null", "totalDue": JSONText.quoted("\(totalDue)"),
      "type": episode.type.map { JSONText.quoted($0.rawValue) } ?? "null",
      "risks": JSONText.array(episode.risks.map { JSONText.quoted($0.rawValue) }),
    ])
  }
}

extension Measure {
  /// **Shape**: as of a clue; `amount` in yuan.
  package var json: String {
    func day(_ day: Day?) -> String { day.map { JSONText.quoted("\($0)") } ?? "null" }
    return JSONText.object([
      "id": JSONText.quoted("\(id)"), "episode": JSONText.quoted("\(id.county)-\(episode)"),
      "household": String(household), "place": JSONText.quoted(place.short),
      "group": JSONText.quoted(plan.group), "risk": JSONText.quoted(plan.risk.rawValue),
      "title": JSONText.quoted(plan.title), "subject": JSONText.quoted(plan.subject),
      "officer": JSONText.quoted(plan.officer),
      "amount": plan.amount.map(format) ?? "null",
      "state": JSONText.quoted(state.rawValue), "plannedOn": day(plannedOn), "due": day(plan.due),
      "startedOn": day(startedOn), "doneOn": day(doneOn), "cancelledOn": day(cancelledOn),
      "notes": JSONText.array(
        notes.map {
          JSONText.object([
            "on": day($0.on), "by": JSONText.quoted($0.by), "text": JSONText.quoted($0.text),
          ])
        }),
    ])
  }

  /// A number of JSON, without groups of digits.
  private func format(_ money: Money) -> String { "\(money)".filter { $0 != "," } }
}

extension Visit {
  /// **Shape**: as of a clue. - Parameter seesIncome: whether the income is told.
  func json(seesIncome: Bool) -> String {
    let income = seesIncome ? incomePerHead.map { "\($0)".filter { $0 != "," } } : nil
    return JSONText.object([
      "id": JSONText.quoted("\(id)"), "on": JSONText.quoted("\(on)"),
      "recordedOn": JSONText.quoted("\(recordedOn)"), "by": JSONText.quoted(by),
      "guaranteesKept": String(guarantees.areKept), "incomePerHead": income ?? "null",
      "findings": JSONText.quoted(findings), "isConcern": String(isConcern),
    ])
  }
}

extension WorkbookCell {
  /// A text, a number, or nothing; amounts in yuan, days as text.
  var json: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let number): String(number)
    case .decimal(let units, let decimals): WorkbookCell.written(units, decimals: decimals)
    case .money(let money): "\(money)".filter { $0 != "," }
    case .day(let day): JSONText.quoted("\(day)")
    case .empty: "null"
    }
  }
}
