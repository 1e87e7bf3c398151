// One sheet on its way in: reads a chunk, merges its rows, and notes in the same transaction how far it came.
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
  private let place: (number: Int, count: Int)
  private var offset: Int?
  private var nextLine: Int?

  init(
    sheet: Sheet, kind: SheetKind, file: ImportFile, options: ImportOptions, merger: any RowMerger,
    place: (number: Int, count: Int)
  ) {
    (self.sheet, self.kind, self.file, self.merger) = (sheet, kind, file, merger)
    (self.options, self.place) = (options, place)
    isRepeat = file.finishedAt != nil
    // What a complete sheet mentions is known only when all of it was read: such a run starts again at the top.
    let goesOn = !isRepeat && !options.isComplete && file.doneOffset > 0
    offset = goesOn ? file.doneOffset : nil
    nextLine = goesOn ? file.doneLine : nil
    counts = goesOn ? file.counts : ImportCounts()
  }

  var progress: ImportProgress {
    ImportProgress(
      file: sheet.name, doneBytes: offset ?? 0, totalBytes: sheet.byteCount, rows: counts.total,
      fileNumber: place.number, fileCount: place.count)
  }

  /// Stores the next chunk; true at the end of the sheet.
  mutating func storeChunk(on connection: Connection, act: Act) throws(Problem) -> Bool {
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
    if isDone, options.isComplete {
      chunk.outcomes.add(.gone, rows: try merger.finishComplete(on: options.dated, connection: connection))
    }
    (offset, nextLine) = (reader.offset, reader.nextLine)
    counts.add(chunk)
    try note(chunk, isDone: isDone, act: act, on: connection)
    return isDone
  }

  private func take(
    _ row: borrowing SheetReader, into chunk: inout ImportCounts, on connection: Connection
  ) throws(Problem) {
    let origin = RowOrigin(importNumber: file.number, line: row.line, dated: options.dated)
    if let fault = row.fault {
      try refuse(fault.rowFault(line: row.line, value: row.rawText), row, into: &chunk, on: connection)
      return
    }
    switch try merger.merge(row, origin: origin, on: connection) {
    case .refused(let fault):
      try refuse(fault, row, into: &chunk, on: connection)
    case .merged(let outcome, let note):
      chunk.outcomes.add(outcome)
      if let note {
        chunk.flagged += 1
        try ImportStore.quarantine(
          note, raw: row.rawText, kind: kind.name, importNumber: file.number, isKept: true, on: connection)
      } else if isRepeat, outcome != .identical {
        try ImportStore.release(line: row.line, importNumber: file.number, on: connection)
      }
    }
  }

  private func refuse(
    _ fault: RowFault, _ row: borrowing SheetReader, into chunk: inout ImportCounts, on connection: Connection
  ) throws(Problem) {
    chunk.add(fault: fault.code)
    try ImportStore.quarantine(
      fault, raw: row.rawText, kind: kind.name, importNumber: file.number, isKept: false, on: connection)
  }

  /// Writes the ledger and the journal. A repeated sheet leaves both alone unless one of its rows went in at last.
  private mutating func note(
    _ chunk: ImportCounts, isDone: Bool, act: Act, on connection: Connection
  ) throws(Problem) {
    if isRepeat {
      guard isDone, counts.changes > 0 else { return }
    }
    file.counts = counts
    (file.doneOffset, file.doneLine) = (offset ?? 0, nextLine ?? 0)
    if isDone { file.finishedAt = act.at }
    try ImportStore.advance(file, on: connection)
    try JournalStore.append(
      act, county: ImportStore.county, action: isDone ? "import.finish" : "import.advance",
      subject: String(file.number),
      details: JSONText.object([
        "rows": String(chunk.total), "new": String(chunk.outcomes.new), "updated": String(chunk.outcomes.updated),
        "refused": String(chunk.outcomes.invalid), "gone": String(chunk.outcomes.gone),
      ]), on: connection)
  }
}
