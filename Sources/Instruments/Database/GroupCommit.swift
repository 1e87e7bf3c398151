// Many small changes kept together: what comes while the disk is busy shares the next transaction.

import Dispatch
package import Kernel
import Synchronization

/// A line of changes before the one writer. One transaction takes all that wait, each behind a mark of its
/// own: a change that is refused leaves nothing, the others stay. Whoever waits is answered once all of them
/// are on the disk.
package final class GroupCommit: Sendable {
  /// How many changes one transaction takes at most, so that nobody waits for ever in front of a crowd.
  package static let most = 512

  private struct Line {
    var waiting: [Job] = []
    var isWorking = false
    var kept = GroupTally(changes: 0, transactions: 0)
  }

  /// One change; it is run on the writer's thread and settled behind the transaction's end.
  private struct Job: Sendable {
    let run: @Sendable (Connection) throws(Problem) -> Void
    let settle: @Sendable (Problem?) -> Void
  }

  /// Whoever waits in line holds the store.
  private unowned let database: Database
  private let line = Mutex(Line())
  private let thread = DispatchQueue(label: "database.group-commit")

  package init(_ database: Database) { self.database = database }

  /// What was kept so far, refused changes not counted.
  package var tally: GroupTally { line.withLock { $0.kept } }

  /// How many changes stand in line and were not taken up yet.
  package var waiting: Int { line.withLock { $0.waiting.count } }

  /// Runs `body` in a transaction that it may share with others.
  /// **Problems**: those of `body`, which leave nothing of it; those of the transaction, for all in it.
  package func write<Answer: Sendable>(
    _ body: @escaping @Sendable (Connection) throws(Problem) -> Answer
  ) async throws(Problem) -> Answer {
    let result: Result<Answer, Problem> = await withCheckedContinuation { continuation in
      let answer = Mutex<Result<Answer, Problem>?>(nil)
      enter(
        Job(
          run: { (connection) throws(Problem) in
            do throws(Problem) {
              let value = try body(connection)
              answer.withLock { $0 = .success(value) }
            } catch {
              answer.withLock { $0 = .failure(error) }
              throw error
            }
          },
          settle: { fault in
            let own = answer.withLock { $0 }
            // A refusal of one's own is told also where the others' transaction failed.
            if case .failure(let refused) = own { return continuation.resume(returning: .failure(refused)) }
            if let fault { return continuation.resume(returning: .failure(fault)) }
            guard let own else { preconditionFailure("a transaction that was kept ran all its changes") }
            continuation.resume(returning: own)
          }))
    }
    return try result.get()
  }

  /// Puts `body` in line and does not wait: for marks such as when somebody was last seen, which share the
  /// next transaction. What it refuses, or what a crash takes away, nobody is told.
  package func note(_ body: @escaping @Sendable (Connection) throws(Problem) -> Void) {
    // Nobody who waits holds the store meanwhile.
    let database = database
    enter(Job(run: body, settle: { _ in withExtendedLifetime(database) {} }))
  }

  private func enter(_ job: Job) {
    let begins = line.withLock { line in
      line.waiting.append(job)
      defer { line.isWorking = true }
      return !line.isWorking
    }
    if begins { thread.async { self.work() } }
  }

  private func work() {
    while let jobs = next() {
      var kept = 0
      var fault: Problem?
      do throws(Problem) {
        kept = try database.write { (connection) throws(Problem) in
          var kept = 0
          for job in jobs where try run(job, on: connection) { kept += 1 }
          return kept
        }
      } catch { fault = error }
      if fault == nil {
        line.withLock { $0.kept = $0.kept.adding(kept) }
      }
      for job in jobs { job.settle(fault) }
    }
  }

  /// The oldest in line; nil, and the work is over, where nobody waits.
  private func next() -> [Job]? {
    line.withLock { line in
      guard !line.waiting.isEmpty else {
        line.isWorking = false
        return nil
      }
      let jobs = Array(line.waiting.prefix(GroupCommit.most))
      line.waiting.removeFirst(jobs.count)
      return jobs
    }
  }

  /// Whether the change stands. **Problems**: those after which the whole transaction cannot go on.
  private func run(_ job: Job, on connection: Connection) throws(Problem) -> Bool {
    try connection.run("SAVEPOINT one_of_many")
    do throws(Problem) {
      try job.run(connection)
    } catch {
      try connection.run("ROLLBACK TO one_of_many")
      try connection.run("RELEASE one_of_many")
      return false
    }
    try connection.run("RELEASE one_of_many")
    return true
  }
}

/// How many changes shared how many transactions.
package struct GroupTally: Equatable, Sendable {
  package let changes: Int
  package let transactions: Int

  package init(changes: Int, transactions: Int) {
    (self.changes, self.transactions) = (changes, transactions)
  }

  fileprivate func adding(_ changes: Int) -> GroupTally {
    GroupTally(changes: self.changes + changes, transactions: transactions + 1)
  }
}
