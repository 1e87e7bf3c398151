// What a run is given from outside, and what the constants of the plan are by it.

import RuleLanguage
import RuleValues

/// The values that names of a run stand for.
struct Constants: Sendable {
  let values: [String: Value]

  init(_ values: [String: Value]) { self.values = values }

  /// The value of each of the graph's constants.
  func values(of graph: Graph) -> [ConstantValue] {
    graph.constants.map { constant in
      switch constant {
      case .literal(let word): .word(word)
      case .text(let text): .text(text)
      case .program(let program): value(of: program)
      }
    }
  }

  private func value(of program: Program) -> ConstantValue {
    guard let value = try? program.evaluate({ values[$0] }) else { return .error }
    switch value {
    case .bool(let truth): return .word(truth ? 1 : 0)
    case .int(let number): return .word(number)
    case .string(let text): return .text(text)
    case .timestamp(let moment) where moment.nanos == 0: return .word(moment.seconds)
    case .duration(let span) where span.nanos == 0: return .word(span.seconds)
    default: return .unheld
    }
  }
}

enum ConstantValue: Sendable {
  case word(Int64)
  case text(String)
  /// It can't be computed; so can't what depends on it.
  case error
  /// It has no columnar form (a moment between two seconds): the whole run goes row by row.
  case unheld

  var isHeld: Bool {
    if case .unheld = self { return false }
    return true
  }
}
