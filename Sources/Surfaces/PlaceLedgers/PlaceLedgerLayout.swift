// The pages of a place's ledgers: all of them with their first rows, and one in pages.

import Kernel
import Pages
import Registry
import Screening

/// A ledger page on its way to its reader.
struct PlaceLedgerLayout {
  let book: PlaceLedgerBook
  /// The ledgers that are the reader's business.
  let kinds: [FeedKind]
  let frame: PageFrame

  private var language: Language { frame.language }
  private var place: Place { book.path[book.path.count - 1] }

  private func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  /// All ledgers.
  func all() -> HTML {
    let filled = book.ledgers.filter { $0.total > 0 }
    let cards = filled.map { ledger -> HTML in
      let rest = ledger.total > ledger.rows.count
      let way = link(say("全部", "All of it"), .placeLedger(place.code, ledger.kind.name, page: 1))
      return card(
        heading(ledger.kind.title), hint: count(ledger.total), aside: rest ? way : HTML(), table(ledger))
    }
    let content: HTML = cards.isEmpty ? nothing() : cards.joined()
    return document(say("\(place.name)的台账", "Ledgers of \(place.name)"), content)
  }

  /// One ledger, a page of it.
  func one(page: Int) -> HTML {
    let ledger = book.ledgers[0]
    let address = { (page: Int) in PageAddress.placeLedger(place.code, ledger.kind.name, page: page) }
    let title = heading(ledger.kind.title)
    let position = ListPosition(page: page, pageSize: PlaceLedgerDesk.pageSize, total: ledger.total)
    var content = table(ledger)
    if ledger.rows.isEmpty {
      let start = Choice(say("从头看起", "From the start"), address(1))
      content =
        ledger.total == 0
        ? nothing()
        : emptyState(
          say("这一页没有内容", "This page is empty"),
          say("台账只有 \(position.pageCount) 页。", "The ledger ends at page \(position.pageCount)."), [start])
    } else {
      content = content + pager(position, .ledgerRows, language, anchor: "rows", address: address)
    }
    let tabs = sectionTabs(
      say("台账", "Ledgers"),
      [Choice(say("全部台账", "All ledgers"), .placeLedgers(place.code))]
        + kinds.map { Choice(heading($0.title), .placeLedger(place.code, $0.name, page: 1)) },
      open: address(1))
    let list = card(title, id: "rows", hint: count(ledger.total), content)
    return document(say("\(place.name)：\(title)", "\(title) of \(place.name)"), tabs + list)
  }

  private func document(_ title: String, _ content: HTML) -> HTML {
    var frame = frame
    frame.title = title
    frame.tab = frame.tabs.map(\.address).first { if case .place = $0 { true } else { false } }
    frame.crumbs =
      book.path.map { Crumb($0.name, .place($0.code, .plain)) }
      + [Crumb(say("台账", "Ledgers"), .placeLedgers(place.code))]
    frame.note = say("本地及下辖各地的记录", "Rows of this place and of all places below it")
    return frame.document("<div class=\"grid\">\(content)</div>")
  }

  /// A name as it stands over something: without the words that a sheet may hold, in English with a capital.
  private func heading(_ name: Text) -> String {
    let words = name(language).prefix { $0 != "（" && $0 != "," }
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private func count(_ rows: Int) -> String { countText(rows, .ledgerRows, language) }

  private func nothing() -> HTML {
    card(
      say("没有记录", "No rows"),
      emptyState(
        say("这里还没有台账记录", "No ledger has a row here"),
        say(
          "导入经营主体、项目、安置点、政策等文件后，记录会列在这里。",
          "Once sheets of firms, projects, sites and policies are imported, their rows are listed here."),
        [Choice(say("返回 \(place.name)", "Back to \(place.name)"), .place(place.code, .plain))]))
  }

  private func table(_ ledger: PlaceLedger) -> HTML {
    let columns = ledger.kind.columns
    // What a row is called stands first.
    let first = columns.firstIndex { if case .name = $0.content { true } else { false } } ?? 0
    let order = [first] + columns.indices.filter { $0 != first }
    var heads = order.map { TableColumn(heading(columns[$0].title), isNumber: isNumber(columns[$0])) }
    heads.insert(TableColumn(say("地区", "Place")), at: 1)
    let rows = ledger.rows.map { row -> [HTML] in
      var cells = order.map { cell(row.text($0, of: ledger.kind)) }
      let name = row.placeName.isEmpty ? row.place.short : row.placeName
      cells.insert(link(name, .place(row.place, .plain)), at: 1)
      return cells
    }
    return DenseTable(
      caption: heading(ledger.kind.title), columns: heads, rows: rows, narrow: .becomesCards
    ).html
  }

  private func isNumber(_ column: FeedKind.Column) -> Bool {
    switch column.content {
    case .money, .yuan, .number: true
    default: false
    }
  }

  private func cell(_ text: Text?) -> HTML {
    text.map { "\($0(language))" } ?? "<span class=\"faint\">–</span>"
  }
}

extension Unit {
  static let ledgerRows = Unit(zh: "条", one: "row", many: "rows")
}
