// One sheet on its way in: a chunk of rows, and how far it came, go into one transaction.

import Access
import Database
import Kernel
import Registry
import Sheets

struct SheetRun {
  let sheet: Sheet
  let kind: SheetKind
  private(set) var file: ImportFile
  let merger: any RowMerger
  /// True where the sheet was stored before and only its refused rows can change.
  let isRepeat: Bool
  private(set) var counts: ImportCounts
  private let options: ImportOptions
  private let pass: DoorPass
  private let index: RegistryIndex
  private let refusedPlace: RefusedPlace
  private let place: (number: Int, count: Int)
  /// Where the next chunk begins, nil for the top of the sheet.
  private var offset: Int?
  private var nextLine: Int?
  /// Lines of this import that quarantine holds already, with the code of their fault.
  private var held: [Int: String] = [:]

  init(
    sheet: Sheet, kind: SheetKind, file: ImportFile, options: ImportOptions, merger: any RowMerger,
    index: RegistryIndex, pass: DoorPass, place: (number: Int, count: Int)
  ) {
    (self.sheet, self.kind, self.file, self.merger) = (sheet, kind, file, merger)
    (self.options, self.pass, self.index, self.place) = (options, pass, index, place)
    refusedPlace = RefusedPlace(sheet, kind)
    isRepeat = file.finishedAt != nil
    let goesOn = !isRepeat && file.doneOffset > 0
    offset = goesOn ? file.doneOffset : nil
    nextLine = goesOn ? file.doneLine : nil
    counts = goesOn ? file.counts : ImportCounts()
  }

  /// Reads what is known before the first row is merged.
  mutating func open(on connection: Connection) throws(Problem) {
    try merger.open(sheet, on: connection)
    if isRepeat { held = try ImportStore.quarantinedLines(of: file.number, on: connection) }
    guard let offset, merger.looksBack else { return }
    var reader = sheet.reader()
    while reader.offset < offset, reader.next() { merger.recall(reader) }
  }

  var progress: ImportProgress {
    ImportProgress(
      file: sheet.name, doneBytes: offset ?? 0, totalBytes: sheet.byteCount, rows: counts.total,
      fileNumber: place.number, fileCount: place.count)
  }

  /// Stores the next chunk; true at the end of the sheet.
  mutating func storeChunk(on connection: Connection) throws(Problem) -> Bool {
    var chunk = ImportCounts()
    var reader = sheet.reader(from: offset, line: nextLine)
    var isDone = false
    while chunk.total < options.chunkRows {
      guard reader.next() else {
        isDone = true
        break
      }
      try take(reader, into: &chunk, on: connection)
    }
    // What a sheet lacked was marked when it first came to its end; since then younger sheets may have come.
    if isDone, options.isComplete, !isRepeat {
      let gone = try merger.finishComplete(origin(line: reader.line), connection: connection)
      chunk.outcomes.add(.gone, rows: gone)
    }
    (offset, nextLine) = (reader.offset, reader.nextLine)
    counts.add(chunk)
    try note(chunk, isDone: isDone, on: connection)
    return isDone
  }

  private func take(
    _ row: borrowing SheetReader, into chunk: inout ImportCounts, on connection: Connection
  ) throws(Problem) {
    if let fault = row.fault {
      merger.mention(row)
      try refuse(fault.rowFault(line: row.line, value: row.rawText), row, into: &chunk, on: connection)
      return
    }
    switch try merger.merge(row, origin: origin(line: row.line), on: connection) {
    case .refused(let fault):
      try refuse(fault, row, into: &chunk, on: connection)
    case .merged(let outcome, let note):
      chunk.outcomes.add(outcome)
      if let note {
        chunk.flagged += 1
        try keep(note, row, isKept: true, on: connection)
      } else if held[row.line] != nil {
        try ImportStore.release(line: row.line, importNumber: file.number, on: connection)
      }
    }
  }

  private func origin(line: Int) -> RowOrigin {
    RowOrigin(importNumber: file.number, line: line, dated: options.dated)
  }

  private func refuse(
    _ fault: RowFault, _ row: borrowing SheetReader, into chunk: inout ImportCounts, on connection: Connection
  ) throws(Problem) {
    chunk.add(fault: fault.code)
    try keep(fault, row, isKept: false, on: connection)
  }

  private func keep(
    _ fault: RowFault, _ row: borrowing SheetReader, isKept: Bool, on connection: Connection
  ) throws(Problem) {
    if held[row.line] == fault.code.rawValue { return }
    let place = try refusedPlace.place(of: row, in: StoredPlaces(index: index, connection: connection))
    try ImportStore.quarantine(
      fault, raw: row.rawText, kind: kind.name, importNumber: file.number, isKept: isKept, place: place,
      on: connection)
  }

  /// Writes the ledger and the journal. A repeated sheet leaves both alone unless one of its rows went in at
  /// last; its counts are those of its last whole run.
  private mutating func note(_ chunk: ImportCounts, isDone: Bool, on connection: Connection) throws(Problem) {
    let isOutcomeNew = counts.changes > 0 || counts.faults != file.counts.faults
    if isRepeat, chunk.changes == 0, !(isDone && isOutcomeNew) {
      if isDone {
        try ImportStore.revise(file, on: connection)
        _ = try pass.end(String(file.number), on: connection)
      }
      return
    }
    if isDone || !isRepeat {
      file.counts = counts
      (file.doneOffset, file.doneLine) = (offset ?? 0, nextLine ?? 0)
      if isDone { file.finishedAt = pass.act.at }
      try ImportStore.advance(file, on: connection)
    }
    try pass.note(
      isDone ? "import.finish" : "import.advance", SheetRun.storing(chunk, file), on: connection)
    if isDone { _ = try pass.end(String(file.number), on: connection) }
  }

  /// What the journal says of rows that were stored.
  static func storing(_ counts: ImportCounts, _ file: ImportFile) -> Outcome {
    Outcome(
      subject: String(file.number),
      details: JSONText.object([
        "rows": String(counts.total), "new": String(counts.outcomes.new),
        "updated": String(counts.outcomes.updated), "refused": String(counts.outcomes.invalid),
        "gone": String(counts.outcomes.gone),
      ]))
  }

  /// What the journal says of a sheet that begins.
  static func beginning(_ sheet: Sheet, _ kind: SheetKind, digest: String, _ file: ImportFile) -> Outcome {
    Outcome(
      subject: String(file.number),
      details: JSONText.object([
        "file": JSONText.quoted(sheet.name), "kind": JSONText.quoted(kind.name),
        "digest": JSONText.quoted(digest),
      ]))
  }
}
