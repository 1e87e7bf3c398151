// Reading the files of procedures strictly: all faults of a file together, each with its line.

import Kernel
import Rules

/// One file, by its name in complaints.
struct ProcedureFile {
  var sheet: SheetReader

  init(name: String) { sheet = SheetReader(name) }

  static func read(_ path: String) throws(Problem) -> String {
    do { return try SheetReader.text(of: path) } catch {
      throw Problem(
        "casework.file.unreadable", .unavailable, zh: "无法读取文件 \(path)。",
        en: "The file \(path) cannot be read.", details: ["path": path])
    }
  }

  mutating func days(_ name: String, of members: SheetMembers, _ steps: [String]) -> [String: Int] {
    let days = sheet.members(name, of: members, steps)
    return Dictionary(uniqueKeysWithValues: steps.map { ($0, sheet.number($0, of: days, 1...366)) })
  }

  mutating func share(_ name: String, of members: SheetMembers) -> Share {
    guard let node = sheet.needed(name, of: members) else { return .all }
    if let share = Share(sheet.text(node)) { return share }
    sheet.complain(node, zh: "这里应为分数，如 2/3。", en: "A share such as 2/3 should stand here.")
    return .all
  }

  mutating func lines(_ name: String, of members: SheetMembers) -> [MonitoringLine] {
    var lines: [MonitoringLine] = []
    for node in sheet.list(name, of: members) {
      let line = sheet.members(node, ["year", "yuan", "source"])
      let year = sheet.number("year", of: line, 1949...2200)
      if let last = lines.last, last.year >= year {
        sheet.complain(node, zh: "年份应逐年增大。", en: "Years should rise.")
      }
      lines.append(
        MonitoringLine(
          year: year, amount: Money(yuan: Int64(sheet.number("yuan", of: line, 1...1_000_000))),
          source: sheet.text("source", of: line)))
    }
    return lines
  }

  mutating func groups(_ text: String) -> [MeasureGroup] {
    coded(text).map { code, node in
      let group = sheet.members(node, ["title", "development", "risks"])
      return MeasureGroup(
        code: code, title: sheet.title(of: sheet.members("title", of: group, ["zh", "en"])),
        isDevelopment: sheet.flag("development", of: group), risks: causes("risks", of: group))
    }
  }

  mutating func accounts(_ text: String) -> [IncomeAccount] {
    coded(text).map { code, node in
      if code.first.map({ "ABCDE".contains($0) }) != true {
        sheet.complain(node, zh: "“\(code)”不以 A 到 E 开头。", en: "\(code) does not begin with A to E.")
      }
      return IncomeAccount(code: code, title: sheet.title(of: sheet.members(node, ["zh", "en"])))
    }
  }

  /// The entries of a file that is a mapping of codes.
  private mutating func coded(_ text: String) -> [(key: String, value: RuleNode)] {
    let root = sheet.root(text, nil)
    if root.pairs.isEmpty, let node = root.node, node.isMapping {
      sheet.complain(node, zh: "这里应为“代码: 内容”的表。", en: "Codes and what they stand for should stand here.")
    }
    return root.pairs
  }

  private mutating func causes(_ name: String, of members: SheetMembers) -> [RuleCause] {
    let codes = RuleCause.allCases.map(\.rawValue)
    return sheet.list(name, of: members, 0...codes.count).compactMap { node in
      sheet.known(
        node, codes, zh: "没有这个风险代码；可用：\(codes.joined(separator: " "))",
        en: "There is no such cause; there are \(codes.joined(separator: " "))"
      ).flatMap(RuleCause.init)
    }
  }

  /// **Problems**: `casework.file.invalid`, with all faults.
  func close() throws(Problem) {
    do { try sheet.close() } catch {
      let first = error.faults.first
      var details = ["file": sheet.file, "faults": String(error.faults.count)]
      if let line = first?.line { details["line"] = String(line) }
      throw Problem(
        "casework.file.invalid", .invalid, zh: error.text(.zh), en: error.text(.en), details: details)
    }
  }
}
