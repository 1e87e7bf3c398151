// Work that takes long: at most so many at once, and a line that ends.
import Dispatch
import Kernel
import Synchronization
import Testing

@testable import Entrance

@Suite struct SlowWorkTests {
  private final class Watcher: Sendable {
    private let state = Mutex((now: 0, most: 0, done: 0))

    func enter() { state.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { state.withLock { ($0.now, $0.done) = ($0.now - 1, $0.done + 1) } }
    var most: Int { state.withLock { $0.most } }
    var done: Int { state.withLock { $0.done } }
  }

  @Test func noMoreThanThePlacesWorkAtOnceAndAllAreDone() async throws {
    let (work, watcher) = (SlowWork(places: 2, waiting: 100), Watcher())
    let answers = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<50 {
        group.addTask {
          try await work.run { () throws(Problem) in
            watcher.enter()
            defer { watcher.leave() }
            return number
          }
        }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(answers.count == 50 && watcher.done == 50 && (1...2).contains(watcher.most))
  }

  @Test func whoFindsTheLineFullIsSentAwayAndLaterServed() async throws {
    let work = SlowWork(places: 1, waiting: 1)
    let gate = DispatchSemaphore(value: 0)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    async let first: Int = work.run { () throws(Problem) in
      begin.yield()
      gate.wait()
      return 1
    }
    for await _ in begun { break }
    // Of two more, one waits and one is sent away, whichever comes first.
    let refused = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<2 {
        group.addTask {
          do throws(Problem) { return try await work.run { () throws(Problem) in "done" } } catch {
            return error.code
          }
        }
      }
      let quick = try await group.next()
      gate.signal()
      let slow = try await group.next()
      return [quick, slow]
    }
    #expect(refused == ["entrance.work.crowded", "done"])
    #expect(try await first == 1)
    #expect(try await work.run { () throws(Problem) in 2 } == 2)
  }

  @Test func aRefusalOfTheWorkIsHandedOn() async {
    let refusal = Problem("a.b.c", .conflict, zh: "不", en: "no")
    let problem = await #expect(throws: Problem.self) {
      try await SlowWork().run { () throws(Problem) in throw refusal }
    }
    #expect(problem?.code == "a.b.c")
  }
}
