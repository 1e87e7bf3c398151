// The month, its meeting and waiting reports as JSON, for programs that ask the pages.

import Casework
import Evidence
import Kernel

private func day(_ day: Day?) -> String { day.map { JSONText.quoted("\($0)") } ?? "null" }

extension VisitRound {
  func json(of place: PlaceCode, _ month: WorkMonth, meetings: [PlaceCode: HeldMeeting]) -> String {
    let places = Set(below.keys).union(meetings.keys).subtracting([place]).sorted()
    return JSONText.object([
      "place": JSONText.quoted(place.short), "month": JSONText.quoted("\(month)"),
      "targets": String(all.targets), "visited": String(all.visited),
      "meeting": meetings[place]?.json ?? "null",
      "below": JSONText.array(
        places.map {
          let count = below[$0] ?? VisitCount()
          return JSONText.object([
            "place": JSONText.quoted($0.short), "targets": String(count.targets),
            "visited": String(count.visited), "meeting": meetings[$0]?.json ?? "null",
          ])
        }),
      "unvisited": JSONText.array(
        unvisited.map {
          JSONText.object([
            "county": String($0.household.county), "household": String($0.household.number),
            "place": JSONText.quoted($0.place.short),
          ])
        }),
    ])
  }
}

extension HeldMeeting {
  fileprivate var json: String {
    JSONText.object(["heldOn": day(heldOn), "closedOn": day(closedOn), "decided": String(decided)])
  }
}

extension JudgementSheet {
  func json(of place: PlaceCode, _ month: WorkMonth) -> String {
    JSONText.object([
      "place": JSONText.quoted(place.short), "month": JSONText.quoted("\(month)"),
      "meeting": judgement.map { JSONText.quoted("\($0.id)") } ?? "null",
      "heldOn": day(judgement?.heldOn), "closedOn": day(judgement?.closedOn),
      "present": judgement.map { String($0.present) } ?? "null",
      "undecided": JSONText.array(
        undecided.map { flagged in
          JSONText.object([
            "household": JSONText.quoted("\(flagged.household)"),
            "place": JSONText.quoted(flagged.place.short),
            "reasons": JSONText.array(
              FlagReason.allCases.filter(flagged.reasons.contains).map { JSONText.quoted($0.rawValue) }),
          ])
        }),
      "decided": JSONText.array(
        (judgement?.items ?? []).map {
          JSONText.object([
            "household": JSONText.quoted("\($0.household)"), "place": JSONText.quoted($0.place.short),
            "decision": JSONText.quoted($0.decision.rawValue), "reason": JSONText.quoted($0.reason),
          ])
        }),
    ])
  }
}

extension WaitingReport {
  /// Identity number and telephone masked.
  package var json: String {
    JSONText.object([
      "id": JSONText.quoted("\(report.id)"), "toldOn": day(report.toldOn),
      "place": JSONText.quoted(report.place.short), "name": JSONText.quoted(form.name),
      "citizen": JSONText.quoted(form.citizen), "phone": JSONText.quoted(form.phone),
      "words": JSONText.quoted(form.words), "complainedOn": day(report.complainedOn),
      "pictures": JSONText.array(pictures.map { JSONText.quoted("\($0.id)") }),
    ])
  }
}

extension ReportState {
  /// **Shape**: `step`, `reason` and `answer` belong to a stage each, and are null at the others.
  package var json: String {
    var (word, step, reason, answer) = ("", "null", "null", "null")
    switch stage {
    case .received: word = "received"
    case .inProcedure(let at): (word, step) = ("inProcedure", JSONText.quoted(at.rawValue))
    case .included: word = "included"
    case .notIncluded(let why): (word, reason) = ("notIncluded", JSONText.quoted(why.rawValue))
    case .answered(let words): (word, answer) = ("answered", JSONText.quoted(words))
    }
    return JSONText.object([
      "toldOn": JSONText.quoted("\(toldOn)"), "due": due.map { JSONText.quoted("\($0)") } ?? "null",
      "stage": JSONText.quoted(word), "step": step, "reason": reason, "answer": answer,
      "complainedOn": day(complainedOn),
    ])
  }
}

extension HeardComplaint {
  package var json: String {
    JSONText.object([
      "report": JSONText.quoted("\(complained.report.id)"),
      "place": JSONText.quoted(complained.complaint.place.short), "on": day(complained.complaint.on),
      "level": JSONText.quoted("\(complained.complaint.level)"), "count": String(complained.count),
      "state": state.json,
    ])
  }
}
