// Reads a file of settings member by member, and gathers everything that is wrong with it.

import Foundation
package import Kernel
package import RuleLanguage
package import RuleValues

/// The members of one mapping of a file; empty where there is no mapping.
package struct SheetMembers {
  package let node: RuleNode?
  let fields: [String: RuleNode]

  package subscript(_ name: String) -> RuleNode? { fields[name] }
  /// In the order of the file.
  package var pairs: [(key: String, value: RuleNode)] { node?.pairs ?? [] }
}

/// A reader of one file. Every answer can be worked with: what is wrong is noted, something harmless stands
/// in its place, and `close` refuses the file with all its faults.
package struct SheetReader {
  package let file: String
  package private(set) var faults: [RuleFault] = []

  package init(_ file: String) { self.file = file }

  /// **Problems**: that the file cannot be read.
  package static func text(of path: String) throws(RuleLibraryProblems) -> String {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw RuleLibraryProblems([RuleFault(path, zh: "无法读取这个文件。", en: "This file cannot be read.")])
    }
    return text
  }

  /// **Problems**: every fault of the file together, with its line.
  package func close() throws(RuleLibraryProblems) {
    guard faults.isEmpty else { throw RuleLibraryProblems(faults) }
  }

  /// The members of the whole file. A nil `keys` allows every key.
  package mutating func root(_ text: String, _ keys: [String]?) -> SheetMembers {
    members(RuleNode.read(text, file: file, &faults), keys)
  }

  /// The members of a mapping. Of a node that is not there nothing more is said.
  package mutating func members(_ node: RuleNode?, _ keys: [String]?) -> SheetMembers {
    SheetMembers(node: node, fields: node?.fields(keys, &faults) ?? [:])
  }

  /// The members of a mapping that is needed.
  package mutating func members(_ name: String, of whole: SheetMembers, _ keys: [String]?) -> SheetMembers {
    members(needed(name, of: whole), keys)
  }

  package mutating func complain(_ node: RuleNode?, zh: String, en: String) {
    faults.append(node?.fault(zh: zh, en: en) ?? RuleFault(file, zh: zh, en: en))
  }

  package mutating func needed(_ name: String, of members: SheetMembers) -> RuleNode? {
    members.node?.required(name, of: members.fields, &faults)
  }

  /// The lowest of the range where there is none.
  package mutating func number(_ name: String, of members: SheetMembers, _ range: ClosedRange<Int>) -> Int {
    needed(name, of: members)?.number(range, &faults) ?? range.lowerBound
  }

  package mutating func text(_ name: String, of members: SheetMembers) -> String {
    text(needed(name, of: members))
  }

  package mutating func text(_ node: RuleNode?) -> String { node?.text(&faults) ?? "" }

  /// The members `zh` and `en`.
  package mutating func title(of members: SheetMembers) -> Text {
    members.node?.bothLanguages(of: members.fields, &faults) ?? Text(zh: "", en: "")
  }

  package mutating func flag(_ name: String, of members: SheetMembers) -> Bool {
    word(name, of: members, ["true", "false"]) == "true"
  }

  /// One of some words; the empty text where it is none of them.
  package mutating func word(_ name: String, of members: SheetMembers, _ words: [String]) -> String {
    guard let node = needed(name, of: members) else { return "" }
    return known(
      node, words, zh: "这里只能写：\(words.joined(separator: "、"))",
      en: "One of these should stand here: \(words.joined(separator: ", "))") ?? ""
  }

  /// A name that is known; `zh` and `en` begin the sentence that says it is not.
  package mutating func known(_ node: RuleNode?, _ names: [String], zh: String, en: String) -> String? {
    guard let node else { return nil }
    let given = text(node)
    if given.isEmpty || names.contains(given) { return given.isEmpty ? nil : given }
    let near = nearestName(to: given, in: names)
    complain(
      node, zh: zh + (near.map { "，是否指 \($0)？" } ?? "。"),
      en: en + (near.map { "; did you mean \($0)?" } ?? "."))
    return nil
  }

  /// A name in small letters that no entry before has.
  package mutating func code(of members: SheetMembers, otherThan known: [String]) -> String {
    guard let node = needed("code", of: members) else { return "" }
    let code = text(node)
    if code.wholeMatch(of: /[a-z][a-z0-9_]{0,31}/) == nil || known.contains(code) {
      complain(node, zh: "code 应为小写英文名，且不重复。", en: "code needs a name in small letters that comes once.")
    }
    return code
  }

  package mutating func list(
    _ name: String, of members: SheetMembers, _ count: ClosedRange<Int> = 1...1_000
  ) -> [RuleNode] {
    guard let node = needed(name, of: members) else { return [] }
    guard node.isList else { return node.list(&faults) }
    let list = node.list(&faults)
    if count.contains(list.count) { return list }
    complain(
      node, zh: "\(name) 应为 \(count.lowerBound) 到 \(count.upperBound) 项的列表。",
      en: "\(name) needs a list of \(count.lowerBound) to \(count.upperBound).")
    return []
  }

  package mutating func day(_ name: String, of members: SheetMembers) -> Day? {
    needed(name, of: members)?.day(&faults)
  }

  /// A text of the rule language; `false` where there is none, or none that is right.
  package mutating func expression(
    _ name: String, of members: SheetMembers, _ type: CELType, in vocabulary: Vocabulary
  ) -> CheckedRule {
    guard let node = needed(name, of: members), let source = node.text(&faults) else {
      return SheetReader.nothing
    }
    do throws(Complaints) {
      return try Checker.check(source, vocabulary: vocabulary, expecting: type)
    } catch {
      faults += RuleFault.faults(error, in: file, whole: node.whole, from: node.line ?? 1)
      return SheetReader.nothing
    }
  }

  private static let nothing: CheckedRule = {
    do { return try Checker.check("false", vocabulary: Vocabulary()) } catch {
      preconditionFailure("false is an expression")
    }
  }()
}
