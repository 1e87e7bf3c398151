// Two things at once: both are answered, and neither is left running.

import Kernel
import Synchronization
import Testing

@Suite struct SharesTests {
  private static let problem = Problem("test.shares", .invalid, zh: "不行。", en: "No.")

  @Test func bothAreAnswered() throws {
    let (other, answer) = try Shares.beside {
      Shares.each(4) { $0 * 2 }
    } _: { () throws(Problem) in
      "work"
    }
    #expect(other == [0, 2, 4, 6] && answer == "work")
  }

  @Test func aProblemIsToldWhenBothAreDone() {
    let isDone = Atomic(false)
    #expect(throws: Problem.self) {
      try Shares.beside {
        isDone.store(true, ordering: .sequentiallyConsistent)
      } _: { () throws(Problem) in
        throw SharesTests.problem
      }
    }
    let wasDone = isDone.load(ordering: .sequentiallyConsistent)
    #expect(wasDone)
  }
}
