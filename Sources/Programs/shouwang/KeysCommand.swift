// `shouwang keys`: which keys seal the store, a newer one, and sealing everything anew under it.

import Access
import ArgumentParser
import Assembly
import Database
import Foundation
import Kernel
import Operation
import Registry
import Synchronization
import Vault

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "密钥：状态、新增、换用、停用 / the keys that seal personal data.",
    discussion: """
      换密钥 / to change keys:
        shouwang keys add --store city.sqlite
        shouwang keys rotate --store city.sqlite
        shouwang keys drop 1 --store city.sqlite
      """,
    subcommands: [Status.self, Add.self, Rotate.self, Drop.self])

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "每个密钥封存了多少值 / how many values each key seals.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var speech: SpeechOptions

    func run() throws {
      try answering(speech) {
        let database = try store.open()
        let file = try store.keyFile()
        let counts = try database.read { (connection) throws(Problem) in
          try SealedValues.counts(on: connection)
        }
        // Also those of keys that the file lacks.
        let numbers = Set(file.ring.keys.map(\.number)).union(counts.keys).sorted()
        if speech.json {
          let keys = numbers.map { number in
            JSONText.object([
              "key": String(number), "values": String(counts[number] ?? 0),
              "missing": String(file.ring.key(number) == nil),
            ])
          }
          print(JSONText.array(keys))
        } else {
          for number in numbers { tell(number, file.ring, counts[number] ?? 0) }
        }
        try database.read { (connection) throws(Problem) in
          try SealedValues.demandOpen(by: file.ring, on: connection)
        }
      }
    }

    private func tell(_ number: UInt8, _ ring: KeyRing, _ values: Int64) {
      var state = Text(zh: "", en: "")
      if ring.key(number) == nil { state = Text(zh: "（密钥文件中没有）", en: " (not in the key file)") }
      if number == ring.current.number { state = Text(zh: "（正在使用）", en: " (in use)") }
      let count = grouped(Int(values))
      speech.say(
        Text(
          zh: "密钥 \(number)：\(count) 个值\(state.zh)", en: "key \(number): \(count) values\(state.en)"))
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "在密钥文件中加一个新密钥，以后用它封存 / add a key that seals from now on.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var speech: SpeechOptions

    func run() throws {
      try answering(speech) {
        let database = try store.open()
        var file = try store.keyFile()
        file.ring = try file.ring.adding(AdminDoor.chance(SecretKey.size))
        try file.write()
        try SealStore.unlock(database, with: file.ring)
        let number = file.ring.current.number
        try database.write { (connection) throws(Problem) in
          try KeysCommand.change("key.add", number, on: connection) { _ in }
        }
        speech.say(
          Text(
            zh: "已加入密钥 \(number)。请再备份密钥文件，然后运行 shouwang keys rotate。",
            en: "Key \(number) was added. Back the key file up again, then run shouwang keys rotate."))
      }
    }
  }

  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "用最新的密钥重新封存全部值；可中断，再次运行即继续 / seal everything anew; may be interrupted.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "每个事务封存多少行 / rows a transaction.")
    var batch: Int = 50_000

    func run() throws {
      try answering(speech) {
        let database = try store.open()
        let number = try store.keyFile().ring.current.number
        stopOnInterrupt()
        let line = ProgressLine(speech.lang)
        let (values, isDone) = try SealedValues.rotate(
          database, batch: max(1, batch), by: Settings.act("keys"), as: nil,
          report: { values in
            line.show(
              Text(zh: "已重新封存 \(grouped(values)) 个值", en: "\(grouped(values)) values sealed anew")(
                speech.lang))
          },
          shouldStop: { stopIsWished.load(ordering: .relaxed) })
        line.clear()
        let count = grouped(values)
        guard isDone else {
          speech.say(
            Text(
              zh: "已中断：\(count) 个值已换用密钥 \(number)，再次运行即继续。",
              en: "Interrupted: \(count) values are sealed by key \(number); run it again to go on."))
          throw ExitCode(interruptedExit)
        }
        speech.say(
          Text(
            zh: "\(count) 个值改用密钥 \(number) 封存，没有剩下的。",
            en: "\(count) values are now sealed by key \(number); none is left."))
      }
    }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "从密钥文件中去掉一个不再使用的密钥 / take a key that seals nothing out of the key file.")
    @OptionGroup var store: StoreOptions
    @OptionGroup var speech: SpeechOptions

    @Argument(help: "密钥编号 / the key's number.")
    var number: UInt8

    func run() throws {
      try answering(speech) {
        let database = try store.open()
        var file = try store.keyFile()
        guard file.ring.key(number) != nil else {
          throw Problem(
            "program.keys.unknown", .notFound, zh: "密钥文件中没有密钥 \(number)。",
            en: "There is no key \(number) in the key file.", details: ["key": String(number)])
        }
        // Nobody else writes meanwhile, so that nothing comes to need the key.
        try database.write { (connection) throws(Problem) in
          try KeysCommand.change("key.drop", number, on: connection) { (connection) throws(Problem) in
            try SealedValues.demandUnused(number, on: connection)
            file.ring = try KeyRing(file.ring.keys.filter { $0.number != number })
          }
          try file.write()
        }
        speech.say(
          Text(
            zh: "已去掉密钥 \(number)。以前的备份仍用它封存：旧备份留多久，旧密钥文件的副本就另处保存多久。",
            en:
              "Key \(number) was taken out. Older backups are still sealed by it: keep a copy of the old key "
              + "file elsewhere for as long as you keep them."))
      }
    }
  }

  fileprivate static func change(
    _ name: String, _ number: UInt8, on connection: Connection, _ step: (Connection) throws(Problem) -> Void
  ) throws(Problem) {
    let command = Command(name, permission: .systemManage, body: String(number))
    _ = try Door.run(command, by: Settings.act("keys"), as: nil, on: connection) {
      (connection) throws(Problem) in
      try step(connection)
      return Outcome(subject: String(number))
    }
  }
}
