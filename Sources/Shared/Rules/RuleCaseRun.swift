// Runs the cases of all rules with the plain row interpreter.

package import Kernel
import RuleLanguage
package import RuleTelling
package import RuleValues

/// What came out of one case.
package struct CaseOutcome: Sendable {
  package let rule: String
  package let `case`: RuleCase
  package let answer: RuleCase.Answer
  /// Why the condition could not be computed, where it could not.
  package let fault: Text?
  /// The explanation of a hit, in both languages.
  package let sentence: Text?

  package var passed: Bool { answer == `case`.expected }
}

extension RuleLibrary {
  /// Runs every case of every rule, or of one rule, in their order.
  package func runCases(of name: String? = nil) -> [CaseOutcome] {
    let programs = FactPrograms(self)
    return rules.filter { name == nil || $0.name == name }
      .flatMap { rule in rule.cases.map { run($0, of: rule, programs) } }
  }

  /// Why a condition could not be computed, with what was missing by its meaning.
  package func reason(_ fault: EvaluationFault) -> Text {
    guard case .noSuchField(let name) = fault.reason else { return Text(zh: fault.zh, en: fault.en) }
    let fields = ScreeningVocabulary.records.flatMap(\.fields)
    guard
      let meaning = facts.first(where: { $0.name == name })?.meaning
        ?? fields.first(where: { $0.name == name })?.meaning
    else { return Text(zh: fault.zh, en: fault.en) }
    return Text(zh: "缺少数据：\(meaning.zh)。", en: "Data are missing: \(meaning.en).")
  }

  /// How the rule comes to its answer for the case.
  /// **Problems**: a parameter that the case sets wrongly.
  package func trace(_ example: RuleCase, of rule: Rule) throws -> Trace {
    guard case .int(let county)? = example.household.values["county"] else {
      preconditionFailure("a case's household has a county")
    }
    let values = try constants(asOf: example.asOf, county: county, overrides: example.overrides)
    let row = CaseRecord(row: example.household, constants: values, programs: FactPrograms(self))
    return try tracer().trace(rule.checked) { $0 == "household" ? .record(row) : values[$0] }
  }

  private func run(_ example: RuleCase, of rule: Rule, _ programs: FactPrograms) -> CaseOutcome {
    do {
      guard case .int(let county)? = example.household.values["county"] else {
        preconditionFailure("a case's household has a county")
      }
      let values = try constants(asOf: example.asOf, county: county, overrides: example.overrides)
      let row = CaseRecord(row: example.household, constants: values, programs: programs)
      return try run(example, of: rule, on: row)
    } catch let fault as EvaluationFault {
      return CaseOutcome(
        rule: rule.name, case: example, answer: .fault, fault: reason(fault), sentence: nil)
    } catch let problem as Problem {
      return CaseOutcome(
        rule: rule.name, case: example, answer: .fault, fault: problem.message, sentence: nil)
    } catch {
      preconditionFailure("a case ends in a fault or a problem, not in \(error)")
    }
  }

  private func run(_ example: RuleCase, of rule: Rule, on row: CaseRecord) throws -> CaseOutcome {
    let lookup: (String) -> Value? = { $0 == "household" ? .record(row) : row.constants[$0] }
    guard case .bool(let hit) = try Program(rule.checked, vocabulary: vocabulary).evaluate(lookup) else {
      preconditionFailure("a checked condition gives true or false")
    }
    func sentence(_ language: Language) -> String {
      rule.sentence(language) { try Program($0, vocabulary: vocabulary).evaluate(lookup) }
    }
    return CaseOutcome(
      rule: rule.name, case: example, answer: hit ? .hit : .miss, fault: nil,
      sentence: hit ? Text(zh: sentence(.zh), en: sentence(.en)) : nil)
  }
}

/// The facts of a library, made ready for the interpreter.
struct FactPrograms: Sendable {
  private var programs: [Fact.Key: (variable: String, program: Program)] = [:]

  init(_ library: RuleLibrary) {
    for fact in library.facts {
      programs[fact.key] = (fact.variable, Program(fact.checked, vocabulary: library.vocabulary(of: fact)))
    }
  }

  subscript(_ key: Fact.Key) -> (variable: String, program: Program)? { programs[key] }
}

/// A row of a case as the interpreter reads it; facts are computed when asked for.
final class CaseRecord: Record {
  let row: RuleCaseRow
  let constants: [String: Value]
  let programs: FactPrograms

  init(row: RuleCaseRow, constants: [String: Value], programs: FactPrograms) {
    (self.row, self.constants, self.programs) = (row, constants, programs)
  }

  var typeName: String { row.record }

  func field(_ name: String) -> Value? {
    if let value = row.values[name] { return value }
    if let rows = row.lists[name] { return .list(rows.map { .record(below($0)) }) }
    if let one = row.records[name] { return .record(below(one)) }
    guard let (variable, program) = programs[Fact.Key(row.record, name)] else { return nil }
    // A fact that can't be computed is absent: reading it is the fault that the rule reports.
    return try? program.evaluate { $0 == variable ? .record(self) : constants[$0] }
  }

  private func below(_ row: RuleCaseRow) -> CaseRecord {
    CaseRecord(row: row, constants: constants, programs: programs)
  }
}

extension RuleLibrary {
  /// Traces rules of this library into its facts.
  package func tracer() -> Tracer {
    let known = Dictionary(
      facts.map { fact in
        (
          fact.key,
          TracedField(variable: fact.variable, rule: fact.checked, vocabulary: vocabulary(of: fact))
        )
      }, uniquingKeysWith: { first, _ in first })
    return Tracer(vocabulary: vocabulary) { known[Fact.Key($0, $1)] }
  }
}
