// One thread's share of a run: tasks, one after the other.

import RuleLanguage
import RuleValues

/// Keeps its machine from task to task while the constants stay the same, and with it the memory and the
/// texts met.
struct Worker: ~Copyable {
  private let plan: Plan
  private let frame: Frame
  private let pinned: Pinned
  private let parts: [Plan.Part]
  private let blockRows: Int
  /// The table of each domain.
  private let tables: [String]
  /// The part whose constants the machine has.
  private var part = -1
  private var constants = Constants([:])
  /// Nil where a constant has no columnar form: then everything goes row by row.
  private var machine: Machine?

  init(_ plan: Plan, _ frame: Frame, _ pinned: Pinned, _ parts: [Plan.Part], blockRows: Int) {
    (self.plan, self.frame, self.pinned, self.parts, self.blockRows) = (plan, frame, pinned, parts, blockRows)
    tables = Pinned.tables(plan.compiled.graph, frame)
    machine = nil
  }

  /// **Shape**: the outcome's rows are counted from the task's first.
  mutating func run(_ task: Stretch) -> Outcome {
    precondition(
      task.rows.lowerBound >= 0 && task.rows.upperBound <= frame[plan.subject].rowCount,
      "the rows lie in the table")
    if task.part != part { enter(task.part) }
    var outcome = Outcome(rowCount: task.rows.count, rules: plan.rules.count, outputs: plan.outputs.count)
    guard machine != nil else {
      runByRow(
        task.rows, rules: Array(plan.rules.indices), outputs: Array(plan.outputs.indices), into: &outcome)
      return outcome
    }
    machine?.run(task.rows, constants, into: &outcome)
    runByRow(
      task.rows, rules: plan.unsupported.keys.sorted(), outputs: plan.slowOutputs.sorted(), into: &outcome)
    return outcome
  }

  private mutating func enter(_ number: Int) {
    part = number
    constants = Constants(parts[number].constants)
    let values = constants.values(of: plan.compiled.graph)
    machine = nil
    if values.allSatisfy(\.isHeld) {
      let reader = RowReader(context, tables: tables, parts: plan.compiled.graph.rowParts.count)
      machine = Machine(plan.compiled, pinned, reader, constants: values, blockRows: blockRows)
    }
  }

  private var context: RowContext {
    RowContext(frame: frame, programs: plan.derived, constants: constants.values)
  }

  private func runByRow(_ rows: Range<Int>, rules: [Int], outputs: [Int], into outcome: inout Outcome) {
    guard !rules.isEmpty || !outputs.isEmpty else { return }
    let context = context
    outcome.rowRuns += rows.count * (rules.count + outputs.count)
    for (place, row) in rows.enumerated() {
      for number in rules {
        switch try? context.evaluate(plan.rules[number], plan.variable, plan.subject, row) {
        case .bool(true)?: outcome.setHit(number, place)
        case .bool(false)?: break
        default: outcome.setFault(number, place)
        }
      }
      for number in outputs {
        switch try? context.evaluate(plan.outputs[number], plan.variable, plan.subject, row) {
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
