// A rule's own examples: a household in a few lines, and whether the rule must find it.

package import Kernel
import RuleLanguage
import RuleValues

/// One case of `cases.yaml`.
package struct RuleCase: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case hit, nearMiss = "near_miss", missingData = "missing_data"

    package var title: Text {
      switch self {
      case .hit: Text(zh: "命中", en: "hit")
      case .nearMiss: Text(zh: "临界不命中", en: "near miss")
      case .missingData: Text(zh: "缺数据", en: "missing data")
      }
    }
  }

  /// What evaluating the condition comes to; `fault` is a condition that cannot be computed.
  package enum Answer: String, CaseIterable, Sendable {
    case hit, miss, fault

    package var title: Text {
      switch self {
      case .hit: Text(zh: "命中", en: "hit")
      case .miss: Text(zh: "不命中", en: "no hit")
      case .fault: Text(zh: "无法判断", en: "cannot be judged")
      }
    }
  }

  package let title: Text
  package let kind: Kind
  package let expected: Answer
  package let asOf: Day
  /// Parameters set for this case, as texts in their units.
  package let overrides: [String: String]
  package let line: Int
  let household: RuleCaseRow
}

/// A row of a case: its own values, and the rows below it.
struct RuleCaseRow: Sendable {
  let record: String
  var values: [String: Value]
  var lists: [String: [RuleCaseRow]]
  var records: [String: RuleCaseRow]
}

/// Reads `cases.yaml`.
struct RuleCaseReader {
  let facts: Set<Fact.Key>
  let parameters: [RuleParameter]
  /// Names of parameters that have a fault of their own.
  let unread: [String]

  private static let keys = ["kind", "zh", "en", "expect", "as_of", "set", "household"]
  /// The screening day of a case that names none.
  static let standardDay = Day(year: 2025, month: 10, day: 31) ?? .distantFuture

  func read(_ text: String?, file: String, _ faults: inout [RuleFault]) -> [RuleCase] {
    guard let text, let root = RuleNode.read(text, file: file, &faults) else { return [] }
    let known = faults.count
    let cases = root.list(&faults).compactMap { read($0, &faults) }
    for kind in RuleCase.Kind.allCases
    where faults.count == known && !cases.contains(where: { $0.kind == kind }) {
      faults.append(
        RuleFault(
          file, zh: "至少要有一个“\(kind.title.zh)”（\(kind.rawValue)）的用例。",
          en: "At least one case of kind \(kind.rawValue) is needed."))
    }
    return cases
  }

  private func read(_ node: RuleNode, _ faults: inout [RuleFault]) -> RuleCase? {
    guard let fields = node.fields(RuleCaseReader.keys, &faults) else { return nil }
    let kind = node.required("kind", of: fields, &faults)?.choice(RuleCase.Kind.self, title: \.title, &faults)
    let title = node.bothLanguages(of: fields, &faults)
    let expected = fields["expect"].flatMap { $0.choice(RuleCase.Answer.self, title: \.title, &faults) }
    let day =
      fields["as_of"].map { $0.day(&faults) ?? RuleCaseReader.standardDay } ?? RuleCaseReader.standardDay
    let overrides = fields["set"].map { self.overrides($0, &faults) } ?? [:]
    let rows = RuleCaseRows(facts: facts, asOf: day)
    let household = node.required("household", of: fields, &faults).flatMap { rows.household($0, &faults) }
    guard let kind, let title, let household else { return nil }
    guard let answer = expected ?? standard(kind) else {
      faults.append(node.fault(zh: "缺数据的用例要写明 expect。", en: "A case of missing data says what to expect."))
      return nil
    }
    if let contradiction = contradiction(kind, answer, node) { faults.append(contradiction) }
    return RuleCase(
      title: title, kind: kind, expected: answer, asOf: day, overrides: overrides, line: node.line ?? 1,
      household: household)
  }

  private func standard(_ kind: RuleCase.Kind) -> RuleCase.Answer? {
    switch kind {
    case .hit: .hit
    case .nearMiss: .miss
    case .missingData: nil
    }
  }

  private func contradiction(_ kind: RuleCase.Kind, _ answer: RuleCase.Answer, _ node: RuleNode) -> RuleFault?
  {
    guard let standard = standard(kind), standard != answer else { return nil }
    return node.fault(
      zh: "\(kind.rawValue) 的用例不能要求 \(answer.rawValue)。",
      en: "A \(kind.rawValue) can't expect \(answer.rawValue).")
  }

  private func overrides(_ node: RuleNode, _ faults: inout [RuleFault]) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in node.fields(parameters.map(\.name) + unread, &faults) ?? [:] {
      guard let text = value.text(&faults), let unit = parameters.first(where: { $0.name == name })?.unit
      else { continue }
      if unit.value(text) == nil {
        let plain = plainNumber(text)
        faults.append(
          value.fault(
            zh: "“\(text)”不是参数 \(name) 的值\(plain.map { "，请写 \($0)" } ?? "")。",
            en: "\(text) is no value of \(name)\(plain.map { "; write \($0)" } ?? "")."))
      }
      values[name] = text
    }
    return values
  }
}
