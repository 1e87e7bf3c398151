// Options that several commands share.

import Access
package import ArgumentParser
import Casework
package import Database
import Evidence
import FieldSync
import Foundation
import Indicators
package import Kernel
import LedgerTruth
import Messages
import Monitoring
import Registry
import Responsibility
import Screening
package import Vault

extension Kernel.Language: ExpressibleByArgument {}

/// The language of sentences and whether to answer in JSON.
package struct SpeechOptions: ParsableArguments {
  @Option(help: "语言 / language: zh, en.")
  package var lang: Kernel.Language = .zh

  @Flag(help: "以 JSON 输出 / answer in JSON.")
  package var json = false

  package init() {}

  package func say(_ text: Text) { print(text(lang)) }
}

/// Where the store is.
package struct StoreOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "数据库文件；默认在数据目录下 / the store; by default city.sqlite in the data folder (SHOUWANG_DATA).",
      valueName: "file"))
  package var store: String?

  @OptionGroup var keyOptions: KeyOptions

  package init() {}

  /// The store's path, its folder made where it is the default one.
  package func path() throws(Problem) -> String {
    if let store { return StoreOptions.followed(store) }
    let folder = Settings.dataFolder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Problem(
        "program.dataFolder", .unavailable, zh: "无法建立数据目录 \(folder)。",
        en: "The data folder \(folder) cannot be made.")
    }
    return folder + "/city.sqlite"
  }

  /// Where links lead: a new store is made there, not in the place of the link.
  private static func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<16 {
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return path }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      path = target.hasPrefix("/") ? target : folder + "/" + target
    }
    return path
  }

  /// Opens the store and brings its schema up to date.
  package func open(creating: Bool = false) throws(Problem) -> Database {
    let path = try path()
    guard creating || FileManager.default.fileExists(atPath: path) else {
      throw Problem(
        "program.store.missing", .notFound,
        zh: "找不到数据库 \(path)。先运行 shouwang import。",
        en: "There is no store at \(path). Run shouwang import first.",
        details: ["store": path])
    }
    let database = try Database(path: path)
    let isNew = try database.read { (connection) throws(Problem) in try !SealStore.hasSecret(on: connection) }
    let file = try KeyFile.of(store: path, named: keyOptions.keys, isNew: isNew)
    if !isNew { try SealStore.unlock(database, with: file.ring) }
    try database.migrate(StoreOptions.migrations)
    if isNew { try SealStore.unlock(database, with: file.ring) }
    let line = ProgressLine(.zh)
    try SealUpgradeStore.run(database) { rows in
      line.show(Text(zh: "封存旧数据：\(grouped(rows)) 行", en: "sealing old data: \(grouped(rows)) rows")(.zh))
    }
    line.clear()
    if let path = file.path { database.followKeys(KeyWatch(path).news) }
    return database
  }

  /// The keys of the store, which there is.
  package func keyFile() throws(Problem) -> KeyFile {
    try KeyFile.of(store: try path(), named: keyOptions.keys, isNew: false)
  }

  /// The keys for a store that is about to be made.
  package func newKeys() throws(Problem) -> KeyRing {
    try KeyFile.of(store: try path(), named: keyOptions.keys, isNew: true).ring
  }

  /// The schema of all rooms.
  package static var migrations: [Migration] {
    AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + CaseworkMigrations.all
      + MonitoringMigrations.all + SavedViewStore.migrations + LedgerTruthMigrations.all
      + EvidenceMigrations.all + IndicatorMigrations.all + ResponsibilityMigrations.all
      + FieldMigrations.all + MessagesMigrations.all
  }
}

/// Days that have not come: what a slip of the pen makes of a year, and what nobody can take back once it
/// counts as the newest.
package struct FutureOptions: ParsableArguments {
  @Flag(help: "允许晚于今天的日期 / allow a day that is later than today.")
  package var future = false

  package init() {}

  /// The day asked for, or today. **Problems**: `program.day.future`.
  package func day(_ day: Day?, option: String, today: Day = Settings.today) throws(Problem) -> Day {
    guard let day else { return today }
    guard day <= today || future else {
      throw Problem(
        "program.day.future", .invalid,
        zh: "\(option) \(day) 晚于今天（\(today)），以后按真实日期的数据会被当作旧数据。请改正日期；确实需要时加上 --future。",
        en:
          "\(option) \(day) is later than today (\(today)); what comes with true days would count as older. "
          + "Correct the day, or add --future where it is meant.",
        details: ["day": "\(day)", "today": "\(today)"])
    }
    return day
  }
}

/// A day written 2025-10-31.
extension Day: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
