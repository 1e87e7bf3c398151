// Turns checked rules into nodes of the graph.

import RuleLanguage
import RuleValues

struct Compiler {
  var graph: Graph
  let vocabulary: Vocabulary
  let derived: [DerivedField.Key: DerivedField]
  /// What a derived field stands for in a domain, or why it has no columnar form.
  private var known: [FieldName: Result<Symbol, Unsupported>] = [:]
  /// What has to be so for a row to be run row by row, in words, by the node that says it of each row.
  var conditions: [Int: [Condition]] = [:]

  init(subject: String, vocabulary: Vocabulary, derived: [DerivedField]) {
    self.graph = Graph(subject: subject)
    self.vocabulary = vocabulary
    self.derived = Dictionary(derived.map { ($0.key, $0) }) { _, last in last }
  }

  /// The node of a rule over the subject's rows, which is of one of the kinds.
  mutating func compile(_ rule: CheckedRule, _ variable: String, _ kinds: Set<Kind>) throws(Unsupported)
    -> Int
  {
    let scope = Scope(rule: rule, variable: variable, domain: Graph.subject)
    let node = try scalar(rule.root, scope)
    guard kinds.contains(graph.nodes[node].kind) else {
      throw Unsupported(zh: "结果类型为 \(rule.type)", en: "a result of type \(rule.type)")
    }
    // All of it row by row is the interpreter's own affair.
    if case .byRow(let part, need: nil) = graph.nodes[node].operation {
      throw Unsupported(graph.rowParts[part].reason)
    }
    return graph.spread(node, over: Graph.subject)
  }

  /// What the expression stands for; the smallest tests and numbers that have no columnar form are left to
  /// the interpreter.
  mutating func symbol(_ expression: Expression, _ scope: Scope) throws(Unsupported) -> Symbol {
    do throws(Unsupported) { return try columnar(expression, scope) } catch {
      return try byRow(expression, scope, error)
    }
  }

  private mutating func columnar(_ expression: Expression, _ scope: Scope) throws(Unsupported) -> Symbol {
    if let constant = try constant(expression, scope) { return .scalar(constant) }
    switch expression.form {
    case .literal:
      throw Unsupported(
        zh: "类型为 \(scope.type(expression)) 的字面量", en: "a literal of type \(scope.type(expression))")
    case .name(let name):
      if let declared = scope.rule.references[expression.id] {
        return try scope.subjectSymbol(declared)
      }
      return try scope.symbol(named: name)
    case .select(let operand, let field, let testOnly):
      if let declared = scope.rule.references[expression.id] { return try scope.subjectSymbol(declared) }
      guard case .row(let row) = try symbol(operand, scope) else {
        throw Unsupported(zh: "取字段的不是记录", en: "a field of no record")
      }
      let value = try self.field(field, of: row.domain, testOnly: testOnly)
      return graph.carry(value, along: row.hops)
    case .call(let function, let target, let arguments):
      return try call(function, (target.map { [$0] } ?? []) + arguments, expression, scope)
    case .list(let elements): return try literalList(elements, scope)
    case .map: throw Unsupported(zh: "映射", en: "a map")
    case .message(let type, _): throw Unsupported(zh: "构造 \(type)", en: "a \(type)")
    case .comprehension(let loop): return try comprehension(loop, scope)
    case .bind(let name, let value, let body):
      return try symbol(body, scope.binding(name, to: value, result(value, scope), graph))
    }
  }

  private mutating func result(_ expression: Expression, _ scope: Scope) -> Result<Symbol, Unsupported> {
    do throws(Unsupported) { return .success(try symbol(expression, scope)) } catch {
      return .failure(error)
    }
  }

  mutating func scalar(_ expression: Expression, _ scope: Scope) throws(Unsupported) -> Int {
    guard case .scalar(let node) = try symbol(expression, scope) else {
      throw Unsupported(
        zh: "类型为 \(scope.type(expression)) 的值", en: "a value of type \(scope.type(expression))")
    }
    return node
  }

  mutating func bool(_ expression: Expression, _ scope: Scope) throws(Unsupported) -> Int {
    let node = try scalar(expression, scope)
    guard graph.nodes[node].kind == .bool else {
      throw Unsupported(
        zh: "类型为 \(scope.type(expression)) 的条件", en: "a test of type \(scope.type(expression))")
    }
    return node
  }
}

// Fields, stored and derived.
extension Compiler {
  /// The field of a domain's own rows, or whether they have it.
  mutating func field(_ name: String, of domain: Int, testOnly: Bool) throws(Unsupported) -> Symbol {
    let record = graph.domains[domain].recordType
    if let derived = derived[DerivedField.Key(record: record, name: name)] {
      let value = try self.derived(derived, of: domain)
      return testOnly ? .scalar(settled(value, domain)) : value
    }
    guard let type = vocabulary.records[record]?.fields[name]?.type else {
      throw Unsupported(zh: "字段 \(record).\(name)", en: "the field \(record).\(name)")
    }
    if let kind = Kind(type) {
      let field = graph.field(name, domain, kind)
      return .scalar(testOnly ? graph.node(.present(field), domain, .bool) : field)
    }
    switch type {
    case .list(.record(let element)):
      let child = graph.domain(Domain(origin: .list(parent: domain, name: name), recordType: element))
      let row = Symbol.row(RowSymbol(domain: child, hops: []))
      if testOnly { return .scalar(graph.spread(graph.literal(1, .bool), over: domain)) }
      return .list(ListSymbol(domain: child, parent: domain, keep: nil, element: row, pending: nil, hops: []))
    case .record(let target):
      let root = graph.domain(Domain(origin: .reference(from: domain, name: name), recordType: target))
      let hop = Hop.reference(graph.reference(name, from: domain), from: root, home: domain)
      let row = Symbol.row(RowSymbol(domain: root, hops: [hop]))
      return testOnly ? .scalar(settled(row, domain)) : row
    default:
      throw Unsupported(
        zh: "类型为 \(type) 的字段 \(record).\(name)", en: "the field \(record).\(name) of type \(type)")
    }
  }

  private mutating func derived(_ field: DerivedField, of domain: Int) throws(Unsupported) -> Symbol {
    let place = FieldName(domain: domain, name: field.name)
    if known[place] == nil {
      let title = "\(field.record).\(field.name)"
      let scope = Scope(rule: field.rule, variable: field.variable, domain: domain, field: title)
      known[place] = result(field.rule.root, scope).mapError { $0.inside(title) }
    }
    switch known[place] {
    case .success(let symbol)?: return symbol
    case .failure(let reason)?: throw reason
    case nil: preconditionFailure("a derived field is known once it was compiled")
    }
  }

  /// Is it there, for each row of the domain?
  private mutating func settled(_ symbol: Symbol, _ domain: Int) -> Int {
    let node =
      switch symbol {
      case .scalar(let node): graph.spread(node, over: domain)
      case .row(let row): soundness(of: row) ?? graph.spread(graph.literal(1, .bool), over: domain)
      case .list(let list): graph.carry(count(list), along: list.hops)
      case .literal(let nodes, let kind): literalSoundness(nodes, kind, domain)
      }
    return graph.node(.settled(node), domain, .bool)
  }

  /// A node at the row's home that is an error where there is no such row; nil where there always is one.
  mutating func soundness(of row: RowSymbol) -> Int? {
    row.hops.isEmpty ? nil : graph.carry(graph.literal(1, .bool), along: row.hops)
  }
}

// Constants: what no row can change is left to the interpreter, once a run.
extension Compiler {
  private mutating func constant(_ expression: Expression, _ scope: Scope) throws(Unsupported) -> Int? {
    if let declared = scope.rule.references[expression.id] {
      if declared == scope.variable { return nil }
      let variable = vocabulary.variables[declared]
      if let value = variable?.value { return try literal(value) }
      guard let type = variable?.type, let kind = Kind(type) else { return nil }
      return constantProgram(declared, expression, kind, scope)
    }
    if case .literal(let value) = expression.form { return try literal(value) }
    guard let kind = Kind(scope.type(expression)), scope.isConstant(expression) else { return nil }
    return constantProgram(scope.text(expression), expression, kind, scope)
  }

  private mutating func literal(_ value: Value) throws(Unsupported) -> Int {
    switch value {
    case .bool(let value): return graph.literal(value ? 1 : 0, .bool)
    case .int(let value): return graph.literal(value, .int)
    case .string(let text): return graph.constant("text \(Array(text.utf8))", .text) { .text(text) }
    case .timestamp(let moment) where moment.nanos == 0: return graph.literal(moment.seconds, .moment)
    case .duration(let span) where span.nanos == 0: return graph.literal(span.seconds, .span)
    default: throw Unsupported(zh: "字面量 \(value)", en: "the literal \(value)")
    }
  }

  private mutating func constantProgram(_ key: String, _ expression: Expression, _ kind: Kind, _ scope: Scope)
    -> Int
  {
    let rule = scope.rule
    return graph.constant("program \(key)", kind) {
      let part = CheckedRule(
        source: rule.source, root: expression, types: rule.types, references: rule.references)
      return .program(Program(part, vocabulary: vocabulary))
    }
  }

  /// A literal that can't fail, unlike a parameter, which may not have been given.
  func isSafe(_ node: Int) -> Bool {
    guard case .constant(let number) = graph.nodes[node].operation else { return false }
    if case .program = graph.constants[number] { return false }
    return true
  }
}
