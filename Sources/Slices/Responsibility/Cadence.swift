// A cadence: who owes what, how often, by when, and who hears of it where it is missing.

package import Kernel

/// How a duty is fulfilled.
package enum Product: String, CaseIterable, Sendable {
  /// A villager group's report of one day.
  case dailyReport = "daily_report"
  /// A paper with the sections that its cadence names: a session, an analysis, a meeting.
  case record
  /// The month's visits, as they are kept with the cases.
  case visits
  /// The month's judgement meeting, kept there too.
  case judgement
}

/// One part of a record.
package struct RecordSection: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case words, number, names, table, leaders
    /// Filled in by the program when the record is made.
    case agenda
  }

  package let code: String
  package let kind: Kind
  package let title: Text
  /// Whether a word says that there was nothing.
  package let mayBeNil: Bool
  /// Of a table; of leaders, who they are.
  package let columns: [Text]
}

/// By when a period's product is due.
package enum DueRule: Equatable, Sendable {
  /// **Unit**: days after the period's last one.
  case afterEnd(Int)
  case dayOfLastMonth(Int)
  case dayOfNextMonth(Int)
}

/// One duty of the rhythm, as `duties/cadence.yaml` has it.
package struct Cadence: Equatable, Sendable {
  package let code: String
  package let title: Text
  package let level: PlaceLevel
  /// Names of roles, the one that answers first.
  package let roles: [String]
  /// Whether each department at the place owes one of its own.
  package let isEachSubject: Bool
  package let every: Rhythm
  package let product: Product
  package let due: DueRule
  /// **Unit**: minutes of the last day, China's time.
  package let dueMinute: Int
  package let restsOnDaysOff: Bool
  /// How many are missing in a row before the second level hears of it.
  package let row: Int
  package let lateHeardBy: PlaceLevel
  package let rowHeardBy: PlaceLevel
  /// How long after its last day it can still be made. **Unit**: days.
  package let openDays: Int
  /// How long what was written without a network may be on its way. **Unit**: days.
  package let offlineDays: Int
  /// Whether its decisions become tasks with an owner and a deadline.
  package let givesTasks: Bool
  package let sections: [RecordSection]

  /// The last day and moment for a period's product.
  package func deadline(of period: WorkPeriod, _ calendar: WorkCalendar) -> (day: Day, at: Instant) {
    let last = WorkMonth(of: period.last)
    var day =
      switch due {
      case .afterEnd(let days): period.last.adding(days: days)
      case .dayOfLastMonth(let number): last.day(number)
      case .dayOfNextMonth(let number): last.adding(months: 1).day(number)
      }
    if restsOnDaysOff, every != .day { day = calendar.workday(from: day) }
    return (day, day.instant(minute: dueMinute))
  }

  /// Whether something is owed for a period at all.
  package func isOwed(for period: WorkPeriod, _ calendar: WorkCalendar) -> Bool {
    every != .day || !restsOnDaysOff || calendar.isWorked(period.first)
  }

  /// The last periods whose deadline has passed, the newest first.
  package func overdue(_ count: Int, at now: Instant, _ calendar: WorkCalendar) -> [WorkPeriod] {
    var (found, period) = ([WorkPeriod](), every.period(containing: now.day()))
    // A calendar without any workday in two months is none.
    for _ in 0..<(count + 62) where found.count < count {
      if isOwed(for: period, calendar), deadline(of: period, calendar).at <= now { found.append(period) }
      period = period.previous
    }
    return found
  }
}

/// All that `duties/` says.
package struct CadenceBook: Sendable {
  package let cadences: [Cadence]
  /// What says that there was nothing.
  package let nilWords: [String]
  package let calendar: WorkCalendar
  /// How a village decides.
  package let procedure: DeliberationProcedure
  /// Which seats have to be filled.
  package let seats: SeatBook

  package subscript(code: String) -> Cadence? { cadences.first { $0.code == code } }

  /// All roles that the files name.
  package var roles: [String] {
    cadences.flatMap(\.roles) + procedure.roles + seats.seats.flatMap(\.roles)
  }

  /// The one cadence of reports of every day.
  package var daily: Cadence? { cadences.first { $0.product == .dailyReport } }

  /// What posts of a role owe at a level.
  package func owed(byRole role: String, at level: PlaceLevel) -> [Cadence] {
    cadences.filter { $0.level == level && $0.roles.contains(role) }
  }
}

extension CadenceBook {
  static let files = (cadence: "cadence.yaml", calendar: "calendar.yaml")

  /// - Parameter procedures: what says by which day visits and judgements are due.
  /// **Problems**: `duties.file.invalid`, `duties.file.unreadable`.
  package static func load(
    _ folder: String, procedures: (visitsBy: Int, judgementBy: Int)
  ) throws(Problem) -> CadenceBook {
    try CadenceBook(
      cadence: DutyFile.read("\(folder)/\(files.cadence)"),
      calendar: DutyFile.read("\(folder)/\(files.calendar)"),
      deliberation: DutyFile.read("\(folder)/\(DeliberationFile.name)"),
      seats: DutyFile.read("\(folder)/\(SeatFile.name)"), procedures: procedures)
  }

  /// **Problems**: `duties.file.invalid`.
  package init(
    cadence: String, calendar: String, deliberation: String, seats: String,
    procedures: (visitsBy: Int, judgementBy: Int)
  ) throws(Problem) {
    let reader = CadenceFile(visitsBy: procedures.visitsBy, judgementBy: procedures.judgementBy)
    let all = try reader.file.mapping(reader.file.root(cadence), ["nil_words", "duties"])
    let words = try reader.file.list(all("nil_words")).map { (node) throws(Problem) in
      try reader.file.text(node)
    }
    let cadences = try reader.file.entries(all("duties")).map { (entry) throws(Problem) in
      try reader.cadence(entry.name, entry.value)
    }
    guard cadences.count(where: { $0.product == .dailyReport }) <= 1 else {
      throw reader.file.fault(
        all("duties"), zh: "daily_report 只能有一项。", en: "may have one daily_report alone.")
    }
    (self.cadences, nilWords) = (cadences, words)
    self.calendar = try CalendarFile.calendar(calendar)
    procedure = try DeliberationFile().procedure(deliberation)
    self.seats = try SeatFile().book(seats)
  }
}
