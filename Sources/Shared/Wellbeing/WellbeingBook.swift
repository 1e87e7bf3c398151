// What is measured: the income, the lines, the lacks, as a file says them in the words of the rules.

import Foundation
package import Kernel
import RuleLanguage
import RuleValues
package import Rules
import Yams

/// The file of measures, checked against the words of a rule library.
package struct WellbeingBook: Sendable {
  package struct Line: Sendable {
    package let code: String
    package let title: Text
    enum Level: Sendable {
      /// **Unit**: fen a head.
      case fixed(Int64)
      case parameter(String)
    }
    let level: Level
  }

  package struct Dimension: Sendable {
    package let code: String
    package let title: Text
    /// Whole, beside those of the others.
    package let weight: Int
    let lacking: CheckedRule
  }

  package let lines: [Line]
  package let dimensions: [Dimension]
  package let cutoff: Int
  let income: CheckedRule
  let people: CheckedRule
  let library: RuleLibrary

  package static func load(_ path: String, library: RuleLibrary) throws(RuleLibraryProblems) -> WellbeingBook
  {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw RuleLibraryProblems([
        RuleFault(path, zh: "无法读取这个文件。", en: "This file cannot be read.")
      ])
    }
    return try WellbeingBook(text, library: library)
  }

  /// **Problems**: every fault of the file together, with its line.
  package init(_ text: String, library: RuleLibrary) throws(RuleLibraryProblems) {
    var reader = WellbeingReader(library)
    let root = reader.root(text)
    income = reader.expression(root?["income"], "income", .int)
    people = reader.expression(root?["people"], "people", .int)
    lines = reader.lines(root?["lines"])
    dimensions = reader.dimensions(root?["dimensions"])
    cutoff = root?["cutoff"]?.int ?? 0
    let whole = dimensions.reduce(0) { $0 + $1.weight }
    if !(1...max(1, whole)).contains(cutoff) {
      reader.complain(
        root?["cutoff"], zh: "cutoff 应为 1 到权重之和（\(whole)）的整数。",
        en: "cutoff needs a whole number from 1 to the sum of the weights, \(whole).")
    }
    guard reader.faults.isEmpty else { throw RuleLibraryProblems(reader.faults) }
    self.library = library
  }
}

/// Reads the file member by member and gathers what is wrong.
private struct WellbeingReader {
  let library: RuleLibrary
  var faults: [RuleFault] = []

  init(_ library: RuleLibrary) { self.library = library }

  static let file = "wellbeing.yaml"

  mutating func complain(_ node: Node?, zh: String, en: String) {
    faults.append(RuleFault(WellbeingReader.file, line: node?.mark?.line, zh: zh, en: en))
  }

  mutating func root(_ text: String) -> Node? {
    let root: Node?
    do { root = try compose(yaml: text) } catch {
      complain(nil, zh: "不是有效的 YAML：\(error)", en: "This is no YAML: \(error)")
      return nil
    }
    check(root, keys: ["income", "people", "lines", "cutoff", "dimensions"])
    return root
  }

  /// Complains of members that are unknown.
  private mutating func check(_ node: Node?, keys: [String]) {
    guard let mapping = node?.mapping else {
      return complain(node, zh: "这里应为“键: 值”的表。", en: "Keys and values are needed here.")
    }
    for (key, _) in mapping where !keys.contains(key.string ?? "") {
      complain(
        key, zh: "不认识的键“\(key.string ?? "")”；可用：\(keys.joined(separator: " "))。",
        en: "There is no \(key.string ?? "") here; there are \(keys.joined(separator: " ")).")
    }
  }

  mutating func expression(_ node: Node?, _ name: String, _ type: CELType) -> CheckedRule {
    guard let source = node?.string, !source.isEmpty else {
      complain(node, zh: "缺少表达式 \(name)。", en: "The expression \(name) is missing.")
      return WellbeingReader.nothing
    }
    do throws(Complaints) {
      return try Checker.check(source, vocabulary: library.vocabulary, expecting: type)
    } catch {
      for complaint in error.all {
        complain(
          node, zh: "\(name)：\(complaint.sentence.zh)", en: "\(name): \(complaint.sentence.en)")
      }
      return WellbeingReader.nothing
    }
  }

  private static let nothing: CheckedRule = {
    do { return try Checker.check("false", vocabulary: Vocabulary()) } catch {
      preconditionFailure("false is an expression")
    }
  }()

  private mutating func title(_ node: Node) -> Text {
    guard let zh = node["zh"]?.string, let en = node["en"]?.string, !zh.isEmpty, !en.isEmpty else {
      complain(node, zh: "缺少 zh 或 en。", en: "zh or en is missing.")
      return Text(zh: "", en: "")
    }
    return Text(zh: zh, en: en)
  }

  /// A name that no entry before has.
  private mutating func code(_ node: Node, _ known: [String]) -> String {
    let code = node["code"]?.string ?? ""
    if code.wholeMatch(of: /[a-z][a-z0-9_]{0,31}/) == nil || known.contains(code) {
      complain(
        node, zh: "code 应为小写英文名，且不重复。", en: "code needs a name in small letters that comes once.")
    }
    return code
  }

  private mutating func list(_ node: Node?, _ name: String, _ most: Int) -> [Node] {
    guard let list = node?.sequence, (1...most).contains(list.count) else {
      complain(node, zh: "\(name) 应为 1 到 \(most) 项的列表。", en: "\(name) needs a list of 1 to \(most).")
      return []
    }
    return Array(list)
  }

  mutating func lines(_ node: Node?) -> [WellbeingBook.Line] {
    var lines: [WellbeingBook.Line] = []
    for node in list(node, "lines", 8) {
      check(node, keys: ["code", "value", "parameter", "zh", "en"])
      let level: WellbeingBook.Line.Level
      switch (node["value"]?.int, node["parameter"]?.string) {
      case (let value?, nil) where value > 0 && value <= 10_000_000: level = .fixed(Int64(value) * 100)
      case (nil, let name?) where library.parameter(name)?.unit == .yuan: level = .parameter(name)
      default:
        complain(
          node, zh: "需要 value（元，大于 0）或 parameter（规则中以元计的参数），二者只取其一。",
          en: "Give value (yuan, above 0) or parameter (one of the rules', in yuan), and not both.")
        continue
      }
      lines.append(.init(code: code(node, lines.map(\.code)), title: title(node), level: level))
    }
    return lines
  }

  mutating func dimensions(_ node: Node?) -> [WellbeingBook.Dimension] {
    var dimensions: [WellbeingBook.Dimension] = []
    for node in list(node, "dimensions", 16) {
      check(node, keys: ["code", "weight", "lacking", "zh", "en"])
      let weight = node["weight"]?.int ?? 0
      if !(1...100).contains(weight) {
        complain(node, zh: "weight 应为 1 到 100 的整数。", en: "weight needs a whole number from 1 to 100.")
      }
      dimensions.append(
        .init(
          code: code(node, dimensions.map(\.code)), title: title(node), weight: max(1, weight),
          lacking: expression(node["lacking"], "lacking", .bool)))
    }
    return dimensions
  }
}
