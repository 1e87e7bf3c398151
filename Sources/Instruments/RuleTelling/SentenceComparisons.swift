// What a sentence says where two values are compared, or one is looked for among others.

import RuleLanguage
import RuleValues

extension SentenceWriter {
  static let signs = [
    Operator.equals: "=", Operator.notEquals: "≠", Operator.less: "<", Operator.lessOrEqual: "≤",
    Operator.greater: ">", Operator.greaterOrEqual: "≥",
  ]

  private static let moments = [
    Operator.equals: Wording(zh: "就是", en: "is"), Operator.notEquals: Wording(zh: "不是", en: "is not"),
    Operator.less: Wording(zh: "早于", en: "is earlier than"),
    Operator.lessOrEqual: Wording(zh: "不晚于", en: "is not later than"),
    Operator.greater: Wording(zh: "晚于", en: "is later than"),
    Operator.greaterOrEqual: Wording(zh: "不早于", en: "is not earlier than"),
  ]

  /// `denied` where the node is what `sign` denies.
  mutating func comparison(
    _ sign: String, _ left: Expression, _ right: Expression, _ node: Expression, denied: Bool = false
  ) -> Phrase {
    if type(left) == .bool, type(right) == .bool { return truths(sign, left, right, node, denied) }
    if let share = share(sign, left, right) { return share }
    let measures = (measure(left), measure(right))
    let both = measures.0.meeting(measures.1)
    guard !both.isMixed else { return formulaStatement(node, denied) }
    if case .special(let unit) = both {
      guard !isFreeComputation(left, measures.0), !isFreeComputation(right, measures.1) else {
        return formulaStatement(node, denied)
      }
      if unit.scale == .order { return order(sign, left, right, unit, node, denied) }
    }
    let unit = both.unit
    if let words = Self.moments[sign], type(left) == .timestamp, type(right) == .timestamp {
      let (left, right) = (operand(left, unit).atLeast(.sum), operand(right, unit).atLeast(.sum))
      return Phrase(
        "\(left.zh)\(words.zh)\(spaced(right.zh))", "\(left.en) \(words.en) \(right.en)", .comparison)
    }
    let (first, second) = (operand(left, unit).atLeast(.sum), operand(right, unit).atLeast(.sum))
    let isText = type(left) == .string && type(right) == .string
    if isText || unit?.scale == .order, let words = Self.equality[sign] {
      return Phrase(
        "\(first.zh)\(words.zh)\(spaced(second.zh))", "\(first.en) \(words.en) \(second.en)", .comparison)
    }
    return first.joined(Self.signs[sign] ?? sign, second, .comparison)
  }

  private static let equality = [
    Operator.equals: Wording(zh: "为", en: "is"), Operator.notEquals: Wording(zh: "不为", en: "is not"),
  ]

  /// A condition that has no words: its formula holds, or does not.
  mutating func formulaStatement(_ node: Expression, _ denied: Bool) -> Phrase {
    let formula = formula(node)
    return denied
      ? Phrase("\(formula.zh)不成立", "\(formula.en) is false", .comparison)
      : Phrase("\(formula.zh)成立", "\(formula.en) is true", .comparison)
  }

  private mutating func truths(
    _ sign: String, _ left: Expression, _ right: Expression, _ node: Expression, _ denied: Bool
  ) -> Phrase {
    guard sign == Operator.equals || sign == Operator.notEquals else {
      return formulaStatement(node, denied)
    }
    let isSame = sign == Operator.equals
    for (one, other) in [(left, right), (right, left)] {
      guard case .literal(.bool(let truth)) = one.form else { continue }
      return (truth == isSame ? condition(other) : self.denied(other)).atLeast(.comparison)
    }
    let (one, other) = (condition(left).bracketed, condition(right).bracketed)
    return isSame
      ? Phrase(
        "\(one.zh)与\(other.zh)同时成立或同时不成立", "\(one.en) and \(other.en) are both true or both false",
        .comparison)
      : Phrase("\(one.zh)与\(other.zh)恰有一项成立", "just one of \(one.en) and \(other.en) is true", .comparison)
  }

  // Grades and codes.

  private mutating func order(
    _ sign: String, _ left: Expression, _ right: Expression, _ unit: Vocabulary.Unit, _ node: Expression,
    _ denied: Bool
  ) -> Phrase {
    if let words = Self.equality[sign] {
      let (left, right) = (operand(left, unit).atLeast(.sum), operand(right, unit).atLeast(.sum))
      return Phrase(
        "\(left.zh)\(words.zh)\(spaced(right.zh))", "\(left.en) \(words.en) \(right.en)", .comparison)
    }
    if let limit = constant(right) {
      let members = unit.members.filter { Self.stands($0, sign, limit) }
      if !members.isEmpty, members.count < unit.members.count || sign == Operator.greaterOrEqual {
        return among(left, members.map { literal(.int($0), unit) }, unit, denied: false)
      }
    }
    guard let words = unit.comparisons[sign] else { return formulaStatement(node, denied) }
    let (name, limit) = (operand(left, unit).atLeast(.sum), operand(right, unit).atLeast(.sum))
    let said = words.filled(["": limit])
    return Phrase("\(name.zh)\(said.zh)", "\(name.en) \(said.en)", .comparison)
  }

  private static func stands(_ member: Int64, _ sign: String, _ limit: Int64) -> Bool {
    switch sign {
    case Operator.less: member < limit
    case Operator.lessOrEqual: member <= limit
    case Operator.greater: member > limit
    default: member >= limit
    }
  }

  private func constant(_ node: Expression) -> Int64? {
    if case .literal(.int(let number)) = node.form { return number }
    guard let name = rule.references[node.id], case .int(let number)? = vocabulary.variables[name]?.value
    else { return nil }
    return number
  }

  // In.

  mutating func membership(
    _ one: Expression, in list: Expression, denied: Bool, _ node: Expression
  ) -> Phrase {
    guard case .list = type(list) else { return formulaStatement(node, denied) }
    let measures = (measure(one), measure(list))
    let both = measures.0.meeting(measures.1)
    guard !both.isMixed else { return formulaStatement(node, denied) }
    if case .special = both,
      isFreeComputation(one, measures.0) || isFreeComputation(list, measures.1)
    {
      return formulaStatement(node, denied)
    }
    guard case .list(let elements) = list.form, !elements.isEmpty else {
      let (one, rows) = (operand(one, both.unit).atLeast(.sum), operand(list).bracketed)
      return denied
        ? Phrase("\(one.zh)不在\(rows.zh)之中", "\(one.en) is not among \(rows.en)", .comparison)
        : Phrase("\(one.zh)在\(rows.zh)之中", "\(one.en) is among \(rows.en)", .comparison)
    }
    let items = elements.map { operand($0, both.unit).atLeast(.sum) }
    return among(one, items, both.unit, denied: denied)
  }

  private mutating func among(
    _ one: Expression, _ items: [Phrase], _ unit: Vocabulary.Unit?, denied: Bool
  ) -> Phrase {
    let name = operand(one, unit).atLeast(.sum)
    let (zh, en) = (items.map(\.zh).joined(separator: "、"), items.map(\.en).joined(separator: ", "))
    guard items.count > 1 else {
      return denied
        ? Phrase("\(name.zh)不为\(spaced(zh))", "\(name.en) is not \(en)", .comparison)
        : Phrase("\(name.zh)为\(spaced(zh))", "\(name.en) is \(en)", .comparison)
    }
    // Brackets where the items' own words could run into those between them.
    let joins = items.contains { item in
      item.tie != .atom || "或也、".contains(where: item.zh.contains) || item.en.contains("or ")
        || item.en.contains(",")
    }
    guard !joins else {
      return denied
        ? Phrase("\(name.zh)不为（\(zh)）中任何一项", "\(name.en) is none of (\(en))", .comparison)
        : Phrase("\(name.zh)为（\(zh)）之一", "\(name.en) is one of (\(en))", .comparison)
    }
    guard items.count == 2 else {
      return denied
        ? Phrase("\(name.zh)不为\(spaced(zh))中任何一项", "\(name.en) is none of (\(en))", .comparison)
        : Phrase("\(name.zh)为\(spaced(zh))之一", "\(name.en) is one of (\(en))", .comparison)
    }
    let (one, two) = (items[0], items[1])
    return denied
      ? Phrase(
        "\(name.zh)既不为\(spaced(one.zh))，也不为\(spaced(two.zh))",
        "\(name.en) is neither \(one.en) nor \(two.en)",
        .comparison)
      : Phrase(
        "\(name.zh)为\(spaced(one.zh))或\(spaced(two.zh))", "\(name.en) is \(one.en) or \(two.en)", .comparison)
  }
}

/// What ends with a letter or digit and the Chinese words behind it stand a blank apart.
func trailed(_ text: String) -> String {
  text.utf8.last.map { $0 < 0x80 } == true ? "\(text) " : text
}

/// Chinese words and what begins with a letter or digit stand a blank apart.
func spaced(_ text: String) -> String {
  text.utf8.first.map { $0 < 0x80 } == true ? " \(text)" : text
}

// Two comparisons that people say as one: a range, a span of time, a share.
extension SentenceWriter {
  /// `x >= a && x <= b`, or `t > m - days(n) && t <= m`; nil for any other two.
  mutating func range(_ first: Expression, _ second: Expression) -> Phrase? {
    guard let one = compared(first), let other = compared(second),
      normalForm(of: one.left) == normalForm(of: other.left)
    else { return nil }
    return span(one, other) ?? span(other, one) ?? numbers(one, other)
  }

  private typealias Compared = (sign: String, left: Expression, right: Expression)

  private func compared(_ node: Expression) -> Compared? {
    guard case .call(let sign, nil, let arguments) = node.form, arguments.count == 2,
      Self.opposites[sign] != nil
    else { return nil }
    return (sign, arguments[0], arguments[1])
  }

  private mutating func span(_ start: Compared, _ end: Compared) -> Phrase? {
    guard start.sign == Operator.greater, end.sign == Operator.lessOrEqual,
      type(start.left) == .timestamp, type(end.right) == .timestamp,
      case .call(Operator.subtract, nil, let arguments) = start.right.form, arguments.count == 2,
      normalForm(of: arguments[0]) == normalForm(of: end.right),
      let length = wholeDays(arguments[1])
    else { return nil }
    let (moment, end) = (operand(start.left).atLeast(.atom), operand(end.right).atLeast(.atom))
    return Phrase(
      "\(moment.zh)在截至\(end.zh)的\(spaced(length.zh))内",
      "\(moment.en) is within the \(length.en) up to \(end.en)",
      .comparison)
  }

  private mutating func numbers(_ low: Compared, _ high: Compared) -> Phrase? {
    guard low.sign == Operator.greaterOrEqual, high.sign == Operator.lessOrEqual, type(low.left) == .int,
      type(low.right) == .int, type(high.right) == .int
    else { return nil }
    let measures = (measure(low.left), measure(low.right), measure(high.right))
    let all = measures.0.meeting(measures.1).meeting(measures.2)
    guard !all.isMixed, !all.isSpecial(.order) else { return nil }
    if case .special = all,
      isFreeComputation(low.right, measures.1) || isFreeComputation(high.right, measures.2)
    {
      return nil
    }
    let name = operand(low.left, all.unit).atLeast(.sum)
    let (from, to) = (operand(low.right, all.unit).atLeast(.sum), operand(high.right, all.unit).atLeast(.sum))
    return Phrase(
      "\(name.zh)为\(spaced(from.zh))至\(spaced(to.zh))（含）",
      "\(name.en) is \(from.en) to \(to.en) (inclusive)",
      .comparison)
  }

  /// `days(n)` with a literal or a variable, in words.
  mutating func wholeDays(_ node: Expression) -> Phrase? {
    guard case .call("days", nil, let arguments) = node.form, arguments.count == 1 else { return nil }
    if case .literal(.int(let number)) = arguments[0].form {
      return number >= 0 ? Phrase(text: days(number)) : nil
    }
    guard let name = rule.references[arguments[0].id], let variable = vocabulary.variables[name],
      variable.value == nil, measure(arguments[0]).isPlain
    else { return nil }
    let phrase = operand(arguments[0])
    // A unit shows the days itself, but only where the value is known.
    if variable.unit != nil, values[name] != nil { return phrase }
    return Phrase("\(phrase.zh)（天）", "\(phrase.en) (days)")
  }

  // Shares: `a * 100 >= b * percent` is said without the hundred.

  mutating func share(_ sign: String, _ left: Expression, _ right: Expression) -> Phrase? {
    guard Self.opposites[sign] != nil, type(left) == .int, type(right) == .int else { return nil }
    let (whole, part) = (factors(left), factors(right))
    if let (first, second) = shared(whole, part) { return compared(sign, first, second) }
    if let (second, first) = shared(part, whole) { return compared(sign, first, second) }
    return nil
  }

  private func compared(_ sign: String, _ left: Phrase, _ right: Phrase) -> Phrase {
    left.joined(Self.signs[sign] ?? sign, right, .comparison)
  }

  private func factors(_ node: Expression) -> [Expression] {
    guard case .call(Operator.multiply, nil, let arguments) = node.form, arguments.count == 2 else {
      return [node]
    }
    return arguments.flatMap(factors)
  }

  /// The side with the hundred and the side with the share, in words; nil where they are no such sides.
  private mutating func shared(_ whole: [Expression], _ part: [Expression]) -> (Phrase, Phrase)? {
    guard let hundred = whole.firstIndex(where: isHundred), whole.count > 1, part.count > 1 else {
      return nil
    }
    var (whole, part) = (whole, part)
    whole.remove(at: hundred)
    let shares = part.indices.filter { measure(part[$0]).isSpecial(.share) }
    let numbers = part.indices.filter { literal(part[$0]) != nil }
    guard let place = shares.isEmpty ? numbers.first : shares.first,
      shares.count == 1 || (shares.isEmpty && numbers.count == 1 && !whole.contains(where: isHundred))
    else { return nil }
    let share = part.remove(at: place)
    let measures = (measure(ofProduct: whole), measure(ofProduct: part))
    guard !measures.0.isMixed, !measures.1.isMixed, !measures.0.isSpecial(.share),
      !measures.1.isSpecial(.share), !measures.0.isSpecial(.order), !measures.1.isSpecial(.order),
      !measures.0.isFree, !measures.1.isFree, !measures.0.meeting(measures.1).isMixed
    else { return nil }
    let (name, base) = (product(whole), product(part))
    if let number = literal(share) {
      return (
        name, Phrase("\(base.term(.atom).zh)的 \(number)%", "\(number)% of \(base.term(.atom).en)", .product)
      )
    }
    let rate = operand(share, measure(share).unit).term(.atom)
    return (name, base.joined("×", rate, .product))
  }

  private func isHundred(_ node: Expression) -> Bool { literal(node) == 100 }

  private func literal(_ node: Expression) -> Int64? {
    if case .literal(.int(let number)) = node.form { number } else { nil }
  }

  private mutating func measure(ofProduct factors: [Expression]) -> Measure {
    var product = measure(factors[0])
    for factor in factors.dropFirst() { product = self.product(product, measure(factor)) }
    return product
  }

  private mutating func product(_ factors: [Expression]) -> Phrase {
    guard factors.count > 1 else { return operand(factors[0]).term(.product) }
    let terms = factors.map { operand($0).term(.product) }
    return terms.dropFirst().reduce(terms[0]) { $0.joined("×", $1, .product) }
  }
}
