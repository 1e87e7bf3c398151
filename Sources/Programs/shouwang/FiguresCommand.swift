// `shouwang figures` and `shouwang briefing`: figures computed from people, and what is said of a period.

import Access
import ArgumentParser
import Assembly
import Briefings
import Database
import Entrance
import Figures
import Indicators
import Kernel
import Papers
import Registry
import Screening

struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "指标：由逐户逐人数据算出，与公开数据对照 / figures computed from people, beside those published.",
    discussion: """
      不加 --keep 时不写入任何数据；说不清的写明原因，不写 0。
      Nothing is written without --keep; what cannot be told says why, and is no 0.

      例 / examples:
        shouwang figures --store city.sqlite --as-of 2022-12-31
        shouwang figures --store city.sqlite --place 530627 --json
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var indicators: IndicatorsOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "地区代码，默认全市 / a place's code, by default the city.")
  var place: String?

  @OptionGroup var day: DayOptions

  @Flag(help: "只列有公开值的指标 / only figures that were published.")
  var published = false

  @Flag(help: "把当日全部地区的指标值存档，供看趋势 / keep the values of all places of the day, for trends.")
  var keep = false

  @Flag(help: "已存档的日子也重新存档 / keep a day anew that was kept already.")
  var again = false

  func run() throws {
    try answering(speech) {
      let book = try indicators.load()
      let database = try store.open()
      let place =
        try place.map { (code) throws(Problem) in try known(place: code, in: database) }
        ?? AdminDoor.city(of: database, named: nil)
      try check(in: database)
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      line.show(Text(zh: "读取登记数据…", en: "reading the registry…")(speech.lang))
      let city = try day.city(of: database)
      line.show(Text(zh: "计算指标…", en: "computing the figures…")(speech.lang))
      let counted = try IndicatorEvaluator(book).run(over: city)
      let board = try CockpitDoor.told(counted, keptAt: keep || day.asOf == nil ? nil : place, in: database)
      if keep {
        line.show(Text(zh: "存档指标…", en: "keeping the figures…")(speech.lang))
        _ = try database.write { (connection) throws(Problem) in
          try IndicatorStore.keep(board, by: Settings.act("figures"), as: nil, on: connection)
        }
      }
      line.clear()
      let sheet = book.sheet(of: place, near: city.asOf)
      let lines = board.lines(of: place, beside: sheet).filter { !published || $0.stated != nil }
      tell(lines, of: place, sheet, board)
    }
  }

  /// **Problems**: `figures.day.future`; `figures.day.kept` where a day would be kept anew unasked: what was
  /// printed of it would change.
  private func check(in database: Database) throws(Problem) {
    try CockpitDoor.demandTold(day.asOf, in: database)
    guard keep, !again else { return }
    let kept = try database.read { (connection) throws(Problem) in
      try IndicatorStore.kept(on: day.day(on: connection), at: [], on: connection)
    }
    if let kept { throw FigureProblems.kept(kept.day, on: kept.at.day()) }
  }

  private func tell(
    _ lines: [FigureLine], of place: PlaceCode, _ sheet: ReferenceSheet?, _ board: IndicatorBoard
  ) {
    if speech.json {
      let names: KeyValuePairs = [
        "place": JSONText.quoted(place.short), "asOf": JSONText.quoted(board.asOf.description),
        "keptOn": board.kept.map { JSONText.quoted($0.at.day().description) } ?? "null",
        "figuresVersion": JSONText.quoted(board.book.fingerprint),
        "source": sheet.map { JSONText.quoted($0.source(speech.lang)) } ?? "null",
        "statedAsOf": sheet.map { JSONText.quoted($0.asOf.description) } ?? "null",
        "figures": JSONText.array(lines.map { $0.json(speech.lang) }),
      ]
      return print(JSONText.object(names))
    }
    let heads = [
      Text(zh: "指标", en: "figure"), Text(zh: "单位", en: "unit"), Text(zh: "公开值", en: "published"),
      Text(zh: "计算值", en: "computed"), Text(zh: "差", en: "difference"), Text(zh: "行数", en: "rows"),
      Text(zh: "结论", en: "verdict"),
    ]
    let cells = lines.map { line in
      [
        line.indicator.title(speech.lang), line.indicator.unit.title(speech.lang),
        line.stated.flatMap { $0.value.text($0.decimals) } ?? "–", line.computed ?? "–",
        line.difference?.text(line.stated?.decimals ?? 0) ?? "–", grouped(line.value.rows),
        line.verdict.title(speech.lang),
      ]
    }
    print(TextTable.render([heads.map { $0(speech.lang) }] + cells, leftColumns: 2), terminator: "")
    tellNotes(lines)
    let same = lines.count { $0.verdict == .same }
    let stated = lines.count { $0.stated != nil }
    speech.say(
      Text(
        zh: "\(place.short) 截至 \(board.asOf)：\(lines.count) 项指标，\(stated) 项有公开值，其中 \(same) 项相符。"
          + (board.kept.map { "各值为 \($0.at.day()) 存档值。" } ?? "")
          + (sheet.map { "公开值：\($0.title.zh)，截至 \($0.asOf)。" } ?? ""),
        en: "\(place.short) as of \(board.asOf): \(lines.count) figures, \(stated) published, "
          + "\(same) of them match."
          + (board.kept.map { " They are as kept on \($0.at.day())." } ?? "")
          + (sheet.map { " Published: \($0.title.en), as of \($0.asOf)." } ?? "")))
  }

  private func tellNotes(_ lines: [FigureLine]) {
    for line in lines {
      let notes = [line.remark, line.stated?.note].compactMap(\.self)
      for note in notes { print("  \(line.indicator.title(speech.lang)): \(note(speech.lang))") }
    }
  }
}

struct BriefingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "briefing",
    abstract: "调度材料、部门分析、研判表 / dispatch packs, analyses and judgement sheets of a period.",
    discussion: """
      不写名称时列出可用的材料；已存档（figures --keep）的日子用存档值，否则按当日重新计算。
      Without a name it lists those that there are. Days that were kept are told as kept, others are counted.

      例 / examples:
        shouwang briefing --store city.sqlite
        shouwang briefing dispatch --store city.sqlite --period 2022-M11-12 --pdf pack.pdf --xlsx pack.xlsx
        shouwang briefing judgement --store city.sqlite --place 530627 --period 2022-12 --json
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var indicators: IndicatorsOptions
  @OptionGroup var speech: SpeechOptions

  @Argument(help: "材料名称 / the name of the briefing.") var kind: String?
  @Option(help: "地区代码，默认全市 / a place's code, by default the city.") var place: String?

  @Option(help: "周期，默认最近已结束的 / the period, by default the last one that has ended: 2022-12, 2022-M11-12.")
  var period: String?

  @Option(help: "PDF 文件 / the PDF file to write.") var pdf: String?
  @Option(help: "XLSX 文件 / the workbook to write.") var xlsx: String?
  @OptionGroup var output: OutputOptions

  func run() throws {
    try answering(speech) {
      for path in [pdf, xlsx].compactMap(\.self) { try output.demandRoom(at: path) }
      let (figures, roles) = (try indicators.load(), try AdminDoor.roles())
      let database = try store.open()
      let place = try AdminDoor.city(of: database, named: place)
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      let evaluator = IndicatorEvaluator(figures)
      let desk = try CockpitDoor.briefings(database, figures, roles.subjects) { (day) throws(Problem) in
        line.show(Text(zh: "计算 \(day) 的指标…", en: "counting the figures of \(day)…")(speech.lang))
        let board = try evaluator.run(over: DayOptions.city(asOf: day, of: database))
        return try CockpitDoor.told(board, keptAt: nil, in: database)
      }
      guard let kind else { return list(desk, place) }
      let briefing = try desk.briefing(
        kind, of: place, period, in: speech.lang, today: Settings.today, for: nil)
      line.clear()
      try write(briefing)
    }
  }

  private func list(_ desk: BriefingDesk, _ place: PlaceCode) {
    for kind in desk.kinds(at: place, for: nil) { print("\(kind.code)\t\(kind.title(speech.lang))") }
  }

  private func write(_ briefing: Briefing) throws(Problem) {
    let asking = Asking(AdminDoor.act(), as: nil)
    if let pdf {
      try output.write(try draw(briefing.papers(mark: asking.mark), at: asking.act.at).bytes, to: pdf)
    }
    if let xlsx { try output.write(try briefing.workbook(mark: asking.mark, at: asking.act.at), to: xlsx) }
    if speech.json { return print(briefing.json) }
    print(briefing.plain)
  }
}
