// Finds what names and fields stand for.

import RuleValues

extension Checker {
  mutating func typeOfName(_ name: String, _ node: Expression) -> CELType {
    if let scope = scopes.last(where: { $0.name == name }) { return scope.type }
    guard !name.hasPrefix("@") else { return complain(.blockName(mark(node))) }
    if let type = declared(name, node) { return type }
    return complain(.unknownName(mark(node), name: name, hint: nameHint(name)))
  }

  mutating func select(_ operand: Expression, _ field: String, _ testOnly: Bool, _ node: Expression)
    -> CELType
  {
    // The longest declared name wins, so the whole chain is tried before its beginning.
    if !testOnly, let chain = qualifiedName(node), let type = declared(chain, node) { return type }
    if case .name(let head) = operand.form, isUnknownGroup(operand) {
      return unknownMember(head, field, operand, node)
    }
    // Two statements: the unifier that answers has to be the one that learnt the operand's type.
    let given = type(of: operand)
    let type = fieldType(field, of: unifier.resolved(given), mark(node))
    return testOnly ? .bool : type
  }

  /// The type of a field; of an optional's field, where the optional may be missing.
  private mutating func fieldType(_ field: String, of type: CELType, _ mark: Span) -> CELType {
    switch type {
    case .map(_, let value): return value
    case .dyn, .parameter: return .dyn
    case .optional(let inner):
      let type = fieldType(field, of: unifier.resolved(inner), mark)
      if case .optional = type { return type }
      return .optional(type)
    case .record(let name):
      guard let record = vocabulary.records[name] else { return .dyn }
      guard let known = record.fields[field] else {
        return complain(
          .unknownField(mark, type: words(type), field: field, hint: fieldHint(field, of: record)))
      }
      return known.type
    default:
      return complain(
        .noFields(mark, type: words(type), field: field, hint: memberHint(field, of: shown(type))))
    }
  }

  /// `operand.?field`
  mutating func optionalSelect(_ arguments: [Expression], _ node: Expression) -> CELType {
    guard arguments.count == 2, case .literal(.string(let field)) = arguments[1].form else {
      preconditionFailure("the parser gives an operand and a name")
    }
    types[arguments[1].id] = .string
    let given = type(of: arguments[0])
    let operand = unifier.resolved(given)
    if case .optional = operand { return fieldType(field, of: operand, mark(node)) }
    return fieldType(field, of: .optional(operand), mark(node))
  }

  /// `Type{field: value}`: the message types that the standard turns into values of its own.
  mutating func message(
    _ type: String, _ fields: [(name: String, value: Expression)], _ node: Expression
  ) -> CELType {
    let given = fields.map { (name: $0.name, value: $0.value, type: self.type(of: $0.value)) }
    guard let message = candidates(type).lazy.compactMap({ Message.known[$0] }).first else {
      return complain(.recordLiteral(mark(node), type: type))
    }
    messages[node.id] = message.name
    for field in given {
      guard let wanted = message.fields[field.name] else {
        let near = nearest(to: field.name, among: message.fields.keys)
        let hint = near.map { NearName(name: $0, zh: "", en: "").hint }
        _ = complain(
          .unknownField(
            field.value.span, type: Wording(zh: "\(type) ", en: type), field: field.name, hint: hint))
        continue
      }
      if !unifier.fit([field.type], to: [wanted]) {
        let given = words(field.type)
        complaints.append(
          .argumentTypes(
            field.value.span,
            Wording(
              zh: "字段“\(field.name)”需要\(wanted.wording.zh)，这里是\(given.zh)。",
              en: "The field \(field.name) takes \(wanted), not \(given.en)."), hint: nil))
      }
    }
    return message.result
  }

  /// The dotted text of a chain of fields on a name that no macro has bound; nil for anything else.
  func qualifiedName(_ node: Expression) -> String? {
    switch node.form {
    case .name(let name): scopes.contains { $0.name == name } ? nil : name
    case .select(let operand, let field, false): qualifiedName(operand).map { "\($0).\(field)" }
    default: nil
    }
  }

  /// The type of a declared name, seen from the container outwards; notes what the node refers to.
  private mutating func declared(_ name: String, _ node: Expression) -> CELType? {
    for candidate in candidates(name) {
      if let variable = vocabulary.variables[candidate] {
        references[node.id] = candidate
        return variable.type
      }
      if let type = CELType.named[candidate] {
        references[node.id] = candidate
        return .type(type)
      }
      if let constant = Standard.constants[candidate] {
        references[node.id] = candidate
        return constant.literalType
      }
    }
    return nil
  }

  /// In the container `a.b` the name `x` may be `a.b.x`, `a.x` or `x`; a leading dot leaves only the last.
  func candidates(_ name: String) -> [String] {
    if name.hasPrefix(".") { return [String(name.dropFirst())] }
    var parts = vocabulary.container.split(separator: ".")
    var candidates: [String] = []
    while !parts.isEmpty {
      candidates.append(parts.joined(separator: ".") + "." + name)
      parts.removeLast()
    }
    return candidates + [name]
  }

  /// Whether a name is no variable but the first part of declared ones, as `grade` of `grade.C`.
  private func isUnknownGroup(_ node: Expression) -> Bool {
    guard let name = qualifiedName(node), vocabulary.variables[name] == nil, CELType.named[name] == nil else {
      return false
    }
    return vocabulary.variables.keys.contains { $0.hasPrefix(name + ".") }
  }

  private mutating func unknownMember(
    _ group: String, _ field: String, _ operand: Expression, _ node: Expression
  ) -> CELType {
    let name = group + "." + field
    types[operand.id] = .dyn
    return complain(
      .unknownName(
        Span(operand.span.lower, mark(node).upper), name: name, hint: memberHint(name, in: group)))
  }
}
