// The facts and parameters that a finding records beside its rule: what made it true on that day.

import Columns
import Kernel
import RuleLanguage
import RuleValues
import Rules

/// Writes them as JSON bytes. **Unit**: money in fen.
struct FindingFacts: Sendable {
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

  /// - Parameter isWanted: of a rule's place in the library, whether it will be written.
  init(_ result: ScreeningResult, for isWanted: (Int) -> Bool = { _ in true }) {
    (library, asOf) = (result.library, result.city.asOf)
    members = result.library.rules.enumerated().map { number, rule in
      guard isWanted(number) else { return [] }
      return rule.facts.compactMap { key in
        guard key.record == "Household", let output = result.output(named: key.name) else { return nil }
        let column = result.outcome.outputs[output]
        return Member(
          key: Array((JSONText.quoted(key.name) + ":").utf8), values: column.values, missing: column.missing)
      }
    }
  }

  /// The parameters of each rule in one county, as JSON members.
  func constants(of county: Int64) throws(Problem) -> [[UInt8]] {
    let values = try library.constants(asOf: asOf, county: county)
    return library.rules.map { rule in
      let parts = rule.parameterNames.compactMap { name -> String? in
        guard case .int(let number)? = values[name] else { return nil }
        return JSONText.quoted(name) + ":\(number)"
      }
      return Array(parts.joined(separator: ",").utf8)
    }
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

  /// The same as a text of its own.
  func json(rule: Int, row: Int, constants: [[UInt8]]) -> String {
    var bytes: [UInt8] = []
    write(rule: rule, row: row, constants: constants, into: &bytes)
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
