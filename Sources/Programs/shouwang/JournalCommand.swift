// `shouwang journal`: what changed the store, and whether anybody touched the record.

import Access
import ArgumentParser
import Database
import Kernel

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "日志：每次改动的记录及其校验 / every change on record, and whether the record is whole.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Flag(help: "只校验 / verify only.")
  var verify = false

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let (entries, broken) = try database.read {
        (connection) throws(Problem) -> ([JournalEntry], JournalBreak?) in
        (try JournalStore.entries(on: connection), try JournalStore.firstBroken(on: connection))
      }
      if !verify, !speech.json {
        for entry in entries {
          print(
            "\(entry.sequence)  \(entry.at)  \(entry.actor)  \(entry.action)  \(entry.subject)  "
              + entry.details
          )
        }
      }
      if let broken {
        throw Problem(
          "program.journal.broken", .conflict, zh: "日志在第 \(broken.sequence) 条处被改动过：\(broken.words.zh)。",
          en: "The journal was altered at entry \(broken.sequence): \(broken.words.en).")
      }
      if speech.json {
        print(json(verify ? [] : entries, count: entries.count))
        return
      }
      speech.say(Text(zh: "日志 \(entries.count) 条，完整。", en: "\(entries.count) entries, whole."))
    }
  }

  private func json(_ entries: [JournalEntry], count: Int) -> String {
    let lines = entries.map {
      JSONText.object([
        "sequence": String($0.sequence), "at": JSONText.quoted("\($0.at)"),
        "actor": JSONText.quoted($0.actor), "action": JSONText.quoted($0.action),
        "subject": JSONText.quoted($0.subject), "details": $0.details,
      ])
    }
    return JSONText.object(["count": String(count), "whole": "true", "entries": JSONText.array(lines)])
  }
}
