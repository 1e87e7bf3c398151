// What was done since last month that can have moved a figure: steps in cases, and imports.

import Access
import Database
import Entrance
import Indicators
import Kernel
import Pages
import Registry

/// One thing that was done. **Shape**: without who did it, which is the auditor's to see.
struct FigureMove: Sendable {
  let at: Instant
  let action: String
  let household: Int64?
  let county: Int64
  /// Of an import: the name of its sheet, and how many rows were taken.
  var sheet: (name: String, rows: Int)?
}

extension FigureLook {
  private static let most = 30

  /// Since the first day of last month, the newest first.
  func moves(
    of indicator: Indicator, in place: PlaceCode, on connection: Connection
  ) throws(Problem) -> [FigureMove] {
    let records = desk.book.records(of: indicator)
    let first = today.adding(days: 1 - today.dayOfMonth).adding(months: -1)
    let from = first.instant(minute: 0)
    var moves: [FigureMove] = []
    for (record, noun) in [("Episode", "episode"), ("Measure", "measure")] where records.contains(record) {
      var query = JournalQuery()
      (query.place, query.action, query.from, query.limit) = (place, noun, from, FigureLook.most)
      moves += try JournalQueryStore.entries(query, on: connection).map {
        FigureMove(at: $0.at, action: $0.action, household: $0.about.household, county: $0.county)
      }
    }
    if visitor.mayOpen(.quality) {
      let kinds = Set(
        ["households", "persons"] + FeedKind.all.filter { records.contains($0.recordType) }.map(\.name))
      for file in try ImportStore.all(on: connection)
      where kinds.contains(file.kind) && (file.finishedAt ?? file.startedAt) >= from {
        moves.append(
          FigureMove(
            at: file.finishedAt ?? file.startedAt, action: "import.run", household: nil, county: 0,
            sheet: (file.name, file.counts.accepted)))
      }
    }
    return Array(moves.sorted { $0.at > $1.at }.prefix(FigureLook.most))
  }

  func movesCard(_ moves: [FigureMove]) -> HTML {
    let heading = say("上月以来使它变动的记录", "What moved it since last month")
    guard !moves.isEmpty else {
      let words = say("上月以来没有相关的导入或个案办理。", "No import and no step of a case since last month.")
      return card(heading, id: "moves", "<div class=\"inside\"><p>\(words)</p></div>")
    }
    let rows = moves.map { move -> [HTML] in
      var about: HTML = "–"
      if let household = move.household {
        about = link(String(household), .household(county: move.county, number: household))
      } else if let sheet = move.sheet {
        about = "\(sheet.name) · \(say("接收 \(grouped(sheet.rows)) 行", "\(grouped(sheet.rows)) rows taken"))"
      }
      let words = move.sheet == nil ? actionTitle(move.action, language) : say("导入数据", "took data in")
      return ["<time>\(timeText(move.at))</time>", "\(words)", about]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(say("时间", "When")), TableColumn(say("事项", "What")),
        TableColumn(say("户或文件", "Household or file")),
      ], rows: rows, narrow: .becomesCards)
    return card(
      heading, id: "moves",
      hint: say("列出可能使它变动的事项；由谁办理见审计日志", "what can have moved it; by whom is in the journal"), table.html)
  }
}
