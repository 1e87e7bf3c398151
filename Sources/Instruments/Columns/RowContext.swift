// A row as a record, field by field: the plain way to run a rule, slow and easily seen to be right.

package import RuleLanguage
package import RuleValues

/// Reads rows of a frame for the interpreter. It is the oracle of the columnar plan, runs what the plan
/// can't, and explains findings.
package final class RowContext: Sendable {
  package let frame: Frame
  package let constants: [String: Value]
  let programs: DerivedPrograms
  /// The frame's tables for reading single rows, in the order of their names.
  fileprivate let tables: [RowTable]
  /// Where each table stands among them.
  private let places: [String: Int]

  package convenience init(
    frame: Frame, derived: [DerivedField] = [], constants: [String: Value] = [:], vocabulary: Vocabulary
  ) {
    self.init(frame: frame, programs: DerivedPrograms(derived, vocabulary: vocabulary), constants: constants)
  }

  init(frame: Frame, programs: DerivedPrograms, constants: [String: Value]) {
    (self.frame, self.programs, self.constants) = (frame, programs, constants)
    let names = frame.tables.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    tables = names.map { RowTable($0, frame[$0], places: places) }
    self.places = places
  }

  package func record(_ table: String, _ row: Int) -> RowRecord {
    guard let place = places[table] else { preconditionFailure("the frame has no table \(table)") }
    precondition(row >= 0 && row < tables[place].rowCount, "the row lies inside \(table)")
    return RowRecord(self, place, row)
  }

  /// Runs a program with a row under a name; the other names are the constants.
  package func evaluate(
    _ program: Program, _ variable: String, _ table: String, _ row: Int,
    observing observer: ((Observation) -> Void)? = nil
  ) throws(EvaluationFault) -> Value {
    try evaluate(program, variable, record(table, row), observing: observer)
  }

  func evaluate(
    _ program: Program, _ variable: String, _ record: RowRecord,
    observing observer: ((Observation) -> Void)? = nil
  ) throws(EvaluationFault) -> Value {
    try program.evaluate(
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
  private let context: RowContext
  private let place: Int
  package let row: Int

  init(_ context: RowContext, _ place: Int, _ row: Int) {
    (self.context, self.place, self.row) = (context, place, row)
  }

  package var table: String { rows.name }
  package var typeName: String { rows.recordType }
  private var rows: RowTable { context.tables[place] }

  package func field(_ name: String) -> Value? { field(FieldKey(name)) }

  package func field(_ name: FieldKey) -> Value? {
    if let (variable, program) = context.programs[rows.recordType, name] {
      // A derived field whose rule fails is absent.
      return try? context.evaluate(program, variable, self)
    }
    return rows.field(name)?.value(at: row, context)
  }

  package func childCount(_ name: FieldKey) -> Int? {
    guard context.programs[rows.recordType, name] == nil else { return nil }
    return rows.field(name)?.children(of: row)?.rows.count
  }

  package func child(_ name: FieldKey, at index: Int) -> Value {
    guard let children = rows.field(name)?.children(of: row) else {
      preconditionFailure("a field with a count of records is a list of rows")
    }
    return .record(RowRecord(context, children.table, children.rows.lowerBound + index))
  }
}

/// The derived fields' rules, made ready once and shared by all contexts.
struct DerivedPrograms: Sendable {
  private let programs: [DerivedField.Key: (variable: String, program: Program)]
  /// Whether any record has a derived field of the name with this number.
  private let isDerived: [Bool]

  init(_ fields: [DerivedField], vocabulary: Vocabulary) {
    precondition(DerivedField.cycle(among: fields) == nil, "no derived field depends on itself")
    programs = Dictionary(
      fields.map { ($0.key, ($0.variable, Program($0.rule, vocabulary: vocabulary))) },
      uniquingKeysWith: { $1 })
    let numbers = Set(fields.map { FieldKey(ofRecords: $0.name).number })
    isDerived = (0..<(numbers.max() ?? -1) + 1).map(numbers.contains)
  }

  subscript(_ record: String, _ name: FieldKey) -> (variable: String, program: Program)? {
    guard name.number < 0 || name.number < isDerived.count && isDerived[name.number] else { return nil }
    return programs[DerivedField.Key(record: record, name: name.text)]
  }
}
