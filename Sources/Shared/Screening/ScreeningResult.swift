// What one run found: per rule the households hit, per household a mask, per place the counts.

package import Columns
package import Kernel
import RuleValues
package import Rules

package struct ScreeningResult: Sendable {
  package let city: City
  package let library: RuleLibrary
  let outputs: [Fact]
  let outcome: Outcome

  /// Households that a rule holds for, by row of the city.
  package func hits(_ rule: Int) -> Bitmap { outcome.hits[rule] }

  /// Households that a rule could not be judged for, nil where there are none.
  package func faults(_ rule: Int) -> Bitmap? { outcome.faults[rule] }

  /// A fact of a household, nil where it cannot be computed. Bools are 0 and 1.
  package func value(_ output: Int, _ row: Int) -> Int64? {
    let column = outcome.outputs[output]
    return column.missing?[row] == 1 ? nil : column.values[row]
  }

  /// A fact of all households as a column, in the order of the city.
  func column(_ output: Int) -> Column {
    let (values, missing) = (outcome.outputs[output].values, outcome.outputs[output].missing)
    return values.column(isBool: outputs[output].type == .bool, missing: missing)
  }

  package func output(named name: String) -> Int? { outputs.firstIndex { $0.name == name } }

  /// The sum of the bits of the rules that hold, by row.
  package func masks() -> [Int64] {
    var masks = [Int64](repeating: 0, count: city.householdCount)
    for (rule, definition) in library.rules.enumerated() {
      let bit = Int64(1) << Int64(definition.order)
      outcome.hits[rule].forEach { masks[$0] |= bit }
    }
    return masks
  }

  /// The bits of the rules that are risks.
  package var riskBits: Int64 { bits(of: .risk) }
  package var exclusionBits: Int64 { bits(of: .exclusion) }

  package var findingCount: Int { outcome.hits.reduce(0) { $0 + $1.count } }
  package var faultCount: Int { outcome.faults.reduce(0) { $0 + ($1?.count ?? 0) } }

  /// Living members of each household, or all members where the library has no such fact.
  package func members() -> [Int64] {
    // A row without a value holds 0.
    if let output = output(named: "living_members") { return Array(outcome.outputs[output].values) }
    guard let members = city.frame["Household"].lists["members"] else { return [] }
    return (0..<city.householdCount).map { Int64(members.rows(of: $0).count) }
  }

  /// How many living members the households of some rows have together.
  private var living: (Range<Int>) -> Int64 {
    if let output = output(named: "living_members") { return outcome.outputs[output].values.sum }
    guard let members = city.frame["Household"].lists["members"] else { return { _ in 0 } }
    return { Int64(members.offsets[$0.upperBound] - members.offsets[$0.lowerBound]) }
  }

  /// Households with at least one risk.
  package var atRisk: Bitmap { joined(.risk) }

  /// Households with a risk and no exclusion, out of those at risk.
  func candidates(of atRisk: Bitmap) -> Bitmap {
    var candidates = atRisk
    for (rule, definition) in library.rules.enumerated() where definition.kind == .exclusion {
      candidates.formAndNot(outcome.hits[rule])
    }
    return candidates
  }

  /// The counts of every place.
  package func tally() -> PlaceTally {
    let atRisk = atRisk
    return PlaceTally(
      city.tree, living: living, hits: outcome.hits, atRisk: atRisk, candidates: candidates(of: atRisk))
  }

  /// The roll-up: every place with households, by level from the city, then by code.
  package func placeCounts() -> [PlaceCount] { tally().counts }

  private func joined(_ kind: RuleKind) -> Bitmap {
    var joined = Bitmap(length: city.householdCount)
    for (rule, definition) in library.rules.enumerated() where definition.kind == kind {
      joined.formOr(outcome.hits[rule])
    }
    return joined
  }

  private func bits(of kind: RuleKind) -> Int64 {
    library.rules.filter { $0.kind == kind }.reduce(0) { $0 | Int64(1) << Int64($1.order) }
  }
}

/// What stands in one line of the roll-up. Unit: households, but persons are living members.
package struct PlaceCount: Sendable, Equatable {
  package let place: PlaceCode
  package var households = 0
  package var persons = 0
  /// Households with at least one risk.
  package var hit = 0
  /// Households with a risk and no exclusion.
  package var candidates = 0
  /// By rule, in the order of the library.
  package var rules: [Int]

  package init(place: PlaceCode, ruleCount: Int) {
    self.place = place
    rules = [Int](repeating: 0, count: ruleCount)
  }
}
