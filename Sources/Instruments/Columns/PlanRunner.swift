// Runs a plan over one small frame after another: one household that has just changed.

package import RuleValues

/// Keeps what does not change between runs with the same constants: the machine with its memory, and what
/// the constants are. **Shape**: frames of one shape, in which tables have the same columns, lists and
/// references. One thread at a time may use it.
package final class PlanRunner {
  private let plan: Plan
  private let constants: [String: Value]
  private let selection: Plan.Selection
  private let blockRows: Int
  private var worker: Worker?
  private var runs = 0

  /// Texts that were met are kept from run to run; now and then they are forgotten.
  private static let runsOfWorker = 100_000

  /// - Parameter selection: What is run; everything where it is nil.
  package convenience init(
    _ plan: Plan, constants: [String: Value], selecting selection: Plan.Selection? = nil
  ) {
    self.init(plan, constants: constants, selecting: selection, blockRows: Plan.blockRows)
  }

  init(_ plan: Plan, constants: [String: Value], selecting selection: Plan.Selection?, blockRows: Int) {
    (self.plan, self.constants, self.blockRows) = (plan, constants, blockRows)
    self.selection = selection ?? plan.everything
  }

  /// The same answers as `Plan.run(over:rows:constants:)`. **Shape**: the outcome's rows are counted from the
  /// range's first.
  package func run(over frame: Frame, rows: Range<Int>) -> Outcome {
    Pinned.with(plan.graph, frame) { pinned in
      runs += 1
      if worker == nil || runs % PlanRunner.runsOfWorker == 0 {
        let parts = [Plan.Part(rows: rows, constants: constants)]
        worker = Worker(Job(plan, frame, parts, selection, blockRows: blockRows), pinned)
      } else {
        worker?.turn(to: frame, pinned)
      }
      guard let outcome = worker?.run(Stretch(part: 0, rows: rows)) else {
        preconditionFailure("a runner has a worker once it runs")
      }
      worker?.rest()
      return outcome
    }
  }
}
