// How long a piece of work took, by the clock and by the processor.

import Foundation

/// **Unit**: seconds.
struct Elapsed {
  var wall = 0.0
  /// Of all threads of the program together.
  var cpu = 0.0

  static func += (left: inout Elapsed, right: Elapsed) {
    left.wall += right.wall
    left.cpu += right.cpu
  }
}

func timed<Answer>(_ work: () throws -> Answer) rethrows -> (answer: Answer, elapsed: Elapsed) {
  let (wall, cpu) = (ContinuousClock.now, clock())
  let answer = try work()
  let elapsed = Elapsed(
    wall: (ContinuousClock.now - wall) / .seconds(1), cpu: Double(clock() - cpu) / Double(CLOCKS_PER_SEC))
  return (answer, elapsed)
}
