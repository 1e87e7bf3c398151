// Arithmetic on numbers and times, and functions of one text, as nodes.

import RuleLanguage
import RuleValues

extension Compiler {
  /// Arithmetic and conversions on whole numbers, moments and spans; nil where the function is none of them.
  mutating func arithmetic(_ function: String, _ operands: [Expression], _ scope: Scope)
    throws(Unsupported) -> Int?
  {
    let kinds = operands.map { Kind(scope.type($0)) }
    if operands.count == 2, let (operation, kind) = Compiler.binaryForm(function, kinds) {
      let (left, right) = (try scalar(operands[0], scope), try scalar(operands[1], scope))
      return try binary(left, right, kind, scope) { .arithmetic(operation, $0, $1) }
    }
    guard operands.count == 1, let form = Compiler.unaryForm(function, kinds[0]) else { return nil }
    let operand = try scalar(operands[0], scope)
    let constant = graph.literal(form.constant, .int)
    return form.constantFirst
      ? try binary(constant, operand, form.kind, scope) { .arithmetic(form.operation, $0, $1) }
      : try binary(operand, constant, form.kind, scope) { .arithmetic(form.operation, $0, $1) }
  }

  private static func binaryForm(_ function: String, _ kinds: [Kind?]) -> (Arithmetic, Kind)? {
    switch (function, kinds[0], kinds[1]) {
    case (Operator.add, .int, .int): (.add, .int)
    case (Operator.add, .moment, .span), (Operator.add, .span, .moment): (.add, .moment)
    case (Operator.add, .span, .span): (.add, .span)
    case (Operator.subtract, .int, .int): (.subtract, .int)
    case (Operator.subtract, .moment, .moment), (Operator.subtract, .span, .span): (.subtract, .span)
    case (Operator.subtract, .moment, .span): (.subtract, .moment)
    case (Operator.multiply, .int, .int): (.multiply, .int)
    case (Operator.divide, .int, .int): (.divide, .int)
    case (Operator.modulo, .int, .int): (.modulo, .int)
    default: nil
    }
  }

  /// A function of one value as arithmetic with a constant.
  private static func unaryForm(_ function: String, _ kind: Kind?)
    -> (operation: Arithmetic, constant: Int64, constantFirst: Bool, kind: Kind)?
  {
    switch (function, kind) {
    case (Operator.negate, .int): (.subtract, 0, true, .int)
    case ("days", .int): (.multiply, secondsPerDay, false, .span)
    case ("getHours", .span): (.divide, 3_600, false, .int)
    case ("getMinutes", .span): (.divide, 60, false, .int)
    case ("getSeconds", .span): (.divide, 1, false, .int)
    case ("int", .int), ("int", .moment): (.add, 0, false, .int)
    default: nil
    }
  }

  /// Functions of the library `math` on whole numbers, and parts of dates; nil where it is none of them.
  mutating func numberFunction(_ function: String, _ operands: [Expression], _ scope: Scope)
    throws(Unsupported) -> Int?
  {
    let kinds = operands.map { Kind(scope.type($0)) }
    if kinds == [.moment], let part = CalendarPart(rawValue: function) {
      let moment = try scalar(operands[0], scope)
      let domain = try common([moment], scope)
      return graph.node(.calendar(part, graph.spread(moment, over: domain)), domain, .int)
    }
    guard !kinds.isEmpty, kinds.allSatisfy({ $0 == .int }) else { return nil }
    switch (function, operands.count) {
    case ("math.greatest", 1), ("math.least", 1): return try scalar(operands[0], scope)
    case ("math.greatest", 2), ("math.least", 2):
      let fold: Fold = function == "math.greatest" ? .greatest : .least
      let (left, right) = (try scalar(operands[0], scope), try scalar(operands[1], scope))
      return try binary(left, right, .int, scope) { .pairwise(fold, $0, $1) }
    case ("math.sign", 1):
      let (value, one) = (try scalar(operands[0], scope), graph.literal(1, .int))
      let least = try binary(value, one, .int, scope) { .pairwise(.least, $0, $1) }
      return try binary(least, graph.literal(-1, .int), .int, scope) { .pairwise(.greatest, $0, $1) }
    case ("math.abs", 1): return try magnitude(try scalar(operands[0], scope), scope)
    default: return nil
    }
  }

  private mutating func magnitude(_ number: Int, _ scope: Scope) throws(Unsupported) -> Int {
    let (domain, zero) = (try common([number], scope), graph.literal(0, .int))
    let value = graph.spread(number, over: domain)
    let opposite = try binary(zero, value, .int, scope) { .arithmetic(.subtract, $0, $1) }
    return graph.node(.choose(try ordered(.less, value, zero, scope), opposite, value), domain, .int)
  }

  /// `row.?field.orValue(other)` and `row.?field.hasValue()`; nil for any other function.
  mutating func alternative(_ function: String, _ operands: [Expression], _ scope: Scope)
    throws(Unsupported) -> Int?
  {
    guard (function, operands.count) == ("orValue", 2) || (function, operands.count) == ("hasValue", 1),
      case .call(Operator.optionalSelect, nil, let parts) = operands[0].form, parts.count == 2,
      case .literal(.string(let name)) = parts[1].form, case .record = scope.type(parts[0]),
      case .row(let row) = try symbol(parts[0], scope),
      case .scalar(let own) = try field(name, of: row.domain, testOnly: true)
    else { return nil }
    let has = graph.carry(own, along: row.hops)
    guard operands.count == 2 else { return has }
    guard case .scalar(let value) = try field(name, of: row.domain, testOnly: false) else { return nil }
    return try choice(
      has, "has(\(scope.text(parts[0])).\(name))", graph.carry(value, along: row.hops),
      try scalar(operands[1], scope), scope)
  }

  /// A function whose only operand that rows change is a text: it is computed once for each text that occurs.
  mutating func textTest(
    _ function: String, _ operands: [Expression], _ expression: Expression, _ scope: Scope
  )
    throws(Unsupported) -> Int
  {
    let varying = operands.filter { !scope.isConstant($0) }
    guard varying.count == 1, scope.type(varying[0]) == .string, let kind = Kind(scope.type(expression)),
      kind == .bool || kind == .int, case .call(_, let target, let arguments) = expression.form
    else {
      let types = operands.map { "\(scope.type($0))" }
      throw Unsupported(
        zh: "“\(sign(of: function))”用于 \(types.joined(separator: "、"))",
        en: "\(sign(of: function)) on \(types.joined(separator: ", "))")
    }
    let text = try scalar(varying[0], scope)
    let hole = Expression(id: varying[0].id, span: varying[0].span, form: .name(TextTest.variable))
    func filled(_ part: Expression) -> Expression { part.id == hole.id ? hole : part }
    let call = Expression(
      id: expression.id, span: expression.span,
      form: .call(function: function, target: target.map(filled), arguments: arguments.map(filled)))
    let rule = scope.rule
    let key = ([target].compactMap { $0 } + arguments)
      .map { $0.id == hole.id ? TextTest.variable : scope.text($0) }
      .joined(separator: "\u{0}")
    let number = graph.textTest("\(function)\u{0}\(target == nil)\u{0}\(key)") {
      let references = rule.references.merging([hole.id: TextTest.variable]) { $1 }
      let part = CheckedRule(source: rule.source, root: call, types: rule.types, references: references)
      return TextTest(program: Program(part, vocabulary: vocabulary))
    }
    let domain = try common([text], scope)
    return graph.node(.textTest(number, graph.spread(text, over: domain)), domain, kind)
  }
}
