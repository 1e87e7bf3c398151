// `shouwang rules`: check, list, test and show the rules of a folder.

import ArgumentParser
import Assembly
import Columns
import Kernel
import RuleTelling
import RuleValues
import Rules
import Screening

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "规则：检查、列出、测试、查看 / check, list, test and show rules.",
    subcommands: [Check.self, List.self, Test.self, Show.self, Page.self, ComplaintsCommand.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "检查规则目录，一次列出全部问题 / check a folder; every fault is told at once.")
    @OptionGroup var rules: RulesOptions
    @OptionGroup var speech: SpeechOptions

    func run() throws {
      try answering(speech) {
        let library = try rules.load()
        let slow = try Screener(library).rowByRow
        guard !speech.json else {
          print(library.checkJSON(slow: slow.mapValues { $0(speech.lang) }))
          return
        }
        let (rules, facts, parameters) = (library.rules.count, library.facts.count, library.parameters.count)
        speech.say(
          Text(
            zh: "\(rules) 条规则、\(facts) 个事实、\(parameters) 个参数，全部有效（\(library.fingerprint)）。",
            en:
              "\(rules) rules, \(facts) facts, \(parameters) parameters: all valid (\(library.fingerprint)).")
        )
        for (rule, what) in slow.sorted(by: { $0.key < $1.key }) {
          speech.say(
            Text(zh: "\(rule) 运行较慢：\(what.zh)。", en: "\(rule) runs slowly: \(what.en)."))
        }
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "列出规则 / list the rules.")
    @OptionGroup var rules: RulesOptions
    @OptionGroup var speech: SpeechOptions

    func run() throws {
      try answering(speech) {
        let library = try rules.load()
        guard speech.json else {
          print(library.listText(speech.lang), terminator: "")
          return
        }
        print(
          JSONText.array(
            library.rules.map {
              JSONText.object([
                "name": JSONText.quoted($0.name), "code": JSONText.quoted($0.code),
                "title": JSONText.quoted($0.title(speech.lang)), "kind": JSONText.quoted($0.kind.rawValue),
                "severity": JSONText.quoted($0.severity.rawValue), "version": String($0.version),
                "inWords": JSONText.quoted($0.inWords(speech.lang)),
              ])
            }))
      }
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "运行规则自带的案例 / run the cases that rules carry.")
    @OptionGroup var rules: RulesOptions
    @OptionGroup var speech: SpeechOptions
    @Argument(help: "规则名，默认全部 / a rule's name, by default all.") var name: String?

    func run() throws {
      try answering(speech) {
        let library = try rules.load()
        if let name, library.rule(name) == nil {
          throw Problem(
            "program.rule.unknown", .notFound, zh: "没有规则 \(name)。", en: "There is no rule \(name).")
        }
        let outcomes = library.runCases(of: name)
        if speech.json {
          print(testJSON(outcomes, speech.lang))
        } else {
          print(library.testText(outcomes, speech.lang), terminator: "")
        }
        if outcomes.contains(where: { !$0.passed }) { throw ExitCode.failure }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "查看一条规则 / show one rule.")
    @OptionGroup var rules: RulesOptions
    @OptionGroup var speech: SpeechOptions
    @Argument(help: "规则名或编号 / a rule's name or code.") var name: String
    @Flag(help: "只看规则怎样运行：哪些按列，哪些逐行 / only how it runs: over columns, or row by row.")
    var plan = false

    func run() throws {
      try answering(speech) {
        let library = try rules.load()
        if plan {
          let screener = try Screener(library)
          let text = try screener.planText(name, speech.lang)
          if speech.json {
            print(courseJSON(try screener.course(of: name), speech.lang))
          } else {
            print(text, terminator: "")
          }
          return
        }
        let text = try library.showText(name, speech.lang)
        if speech.json, let rule = library.rule(name) {
          print(ruleJSON(rule, speech.lang))
        } else {
          print(text, terminator: "")
        }
      }
    }
  }

  struct Page: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "生成 docs/RULES.md 的内容 / write the page of all rules to standard output.")
    @OptionGroup var rules: RulesOptions
    @OptionGroup var speech: SpeechOptions

    func run() throws {
      try answering(speech) { print(try rules.load().markdownPage(), terminator: "") }
    }
  }
}

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

struct ComplaintsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complaints",
    abstract: "生成 docs/COMPLAINTS.md 的内容 / write the page of all complaints to standard output.")

  func run() { print(complaintPage(), terminator: "") }
}
