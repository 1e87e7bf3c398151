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

  /// Large enough to spread the cost of an instruction, small enough to stay in the cache.
  package static let blockRows = 1_024
  /// Small enough that a task's answers stay in the cache until they are appended to the others.
  static let taskRows = 16 * 1_024

  /// Runs everything over some rows. **Shape**: the outcome's rows are counted from the range's first.
  package func run(
    over frame: Frame, rows: Range<Int>, constants: [String: Value], blockRows: Int = Plan.blockRows
  ) -> Outcome {
    Pinned.with(compiled.graph, frame) { pinned in
      var worker = Worker(self, frame, pinned, [Part(rows: rows, constants: constants)], blockRows: blockRows)
      return worker.run(Stretch(part: 0, rows: rows))
    }
  }

  /// Runs everything over parts that follow one another from row 0 on, on at most so many threads: fewer
  /// where the machine has fewer processors or there is little to do. The outcome does not depend on it.
  package func run(over frame: Frame, parts: [Part], threads: Int) -> Outcome {
    run(over: frame, parts: parts, threads: threads, taskRows: Plan.taskRows, blockRows: Plan.blockRows)
  }

  func run(over frame: Frame, parts: [Part], threads: Int, taskRows: Int, blockRows: Int) -> Outcome {
    var end = 0
    for part in parts {
      precondition(part.rows.lowerBound == end, "parts follow one another from row 0 on")
      end = part.rows.upperBound
    }
    let tasks = Stretch.split(parts, rows: taskRows)
    let board = Board(tasks, Outcome(rowCount: end, rules: rules.count, outputs: outputs.count))
    Pinned.with(compiled.graph, frame) { pinned in
      DispatchQueue.concurrentPerform(iterations: max(1, min(threads, tasks.count))) { _ in
        var worker = Worker(self, frame, pinned, parts, blockRows: blockRows)
        while let number = board.next() { board.deliver(worker.run(tasks[number]), of: number) }
      }
    }
    return board.whole
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
