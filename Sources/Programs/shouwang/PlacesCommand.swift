// `shouwang places`: the tree of places with the counts of the last screening.

import ArgumentParser
import Assembly
import Database
import Kernel
import Registry
import Screening

struct PlacesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "places",
    abstract: "区划及其风险户数 / places and their households at risk.",
    discussion: """
      例 / examples:
        shouwang places --store city.sqlite            全市各县 / the counties
        shouwang places --store city.sqlite 530627     镇雄县各乡镇 / the townships of a county
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions

  @Argument(help: "区划代码，默认为市 / a place's code, by default the city's.")
  var code: String?

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      try database.read { (connection) throws(Problem) in
        let run = try ScreeningStore.lastRun(on: connection)
        let day = run?.asOf ?? Settings.today
        let place = try place(asOf: day) { (day) throws(Problem) in
          try PlaceStore.cities(asOf: day, on: connection).first?.code
        }
        guard let own = try PlaceStore.place(place, asOf: day, on: connection) else {
          throw unknown(place.short)
        }
        let children = try PlaceStore.children(of: place, asOf: day, on: connection)
        var lines: [(Place, PlaceCount?)] = []
        for each in children + [own] {
          guard let run else {
            lines.append((each, nil))
            continue
          }
          lines.append((each, try FindingQueryStore.counts(of: each.code, run: run.number, on: connection)))
        }
        tell(lines)
      }
    }
  }

  private func place(asOf day: Day, city: (Day) throws(Problem) -> PlaceCode?) throws(Problem) -> PlaceCode {
    if let code {
      guard let place = PlaceCode(code) else { throw unknown(code) }
      return place
    }
    guard let place = try city(day) else {
      throw Problem(
        "program.places.none", .notFound, zh: "还没有行政区划，请先导入。",
        en: "There are no places yet; import them first.")
    }
    return place
  }

  private func unknown(_ code: String) -> Problem {
    Problem("program.place.unknown", .notFound, zh: "没有代码为 \(code) 的地方。", en: "There is no place \(code).")
  }

  private func tell(_ lines: [(Place, PlaceCount?)]) {
    if speech.json {
      let places = lines.map { place, count in
        JSONText.object([
          "code": JSONText.quoted(place.code.short), "name": JSONText.quoted(place.name),
          "households": String(count?.households ?? 0), "persons": String(count?.persons ?? 0),
          "hit": String(count?.hit ?? 0), "candidates": String(count?.candidates ?? 0),
        ])
      }
      print(JSONText.array(places))
      return
    }
    let heads: [Text] = [
      Text(zh: "地方", en: "place"), Text(zh: "代码", en: "code"), Text(zh: "户", en: "households"),
      Text(zh: "人（在世）", en: "living persons"), Text(zh: "有风险", en: "at risk"),
      Text(zh: "无排除项", en: "candidates"),
    ]
    var rows = [heads.map { $0(speech.lang) }]
    for (place, count) in lines {
      rows.append(
        [plain(place.name), place.code.short]
          + [count?.households, count?.persons, count?.hit, count?.candidates].map { grouped($0 ?? 0) })
    }
    print(TextTable.render(rows, leftColumns: 2), terminator: "")
  }
}
