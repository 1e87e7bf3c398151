// Checks a rule against a vocabulary: what each name stands for, which type each node has, every fault told.

package import RuleValues

package struct Checker {
  let vocabulary: Vocabulary
  let parsed: Parsed
  var unifier = Unifier()
  var types: [Int: CELType] = [:]
  var references: [Int: String] = [:]
  /// The full name of a function that is called through a qualified name (`math.abs`), by the call's id.
  var qualifiedCalls: [Int: String] = [:]
  /// The full name of the type of a message, by the message's id.
  var messages: [Int: String] = [:]
  /// The loop variables in force, innermost last.
  var scopes: [(name: String, type: CELType)] = []
  var complaints: [Complaint]

  private init(_ source: String, _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    parsed = Parser.parse(source)
    complaints = parsed.complaints
  }

  /// The rule with its types.
  ///
  /// **Problems**: all faults of the text together, those of grammar and those of names and types; also one
  /// where the whole can't give the `expecting` type, and one where it may take more steps than `most`.
  package static func check(
    _ source: String, vocabulary: Vocabulary, expecting: CELType? = nil, most: Int = Cost.most
  ) throws(Complaints) -> CheckedRule {
    var checker = Checker(source, vocabulary)
    let type = checker.type(of: checker.parsed.root)
    if let expecting, !checker.unifier.fit([type], to: [expecting]) {
      checker.complaints.append(
        .wrongResult(checker.parsed.root.span, wanted: expecting, given: checker.words(type)))
    }
    let rule = try checker.finished(typed: true)
    let cost = rule.cost(vocabulary)
    guard cost.steps <= most else { throw Complaints(tooCostly: rule, cost, limit: most) }
    return rule
  }

  /// The rule with its names resolved but no types: faults of type come to light only when it runs.
  ///
  /// **Problems**: the faults of grammar.
  package static func parse(_ source: String, vocabulary: Vocabulary) throws(Complaints) -> CheckedRule {
    var checker = Checker(source, vocabulary)
    _ = checker.type(of: checker.parsed.root)
    checker.complaints = checker.parsed.complaints
    return try checker.finished(typed: false)
  }

  private func finished(typed: Bool) throws(Complaints) -> CheckedRule {
    guard complaints.isEmpty else { throw Complaints(parsed.source, complaints.map(named)) }
    return CheckedRule(
      source: parsed.source.text, root: settled(parsed.root),
      types: typed ? types.mapValues { unifier.resolved($0, closing: true) } : [:], references: references)
  }

  /// The tree with calls through a qualified name made calls without a target.
  private func settled(_ node: Expression) -> Expression {
    guard !qualifiedCalls.isEmpty || !messages.isEmpty else { return node }
    if let name = messages[node.id], case .message(_, let fields) = node.form {
      let fields = fields.map { (name: $0.name, value: settled($0.value)) }
      return Expression(id: node.id, span: node.span, form: .message(type: name, fields: fields))
    }
    if let name = qualifiedCalls[node.id], case .call(_, _, let arguments) = node.form {
      return Expression(
        id: node.id, span: node.span,
        form: .call(function: name, target: nil, arguments: arguments.map(settled)))
    }
    return Expression(id: node.id, span: node.span, form: node.form.replacingChildren(settled))
  }

  /// The type with what is known so far, as complaints show it.
  func shown(_ type: CELType) -> CELType { unifier.resolved(type, closing: true) }

  func mark(_ node: Expression) -> Span { parsed.marks[node.id] ?? node.span }

  mutating func complain(_ complaint: Complaint) -> CELType {
    complaints.append(complaint)
    return .dyn
  }

  mutating func type(of node: Expression) -> CELType {
    let type = parsed.broken.contains(node.id) ? broken(node) : typeOfForm(node)
    types[node.id] = type
    return parsed.cut.contains(node.id) ? .dyn : type
  }

  /// Of text that could not be read, what could be read in it is looked through.
  private mutating func broken(_ node: Expression) -> CELType {
    for part in node.form.children { _ = type(of: part) }
    return .dyn
  }

  private mutating func typeOfForm(_ node: Expression) -> CELType {
    switch node.form {
    case .literal(let value): return value.literalType
    case .name(let name): return typeOfName(name, node)
    case .select(let operand, let field, let testOnly): return select(operand, field, testOnly, node)
    case .call(let function, let target, let arguments): return call(function, target, arguments, node)
    case .list(let elements):
      var joined: CELType?
      for element in elements {
        let type = type(of: element)
        joined = unifier.join(joined, type)
      }
      return .list(joined ?? unifier.open())
    case .map(let entries): return map(entries)
    case .message(let type, let fields): return message(type, fields, node)
    case .comprehension(let loop): return comprehension(loop, node)
    case .bind(let name, let value, let body):
      let type = type(of: value)
      return within([(name, type)]) { $0.type(of: body) }
    }
  }

  private mutating func map(_ entries: [(key: Expression, value: Expression)]) -> CELType {
    var (keys, values): (CELType?, CELType?)
    for (key, value) in entries {
      let keyType = type(of: key)
      if !shown(keyType).isKey { complaints.append(.badKey(key.span, type: words(keyType))) }
      keys = unifier.join(keys, keyType)
      let valueType = type(of: value)
      values = unifier.join(values, valueType)
    }
    return .map(keys ?? unifier.open(), values ?? unifier.open())
  }

  /// What `check` says while the names are in force.
  mutating func within<Answer>(
    _ names: [(name: String, type: CELType)], _ check: (inout Checker) -> Answer
  ) -> Answer {
    scopes += names
    defer { scopes.removeLast(names.count) }
    return check(&self)
  }
}

extension CELType {
  /// Whether maps may have keys of the type.
  var isKey: Bool {
    switch self {
    case .dyn, .bool, .int, .uint, .string, .parameter: true
    default: false
    }
  }
}

extension Value {
  /// The type of a value that stands in the text.
  var literalType: CELType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .list: .list(.dyn)
    case .map: .map(.dyn, .dyn)
    case .record(let record): .record(record.typeName)
    case .optional: .optional(.dyn)
    case .opaque(let value): .opaque(value.typeName)
    case .type(let name): .type(CELType.named[name] ?? .dyn)
    }
  }
}
