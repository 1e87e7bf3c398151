// Reading the file of messages strictly: every fault with its line and what to write instead.

import Foundation
package import Kernel
import Yams

extension MessageBook {
  /// **Problems**: `messages.file.invalid` with the line.
  package init(reading text: String) throws(Problem) {
    let all = try MessageFile.mapping(
      MessageFile.root(text), ["digest", "escalations", "quiet", "retry_minutes", "most_a_day"])
    let retry = try MessageFile.list(all("retry_minutes")).map { (node) throws(Problem) in
      try MessageFile.number(node, 1...10_080)
    }
    guard (1...20).contains(retry.count), retry == retry.sorted() else {
      throw MessageFile.fault(
        all("retry_minutes"), zh: "应为 1 到 20 个不减少的分钟数。", en: "needs 1 to 20 waits that never shrink.")
    }
    self.init(
      digest: try MessageFile.digest(all("digest")),
      escalations: try MessageFile.entries(all("escalations"), mayBeEmpty: true).map {
        (entry) throws(Problem) in try MessageFile.escalation(entry)
      }, quiet: try MessageFile.quiet(all("quiet")), retryMinutes: retry,
      mostADay: try MessageFile.number(all("most_a_day"), 1...100))
  }
}

/// The shapes of the file.
enum MessageFile {
  typealias Entry = (name: String, key: Node, value: Node)

  /// **Problems**: `messages.file.unreadable`.
  static func read(_ path: String) throws(Problem) -> String {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        "messages.file.unreadable", .unavailable, zh: "无法读取文件 \(path)。",
        en: "The file \(path) cannot be read.", details: ["path": path])
    }
    return text
  }

  static func digest(_ node: Node?) throws(Problem) -> DigestRule {
    let all = try mapping(node, ["title", "at", "channels", "lines"])
    let lines = try entries(all("lines")).map { (entry) throws(Problem) in
      DigestLine(fact: try fact(entry), words: try counted(entry.value))
    }
    return DigestRule(
      title: try words(all("title")), minute: try minute(all("at")), channels: try channels(all("channels")),
      lines: lines)
  }

  static func escalation(_ entry: Entry) throws(Problem) -> EscalationRule {
    let all = try mapping(entry.value, ["least", "title", "words", "channels"])
    return EscalationRule(
      fact: try fact(entry), least: try number(all("least"), 1...1_000_000), title: try words(all("title")),
      words: try counted(all("words")), channels: try channels(all("channels")))
  }

  static func quiet(_ node: Node?) throws(Problem) -> QuietHours {
    let all = try mapping(node, ["from", "until", "channels"])
    return QuietHours(
      from: try minute(all("from")), until: try minute(all("until")),
      channels: Set(try channels(all("channels"))))
  }

  private static func fact(_ entry: Entry) throws(Problem) -> MessageFact {
    guard let fact = MessageFact(rawValue: entry.name) else {
      let all = MessageFact.allCases.map(\.rawValue).joined(separator: " ")
      throw fault(
        entry.key, zh: "没有“\(entry.name)”；可用：\(all)。", en: "has no \(entry.name); there are \(all).")
    }
    return fact
  }

  private static func channels(_ node: Node?) throws(Problem) -> [MessageChannel] {
    var found: [MessageChannel] = []
    for item in try list(node) {
      guard let channel = item.string.flatMap(MessageChannel.init), !found.contains(channel) else {
        let all = MessageChannel.allCases.map(\.rawValue).joined(separator: " ")
        throw fault(item, zh: "应为其中之一，各写一次：\(all)。", en: "needs some of \(all), each once.")
      }
      found.append(channel)
    }
    return found
  }

  /// Words that tell how many.
  private static func counted(_ node: Node?) throws(Problem) -> Text {
    let words = try words(node)
    guard words.zh.contains("{count}"), words.en.contains("{count}") else {
      throw fault(node, zh: "两种语言里都要有 {count}。", en: "needs {count} in both languages.")
    }
    return words
  }

  /// `07:30`.
  private static func minute(_ node: Node?) throws(Problem) -> Int {
    let told = (node?.string ?? "").split(separator: ":", omittingEmptySubsequences: false)
    let parts = told.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
    guard parts.count == 2, told[1].count == 2, let hour = parts[0], let minute = parts[1],
      (0...23).contains(hour), (0...59).contains(minute)
    else { throw fault(node, zh: "时间写作 \"07:30\"。", en: "needs a time such as \"07:30\".") }
    return hour * 60 + minute
  }

  private static let mostCharacters = 200

  // MARK: plain shapes

  static func root(_ text: String) throws(Problem) -> Node {
    let root: Node?
    do { root = try compose(yaml: text) } catch {
      throw fault(nil, zh: "不是有效的 YAML：\(error)", en: "is no YAML: \(error)")
    }
    guard let root else { throw fault(nil, zh: "是空的。", en: "is empty.") }
    return root
  }

  static func mapping(_ node: Node?, _ keys: [String]) throws(Problem) -> (String) -> Node? {
    var members: [String: Node] = [:]
    for entry in try entries(node) {
      guard keys.contains(entry.name) else {
        throw fault(
          entry.key, zh: "不认识的键“\(entry.name)”；可用：\(keys.joined(separator: " "))。",
          en: "has an unknown \(entry.name); there are \(keys.joined(separator: " ")).")
      }
      members[entry.name] = entry.value
    }
    if let missing = keys.first(where: { members[$0] == nil }) {
      throw fault(node, zh: "缺少 \(missing)。", en: "lacks \(missing).")
    }
    return { members[$0] }
  }

  static func entries(_ node: Node?, mayBeEmpty: Bool = false) throws(Problem) -> [Entry] {
    guard let mapping = node?.mapping, mayBeEmpty || !mapping.isEmpty else {
      throw fault(node, zh: "这里应为“键: 值”的表。", en: "needs keys and values here.")
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard let name = key.string, !entries.contains(where: { $0.name == name }) else {
        throw fault(key, zh: "写了两次，或不是文字。", en: "stands twice, or is no text.")
      }
      entries.append((name, key, value))
    }
    return entries
  }

  static func list(_ node: Node?) throws(Problem) -> [Node] {
    guard let list = node?.sequence else { throw fault(node, zh: "应为列表 [ … ]。", en: "needs a list.") }
    return Array(list)
  }

  static func number(_ node: Node?, _ range: ClosedRange<Int>) throws(Problem) -> Int {
    guard let number = node?.int, range.contains(number) else {
      throw fault(
        node, zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数。",
        en: "needs a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func words(_ node: Node?) throws(Problem) -> Text {
    let members = try mapping(node, ["zh", "en"])
    let told = [members("zh"), members("en")].compactMap { $0 }
    for one in told {
      let text = one.string ?? ""
      guard one.null == nil, text.contains(where: { !$0.isWhitespace }), text.count <= mostCharacters,
        TypedText.seen(text) == text, !text.contains(where: { $0.isNewline || $0 == "\t" })
      else {
        throw fault(
          one, zh: "应为一行文字，最多 \(mostCharacters) 个字，没有看不见的符号。",
          en: "needs one line of at most \(mostCharacters) characters, without signs that nobody sees.")
      }
    }
    return Text(zh: told[0].string ?? "", en: told[1].string ?? "")
  }

  static func fault(_ node: Node?, zh: String, en: String) -> Problem {
    let line = node?.mark.map { "\($0.line)" }
    let name = MessageBook.file
    return Problem(
      "messages.file.invalid", .invalid, zh: "\(name)\(line.map { " 第 \($0) 行" } ?? "")：\(zh)",
      en: "\(name)\(line.map { ", line \($0)" } ?? ""): \(en)",
      details: line.map { ["file": name, "line": $0] } ?? ["file": name])
  }
}
