// What a run answers: for each rule a bit a row, for each output a value a row.

/// **Shape**: rows are counted from the first row of the range that was run.
package struct Outcome: Sendable {
  /// A number for each row; bools are 0 and 1, timestamps and durations are in seconds.
  package struct Output: Sendable {
    package internal(set) var values = NarrowNumbers()
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

  /// Every rule a miss, every output still to be written.
  init(rowCount: Int, rules: Int, outputs: Int) {
    self.rowCount = rowCount
    hits = Array(repeating: Bitmap(length: rowCount), count: rules)
    faults = Array(repeating: nil, count: rules)
    self.outputs = Array(repeating: Output(), count: outputs)
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

  /// An output's values for the next `count` rows, from `place` on.
  mutating func write(_ output: Int, _ lane: Lane, _ count: Int, at place: Int) {
    precondition(place == outputs[output].values.count, "an output is written from front to back")
    outputs[output].values.append(lane, count, room: rowCount)
    guard let bad = lane.bad, contains(bad, count) else { return }
    for row in 0..<count where bad[row] == 1 { setMissing(output, place + row) }
  }

  mutating func setHit(_ rule: Int, _ row: Int) { hits[rule][row] = true }

  mutating func setFault(_ rule: Int, _ row: Int) {
    if faults[rule] == nil { faults[rule] = Bitmap(length: rowCount) }
    faults[rule]?[row] = true
  }

  mutating func setValue(_ output: Int, _ row: Int, _ value: Int64) {
    outputs[output].values.set(row, value)
  }

  mutating func setMissing(_ output: Int, _ row: Int) {
    if outputs[output].missing == nil { outputs[output].missing = [UInt8](repeating: 0, count: rowCount) }
    outputs[output].missing?[row] = 1
    outputs[output].values.set(row, 0)
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
      outputs[output].values.append(part.outputs[output].values, room: rowCount)
      guard let missing = part.outputs[output].missing else { continue }
      if outputs[output].missing == nil { outputs[output].missing = [UInt8](repeating: 0, count: rowCount) }
      outputs[output].missing?.replaceSubrange(place..<place + part.rowCount, with: missing)
    }
  }
}
