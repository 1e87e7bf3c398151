// The facts and parameters that a finding records beside its rule: what made it true on that day.

import Kernel
import RuleLanguage
import RuleValues
import Rules

struct FindingFacts {
  private let result: ScreeningResult
  /// By rule: the household facts among its facts, with their names ready as JSON.
  private let outputs: [[(key: String, output: Int)]]

  init(_ result: ScreeningResult) {
    self.result = result
    outputs = result.library.rules.map { rule in
      rule.facts.compactMap { key in
        guard key.record == "Household", let output = result.output(named: key.name) else { return nil }
        return (JSONText.quoted(key.name) + ":", output)
      }
    }
  }

  /// The parameters of each rule in one county, as JSON members.
  func constants(of county: Int64) throws(Problem) -> [String] {
    let values = try result.library.constants(asOf: result.city.asOf, county: county)
    return result.library.rules.map { rule in
      rule.parameterNames.compactMap { name in
        guard case .int(let number)? = values[name] else { return nil }
        return JSONText.quoted(name) + ":\(number)"
      }.joined(separator: ",")
    }
  }

  /// `{"net_income":3100000,"line":800000}`; a fact that cannot be computed is left out. Money in fen.
  func json(rule: Int, row: Int, constants: [String]) -> String {
    var text = "{"
    for (key, output) in outputs[rule] {
      guard let value = result.value(output, row) else { continue }
      if text.utf8.count > 1 { text += "," }
      text += key
      text += String(value)
    }
    if !constants[rule].isEmpty {
      if text.utf8.count > 1 { text += "," }
      text += constants[rule]
    }
    return text + "}"
  }
}
