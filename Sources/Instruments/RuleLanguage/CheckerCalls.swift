// Finds the overloads that a call may mean, or says why there is none.

import RuleValues

extension Checker {
  mutating func call(
    _ function: String, _ target: Expression?, _ arguments: [Expression], _ node: Expression
  ) -> CELType {
    if function == Operator.optionalSelect { return optionalSelect(arguments, node) }
    if let name = fullName(of: function, target) {
      qualifiedCalls[node.id] = name
      return call(name, isMember: false, nil, arguments, node)
    }
    return call(function, isMember: target != nil, target, arguments, node)
  }

  private mutating func call(
    _ function: String, isMember: Bool, _ target: Expression?, _ arguments: [Expression], _ node: Expression
  ) -> CELType {
    let operands = (target.map { [$0] } ?? []) + arguments
    let overloads = overloads(of: function)
    if overloads.isEmpty, let target, namesMacro(function, arguments) {
      return misspeltMacro(function, target, arguments, node)
    }
    let given = operands.map { type(of: $0) }
    guard !overloads.isEmpty else {
      return complain(
        .unknownFunction(mark(node), name: function, hint: functionHint(function, target, arguments)))
    }
    let styled = overloads.filter { $0.isMember == isMember }
    guard !styled.isEmpty else {
      return complain(
        .functionStyle(mark(node), name: function, call: otherStyle(function, target, arguments)))
    }
    let fitting = styled.filter { $0.parameters.count == given.count }
    guard !fitting.isEmpty else {
      // Where a part could not be read, nobody knows how many there are.
      if operands.contains(where: { parsed.broken.contains($0.id) }) { return .dyn }
      let less = isMember ? 1 : 0
      let wanted = Set(styled.map { $0.parameters.count - less }).sorted()
      return complain(
        .argumentCount(
          mark(node), name: function, given: arguments.count, wanted: wanted,
          hint: countHint(function, arguments, styled)))
    }
    return result(of: fitting, given: given)
      ?? complain(
        .argumentTypes(
          mark(node), mismatch(function, given, fitting),
          hint: typeHint(function, operands, given.map(shown), fitting)))
  }

  func overloads(of name: String) -> [Function.Overload] {
    Standard.overloads(of: name) + (vocabulary.functions[name]?.flatMap(\.overloads) ?? [])
  }

  /// The full name of a function whose qualifier looks like a target (`math.abs`), or of one of the container
  /// (`abs` in the container `math`); nil where the name is full already, or stands for no such function.
  private func fullName(of function: String, _ target: Expression?) -> String? {
    let names: [String]
    if let target {
      guard let prefix = qualifiedName(target) else { return nil }
      names = candidates("\(prefix).\(function)")
    } else {
      guard Words.isName(function) else { return nil }
      names = candidates(function).dropLast()
    }
    return names.first { name in overloads(of: name).contains { !$0.isMember } }
  }

  /// The result type of all overloads that fit: `dyn` where they give different types; nil where none fits.
  private mutating func result(of overloads: [Function.Overload], given: [CELType]) -> CELType? {
    var result: CELType?
    for overload in overloads {
      let signature = unifier.instantiate(overload.parameters + [overload.result])
      guard unifier.fit(given, to: Array(signature.dropLast())) else { continue }
      let type = unifier.resolved(signature[signature.count - 1])
      result = result == nil || result == type ? type : .dyn
    }
    return result
  }
}
