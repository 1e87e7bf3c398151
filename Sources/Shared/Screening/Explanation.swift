// Why a household was found, down to the rows of the files, and which rules it nearly meets.

import Columns
package import Kernel
import RuleLanguage
import RuleTelling
import RuleValues
package import Rules

/// One rule that holds for a household.
package struct ExplainedFinding: Sendable {
  package let rule: Rule
  package let sentence: Text
  /// The condition in words, with the parameters in force there and then.
  package let condition: Text
  package let facts: [ExplainedFact]
  /// The conditions that decided, the telling ones, at most six. **Shape**: the decisive comparison first.
  package let reasons: [ExplainedReason]
  /// The rows that decided.
  package let evidence: [EvidenceRow]
}

/// A risk that does not hold but nearly: every condition that is missing is near its threshold.
package struct NearMiss: Sendable {
  package let rule: Rule
  package let sentence: Text
  /// Never empty.
  package let conditions: [NearCondition]
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
  /// Unit: fen; nil where the rule reads none of the row's amounts, or several.
  package let amount: Money?
  package let cells: [ExplainedFact]
  /// The cells that the rule reads, those that name the row among them.
  package let telling: [ExplainedFact]
  package let importNumber: Int64?
  package let line: Int?

  /// The kind of row with the cells that tell: `医疗结算：结算日期 2025-09-26，总费用 83,614.72 元`; without the
  /// day of the row where that stands beside it anyway.
  package func summary(withDay: Bool = true) -> Text {
    let shown = telling.filter { withDay || $0.value.zh != day?.description }
    func words(_ language: Language) -> String {
      let told = shown.map { "\($0.meaning(language)) \($0.value(language))" }
      let colon = told.isEmpty ? "" : language == .zh ? "：" : ": "
      return title(language) + colon + told.joined(separator: language == .zh ? "，" : ", ")
    }
    return Text(zh: words(.zh), en: words(.en))
  }
}

/// A household under all rules, computed by the plain interpreter from the columns of this one household.
package struct Explanation: Sendable {
  package let findings: [ExplainedFinding]
  /// The nearest five, nearest first.
  package let nearMisses: [NearMiss]
  /// Rules that could not be judged, with the reason.
  package let undecided: [(rule: Rule, reason: Text)]

  /// Within a fifth of the threshold, and for days within a month.
  private static let reach = Reach(share: 0.2, span: TimeSpan(seconds: 30 * 86_400))
  private static let mostNear = 5

  /// - Parameter city: A city that holds this household.
  package init(_ library: RuleLibrary, city: City, row: Int) throws(Problem) {
    let witness = try Explanation.witness(library, city, row)
    var findings: [ExplainedFinding] = []
    var near: [NearMiss] = []
    var undecided: [(rule: Rule, reason: Text)] = []
    for rule in library.rules {
      do throws(EvaluationFault) {
        if try witness.holds(rule) {
          findings.append(witness.explain(rule))
        } else if rule.kind == .risk, let miss = witness.nearMiss(rule, within: Explanation.reach) {
          near.append(miss)
        }
      } catch {
        undecided.append((rule, library.reason(error)))
      }
    }
    (self.findings, self.undecided) = (findings, undecided)
    nearMisses = Array(
      near.sorted { ($0.share, $0.rule.order) < ($1.share, $1.rule.order) }.prefix(Explanation.mostNear))
  }

  /// Why one rule finds a household, without looking at the others; nil where it does not hold, or cannot be
  /// judged.
  package static func finding(
    of rule: Rule, _ library: RuleLibrary, city: City, row: Int
  ) throws(Problem) -> ExplainedFinding? {
    let witness = try witness(library, city, row)
    do throws(EvaluationFault) { return try witness.holds(rule) ? witness.explain(rule) : nil } catch {
      return nil
    }
  }

  /// Its sentence alone, which costs less.
  package static func sentence(
    of rule: Rule, _ library: RuleLibrary, city: City, row: Int
  ) throws(Problem) -> Text? {
    let witness = try witness(library, city, row)
    do throws(EvaluationFault) { return try witness.holds(rule) ? witness.sentence(of: rule) : nil } catch {
      return nil
    }
  }

  private static func witness(
    _ library: RuleLibrary, _ city: City, _ row: Int
  ) throws(Problem) -> Witness {
    let county = city.places[row] / 1_000_000_000
    let constants = try library.constants(asOf: city.asOf, county: county)
    let context = RowContext(
      frame: city.frame, derived: Screener.derived(library), constants: constants,
      vocabulary: library.vocabulary)
    return Witness(
      library: library, context: context, row: row, names: city.personNames, tracer: library.tracer(),
      words: ConditionWords(library: library, constants: constants))
  }
}

extension NearMiss {
  /// Of its conditions the one that is furthest.
  fileprivate var share: Double { conditions.map(\.share).max() ?? 0 }
}
