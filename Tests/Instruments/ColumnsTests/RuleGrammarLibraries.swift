// What the random rules do with the libraries of the language, and what has no columnar form.

import RuleLanguage
import RuleValues

extension RuleGrammar {
  /// A name for a value, a row or a list, and a text that may speak of it.
  mutating func bound(_ type: CELType, _ scope: Scope, _ depth: Int) -> String? {
    let kinds: [CELType] = [
      .int, .int, .bool, .timestamp, .duration, .string, .double, .record("Person"), .record("Group"),
      .list(.record("Person")), .list(.record("Bill")), .list(.int),
    ]
    let own = chance.pick(kinds)
    let value: String
    switch own {
    case .double: value = "double(\(text(.int, scope, depth - 2)))"
    case .record(let name):
      guard let path = row(scope, 2, wanted: name) else { return nil }
      value = path.text
    case .list(let element):
      guard let rows = list(of: element, scope, 2) else { return nil }
      value = rows
    default: value = text(own, scope, depth - 1)
    }
    let name = chance.pick(["v", "w", "p", "x"])
    let inner = scope.filter { $0.name != name } + [(name, own)]
    let body = own == .double && type == .bool ? "(\(name) > 1.5)" : text(type, inner, depth - 1)
    return "cel.bind(\(name), \(value), \(body))"
  }

  /// Functions on whole numbers and dates that run over columns.
  mutating func numberFunction(_ scope: Scope, _ depth: Int) -> String {
    func some(_ type: CELType) -> String { text(type, scope, depth - 1) }
    switch chance.below(7) {
    case 0: return "math.\(chance.pick(["abs", "sign"]))(\(some(.int)))"
    case 1: return "math.\(chance.pick(["greatest", "least"]))(\(some(.int)), \(some(.int)))"
    case 2:
      return "math.\(chance.pick(["greatest", "least"]))(\(some(.int)), \(some(.int)), \(some(.int)))"
    case 3:
      let function = chance.pick(["greatest", "least"])
      return list(of: .int, scope, depth).map { "math.\(function)(\($0))" } ?? "3"
    case 4:
      return field(.int, scope, 1).flatMap { optional($0) }.map { "\($0).orValue(\(some(.int)))" } ?? "4"
    default:
      let part = chance.pick([
        "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfYear", "getDayOfWeek", "getHours",
        "getMinutes", "getSeconds",
      ])
      return "(\(some(.timestamp))).\(part)()"
    }
  }

  /// Tests that the interpreter has to make.
  mutating func plainTest(_ scope: Scope, _ depth: Int) -> String {
    func some(_ type: CELType) -> String { text(type, scope, depth - 1) }
    switch chance.below(8) {
    case 0: return "(double(\(some(.int))) \(comparison()) \(chance.pick(["0.5", "-1.0", "40000.25"])))"
    case 1: return "(\(some(.bool)) \(chance.pick(["<", ">="])) \(some(.bool)))"
    case 2: return "(\(some(.string)) + 'a' == \(some(.string)))"
    case 3: return "(string(\(some(.int))) == \(some(.string)))"
    case 4: return field(.bool, scope, 1).flatMap { optional($0) }.map { "\($0).hasValue()" } ?? "true"
    case 5:
      return field(.bool, scope, 1).flatMap { optional($0) }.map { "\($0).orValue(\(some(.bool)))" } ?? "true"
    case 6: return "({'a': \(some(.int))}.size() \(comparison()) \(some(.int)))"
    default:
      guard let rows = rows(scope, depth - 1) else { return "false" }
      let loop = loop(scope, .record(rows.record), isFar: rows.isFar)
      let own = "(place \(comparison()) few || \(text(.bool, loop.scope, depth - 1)))"
      return "\(rows.text).\(chance.pick(["exists", "all"]))(place, \(loop.name), \(own))"
    }
  }

  /// Numbers that the interpreter has to compute.
  mutating func plainNumber(_ scope: Scope, _ depth: Int) -> String {
    func some(_ type: CELType) -> String { text(type, scope, depth - 1) }
    switch chance.below(4) {
    case 0: return "int(double(\(some(.int))) * 1.5)"
    case 1: return "size(\(some(.string)) + \(some(.string)))"
    case 2: return "[\(some(.int)), \(some(.int))][\(some(.int))]"
    default:
      guard let list = list(of: .int, scope, depth) else { return "5" }
      return "\(list)[\(chance.pick(["0", "0", "1", "few"]))]"
    }
  }

  /// `row.field` as `row.?field`.
  private func optional(_ path: String) -> String? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    return "\(path[..<dot]).?\(path[path.index(after: dot)...])"
  }
}
