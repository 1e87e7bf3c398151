// `shouwang evidence`: photos and papers that show what was told, from files and into files.

import ArgumentParser
import Assembly
import Casework
import Evidence
import Foundation
import Kernel
import Monitoring

struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "照片和凭据 / photos and papers that show what was told.",
    subcommands: [EvidenceAddCommand.self, EvidenceListCommand.self, EvidenceSaveCommand.self])
}

/// The record that files belong to.
struct TopicOptions: ParsableArguments {
  @Argument(help: "visit, measure, notice, clue, verification.") var kind: String
  @Argument(help: "530602-17") var number: String

  /// **Problems**: `evidence.topic.unknown`.
  func topic() throws -> EvidenceTopic {
    guard let kind = EvidenceKind(rawValue: kind) else {
      throw noChoice(kind, of: "<kind>", among: EvidenceKind.allCases.map(\.rawValue))
    }
    guard let id = EvidenceNumber(number) else { throw EvidenceProblems.unknownTopic }
    return EvidenceTopic(kind, county: id.county, number: id.number)
  }
}

struct EvidenceAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "把文件加到一条记录 / add files to a record.",
    discussion: """
      JPEG、PNG、WebP、PDF；照片里的位置信息会删去。同一文件加两次只存一份。有一份不能收时，其余照收。
      JPEG, PNG, WebP, PDF; positions told in photos are removed. The same file twice is kept once. Where one
      cannot be taken, the others still are.

      例 / example:
        shouwang evidence add visit 530602-17 --note 房屋 house.jpg
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var topic: TopicOptions
  @Option(help: "说明 / what it shows.") var note = ""
  @Argument(help: "文件 / files.") var files: [String]

  func run() throws {
    try answering(speech) {
      let topic = try topic.topic()
      let desk = try MonitoringDoor.monitoring(of: store.open(), store: store).evidence
      var refused: Problem?
      for path in files {
        do throws(Problem) {
          let bytes = try read(path)
          // Each file is a command of its own.
          let id = try desk.add(bytes, note: note, to: topic, by: AdminDoor.act(), as: nil)
          speech.say(Text(zh: "\(path) 已收，编号 \(id)", en: "\(path) is kept as \(id)"))
        } catch {
          if error.kind == .notFound { throw error }
          refused = error
          writeError("\(path): \(error.message(speech.lang))")
        }
      }
      // Each was told beside its file.
      if let refused { throw ExitCode(refused.kind.exitCode) }
    }
  }

  /// **Problems**: `program.input.unreadable`; as a form's file for one that is too large.
  private func read(_ path: String) throws(Problem) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: EvidenceSteps.mostBytes + 1) ?? Data()
    else {
      throw Problem(
        "program.input.unreadable", .unavailable, zh: "无法读取文件 \(path)。",
        en: "The file \(path) cannot be read.",
        details: ["path": path])
    }
    return [UInt8](data)
  }
}

struct EvidenceListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出一条记录的文件 / list the files of a record.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var topic: TopicOptions

  func run() throws {
    try answering(speech) {
      let desk = try MonitoringDoor.monitoring(of: store.open(), store: store).evidence
      let items = try desk.folder(of: topic.topic(), as: nil).items
      if speech.json { return print(JSONText.array(items.map(\.json))) }
      let heads = Text(zh: "编号 种类 KB 日期 上传人 说明", en: "id kind KB on by note")(speech.lang)
      let rows = items.map { item in
        [
          "\(item.id)", item.media.rawValue, grouped(Int((item.size + 1_023) / 1_024)), "\(item.on)", item.by,
          item.note,
        ]
      }
      print(TextTable.render([heads.split(separator: " ").map(String.init)] + rows), terminator: "")
    }
  }
}

struct EvidenceSaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "把一份照片或文件存为文件，记入日志 / write one to a file; journalled.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "530602-5") var number: String
  @Option(name: .customLong("out"), help: "文件 / the file to write.") var path: String?
  @OptionGroup var output: OutputOptions

  func run() throws {
    try answering(speech) {
      if let path { try output.demandRoom(at: path) }
      guard let id = EvidenceNumber(number) else { throw EvidenceProblems.unknown }
      let desk = try MonitoringDoor.monitoring(of: store.open(), store: store).evidence
      let (item, bytes) = try desk.look(at: id, by: AdminDoor.act(), as: nil)
      let path = path ?? item.fileName
      try output.write(bytes, to: path)
      speech.say(Text(zh: "已保存：\(path)", en: "saved: \(path)"))
    }
  }
}
