// Reads one part of a sheet into the columns of a scan.

struct ScanRun {
  private typealias Word = (word: FastCell.Word, number: Int64)

  private(set) var rows = 0
  private let scan: SheetScan
  private let stretch: Stretch

  init(_ scan: SheetScan, _ stretch: Stretch) { (self.scan, self.stretch) = (scan, stretch) }

  /// A cell made ready: words as numbers, the place that its values go to.
  private struct Plan {
    enum Kind { case number, digits, yuan, money, day, code, citizen, text }

    let kind: Kind
    let isOptional: Bool
    let column: Int
    let low: Int64
    let high: Int64
    let words: Range<Int>
    /// How many digits a number of `digits` has.
    let digits: Int
    let none: Int64
    let width: HeldColumn.Width
    /// Plain memory, which the scan holds: counting references would cost more than the cell.
    let out: UnsafeMutableRawPointer

    @inline(__always)
    func put(_ value: Int64, _ row: Int) { HeldColumn.put(value, row, width, out) }
  }

  mutating func read(_ cells: [ScanCell]) {
    var words: [Word] = []
    let plans = zip(cells, scan.columns).map { ScanRun.plan($0, $1, &words) }
    let base = scan.sheet.bytes.base
    var reader = scan.sheet.reader(from: stretch.bytes.lowerBound, line: stretch.line)
    var row = stretch.firstRow
    plans.withUnsafeBufferPointer { plans in
      words.withUnsafeBufferPointer { words in
        while reader.position < stretch.bytes.upperBound {
          // Blank lines at the end are passed over, into the next stretch, whose row that is.
          guard reader.next(), reader.rowStart < stretch.bytes.upperBound else { break }
          precondition(row < stretch.firstRow + stretch.rowLimit, "a row has a line of its own")
          scan.lines.put(Int64(reader.line), row)
          scan.offsets.put(Int64(reader.rowStart), row)
          if reader.fault != nil || !ScanRun.take(reader, plans, words, base, row) {
            for plan in plans { plan.put(0, row) }
          }
          row &+= 1
        }
      }
    }
    rows = row - stretch.firstRow
  }

  /// False where a cell is unusual.
  @inline(__always)
  private static func take(
    _ reader: borrowing SheetReader, _ plans: UnsafeBufferPointer<Plan>,
    _ words: UnsafeBufferPointer<Word>, _ base: UnsafePointer<UInt8>, _ row: Int
  ) -> Bool {
    for place in 0..<plans.count {
      let plan = plans[place]
      let field = reader.fields[plan.column]
      let (start, count) = (field.start, field.count)
      if count == 0, plan.isOptional {
        plan.put(plan.none, row)
        continue
      }
      let value: Int64?
      switch plan.kind {
      case .digits:
        let isLong = count == plan.digits && start[0] != 0x30
        value = isLong ? FastCell.number(start, count, room: start - base) : nil
      case .number, .yuan:
        value = FastCell.number(start, count, room: start - base)
      case .money: value = FastCell.money(start, count, room: start - base)
      case .day: value = FastCell.day(start, count).map { Int64($0) }
      case .citizen: value = FastCell.citizen(start, count)
      case .code: value = number(of: FastCell.word(start, count), in: words, plan.words)
      case .text: value = reference(to: start, count, base, reader.end)
      }
      guard let value, value >= plan.low, value <= plan.high else { return false }
      plan.put(plan.kind == .yuan ? value &* 100 : value, row)
    }
    return true
  }

  @inline(__always)
  private static func number(
    of word: FastCell.Word?, in words: UnsafeBufferPointer<Word>, _ range: Range<Int>
  ) -> Int64? {
    guard let word else { return nil }
    for place in range where words[place].word == word { return words[place].number }
    return nil
  }

  /// A text that stands in the sheet as it is, without blanks around.
  @inline(__always)
  private static func reference(
    to start: UnsafePointer<UInt8>, _ count: Int, _ base: UnsafePointer<UInt8>, _ end: Int
  ) -> Int64? {
    let offset = start - base
    guard offset >= 0, offset &+ count <= end, count < 1 << 24 else { return nil }
    if count > 0 {
      // What can begin or end a blank; see `FieldValue.trimmed`.
      let (first, last) = (start[0], start[count &- 1])
      guard first > 0x20, first != 0xC2, first != 0xE3, last > 0x20 else { return nil }
      if last == 0xA0 || last == 0x80 {
        guard count >= 3, start[count &- 2] != 0xC2, start[count &- 3] != 0xE3 else { return nil }
      }
    }
    return Int64(offset) << 24 | Int64(count)
  }

  private static func plan(
    _ cell: ScanCell, _ out: HeldColumn, _ words: inout [Word]
  ) -> Plan {
    let first = words.count
    func plan(
      _ kind: Plan.Kind, _ range: ClosedRange<Int64>? = nil, isOptional: Bool = false, digits: Int = 0
    ) -> Plan {
      Plan(
        kind: kind, isOptional: isOptional, column: cell.column, low: range?.lowerBound ?? .min,
        high: range?.upperBound ?? .max, words: first..<words.count, digits: digits, none: out.none,
        width: out.width, out: out.base)
    }
    switch cell.content {
    case .number(let range): return plan(.number, range)
    case .digits(let count): return plan(.digits, isOptional: false, digits: count)
    case .optionalNumber(let range): return plan(.number, range, isOptional: true)
    case .yuan(let range): return plan(.yuan, range)
    case .money: return plan(.money)
    case .day: return plan(.day)
    case .openDay: return plan(.day, isOptional: true)
    case .citizen: return plan(.citizen)
    case .text: return plan(.text)
    case .code(let list), .optionalCode(let list):
      for entry in list {
        let word = Array(entry.word.utf8).withUnsafeBufferPointer { bytes in
          bytes.baseAddress.flatMap { FastCell.word($0, bytes.count) }
        }
        if let word { words.append((word, entry.number)) }
      }
      if case .optionalCode = cell.content { return plan(.code, isOptional: true) }
      return plan(.code)
    }
  }
}
