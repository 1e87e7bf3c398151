// `shouwang quarantine`: the rows that were refused, why, and what to do.

import ArgumentParser
import Assembly
import CarryOver
import Database
import Kernel
import Registry

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "退回的行：文件、行号、列、值和更正办法 / refused rows: file, line, column, value and remedy.",
    discussion: """
      例 / examples:
        shouwang quarantine --store city.sqlite
        shouwang quarantine --store city.sqlite --feed medical --limit 100
        shouwang quarantine --store city.sqlite --place 530602
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "只看这一种文件 / only this kind of sheet.")
  var feed: String?

  @Option(help: "只看这个地方的行；看不出属于哪里的不在其中 / only rows of this place; those that tell none are not.")
  var place: String?

  @Option(help: "最多列出 / at most.")
  var limit: Int = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit 至少为 1 / --limit is 1 at least.") }
  }

  func run() throws {
    try answering(speech) {
      try checkFeed()
      let choice = QuarantineChoice(kinds: feed.map { [$0] }, within: try subtree())
      let database = try store.open()
      let (rows, total) = try database.read { (connection) throws(Problem) -> ([QuarantinedRow], Int) in
        (
          try ImportStore.quarantined(choice, limit: limit, on: connection),
          try ImportStore.quarantinedCount(choice, on: connection)
        )
      }
      if speech.json {
        print(JSONText.array(rows.map(json)))
        return
      }
      for row in rows {
        let kept = row.isKept ? Text(zh: "（已入库）", en: " (taken)")(speech.lang) : ""
        let value = plain(row.maskedValue)
        speech.say(
          Text(
            zh: "\(row.file) 第 \(row.line) 行 \(row.column)“\(value)”\(kept)：\(row.remedy.zh)",
            en: "\(row.file) line \(row.line), \(row.column) “\(value)”\(kept): \(row.remedy.en)"))
      }
      speech.say(
        Text(zh: "共 \(grouped(total)) 行，列出 \(rows.count) 行。", en: "\(rows.count) of \(grouped(total)) rows."))
    }
  }

  private func subtree() throws(Problem) -> ClosedRange<Int64>? {
    guard let place else { return nil }
    guard let code = PlaceCode(place) else { throw AdminDoor.unreadable(place: place) }
    return code.subtree
  }

  private func checkFeed() throws(Problem) {
    let kinds = ["regions", "households", "persons"] + FeedKind.all.map(\.name) + [CarryOver.kind]
    guard let feed, !kinds.contains(feed) else { return }
    let list = kinds.joined(separator: " ")
    throw Problem(
      "program.feed.unknown", .invalid, zh: "没有“\(feed)”这种文件，只有：\(list)。",
      en: "There is no kind of sheet called \(feed); there are \(list).", details: ["feed": feed])
  }

  private func json(_ row: QuarantinedRow) -> String {
    JSONText.object([
      "file": JSONText.quoted(row.file), "kind": JSONText.quoted(row.kind), "line": String(row.line),
      "code": JSONText.quoted(row.code), "column": JSONText.quoted(row.column),
      "value": JSONText.quoted(row.maskedValue),
      "remedy": JSONText.quoted(row.remedy(speech.lang)), "kept": String(row.isKept),
      "place": row.place.map { JSONText.quoted($0.short) } ?? "null",
    ])
  }
}
