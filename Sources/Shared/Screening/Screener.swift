// Runs every rule of a library over a city: hits, faults, and the facts that findings record.

import Columns
package import Kernel
import RuleLanguage
import RuleValues
package import Rules

/// A library made ready to run: compiled once, bound to a day, its parameters and a city at each run.
package struct Screener: Sendable {
  package let library: RuleLibrary
  let plan: Plan
  /// The household facts that the plan computes beside the rules, in the order of its outputs.
  let outputs: [Fact]
  /// The rules of each kind as bits, in the order of the library.
  private let risks: Int64
  private let exclusions: Int64
  /// By rule, in the order of the library: its bit in stored masks, its name, its version.
  private let bits: [Int64]
  let names: [String]
  let versions: [String]
  let keys: FindingKeys
  /// The fields that the library's texts speak of: its rules see nothing else of a row, by columns or not.
  let fieldNames: Set<String>
  /// Where the facts stand that are kept beside a mask.
  let livingOutput: Int?
  let incomeOutput: Int?
  private let runners = CountyRunners()
  /// Facts that are kept of every household.
  private static let kept = ["living_members", "net_income"]

  /// **Problems**: `screening.rules.tooMany`.
  package init(_ library: RuleLibrary) throws(Problem) {
    guard library.rules.allSatisfy({ $0.order < 62 }) else {
      throw ScreeningProblems.tooManyRules(library.rules.count)
    }
    self.library = library
    func bits(_ kind: RuleKind) -> Int64 {
      library.rules.enumerated().reduce(0) { $1.element.kind == kind ? $0 | 1 << Int64($1.offset) : $0 }
    }
    (risks, exclusions) = (bits(.risk), bits(.exclusion))
    // Facts that stand beside these rules for another library are no outputs.
    let read = Set(library.rules.flatMap(\.facts))
    outputs = library.facts.filter {
      $0.record == "Household" && ($0.type == .int || $0.type == .bool)
        && (read.contains($0.key) || Screener.kept.contains($0.name))
    }
    plan = Plan(
      rules: library.rules.map(\.checked), derived: Screener.derived(library),
      outputs: outputs.map { Screener.reading($0, library) }, vocabulary: library.vocabulary)
    // A rule is a large value: what every household needs of all of them is kept in small arrays.
    (self.bits, names) = (library.rules.map(\.bit), library.rules.map(\.name))
    versions = library.rules.map(\.ruleVersion)
    keys = FindingKeys(library, outputs)
    fieldNames = Screener.fieldNames(of: library)
    livingOutput = outputs.firstIndex { $0.name == "living_members" }
    incomeOutput = outputs.firstIndex { $0.name == "net_income" }
  }

  /// What of a rule runs row by row and why, in one sentence, by its name; empty where every rule runs over
  /// columns.
  package var rowByRow: [String: Text] {
    var sentences: [String: Text] = [:]
    for (rule, course) in zip(library.rules, plan.courses) {
      guard let first = course.steps.first else { continue }
      let (text, reason, count) = (oneLine(first.text), first.reason, course.steps.count)
      let parts = count == 1 ? "one part" : "\(count) parts"
      sentences[rule.name] =
        course.isByRow
        ? Text(zh: "整条规则逐户计算（\(reason.zh)）", en: "all of it household by household (\(reason.en))")
        : Text(
          zh: "有 \(count) 处逐行计算，如 \(text)（\(reason.zh)）",
          en: "\(parts) row by row, such as \(text) (\(reason.en))")
    }
    return sentences
  }

  /// Every rule over every household, on two threads.
  /// - Parameters:
  ///   - overrides: parameter texts, as in `line=8700`, for every county.
  ///   - facts: which facts are kept beside the answers of the rules; those of findings need all.
  package func run(
    over city: City, overrides: [String: String] = [:], keeping facts: KeptFacts = .all
  ) throws(Problem) -> ScreeningResult {
    // A few households need no large blocks and no second thread.
    if overrides.isEmpty, 1...64 ~= city.householdCount, let county = city.onlyCounty {
      let outcome = try run(over: city.frame, rows: 0..<city.householdCount, asOf: city.asOf, county: county)
      return ScreeningResult(city: city, library: library, outputs: outputs, outcome: outcome)
    }
    var parts: [Plan.Part] = []
    for (rows, constants) in try constants(of: city, overrides: overrides) {
      parts.append(Plan.Part(rows: rows, constants: constants))
    }
    let outcome = plan.run(over: city.frame, parts: parts, threads: 2, selecting: selection(of: facts))
    return ScreeningResult(city: city, library: library, outputs: outputs, outcome: outcome)
  }

  /// A few households of one county under its own parameters.
  func run(over frame: Frame, rows: Range<Int>, asOf day: Day, county: Int64) throws(Problem) -> Outcome {
    try runners.run(plan, library, asOf: day, county: county, over: frame, rows: rows)
  }

  /// The parameters of each rule in one county, as JSON members.
  func parameters(asOf day: Day, county: Int64) throws(Problem) -> [[UInt8]] {
    try runners.parameters(plan, library, asOf: day, county: county)
  }

  /// Which facts of households a run keeps.
  package enum KeptFacts: Sendable {
    case all
    /// Only how many living members there are, for counts of places.
    case living
  }

  private func selection(of facts: KeptFacts) -> Plan.Selection? {
    switch facts {
    case .all: nil
    case .living:
      Plan.Selection(
        rules: Set(library.rules.indices),
        outputs: Set(outputs.indices.filter { outputs[$0].name == "living_members" }))
    }
  }

  /// What each county's households are judged by.
  func constants(
    of city: City, overrides: [String: String]
  ) throws(Problem) -> [(rows: Range<Int>, constants: [String: Value])] {
    let own = library.countiesWithOwnParameters(asOf: city.asOf)
    var all: [(rows: Range<Int>, constants: [String: Value])] = []
    for (county, rows) in city.countyRanges {
      all.append(
        (
          rows,
          try library.constants(
            asOf: city.asOf, county: own.contains(county) ? county : nil, overrides: overrides)
        ))
    }
    return all
  }

  /// What a household adds to its places.
  /// - Parameter rules: A bit a rule, in the order of the library.
  func share(_ rules: Int64, living: Int) -> PlaceTally.Share {
    let isAtRisk = rules & risks != 0
    return PlaceTally.Share(
      living: living, isAtRisk: isAtRisk, isCandidate: isAtRisk && rules & exclusions == 0, rules: rules)
  }

  /// The rules that hold for a row of an outcome, a bit a rule in the order of the library.
  func rules(_ outcome: Outcome, row: Int) -> Int64 {
    var rules: Int64 = 0
    for rule in names.indices where outcome.hits[rule][row] { rules |= 1 << Int64(rule) }
    return rules
  }

  /// What a city of one household adds to its places.
  func share(_ result: ScreeningResult) -> PlaceTally.Share {
    share(rules(result.outcome, row: 0), living: Int(result.members()[0]))
  }

  /// The bits of a stored mask as bits in the order of the library.
  func rules(ofMask mask: Int64) -> Int64 {
    guard mask != 0 else { return 0 }
    return bits.indices.reduce(0) { $0 | (mask & bits[$1] != 0 ? 1 << Int64($1) : 0) }
  }

  /// Bits in the order of the library as a mask to be stored.
  func mask(ofRules rules: Int64) -> Int64 {
    bits.indices.reduce(0) { $0 | (rules >> Int64($1) & 1 == 1 ? bits[$1] : 0) }
  }

  /// What is found of a row of an outcome: a finding for each rule that holds, in the order of the library.
  func findings(_ outcome: Outcome, row: Int, at place: Int64, asOf day: Day) throws(Problem) -> [RuleFinding]
  {
    let held = rules(outcome, row: row)
    guard held != 0 else { return [] }
    let county = place / 1_000_000_000
    let parameters = try parameters(asOf: day, county: county)
    return names.indices.filter { held >> Int64($0) & 1 == 1 }.map { rule in
      RuleFinding(
        rule: names[rule],
        stored: StoredFinding(
          county: county, place: place, version: versions[rule],
          facts: keys.json(rule: rule, row: row, of: outcome, parameters: parameters)))
    }
  }

  /// The rules of some bits.
  func rules(_ bits: Int64) -> [Rule] {
    names.indices.filter { bits >> Int64($0) & 1 == 1 }.map { library.rules[$0] }
  }

  /// Facts as fields that the plan and the interpreter compute from the row.
  static func derived(_ library: RuleLibrary) -> [DerivedField] {
    library.facts.map {
      DerivedField(record: $0.record, name: $0.name, variable: $0.variable, rule: $0.checked)
    }
  }

  private static func fieldNames(of library: RuleLibrary) -> Set<String> {
    var names: Set<String> = []
    for rule in library.rules.map(\.checked) + library.facts.map(\.checked) {
      rule.root.visit { expression in
        if case .select(_, let field, _) = expression.form { names.insert(field) }
      }
    }
    return names
  }

  private static func reading(_ fact: Fact, _ library: RuleLibrary) -> CheckedRule {
    do {
      return try Checker.check("household.\(fact.name)", vocabulary: library.vocabulary)
    } catch {
      preconditionFailure("a fact of the library can be read as a field: \(fact.key)")
    }
  }
}
