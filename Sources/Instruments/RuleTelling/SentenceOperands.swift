// What a sentence says of a value: a name, a number with its unit, a computation.

import RuleLanguage
import RuleValues

extension SentenceWriter {
  /// A value in words; a literal in it is shown in the unit of what it stands beside.
  mutating func operand(_ node: Expression, _ unit: Vocabulary.Unit? = nil) -> Phrase {
    switch node.form {
    case .literal(let value):
      if case .bool = value { return condition(node) }
      return literal(value, unit)
    case .name(let name): return self.name(name, node)
    case .select(let operand, let field, let testOnly):
      if testOnly { return condition(node) }
      if type(node) == .bool, rule.references[node.id] == nil { return condition(node) }
      return select(operand, field, node)
    case .call(let function, let target, let arguments):
      return call(function, target, arguments, node, unit)
    case .comprehension(let loop):
      if loop.kind.isTest, loop.kind != .filter {
        return quantifier(loop) ?? formulaStatement(node, false)
      }
      return rows(node)?.all ?? formula(node)
    case .bind(let name, let value, let body):
      return bound(name, value, body) { $0.operand(body, unit) }
    case .list(let elements):
      guard !elements.isEmpty else { return formula(node) }
      let items = elements.map { operand($0, unit).atLeast(.sum) }
      return Phrase(
        "（\(items.map(\.zh).joined(separator: "、"))）", "(\(items.map(\.en).joined(separator: ", ")))")
    case .map, .message: return formula(node)
    }
  }

  private mutating func call(
    _ function: String, _ target: Expression?, _ arguments: [Expression], _ node: Expression,
    _ unit: Vocabulary.Unit?
  ) -> Phrase {
    if type(node) == .bool, function != Operator.index, isCondition(function, target, arguments) {
      return condition(node)
    }
    switch (function, arguments.count) {
    case (Operator.add, 2), (Operator.subtract, 2): return sum(function, arguments, node, unit)
    case (Operator.multiply, 2), (Operator.divide, 2), (Operator.modulo, 2):
      return product(function, arguments, node)
    case (Operator.negate, 1):
      let term = operand(arguments[0], unit).term(.atom)
      return Phrase("−\(term.zh)", "−\(term.en)", .product)
    case (Operator.conditional, 3): return choice(arguments, node, unit)
    case (Operator.index, 2): return item(arguments, node)
    case ("size", 1) where target == nil: return count(arguments[0], node)
    case ("size", 0): return target.map { count($0, node) } ?? formula(node)
    case ("sum", 1), ("min", 1), ("max", 1), ("last", 1):
      guard target == nil, !measure(node).isMixed else { return formula(node) }
      return aggregate(function, arguments[0], node)
    case ("days", 1):
      return wholeDays(node) ?? formula(node)
    case ("timestamp", 1):
      guard case .literal(.string(let text)) = arguments[0].form, let moment = Timestamp(text) else {
        return formula(node)
      }
      return Phrase(text: plain(.timestamp(moment)))
    case ("duration", 1):
      guard case .literal(.string(let text)) = arguments[0].form, let span = TimeSpan(text) else {
        return formula(node)
      }
      return Phrase(text: length(span))
    case ("getHours", 0), ("getFullYear", 0):
      return target.map { part(function, $0, node) } ?? formula(node)
    default: return formula(node)
    }
  }

  /// Whether the words for conditions know the call, so that asking them ends.
  private func isCondition(_ function: String, _ target: Expression?, _ arguments: [Expression]) -> Bool {
    switch function {
    case Operator.and, Operator.or, Operator.not, Operator.in_, Operator.conditional: true
    case "contains", "startsWith", "endsWith": target.map { type($0) == .string } ?? false
    default: Self.opposites[function] != nil && arguments.count == 2
    }
  }

  // Computing.

  private mutating func sum(
    _ function: String, _ arguments: [Expression], _ node: Expression, _ unit: Vocabulary.Unit?
  ) -> Phrase {
    let isDifference = function == Operator.subtract
    switch (type(arguments[0]), type(arguments[1])) {
    case (.timestamp, .duration):
      guard let days = wholeDays(arguments[1]) else { break }
      let moment = operand(arguments[0]).atLeast(.atom)
      return isDifference
        ? Phrase("\(moment.zh)前 \(days.zh)", "\(days.en) before \(moment.en)", .sum)
        : Phrase("\(moment.zh)后 \(days.zh)", "\(days.en) after \(moment.en)", .sum)
    case (.timestamp, .timestamp):
      let (to, from) = (operand(arguments[0]).atLeast(.atom), operand(arguments[1]).atLeast(.atom))
      return Phrase("从\(from.zh)到\(to.zh)的时间", "the time from \(from.en) to \(to.en)", .sum)
    case (.int, .int), (.uint, .uint), (.double, .double), (.duration, .duration), (.string, .string):
      break
    case (.duration, .timestamp): break
    default: return formula(node)
    }
    let measures = (measure(arguments[0]), measure(arguments[1]))
    let both = measures.0.meeting(measures.1)
    guard !measure(node).isMixed else { return formula(node) }
    if case .special(let order) = both, order.scale == .order, let words = order.difference {
      let said = words.filled([
        "a": operand(arguments[0]).atLeast(.atom), "b": operand(arguments[1]).atLeast(.atom),
      ])
      return Phrase(said.zh, said.en)
    }
    let shown = both.unit ?? (both.isFree ? unit : nil)
    let left = operand(arguments[0], shown).term(.sum)
    let right = operand(arguments[1], shown).term(isDifference ? .product : .sum)
    let sign = isDifference ? "−" : "+"
    return left.joined(sign, right, .sum)
  }

  private mutating func product(
    _ function: String, _ arguments: [Expression], _ node: Expression
  ) -> Phrase {
    guard !measure(node).isMixed, type(node) == .int || type(node) == .uint || type(node) == .double else {
      return formula(node)
    }
    if function == Operator.divide, let days = wholeDaysOfTime(arguments) { return days }
    let left = operand(arguments[0]).term(.product)
    let right = operand(arguments[1]).term(.atom)
    switch function {
    case Operator.multiply: return left.joined("×", right, .product)
    case Operator.modulo:
      return Phrase(
        "\(trailed(left.zh))除以\(trailed(spaced(right.zh)))的余数", "the remainder of \(left.en) by \(right.en)",
        .sum)
    default:
      guard type(node) != .double else {
        return Phrase("\(left.zh) ÷ \(right.zh)", "\(left.en) ÷ \(right.en)", .product)
      }
      let whole = Wording(zh: "取整", en: "whole part")
      guard measure(node).isSpecial(.amount), let least = measure(node).unit?.smallest else {
        return Phrase(
          "\(left.zh) ÷ \(right.zh)（\(whole.zh)）", "\(left.en) ÷ \(right.en) (\(whole.en))", .product)
      }
      return Phrase(
        "\(left.zh) ÷ \(right.zh)（舍去不足\(least.zh)的部分）",
        "\(left.en) ÷ \(right.en) (what is less than \(least.en) left out)", .product)
    }
  }

  /// `(b - a).getHours() / 24`
  private mutating func wholeDaysOfTime(_ arguments: [Expression]) -> Phrase? {
    guard case .literal(.int(24)) = arguments[1].form,
      case .call("getHours", let span?, let zone) = arguments[0].form, zone.isEmpty,
      type(span) == .duration
    else { return nil }
    let time = operand(span).term(.sum)
    return Phrase("\(time.zh)（整天数）", "\(time.en) (whole days)", .product)
  }

  private mutating func part(_ function: String, _ target: Expression, _ node: Expression) -> Phrase {
    switch (function, type(target)) {
    case ("getHours", .duration):
      let time = operand(target).term(.sum)
      return Phrase("\(time.zh)（整小时数）", "\(time.en) (whole hours)", .product)
    case ("getFullYear", .timestamp):
      let moment = operand(target).atLeast(.atom)
      return Phrase("\(moment.zh)的年份", "the year of \(moment.en)")
    default: return formula(node)
    }
  }

  private mutating func choice(
    _ arguments: [Expression], _ node: Expression, _ unit: Vocabulary.Unit?
  ) -> Phrase {
    let own = measure(node)
    guard !own.isMixed else { return formula(node) }
    if case .special = own,
      isFreeComputation(arguments[1], measure(arguments[1]))
        || isFreeComputation(arguments[2], measure(arguments[2]))
    {
      return formula(node)
    }
    let shown = own.isFree ? unit : own.unit
    let test = condition(arguments[0]).bracketed
    let (yes, no) = (operand(arguments[1], shown).atLeast(.sum), operand(arguments[2], shown).atLeast(.sum))
    return Phrase(
      "若\(test.zh)，则取\(spaced(yes.zh))，否则取\(spaced(no.zh))",
      "if \(test.en), then \(yes.en), otherwise \(no.en)", .clause)
  }

  private mutating func item(_ arguments: [Expression], _ node: Expression) -> Phrase {
    guard case .literal(.int(let index)) = arguments[1].form, (0..<1_000).contains(index),
      case .list = type(arguments[0])
    else { return formula(node) }
    let list = operand(arguments[0]).atLeast(.atom)
    return Phrase("\(list.zh)的第 \(index + 1) 项", "item \(index + 1) of \(article(arguments[0]))\(list.en)")
  }
}
