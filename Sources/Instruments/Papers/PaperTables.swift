// The two kinds of table of a paper: a form to be filled in, and a list that may be long.

/// A table of labels and values. **Shape**: every row fills `columns`, where cells of earlier rows that reach
/// down into it count.
package struct PaperForm: Equatable, Sendable {
  /// How many columns of one width the form is divided into.
  package let columns: Int
  package let rows: [[PaperCell]]

  package init(columns: Int, _ rows: [[PaperCell]]) {
    precondition(columns > 0, "a form has columns")
    (self.columns, self.rows) = (columns, rows)
  }

  /// The first column of every cell. **Shape**: as `rows`.
  /// A row that does not fill its columns, or overfills them, is a fault of the program.
  package var starts: [[Int]] {
    // For every column the row from which on it is free again.
    var free = Array(repeating: 0, count: columns)
    return rows.enumerated().map { row, cells in
      var column = 0
      let starts = cells.map { cell -> Int in
        while column < columns, free[column] > row { column += 1 }
        precondition(column + cell.columns <= columns, "row \(row) of the form is too wide")
        for taken in column..<column + cell.columns { free[taken] = row + cell.rows }
        defer { column += cell.columns }
        return column
      }
      precondition(free.allSatisfy { $0 > row }, "row \(row) of the form has a hole")
      precondition(free.allSatisfy { $0 <= rows.count }, "a cell of row \(row) reaches below the form")
      return starts
    }
  }
}

/// One field of a form.
package struct PaperCell: Equatable, Sendable {
  package enum Kind: Equatable, Sendable { case label, value }
  package enum Edge: Equatable, Sendable { case left, centre, right }

  package let kind: Kind
  package let text: String
  package let columns: Int
  package let rows: Int
  /// At the right lower corner: signature, seal and day of an opinion.
  package var foot = ""
  /// Where nothing is written yet, room for so many lines.
  package var leastLines = 1
  package var edge: Edge

  package static func label(_ text: String, columns: Int = 1, rows: Int = 1) -> PaperCell {
    PaperCell(.label, text, columns: columns, rows: rows, edge: .centre)
  }

  package static func value(
    _ text: String, columns: Int = 1, rows: Int = 1, leastLines: Int = 1, foot: String = "",
    edge: Edge = .left
  ) -> PaperCell {
    var cell = PaperCell(.value, text, columns: columns, rows: rows, edge: edge)
    (cell.leastLines, cell.foot) = (leastLines, foot)
    return cell
  }

  private init(_ kind: Kind, _ text: String, columns: Int, rows: Int, edge: Edge) {
    precondition(columns > 0 && rows > 0, "a cell covers a place of the form")
    (self.kind, self.text, self.columns, self.rows, self.edge) = (kind, text, columns, rows, edge)
  }
}

/// A list of rows under heads that are repeated on every page.
package struct PaperList: Equatable, Sendable {
  package let columns: [PaperColumn]
  /// **Shape**: each as long as `columns`.
  package let rows: [[String]]
  /// Told in the place of rows where there are none.
  package let whenEmpty: String
  /// Set as small as a register, also in a document that is issued: a table of numbers.
  package var isSmall = false

  package init(_ columns: [PaperColumn], _ rows: [[String]], whenEmpty: String = "") {
    precondition(!columns.isEmpty, "a list has columns")
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell a column")
    (self.columns, self.rows, self.whenEmpty) = (columns, rows, whenEmpty)
  }
}

/// One column of a list.
package struct PaperColumn: Equatable, Sendable {
  package let title: String
  /// Its width beside the other columns'.
  package let share: Int
  package let edge: PaperCell.Edge

  package init(_ title: String, share: Int = 10, _ edge: PaperCell.Edge = .left) {
    precondition(share > 0, "a column has a width")
    (self.title, self.share, self.edge) = (title, share, edge)
  }
}
