// `shouwang backup`, `restore` and `check`: copies of the store, and a look at the whole of it.

import Access
import ArgumentParser
import Assembly
import Database
import Evidence
import Foundation
import Kernel
import Monitoring
import Operation
import Registry
import Vault

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "备份数据库，不停机，并校验备份 / copy the store while it is in use, and look the copy over.",
    discussion: "密钥不在备份中，请另外保存 / keys are not in a backup: keep them elsewhere.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "备份目录 / the folder of backups.")
  var to: String

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let (path, report) = try Backup.make(of: database, in: to, at: Settings.clock.now())
      // The system's page tells when the last one was made.
      try database.write { (connection) throws(Problem) in
        try BackupRecord.record(path, by: AdminDoor.act(), on: connection)
      }
      tell(report, path, Text(zh: "已备份并校验：\(path)", en: "Backed up and verified: \(path)"), speech)
    }
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "由备份恢复出一个新的数据库 / make a new store of a backup.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "备份文件 / the backup.")
  var from: String

  func run() throws {
    try answering(speech) {
      let path = try store.path()
      let report = try Backup.restore(from, to: path)
      tell(report, path, Text(zh: "已恢复并核对：\(path)", en: "Restored and compared: \(path)"), speech)
      try tryKeys(path)
    }
  }

  /// The store is there whatever comes of it; whether it opens is better known now than at the next start.
  private func tryKeys(_ path: String) throws(Problem) {
    let database = try Database(path: path)
    let isSealed = try database.read { (connection) throws(Problem) in
      try SealStore.hasSecret(on: connection)
    }
    guard isSealed else { return }
    do throws(Problem) {
      let ring = try store.keyFile().ring
      try SealStore.unlock(database, with: ring)
      try database.read { (connection) throws(Problem) in
        try SealedValues.demandOpen(by: ring, on: connection)
      }
      try database.close()
    } catch {
      throw Problem(
        error.code, error.kind,
        zh: "数据库已恢复，但现有密钥打不开它：\(error.message(.zh))请用与备份同一时期的密钥文件（--keys）。",
        en:
          "The store is restored, but the keys at hand do not open it: \(error.message(.en)) Use the key "
          + "file of the time of the backup (--keys).", details: error.details)
    }
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "检查数据库：文件、引用、日志链、计数、监测程序 / check the store: pages, pointers, journal, counts, episodes.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let invariants = MonitoringInvariants(lawAnd: try MonitoringDoor.book())
      let report = try database.read { (connection) throws(Problem) in
        try StoreReport(on: connection) { (connection) throws(Problem) in
          try MonitoringCheck.faults(invariants, on: connection)
            + EvidenceKeepingStore.faults(on: connection)
        }
      }
      try report.demandWhole()
      try database.read { (connection) throws(Problem) in
        try SealedValues.demandOpen(by: connection.sealer().ring, on: connection)
      }
      tell(report, try store.path(), Text(zh: "数据库完好。", en: "The store is whole."), speech)
    }
  }
}

private func tell(_ report: StoreReport, _ path: String, _ sentence: Text, _ speech: SpeechOptions) {
  guard speech.json else {
    let rows = Text(zh: "共 \(report.total) 行", en: "\(report.total) rows")
    return speech.say(Text(zh: "\(sentence.zh)（\(rows.zh)）", en: "\(sentence.en) (\(rows.en))"))
  }
  let rows = report.rows.map { "\(JSONText.quoted($0.table)):\($0.rows)" }.joined(separator: ",")
  print(
    JSONText.object([
      "path": JSONText.quoted(path), "journal": JSONText.quoted(report.journal), "rows": "{\(rows)}",
    ]))
}
