// Checks the condition, sentences, evidence and cases of a rule against the vocabulary.

import Kernel
import RuleLanguage
import RuleTelling
import RuleValues

struct RuleFinisher {
  let files: [String: String]
  /// Facts, shared parameters and `household` are declared; the rule's own parameters come on top.
  let words: Vocabulary
  let shared: [RuleParameter]
  let factFiles: [FactFile]
  let facts: [Fact]
  let everyParameter: [RuleParameter]

  func finish(_ sheet: RuleSheet, _ faults: inout [RuleFault]) -> Rule? {
    var words = words
    for parameter in sheet.parameters {
      words.variables[parameter.name] = parameter.variable
    }
    words.declareParameters(named: files[sheet.name + "/rule.yaml"] ?? "")
    let condition = files[sheet.name + "/rule.cel"]
    let checked = condition.flatMap { check($0, sheet.name + "/rule.cel", words, &faults) }
    let reader = RuleTemplateReader(vocabulary: words, displays: displays(sheet), facts: factDisplays)
    let zh = reader.read(sheet.zh, &faults)
    let en = reader.read(sheet.en, &faults)
    let evidence = sheet.evidence.compactMap { self.evidence($0, words, &faults) }
    let unread = words.variables.filter { $0.value.type == .dyn }.map(\.key)
    let cases = RuleCaseReader(
      facts: Set(factFiles.map(\.key)), parameters: everyParameter, unread: unread
    )
    .read(files[sheet.name + "/cases.yaml"], file: sheet.name + "/cases.yaml", &faults)
    guard let condition, let checked, let zh, let en else { return nil }
    let needed = closure(checked.fieldsRead)
    let names = parameterNames([checked] + zh.expressions + en.expressions, needed, sheet)
    for parameter in sheet.parameters where !names.contains(parameter.name) {
      faults.append(
        sheet.zh.faultInFile(
          zh: "参数“\(parameter.name)”没有用到。", en: "The parameter \(parameter.name) is never used."))
    }
    return Rule(
      name: sheet.name, order: sheet.order, code: sheet.code, title: sheet.title, kind: sheet.kind,
      severity: sheet.severity, checkWithinDays: sheet.checkWithinDays, cause: sheet.cause,
      version: sheet.version, parameters: sheet.parameters, condition: condition, checked: checked,
      inWords: inWords(checked, words), zh: zh, en: en, evidence: evidence, source: sheet.source,
      cases: cases, facts: needed, parameterNames: names,
      fingerprint: fingerprint(sheet, needed, names))
  }

  private func check(
    _ text: String, _ file: String, _ words: Vocabulary, _ faults: inout [RuleFault]
  ) -> CheckedRule? {
    do {
      return try Checker.check(text, vocabulary: words, expecting: .bool)
    } catch {
      faults += RuleFault.faults(error, in: file, whole: text)
      return nil
    }
  }

  /// Parameters that differ by day or county are named without a value.
  private func inWords(_ checked: CheckedRule, _ words: Vocabulary) -> Text {
    let values = everyParameter.compactMap { parameter in parameter.constant.map { (parameter.name, $0) } }
    return Text(
      sentence(
        of: checked, vocabulary: words, values: Dictionary(values, uniquingKeysWith: { first, _ in first })))
  }

  private func displays(_ sheet: RuleSheet) -> [String: RuleDisplay] {
    var displays: [String: RuleDisplay] = [:]
    for variable in ScreeningVocabulary.variables { displays[variable.name] = variable.display }
    for parameter in shared + sheet.parameters { displays[parameter.name] = parameter.unit.display }
    return displays
  }

  private var factDisplays: [Fact.Key: RuleDisplay] {
    Dictionary(factFiles.map { ($0.key, $0.display) }) { first, _ in first }
  }

  private func evidence(_ node: RuleNode, _ words: Vocabulary, _ faults: inout [RuleFault]) -> String? {
    guard let name = node.text(&faults) else { return nil }
    let checked = try? Checker.check("household." + name, vocabulary: words)
    if case .list(.record)? = checked?.type { return name }
    let household = Self.lists(of: "household", words)
    let lists = household + Self.lists(of: "household.group", words).map { "group." + $0 }
    let near = nearestName(to: name, in: lists)
    faults.append(
      node.fault(
        zh: "农户没有名为“\(name)”的列表\(near.map { "，是否指 \($0)？" } ?? "。")",
        en: "A household has no list \(name)\(near.map { "; did you mean \($0)?" } ?? ".")"))
    return nil
  }

  private static func lists(of row: String, _ words: Vocabulary) -> [String] {
    guard case .record(let record)? = (try? Checker.check(row, vocabulary: words))?.type else { return [] }
    return (words.records[record]?.fields ?? [:]).compactMap { name, field in
      if case .list(.record) = field.type { name } else { nil }
    }
  }

  /// The facts that these fields are or need, each behind those it uses.
  private func closure(_ fields: Set<Fact.Key>) -> [Fact.Key] {
    var wanted = fields
    for fact in facts.reversed() where wanted.contains(fact.key) { wanted.formUnion(fact.uses) }
    return facts.map(\.key).filter(wanted.contains)
  }

  private func parameterNames(_ texts: [CheckedRule], _ needed: [Fact.Key], _ sheet: RuleSheet) -> [String] {
    let known = Set((shared + sheet.parameters).map(\.name))
    let read = closure(texts.reduce(into: Set(needed)) { $0.formUnion($1.fieldsRead) })
    let expressions = texts + facts.filter { read.contains($0.key) }.map(\.checked)
    return expressions.reduce(into: Set<String>()) { $0.formUnion($1.namesRead) }.intersection(known).sorted()
  }

  private func fingerprint(_ sheet: RuleSheet, _ needed: [Fact.Key], _ names: [String]) -> String {
    var paths = [sheet.name + "/rule.cel", sheet.name + "/rule.yaml"]
    paths += factFiles.filter { needed.contains($0.key) }.map(\.file)
    if shared.contains(where: { names.contains($0.name) }) { paths.append("parameters.yaml") }
    var print = RuleFingerprint()
    for path in paths {
      print.add(path)
      print.add(files[path] ?? "")
    }
    return print.text
  }
}

extension RuleNode {
  /// A fault of the whole file.
  func faultInFile(zh: String, en: String) -> RuleFault { RuleFault(file, zh: zh, en: en) }
}
