// Reading one of the files of duties strictly: a fault with its line and what to write instead.

import Casework
import Foundation
import Kernel
import Yams

/// One file, by its name in complaints.
struct DutyFile {
  let name: String

  /// **Problems**: `duties.file.unreadable`.
  static func read(_ path: String) throws(Problem) -> String {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        "duties.file.unreadable", .unavailable, zh: "无法读取文件 \(path)。",
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
  /// - Parameter others: which may be there or not.
  func mapping(
    _ node: Node?, _ keys: [String], others: [String] = []
  ) throws(Problem) -> (String) -> Node? {
    guard let mapping = node?.mapping else {
      throw fault(node, zh: "这里应为“键: 值”的表。", en: "needs keys and values here.")
    }
    var members: [String: Node] = [:]
    let allowed = keys + others
    for (key, value) in mapping {
      let known = key.string.flatMap { allowed.contains($0) ? $0 : nil }
      guard let known, members.updateValue(value, forKey: known) == nil else {
        throw fault(
          key, zh: "不认识或重复的键“\(key.string ?? "")”；可用：\(allowed.joined(separator: " "))。",
          en: "has an unknown or a second \(key.string ?? ""); there are \(allowed.joined(separator: " ")).")
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

  /// `{ zh: …, en: … }`.
  func words(_ node: Node?) throws(Problem) -> Text {
    let members = try mapping(node, ["zh", "en"])
    return Text(zh: try text(members("zh")), en: try text(members("en")))
  }

  /// The entries of a mapping whose keys are free, in the order of the file.
  func entries(_ node: Node?) throws(Problem) -> [(name: String, key: Node, value: Node)] {
    guard let mapping = node?.mapping, !mapping.isEmpty else {
      throw fault(node, zh: "应为“代码: 内容”的表。", en: "needs codes and what they stand for.")
    }
    var entries: [(name: String, key: Node, value: Node)] = []
    for (key, value) in mapping {
      let name = try text(key)
      guard !entries.contains(where: { $0.name == name }) else {
        throw fault(key, zh: "“\(name)”写了两次。", en: "has \(name) twice.")
      }
      entries.append((name, key, value))
    }
    return entries
  }

  func share(_ node: Node?) throws(Problem) -> Share {
    guard let share = node?.string.flatMap(Share.init) else {
      throw fault(node, zh: "应为分数，如 2/3。", en: "needs a share such as 2/3.")
    }
    return share
  }

  func fault(_ node: Node?, zh: String, en: String) -> Problem {
    let line = node?.mark.map { "\($0.line)" }
    return Problem(
      "duties.file.invalid", .invalid, zh: "\(name)\(line.map { " 第 \($0) 行" } ?? "")：\(zh)",
      en: "\(name)\(line.map { ", line \($0)" } ?? ""): \(en)",
      details: line.map { ["file": name, "line": $0] } ?? ["file": name])
  }
}
