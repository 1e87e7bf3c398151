// Duties, reports, records and who made what as JSON, for programs that ask the pages.

package import Kernel
import Pages

extension Duty {
  package func json(at now: Instant) -> String {
    JSONText.object([
      "id": JSONText.quoted(id), "duty": JSONText.quoted(cadence.code),
      "title": JSONText.quoted(cadence.title.zh), "place": JSONText.quoted(unit.place.short),
      "subject": JSONText.quoted(unit.subject), "period": JSONText.quoted("\(period)"),
      "due": JSONText.quoted("\(dueAt)"), "dueOn": JSONText.quoted("\(dueOn)"),
      "state": JSONText.quoted(state(at: now).rawValue),
      "made": made.map { JSONText.quoted("\($0.at)") } ?? "null",
      "action": JSONText.quoted(action.link), "kind": JSONText.quoted(cadence.product.rawValue),
    ])
  }
}

extension DailyReport {
  package var json: String {
    JSONText.object([
      "day": JSONText.quoted("\(day)"), "sequence": String(sequence), "nothing": String(isNothing),
      "words": JSONText.quoted(words), "writtenAt": JSONText.quoted("\(writtenAt)"),
      "at": JSONText.quoted("\(at)"), "by": JSONText.quoted(actor),
    ])
  }
}

extension DutyRecord {
  package var json: String {
    JSONText.object([
      "duty": JSONText.quoted(cadence), "place": JSONText.quoted(unit.place.short),
      "subject": JSONText.quoted(unit.subject), "period": JSONText.quoted("\(period)"),
      "sequence": String(sequence), "heldOn": JSONText.quoted("\(heldOn)"), "at": JSONText.quoted("\(at)"),
      "by": JSONText.quoted(actor),
      "answers": JSONText.object(
        answers.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) }),
    ])
  }
}

extension AgendaItem {
  package var json: String {
    JSONText.object([
      "title": JSONText.quoted(title.zh), "count": String(count), "late": String(late),
      "lines": JSONText.array(lines.map(JSONText.quoted)), "link": JSONText.quoted(leads.link),
    ])
  }
}

extension DutyScore {
  fileprivate var members: [(String, String)] {
    [
      ("due", String(due)), ("made", String(made)), ("onTime", String(onTime)),
      ("completionPercent", completion == nil ? "null" : String(percent(completion).dropLast())),
      ("timelinessPercent", timeliness == nil ? "null" : String(percent(timeliness).dropLast())),
    ]
  }
}

extension DutyGrid {
  package func json(late: [Missing], total: Int) -> String {
    JSONText.object([
      ("duty", JSONText.quoted(cadence.code)), ("place", JSONText.quoted(place.short)),
      ("periods", JSONText.array(periods.map { JSONText.quoted("\($0)") })),
      ("score", JSONText.object(score.members)),
      (
        "rows",
        JSONText.array(
          rows.map { row in
            JSONText.object(
              [
                ("place", JSONText.quoted(row.unit.place.short)),
                ("subject", JSONText.quoted(row.unit.subject)),
                ("name", JSONText.quoted(row.name)),
                ("cells", JSONText.array(row.cells.map { "[\($0.made),\($0.onTime),\($0.units)]" })),
              ] + row.score.members)
          })
      ),
      ("missingTotal", String(total)),
      ("missing", JSONText.array(late.map(\.json))),
    ])
  }
}

extension Missing {
  package var json: String {
    JSONText.object([
      "place": JSONText.quoted(unit.place.short), "subject": JSONText.quoted(unit.subject),
      "name": JSONText.quoted(name), "inARow": String(inARow),
    ])
  }
}
