// How a piece of work is timed: by the processor's time, beside a yardstick that runs in the same moment.

import Benchmark
import Glibc

extension BenchmarkMetric {
  /// The least CPU time of a few tries, of all threads together. Unit: microseconds.
  ///
  /// The tool's own CPU time comes in steps of 10 ms, which is longer than most of this work takes.
  static let cpuTime = BenchmarkMetric.custom("CPU time (us)")
  /// The same for one of the things that the work is done to. Unit: picoseconds.
  static let itemTime = BenchmarkMetric.custom("CPU time of an item (ps)")
  /// The same in thousandths of what the yardstick takes: what thresholds are kept on.
  ///
  /// Instructions would be steadier, but a virtual machine often has no counter of them. A slower processor,
  /// or a neighbour on it, holds up the yardstick too.
  static let effort = BenchmarkMetric.custom("effort")
}

/// What a benchmark works on, made when it is first needed, since the tool starts a program a benchmark.
private final class Stage<Scene> {
  private let make: () throws -> Scene
  private var made: Scene?

  init(_ make: @escaping () throws -> Scene) { self.make = make }

  func scene() throws -> Scene {
    if let made { return made }
    let scene = try make()
    made = scene
    return scene
  }
}

/// Registers a benchmark. **Shape**: `work` answers something that depends on all it did, so that the
/// compiler can't leave it out.
/// - Parameters:
///   - name: also a file name.
///   - items: how many rows, keys or other things one run of `work` goes through.
///   - percent: how much more effort than the threshold is still no finding.
func measure<Scene, Answer>(
  _ name: String, items: Int, within percent: Double = 35, on make: @escaping () throws -> Scene,
  _ work: @escaping (Scene) throws -> Answer
) {
  let stage = Stage(make)
  let anything = BenchmarkThresholds()
  Benchmark(
    name,
    configuration: .init(
      metrics: [.wallClock, .instructions, .cpuTime, .itemTime, .effort], warmupIterations: 1,
      maxDuration: .seconds(3), maxIterations: 30,
      thresholds: [
        .effort: BenchmarkThresholds(relative: [.p90: percent]), .wallClock: anything,
        .instructions: anything, .cpuTime: anything, .itemTime: anything,
      ])
  ) { benchmark in
    let scene = try stage.scene()
    // Of a few tries the least counts: what else the machine does only ever adds.
    var (least, yard) = (Int.max, Int.max)
    for attempt in 0..<tries {
      yard = min(yard, cpuNanoseconds { Yardstick.walk() })
      if attempt == tries - 1 { benchmark.startMeasurement() }
      least = min(least, try cpuNanoseconds { try work(scene) })
      if attempt == tries - 1 { benchmark.stopMeasurement() }
    }
    benchmark.measurement(.cpuTime, least / 1_000)
    benchmark.measurement(.itemTime, least * 1_000 / items)
    benchmark.measurement(.effort, least * 1_000 / max(1, yard))
  }
}

private let tries = 5

/// CPU time of all threads of this program while `work` runs.
private func cpuNanoseconds<Answer>(_ work: () throws -> Answer) rethrows -> Int {
  func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
  let start = now()
  blackHole(try work())
  return now() - start
}

/// A fixed piece of work, half of it arithmetic and half of it reading from the second cache.
///
/// Whoever changes it makes all thresholds anew.
enum Yardstick {
  private static let words: [UInt32] = (0..<65_536).map { UInt32(truncatingIfNeeded: $0 &* 40_503) }

  static func walk() -> UInt64 {
    words.withUnsafeBufferPointer { words in
      var state: UInt64 = 88_172_645_463_325_252
      for _ in 0..<1_000_000 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        state &+= UInt64(words[Int(state & 65_535)])
      }
      return state
    }
  }
}
