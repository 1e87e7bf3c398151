// What a session or meeting has to speak of: put together from open work, and kept as it was then.

package import Access
import Casework
import Database
package import Kernel
package import Pages
import Registry
import Rules

/// One point of an agenda.
package struct AgendaItem: Equatable, Sendable {
  package let title: Text
  package let count: Int
  package let late: Int
  /// Single things, in words that name no household's trouble.
  package let lines: [String]
  package let leads: PageAddress

  package init(_ title: Text, count: Int, late: Int, lines: [String] = [], leads: PageAddress) {
    (self.title, self.count, self.late) = (title, count, late)
    (self.lines, self.leads) = (lines, leads)
  }
}

package enum Agenda {
  /// As it is kept with a record.
  package static func text(_ items: [AgendaItem]) -> String {
    items.map { item in
      let head = "\(item.title.zh)：\(item.count)" + (item.late > 0 ? "（超期 \(item.late)）" : "")
      return ([head] + item.lines.map { "- \($0)" }).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

extension Responsibility {
  static let agendaLines = 5

  /// **Problems**: `access.permission.missing`, `duties.duty.unknown`.
  package func agenda(
    _ code: String, of unit: DutyUnit, for period: WorkPeriod, _ asking: Asking
  ) throws(Problem) -> [AgendaItem] {
    let cadence = try demand(code, unit, asking)
    return try database.read { (connection) throws(Problem) in
      try agenda(cadence, of: unit, for: period, asking, on: connection)
    }
  }

  func agenda(
    _ cadence: Cadence, of unit: DutyUnit, for period: WorkPeriod, _ asking: Asking,
    on connection: Connection
  ) throws(Problem) -> [AgendaItem] {
    guard cadence.sections.contains(where: { $0.kind == .agenda }) else { return [] }
    return try casework(unit.place, asking, on: connection)
      + told(unit.place, period, asking, on: connection)
      + scores(below: unit.place, period, asking, on: connection)
  }

  /// Clues that nobody looks into, cases in a procedure, notices among them, measures that are due.
  private func casework(
    _ place: PlaceCode, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [AgendaItem] {
    let today = asking.today
    let clues = try WorkListStore.waiting(
      in: place, causes: nil, dueBefore: today, openedBefore: today, on: connection)
    let urgent = try WorkListStore.clues(
      in: place, ClueFilter(), causes: nil, limit: Responsibility.agendaLines, offset: 0, on: connection
    ).rows
    let steps = try WorkListStore.steps(in: place, dueBefore: today, on: connection)
    let notices = (steps.all[.notice] ?? 0, steps.late[.notice] ?? 0)
    let measures = try MeasureStore.listed(in: place, limit: 0, on: connection).total
    let late = try MeasureStore.listed(in: place, dueBefore: today, limit: 0, on: connection).total
    func view(_ choices: [String: String] = [:]) -> WorkView { WorkView(place: place, choices) }
    return [
      AgendaItem(
        Text(zh: "待核实线索", en: "Clues that nobody looks into"), count: clues.all, late: clues.late,
        lines: urgent.map { "\($0.id) \($0.cause.title.zh)" }, leads: .monitoring(.clues(view()))),
      AgendaItem(
        Text(zh: "办理中的个案", en: "Cases in a procedure"), count: steps.all.values.reduce(0, +),
        late: steps.late.values.reduce(0, +), leads: .monitoring(.episodes(view()))),
      AgendaItem(
        Text(zh: "公示中", en: "Public notices"), count: notices.0, late: notices.1,
        leads: .monitoring(.episodes(view(["step": "notice"])))),
      AgendaItem(
        Text(zh: "未完成的帮扶措施", en: "Measures not done"), count: measures, late: late,
        leads: .monitoring(.measures(view()))),
    ]
  }

  /// What groups told of changes in the period.
  private func told(
    _ place: PlaceCode, _ period: WorkPeriod, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [AgendaItem] {
    guard place.level == .village, asking.visitor?.subject == nil else { return [] }
    let changes = try DailyReportStore.changes(
      in: place, from: period.first, through: period.last, limit: 100, on: connection)
    let lines = changes.prefix(Responsibility.agendaLines).map { "\($0.day) \($0.words)" }
    return [
      AgendaItem(
        Text(zh: "各组上报的变化", en: "Changes that groups reported"), count: changes.count, late: 0,
        lines: Array(lines), leads: .duties(.place(place, DutyView(cadence: book.daily?.code))))
    ]
  }

  /// How the parts of a place did their duties in the period, the worst first, beside the period before.
  private func scores(
    below place: PlaceCode, _ period: WorkPeriod, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> [AgendaItem] {
    guard place.level <= .county else { return [] }
    var items: [AgendaItem] = []
    for cadence in book.cadences where cadence.level > place.level {
      let now = try grid(cadence, in: place, of: period, asking, on: connection)
      let before = try grid(cadence, in: place, of: period.previous, asking, on: connection)
      let ranked = now.rows.sorted { ($0.score.completion ?? 0) < ($1.score.completion ?? 0) }
      let lines = ranked.map { row in
        let old = before.rows.first { $0.unit == row.unit }?.score.completion
        return "\(row.name)：完成率 \(percent(row.score.completion))（上期 \(percent(old))），"
          + "及时率 \(percent(row.score.timeliness))"
      }
      items.append(
        AgendaItem(
          cadence.title, count: now.score.made, late: now.score.due - now.score.onTime, lines: lines,
          leads: .duties(.place(place, DutyView(cadence: cadence.code)))))
    }
    return items
  }
}

/// `98.75%`; a dash where nothing was due.
package func percent(_ hundredths: Int?) -> String {
  guard let hundredths else { return "—" }
  return "\(hundredths / 100).\(padded(hundredths % 100, 2))%"
}
