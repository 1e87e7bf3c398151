// What stands behind a figure: the households or the rows of a ledger that count in it, a page of them.

import Access
import Database
import Indicators
import Kernel
import Pages
import Registry
import Screening

/// The rows of a ledger of places behind a figure, those of one page.
struct FigureLedger: Sendable {
  let kind: FeedKind
  let total: Int
  var rows: [PlaceLedgerRow] = []
}

extension FigureSheet {
  mutating func readHouseholds(_ look: FigureLook, on connection: Connection) throws(Problem) {
    guard board.book.isOfHouseholds(indicator) else {
      unlisted = Text(
        zh: "这项指标数的是台账条目或公布值，背后没有户。",
        en: "It counts entries of a ledger or is published: no households stand behind it.")
      return
    }
    // Who counted on that day is not known: those who count now are others.
    guard board.counted(indicator, at: place.code).untold != .onlyNow else {
      unlisted = Text(
        zh: "登记册只保留现值，\(board.asOf) 有哪些户无从得知。",
        en: "The register has the present value only: which households counted on \(board.asOf) is not known."
      )
      return
    }
    let all: [CountedHousehold]
    do throws(Problem) {
      all = try look.desk.households(behind: indicator, in: place.code, asOf: board.asOf, on: connection).list
    } catch {
      guard error.kind == .unavailable else { throw error }
      unlisted = Text(
        zh: "正在汇集 \(board.asOf) 的名单，请稍等片刻再刷新。",
        en: "The households of \(board.asOf) are being gathered; please reload in a moment.")
      return
    }
    total = all.count
    let page = min(
      look.view.page, ListPosition(page: 1, pageSize: FigureSheet.pageSize, total: total).pageCount)
    let shown = all.dropFirst((page - 1) * FigureSheet.pageSize).prefix(FigureSheet.pageSize)
    var heads: [Int64: String] = [:]
    for (county, own) in Dictionary(grouping: shown, by: \.place.county) {
      let found = try HouseholdQueryStore.heads(of: own.map(\.number), county: county, on: connection)
      heads.merge(found) { first, _ in first }
    }
    for household in shown {
      households.append(
        try told(household, heads[household.number] ?? "", look, on: connection))
    }
  }

  /// A household as its reader may see it: who has moved out of their sight since has a number alone.
  private func told(
    _ household: CountedHousehold, _ head: String, _ look: FigureLook, on connection: Connection
  ) throws(Problem) -> Household {
    var told = Household(
      place: household.place, number: household.number, head: "", spot: "", isSeen: false,
      more: household.more, less: household.less)
    let home = try HouseholdQueryStore.home(
      county: household.place.county, number: household.number, asOf: board.asOf, on: connection)
    guard let home, look.visitor.sees(home) else { return told }
    let path = try PlaceStore.path(of: household.place, asOf: look.today, on: connection)
      .filter { look.visitor.sees($0.code) }
    (told.isSeen, told.head) = (true, head)
    told.spot = path.suffix(2).map(\.name).joined(separator: " · ")
    return told
  }

  /// The rows of the ledger that count, for who handles the ledger.
  mutating func readLedger(_ look: FigureLook, on connection: Connection) throws(Problem) {
    guard let record = board.book.ledger(of: indicator),
      let kind = FeedKind.all.first(where: { $0.recordType == record }), look.visitor.handles(feed: kind.name)
    else { return }
    let tables = try CityStore.ledgers(asOf: board.asOf, on: connection)
    let counted = try look.desk.evaluator.ledgerRows(
      behind: indicator, in: tables, of: place.code, asOf: board.asOf)
    guard let rows = counted else { return }
    let whole = ListPosition(page: 1, pageSize: FigureSheet.pageSize, total: rows.count)
    let page = min(look.view.page, whole.pageCount)
    let shown = rows.dropFirst((page - 1) * FigureSheet.pageSize).prefix(FigureSheet.pageSize)
    var read = FigureLedger(kind: kind, total: rows.count)
    if let from = shown.first, let until = shown.last {
      let span = try PlaceLedgerStore.rows(
        kind, in: place.code, asOf: board.asOf, limit: until - from + 1, offset: from, on: connection)
      read.rows = shown.map { span[$0 - from] }
    }
    ledger = read
  }
}

extension FigureLook {
  /// By how many of its members a household moved the number.
  private func moved(_ household: FigureSheet.Household) -> String {
    [(household.more, "+"), (household.less, "−")].filter { $0.0 > 0 }.map { "\($1)\($0)" }
      .joined(separator: " ")
  }

  func households(_ sheet: FigureSheet) -> HTML {
    guard seesHouseholds, sheet.ledger == nil else { return HTML() }
    let heading = say("背后的户", "Households behind it")
    if let unlisted = sheet.unlisted {
      return card(heading, id: "households", "<div class=\"inside\"><p>\(unlisted(language))</p></div>")
    }
    guard sheet.total > 0 else {
      return card(
        heading, id: "households",
        emptyState(
          say("没有户计入这项指标", "No household counts in it"),
          say("请看上面的定义，或换一个地区。", "See the definition above, or choose another place.")))
    }
    let isChange = desk.book.isChangeOfRows(sheet.indicator)
    let rows = sheet.households.map { household -> [HTML] in
      let moved: [HTML] = isChange ? ["\(moved(household))"] : []
      guard household.isSeen else {
        return ["–", "\(household.number)", "\(say("已迁出本地", "has moved away since"))"] + moved
      }
      let address = PageAddress.household(county: household.place.county, number: household.number)
      return [
        link(household.head.isEmpty ? String(household.number) : household.head, address),
        "\(household.number)", "\(household.spot)",
      ] + moved
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(say("户主", "Head")), TableColumn(say("户编号", "Number")),
        TableColumn(say("地区", "Place")),
      ] + (isChange ? [TableColumn(say("增减", "Came and went"), isNumber: true)] : []), rows: rows,
      narrow: .becomesCards)
    let further = further(sheet, sheet.total, .households, anchor: "households")
    let hint =
      isChange
      ? say("只列使它变动的户，增减之和即为本数", "only those that moved it; they add up to the number")
      : sheet.board.kept == nil
        ? "" : say("名单按现在的登记列出", "as the register has them now, not as they were kept")
    return card(heading, id: "households", hint: hint, table.html + further)
  }

  /// The other pages of a list; one beyond the last is the last.
  private func further(_ sheet: FigureSheet, _ total: Int, _ unit: Unit, anchor: StaticString) -> HTML {
    let whole = ListPosition(page: 1, pageSize: FigureSheet.pageSize, total: total)
    let position = ListPosition(
      page: min(view.page, whole.pageCount), pageSize: whole.pageSize, total: total)
    return pager(position, unit, language, anchor: anchor) { page in
      .figures(
        .figure(sheet.indicator.code, FigureView(place: view.place, asOf: view.asOf, page: page)))
    }
  }

  /// The rows of the ledger behind a figure, with a way to the ledger itself.
  func ledger(_ sheet: FigureSheet) -> HTML {
    guard let ledger = sheet.ledger else { return HTML() }
    let heading = say("背后的台账条目", "Rows of the ledger behind it")
    let aside = link(
      say("整本台账", "The whole ledger"), .placeLedger(sheet.place.code, ledger.kind.name, page: 1))
    guard ledger.total > 0 else {
      return card(
        heading, id: "ledger", aside: aside,
        emptyState(
          say("没有条目计入这项指标", "No row counts in it"),
          say("请看上面的定义，或换一个地区。", "See the definition above, or choose another place.")))
    }
    let columns = ledger.kind.columns
    let rows = ledger.rows.map { row -> [HTML] in
      let name = row.placeName.isEmpty ? row.place.short : row.placeName
      return ["\(row.record)", link(name, .place(row.place, .plain))]
        + columns.indices.map { "\(row.text($0, of: ledger.kind)?(language) ?? "–")" }
    }
    let table = DenseTable(
      caption: heading,
      columns: [TableColumn(say("编号", "Number")), TableColumn(say("地区", "Place"))]
        + columns.map { TableColumn($0.title(language)) }, rows: rows, narrow: .becomesCards)
    let further = further(sheet, ledger.total, .rows, anchor: "ledger")
    return card(heading, id: "ledger", aside: aside, table.html + further)
  }
}
