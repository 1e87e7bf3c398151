// A table of a paper before it is broken over pages: its widths and its cells with their texts in lines.

struct Grid {
  struct Cell {
    let column: Int
    let columns: Int
    let rows: Int
    let text: TextBlock
    /// At the right lower corner.
    let foot: TextBlock?
    let leastHeight: Double
    /// Labels are told again on every page that they reach.
    let isLabel: Bool
  }

  /// Unit: points.
  let widths: [Double]
  let head: [Cell]
  let rows: [[Cell]]

  init(_ form: PaperForm, in layout: PaperLayout) {
    let each = layout.bodyWidth / Double(form.columns)
    let fonts = layout.press.fonts
    widths = Array(repeating: each, count: form.columns)
    head = []
    rows = zip(form.rows, form.starts).map { cells, starts in
      zip(cells, starts).map { cell, start in
        let style = (cell.kind == .label ? fonts.labelStyle : fonts.valueStyle).at(cell.edge)
        let width = each * Double(cell.columns) - 2 * PaperMeasure.cellPadding
        let foot =
          cell.foot.isEmpty ? nil : layout.block(cell.foot, fonts.valueStyle.at(.right), width: width)
        return Cell(
          column: start, columns: cell.columns, rows: cell.rows,
          text: layout.block(cell.text, style, width: width), foot: foot,
          leastHeight: Double(min(cell.leastLines, 20)) * style.pitch, isLabel: cell.kind == .label)
      }
    }
  }

  init(_ list: PaperList, in layout: PaperLayout) {
    let whole = Double(list.columns.map(\.share).reduce(0, +))
    let widths = list.columns.map { layout.bodyWidth * Double($0.share) / whole }
    let fonts = layout.press.fonts
    let (headStyle, rowStyle) = fonts.listStyles(layout.paper.margins, isSmall: list.isSmall)
    func cell(_ text: String, _ style: TypeStyle, _ column: Int, _ columns: Int, isLabel: Bool) -> Cell {
      let width = widths[column..<column + columns].reduce(0, +) - 2 * PaperMeasure.cellPadding
      return Cell(
        column: column, columns: columns, rows: 1, text: layout.block(text, style, width: width), foot: nil,
        leastHeight: style.pitch, isLabel: isLabel)
    }
    self.widths = widths
    head = list.columns.enumerated().map { index, column in
      cell(column.title, headStyle, index, 1, isLabel: true)
    }
    let empty = cell(list.whenEmpty, rowStyle.at(.centre), 0, widths.count, isLabel: false)
    let styles = list.columns.map { rowStyle.at($0.edge) }
    rows =
      list.rows.isEmpty
      ? [[empty]]
      : list.rows.map { texts in
        texts.enumerated().map { index, text in cell(text, styles[index], index, 1, isLabel: false) }
      }
  }

  /// From the left edge of the body. Unit: points.
  func left(of cell: Cell) -> Double { widths[..<cell.column].reduce(0, +) }

  func width(of cell: Cell) -> Double { widths[cell.column..<cell.column + cell.columns].reduce(0, +) }

  /// What a row needs whose cells do not reach down.
  static func height(of row: [Cell]) -> Double {
    row.filter { $0.rows == 1 }.map(\.height).max() ?? leastHeight
  }

  static let leastHeight = PaperMeasure.form * 1.4 + 2 * PaperMeasure.cellPadding
}

extension Grid.Cell {
  /// What the whole cell needs. Unit: points.
  var height: Double { height(from: 0) }

  /// What the cell needs for its lines from one on.
  func height(from line: Int) -> Double {
    let text = Double(text.lineCount - line) * text.style.pitch
    let least = line == 0 ? leastHeight : 0
    return max(text + (foot?.height ?? 0), least) + 2 * PaperMeasure.cellPadding
  }
}
