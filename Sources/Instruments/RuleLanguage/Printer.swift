// Writes a tree as text in its normal form, with no parenthesis that could be left out.

import RuleValues

/// The text of an expression. Parsing it gives a tree of the same shape.
package func normalForm(of expression: Expression) -> String { Printer.text(expression).text }

enum Printer {
  /// How tightly the outermost part of a text holds together; a looser one needs parentheses.
  private enum Strength {
    static let conditional = 0, unary = 6, operand = 7
  }

  static func text(_ expression: Expression) -> (text: String, strength: Int) {
    switch expression.form {
    case .literal(let value): (value.description, Strength.operand)
    case .name(let name): (self.name(name), Strength.operand)
    case .select(let operand, let field, let testOnly):
      testOnly
        ? ("has(\(select(operand, field)))", Strength.operand) : (select(operand, field), Strength.operand)
    case .call(let function, let target, let arguments): call(function, target, arguments)
    case .list(let elements): ("[" + elements.map(element).joined(separator: ", ") + "]", Strength.operand)
    case .map(let entries):
      ("{" + entries.map { entry(whole($0.key), $0.value) }.joined(separator: ", ") + "}", Strength.operand)
    case .message(let type, let fields):
      (
        type + "{" + fields.map { entry(fieldName($0.name), $0.value) }.joined(separator: ", ") + "}",
        Strength.operand
      )
    case .comprehension(let loop): (comprehension(loop), Strength.operand)
    case .bind(let name, let value, let body): (bind(name, value, body), Strength.operand)
    }
  }

  private static func comprehension(_ loop: Loop) -> String {
    let parts =
      [name(loop.variable)] + (loop.second.map { [name($0)] } ?? []) + (loop.filter.map { [whole($0)] } ?? [])
    let arguments = (parts + [whole(loop.step)]).joined(separator: ", ")
    return "\(text(loop.range, atLeast: Strength.operand)).\(loop.kind.rawValue)(\(arguments))"
  }

  /// A chain of names that only a block can give is written as the block it was.
  private static func bind(_ name: String, _ value: Expression, _ body: Expression) -> String {
    guard name == BlockNames.value(0) else {
      return "cel.bind(\(self.name(name)), \(whole(value)), \(whole(body)))"
    }
    var (values, rest) = ([value], body)
    while case .bind(let next, let value, let body) = rest.form, next == BlockNames.value(Int64(values.count))
    {
      values.append(value)
      rest = body
    }
    return "cel.block([\(list(values))], \(whole(rest)))"
  }

  /// A name as it is written; the names of a block are calls on `cel`.
  private static func name(_ name: String) -> String {
    guard name.hasPrefix("@") else { return name }
    let numbers = name.split { !$0.isNumber }
    if name.hasPrefix("@index") { return "cel.index(\(numbers.joined()))" }
    return "cel.\(name.hasPrefix("@it") ? "iterVar" : "accuVar")(\(numbers.joined(separator: ", ")))"
  }

  private static func element(_ element: Expression) -> String {
    optional(element).map { "?" + whole($0) } ?? whole(element)
  }

  private static func entry(_ key: String, _ value: Expression) -> String {
    optional(value).map { "?\(key): \(whole($0))" } ?? "\(key): \(whole(value))"
  }

  private static func optional(_ part: Expression) -> Expression? {
    guard case .call(Operator.optionalEntry, nil, let arguments) = part.form else { return nil }
    return arguments[0]
  }

  private static func fieldName(_ field: String) -> String {
    Words.isName(field) && !Words.keywords.contains(field) ? field : "`\(field)`"
  }

  private static func text(_ expression: Expression, atLeast strength: Int) -> String {
    let (text, own) = text(expression)
    return own < strength ? "(\(text))" : text
  }

  private static func whole(_ expression: Expression) -> String { text(expression).text }

  private static func list(_ expressions: [Expression]) -> String {
    expressions.map(whole).joined(separator: ", ")
  }

  private static func select(_ operand: Expression, _ field: String) -> String {
    text(operand, atLeast: Strength.operand) + "." + fieldName(field)
  }

  private static func call(
    _ function: String, _ target: Expression?, _ arguments: [Expression]
  ) -> (text: String, strength: Int) {
    if let (sign, level) = binary[function], arguments.count == 2 {
      let left = text(arguments[0], atLeast: level)
      return ("\(left) \(sign) \(text(arguments[1], atLeast: level + 1))", level)
    }
    switch (function, arguments.count) {
    case (Operator.conditional, 3):
      let (condition, yes) = (text(arguments[0], atLeast: 1), text(arguments[1], atLeast: 1))
      return ("\(condition) ? \(yes) : \(whole(arguments[2]))", Strength.conditional)
    case (Operator.index, 2):
      return ("\(text(arguments[0], atLeast: Strength.operand))[\(whole(arguments[1]))]", Strength.operand)
    case (Operator.optionalIndex, 2):
      return ("\(text(arguments[0], atLeast: Strength.operand))[?\(whole(arguments[1]))]", Strength.operand)
    case (Operator.optionalSelect, 2):
      guard case .literal(.string(let field)) = arguments[1].form else { return ("", Strength.operand) }
      return ("\(text(arguments[0], atLeast: Strength.operand)).?\(fieldName(field))", Strength.operand)
    case (Operator.not, 1): return ("!" + text(arguments[0], atLeast: Strength.unary), Strength.unary)
    case (Operator.negate, 1):
      let operand = text(arguments[0], atLeast: Strength.unary)
      // A minus right before a digit would become part of the number.
      let joins = operand.utf8.first?.isDigit == true
      return (joins ? "-(\(operand))" : "-" + operand, Strength.unary)
    default:
      let before = target.map { text($0, atLeast: Strength.operand) + "." } ?? ""
      return ("\(before)\(function)(\(list(arguments)))", Strength.operand)
    }
  }

  private static let binary: [String: (sign: String, level: Int)] = {
    var signs = Dictionary(
      uniqueKeysWithValues: Operator.binary.map {
        ($0.value.function, (sign: $0.key.rawValue, level: $0.value.level))
      })
    signs[Operator.in_] = ("in", 3)
    return signs
  }()
}
