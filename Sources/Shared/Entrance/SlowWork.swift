// A few places for work that takes long, and a bounded line before them.

import Foundation
package import Kernel
import Synchronization

/// Runs what costs a third of a second and 128 MiB, such as the check of a password or a paper that is drawn,
/// away from the threads that serve pages. Who finds the line full is sent away at once.
package final class SlowWork: Sendable {
  private typealias Job = @Sendable () -> Void

  private struct Line {
    var running = 0
    var waiting: [Job] = []
  }

  private let places: Int
  private let most: Int
  private let crowded: Problem
  private let line = Mutex(Line())

  /// - Parameters:
  ///   - places: how many are worked on at once.
  ///   - waiting: how many wait at most.
  ///   - crowded: what is told to who finds the line full.
  package init(places: Int = 2, waiting: Int = 32, crowded: Problem = SlowWork.busy) {
    precondition(places > 0, "somebody works")
    (self.places, most, self.crowded) = (places, waiting, crowded)
  }

  /// **Problems**: `crowded` where too many wait already; those of the work.
  package func run<Done: Sendable>(
    _ work: @escaping @Sendable () throws(Problem) -> Done
  ) async throws(Problem) -> Done {
    let done: Result<Done, Problem> = await withCheckedContinuation { continuation in
      let job: Job = {
        continuation.resume(returning: Result { () throws(Problem) in try work() })
      }
      if !enter(job) { continuation.resume(returning: .failure(crowded)) }
    }
    return try done.get()
  }

  private func enter(_ job: @escaping Job) -> Bool {
    let place = line.withLock { line -> (isTaken: Bool, isFree: Bool) in
      if line.running < places {
        line.running += 1
        return (true, true)
      }
      guard line.waiting.count < most else { return (false, false) }
      line.waiting.append(job)
      return (true, false)
    }
    // A thread of its own: on Linux the queues of Dispatch share their few threads with all tasks.
    if place.isFree { Thread.detachNewThread { self.work(off: job) } }
    return place.isTaken
  }

  /// One job after the other, until nobody waits.
  private func work(off first: @escaping Job) {
    var next: Job? = first
    while let job = next {
      job()
      next = line.withLock { line in
        guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
        line.running -= 1
        return nil
      }
    }
  }

  /// Too many wait for files.
  package static let busy = Problem(
    "entrance.work.crowded", .unavailable, zh: "现在生成或上传文件的人太多，请等几秒再试。",
    en: "Too many people are making or sending files at this moment; please try again in a few seconds.")
}
