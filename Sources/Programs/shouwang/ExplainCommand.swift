// `shouwang explain`: why a household is at risk, down to the rows of the files.

import ArgumentParser
import Assembly
import Database
import Kernel
import Registry
import Rules
import Screening

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "说明一户为何命中：规则、事实、来自哪个文件哪一行 / why a household is found, down to file and line.",
    discussion: """
      例 / example:
        shouwang explain --store city.sqlite 5306020000012 --lang en
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @OptionGroup var day: DayOptions

  @Argument(help: "户编号 / the household's number.")
  var household: Int64

  func run() throws {
    try answering(speech) {
      let library = try rules.load()
      let database = try store.open()
      let (city, files, path) = try database.read {
        (connection) throws(Problem) -> (City, [Int64: String], String) in
        let day = try day.day(on: connection)
        guard let county = try CityStore.county(ofHousehold: household, asOf: day, on: connection) else {
          throw ScreeningProblems.unknownHousehold(household)
        }
        let city = try CityStore.load(
          .household(county: county, number: household), asOf: day, on: connection)
        var files: [Int64: String] = [:]
        for file in try ImportStore.all(on: connection) { files[file.number] = file.name }
        guard city.householdCount == 1, let place = PlaceCode(number: city.places[0]) else {
          throw ScreeningProblems.unknownHousehold(household)
        }
        let names = try PlaceStore.path(of: place, asOf: day, on: connection).map(\.name)
        return (city, files, names.joined(separator: " "))
      }
      let explanation = try Explanation(library, city: city, row: 0)
      if speech.json {
        print(json(explanation, city: city, files: files))
      } else {
        tell(explanation, city, files, path)
      }
    }
  }

  private func tell(_ explanation: Explanation, _ city: City, _ files: [Int64: String], _ path: String) {
    let lang = speech.lang
    print("\(household)  \(plain(path))  \(city.asOf)")
    if explanation.findings.isEmpty {
      speech.say(Text(zh: "没有规则命中。", en: "No rule holds."))
    }
    for finding in explanation.findings {
      let rule = finding.rule
      let kind = Text(
        zh: "（\(rule.kind.title.zh)，\(rule.severity.title.zh)）",
        en: " (\(rule.kind.title.en), \(rule.severity.title.en))")
      print("\n\(rule.code) \(rule.title(lang))\(kind(lang))")
      print("  " + plain(finding.sentence(lang)))
      let basis = Text(zh: "依据规则：", en: "Rule in words: ")(lang)
      print("  " + plain(basis + finding.condition(lang)))
      for reason in finding.reasons { print("    ✓ " + plain(reason.words(lang))) }
      for row in finding.evidence {
        let file = row.importNumber.flatMap { files[$0] }
        let origin = zip2(file, row.line).map { file, line in
          Text(zh: "  ← \(file) 第 \(line) 行", en: "  ← \(file), line \(line)")(lang)
        }
        print("    · " + plain(row.summary()(lang) + (origin ?? "")))
      }
    }
    if !explanation.nearMisses.isEmpty {
      print()
      speech.say(Text(zh: "接近预警的规则", en: "Close to a warning"))
    }
    for near in explanation.nearMisses {
      print("  \(near.rule.code) \(near.rule.title(lang))\n    " + plain(near.sentence(lang)))
    }
    for (rule, reason) in explanation.undecided {
      print(
        "\n\(rule.code) \(rule.title(lang)): " + Text(zh: "无法判断：", en: "cannot be judged: ")(lang)
          + reason(lang))
    }
  }

  private func json(_ explanation: Explanation, city: City, files: [Int64: String]) -> String {
    let lang = speech.lang
    let findings = explanation.findings.map { finding in
      JSONText.object([
        "rule": JSONText.quoted(finding.rule.name), "version": String(finding.rule.version),
        "kind": JSONText.quoted(finding.rule.kind.rawValue),
        "severity": JSONText.quoted(finding.rule.severity.rawValue),
        "sentence": JSONText.quoted(finding.sentence(lang)),
        "ruleInWords": JSONText.quoted(finding.condition(lang)),
        "facts": "{"
          + finding.facts.map { JSONText.quoted($0.name) + ":" + JSONText.quoted($0.value(lang)) }.joined(
            separator: ",")
          + "}",
        "reasons": JSONText.array(finding.reasons.map(reason)),
        "evidence": JSONText.array(finding.evidence.map { evidence($0, files) }),
      ])
    }
    let near = explanation.nearMisses.map { miss in
      JSONText.object([
        "rule": JSONText.quoted(miss.rule.name), "sentence": JSONText.quoted(miss.sentence(lang)),
        "conditions": JSONText.array(miss.conditions.map(missing)),
      ])
    }
    let undecided = explanation.undecided.map {
      JSONText.object(["rule": JSONText.quoted($0.rule.name), "reason": JSONText.quoted($0.reason(lang))])
    }
    return JSONText.object([
      "household": String(household), "asOf": JSONText.quoted(city.asOf.description),
      "findings": JSONText.array(findings), "nearMisses": JSONText.array(near),
      "undecided": JSONText.array(undecided),
    ])
  }

  private func reason(_ reason: ExplainedReason) -> String {
    JSONText.object([
      "words": JSONText.quoted(reason.words(speech.lang)), "condition": JSONText.quoted(reason.source),
    ])
  }

  private func missing(_ condition: NearCondition) -> String {
    JSONText.object([
      "subject": JSONText.quoted(condition.subject(speech.lang)),
      "value": JSONText.quoted(condition.value(speech.lang)),
      "threshold": JSONText.quoted(condition.threshold(speech.lang)),
      "distance": JSONText.quoted(condition.distance(speech.lang)),
      "direction": JSONText.quoted(condition.rises ? "up" : "down"),
      "condition": JSONText.quoted(condition.source),
    ])
  }

  private func evidence(_ row: EvidenceRow, _ files: [Int64: String]) -> String {
    let cells = row.cells.map { JSONText.quoted($0.name) + ":" + JSONText.quoted($0.value(speech.lang)) }
    return JSONText.object([
      "record": JSONText.quoted(row.recordType),
      "file": row.importNumber.flatMap { files[$0] }.map(JSONText.quoted) ?? "null",
      "line": row.line.map(String.init) ?? "null", "cells": "{" + cells.joined(separator: ",") + "}",
    ])
  }
}

/// Both values, or nil where one is missing.
func zip2<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
  guard let first, let second else { return nil }
  return (first, second)
}
