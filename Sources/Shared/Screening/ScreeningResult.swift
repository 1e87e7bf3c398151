// What one run found: per rule the households hit, per household a mask, per place the counts.

package import Columns
package import Kernel
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
    if let output = output(named: "living_members") {
      return (0..<city.householdCount).map { value(output, $0) ?? 0 }
    }
    guard let members = city.frame["Household"].lists["members"] else { return [] }
    return (0..<city.householdCount).map { Int64(members.rows(of: $0).count) }
  }

  /// The roll-up: every place with households, by level from the city, then by code.
  package func placeCounts() -> [PlaceCount] {
    let masks = masks()
    let members = members()
    let (risks, exclusions) = (riskBits, exclusionBits)
    let bits = library.rules.map { Int64(1) << Int64($0.order) }
    var groups: [PlaceCount] = []
    for row in 0..<city.householdCount {
      if groups.last?.place.number != city.places[row] {
        guard let place = PlaceCode(number: city.places[row]) else {
          preconditionFailure("a household of the register lives in a valid place")
        }
        groups.append(PlaceCount(place: place, ruleCount: bits.count))
      }
      let last = groups.count - 1
      groups[last].households += 1
      groups[last].persons += Int(members[row])
      let mask = masks[row]
      guard mask != 0 else { continue }
      if mask & risks != 0 {
        groups[last].hit += 1
        if mask & exclusions == 0 { groups[last].candidates += 1 }
      }
      for rule in bits.indices where mask & bits[rule] != 0 { groups[last].rules[rule] += 1 }
    }
    return PlaceCounts.rollUp(groups)
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

  mutating func add(_ other: PlaceCount) {
    households += other.households
    persons += other.persons
    hit += other.hit
    candidates += other.candidates
    for rule in rules.indices { rules[rule] += other.rules[rule] }
  }
}

package enum PlaceCounts {
  /// The roll-up of groups in order of code to all levels above.
  /// **Shape**: places with at least one household, by level from the city down, then by code.
  static func rollUp(_ groups: [PlaceCount]) -> [PlaceCount] {
    var levels: [[PlaceCount]] = [groups]
    for level in [PlaceLevel.village, .township, .county, .city] {
      var upper: [PlaceCount] = []
      for count in levels[levels.count - 1] {
        guard let place = count.place.ancestor(at: level) else {
          preconditionFailure("every place below has an ancestor at level \(level)")
        }
        if upper.last?.place != place { upper.append(PlaceCount(place: place, ruleCount: count.rules.count)) }
        upper[upper.count - 1].add(count)
      }
      levels.append(upper)
    }
    return levels.reversed().flatMap { $0 }
  }
}
