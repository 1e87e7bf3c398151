// The order of a snapshot's arrays, told in lines of text.

import Columns

/// A line names one thing, its words parted by tabs; the arrays follow one another in the order of the lines.
struct SnapshotLayout {
  private(set) var text = ""
  private(set) var sections: [SnapshotSection] = []

  init(_ snapshot: FrameSnapshot) {
    for (key, value) in snapshot.head.sorted(by: { $0.key < $1.key }) { line("head", key, value) }
    for (name, table) in snapshot.frame.tables.sorted(by: { $0.key < $1.key }) { add(name, table) }
    for (name, values) in snapshot.wide.sorted(by: { $0.key < $1.key }) {
      line("wide", name)
      sections.append(.int64(values))
    }
    for (name, values) in snapshot.narrow.sorted(by: { $0.key < $1.key }) {
      line("narrow", name)
      sections.append(.int32(values))
    }
    for (name, texts) in snapshot.texts.sorted(by: { $0.key < $1.key }) {
      line("texts", name)
      add(texts)
    }
  }

  private mutating func line(_ words: String...) {
    let broken = words.contains { $0.utf8.contains { $0 == 0x09 || $0 == 0x0A } }
    precondition(!broken, "words of a snapshot have neither tabs nor line ends")
    text += words.joined(separator: "\t") + "\n"
  }

  private mutating func add(_ name: String, _ table: Table) {
    line("table", name, table.recordType, String(table.rowCount))
    for (field, column) in table.columns.sorted(by: { $0.key < $1.key }) {
      line("column", field, form(of: column.storage), column.missing == nil ? "whole" : "gaps")
      add(column.storage)
      if let missing = column.missing { sections.append(.bytes(missing)) }
    }
    for (field, list) in table.lists.sorted(by: { $0.key < $1.key }) {
      line("list", field, list.table)
      sections.append(.int32(list.offsets))
    }
    for (field, reference) in table.references.sorted(by: { $0.key < $1.key }) {
      line("reference", field, reference.table)
      sections.append(.int32(reference.rows))
    }
  }

  private func form(of storage: Column.Storage) -> String {
    switch storage {
    case .bool: "bool"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .day: "day"
    case .text: "text"
    }
  }

  private mutating func add(_ storage: Column.Storage) {
    switch storage {
    case .bool(let values): sections.append(.bytes(values))
    case .int8(let values): sections.append(.int8(values))
    case .int16(let values): sections.append(.int16(values))
    case .int32(let values), .day(let values): sections.append(.int32(values))
    case .int64(let values): sections.append(.int64(values))
    case .text(let codes, let dictionary):
      sections.append(.int32(codes))
      add(TextColumn(dictionary))
    }
  }

  private mutating func add(_ texts: TextColumn) {
    sections.append(.int32(texts.offsets))
    sections.append(.bytes(texts.bytes))
  }
}

/// Puts a snapshot together again; nothing of the lines or the arrays is believed.
struct SnapshotReader {
  /// Why the arrays make no snapshot.
  struct Fault: Error { let part: String }

  private var sections: ArraySlice<SnapshotSection>
  private var head: [String: String] = [:]
  private var tables: [String: Table] = [:]
  private var wide: [String: [Int64]] = [:]
  private var narrow: [String: [Int32]] = [:]
  private var texts: [String: TextColumn] = [:]
  private var open: (name: String, recordType: String, rowCount: Int)?
  private var columns: [String: Column] = [:]
  private var lists: [String: ChildList] = [:]
  private var references: [String: Reference] = [:]

  init(_ sections: [SnapshotSection]) { self.sections = sections[...] }

  /// The words about the whole alone.
  static func head(of text: String) -> [String: String] {
    var head: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false)
      if words.first == "head", words.count == 3 { head[String(words[1])] = String(words[2]) }
    }
    return head
  }

  mutating func read(_ text: String) throws(Fault) -> FrameSnapshot {
    head = SnapshotReader.head(of: text)
    for line in text.split(separator: "\n") where !line.hasPrefix("head\t") {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try take(words)
    }
    try close()
    guard sections.isEmpty else { throw Fault(part: "sections") }
    if let fault = Frame.fault(in: tables) { throw Fault(part: fault) }
    return FrameSnapshot(head: head, frame: Frame(tables), wide: wide, narrow: narrow, texts: texts)
  }

  private mutating func take(_ words: [String]) throws(Fault) {
    switch (words[0], words.count) {
    case ("table", 4):
      try close()
      guard let rows = Int(words[3]), rows >= 0, rows < Int(Int32.max), tables[words[1]] == nil else {
        throw Fault(part: words[1])
      }
      open = (words[1], words[2], rows)
    case ("column", 4): columns[words[1]] = try column(words[2], hasGaps: words[3] == "gaps", words[1])
    case ("list", 3): lists[words[1]] = ChildList(table: words[2], offsets: try int32(words[1]))
    case ("reference", 3): references[words[1]] = Reference(table: words[2], rows: try int32(words[1]))
    case ("wide", 2): wide[words[1]] = try int64(words[1])
    case ("narrow", 2): narrow[words[1]] = try int32(words[1])
    case ("texts", 2): texts[words[1]] = try textColumn(words[1])
    default: throw Fault(part: words[0])
    }
  }

  /// Ends the table whose columns were read.
  private mutating func close() throws(Fault) {
    guard let (name, recordType, rowCount) = open else {
      guard columns.isEmpty, lists.isEmpty, references.isEmpty else { throw Fault(part: "table") }
      return
    }
    guard columns.allSatisfy({ $0.value.count == rowCount }) else { throw Fault(part: name) }
    tables[name] = Table(
      recordType, rowCount: rowCount, columns: columns, lists: lists, references: references)
    (open, columns, lists, references) = (nil, [:], [:], [:])
  }

  private mutating func column(_ form: String, hasGaps: Bool, _ name: String) throws(Fault) -> Column {
    let storage: Column.Storage
    switch form {
    case "bool": storage = .bool(try bytes(name))
    case "int8":
      guard case .int8(let values)? = sections.popFirst() else { throw Fault(part: name) }
      storage = .int8(values)
    case "int16":
      guard case .int16(let values)? = sections.popFirst() else { throw Fault(part: name) }
      storage = .int16(values)
    case "int32": storage = .int32(try int32(name))
    case "int64": storage = .int64(try int64(name))
    case "day": storage = .day(try int32(name))
    case "text":
      let codes = try int32(name)
      let texts = try textColumn(name)
      storage = .text(codes: codes, dictionary: texts.indices.map { texts[$0] })
    default: throw Fault(part: name)
    }
    let missing = hasGaps ? try bytes(name) : nil
    guard let column = Column(ifSound: storage, missing: missing) else { throw Fault(part: name) }
    return column
  }

  private mutating func textColumn(_ name: String) throws(Fault) -> TextColumn {
    let offsets = try int32(name)
    guard let texts = TextColumn(bytes: try bytes(name), offsets: offsets) else { throw Fault(part: name) }
    return texts
  }

  private mutating func bytes(_ name: String) throws(Fault) -> [UInt8] {
    guard case .bytes(let values)? = sections.popFirst() else { throw Fault(part: name) }
    return values
  }

  private mutating func int32(_ name: String) throws(Fault) -> [Int32] {
    guard case .int32(let values)? = sections.popFirst() else { throw Fault(part: name) }
    return values
  }

  private mutating func int64(_ name: String) throws(Fault) -> [Int64] {
    guard case .int64(let values)? = sections.popFirst() else { throw Fault(part: name) }
    return values
  }
}
