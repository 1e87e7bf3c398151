// Every rule on one household by the plain interpreter: slow, and what columns are held against.

import Columns
package import Kernel
import RuleLanguage
import RuleValues
import Rules

package struct PlainScreening: Sendable {
  private let rules: [(bit: Int64, program: Program)]
  /// By county, the rows with the constants that hold there.
  private let contexts: [(rows: Range<Int>, context: RowContext)]

  package init(_ screener: Screener, city: City) throws(Problem) {
    let library = screener.library
    rules = library.rules.map { ($0.bit, Program($0.checked, vocabulary: library.vocabulary)) }
    var contexts: [(rows: Range<Int>, context: RowContext)] = []
    for (rows, constants) in try screener.constants(of: city, overrides: [:]) {
      contexts.append(
        (
          rows,
          RowContext(
            frame: city.frame, derived: Screener.derived(library), constants: constants,
            vocabulary: library.vocabulary)
        ))
    }
    self.contexts = contexts
  }

  /// The sum of the bits of the rules that hold; one that cannot be judged does not.
  package func mask(row: Int) -> Int64 {
    guard let context = contexts.first(where: { $0.rows.contains(row) })?.context else {
      preconditionFailure("the row lies in the city")
    }
    return rules.reduce(0) { mask, rule in
      if case .bool(true)? = try? context.evaluate(rule.program, "household", "Household", row) {
        return mask | rule.bit
      }
      return mask
    }
  }
}
