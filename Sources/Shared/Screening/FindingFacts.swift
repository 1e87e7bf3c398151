// The facts and parameters that a finding records beside its rule: what made it true on that day.

import Columns
package import Kernel
import RuleLanguage
import RuleValues
import Rules

/// Writes them as JSON bytes. **Unit**: money in fen.
package struct FindingFacts: Sendable {
  /// A household fact: its name ready as JSON, and its values.
  private struct Member: Sendable {
    let key: [UInt8]
    let values: NarrowNumbers
    let missing: [UInt8]?
  }

  /// By rule: the household facts among its facts.
  private let members: [[Member]]
  private let library: RuleLibrary
  private let asOf: Day

  package init(_ result: ScreeningResult) {
    (library, asOf) = (result.library, result.city.asOf)
    members = FindingKeys(result.library, result.outputs).members.map { members in
      members.map { member in
        let column = result.outcome.outputs[member.output]
        return Member(key: member.key, values: column.values, missing: column.missing)
      }
    }
  }

  /// The parameters of each rule in one county, as JSON members.
  package func constants(of county: Int64) throws(Problem) -> [[UInt8]] {
    FindingFacts.parameters(of: library, try library.constants(asOf: asOf, county: county))
  }

  static func parameters(of library: RuleLibrary, _ values: [String: Value]) -> [[UInt8]] {
    library.rules.map { rule in
      let parts = rule.parameterNames.compactMap { name -> String? in
        guard case .int(let number)? = values[name] else { return nil }
        return JSONText.quoted(name) + ":\(number)"
      }
      return Array(parts.joined(separator: ",").utf8)
    }
  }

  /// What `write` writes, as a text.
  package func text(rule: Int, row: Int, constants: [[UInt8]]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(120)
    write(rule: rule, row: row, constants: constants, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `{"net_income":3100000,"line":800000}`; a fact that cannot be computed is left out.
  func write(rule: Int, row: Int, constants: [[UInt8]], into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members[rule] where member.missing?[row] != 1 {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      bytes += member.key
      bytes.append(decimal: member.values[row])
    }
    if !constants[rule].isEmpty {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      bytes += constants[rule]
    }
    bytes.append(UInt8(ascii: "}"))
  }
}

/// The household facts of each rule: their names ready as JSON, and where their values stand among outputs.
struct FindingKeys: Sendable {
  let members: [[(key: [UInt8], output: Int)]]

  init(_ library: RuleLibrary, _ outputs: [Fact]) {
    members = library.rules.map { rule in
      rule.facts.compactMap { key in
        guard key.record == "Household", let output = outputs.firstIndex(where: { $0.name == key.name })
        else { return nil }
        return (Array((JSONText.quoted(key.name) + ":").utf8), output)
      }
    }
  }

  /// The facts of one finding, as `FindingFacts` writes them.
  func json(rule: Int, row: Int, of outcome: Outcome, parameters: [[UInt8]]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(200)
    bytes.append(UInt8(ascii: "{"))
    for member in members[rule] where outcome.outputs[member.output].missing?[row] != 1 {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += member.key
      bytes.append(decimal: outcome.outputs[member.output].values[row])
    }
    if !parameters[rule].isEmpty {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += parameters[rule]
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// The digits of a number, with a minus in front of one below zero.
  mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    var (low, high) = (start, count - 1)
    while low < high {
      swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
  }
}
