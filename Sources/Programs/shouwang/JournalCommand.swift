// `shouwang journal`: what was done, by whom, and whether anybody touched the record.

import Access
import ArgumentParser
import Assembly
import Database
import Kernel

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "日志：每次改动的记录及其校验 / every change on record, and whether the record is whole.",
    subcommands: [
      JournalListCommand.self, JournalVerifyCommand.self, JournalSearchCommand.self,
      JournalAnchorCommand.self,
    ], defaultSubcommand: JournalListCommand.self)
}

/// A page of the journal at a time: it may be long.
private func each(_ database: Database, _ body: (JournalEntry) -> Void) throws -> Int {
  var (count, after): (Int, (Int64, Int64)) = (0, (.min, 0))
  while true {
    let page = try database.read { (connection) throws(Problem) in
      try JournalStore.entries(after: after, limit: 1_000, on: connection)
    }
    page.forEach(body)
    count += page.count
    guard let last = page.last else { return count }
    after = (last.county, last.sequence)
  }
}

func broken(_ found: JournalBreak) -> Problem {
  Problem(
    "program.journal.broken", .conflict,
    zh: "日志在第 \(found.sequence) 条处被改动过（\(found.words.zh)；链 \(found.county)）。",
    en: "The journal was altered at entry \(found.sequence): \(found.words.en) (chain \(found.county)).",
    details: [
      "sequence": String(found.sequence), "county": String(found.county), "fault": found.fault.rawValue,
    ])
}

/// An entry as JSON.
func json(_ entry: JournalEntry) -> String {
  JSONText.object([
    "county": String(entry.county), "sequence": String(entry.sequence), "at": JSONText.quoted("\(entry.at)"),
    "actor": JSONText.quoted(entry.actor), "post": JSONText.quoted(entry.post),
    "client": JSONText.quoted(entry.client), "request": JSONText.quoted(entry.request),
    "action": JSONText.quoted(entry.action), "subject": JSONText.quoted(entry.subject),
    "details": entry.details, "changes": entry.changes.isEmpty ? "null" : entry.changes,
    "reason": JSONText.quoted(entry.reason),
  ])
}

func line(_ entry: JournalEntry) -> String {
  plain(
    "\(entry.sequence)  \(entry.at)  \(entry.actor)  \(entry.action)  \(entry.subject)  \(entry.details)"
      + (entry.changes.isEmpty ? "" : "  " + entry.changes)
      + (entry.reason.isEmpty ? "" : "  " + entry.reason))
}

struct JournalListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出并校验 / list and verify.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Flag(help: "只校验 / verify only.")
  var verify = false

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      if let found = try database.read({ (connection) throws(Problem) in
        try JournalStore.firstBroken(on: connection)
      }) {
        throw broken(found)
      }
      var entries: [String] = []
      let count: Int
      if verify {
        count = Int(
          try database.read { (connection) throws(Problem) in try JournalStore.count(on: connection) })
      } else {
        count = try each(database) { if speech.json { entries.append(json($0)) } else { print(line($0)) } }
      }
      if speech.json {
        print(
          JSONText.object(["count": String(count), "whole": "true", "entries": JSONText.array(entries)]))
      } else {
        speech.say(Text(zh: "日志 \(count) 条，完整。", en: "\(count) entries, whole."))
      }
    }
  }
}

struct JournalSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "按人、户、地方、时间、操作查找，新的在前 / search, the newest first.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Option(help: "人的内部编号 / a person's id.")
  var person: Int64?
  @Option(help: "户的内部编号 / a household's id.")
  var household: Int64?
  @Option(help: "地方代码，含其下各级 / a place and all below it.")
  var place: String?
  @Option(help: "操作者 / who acted.")
  var actor: String?
  @Option(help: "操作，如 post.appoint 或 post / an action or its noun.")
  var action: String?
  @Option(help: "第一天 / the first day.")
  var from: Day?
  @Option(help: "最后一天 / the last day.")
  var to: Day?
  @Option(help: "最多几条 / at most so many.")
  var limit = 50

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      var query = JournalQuery()
      (query.person, query.household, query.actor, query.action) = (person, household, actor, action)
      if let place {
        guard let code = PlaceCode(place) else { throw AdminDoor.unreadable(place: place) }
        query.place = code
      }
      query.from = from.map { $0.instant(minute: 0) }
      query.until = to.map { $0.adding(days: 1).instant(minute: 0) }
      query.limit = limit
      let wanted = query
      let entries = try database.read { (connection) throws(Problem) in
        try JournalQueryStore.entries(wanted, on: connection)
      }
      if speech.json { return print(JSONText.array(entries.map(json))) }
      entries.forEach { print(line($0)) }
      speech.say(Text(zh: "找到 \(entries.count) 条。", en: "\(entries.count) found."))
    }
  }
}
