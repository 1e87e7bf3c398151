// Turns calls that are macros into the trees they stand for, and makes all other calls.

import RuleValues

extension Parser {
  mutating func call(
    _ name: String, on target: Expression?, _ arguments: [Expression], from start: Int, mark: Span
  ) throws(Fault) -> Expression {
    let span = Span(start, tokens[place - 1].span.upper)
    let bare = name.hasPrefix(".") ? String(name.dropFirst()) : name
    adopt((target.map { [$0] } ?? []) + arguments)
    if bare == "has", target == nil { return try has(arguments, span, mark) }
    if let target {
      if case .name("cel") = target.form, let local = try local(name, arguments, span, mark) { return local }
      if case .name("math") = target.form, ["greatest", "least"].contains(name), arguments.count > 2 {
        let list = try make(.list(arguments), Span(arguments[0].span.lower, span.upper), mark: mark)
        return try make(.call(function: name, target: target, arguments: [list]), span, mark: mark)
      }
      if let kind = Self.macros[name], isMacro(kind, name, arguments) {
        return try comprehension(kind, name, over: target, arguments, span, mark)
      }
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
      return refused(.hasArgument(span), arguments, span, holding: arguments)
    }
    return try make(
      .select(operand, field: field, testOnly: true), span, mark: marks[arguments[0].id] ?? mark)
  }

  /// A node in place of a call that was refused; no word where a part of it was refused already.
  mutating func refused(
    _ complaint: Complaint, _ parts: [Expression], _ span: Span, holding held: [Expression] = []
  ) -> Expression {
    if !parts.contains(where: { broken.contains($0.id) }) { complaints.append(complaint) }
    return failed(at: span, holding: held + parts.filter { broken.contains($0.id) })
  }

  /// The macros of the core are macros whatever stands in them; names of libraries only where they fit.
  private func isMacro(_ kind: Comprehension, _ name: String, _ arguments: [Expression]) -> Bool {
    switch kind {
    case .all, .exists, .existsOne, .filter, .map: true
    default:
      kind.shapes.contains { arguments.count == $0.names + 1 + ($0.filter ? 1 : 0) }
        && variableName(arguments[0]) != nil
    }
  }

  private mutating func comprehension(
    _ kind: Comprehension, _ name: String, over range: Expression, _ arguments: [Expression], _ span: Span,
    _ mark: Span
  ) throws(Fault) -> Expression {
    let fitting = kind.shapes.filter { arguments.count == $0.names + 1 + ($0.filter ? 1 : 0) }
    guard let shape = fitting.first else {
      return refused(
        .macroArguments(mark, macro: name, usage: kind.usage(name)), arguments, span, holding: [range])
    }
    var names: [String] = []
    for argument in arguments.prefix(shape.names) {
      guard let variable = variableName(argument), !names.contains(variable) else {
        return refused(.macroVariable(argument.span, macro: name), [argument], span, holding: [range])
      }
      names.append(variable)
    }
    return try make(
      .comprehension(
        Loop(
          kind, over: range, names[0], names.count == 2 ? names[1] : nil,
          filter: shape.filter ? arguments[shape.names] : nil, step: arguments[arguments.count - 1])),
      span, mark: mark)
  }

  /// The name that an argument of a macro gives; nil where it is no plain name.
  func variableName(_ argument: Expression) -> String? {
    guard case .name(let name) = argument.form, !name.hasPrefix("."), !broken.contains(argument.id) else {
      return nil
    }
    return name
  }
}
