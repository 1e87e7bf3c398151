// Running a plan over rows: in one piece, or in parts with constants of their own on several threads.

import Dispatch
package import RuleLanguage
package import RuleValues

extension Plan {
  /// Rows of the subject that are run with the same constants.
  package struct Part: Sendable {
    package let rows: Range<Int>
    /// The screening day and the parameters, by name.
    package let constants: [String: Value]

    package init(rows: Range<Int>, constants: [String: Value]) {
      (self.rows, self.constants) = (rows, constants)
    }
  }

  /// Rules and outputs by their numbers. What only others need is not computed.
  package struct Selection: Hashable, Sendable {
    package let rules: Set<Int>
    package let outputs: Set<Int>

    package init(rules: Set<Int>, outputs: Set<Int>) { (self.rules, self.outputs) = (rules, outputs) }
  }

  package var everything: Selection {
    Selection(rules: Set(rules.indices), outputs: Set(outputs.indices))
  }

  /// Large enough to spread the cost of an instruction, small enough to stay in the cache.
  package static let blockRows = 4_096
  /// Small enough that a task's answers stay in the cache until they are appended to the others.
  static let taskRows = 16 * 1_024

  /// Runs everything, or what is selected, over some rows. **Shape**: the outcome's rows are counted from the
  /// range's first. A rule that is not selected has no hits, such an output no values.
  package func run(
    over frame: Frame, rows: Range<Int>, constants: [String: Value], blockRows: Int = Plan.blockRows,
    selecting selection: Selection? = nil
  ) -> Outcome {
    PlanRunner(self, constants: constants, selecting: selection, blockRows: blockRows)
      .run(over: frame, rows: rows)
  }

  /// Runs everything, or what is selected, over parts that follow one another from row 0 on, on at most so
  /// many threads: fewer where the machine has fewer processors or there is little to do. The outcome does
  /// not depend on it.
  package func run(
    over frame: Frame, parts: [Part], threads: Int, selecting selection: Selection? = nil
  ) -> Outcome {
    run(
      Job(self, frame, parts, selection, blockRows: Plan.blockRows), threads: threads,
      taskRows: Plan.taskRows)
  }

  func run(_ job: Job, threads: Int, taskRows: Int) -> Outcome {
    var end = 0
    for part in job.parts {
      precondition(part.rows.lowerBound == end, "parts follow one another from row 0 on")
      end = part.rows.upperBound
    }
    let tasks = Stretch.split(job.parts, rows: taskRows)
    let board = Board(tasks, Outcome(rowCount: end, rules: rules.count, outputs: outputs.count))
    Pinned.with(graph, job.frame) { pinned in
      DispatchQueue.concurrentPerform(iterations: max(1, min(threads, tasks.count))) { _ in
        var worker = Worker(job, pinned)
        while let number = board.next() { board.deliver(worker.run(tasks[number]), of: number) }
      }
    }
    return board.whole
  }
}

/// What is to be run: a plan or a part of it, over a frame.
struct Job: Sendable {
  let plan: Plan
  var frame: Frame
  let parts: [Plan.Part]
  let selection: Plan.Selection
  let schedule: Schedule
  let blockRows: Int

  init(_ plan: Plan, _ frame: Frame, _ parts: [Plan.Part], _ selection: Plan.Selection?, blockRows: Int) {
    (self.plan, self.frame, self.parts, self.blockRows) = (plan, frame, parts, blockRows)
    self.selection = selection ?? plan.everything
    schedule = plan.schedule(of: self.selection)
  }
}

/// Some rows of a part.
struct Stretch: Sendable {
  let part: Int
  let rows: Range<Int>

  static func split(_ parts: [Plan.Part], rows most: Int) -> [Stretch] {
    parts.enumerated().flatMap { number, part in
      stride(from: part.rows.lowerBound, to: part.rows.upperBound, by: most).map { start in
        Stretch(part: number, rows: start..<min(start + most, part.rows.upperBound))
      }
    }
  }
}

/// Where threads take tasks from and bring their answers to.
private final class Board: @unchecked Sendable {
  // Every access to what can change is inside the lock while threads run.
  private(set) var whole: Outcome
  private let tasks: [Stretch]
  private var taken = 0
  private var appended = 0
  /// Answers of tasks that others before them have still to be done for.
  private var waiting: [Int: Outcome] = [:]
  private let lock = DispatchSemaphore(value: 1)

  init(_ tasks: [Stretch], _ whole: Outcome) { (self.tasks, self.whole) = (tasks, whole) }

  /// The number of a task that nobody has taken; nil where none is left.
  func next() -> Int? {
    lock.wait()
    defer { lock.signal() }
    guard taken < tasks.count else { return nil }
    taken += 1
    return taken - 1
  }

  func deliver(_ answer: Outcome, of task: Int) {
    lock.wait()
    defer { lock.signal() }
    waiting[task] = answer
    while let next = waiting.removeValue(forKey: appended) {
      whole.append(next, at: tasks[appended].rows.lowerBound)
      appended += 1
    }
  }
}
