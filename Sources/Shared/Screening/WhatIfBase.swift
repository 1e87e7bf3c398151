// What stays the same in a what-if: the answers that do not depend on what is changed.

import Columns
import Kernel
import RuleLanguage
import RuleValues
import Rules
import Synchronization

/// A run to compare with. It keeps a smaller plan and a smaller frame for each set of parameters that was
/// tried: rules that do not depend on them are not run again, and facts that do not are read as columns.
package final class WhatIfBase: Sendable {
  package let result: ScreeningResult
  let atRisk: Bitmap
  private let screener: Screener
  private let prepared = Mutex<[[Int]: Prepared]>([:])

  /// The rules that depend on some parameters, as a plan of their own.
  struct Prepared: Sendable {
    let rules: [Int]
    let plan: Plan
    let frame: Frame
  }

  /// - Parameter result: What `screener` answered.
  package init(_ screener: Screener, _ result: ScreeningResult) {
    (self.screener, self.result) = (screener, result)
    atRisk = result.atRisk
  }

  /// By rule of the library: the households that it holds for under other parameters; nil for a rule that
  /// does not depend on any that is changed.
  func hits(overrides: [String: String]) throws(Problem) -> [Bitmap?] {
    var parts: [Plan.Part] = []
    for (rows, constants) in try screener.constants(of: result.city, overrides: overrides) {
      parts.append(Plan.Part(rows: rows, constants: constants))
    }
    let prepared = prepared(Set(overrides.keys))
    var hits = [Bitmap?](repeating: nil, count: screener.library.rules.count)
    guard !prepared.rules.isEmpty else { return hits }
    let outcome = prepared.plan.run(over: prepared.frame, parts: parts, threads: 2)
    for (place, rule) in prepared.rules.enumerated() { hits[rule] = outcome.hits[place] }
    return hits
  }

  private func prepared(_ parameters: Set<String>) -> Prepared {
    let needs = RuleNeeds(screener.library, changing: parameters)
    return prepared.withLock { known in
      if let one = known[needs.rules] { return one }
      let one = prepare(needs)
      known[needs.rules] = one
      return one
    }
  }

  private func prepare(_ needs: RuleNeeds) -> Prepared {
    let library = screener.library
    let stored = result.outputs.indices.filter { needs.known.contains(result.outputs[$0].key) }
    let names = Set(stored.map { result.outputs[$0].key })
    let plan = Plan(
      rules: needs.rules.map { library.rules[$0].checked },
      derived: Screener.derived(library).filter { !names.contains(Fact.Key($0.record, $0.name)) },
      vocabulary: library.vocabulary)
    let household = result.city.frame["Household"]
    var columns = household.columns
    for output in stored { columns[result.outputs[output].name] = result.column(output) }
    return Prepared(
      rules: needs.rules, plan: plan,
      frame: result.city.frame.reduced(
        to: needs.fields(without: names),
        household: Table(
          household.recordType, rowCount: household.rowCount, columns: columns, lists: household.lists,
          references: household.references)))
  }
}

/// What rules read that depend on some parameters.
struct RuleNeeds {
  /// The rules that depend on a changed parameter, by their places in the library.
  let rules: [Int]
  /// Facts of households that do not depend on one.
  let known: Set<Fact.Key>
  private let library: RuleLibrary

  init(_ library: RuleLibrary, changing parameters: Set<String>) {
    self.library = library
    var dependent = Set<Fact.Key>()
    // Facts stand behind those they use.
    for fact in library.facts
    where !parameters.isDisjoint(with: fact.checked.namesRead) || !dependent.isDisjoint(with: fact.uses) {
      dependent.insert(fact.key)
    }
    rules = library.rules.indices.filter { number in
      let rule = library.rules[number]
      return !parameters.isDisjoint(with: rule.checked.namesRead)
        || !dependent.isDisjoint(with: rule.checked.fieldsRead)
    }
    known = Set(library.facts.map(\.key).filter { $0.record == "Household" && !dependent.contains($0) })
  }

  /// All fields that the rules read, through facts too, but not through those that stand as columns.
  func fields(without stored: Set<Fact.Key>) -> Set<Fact.Key> {
    var seen = Set<Fact.Key>()
    var open = rules.reduce(into: Set<Fact.Key>()) { $0.formUnion(library.rules[$1].checked.fieldsRead) }
    while let key = open.popFirst() {
      guard seen.insert(key).inserted, !stored.contains(key), let fact = library.fact(key) else { continue }
      open.formUnion(fact.checked.fieldsRead)
    }
    return seen
  }
}

extension Frame {
  /// Only the fields of households that are read, and only the tables that can be reached from there. A frame
  /// looks through all its lists when it is made: what is left out costs nothing.
  fileprivate func reduced(to fields: Set<Fact.Key>, household: Table) -> Frame {
    func isRead(_ name: String) -> Bool { fields.contains(Fact.Key("Household", name)) }
    var kept = ["Household": household.only(isRead)]
    var open = ["Household"]
    while let name = open.popLast() {
      guard let table = kept[name] else { continue }
      for next in table.lists.values.map(\.table) + table.references.values.map(\.table)
      where kept[next] == nil {
        kept[next] = self[next]
        open.append(next)
      }
    }
    return Frame(kept)
  }
}

extension Table {
  fileprivate func only(_ isKept: (String) -> Bool) -> Table {
    Table(
      recordType, rowCount: rowCount, columns: columns.filter { isKept($0.key) },
      lists: lists.filter { isKept($0.key) }, references: references.filter { isKept($0.key) })
  }
}
