// Finds the overloads that a call may mean, or says why there is none.

import RuleValues

extension Checker {
  mutating func call(
    _ function: String, _ target: Expression?, _ arguments: [Expression], _ node: Expression
  ) -> CELType {
    if function == Operator.optionalSelect { return optionalSelect(arguments, node) }
    if let name = qualifiedFunction(function, target) {
      qualifiedCalls[node.id] = name
      return call(name, isMember: false, nil, arguments, node)
    }
    return call(function, isMember: target != nil, target, arguments, node)
  }

  private mutating func call(
    _ function: String, isMember: Bool, _ target: Expression?, _ arguments: [Expression], _ node: Expression
  ) -> CELType {
    let operands = (target.map { [$0] } ?? []) + arguments
    let given = operands.map { type(of: $0) }
    let overloads = overloads(of: function)
    guard !overloads.isEmpty else {
      return complain(
        .unknownFunction(mark(node), name: function, near: nearestFunction(function, target, arguments)))
    }
    let styled = overloads.filter { $0.isMember == isMember }
    guard !styled.isEmpty else {
      return complain(
        .unknownFunction(mark(node), name: function, near: otherStyle(function, target, arguments)))
    }
    let fitting = styled.filter { $0.parameters.count == given.count }
    guard !fitting.isEmpty else {
      let less = isMember ? 1 : 0
      let wanted = Set(styled.map { $0.parameters.count - less }).sorted()
      return complain(
        .argumentCount(mark(node), name: function, given: arguments.count, wanted: wanted))
    }
    return result(of: fitting, given: given)
      ?? complain(argumentTypes(function, given.map(shown), node))
  }

  private func overloads(of name: String) -> [Function.Overload] {
    Standard.overloads(of: name) + (vocabulary.functions[name]?.flatMap(\.overloads) ?? [])
  }

  /// The full name of a function whose qualifier looks like a target: `math.abs`.
  private func qualifiedFunction(_ function: String, _ target: Expression?) -> String? {
    guard let prefix = target.flatMap(qualifiedName) else { return nil }
    return candidates("\(prefix).\(function)").first { name in
      overloads(of: name).contains { !$0.isMember }
    }
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

  private func argumentTypes(_ function: String, _ given: [CELType], _ node: Expression) -> Complaint {
    let shown = Self.signs[function] ?? function
    let types = given.map(\.description).joined(separator: ", ")
    return .argumentTypes(mark(node), name: shown, given: types, hint: typeHint(function, given))
  }

  private func typeHint(_ function: String, _ given: [CELType]) -> Wording? {
    let numbers: Set<CELType> = [.int, .uint, .double]
    if function == Operator.conditional, given.count == 3 {
      return given[0] == .bool || given[0] == .dyn
        ? Wording(zh: "“?:”两支的类型应相同。", en: "Both branches of ?: should have the same type.")
        : Wording(zh: "“?”之前应是条件（bool）。", en: "A condition (bool) should stand before the question mark.")
    }
    if given.count == 2, given[0] != given[1], numbers.isSuperset(of: given) {
      return Wording(
        zh: "先转换为同一种数，例如 double(x) 或 int(x)。", en: "Convert both to one kind of number: double(x) or int(x).")
    }
    if given.count == 2, given.contains(.timestamp), given.contains(.int) {
      return Wording(
        zh: "天数写作 days(90)，日期写作 timestamp(\"2025-01-01T00:00:00Z\")。",
        en: "Write days as days(90) and a date as timestamp(\"2025-01-01T00:00:00Z\").")
    }
    return nil
  }

  private func otherStyle(_ function: String, _ target: Expression?, _ arguments: [Expression]) -> Wording {
    let operands = ((target.map { [$0] } ?? []) + arguments).map { parsed.source.string($0.span) }
    let call =
      target == nil
      ? "\(operands.first ?? "x").\(function)(\(operands.dropFirst().joined(separator: ", ")))"
      : "\(function)(\(operands.joined(separator: ", ")))"
    return Wording(zh: "请写作 \(call)。", en: "Write \(call).")
  }

  private func nearestFunction(_ name: String, _ target: Expression?, _ arguments: [Expression]) -> Wording? {
    let known = [Standard.functions, vocabulary.functions].flatMap { $0.values.joined() }
    let style = known.filter {
      $0.overloads.contains { $0.isMember == (target != nil) } && Words.isName($0.name)
    }
    let macros = target == nil ? ["has"] : Comprehension.allCases.map(\.rawValue)
    return nearest(to: name, among: Set(style.map(\.name) + macros)).map {
      Wording(zh: "是否指 \($0)？", en: "Did you mean \($0)?")
    }
  }

  /// Operators by the sign that people write.
  private static let signs: [String: String] = {
    var signs = [
      Operator.conditional: "?:", Operator.not: "!", Operator.negate: "-", Operator.index: "[]",
      Operator.in_: "in", Operator.optionalIndex: "[?]", Operator.optionalEntry: "?",
    ]
    for (symbol, operator_) in Operator.binary { signs[operator_.function] = symbol.rawValue }
    return signs
  }()
}
