// Rules compiled once, to be run over any frame of the same shape, with any constants.

import Dispatch
package import RuleLanguage

/// All rules as one graph over columns. What has no columnar form runs row by row and is named in `unsupported`.
package struct Plan: Sendable {
  /// Rows of the subject that are run with the same constants.
  package struct Part: Sendable {
    package let rows: Range<Int>
    /// The screening day and the parameters, by name.
    package let constants: [String: Value]

    package init(rows: Range<Int>, constants: [String: Value]) { (self.rows, self.constants) = (rows, constants) }
  }

  /// What the machine needs to know.
  struct Compiled: Sendable {
    let graph: Graph
    let schedule: Schedule
  }

  /// Why a rule runs row by row, by its number.
  package let unsupported: [Int: String]
  private let compiled: Compiled
  private let subject: String
  private let variable: String
  private let vocabulary: Vocabulary
  private let derived: DerivedPrograms
  private let rules: [Program]
  private let outputs: [Program]
  /// Outputs that have no columnar form.
  private let slowOutputs: Set<Int>

  /// - Parameters:
  ///   - rules: Tests on a row of the subject.
  ///   - outputs: Values wanted beside them, of the kinds int, bool, timestamp and duration.
  package init(
    rules: [CheckedRule], subject: String = "Household", subjectVariable: String = "household",
    derived: [DerivedField], outputs: [CheckedRule] = [], vocabulary: Vocabulary
  ) {
    var compiler = Compiler(subject: subject, vocabulary: vocabulary, derived: derived)
    var unsupported: [Int: String] = [:]
    var ruleNodes: [(number: Int, node: Int)] = []
    for (number, rule) in rules.enumerated() {
      do throws(Unsupported) {
        ruleNodes.append((number, try compiler.compile(rule, subjectVariable, [.bool])))
      } catch {
        unsupported[number] = error.reason
      }
    }
    var outputNodes: [(number: Int, node: Int)] = []
    var slowOutputs: Set<Int> = []
    for (number, output) in outputs.enumerated() {
      do throws(Unsupported) {
        outputNodes.append((number, try compiler.compile(output, subjectVariable, [.bool, .int, .moment, .span])))
      } catch {
        slowOutputs.insert(number)
      }
    }
    let schedule = Schedule(compiler.graph, rules: ruleNodes, outputs: outputNodes)
    compiled = Compiled(graph: compiler.graph, schedule: schedule)
    (self.unsupported, self.slowOutputs) = (unsupported, slowOutputs)
    (self.subject, variable, self.vocabulary) = (subject, subjectVariable, vocabulary)
    self.derived = DerivedPrograms(derived, vocabulary: vocabulary)
    self.rules = rules.map { Program($0, vocabulary: vocabulary) }
    self.outputs = outputs.map { Program($0, vocabulary: vocabulary) }
  }

  /// Runs everything over some rows. **Shape**: the outcome's rows are counted from the range's first.
  package func run(
    over frame: Frame, rows: Range<Int>, constants: [String: Value], blockRows: Int = Plan.blockRows
  ) -> Outcome {
    Pinned.with(compiled.graph, frame) { pinned in
      run(pinned, frame, Part(rows: rows, constants: constants), blockRows)
    }
  }

  /// Runs everything over parts that follow one another from row 0 on, on as many threads as the machine has
  /// or on one. The outcome does not depend on it.
  package func run(over frame: Frame, parts: [Part], threads: Int) -> Outcome {
    let end = parts.last?.rows.upperBound ?? 0
    let tasks = Plan.split(parts)
    guard threads > 1, tasks.count > 1 else {
      var whole = Outcome(rowCount: end, rules: rules.count, outputs: outputs.count)
      for part in tasks {
        whole.insert(run(over: frame, rows: part.rows, constants: part.constants), at: part.rows.lowerBound)
      }
      return whole
    }
    let board = Board(Outcome(rowCount: end, rules: rules.count, outputs: outputs.count))
    DispatchQueue.concurrentPerform(iterations: tasks.count) { number in
      let part = tasks[number]
      board.insert(run(over: frame, rows: part.rows, constants: part.constants), at: part.rows.lowerBound)
    }
    return board.whole
  }

  /// Large enough to spread the cost of an instruction, small enough to stay in the cache.
  package static let blockRows = 1_024
  /// Rows of one task: a few dozen tasks keep two threads busy to the end.
  private static let taskRows = 32 * 1_024

  private static func split(_ parts: [Part]) -> [Part] {
    parts.flatMap { part in
      stride(from: part.rows.lowerBound, to: part.rows.upperBound, by: taskRows).map { start in
        Part(rows: start..<min(start + taskRows, part.rows.upperBound), constants: part.constants)
      }
    }
  }

  private func run(_ pinned: borrowing Pinned, _ frame: Frame, _ part: Part, _ blockRows: Int) -> Outcome {
    precondition(
      part.rows.lowerBound >= 0 && part.rows.upperBound <= frame[subject].rowCount, "the rows lie in the table")
    var outcome = Outcome(rowCount: part.rows.count, rules: rules.count, outputs: outputs.count)
    let constants = Constants(part.constants)
    let values = constants.values(of: compiled.graph)
    let isHeld = values.allSatisfy(\.isHeld)
    if isHeld {
      var machine = Machine(compiled, pinned, constants: values, blockRows: blockRows)
      machine.run(part.rows, constants, into: &outcome)
    }
    let slow = isHeld ? unsupported.keys.sorted() : Array(rules.indices)
    let slowOutputs = isHeld ? slowOutputs.sorted() : Array(outputs.indices)
    if !slow.isEmpty || !slowOutputs.isEmpty {
      runByRow(frame, part, rules: slow, outputs: slowOutputs, into: &outcome)
    }
    return outcome
  }

  private func runByRow(
    _ frame: Frame, _ part: Part, rules numbers: [Int], outputs outputNumbers: [Int], into outcome: inout Outcome
  ) {
    let context = RowContext(frame: frame, programs: derived, constants: part.constants)
    for (place, row) in part.rows.enumerated() {
      for number in numbers {
        switch try? context.evaluate(rules[number], variable, subject, row) {
        case .bool(true)?: outcome.setHit(number, place)
        case .bool(false)?: break
        default: outcome.setFault(number, place)
        }
      }
      for number in outputNumbers {
        switch try? context.evaluate(outputs[number], variable, subject, row) {
        case .bool(let truth)?: outcome.setValue(number, place, truth ? 1 : 0)
        case .int(let value)?: outcome.setValue(number, place, value)
        case .timestamp(let moment)?: outcome.setValue(number, place, moment.seconds)
        case .duration(let span)?: outcome.setValue(number, place, span.seconds)
        default: outcome.setMissing(number, place)
        }
      }
    }
  }
}

/// Where threads bring their parts together.
private final class Board: @unchecked Sendable {
  // Every access to `whole` while threads run is inside the lock.
  private(set) var whole: Outcome
  private let lock = DispatchSemaphore(value: 1)

  init(_ whole: Outcome) { self.whole = whole }

  func insert(_ part: Outcome, at place: Int) {
    lock.wait()
    whole.insert(part, at: place)
    lock.signal()
  }
}
