// One row of an older ledger after the other, inside a transaction: taken over, known, or refused.

import Access
import Casework
import Database
import Kernel
import Registry
import Rules
import Sheets

struct CarryOverPart {
  let pass: DoorPass
  private(set) var file: ImportFile
  /// Records that are here already, this run's own among them.
  private(set) var known: [String: KnownCarriedCase]
  /// Lines that quarantine holds already.
  private let held: [Int: String]
  private(set) var counts = ImportCounts()

  init(pass: DoorPass, file: ImportFile, known: [String: KnownCarriedCase], held: [Int: String]) {
    (self.pass, self.file, self.known, self.held) = (pass, file, known, held)
  }

  mutating func take(
    _ row: CaseRow, _ book: ProcedureBook, today: Day, on connection: Connection
  ) throws(Problem) {
    guard let home = try HouseholdQueryStore.byCitizen(row.citizen, on: connection).first else {
      let remedy = Text(
        zh: "登记中没有此人，或此人不在任何一户，请核对身份证号或先导入户籍台账",
        en:
          "nobody registered has this number, or lives in no household; check it or import the register first"
      )
      let fault = RowFault(
        .unknown, line: row.line, column: "pid", value: row.citizen.description, remedy: remedy)
      return try refuse(fault, raw: row.raw, nil, on: connection)
    }
    let digest = row.digest
    if let known = known[row.carried.record] {
      guard known.household == home.number, known.digest == digest else {
        return try refuse(double(row, known.episode), raw: row.raw, home.place, on: connection)
      }
      return try settle(row, .identical, on: connection)
    }
    let others = try EpisodeStore.episodes(of: home.number, county: home.county, on: connection)
    if row.carried.eliminatedOn == nil, let open = others.first(where: { $0.ending == nil }) {
      return try refuse(second(row, open.id), raw: row.raw, home.place, on: connection)
    }
    let episode = try store(row, home, others, book, today: today, on: connection)
    known[row.carried.record] = KnownCarriedCase(
      episode: episode.id, household: home.number, digest: digest)
    if let doubt = doubt(row, book) {
      counts.outcomes.add(.new)
      counts.flagged += 1
      return try keep(doubt, raw: row.raw, home.place, isKept: true, on: connection)
    }
    try settle(row, .new, on: connection)
  }

  private func store(
    _ row: CaseRow, _ home: HouseholdMatch, _ others: [Episode], _ book: ProcedureBook, today: Day,
    on connection: Connection
  ) throws(Problem) -> Episode {
    let before = others.filter { other in other.ending.map { $0.on <= row.carried.openedOn } ?? false }
      .max { ($0.openedOn, $0.id) < ($1.openedOn, $1.id) }
    let episode = row.carried.episode(
      try EpisodeStore.next(county: home.county, on: connection), household: home.number, place: home.place,
      earlier: before?.id.number)
    try EpisodeStore.save(episode, book, on: today, connection)
    let known = KnownCarriedCase(
      episode: episode.id, household: home.number, digest: row.digest)
    try CarriedCaseStore.add(row.carried.record, known, on: connection)
    if row.carried.help != nil,
      let measure = row.carried.measure(
        try MeasureStore.next(county: home.county, on: connection), of: episode)
    {
      try MeasureStore.save(measure, on: connection)
    }
    if episode.ending == nil { try includeClues(of: episode, book, today, on: connection) }
    try pass.note(
      "episode.carryOver",
      Outcome(
        subject: "episode \(episode.id)",
        details: JSONText.object([
          "record": JSONText.quoted(row.carried.record), "import": String(file.number),
          "line": String(row.line),
        ]), about: JournalSubject(place: home.place, household: home.number)),
      county: home.county, on: connection)
    return episode
  }

  /// Open clues of its causes are answered by a household that is registered already.
  private func includeClues(
    of episode: Episode, _ book: ProcedureBook, _ today: Day, on connection: Connection
  ) throws(Problem) {
    let clues = try ClueStore.clues(
      of: episode.household, county: episode.id.county, onlyUnclosed: true, on: connection)
    let steps = ClueSteps(book, today: today, by: pass.act.actor)
    for clue in clues where clue.state == .open && episode.risks.contains(clue.cause) {
      let taken = try steps.taken(clue, by: episode.id.number)
      try ClueStore.save(try steps.settled(taken, .included, note: ""), on: connection)
    }
  }

  // MARK: what is wrong

  private func double(_ row: CaseRow, _ episode: EpisodeNumber) -> RowFault {
    RowFault(
      .duplicate, line: row.line, column: "record_id", value: row.carried.record,
      remedy: Text(
        zh: "此编号已转入为个案 \(episode)，内容与这一行不同；请在个案中办理变动，或更正编号",
        en:
          "this record is case \(episode) already and says otherwise; change the case, or correct the number")
    )
  }

  private func second(_ row: CaseRow, _ episode: EpisodeNumber) -> RowFault {
    RowFault(
      .duplicate, line: row.line, column: "eliminated_on", value: "",
      remedy: Text(
        zh: "这户已有未结束的个案 \(episode)；一户同时只有一个，请补上消除日期或删去这一行",
        en:
          "the household has the open case \(episode), one at a time: tell when it ended, or drop the row"
      ))
  }

  /// What was decided elsewhere is taken as it is, and told where this city would not have decided so.
  private func doubt(_ row: CaseRow, _ book: ProcedureBook) -> RowFault? {
    guard let ended = row.carried.eliminatedOn,
      ended < row.carried.registeredOn.adding(months: book.monthsRegistered)
    else { return nil }
    return RowFault(
      .malformed, line: row.line, column: "eliminated_on", value: "\(ended)",
      remedy: Text(
        zh: "登记不满 \(book.monthsRegistered) 个月就消除了风险，请核对日期；已照原台账转入",
        en: "ended before \(book.monthsRegistered) months; check the days. It was taken as the ledger says"))
  }

  private mutating func settle(
    _ row: CaseRow, _ outcome: RowOutcome, on connection: Connection
  ) throws(Problem) {
    counts.outcomes.add(outcome)
    // A doubt stays where the row was taken with one before.
    guard held[row.line] != nil, outcome == .new else { return }
    try ImportStore.release(line: row.line, importNumber: file.number, on: connection)
  }

  mutating func refuse(
    _ fault: RowFault, raw: String, _ place: PlaceCode?, on connection: Connection
  ) throws(Problem) {
    counts.add(fault: fault.code)
    try keep(fault, raw: raw, place, isKept: false, on: connection)
  }

  private func keep(
    _ fault: RowFault, raw: String, _ place: PlaceCode?, isKept: Bool, on connection: Connection
  ) throws(Problem) {
    if held[fault.line] == fault.code.rawValue { return }
    try ImportStore.quarantine(
      fault, raw: raw, kind: CarryOver.kind, importNumber: file.number, isKept: isKept, place: place,
      on: connection)
  }

  /// Writes the ledger of imports, unless the same sheet brought nothing new.
  mutating func finish(at instant: Instant, on connection: Connection) throws(Problem) {
    if file.finishedAt == nil || counts.changes > 0 || counts.faults != file.counts.faults {
      (file.counts, file.finishedAt) = (counts, instant)
      (file.doneOffset, file.doneLine) = (Int(file.size), counts.total)
      try ImportStore.advance(file, on: connection)
      try pass.note(
        "episode.carryOver",
        Outcome(
          subject: "import \(file.number)",
          details: JSONText.object([
            "file": JSONText.quoted(file.name), "rows": String(counts.total),
            "new": String(counts.outcomes.new), "refused": String(counts.refused),
          ])), on: connection)
    }
    _ = try pass.end(String(file.number), on: connection)
  }
}
