// A table broken over pages: rows stay whole where they can, heads are repeated, long cells go on.

/// A cell whose lower edge is not reached yet.
private struct OpenCell {
  let cell: Grid.Cell
  /// The row before which it ends.
  let end: Int
  /// Where it begins on this page.
  var start: Double
  /// The first line that is not set yet.
  var line = 0

  /// What is still needed below `top`.
  func needed(below top: Double) -> Double { cell.height(from: line) - (top - start) }
}

/// Sets one table on the pages of a paper, from its `top` on.
struct GridRun {
  private let head: [Grid.Cell]
  private let rows: [[Grid.Cell]]
  private let grid: Grid
  private let layout: PaperLayout
  private var open: [OpenCell] = []
  /// Below the head on a page.
  private var pageTop = 0.0

  init(_ grid: Grid, _ layout: PaperLayout) {
    (self.grid, self.layout) = (grid, layout)
    // A head that leaves no room for rows is told once, as a row.
    let isTall = !grid.head.isEmpty && Grid.height(of: grid.head) > (layout.bottom - layout.margins.top) / 2
    head = isTall ? [] : grid.head
    rows = isTall ? [grid.head] + grid.rows : grid.rows
  }

  mutating func place() {
    let first = rows.first.map(Grid.height) ?? 0
    // A row that no page can hold begins wherever there is room for a line.
    layout.keep(together: headHeight + (first <= roomOnAPage ? first : Grid.leastHeight))
    placeHead()
    for (index, row) in rows.enumerated() {
      if open.isEmpty { keepGroup(from: index) }
      open += row.map { OpenCell(cell: $0, end: index + $0.rows, start: layout.top) }
      placeRow(index)
    }
  }

  private var roomOnAPage: Double { layout.bottom - layout.margins.top - headHeight }

  private var headHeight: Double { head.isEmpty ? 0 : Grid.height(of: head) }

  private mutating func placeHead() {
    let bottom = layout.top + headHeight
    for cell in head {
      var head = OpenCell(cell: cell, end: 0, start: layout.top)
      close(&head, at: bottom, isLast: true)
    }
    layout.top = bottom
    pageTop = bottom
  }

  /// Rows that a cell joins begin on a new page where they would be torn apart and need not be.
  private mutating func keepGroup(from first: Int) {
    var (row, end, height) = (first, first + 1, 0.0)
    while row < end, row < rows.count {
      end = max(end, rows[row].map { row + $0.rows }.max() ?? 0)
      height += Grid.height(of: rows[row])
      row += 1
    }
    if !layout.fits(height), height <= roomOnAPage, layout.top > pageTop { turn() }
  }

  private mutating func placeRow(_ index: Int) {
    var isBroken = false
    while true {
      let ending = open.filter { $0.end == index + 1 }.map { $0.needed(below: layout.top) }.max() ?? 0
      let needed = max(ending, isBroken ? 0 : Grid.height(of: rows[index]))
      // A further page helps only where lines are left; what has none is drawn beyond the edge.
      if layout.fits(needed) || (isBroken && !hasText(above: index + 1)) {
        layout.top += needed
        break
      }
      if isBroken || layout.top <= pageTop {
        // The row is taller than a page.
        layout.top = layout.bottom
        isBroken = true
      }
      turn()
    }
    for position in open.indices where open[position].end == index + 1 {
      close(&open[position], at: layout.top, isLast: true)
    }
    open.removeAll { $0.end == index + 1 }
  }

  /// Whether a cell that ends has lines left; a label that is only told again has none.
  private func hasText(above end: Int) -> Bool {
    open.contains {
      $0.end == end && $0.line < $0.cell.text.lineCount && !($0.cell.isLabel && $0.line == 0)
    }
  }

  /// Ends the page within the table and begins the next one with the head.
  private mutating func turn() {
    for index in open.indices where open[index].start < layout.top {
      close(&open[index], at: layout.top, isLast: false)
    }
    layout.newPage()
    placeHead()
    for index in open.indices { open[index].start = layout.top }
  }

  /// Draws what of a cell stands on this page.
  private func close(_ part: inout OpenCell, at bottom: Double, isLast: Bool) {
    let cell = part.cell
    let (left, width) = (layout.left + grid.left(of: cell), grid.width(of: cell))
    let height = bottom - part.start
    layout.add(.box(left: left, top: part.start, width: width, height: height))
    let padding = PaperMeasure.cellPadding
    let pitch = cell.text.style.pitch
    let rest = cell.text.lineCount - part.line
    let room = Int((height - 2 * padding + 0.001) / pitch)
    let count = isLast ? rest : max(0, min(rest, room))
    var top = cell.foot == nil ? part.start + (height - Double(count) * pitch) / 2 : part.start + padding
    for line in part.line..<part.line + count {
      layout.add(.line(cell.text, line, left: left + padding, top: top))
      top += pitch
    }
    let isWhole = part.line == 0 && count == cell.text.lineCount
    part.line = isWhole && cell.isLabel ? 0 : part.line + count
    if isLast, let foot = cell.foot {
      layout.put(foot, left: left + padding, top: bottom - padding - foot.height)
    }
  }
}
