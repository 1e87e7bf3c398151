// `shouwang households`: looking households up, and what may be told of one in public.

import ArgumentParser
import Assembly
import Database
import Kernel
import Registry

struct HouseholdsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "households", abstract: "农户查询 / look households up.",
    subcommands: [HouseholdSearch.self, NoticeCommand.self])
}

struct HouseholdSearch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "按姓名的任意部分或户编号查找 / by any part of a name, also one character, or by number.",
    discussion: """
      例 / examples:
        shouwang households search --store city.sqlite 秀英
        shouwang households search --store city.sqlite 英 --place 530627
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "只在此区划内 / only within this place.")
  var place: String?

  @Option(help: "最多列出 / at most.")
  var limit: Int = 20

  @Argument(help: "姓名的一部分或户编号 / part of a name, or a number.")
  var words: String

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit 至少为 1 / --limit is 1 at least.") }
  }

  func run() throws {
    try answering(speech) {
      let within = try place.asking { (text) throws(Problem) -> PlaceCode in
        guard let code = PlaceCode(text) else {
          throw Problem(
            "program.place.unknown", .notFound, zh: "没有代码为 \(text) 的地方。", en: "There is no place \(text).")
        }
        return code
      }
      let database = try store.open()
      let matches = try database.read { (connection) throws(Problem) -> [HouseholdMatch] in
        if let number = Int64(words) {
          return try HouseholdQueryStore.byNumber(number, on: connection).map { [$0] } ?? []
        }
        return try HouseholdQueryStore.byName(words, within: within, limit: limit, on: connection)
      }
      tell(matches)
    }
  }

  private func tell(_ matches: [HouseholdMatch]) {
    if speech.json {
      let rows = matches.map {
        JSONText.object([
          "household": String($0.number), "place": JSONText.quoted($0.place.short),
          "head": JSONText.quoted($0.head),
          "member": JSONText.quoted($0.member),
        ])
      }
      print(JSONText.array(rows))
      return
    }
    guard !matches.isEmpty else {
      speech.say(Text(zh: "没有找到“\(words)”。", en: "Nothing was found for \(words)."))
      return
    }
    let heads = [
      Text(zh: "户编号", en: "household"), Text(zh: "户主", en: "head"), Text(zh: "成员", en: "member"),
      Text(zh: "村民小组", en: "group"),
    ]
    print(
      TextTable.render(
        [heads.map { $0(speech.lang) }]
          + matches.map { [String($0.number), plain($0.head), plain($0.member), $0.place.short] },
        leftColumns: 4), terminator: "")
  }
}

/// What a public notice may tell of a household.
struct NoticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: "公示时可以公开的内容 / what a public notice may tell of a household.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Flag(help: "隐去姓名中间的字 / hide the middle of the name.")
  var hideMiddle = false

  @Argument(help: "户编号 / the number of the household.")
  var number: Int64

  func run() throws {
    try answering(speech) {
      let today = Settings.today
      let notice = try store.open().read { (connection) throws(Problem) -> PublicNotice? in
        guard let match = try HouseholdQueryStore.byNumber(number, on: connection),
          let record = try HouseholdQueryStore.household(
            county: match.county, number: number, asOf: today, on: connection)
        else { return nil }
        return PublicNotice.of(record, risk: nil, naming: hideMiddle ? .middleHidden : .full, on: today)
      }
      guard let notice else {
        throw Problem(
          "program.household.unknown", .notFound, zh: "没有编号为 \(number) 的户。",
          en: "There is no household \(number).")
      }
      print("\(notice.head) \(notice.place.short)")
    }
  }
}
