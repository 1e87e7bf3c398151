// Evaluates the five rules over all households, row by row and by columns, and takes the time.

import Columns
import Kernel
import RuleLanguage
import RuleValues

/// A way of evaluating, how often it went over all households, and what it found.
struct BenchWay {
  enum Kind: String { case rows, columns, columnsOnAllCores }

  let kind: Kind
  let threads: Int
  var rounds = 0
  var elapsed = Elapsed()
  /// By rule.
  var matches: [Int] = []
}

struct BenchRun {
  private let households: BenchHouseholds
  private let frame: Frame
  private let context: RowContext
  private let programs: [Program]
  private let plan: Plan
  /// Making the households and putting them into columns.
  let loading: Elapsed
  /// Parsing, checking and planning the rules.
  let compiling: Elapsed

  var count: Int { households.count }
  var memberCount: Int { households.ages.count }

  init(count: Int, seed: UInt64) throws {
    let loaded = timed {
      let households = BenchHouseholds(count: count, seed: seed)
      return (households, households.frame)
    }
    ((households, frame), loading) = loaded
    let vocabulary = BenchRules.vocabulary
    let compiled = try timed {
      let rules = try BenchRules.all.map {
        try Checker.check($0.expression, vocabulary: vocabulary, expecting: .bool)
      }
      let plan = Plan(rules: rules, derived: [], vocabulary: vocabulary)
      return (rules.map { Program($0, vocabulary: vocabulary) }, plan)
    }
    ((programs, plan), compiling) = compiled
    precondition(plan.unsupported.isEmpty, "every rule of the benchmark has a columnar form")
    context = RowContext(frame: frame, vocabulary: vocabulary)
  }

  func export(to path: String) throws(Problem) { try households.write(to: path) }

  func rowByRow() throws -> BenchWay {
    try repeated(BenchWay(kind: .rows, threads: 1)) {
      var matches = [Int](repeating: 0, count: programs.count)
      for row in 0..<count {
        for (number, program) in programs.enumerated() {
          if case .bool(true) = try context.evaluate(program, "household", "Household", row) {
            matches[number] += 1
          }
        }
      }
      return matches
    }
  }

  func byColumns() -> BenchWay {
    repeated(BenchWay(kind: .columns, threads: 1)) {
      plan.run(over: frame, rows: 0..<count, constants: [:]).hits.map(\.count)
    }
  }

  func byColumns(threads: Int) -> BenchWay {
    let parts = [Plan.Part(rows: 0..<count, constants: [:])]
    return repeated(BenchWay(kind: .columnsOnAllCores, threads: threads)) {
      plan.run(over: frame, parts: parts, threads: threads).hits.map(\.count)
    }
  }

  /// Goes over all households until a second has passed: one round of a fast way is too short to be told.
  private func repeated(_ way: BenchWay, _ round: () throws -> [Int]) rethrows -> BenchWay {
    var way = way
    repeat {
      let (matches, elapsed) = try timed(round)
      precondition(way.rounds == 0 || matches == way.matches, "every round finds the same")
      way.matches = matches
      way.elapsed += elapsed
      way.rounds += 1
    } while way.elapsed.wall < 1
    return way
  }
}
