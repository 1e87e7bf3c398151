// What `shouwang rules` answers in JSON.

import Columns
import Kernel
import RuleValues
import Rules
import Screening

extension RuleLibrary {
  /// The sums of a folder without faults; `slow` are the rules that run row by row, and what of them.
  func checkJSON(slow: [String: String]) -> String {
    let reasons = slow.sorted { $0.key < $1.key }
      .map { JSONText.quoted($0.key) + ":" + JSONText.quoted($0.value) }
    return JSONText.object([
      "rules": String(rules.count), "facts": String(facts.count), "parameters": String(parameters.count),
      "fingerprint": JSONText.quoted(fingerprint),
      "householdByHousehold": "{" + reasons.joined(separator: ",") + "}",
    ])
  }
}

func testJSON(_ outcomes: [CaseOutcome], _ language: Language) -> String {
  let cases = outcomes.map {
    JSONText.object([
      "rule": JSONText.quoted($0.rule), "line": String($0.case.line),
      "kind": JSONText.quoted($0.case.kind.rawValue), "title": JSONText.quoted($0.case.title(language)),
      "expected": JSONText.quoted($0.case.expected.rawValue), "answer": JSONText.quoted($0.answer.rawValue),
      "passed": String($0.passed), "fault": $0.fault.map { JSONText.quoted($0(language)) } ?? "null",
    ])
  }
  let passed = outcomes.count { $0.passed }
  return JSONText.object([
    "passed": String(passed), "failed": String(outcomes.count - passed), "cases": JSONText.array(cases),
  ])
}

func courseJSON(_ course: Plan.Course, _ language: Kernel.Language) -> String {
  func said(_ words: Wording) -> String { JSONText.quoted(language == .zh ? words.zh : words.en) }
  let parts = course.steps.map {
    JSONText.object([
      "text": JSONText.quoted($0.text), "fact": $0.field.map { JSONText.quoted($0) } ?? "null",
      "record": JSONText.quoted($0.record), "reason": said($0.reason),
      "onlyWhere": JSONText.array($0.conditions.map(said)),
    ])
  }
  return JSONText.object([
    "allRowByRow": String(course.isByRow), "rowByRow": JSONText.array(parts),
  ])
}

func ruleJSON(_ rule: Rule, _ language: Language) -> String {
  JSONText.object([
    "name": JSONText.quoted(rule.name), "code": JSONText.quoted(rule.code),
    "title": JSONText.quoted(rule.title(language)), "kind": JSONText.quoted(rule.kind.rawValue),
    "severity": JSONText.quoted(rule.severity.rawValue), "order": String(rule.order),
    "version": String(rule.version), "fingerprint": JSONText.quoted(rule.fingerprint),
    "cause": rule.cause.map { JSONText.quoted($0.rawValue) } ?? "null",
    "checkWithinDays": String(rule.checkWithinDays), "condition": JSONText.quoted(rule.condition),
    "inWords": JSONText.quoted(rule.inWords(language)),
    "parameters": JSONText.array(rule.parameterNames.map(JSONText.quoted)),
    "facts": JSONText.array(rule.facts.map { JSONText.quoted("\($0)") }),
    "evidence": JSONText.array(rule.evidence.map(JSONText.quoted)),
    "explanation": JSONText.quoted((language == .zh ? rule.zh : rule.en).source),
    "source": JSONText.quoted(rule.source(language)),
  ])
}
