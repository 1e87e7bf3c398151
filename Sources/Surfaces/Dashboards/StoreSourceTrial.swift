// Trials of rules over the city in memory.

package import Access
package import Kernel
import Pages
import Registry
import Rules
import Screening

extension StoreSource {
  package func trial(
    _ name: String, values: [String: String], for visitor: Visitor
  ) async throws(Problem) -> TrialPage {
    guard let index = library.rules.firstIndex(where: { $0.name == name }) else { throw unknownRule(name) }
    let (rule, sight) = (library.rules[index], Sight(visitor, library))
    guard sight.handles(rule) else {
      throw Problem(
        "dashboards.trial.subject", .notPermitted, zh: "这条规则不属于您部门的业务，不能试算。",
        en: "This rule is not the business of your department: it cannot be tried here.")
    }
    let level = visitor.place.level
    return try reading { (now) throws(Problem) -> TrialPage in
      guard now.run != nil else { throw ScreeningProblems.notScreened() }
      let parameters = rule.parameterNames.compactMap { library.parameter($0) }.map {
        shown($0, asOf: now.asOf)
      }
      let overrides = try overrides(values, of: parameters)
      // Asked for without need too, so that a text that is no value is told before anything is computed.
      _ = try library.constants(asOf: now.asOf, overrides: overrides)
      let view = try mirror.asking { (mirror) throws(Problem) in
        try mirror.view(asOf: now.asOf, on: now.connection)
      }
      guard !overrides.isEmpty else {
        return TrialPage(
          rule: labels[index], level: level, asOf: now.asOf, parameters: parameters, lines: nil, rules: [],
          milliseconds: 0)
      }
      guard let mirror, let view, view.isCurrent else { throw StoreSource.cityIsLoading }
      let start = clock.now()
      let answer = try mirror.trial(of: overrides, screener.get(), over: view, for: sight)
      let end = clock.now()
      return TrialPage(
        rule: labels[index], level: level, asOf: view.city.asOf, parameters: parameters,
        lines: try lines(of: answer, sight, now),
        rules: answer.rules.map { ($0.rule.label, $0.before, $0.after) },
        milliseconds: end.milliseconds - start.milliseconds)
    }
  }

  /// The values that are others than those that stand: a county's own value stays where the common one is not
  /// changed.
  private func overrides(
    _ values: [String: String], of parameters: [RuleParameter]
  ) throws(Problem) -> [String: String] {
    // As amounts are written on the pages, and as people type them.
    var overrides = values.mapValues { String($0.filter { !$0.isWhitespace && $0 != "," && $0 != "，" }) }
    for parameter in parameters where overrides[parameter.name] == parameter.written {
      overrides[parameter.name] = nil
    }
    for name in overrides.keys.sorted() where !parameters.contains(where: { $0.name == name }) {
      throw Problem(
        "dashboards.trial.parameter", .invalid, zh: "这条规则没有参数 \(name)。",
        en: "This rule has no parameter \(name).", details: ["parameter": name])
    }
    return overrides
  }

  /// One a county, or of a place inside a county that place alone.
  private func lines(of answer: WhatIf, _ sight: Sight, _ now: Snapshot) throws(Problem) -> [TrialLine] {
    var lines: [TrialLine] = []
    for line in answer.lines {
      let county = PlaceCode(number: line.county * 1_000_000_000)
      guard let code = sight.place.level > .county ? sight.place : county else { continue }
      let name = try PlaceStore.place(code, asOf: now.asOf, on: now.connection)?.name ?? code.short
      lines.append(
        TrialLine(
          place: PlaceName(code, name), before: line.before, after: line.after,
          entering: line.entering.count, leaving: line.leaving.count))
    }
    return lines
  }

  private static let cityIsLoading = Problem(
    "dashboards.city.loading", .unavailable, zh: "全市数据正在载入内存，请稍等片刻再试。",
    en: "The city is being loaded into memory; please try again in a moment.")
}

extension Rules.RuleParameter {
  /// A value as it is written in the files, without its unit.
  func written(_ value: Int64) -> String {
    switch unit {
    case .yuan:
      let money = Money(fen: value)
      let cents = value % 100
      return cents == 0 ? String(money.yuan) : "\(money.yuan).\(cents < 10 ? "0" : "")\(cents)"
    case .grade: return (0...3).contains(value) ? ["A", "B", "C", "D"][Int(value)] : String(value)
    default: return String(value)
    }
  }
}
