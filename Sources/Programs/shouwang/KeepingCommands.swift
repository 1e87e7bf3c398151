// `shouwang erase`, `retention` and `reveal`: what is kept of people, for how long, and who saw it whole.

import Access
import ArgumentParser
import Assembly
import Database
import Foundation
import Kernel
import LedgerTruth
import Operation
import Registry
import Synchronization

struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "永久删除一人或一户的个人信息，事由记入日志 / erase personal values for good; the reason is journalled.",
    discussion: """
      例 / examples:
        shouwang erase --store city.sqlite --person 4711 --reason "本人申请"
        shouwang erase --store city.sqlite --household 5306020000001 --reason "moved away"
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "人的内部编号 / the id of a person.")
  var person: Int64?

  @Option(help: "户编号，其成员一并删除 / the number of a household; its members are erased with it.")
  var household: Int64?

  @Flag(
    help: ArgumentHelp(
      "不重写数据库文件：删除多人时，最后一次不加 / don't write the file anew: for all but the last of several."))
  var quick = false

  @Option(help: "事由，记入日志 / why; it is kept in the journal.")
  var reason: String

  func validate() throws {
    guard (person == nil) != (household == nil) else {
      throw ValidationError("请给出 --person 或 --household 之一 / give --person or --household.")
    }
  }

  func run() throws {
    try answering(speech) {
      let reason = try JournalLook.reason(reason)
      let database = try store.open()
      let act = Settings.act("erase")
      try database.write { (connection) throws(Problem) in
        if let person {
          return try Erasure.erase(
            PersonID(number: person), because: reason, by: act, as: nil, on: connection)
        }
        let number = household ?? 0
        guard let match = try HouseholdQueryStore.byNumber(number, on: connection) else {
          throw Problem(
            "program.household.unknown", .notFound, zh: "没有编号为 \(number) 的户。",
            en: "There is no household \(number).")
        }
        try Erasure.erase(
          household: number, county: match.county, because: reason, by: act, as: nil, on: connection)
        try LedgerIssueStore.eraseWords(ofHousehold: number, county: match.county, on: connection)
      }
      try Erasure.clean(database, isQuick: quick)
      speech.say(
        Text(zh: "已删除，无法恢复。旧备份中仍有，请按保存期限销毁。", en: "Erased. Old backups still hold it; let them expire."))
    }
  }
}

struct RetentionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: "删除超过保存期限的数据，并记入日志 / delete what was kept long enough; journalled.",
    discussion: """
      期限是设置 keep_refused_days、keep_replaced_days、keep_sign_in_days、keep_evidence_days
      （见 shouwang settings）。审计日志不在此删除。
      The periods are settings, see shouwang settings. The journal is never deleted from here.

      例 / example:
        shouwang retention --store city.sqlite --dry-run
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var speech: SpeechOptions

  @Flag(help: "只列出，不删除 / tell, and delete nothing.")
  var dryRun = false

  func run() async throws {
    try await answeringAsync(speech) {
      let periods = try await settings.read().retention
      let database = try store.open()
      let act = Settings.act("retention")
      stopOnInterrupt()
      let lines =
        dryRun
        ? try database.read { (connection) throws(Problem) in
          try Retention.overdue(periods, at: act.at, on: connection)
        }
        : try Retention.run(
          periods, in: database, by: act, as: nil, shouldStop: { stopIsWished.load(ordering: .relaxed) })
      if !dryRun { try database.checkpoint() }
      tell(lines, periods)
      if stopIsWished.load(ordering: .relaxed) { throw ExitCode(interruptedExit) }
    }
  }

  private func tell(_ lines: [(kind: RetainedKind, rows: Int)], _ periods: RetentionPeriods) {
    if speech.json {
      let objects = lines.map { line in
        JSONText.object([
          "kind": JSONText.quoted(line.kind.word), "days": String(line.kind.days(periods)),
          "rows": String(line.rows), "deleted": dryRun ? "false" : "true",
        ])
      }
      return print(JSONText.array(objects))
    }
    for line in lines {
      let (days, rows) = (line.kind.days(periods), grouped(line.rows))
      let name = line.kind.name
      speech.say(
        dryRun
          ? Text(
            zh: "\(name.zh)：保存 \(days) 天，超期 \(rows) 行",
            en: "\(name.en): kept \(days) days, \(rows) rows are older")
          : Text(
            zh: "\(name.zh)：保存 \(days) 天，已删除 \(rows) 行",
            en: "\(name.en): kept \(days) days, \(rows) rows deleted"))
    }
    if stopIsWished.load(ordering: .relaxed) {
      speech.say(Text(zh: "已中断，再次运行即继续。", en: "Interrupted; run it again to go on."))
    }
  }
}

struct RevealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "显示完整的身份证号、电话或账号，事由记入日志 / show a personal number whole; the reason is journalled.",
    discussion: """
      例 / examples:
        shouwang reveal --store city.sqlite --person 4711 --reason "核对银行退票"
        shouwang reveal --store city.sqlite --household 5306020000001 --field phone --reason "call back"
      """)

  enum Field: String, ExpressibleByArgument, CaseIterable { case phone, account }

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "人的内部编号，显示其身份证号 / the id of a person, whose identity number is shown.")
  var person: Int64?

  @Option(help: "户编号 / the number of a household.")
  var household: Int64?

  @Option(help: "电话或账号 / phone or account of the household.")
  var field: Field = .phone

  @Option(help: "事由，记入日志 / why; it is kept in the journal.")
  var reason: String

  func validate() throws {
    guard (person == nil) != (household == nil) else {
      throw ValidationError("请给出 --person 或 --household 之一 / give --person or --household.")
    }
  }

  func run() throws {
    try answering(speech) {
      _ = try JournalLook.reason(reason)
      let database = try store.open()
      let value = try database.write { (connection) throws(Problem) -> String? in
        if let person {
          try note("person \(person)", JournalSubject(person: person), "citizen", on: connection)
          return try PersonalDataStore.revealCitizen(of: PersonID(number: person), on: connection)
        }
        let number = household ?? 0
        guard let match = try HouseholdQueryStore.byNumber(number, on: connection) else {
          throw Problem(
            "program.household.unknown", .notFound, zh: "没有编号为 \(number) 的户。",
            en: "There is no household \(number).")
        }
        try note("household \(number)", JournalSubject(household: number), field.rawValue, on: connection)
        return try PersonalDataStore.reveal(
          field == .phone ? .phone : .account, ofHousehold: number, county: match.county, on: connection)
      }
      print(value ?? Text(zh: "未登记", en: "none given")(speech.lang))
    }
  }

  /// The look is on record before it is answered, in the same transaction.
  private func note(
    _ subject: String, _ about: JournalSubject, _ field: String, on connection: Connection
  ) throws(Problem) {
    try JournalLook.reveal.record(
      Settings.act("reveal"), as: nil, subject: subject, about: about,
      details: JSONText.object(["fields": JSONText.array([JSONText.quoted(field)])]), reason: reason,
      on: connection)
  }
}
