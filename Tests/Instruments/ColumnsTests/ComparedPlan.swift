// A plan, and what the interpreter says about every row of a frame.

import RuleLanguage
import RuleValues

@testable import Columns

struct ComparedPlan {
  /// What a failure begins with.
  let name: String
  let derived: [DerivedField]
  let rules: [CheckedRule]
  let outputs: [CheckedRule]
  let vocabulary: Vocabulary
  let plan: Plan
  private let programs: [Program]
  private let outputPrograms: [Program]

  init(
    _ name: String, rules: [CheckedRule], outputs: [CheckedRule] = [], derived: [DerivedField] = [],
    vocabulary: Vocabulary
  ) {
    (self.name, self.rules, self.outputs, self.derived, self.vocabulary) = (
      name, rules, outputs, derived, vocabulary
    )
    plan = Plan(rules: rules, derived: derived, outputs: outputs, vocabulary: vocabulary)
    programs = rules.map { Program($0, vocabulary: vocabulary) }
    outputPrograms = outputs.map { Program($0, vocabulary: vocabulary) }
  }

  struct Verdicts {
    var hits = 0
    var misses = 0
    var faults = 0
  }

  /// Where an outcome says something else than the interpreter, in words; counts what the interpreter says.
  func differences(
    _ outcome: Outcome, _ frame: Frame, _ rows: Range<Int>, _ constants: [String: Value],
    _ verdicts: inout Verdicts
  ) -> [String] {
    let context = RowContext(frame: frame, derived: derived, constants: constants, vocabulary: vocabulary)
    var found: [String] = []
    for (place, row) in rows.enumerated() {
      for (number, program) in programs.enumerated() {
        let wanted = RuleAnswer(try? context.evaluate(program, "household", Town.subject, row))
        verdicts.count(wanted)
        let given = RuleAnswer(outcome, number, place)
        if given != wanted { found.append(note(rules[number], row, "\(given)", "\(wanted)")) }
      }
      for (number, program) in outputPrograms.enumerated() {
        let wanted = (try? context.evaluate(program, "household", Town.subject, row)).flatMap(\.word)
        let output = outcome.outputs[number]
        let given = output.missing?[place] == 1 ? nil : output.values[place]
        if given != wanted {
          found.append(note(outputs[number], row, "\(given as Int64?)", "\(wanted as Int64?)"))
        }
        if given == nil, output.values[place] != 0 {
          found.append(note(outputs[number], row, "no zero", "0"))
        }
      }
    }
    return found
  }

  private func note(_ rule: CheckedRule, _ row: Int, _ given: String, _ wanted: String) -> String {
    let told = derived.map { "\n  \($0.record).\($0.name) = \($0.rule.source)" }
    return
      "\(name), row \(row): \(given) where the interpreter says \(wanted)\n  \(rule.source)\(told.joined())"
  }
}

/// What a rule says of a row.
enum RuleAnswer: Equatable {
  case hit, miss, fault

  init(_ value: Value?) {
    switch value {
    case .bool(true)?: self = .hit
    case .bool(false)?: self = .miss
    default: self = .fault
    }
  }

  /// A fault is never a hit as well; nor is it noted by an empty bitmap.
  init(_ outcome: Outcome, _ rule: Int, _ row: Int) {
    let (isHit, isFault) = (outcome.hits[rule][row], outcome.faults[rule]?[row] ?? false)
    precondition(!(isHit && isFault), "a rule that can't be judged is no hit")
    self = isFault ? .fault : isHit ? .hit : .miss
  }
}

extension ComparedPlan.Verdicts {
  fileprivate mutating func count(_ answer: RuleAnswer) {
    switch answer {
    case .hit: hits += 1
    case .miss: misses += 1
    case .fault: faults += 1
    }
  }
}

extension Value {
  /// The value as an outcome holds it.
  fileprivate var word: Int64? {
    switch self {
    case .bool(let truth): truth ? 1 : 0
    case .int(let value): value
    case .timestamp(let moment): moment.seconds
    case .duration(let span): span.seconds
    default: nil
    }
  }
}
