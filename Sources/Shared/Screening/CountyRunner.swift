// Small runs: what the households of one county are judged by, made ready once and used again and again.

import Columns
import Kernel
import RuleValues
import Rules
import Synchronization

/// Whatever depends on the library, the day and the county only. One thread at a time may run it.
final class CountyRunner {
  private let runner: PlanRunner
  /// The parameters of each rule as JSON members.
  let parameters: [[UInt8]]

  init(_ plan: Plan, _ library: RuleLibrary, asOf day: Day, county: Int64) throws(Problem) {
    let constants = try library.constants(asOf: day, county: county)
    runner = PlanRunner(plan, constants: constants)
    parameters = FindingFacts.parameters(of: library, constants)
  }

  func run(over frame: Frame, rows: Range<Int>) -> Outcome { runner.run(over: frame, rows: rows) }
}

/// The runners of all counties that were asked for, shared by the copies of a screener.
final class CountyRunners: Sendable {
  private struct Key: Hashable {
    let day: Day
    let county: Int64
  }

  private let known = Mutex<[Key: CountyRunner]>([:])
  private static let most = 64

  /// Runs everything over a few households of one county.
  func run(
    _ plan: Plan, _ library: RuleLibrary, asOf day: Day, county: Int64, over frame: Frame, rows: Range<Int>
  ) throws(Problem) -> Outcome {
    try with(plan, library, day, county) { $0.run(over: frame, rows: rows) }
  }

  /// The parameters of each rule in one county, as JSON members.
  func parameters(_ plan: Plan, _ library: RuleLibrary, asOf day: Day, county: Int64) throws(Problem)
    -> [[UInt8]]
  {
    try with(plan, library, day, county) { $0.parameters }
  }

  private func with<Answer: Sendable>(
    _ plan: Plan, _ library: RuleLibrary, _ day: Day, _ county: Int64, _ body: (CountyRunner) -> Answer
  ) throws(Problem) -> Answer {
    try known.withLock { (known) throws(Problem) -> Answer in
      let key = Key(day: day, county: county)
      if let runner = known[key] { return body(runner) }
      let runner = try CountyRunner(plan, library, asOf: day, county: county)
      let answer = body(runner)
      if known.count >= CountyRunners.most { known = [:] }
      known[key] = runner
      return answer
    }
  }
}
