// The dense table: numbers right, sticky head, sortable columns, cards on the phone.

import Kernel

/// A column of a table.
package struct TableColumn: Sendable {
  package let title: String
  package let isNumber: Bool
  /// Where a click on the head leads: the same page in the order of this column.
  package let sortAddress: PageAddress?
  package let order: Order?

  /// The order that a table stands in, told at the column that gives it.
  package enum Order: String, Sendable { case ascending, descending }

  package init(_ title: String, isNumber: Bool = false, sortAddress: PageAddress? = nil, order: Order? = nil)
  {
    (self.title, self.isNumber, self.sortAddress, self.order) = (title, isNumber, sortAddress, order)
  }
}

/// A table. **Shape**: every row and the footer have one cell a column; the first cell is the row's heading.
package struct DenseTable: Sendable {
  /// On a narrow screen a table scrolls in its own box, or each row becomes a card.
  package enum Narrow: Sendable { case scrolls, becomesCards }

  package var caption: String
  package var columns: [TableColumn]
  package var rows: [[HTML]]
  package var footer: [HTML]
  package var narrow: Narrow
  /// Part of a link to sort with: where the page stands after it.
  package var anchor: StaticString

  package init(
    caption: String, columns: [TableColumn], rows: [[HTML]], footer: [HTML] = [], narrow: Narrow = .scrolls,
    anchor: StaticString = "main"
  ) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "a row of a table has one cell for every column")
    precondition(footer.isEmpty || footer.count == columns.count, "a footer has one cell for every column")
    (self.caption, self.columns, self.rows) = (caption, columns, rows)
    (self.footer, self.narrow, self.anchor) = (footer, narrow, anchor)
  }

  package var html: HTML {
    let body = rows.map { cells -> HTML in "<tr>\(row(cells))</tr>\n" }
    let foot: HTML = footer.isEmpty ? HTML() : "<tfoot><tr>\(row(footer))</tr></tfoot>"
    let kind: HTML = narrow == .becomesCards ? "dense cards" : "dense"
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(caption)"><table class="\(kind)">
      <caption class="aside">\(caption)</caption>
      <thead><tr>\(columns.map(head))</tr></thead>
      <tbody>\(body)</tbody>\(foot)
      </table></div>
      """
  }

  private func head(_ column: TableColumn) -> HTML {
    let sorted = attribute("aria-sort", column.order?.rawValue)
    let kind = attribute("class", column.isNumber ? "number" : nil)
    guard let address = column.sortAddress else {
      return "<th scope=\"col\"\(kind)>\(column.title)</th>"
    }
    let arrow: HTML =
      switch column.order {
      case .ascending: "<span aria-hidden=\"true\"> ▲</span>"
      case .descending: "<span aria-hidden=\"true\"> ▼</span>"
      case nil: HTML()
      }
    return """
      <th scope="col"\(kind)\(sorted)><a href="\(address.part(anchor))">\(column.title)\(arrow)</a></th>
      """
  }

  private func row(_ cells: [HTML]) -> HTML {
    zip(columns, cells).enumerated().map { index, pair -> HTML in
      let (column, cell) = pair
      guard index > 0 else { return "<th scope=\"row\">\(cell)</th>" }
      let kind = attribute("class", column.isNumber ? "number" : nil)
      let label = attribute("data-label", narrow == .becomesCards ? column.title : nil)
      return "<td\(kind)\(label)>\(cell)</td>"
    }.joined()
  }
}

/// The order of a column after a click on its head: large numbers first, names from the start, then turned.
package func nextOrder(_ current: TableColumn.Order?, isNumber: Bool) -> TableColumn.Order {
  switch current {
  case .ascending: .descending
  case .descending: .ascending
  case nil: isNumber ? .descending : .ascending
  }
}
