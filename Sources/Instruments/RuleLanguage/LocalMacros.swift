// The macros that name a value within a rule: `cel.bind`, and `cel.block` for rules that machines wrote.

import RuleValues

/// The names of a block: its values by number, and loop variables by depth and number. No rule can write them
/// by hand, since `@` begins no name.
enum BlockNames {
  static func value(_ number: Int64) -> String { "@index\(number)" }
  static func variable(_ depth: Int64, _ number: Int64, isAccumulator: Bool) -> String {
    (isAccumulator ? "@ac:" : "@it:") + "\(depth):\(number)"
  }
}

extension Parser {
  /// What a call on `cel` stands for; nil where it is no macro.
  mutating func local(
    _ name: String, _ arguments: [Expression], _ span: Span, _ mark: Span
  ) throws(Fault) -> Expression? {
    switch name {
    case "bind": return try bind(arguments, span, mark)
    case "block": return try block(arguments, span, mark)
    case "index":
      guard let number = numbers(arguments, 1)?[0] else { break }
      return try make(.name(BlockNames.value(number)), span, mark: mark)
    case "iterVar", "accuVar":
      guard let number = numbers(arguments, 2) else { break }
      let name = BlockNames.variable(number[0], number[1], isAccumulator: name == "accuVar")
      return try make(.name(name), span, mark: mark)
    default: return nil
    }
    return refused(
      .macroArguments(
        mark, macro: "cel.\(name)", usage: Wording(zh: "cel.\(name)(0, …)", en: "cel.\(name)(0, …)")),
      arguments, span)
  }

  private func numbers(_ arguments: [Expression], _ count: Int) -> [Int64]? {
    let numbers = arguments.compactMap { argument -> Int64? in
      guard case .literal(.int(let number)) = argument.form, number >= 0, !broken.contains(argument.id) else {
        return nil
      }
      return number
    }
    return numbers.count == count && arguments.count == count ? numbers : nil
  }

  private mutating func bind(_ arguments: [Expression], _ span: Span, _ mark: Span) throws(Fault)
    -> Expression
  {
    guard arguments.count == 3 else {
      complaints.append(
        .macroArguments(
          mark, macro: "cel.bind", usage: Wording(zh: "cel.bind(x, 值, 结果)", en: "cel.bind(x, value, result)"))
      )
      return failed(at: span)
    }
    guard let name = variableName(arguments[0]) else {
      return refused(.macroVariable(arguments[0].span, macro: "cel.bind"), [arguments[0]], span)
    }
    return try make(.bind(name: name, value: arguments[1], body: arguments[2]), span, mark: mark)
  }

  /// `cel.block([v0, v1], body)` binds its values one after another, each seen by those behind it.
  private mutating func block(
    _ arguments: [Expression], _ span: Span, _ mark: Span
  ) throws(Fault) -> Expression {
    guard arguments.count == 2, case .list(let values) = arguments[0].form else {
      let complaint = Complaint.macroArguments(
        mark, macro: "cel.block",
        usage: Wording(zh: "cel.block([值, …], 结果)", en: "cel.block([value, …], result)"))
      return refused(complaint, arguments, span)
    }
    var body = arguments[1]
    for (number, value) in values.enumerated().reversed() {
      body = try make(
        .bind(name: BlockNames.value(Int64(number)), value: value, body: body), span, mark: mark)
    }
    return body
  }
}
