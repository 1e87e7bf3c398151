// A rule of a catalogue that is no file: it waits for data, is kept at the door, or is told by refused rows.

package import Kernel

/// What a rule waits for before it can be written.
package enum AwaitedLedger: String, CaseIterable, Sendable {
  case columns, posts, destitute, insurance, incomeItems = "income_items", villages
  case claims, projects, partnerships, reports, resettlement

  package var title: Text {
    switch self {
    case .columns: Text(zh: "登记表的列", en: "columns of the register")
    case .posts: Text(zh: "公益性岗位台账", en: "the ledger of public-welfare posts")
    case .destitute: Text(zh: "特困供养台账", en: "the ledger of the destitute")
    case .insurance: Text(zh: "参保明细", en: "the details of insurance")
    case .incomeItems: Text(zh: "收入明细", en: "the items of income")
    case .villages: Text(zh: "村级台账", en: "the ledger of villages")
    case .claims: Text(zh: "防贫保理赔台账", en: "the ledger of insurance claims")
    case .projects: Text(zh: "项目台账", en: "the ledger of projects")
    case .partnerships: Text(zh: "双绑台账", en: "the ledger of double binding")
    case .reports: Text(zh: "上报报表", en: "the reports that were sent up")
    case .resettlement: Text(zh: "易地搬迁社区台账", en: "the ledger of resettlement communities")
    }
  }
}

/// An entry of `waiting.yaml`.
package struct UnwrittenRule: Sendable {
  package enum Standing: Sendable {
    /// Its data are not kept yet.
    case waiting(AwaitedLedger)
    /// The store takes no such row: an import refuses it by this code at this column.
    case guarded(refusedAs: String, column: String)
    /// Rows of these feeds that were refused since nobody registered has their number.
    case told(feeds: [String], severity: RuleSeverity, checkWithinDays: Int)

    package var words: Text {
      switch self {
      case .waiting(let ledger): Text(zh: "等待\(ledger.title.zh)", en: "waits for \(ledger.title.en)")
      case .guarded(let code, let column):
        Text(zh: "导入时退回（\(column)：\(code)）", en: "refused at the import (\(column): \(code))")
      case .told(let feeds, _, _):
        Text(
          zh: "由退回的行得知（\(feeds.joined(separator: "、"))）",
          en: "told by refused rows (\(feeds.joined(separator: ", ")))")
      }
    }
  }

  package let code: String
  package let title: Text
  package let standing: Standing
  /// Why it is no file.
  package let reason: Text
}

/// Reads `waiting.yaml`.
struct UnwrittenRuleReader {
  static let file = "waiting.yaml"
  private static let groups = ["waiting", "guarded", "told"]
  private static let common = ["code", "zh", "en", "because"]

  /// **Shape**: in the order of the file.
  func read(_ text: String, _ faults: inout [RuleFault]) -> [(rule: UnwrittenRule, node: RuleNode)] {
    guard let root = RuleNode.read(text, file: UnwrittenRuleReader.file, &faults),
      let groups = root.fields(UnwrittenRuleReader.groups, &faults)
    else { return [] }
    var rules: [(rule: UnwrittenRule, node: RuleNode)] = []
    for (name, read) in readers {
      for node in groups[name]?.list(&faults) ?? [] {
        if let rule = self.rule(node, read.keys, &faults, read.standing) { rules.append(rule) }
      }
    }
    return rules
  }

  private typealias Fields = [String: RuleNode]
  private typealias Reading = (RuleNode, Fields, inout [RuleFault]) -> UnwrittenRule.Standing?

  private var readers: [(String, (keys: [String], standing: Reading))] {
    [
      ("waiting", (["waits_for"], waiting)), ("guarded", (["refused_as", "column"], guarded)),
      ("told", (["feeds", "severity", "check_within_days"], told)),
    ]
  }

  private func rule(
    _ node: RuleNode, _ keys: [String], _ faults: inout [RuleFault], _ standing: Reading
  ) -> (rule: UnwrittenRule, node: RuleNode)? {
    guard let fields = node.fields(UnwrittenRuleReader.common + keys, &faults) else { return nil }
    let codeNode = node.required("code", of: fields, &faults)
    let code = codeNode?.text(&faults)
    let title = node.bothLanguages(of: fields, &faults)
    let reason = node.required("because", of: fields, &faults)?.bothLanguages(&faults)
    let stands = standing(node, fields, &faults)
    guard let codeNode, let code, let title, let reason, let stands else { return nil }
    return (UnwrittenRule(code: code, title: title, standing: stands, reason: reason), codeNode)
  }

  private func waiting(
    _ node: RuleNode, _ fields: Fields, _ faults: inout [RuleFault]
  ) -> UnwrittenRule.Standing? {
    node.required("waits_for", of: fields, &faults)?
      .choice(AwaitedLedger.self, title: \.title, &faults).map { .waiting($0) }
  }

  private func guarded(
    _ node: RuleNode, _ fields: Fields, _ faults: inout [RuleFault]
  ) -> UnwrittenRule.Standing? {
    let code = node.required("refused_as", of: fields, &faults)?.text(&faults)
    let column = node.required("column", of: fields, &faults)?.text(&faults)
    guard let code, let column else { return nil }
    return .guarded(refusedAs: code, column: column)
  }

  private func told(
    _ node: RuleNode, _ fields: Fields, _ faults: inout [RuleFault]
  ) -> UnwrittenRule.Standing? {
    let feeds = node.required("feeds", of: fields, &faults)?.list(&faults).compactMap { $0.text(&faults) }
    let severity = node.required("severity", of: fields, &faults)?
      .choice(of: [RuleSeverity.block, .confirm], title: \.title, &faults)
    let days = node.required("check_within_days", of: fields, &faults)?.number(1...365, &faults)
    guard let feeds, let severity, let days else { return nil }
    return .told(feeds: feeds, severity: severity, checkWithinDays: days)
  }
}
