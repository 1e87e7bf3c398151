// What all commands on clues, cases and the month have in common: a store, a language, one act at the faces.

import Access
import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Monitoring
import Outreach

struct CaseOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  /// Does one thing at the faces, as whoever works on the machine itself.
  func act(_ work: (CaseDesk) throws -> Void) throws {
    try answering(speech) { try work(CaseDesk(store, speech)) }
  }
}

/// A word that is none of a closed list, with the list.
func noChoice(_ word: String, of option: String, among all: [String]) -> Problem {
  let list = all.joined(separator: " ")
  return Problem(
    "program.option.choice", .invalid, zh: "\(option)：“\(word)”不在选项中；可用：\(list)。",
    en: "\(option) \(word) is none of these: \(list).", details: ["value": word])
}

/// A store with its faces. It is opened when something of it is first asked for: what is wrong with the words
/// of a command is told before.
final class CaseDesk {
  let speech: SpeechOptions
  let asking = Asking(AdminDoor.act(), as: nil)
  let store: StoreOptions
  private var opened: Database?

  init(_ store: StoreOptions, _ speech: SpeechOptions) { (self.store, self.speech) = (store, speech) }

  var database: Database {
    get throws(Problem) {
      if let opened { return opened }
      let database = try store.open()
      opened = database
      return database
    }
  }

  var monitoring: Monitoring {
    get throws(Problem) { try MonitoringDoor.monitoring(of: database, store: store) }
  }

  var outreach: Outreach {
    get throws(Problem) { try MonitoringDoor.outreach(of: database, store: store) }
  }

  var language: Language { speech.lang }
  func say(_ text: Text) { speech.say(text) }
  func say(_ zh: String, _ en: String) { speech.say(Text(zh: zh, en: en)) }
}
