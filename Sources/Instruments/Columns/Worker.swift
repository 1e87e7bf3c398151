// One thread's share of a run: tasks, one after the other.

import RuleLanguage
import RuleValues

/// Keeps its machine from task to task, and with it the memory; the texts met as long as the constants stay
/// the same.
struct Worker: ~Copyable {
  private var job: Job
  private var tables: [String]
  private var machine: Machine
  /// The part whose constants the machine has.
  private var part = -1
  private var constants = Constants([:])
  /// False where a constant has no columnar form: then everything goes row by row.
  private var isColumnar = false
  /// What has no columnar form at all.
  private let slowRules: [Int]
  private let slowOutputs: [Int]

  init(_ job: Job, _ pinned: Pinned) {
    self.job = job
    tables = pinned.tables
    machine = Machine(job.plan.graph, job.schedule, pinned, blockRows: job.blockRows)
    slowRules = job.plan.unsupported.keys.filter(job.selection.rules.contains).sorted()
    slowOutputs = job.plan.slowOutputs.filter(job.selection.outputs.contains).sorted()
  }

  /// **Shape**: the outcome's rows are counted from the task's first.
  mutating func run(_ task: Stretch) -> Outcome {
    let plan = job.plan
    precondition(
      task.rows.lowerBound >= 0 && task.rows.upperBound <= job.frame[plan.subject].rowCount,
      "the rows lie in the table")
    if task.part != part { enter(task.part) }
    var outcome = Outcome(rowCount: task.rows.count, rules: plan.rules.count, outputs: plan.outputs.count)
    guard isColumnar else {
      let (rules, outputs) = (job.selection.rules.sorted(), job.selection.outputs.sorted())
      runByRow(task.rows, rules: rules, outputs: outputs, into: &outcome)
      return outcome
    }
    machine.run(task.rows, into: &outcome)
    runByRow(task.rows, rules: slowRules, outputs: slowOutputs, into: &outcome)
    return outcome
  }

  /// Goes on with another frame of the same shape.
  mutating func turn(to frame: Frame, _ pinned: Pinned) {
    (job.frame, tables) = (frame, pinned.tables)
    machine.turn(to: pinned, reader)
  }

  /// Keeps no frame until the next is turned to.
  mutating func rest() {
    job.frame = Frame([:])
    machine.reader = nil
  }

  private mutating func enter(_ number: Int) {
    part = number
    constants = Constants(job.parts[number].constants)
    let values = constants.values(of: job.plan.graph)
    isColumnar = values.allSatisfy(\.isHeld)
    guard isColumnar else { return }
    machine.take(constants, values, reader)
  }

  /// Who is asked about single rows; nil where nobody is.
  private var reader: RowReader? {
    let parts = job.plan.graph.rowParts.count
    return isColumnar && parts > 0 ? RowReader(context, tables: tables, parts: parts) : nil
  }

  private var context: RowContext {
    RowContext(frame: job.frame, programs: job.plan.derived, constants: constants.values)
  }

  private func runByRow(_ rows: Range<Int>, rules: [Int], outputs: [Int], into outcome: inout Outcome) {
    guard !rules.isEmpty || !outputs.isEmpty else { return }
    let (plan, context) = (job.plan, context)
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
