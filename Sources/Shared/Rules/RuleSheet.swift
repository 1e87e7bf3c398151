// What `rule.yaml` says, before the condition and the sentences are checked.

import Kernel
import RuleLanguage
import RuleValues

struct RuleSheet {
  let name: String
  let order: Int
  let code: String
  /// Where both are written.
  let orderNode: RuleNode
  let codeNode: RuleNode
  let title: Text
  let kind: RuleKind
  let severity: RuleSeverity
  let checkWithinDays: Int
  let cause: RuleCause?
  let version: Int
  let parameters: [RuleParameter]
  let evidence: [RuleNode]
  let zh: RuleNode
  let en: RuleNode
  let source: Text

  private static let keys = [
    "order", "code", "version", "kind", "severity", "check_within_days", "cause", "title", "parameters",
    "evidence", "explanation", "source",
  ]

  init?(_ root: RuleNode, name: String, _ faults: inout [RuleFault]) {
    guard let fields = root.fields(RuleSheet.keys, &faults) else { return nil }
    func entry(_ key: String, _ faults: inout [RuleFault]) -> RuleNode? {
      root.required(key, of: fields, &faults)
    }
    let order = entry("order", &faults)?.number(0...61, &faults)
    let code = entry("code", &faults)?.text(&faults)
    let version = entry("version", &faults)?.number(1...9999, &faults)
    let kind = entry("kind", &faults)?.choice(RuleKind.self, title: \.title, &faults)
    let severities = RuleSeverity.allCases.filter { $0.suits(kind ?? .risk) }
    let severity = entry("severity", &faults)?.choice(of: severities, title: \.title, &faults)
    let days = entry("check_within_days", &faults)?.number(1...365, &faults)
    let title = entry("title", &faults)?.bothLanguages(&faults)
    let source = entry("source", &faults)?.bothLanguages(&faults)
    let cause = fields["cause"].flatMap { $0.choice(RuleCause.self, title: \.title, &faults) }
    if kind == .risk && fields["cause"] == nil { _ = entry("cause", &faults) }
    let sentences = entry("explanation", &faults)
    let explanation = sentences?.fields(["zh", "en"], &faults)
    let zh = explanation.flatMap { sentences?.required("zh", of: $0, &faults) }
    let en = explanation.flatMap { sentences?.required("en", of: $0, &faults) }
    parameters =
      fields["parameters"]?.list(&faults).compactMap { RuleParameter($0, rule: name, &faults) } ?? []
    evidence = fields["evidence"]?.list(&faults) ?? []
    guard let order, let orderNode = fields["order"], let codeNode = fields["code"], let code, let version,
      let kind, let severity, let days, let title, let source, let zh,
      let en
    else { return nil }
    (self.name, self.order, self.code, self.version) = (name, order, code, version)
    (self.orderNode, self.codeNode) = (orderNode, codeNode)
    (self.kind, self.severity, self.checkWithinDays) = (kind, severity, days)
    (self.title, self.source, self.cause, self.zh, self.en) = (title, source, cause, zh, en)
  }
}
