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
}

extension Machine {
  /// The part's value for each row where `need` is true.
  mutating func byRow(
    _ part: RowPart, _ need: Lane?, _ domain: Int, _ kind: Kind, _ out: Scratch, _ count: Int
  ) -> Lane {
    var hasErrors = false
    for row in 0..<count {
      var value: Int64 = 0
      out.bad[row] = 0
      if need.map({ $0.bytes[row] == 1 }) ?? true {
        if let answer = ask(part, domain, row) { value = answer } else { (out.bad[row], hasErrors) = (1, true) }
      }
      if kind == .bool { out.bytes[row] = UInt8(value) } else { out.words[row] = value }
    }
    let bad = hasErrors ? UnsafePointer(out.bad) : nil
    return kind == .bool ? .bytes(out.bytes, bad: bad) : .words(out.words, bad: bad)
  }

  /// What the interpreter says of a row of the block; nil where that is an error.
  private mutating func ask(_ part: RowPart, _ domain: Int, _ row: Int) -> Int64? {
    reader.runs += 1
    var records: [(name: String, record: Value)] = []
    var (place, at) = (row, domain)
    for (name, wanted) in part.rows.reversed() {
      while at != wanted { (place, at) = parent(of: place, in: at) }
      let record = reader.context.record(reader.tables[at], extents[at].lower + place)
      records.append((name, .record(record)))
    }
    let constants = reader.context.constants
    let value = try? part.program.evaluate { name in
      records.first { $0.name == name }?.record ?? constants[name]
    }
    switch value {
    case .bool(let truth)?: return truth ? 1 : 0
    case .int(let number)?: return number
    default: return nil
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
