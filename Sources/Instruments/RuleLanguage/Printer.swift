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
    case .name(let name): (name, Strength.operand)
    case .select(let operand, let field, let testOnly):
      testOnly
        ? ("has(\(select(operand, field)))", Strength.operand) : (select(operand, field), Strength.operand)
    case .call(let function, let target, let arguments): call(function, target, arguments)
    case .list(let elements): ("[" + list(elements) + "]", Strength.operand)
    case .map(let entries):
      (
        "{" + entries.map { "\(whole($0.key)): \(whole($0.value))" }.joined(separator: ", ") + "}",
        Strength.operand
      )
    case .comprehension(let kind, let range, let variable, let filter, let step):
      (
        "\(text(range, atLeast: Strength.operand)).\(kind.rawValue)"
          + "(\(variable), \(filter.map { whole($0) + ", " } ?? "")\(whole(step)))",
        Strength.operand
      )
    }
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
    let isPlain = Words.isName(field) && !Words.keywords.contains(field)
    return text(operand, atLeast: Strength.operand) + "." + (isPlain ? field : "`\(field)`")
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
