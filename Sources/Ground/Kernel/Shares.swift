// Work on many things shared out to some threads.

import Dispatch
import Synchronization

package enum Shares {
  package static let threads = 2

  /// Runs `work` on consecutive parts of `0..<count`, side by side.
  /// **Shape**: one answer a part, in the order of the rows.
  package static func of<Answer: Sendable>(
    _ count: Int, parts: Int = threads, _ work: @Sendable (Range<Int>) -> Answer
  ) -> [Answer] {
    let parts = max(1, min(parts, count))
    return each(parts) { part in work(count * part / parts..<count * (part + 1) / parts) }
  }

  /// An array of which each thread fills a part.
  /// - Parameter work: writes the elements of some rows, counted from the array's first.
  package static func filled<Element: Sendable>(
    _ count: Int, _ work: @Sendable (Range<Int>, UnsafeMutablePointer<Element>) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { elements, filled in
      if let base = elements.baseAddress {
        // Parts do not overlap, and the array is given away when all are done.
        nonisolated(unsafe) let base = base
        _ = of(count) { rows in work(rows, base) }
      }
      filled = count
    }
  }

  /// Runs `other` on a thread of its own while this one does `work`.
  /// **Problems**: those of `work`; they are told when both are done.
  package static func beside<Other: Sendable, Answer>(
    _ other: @escaping @Sendable () -> Other, _ work: () throws(Problem) -> Answer
  ) throws(Problem) -> (other: Other, answer: Answer) {
    let found = Mutex<Other?>(nil)
    let both = DispatchGroup()
    // A queue of its own has a thread at once, however many others are busy or wait for the disk; and what is
    // shared out inside of two iterations of one call would run on a single thread.
    DispatchQueue(label: "shares.beside").async(group: both) {
      let answer = other()
      found.withLock { $0 = answer }
    }
    let answer = try { () throws(Problem) in
      defer { both.wait() }
      return try work()
    }()
    guard let other = found.withLock({ $0 }) else { preconditionFailure("a group waits for its work") }
    return (other, answer)
  }

  /// Runs `work` for each number below `count`; a thread takes the next that is left.
  package static func each<Answer: Sendable>(
    _ count: Int, threads: Int = threads, _ work: @Sendable (Int) -> Answer
  ) -> [Answer] {
    let answers = Mutex<[Answer?]>(Array(repeating: nil, count: count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        let answer = work(number)
        answers.withLock { $0[number] = answer }
      }
    }
    return answers.withLock { $0 }.map { answer in
      guard let answer else { preconditionFailure("every number was worked on") }
      return answer
    }
  }
}
