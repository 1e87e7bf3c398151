// `shouwang wellbeing`: measures of poverty and inequality, of a place or of a plain list of incomes.

import ArgumentParser
import Assembly
import Foundation
import Inequality
import Kernel
import Wellbeing

struct WellbeingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wellbeing",
    abstract: "贫困与不平等测度：FGT、基尼、泰尔、洛伦兹、多维贫困 / measures of poverty and inequality.",
    discussion: """
      例 / examples:
        shouwang wellbeing --store city.sqlite 530627
        shouwang wellbeing --incomes incomes.csv --line 7000 --json
      收入表每行“收入,人数”，收入以元计，为这些人收入之和，可带表头
      A list of incomes has lines of `income,people`: yuan, for all of these people together; a first line of
      names is passed over.
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Argument(help: "地区代码，默认全市 / a place's code, by default the city.")
  var place: String?

  @OptionGroup var day: DayOptions

  @Option(help: ArgumentHelp("只算这份收入表 / a list of incomes instead of a store.", valueName: "file"))
  var incomes: String?

  @Option(help: "收入表的贫困线，元/人 / the line for a list of incomes, yuan a head.")
  var line: Int = 7_000

  func validate() throws {
    guard (1...10_000_000).contains(line) else {
      throw ValidationError("--line 应为 1 至 10000000 的整数 / --line is a number from 1 to 10000000.")
    }
  }

  func run() throws {
    try answering(speech) {
      if let incomes { return tell(try read(incomes)) }
      let measures = try CityResources.measures(try rules.load())
      let database = try store.open()
      let place = try AdminDoor.city(of: database, named: place)
      let survey = try WellbeingSurvey(measures, over: try day.city(of: database))
      tell(survey.measures(of: place), of: place, survey)
    }
  }

  // A list of incomes.

  private func read(_ path: String) throws(Problem) -> Distribution {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        "program.incomes.unreadable", .notFound, zh: "无法读取 \(path)。", en: "\(path) cannot be read.")
    }
    var rows: [Distribution.Row] = []
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 2, let income = Money(cells[0].trimmed), let people = Int64(cells[1].trimmed),
        (0...100_000_000).contains(people)
      else {
        if index == 0 { continue }
        throw Problem(
          "program.incomes.line", .invalid,
          zh: "\(path) 第 \(index + 1) 行“\(line.prefix(60))”应为“收入（元）,人数”。",
          en: "Line \(index + 1) of \(path), \(line.prefix(60)), should be income in yuan, comma, people.",
          details: ["line": String(index + 1)])
      }
      rows.append(.init(income: income.fen, people: people))
    }
    return Distribution(rows)
  }

  private func tell(_ found: Distribution) {
    let poverty = found.poverty(below: Int64(line) * 100)
    let items: [(name: String, value: Double?)] = [
      ("mean", found.mean.map { $0 / 100 }), ("median", found.median.map { $0 / 100 }), ("gini", found.gini),
      ("theil", found.theil?.value), ("headcount", poverty?.headcount), ("gap", poverty?.gap),
      ("severity", poverty?.severity),
    ]
    guard speech.json else {
      for item in items { print("\(item.name)\t\(item.value.map { "\($0)" } ?? "–")") }
      return
    }
    print(
      JSONText.object(
        items.map { ($0.name, $0.value.map { "\($0)" } ?? "null") }
          + [
            ("people", String(found.people)),
            ("lorenz", JSONText.array(found.lorenz(parts: 10).map { "\($0)" })),
          ]))
  }

  // A place of a store.

  private func tell(_ found: WellbeingMeasures, of place: PlaceCode, _ survey: WellbeingSurvey) {
    let lacks = found.lacks.poverty(cutoff: survey.book.cutoff)
    let all: [(String, Double?)] = [
      ("mean", found.mean.map { $0 / 100 }), ("median", found.median.map { $0 / 100 }), ("gini", found.gini),
      ("theil", found.theil?.value), ("between", found.parts?.between), ("within", found.parts?.within),
      ("H", lacks?.headcount), ("A", lacks?.intensity), ("M0", lacks?.adjusted),
    ]
    let lines = found.poverty.map { line in
      (
        line.line.code, line.line.title(speech.lang),
        [line.poverty?.headcount, line.poverty?.gap, line.poverty?.severity]
      )
    }
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }
    if speech.json {
      let lines = lines.map { code, _, values in
        JSONText.object(
          [("line", JSONText.quoted(code))]
            + zip(["headcount", "gap", "severity"], values).map { ($0, number($1)) })
      }
      let dimensions = survey.book.dimensions.indices.map { dimension in
        JSONText.object([
          ("dimension", JSONText.quoted(survey.book.dimensions[dimension].code)),
          ("lacking", number(found.lacks.lacking?[dimension])),
          ("contribution", number(lacks?.contributions[dimension])),
        ])
      }
      return print(
        JSONText.object(
          [
            ("place", JSONText.quoted(place.short)), ("asOf", JSONText.quoted("\(survey.asOf)")),
            ("people", String(found.people)), ("incomeUnknown", String(found.untold.income)),
            ("lacksUnknown", String(found.untold.lacks)),
          ] + all.map { ($0.0, number($0.1)) } + [
            ("lines", JSONText.array(lines)), ("dimensions", JSONText.array(dimensions)),
            ("lorenz", JSONText.array(found.lorenz.map { "\($0)" })),
          ]))
    }
    speech.say(
      Text(
        zh: "\(place.short) 截至 \(survey.asOf)：\(grouped(Int(found.people))) 人",
        en: "\(place.short) as of \(survey.asOf): \(grouped(Int(found.people))) people"))
    for (name, value) in all { print("  \(name)\t\(value.map { "\($0)" } ?? "–")") }
    for (_, title, values) in lines {
      print("  FGT \(title)\t\(values.map { $0.map { "\($0)" } ?? "–" }.joined(separator: "\t"))")
    }
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
