// A row as a record, field by field: the plain way to run a rule, slow and easily seen to be right.

package import RuleLanguage
package import RuleValues

/// Reads rows of a frame for the interpreter. It is the oracle of the columnar plan, runs what the plan
/// can't, and explains findings.
package final class RowContext: Sendable {
  package let frame: Frame
  package let constants: [String: Value]
  let programs: DerivedPrograms

  package convenience init(
    frame: Frame, derived: [DerivedField] = [], constants: [String: Value] = [:], vocabulary: Vocabulary
  ) {
    self.init(frame: frame, programs: DerivedPrograms(derived, vocabulary: vocabulary), constants: constants)
  }

  init(frame: Frame, programs: DerivedPrograms, constants: [String: Value]) {
    (self.frame, self.programs, self.constants) = (frame, programs, constants)
  }

  package func record(_ table: String, _ row: Int) -> RowRecord {
    precondition(row >= 0 && row < frame[table].rowCount, "the row lies inside \(table)")
    return RowRecord(context: self, table: table, row: row)
  }

  /// Runs a program with a row under a name; the other names are the constants.
  package func evaluate(
    _ program: Program, _ variable: String, _ table: String, _ row: Int,
    observing observer: ((Observation) -> Void)? = nil
  ) throws(EvaluationFault) -> Value {
    let record = record(table, row)
    return try program.evaluate(
      { $0 == variable ? .record(record) : self.constants[$0] }, observing: observer)
  }

  /// Where a record value came from: its table and row.
  package static func place(of value: Value) -> (table: String, row: Int)? {
    guard case .record(let record) = value, let record = record as? RowRecord else { return nil }
    return (record.table, record.row)
  }
}

/// One row of a table of the context's frame.
package final class RowRecord: Record {
  let context: RowContext
  package let table: String
  package let row: Int

  init(context: RowContext, table: String, row: Int) {
    (self.context, self.table, self.row) = (context, table, row)
  }

  package var typeName: String { context.frame[table].recordType }

  package func field(_ name: String) -> Value? {
    let rows = context.frame[table]
    if let (variable, program) = context.programs[rows.recordType, name] {
      // A derived field whose rule fails is absent.
      return try? context.evaluate(program, variable, table, row)
    }
    if let column = rows.columns[name] { return column.value(at: row) }
    if let list = rows.lists[name] {
      return .list(list.rows(of: row).map { .record(context.record(list.table, $0)) })
    }
    guard let reference = rows.references[name], reference.rows[row] >= 0 else { return nil }
    return .record(context.record(reference.table, Int(reference.rows[row])))
  }
}

/// The derived fields' rules, made ready once and shared by all contexts.
struct DerivedPrograms: Sendable {
  private let programs: [DerivedField.Key: (variable: String, program: Program)]

  init(_ fields: [DerivedField], vocabulary: Vocabulary) {
    precondition(DerivedField.cycle(among: fields) == nil, "no derived field depends on itself")
    programs = Dictionary(
      fields.map { ($0.key, ($0.variable, Program($0.rule, vocabulary: vocabulary))) },
      uniquingKeysWith: { $1 })
  }

  subscript(_ record: String, _ name: String) -> (variable: String, program: Program)? {
    programs[DerivedField.Key(record: record, name: name)]
  }
}
