// Turns calls that are macros into the trees they stand for, and makes all other calls.

import RuleValues

extension Parser {
  mutating func call(
    _ name: String, on target: Expression?, _ arguments: [Expression], from start: Int, mark: Span
  ) throws(Fault) -> Expression {
    let span = Span(start, tokens[place - 1].span.upper)
    let bare = name.hasPrefix(".") ? String(name.dropFirst()) : name
    if bare == "has", target == nil { return try has(arguments, span, mark) }
    if let target, let kind = Self.macros[name] {
      return try comprehension(kind, name, over: target, arguments, span, mark)
    }
    return try make(.call(function: bare, target: target, arguments: arguments), span, mark: mark)
  }

  private static let macros: [String: Comprehension] = {
    var named = Dictionary(uniqueKeysWithValues: Comprehension.allCases.map { ($0.rawValue, $0) })
    named["existsOne"] = .existsOne
    return named
  }()

  private mutating func has(_ arguments: [Expression], _ span: Span, _ mark: Span) throws(Fault) -> Expression
  {
    guard arguments.count == 1, case .select(let operand, let field, false) = arguments[0].form else {
      if !arguments.contains(where: { broken.contains($0.id) }) { complaints.append(.hasArgument(span)) }
      return failed(at: span)
    }
    return try make(
      .select(operand, field: field, testOnly: true), span, mark: marks[arguments[0].id] ?? mark)
  }

  private mutating func comprehension(
    _ kind: Comprehension, _ name: String, over range: Expression, _ arguments: [Expression], _ span: Span,
    _ mark: Span
  ) throws(Fault) -> Expression {
    guard arguments.count == 2 || kind == .map && arguments.count == 3 else {
      complaints.append(.macroArguments(mark, macro: name, usage: usage(kind, name)))
      return failed(at: span)
    }
    guard case .name(let variable) = arguments[0].form, !variable.hasPrefix(".") else {
      if !broken.contains(arguments[0].id) {
        complaints.append(.macroVariable(arguments[0].span, macro: name))
      }
      return failed(at: span)
    }
    return try make(
      .comprehension(
        kind, range: range, variable: variable, filter: arguments.count == 3 ? arguments[1] : nil,
        step: arguments[arguments.count - 1]),
      span, mark: mark)
  }

  private func usage(_ kind: Comprehension, _ name: String) -> String {
    kind == .map ? "list.map(x, …) / list.map(x, …, …)" : "list.\(name)(x, …)"
  }
}
