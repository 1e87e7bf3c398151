// What the random rules do with values of each kind.

import RuleLanguage
import RuleValues

extension RuleGrammar {
  mutating func bool(_ scope: Scope, _ depth: Int) -> String {
    func some(_ type: CELType) -> String { text(type, scope, depth - 1) }
    if chance.once(in: 12) { return plainTest(scope, depth) }
    switch chance.below(20) {
    case 0, 1: return compound(some(.bool), "&&", some(.bool))
    case 2, 3: return compound(some(.bool), "||", some(.bool))
    case 4: return "!(\(some(.bool)))"
    case 5, 6, 7, 8: return compound(some(.int), comparison(), some(.int))
    case 9, 10: return compound(some(.timestamp), comparison(), some(.timestamp))
    case 11: return compound(some(.duration), comparison(), some(.duration))
    case 12: return compound(some(.bool), chance.pick(["==", "!=", "!=", "=="]), some(.bool))
    case 13: return wordTest(scope, depth)
    case 14: return has(scope, depth) ?? "true"
    case 15: return membership(scope, depth)
    default: return quantifier(scope, depth) ?? wordTest(scope, depth)
    }
  }

  mutating func comparison() -> String { chance.pick(["<", "<=", ">", ">=", "==", "!="]) }

  /// Usually in brackets; without them the text may mean something else, or nothing.
  private mutating func compound(_ left: String, _ sign: String, _ right: String) -> String {
    chance.once(in: 6) ? "\(left) \(sign) \(right)" : "(\(left) \(sign) \(right))"
  }

  private mutating func wordTest(_ scope: Scope, _ depth: Int) -> String {
    func some() -> String { text(.string, scope, depth - 2) }
    switch chance.below(8) {
    case 0, 1: return "\(some()) \(chance.pick(["==", "!="])) \(some())"
    case 2:
      return chance.once(in: 2)
        ? "(\(some()) \(comparison()) \(some()))" : "\(some()).contains(\(constantWord()))"
    case 3: return "\(some()).startsWith(\(constantWord()))"
    case 4: return "\(some()).endsWith(\(constantWord()))"
    case 5: return "\(constantWord()).contains(\(some()))"
    case 6: return "\(some()) \(comparison()) \(constantWord())"
    default: return "(\(some()) in [\(constantWord()), \(constantWord()), \(some())])"
    }
  }

  private mutating func constantWord() -> String {
    chance.once(in: 3)
      ? chance.pick(["word", "kind.inpatient", "no_word"]) : literal(chance.pick(Town.words))
  }

  func literal(_ word: String) -> String {
    let escaped = word.unicodeScalars.map { scalar in
      scalar.value >= 32 && scalar.value < 127 ? String(scalar) : escape(scalar.value)
    }
    return "'\(escaped.joined())'"
  }

  private func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  private mutating func has(_ scope: Scope, _ depth: Int) -> String? {
    let types: [CELType] = [
      .int, .bool, .timestamp, .string, .int, .bool, .record("Group"), .record("School"), .record("Person"),
      .list(.record("Bill")), .list(.record("Event")), .list(.int),
    ]
    return field(chance.pick(types), scope, depth - 1).map { "has(\($0))" }
  }

  private mutating func membership(_ scope: Scope, _ depth: Int) -> String {
    let type = chance.pick([CELType.int, .int, .bool, .timestamp, .string])
    let element = text(type, scope, depth - 2)
    if chance.once(in: 3), let list = list(of: type, scope, depth - 1) { return "(\(element) in \(list))" }
    let items = (0...chance.below(3)).map { _ in text(type, scope, depth - 2) }
    return "(\(element) in [\(items.joined(separator: ", "))])"
  }

  private mutating func quantifier(_ scope: Scope, _ depth: Int) -> String? {
    let macro = chance.pick(["exists", "exists", "all", "exists_one", "exists_one"])
    if chance.once(in: 12) {
      let loop = loop(scope, .int, isFar: false)
      return "[1, few, 5].\(macro)(\(loop.name), (\(loop.name) \(comparison()) limit))"
    }
    let element = chance.pick([nil, nil, nil, CELType.int, .bool])
    if let element {
      guard let list = list(of: element, scope, depth - 1) else { return nil }
      let loop = loop(scope, element, isFar: false)
      return "\(list).\(macro)(\(loop.name), \(text(.bool, loop.scope, depth - 1)))"
    }
    guard let rows = rows(scope, depth - 1) else { return nil }
    let loop = loop(scope, .record(rows.record), isFar: rows.isFar)
    return "\(rows.text).\(macro)(\(loop.name), \(text(.bool, loop.scope, depth - 1)))"
  }

  mutating func int(_ scope: Scope, _ depth: Int) -> String {
    func some(_ type: CELType) -> String { text(type, scope, depth - 1) }
    if chance.once(in: 8) { return numberFunction(scope, depth) }
    if chance.once(in: 20) { return plainNumber(scope, depth) }
    switch chance.below(18) {
    case 0, 1, 2: return compound(some(.int), chance.pick(["+", "-", "*"]), some(.int))
    case 3:
      return compound(some(.int), chance.pick(["/", "%"]), chance.once(in: 2) ? some(.int) : "(few + 1)")
    case 4: return "-(\(some(.int)))"
    case 5, 6, 7: return rows(scope, depth).map { "size(\($0.text))" } ?? "0"
    case 8, 9, 10, 11:
      let function = chance.pick(["sum", "sum", "sum", "min", "max", "last"])
      return list(of: .int, scope, depth).map { "\(function)(\($0))" } ?? "1"
    case 12:
      let list = chance.pick([CELType.bool, .timestamp, .string])
      return self.list(of: list, scope, depth).map { "size(\($0))" } ?? "2"
    case 13: return "\(chance.pick(["sum", "min", "max"]))([\(some(.int)), \(some(.int)), \(some(.int))])"
    case 14: return "(\(some(.duration))).\(chance.pick(["getHours", "getMinutes", "getSeconds"]))()"
    case 15: return "int(\(chance.once(in: 2) ? some(.timestamp) : some(.int)))"
    case 16: return "size(\(some(.string)))"
    default:
      return chance.once(in: 4)
        ? "int(\(some(.string)))" : "(\(some(.timestamp)) - \(some(.timestamp))).getHours()"
    }
  }

  mutating func moment(_ scope: Scope, _ depth: Int) -> String {
    switch chance.below(6) {
    case 0, 1:
      compound(
        text(.timestamp, scope, depth - 1), chance.pick(["+", "-"]), text(.duration, scope, depth - 1))
    case 2: compound(text(.duration, scope, depth - 1), "+", text(.timestamp, scope, depth - 1))
    case 3, 4:
      list(of: .timestamp, scope, depth).map { [function = chance.pick(["min", "max", "last"])] in
        "\(function)(\($0))"
      }
        ?? "as_of"
    default: leaf(.timestamp, scope)
    }
  }

  mutating func span(_ scope: Scope, _ depth: Int) -> String {
    switch chance.below(8) {
    case 0, 1: return "days(\(text(.int, scope, depth - 1)))"
    case 2, 3: return compound(text(.timestamp, scope, depth - 1), "-", text(.timestamp, scope, depth - 1))
    case 4:
      return compound(
        text(.duration, scope, depth - 1), chance.pick(["+", "-"]), text(.duration, scope, depth - 1))
    case 5:
      let function = chance.pick(["min", "max", "last"])
      return list(of: .duration, scope, depth).map { "\(function)(\($0))" } ?? "grace"
    default: return leaf(.duration, scope)
    }
  }

  mutating func word(_ scope: Scope, _ depth: Int) -> String {
    if chance.once(in: 3), let list = list(of: .string, scope, depth) { return "last(\(list))" }
    if chance.once(in: 12) { return "(\(text(.string, scope, depth - 1)) + 'a')" }
    return leaf(.string, scope)
  }
}
