// One issue of the ledger at the terminal: shown, assigned, corrected, confirmed, rechecked.

import Access
import ArgumentParser
import Assembly
import Kernel
import LedgerTruth
import Rules
import Screening

/// An issue as commands name it.
struct LedgerIssueName: ParsableArguments {
  @Argument(help: ArgumentHelp("问题，如 530627/12 / the issue: county and number.", valueName: "issue"))
  var issue: String

  /// **Problems**: `ledger.issue.unknown`.
  func parts() throws(Problem) -> (county: Int64, number: Int64) {
    let numbers = issue.split(separator: "/").compactMap { Int64($0) }
    guard numbers.count == 2 else { throw LedgerProblems.unknownIssue }
    return (numbers[0], numbers[1])
  }
}

struct LedgerShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一条问题的依据和经过 / one issue: why it stands, and what was done.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var name: LedgerIssueName

  func run() throws {
    let speech = ledger.speech
    try answering(speech) {
      let desk = try ledger.desk()
      let (county, number) = try name.parts()
      let issue = try desk.issue(county: county, number: number, as: nil)
      guard !speech.json else { return print(desk.json(issue, speech.lang)) }
      print(issueLine(issue, desk, speech.lang))
      if let finding = try desk.explained(issue, on: Settings.today) { print(finding.sentence(speech.lang)) }
      print(issue.facts)
      let done: [(Text, LedgerAct?)] = [
        (Text(zh: "交办", en: "assigned"), issue.assignment),
        (Text(zh: "整改", en: "corrected"), issue.fix),
        (Text(zh: "确认", en: "confirmed"), issue.confirmation),
        (Text(zh: "销号", en: "closed"), issue.closure),
      ]
      for (words, act) in done {
        if let act { print("\(words(speech.lang))  \(act.at)  \(act.actor)  \(act.words)") }
      }
    }
  }
}

struct LedgerAssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "交给一个岗位 / give an issue to a post.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var name: LedgerIssueName
  @Option(help: "岗位编号（shouwang admin post list）/ the number of the post.")
  var to: Int64

  func run() throws {
    try changing(ledger) { desk, act in
      let (county, number) = try name.parts()
      return try desk.assign(county: county, number: number, to: PostID(number: to), by: act, as: nil)
    }
  }
}

struct LedgerFixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "填报整改 / tell that an issue is corrected.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var name: LedgerIssueName
  @Option(help: "更正了什么 / what was corrected.")
  var note: String

  func run() throws {
    try changing(ledger) { desk, act in
      let (county, number) = try name.parts()
      return try desk.fix(county: county, number: number, note: note, by: act, as: nil)
    }
  }
}

struct LedgerConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "确认属实（限“核实”级）/ confirm that it is true as it stands.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var name: LedgerIssueName
  @Option(help: "为什么属实 / why it is true.")
  var reason: String

  func run() throws {
    try changing(ledger) { desk, act in
      let (county, number) = try name.parts()
      return try desk.confirm(county: county, number: number, reason: reason, by: act, as: nil)
    }
  }
}

struct LedgerRecheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recheck",
    abstract: "对这一户再运行一次规则 / run the rule again on this household: closes what is gone.")

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var name: LedgerIssueName

  func run() throws {
    try changing(ledger) { desk, act in
      let (county, number) = try name.parts()
      return try desk.recheck(county: county, number: number, by: act, as: nil)
    }
  }
}

private func changing(
  _ ledger: LedgerOptions, _ body: (LedgerDesk, Act) throws -> LedgerIssue
) throws {
  let speech = ledger.speech
  try answering(speech) {
    let desk = try ledger.desk()
    let issue = try body(desk, AdminDoor.act())
    print(speech.json ? desk.json(issue, speech.lang) : issueLine(issue, desk, speech.lang))
  }
}

func issueLine(_ issue: LedgerIssue, _ desk: LedgerDesk, _ language: Language) -> String {
  let about =
    switch issue.subject {
    case .household(let number): String(number)
    case .refusedRow(let importNumber, let line): "\(importNumber):\(line)"
    }
  let words = [
    "\(issue.county)/\(issue.number)", issue.rule, issue.severity.title(language), about, issue.place.short,
    issue.state.title(language), issue.due.description, desk.title(ofRule: issue.rule)(language),
  ]
  return words.joined(separator: "  ")
}
