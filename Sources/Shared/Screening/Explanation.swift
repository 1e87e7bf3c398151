// Why a household was found: the rule, the sentence, the facts, and the rows of the files behind them.

import Columns
package import Kernel
import RuleLanguage
import RuleValues

/// One rule that holds for a household.
package struct ExplainedFinding: Sendable {
  package let rule: Rule
  package let sentence: Text
  /// The condition in words, with the parameters in force there and then.
  package let condition: Text
  package let facts: [ExplainedFact]
  package let evidence: [EvidenceRow]
}

/// A fact or parameter with its value in words.
package struct ExplainedFact: Sendable {
  package let name: String
  package let meaning: Text
  package let value: Text
}

/// A row that made a rule true. **Shape**: the import and line it was read from; cells as the row has them.
package struct EvidenceRow: Sendable {
  package let recordType: String
  package let title: Text
  package let recordNumber: Int64?
  package let day: Day?
  /// Unit: fen; the first amount of the row.
  package let amount: Money?
  package let cells: [ExplainedFact]
  package let importNumber: Int64?
  package let line: Int?
}

/// A household under all rules, computed by the plain interpreter from the columns of this one household.
package struct Explanation: Sendable {
  package let findings: [ExplainedFinding]
  /// Rules that could not be judged, with the reason.
  package let undecided: [(rule: Rule, reason: Text)]

  /// - Parameter city: A city that holds this household.
  package init(_ library: RuleLibrary, city: City, row: Int) throws(Problem) {
    let county = city.places[row] / 1_000_000_000
    let constants = try library.constants(asOf: city.asOf, county: county)
    let context = RowContext(
      frame: city.frame, derived: Screener.derived(library), constants: constants,
      vocabulary: library.vocabulary)
    let witness = Witness(library: library, context: context, row: row, names: city.personNames)
    var findings: [ExplainedFinding] = []
    var undecided: [(rule: Rule, reason: Text)] = []
    for rule in library.rules {
      do throws(EvaluationFault) {
        if try witness.holds(rule) { findings.append(witness.explain(rule)) }
      } catch {
        undecided.append((rule, library.reason(error)))
      }
    }
    (self.findings, self.undecided) = (findings, undecided)
  }
}
