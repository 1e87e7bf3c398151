// What a sentence says of a condition: joined, denied, asked, chosen.

import RuleLanguage
import RuleValues

extension SentenceWriter {
  /// A whole condition: its outermost parts are numbered, or follow a colon.
  mutating func statement(_ node: Expression) -> Phrase {
    for (function, zh, en) in [(Operator.and, "同时满足", "all of"), (Operator.or, "至少满足一项", "at least one of")] {
      let parts = parts(of: node, function)
      guard parts.count > 1 else { continue }
      let phrases = merged(parts, function, isWhole: true)
      guard phrases.count > 2 || phrases.count == 2 && phrases.contains(where: { $0.tie == .clause }) else {
        return joined(phrases, function)
      }
      let numbered = phrases.enumerated()
      return Phrase(
        zh + "：" + numbered.map { "（\($0 + 1)）\($1.zh)" }.joined(separator: "；"),
        en + ": " + numbered.map { "(\($0 + 1)) \($1.en)" }.joined(separator: "; "), .clause)
    }
    return condition(node, isWhole: true)
  }

  /// A condition; one that is whole has nothing behind it that it could be read together with.
  mutating func condition(_ node: Expression, isWhole: Bool = false) -> Phrase {
    switch node.form {
    case .literal(.bool(let truth)):
      return truth ? Phrase("恒成立", "always true", .comparison) : Phrase("恒不成立", "never true", .comparison)
    case .select(let operand, let name, let testOnly):
      if testOnly { return presence(operand, name, denied: false, node) }
      if rule.references[node.id] == nil { return claim(operand, name, denied: false, node) }
    case .comprehension(let loop):
      return quantifier(loop, isWhole: isWhole) ?? formulaStatement(node, false)
    case .bind(let name, let value, let body):
      return bound(name, value, body) { $0.condition(body) }
    case .call(let function, let target, let arguments):
      if let phrase = call(function, target, arguments, node, isWhole: isWhole) { return phrase }
    default: break
    }
    let phrase = operand(node)
    return type(node) == .bool
      ? Phrase("\(phrase.zh)成立", "\(phrase.en) is true", .comparison) : phrase
  }

  private mutating func call(
    _ function: String, _ target: Expression?, _ arguments: [Expression], _ node: Expression, isWhole: Bool
  ) -> Phrase? {
    switch (function, arguments.count) {
    case (Operator.and, 2), (Operator.or, 2):
      return joined(merged(parts(of: node, function), function, isWhole: false), function)
    case (Operator.not, 1): return denied(arguments[0], isWhole: isWhole)
    case (Operator.conditional, 3):
      let (test, yes) = (condition(arguments[0]).bracketed, condition(arguments[1]).bracketed)
      let no = condition(arguments[2]).bracketed
      return Phrase(
        "若\(test.zh)，则须\(yes.zh)，否则须\(no.zh)", "if \(test.en), then \(yes.en), otherwise \(no.en)", .clause)
    case (Operator.in_, 2): return membership(arguments[0], in: arguments[1], denied: false, node)
    case (let sign, 2) where Self.opposites[sign] != nil:
      return comparison(sign, arguments[0], arguments[1], node)
    case ("contains", 1), ("startsWith", 1), ("endsWith", 1):
      guard let target, type(target) == .string else { return nil }
      return text(function, target, arguments[0])
    default: return nil
    }
  }

  private mutating func text(_ function: String, _ text: Expression, _ part: Expression) -> Phrase {
    let (text, part) = (operand(text).atLeast(.atom), operand(part).atLeast(.atom))
    switch function {
    case "contains": return Phrase("\(text.zh)包含\(part.zh)", "\(text.en) contains \(part.en)", .comparison)
    case "startsWith":
      return Phrase("\(text.zh)以\(part.zh)开头", "\(text.en) starts with \(part.en)", .comparison)
    default: return Phrase("\(text.zh)以\(part.zh)结尾", "\(text.en) ends with \(part.en)", .comparison)
    }
  }

  // And, or.

  /// The operands of the same operator, side by side.
  func parts(of node: Expression, _ function: String) -> [Expression] {
    guard case .call(function, nil, let arguments) = node.form, arguments.count == 2 else { return [node] }
    return arguments.flatMap { parts(of: $0, function) }
  }

  private func joined(_ phrases: [Phrase], _ function: String) -> Phrase {
    guard phrases.count > 1 else { return phrases[0] }
    let closed = phrases.map { $0.atLeast(.comparison) }
    let isAnd = function == Operator.and
    return Phrase(
      closed.map(\.zh).joined(separator: isAnd ? "，且" : "，或"),
      closed.map(\.en).joined(separator: isAnd ? ", and " : ", or "), .clause)
  }

  /// The parts in words, two that make one range or one span of time as one.
  private mutating func merged(_ parts: [Expression], _ function: String, isWhole: Bool) -> [Phrase] {
    var phrases: [Phrase] = []
    var rest = parts[...]
    while let part = rest.popFirst() {
      if function == Operator.and, let next = rest.first, let both = range(part, next) {
        phrases.append(both)
        rest.removeFirst()
      } else {
        phrases.append(condition(part, isWhole: isWhole))
      }
    }
    return phrases
  }

  // Not.

  static let opposites = [
    Operator.equals: Operator.notEquals, Operator.notEquals: Operator.equals,
    Operator.less: Operator.greaterOrEqual, Operator.greaterOrEqual: Operator.less,
    Operator.greater: Operator.lessOrEqual, Operator.lessOrEqual: Operator.greater,
  ]

  /// Of a double that is no number, neither `<` nor `>=` holds.
  private func isTotal(_ node: Expression) -> Bool {
    switch type(node) {
    case .int, .uint, .string, .timestamp, .duration, .bool, .bytes: true
    default: false
    }
  }

  mutating func denied(_ node: Expression, isWhole: Bool = false) -> Phrase {
    switch node.form {
    case .literal(.bool(let truth)):
      return truth ? Phrase("恒不成立", "never true", .comparison) : Phrase("恒成立", "always true", .comparison)
    case .select(let operand, let name, let testOnly):
      if testOnly { return presence(operand, name, denied: true, node) }
      if rule.references[node.id] == nil { return claim(operand, name, denied: true, node) }
    case .comprehension(let loop) where loop.kind == .exists:
      if let phrase = quantifier(loop, denied: true, isWhole: isWhole) { return phrase }
    case .call(Operator.not, nil, let arguments): return condition(arguments[0], isWhole: isWhole)
    case .call(Operator.in_, nil, let arguments):
      return membership(arguments[0], in: arguments[1], denied: true, node)
    case .call(let sign, nil, let arguments) where arguments.count == 2:
      guard let opposite = Self.opposites[sign] else { break }
      let isEquality = sign == Operator.equals || sign == Operator.notEquals
      guard isEquality || arguments.allSatisfy(isTotal) else { break }
      return comparison(opposite, arguments[0], arguments[1], node, denied: true)
    default: break
    }
    let phrase = condition(node).bracketed
    return Phrase("并非\(phrase.zh)", "not \(phrase.en)", .comparison)
  }

  /// `has(x.field)`
  private mutating func presence(
    _ operand: Expression, _ name: String, denied: Bool, _ node: Expression
  ) -> Phrase {
    let field: Phrase
    if let known = self.field(operand, name) {
      field = owned(operand, Phrase(text: words(known.zh, known.en, name)))
    } else {
      let text = normalForm(of: node)
      field = formula(operand)
      let words = Wording(
        zh: "算式“\(text)”\(denied ? "不" : "")成立", en: "the formula “\(text)” is \(denied ? "false" : "true")")
      return Phrase(Phrase(text: words).zh, Phrase(text: words).en, .comparison)
    }
    return denied
      ? Phrase("\(field.zh)没有记录", "\(field.en) is not on record", .comparison)
      : Phrase("\(field.zh)有记录", "\(field.en) is on record", .comparison)
  }

  /// `cel.bind(name, value, body)`
  mutating func bound(
    _ name: String, _ value: Expression, _ body: Expression, _ write: (inout SentenceWriter) -> Phrase
  ) -> Phrase {
    let scope = Scope(name: name, type: type(value), measure: measure(value), isElement: false)
    let said = operand(value).bracketed
    let (phrase, isSpoken) = within(scope, write)
    guard isSpoken else { return phrase }
    let name = Phrase(text: Wording(zh: name, en: name))
    let closed = phrase.atLeast(.comparison)
    return Phrase(
      "以 \(name.zh) 代表\(said.zh)，\(closed.zh)", "with \(name.en) for \(said.en), \(closed.en)", .clause)
  }
}
