// `shouwang erase`: the personal values of a person or a household, gone for good.

import Access
import ArgumentParser
import Assembly
import Database
import Kernel
import LedgerTruth
import Operation
import Registry

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
