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
      throw Unsupported("\(function) on \(operands.map { "\(scope.type($0))" }.joined(separator: ", "))")
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
