// Parts of rules that the interpreter computes, for the rows of a block that need it.

import RuleLanguage
import RuleValues

/// A test or a whole number without a columnar form.
struct RowPart: Sendable {
  let program: Program
  /// The rows that the program speaks of, by name, those of outer domains first.
  let rows: [(name: String, domain: Int)]
  let text: String
  /// The derived field whose rule it stands in, if it does.
  let field: String?
  /// The record type of the rows that it is run for.
  let record: String
  let reason: Wording
}

/// How a machine asks the interpreter.
struct RowReader {
  let context: RowContext
  /// The table of each domain.
  let tables: [String]
  /// How often it was asked.
  var runs = 0
  /// By part: what it said of the rows of the block at hand, so that it is asked once, however many rules and
  /// selections want to know.
  private(set) var answers: [Answers]

  struct Answers {
    var lower = -1
    var rows: [MachineTexts.Answer] = []
  }

  init(_ context: RowContext, tables: [String], parts: Int) {
    (self.context, self.tables) = (context, tables)
    answers = Array(repeating: Answers(), count: parts)
  }

  /// Forgets what was said of another block.
  mutating func enter(_ part: Int, _ lower: Int, _ count: Int) {
    guard answers[part].lower != lower || answers[part].rows.count != count else { return }
    answers[part] = Answers(lower: lower, rows: Array(repeating: .unknown, count: count))
  }

  mutating func note(_ part: Int, _ row: Int, _ answer: MachineTexts.Answer) {
    runs += 1
    answers[part].rows[row] = answer
  }
}

extension Machine {
  /// The part's value for each row where `need` is true.
  mutating func byRow(
    _ number: Int, _ need: Lane?, _ domain: Int, _ kind: Kind, _ out: Scratch, _ count: Int
  ) -> Lane {
    reader?.enter(number, extents[domain].lower, count)
    var hasErrors = false
    for row in 0..<count {
      var value: Int64 = 0
      out.bad[row] = 0
      if need.map({ $0.bytes[row] == 1 }) ?? true {
        switch answer(number, domain, row) {
        case .value(let answer): value = answer
        case .error, .unknown: (out.bad[row], hasErrors) = (1, true)
        }
      }
      if kind == .bool { out.bytes[row] = UInt8(value) } else { out.words[row] = value }
    }
    let bad = hasErrors ? UnsafePointer(out.bad) : nil
    return kind == .bool ? .bytes(out.bytes, bad: bad) : .words(out.words, bad: bad)
  }

  private mutating func answer(_ number: Int, _ domain: Int, _ row: Int) -> MachineTexts.Answer {
    guard let known = reader?.answers[number].rows[row], let context = reader?.context,
      let tables = reader?.tables
    else { preconditionFailure("a machine that runs has somebody to ask") }
    guard case .unknown = known else { return known }
    let answer = ask(context, tables, graph.rowParts[number], domain, row)
    reader?.note(number, row, answer)
    return answer
  }

  /// What the interpreter says of a row of the block.
  private func ask(
    _ context: RowContext, _ tables: [String], _ part: RowPart, _ domain: Int, _ row: Int
  ) -> MachineTexts.Answer {
    var records: [(name: String, record: Value)] = []
    var (place, at) = (row, domain)
    for (name, wanted) in part.rows.reversed() {
      while at != wanted { (place, at) = parent(of: place, in: at) }
      let record = context.record(tables[at], extents[at].lower + place)
      records.append((name, .record(record)))
    }
    let constants = context.constants
    let value = try? part.program.evaluate { name in
      records.first { $0.name == name }?.record ?? constants[name]
    }
    switch value {
    case .bool(let truth)?: return .value(truth ? 1 : 0)
    case .int(let number)?: return .value(number)
    default: return .error
    }
  }

  /// The place in its block of the row that owns a child row.
  private func parent(of row: Int, in domain: Int) -> (row: Int, domain: Int) {
    guard let above = graph.domains[domain].parent, let starts = extents[domain].starts else {
      preconditionFailure("the rows that a part speaks of lie above one another")
    }
    // The last whose child rows begin at the row or before; those without any begin where the next one does.
    let wanted = starts[0] + Int32(row)
    var (low, high) = (0, extents[above].count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= wanted { low = middle } else { high = middle - 1 }
    }
    return (low, above)
  }
}
