// Reading the files of roles and of departments' lines of work, strictly.

import Foundation
import Kernel
import Yams

/// A file whose every fault is told with its line and what to write instead.
struct RoleFile {
  let path: String

  /// One entry: its name and its members.
  struct Entry {
    let name: String
    let line: Int
    let members: [String: Node]
  }

  func read() throws(Problem) -> String {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        "access.file.unreadable", .unavailable, zh: "无法读取文件 \(path)。",
        en: "The file \(path) cannot be read.", details: ["path": path])
    }
    return text
  }

  /// **Problems**: `access.roles.invalid`.
  func entries(_ text: String) throws(Problem) -> [Entry] {
    let root: Node?
    do { root = try compose(yaml: text) } catch {
      throw fault(nil, zh: "不是有效的 YAML：\(error)", en: "is no YAML: \(error)")
    }
    guard let mapping = root?.mapping, !mapping.isEmpty else {
      throw fault(nil, zh: "应为“名称: 内容”的表。", en: "must be a mapping of names.")
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      let name = try word(key, "name")
      guard !entries.contains(where: { $0.name == name }) else {
        throw fault(key, zh: "“\(name)”写了两次。", en: "names \(name) twice.")
      }
      entries.append(Entry(name: name, line: key.mark?.line ?? 0, members: try members(value)))
    }
    return entries
  }

  func role(_ entry: Entry) throws(Problem) -> Role {
    try keys(entry, among: ["title", "levels", "permissions", "needs_code", "has_subject"])
    var levels: [PlaceLevel] = []
    for node in try list(entry, "levels") {
      let level = PlaceLevel.allCases.first { String(describing: $0) == node.string }
      guard let level else {
        throw fault(
          node, zh: "级别应为 city、county、township、village、group 之一。",
          en: "a level is city, county, township, village or group.")
      }
      levels.append(level)
    }
    var permissions: Set<Permission> = []
    for node in try list(entry, "permissions") {
      guard let permission = node.string.flatMap(Permission.init) else {
        throw fault(
          node, zh: "没有“\(node.string ?? "")”这项权限；全部权限：\(RoleFile.allPermissions)。",
          en: "there is no permission \(node.string ?? ""); all are: \(RoleFile.allPermissions).")
      }
      permissions.insert(permission)
    }
    let guarding = permissions.filter(\.isGuardian).count
    guard guarding == 0 || guarding == permissions.count else {
      throw fault(
        entry.members["permissions"], zh: "管理员权限不能与业务权限同属一个角色，请分成两个角色。",
        en: "\(entry.name) mixes permissions of a guardian with business; make two roles of it.")
    }
    return Role(
      name: entry.name, title: try title(entry), levels: levels, permissions: permissions,
      needsCode: try flag(entry, "needs_code"), hasSubject: try flag(entry, "has_subject"))
  }

  func subject(_ entry: Entry) throws(Problem) -> Subject {
    try keys(entry, among: ["title", "feeds", "causes", "sees_income"])
    var (feeds, causes): (Set<String>, Set<String>) = ([], [])
    for node in try list(entry, "feeds") { feeds.insert(try word(node, "feed")) }
    for node in try list(entry, "causes") {
      guard let code = node.string, code.count == 2, Int(code) != nil else {
        throw fault(node, zh: "原因应为两位代码，如 \"01\"。", en: "a cause is a code of two digits, such as \"01\".")
      }
      causes.insert(code)
    }
    return Subject(
      name: entry.name, title: try title(entry), feeds: feeds, causes: causes,
      seesIncome: try flag(entry, "sees_income"))
  }

  private static let allPermissions = Permission.allCases.map(\.rawValue).joined(separator: " ")

  private func members(_ node: Node) throws(Problem) -> [String: Node] {
    guard let mapping = node.mapping else {
      throw fault(node, zh: "这里应为“键: 值”的表。", en: "needs keys and values here.")
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      let name = try word(key, "key")
      guard members.updateValue(value, forKey: name) == nil else {
        throw fault(key, zh: "键“\(name)”写了两次。", en: "has the key \(name) twice.")
      }
    }
    return members
  }

  private func keys(_ entry: Entry, among known: [String]) throws(Problem) {
    for (key, node) in entry.members.sorted(by: { $0.key < $1.key }) where !known.contains(key) {
      throw fault(
        node, zh: "不认识键“\(key)”；可用：\(known.joined(separator: " "))。",
        en: "the key \(key) is unknown; there are \(known.joined(separator: " ")).")
    }
  }

  private func title(_ entry: Entry) throws(Problem) -> Text {
    let title = entry.members["title"]?.mapping
    guard let zh = title?["zh"]?.string, let en = title?["en"]?.string, !zh.isEmpty, !en.isEmpty else {
      throw fault(
        entry.members["title"], at: entry.line, zh: "“\(entry.name)”缺少标题，应为 title: { zh: …, en: … }。",
        en: "\(entry.name) lacks a title in both languages: title: { zh: …, en: … }.")
    }
    return Text(zh: zh, en: en)
  }

  private func list(_ entry: Entry, _ key: String) throws(Problem) -> [Node] {
    guard let list = entry.members[key]?.sequence, !list.isEmpty else {
      throw fault(
        entry.members[key], at: entry.line, zh: "“\(entry.name)”缺少列表 \(key)，应为 \(key): [ … ]。",
        en: "\(entry.name) lacks the list \(key): [ … ].")
    }
    return Array(list)
  }

  private func flag(_ entry: Entry, _ key: String) throws(Problem) -> Bool {
    guard let node = entry.members[key] else { return false }
    guard let flag = node.bool else {
      throw fault(node, zh: "\(key) 应为 true 或 false。", en: "\(key) is true or false.")
    }
    return flag
  }

  private func word(_ node: Node, _ what: String) throws(Problem) -> String {
    guard let word = node.string, !word.isEmpty,
      word.utf8.allSatisfy({ (97...122).contains($0) || $0 == 95 })
    else {
      throw fault(
        node, zh: "“\(node.string ?? "")”应只用小写字母和下划线。",
        en: "\(node.string ?? "this") must be made of small letters and underscores.")
    }
    return word
  }

  private func fault(_ node: Node?, at line: Int = 0, zh: String, en: String) -> Problem {
    let number = node?.mark?.line ?? line
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return Problem(
      "access.roles.invalid", .invalid, zh: "\(file) 第 \(number) 行：\(zh)",
      en: "\(file), line \(number): \(en)",
      details: ["file": path, "line": String(number)])
  }
}
