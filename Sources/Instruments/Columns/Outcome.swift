// What a run answers: for each rule a bit a row, for each output a value a row.

/// **Shape**: rows are counted from the first row of the range that was run.
package struct Outcome: Sendable {
  /// A number for each row; bools are 0 and 1, timestamps and durations are in seconds.
  package struct Output: Sendable {
    package internal(set) var values: [Int64]
    /// 1 where the value can't be computed; nil where every row has one.
    package internal(set) var missing: [UInt8]?
  }

  package let rowCount: Int
  /// By rule: the rows that it holds for.
  package private(set) var hits: [Bitmap]
  /// By rule: the rows that it can't be judged for, nil where there are none.
  package private(set) var faults: [Bitmap?]
  package private(set) var outputs: [Output]
  /// How often the interpreter was asked about a row: 0 where everything ran over columns.
  package internal(set) var rowRuns = 0

  /// Every rule a miss, every output 0.
  init(rowCount: Int, rules: Int, outputs: Int) {
    self.rowCount = rowCount
    hits = Array(repeating: Bitmap(length: rowCount), count: rules)
    faults = Array(repeating: nil, count: rules)
    // One array each, not one that all share and copy when it is first written.
    self.outputs = (0..<outputs).map { _ in
      Output(values: [Int64](repeating: 0, count: rowCount), missing: nil)
    }
  }

  /// Room for the answers of parts, which are then appended in order.
  init(joining rowCount: Int, rules: Int, outputs: Int) {
    self.init(rowCount: rowCount, rules: rules, outputs: 0)
    self.outputs = (0..<outputs).map { _ in
      var values: [Int64] = []
      values.reserveCapacity(rowCount)
      return Output(values: values, missing: nil)
    }
  }

  /// A rule's answers for `count` rows from `place` on.
  mutating func write(
    _ rule: Int, _ truths: UnsafePointer<UInt8>, _ bad: UnsafePointer<UInt8>?, _ count: Int, at place: Int
  ) {
    precondition(place >= 0 && place + count <= rowCount, "answers lie inside the range")
    hits[rule].set(truths, count, at: place)
    guard let bad, contains(bad, count) else { return }
    if faults[rule] == nil { faults[rule] = Bitmap(length: rowCount) }
    faults[rule]?.set(bad, count, at: place)
  }

  /// An output's values for `count` rows from `place` on.
  mutating func write(
    _ output: Int, _ count: Int, at place: Int, _ bad: UnsafePointer<UInt8>?, _ value: (Int) -> Int64
  ) {
    precondition(place >= 0 && place + count <= rowCount, "values lie inside the range")
    outputs[output].values.withUnsafeMutableBufferPointer { values in
      for row in 0..<count { values[place + row] = value(row) }
    }
    guard let bad, contains(bad, count) else { return }
    if outputs[output].missing == nil { outputs[output].missing = [UInt8](repeating: 0, count: rowCount) }
    for row in 0..<count where bad[row] == 1 { setMissing(output, place + row) }
  }

  mutating func setHit(_ rule: Int, _ row: Int) { hits[rule][row] = true }

  mutating func setFault(_ rule: Int, _ row: Int) {
    if faults[rule] == nil { faults[rule] = Bitmap(length: rowCount) }
    faults[rule]?[row] = true
  }

  mutating func setValue(_ output: Int, _ row: Int, _ value: Int64) { outputs[output].values[row] = value }

  mutating func setMissing(_ output: Int, _ row: Int) {
    if outputs[output].missing == nil { outputs[output].missing = [UInt8](repeating: 0, count: rowCount) }
    outputs[output].missing?[row] = 1
    outputs[output].values[row] = 0
  }

  /// Takes over what a run of the rows from `place` on answered; those before are there already.
  mutating func append(_ part: Outcome, at place: Int) {
    rowRuns += part.rowRuns
    for rule in hits.indices {
      hits[rule].insert(part.hits[rule], at: place)
      guard let bad = part.faults[rule] else { continue }
      if faults[rule] == nil { faults[rule] = Bitmap(length: rowCount) }
      faults[rule]?.insert(bad, at: place)
    }
    for output in outputs.indices {
      precondition(outputs[output].values.count == place, "parts come in order")
      outputs[output].values.append(contentsOf: part.outputs[output].values)
      guard let missing = part.outputs[output].missing else { continue }
      if outputs[output].missing == nil { outputs[output].missing = [UInt8](repeating: 0, count: rowCount) }
      outputs[output].missing?.replaceSubrange(place..<place + part.rowCount, with: missing)
    }
  }
}
