// Reading the files of procedures strictly: every fault with its line and what to write instead.

import Foundation
import Kernel
import Rules
import Yams

/// One file, by its name in complaints.
struct ProcedureFile {
  let name: String

  static func read(_ path: String) throws(Problem) -> String {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        "casework.file.unreadable", .unavailable, zh: "无法读取文件 \(path)。",
        en: "The file \(path) cannot be read.", details: ["path": path])
    }
    return text
  }

  func root(_ text: String) throws(Problem) -> Node {
    let root: Node?
    do { root = try compose(yaml: text) } catch {
      throw fault(nil, zh: "不是有效的 YAML：\(error)", en: "is no YAML: \(error)")
    }
    guard let root else { throw fault(nil, zh: "是空的。", en: "is empty.") }
    return root
  }

  /// The members of a mapping, each of them there and no other.
  func mapping(_ node: Node?, _ keys: [String]) throws(Problem) -> (String) -> Node? {
    guard let mapping = node?.mapping else {
      throw fault(node, zh: "这里应为“键: 值”的表。", en: "needs keys and values here.")
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      let known = key.string.flatMap { keys.contains($0) ? $0 : nil }
      guard let known, members.updateValue(value, forKey: known) == nil else {
        throw fault(
          key, zh: "不认识或重复的键“\(key.string ?? "")”；可用：\(keys.joined(separator: " "))。",
          en: "has an unknown or a second \(key.string ?? ""); there are \(keys.joined(separator: " ")).")
      }
    }
    if let missing = keys.first(where: { members[$0] == nil }) {
      throw fault(node, zh: "缺少 \(missing)。", en: "lacks \(missing).")
    }
    return { members[$0] }
  }

  func number(_ node: Node?, _ range: ClosedRange<Int>) throws(Problem) -> Int {
    guard let number = node?.int, range.contains(number) else {
      throw fault(
        node, zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数。",
        en: "needs a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  func text(_ node: Node?) throws(Problem) -> String {
    guard let text = node?.string, !text.isEmpty else {
      throw fault(node, zh: "应为文字。", en: "needs a text.")
    }
    return text
  }

  func choice(_ node: Node?, _ words: [String]) throws(Problem) -> String {
    guard let word = node?.string, words.contains(word) else {
      let all = words.joined(separator: " ")
      throw fault(node, zh: "应为其中之一：\(all)。", en: "needs one of \(all).")
    }
    return word
  }

  func list(_ node: Node?) throws(Problem) -> [Node] {
    guard let list = node?.sequence else { throw fault(node, zh: "应为列表 [ … ]。", en: "needs a list.") }
    return Array(list)
  }

  func share(_ node: Node?) throws(Problem) -> Share {
    guard let share = node?.string.flatMap(Share.init) else {
      throw fault(node, zh: "应为分数，如 2/3。", en: "needs a share such as 2/3.")
    }
    return share
  }

  func days(_ node: Node?, _ steps: [String]) throws(Problem) -> [String: Int] {
    let members = try mapping(node, steps)
    var days: [String: Int] = [:]
    for step in steps { days[step] = try number(members(step), 1...366) }
    return days
  }

  func lines(_ node: Node?) throws(Problem) -> [MonitoringLine] {
    var lines: [MonitoringLine] = []
    for item in try list(node) {
      let line = try mapping(item, ["year", "yuan", "source"])
      let year = try number(line("year"), 1949...2200)
      if let last = lines.last, last.year >= year {
        throw fault(item, zh: "年份应逐年增大。", en: "needs years that rise.")
      }
      lines.append(
        MonitoringLine(
          year: year, amount: Money(yuan: Int64(try number(line("yuan"), 1...1_000_000))),
          source: try text(line("source"))))
    }
    guard !lines.isEmpty else { throw fault(node, zh: "至少要有一年的监测线。", en: "needs the line of a year.") }
    return lines
  }

  func groups(_ text: String) throws(Problem) -> [MeasureGroup] {
    let root = try root(text)
    guard let mapping = root.mapping, !mapping.isEmpty else {
      throw fault(root, zh: "应为“代码: 内容”的表。", en: "needs codes and what they stand for.")
    }
    var groups: [MeasureGroup] = []
    for (key, value) in mapping {
      let code = try self.text(key)
      guard !groups.contains(where: { $0.code == code }) else {
        throw fault(key, zh: "“\(code)”写了两次。", en: "has \(code) twice.")
      }
      let members = try self.mapping(value, ["title", "development", "risks"])
      let title = try self.mapping(members("title"), ["zh", "en"])
      guard let isDevelopment = members("development")?.bool else {
        throw fault(members("development"), zh: "应为 true 或 false。", en: "needs true or false.")
      }
      groups.append(
        MeasureGroup(
          code: code, title: Text(zh: try self.text(title("zh")), en: try self.text(title("en"))),
          isDevelopment: isDevelopment, risks: try causes(members("risks"))))
    }
    return groups
  }

  func accounts(_ text: String) throws(Problem) -> [IncomeAccount] {
    let root = try root(text)
    guard let mapping = root.mapping, !mapping.isEmpty else {
      throw fault(root, zh: "应为“代码: 名称”的表。", en: "needs codes and their names.")
    }
    var accounts: [IncomeAccount] = []
    for (key, value) in mapping {
      let code = try self.text(key)
      guard let letter = code.first, "ABCDE".contains(letter), !accounts.contains(where: { $0.code == code })
      else {
        throw fault(
          key, zh: "“\(code)”重复，或不以 A 到 E 开头。", en: "has \(code) twice, or it does not begin with A to E.")
      }
      let title = try self.mapping(value, ["zh", "en"])
      accounts.append(
        IncomeAccount(code: code, title: Text(zh: try self.text(title("zh")), en: try self.text(title("en"))))
      )
    }
    return accounts
  }

  private func causes(_ node: Node?) throws(Problem) -> [RuleCause] {
    try list(node).map { (item) throws(Problem) in
      guard let cause = item.string.flatMap(RuleCause.init) else {
        throw fault(
          item, zh: "没有这个风险代码；可用：\(RuleCause.allCases.map(\.rawValue).joined(separator: " "))。",
          en: "names no cause; there are \(RuleCause.allCases.map(\.rawValue).joined(separator: " ")).")
      }
      return cause
    }
  }

  func fault(_ node: Node?, zh: String, en: String) -> Problem {
    let line = node?.mark.map { "\($0.line)" }
    return Problem(
      "casework.file.invalid", .invalid, zh: "\(name)\(line.map { " 第 \($0) 行" } ?? "")：\(zh)",
      en: "\(name)\(line.map { ", line \($0)" } ?? ""): \(en)",
      details: line.map { ["file": name, "line": $0] } ?? ["file": name])
  }
}
