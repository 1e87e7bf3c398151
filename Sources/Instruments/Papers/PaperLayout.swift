// Where everything of one paper stands: its pages, and what is drawn on each.

import CPangoCairo

/// One thing on a page. Unit: points, from the left upper corner of the sheet.
enum Mark {
  case line(TextBlock, Int, left: Double, top: Double)
  /// The outline of a cell.
  case box(left: Double, top: Double, width: Double, height: Double)
  case rule(left: Double, top: Double, width: Double, thickness: Double, Ink)
  case path([(x: Double, y: Double)], thickness: Double, Ink)
  case fill(left: Double, top: Double, width: Double, height: Double, Ink)
  case dot(x: Double, y: Double, radius: Double, Ink)
}

/// The pages of one paper, filled from the top.
final class PaperLayout {
  let paper: Paper
  let press: Press
  let width: Double
  let height: Double
  let margins: PaperMargins
  private(set) var pages: [[Mark]] = [[]]
  private(set) var unknownCount = 0
  /// Where the next thing begins.
  var top: Double

  init(_ paper: Paper, in press: Press) {
    (self.paper, self.press) = (paper, press)
    let isUpright = paper.direction == .upright
    width = isUpright ? PaperMeasure.width : PaperMeasure.height
    height = isUpright ? PaperMeasure.height : PaperMeasure.width
    margins = paper.margins == .official ? PaperMeasure.official : PaperMeasure.working
    top = margins.top
    placeHead()
    for (index, part) in paper.parts.enumerated() {
      // A heading goes to the next page with its drawing, which cannot be broken.
      if part.isHeading, index + 1 < paper.parts.count, case .drawing(let drawing) = paper.parts[index + 1] {
        keep(together: 2 * PaperMeasure.pitch + height(of: drawing))
      }
      place(part)
    }
  }

  var left: Double { margins.left }
  var bottom: Double { height - margins.bottom }
  var bodyWidth: Double { width - margins.left - margins.right }
  var isPageEmpty: Bool { pages[pages.count - 1].isEmpty }

  func add(_ mark: Mark) { pages[pages.count - 1].append(mark) }

  func newPage() {
    pages.append([])
    top = margins.top
  }

  /// Whether so much still has room on the page. A thousandth of a point is not worth a page.
  func fits(_ height: Double) -> Bool { top + height <= bottom + 0.001 }

  /// Begins a new page where what must stay together has no room on this one.
  func keep(together height: Double) {
    if !fits(height), !isPageEmpty { newPage() }
  }

  func block(_ text: String, _ style: TypeStyle, width: Double) -> TextBlock {
    let block = TextBlock(text, style, width: width, in: press)
    unknownCount += block.unknownCount
    return block
  }

  /// Sets running text line by line, over as many pages as it takes.
  func flow(_ text: String, _ style: TypeStyle) {
    let block = block(text, style, width: bodyWidth)
    for index in 0..<block.lineCount {
      keep(together: style.pitch)
      add(.line(block, index, left: left, top: top))
      top += style.pitch
    }
  }

  /// Sets all lines of a text at a place.
  func put(_ block: TextBlock, left: Double, top: Double) {
    for index in 0..<block.lineCount {
      add(.line(block, index, left: left, top: top + Double(index) * block.style.pitch))
    }
  }

  func draw(on page: OpaquePointer, _ surface: OpaquePointer) {
    cairo_pdf_surface_set_size(surface, width, height)
    let watermark = paper.watermark.isEmpty ? nil : Watermark(paper.watermark, over: self)
    for (index, marks) in pages.enumerated() {
      watermark?.draw(on: page)
      for mark in marks { draw(mark, on: page) }
      drawFoot(paper.pageWords(index + 1, of: pages.count), on: page)
      cairo_show_page(page)
    }
  }

  private func draw(_ mark: Mark, on page: OpaquePointer) {
    switch mark {
    case .line(let block, let index, let left, let top): block.draw(index, left: left, top: top, on: page)
    case .box(let left, let top, let width, let height):
      cairo_set_source_rgb(page, 0, 0, 0)
      cairo_set_line_width(page, 0.5)
      cairo_rectangle(page, left, top, width, height)
      cairo_stroke(page)
    case .rule(let left, let top, let width, let thickness, let ink):
      stroke([(left, top), (left + width, top)], thickness, ink, on: page)
    case .path(let points, let thickness, let ink): stroke(points, thickness, ink, on: page)
    case .fill(let left, let top, let width, let height, let ink):
      cairo_set_source_rgb(page, ink.red, ink.green, ink.blue)
      cairo_rectangle(page, left, top, width, height)
      cairo_fill(page)
    case .dot(let x, let y, let radius, let ink):
      cairo_set_source_rgb(page, ink.red, ink.green, ink.blue)
      cairo_arc(page, x, y, radius, 0, 2 * Double.pi)
      cairo_fill(page)
    }
  }

  private func stroke(
    _ points: [(x: Double, y: Double)], _ thickness: Double, _ ink: Ink, on page: OpaquePointer
  ) {
    guard let first = points.first else { return }
    cairo_set_source_rgb(page, ink.red, ink.green, ink.blue)
    cairo_set_line_width(page, thickness)
    cairo_move_to(page, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(page, point.x, point.y) }
    cairo_stroke(page)
  }

  private func drawFoot(_ words: String, on page: OpaquePointer) {
    let style = press.fonts.footStyle
    let top = bottom + PaperMeasure.footDrop - style.pitch / 2
    block(words, style, width: bodyWidth).draw(0, left: left, top: top, on: page)
    guard !paper.formName.isEmpty else { return }
    block(paper.formName, style.at(.left), width: bodyWidth / 3).draw(0, left: left, top: top, on: page)
  }
}

/// The pale words that lie slantwise across every page. They are outlines: as text they would mingle with the
/// rows of tables for whoever copies or searches them.
private struct Watermark {
  private let block: TextBlock
  private let width: Double
  private let height: Double

  init(_ words: String, over layout: PaperLayout) {
    block = layout.block(words, layout.press.fonts.watermarkStyle, width: layout.width * 2)
    (width, height) = (layout.width, layout.height)
  }

  func draw(on page: OpaquePointer) {
    // Outlines weigh some kilobytes: six are enough for any part that is cut out to hold one.
    let (columns, rows) = width < height ? (2, 3) : (3, 2)
    for row in 0..<rows {
      for column in 0..<columns {
        cairo_save(page)
        let across = width * (Double(column) + 0.5) / Double(columns)
        // Every other one lies deeper, so that they cover more of the height.
        let down = height * (Double(row) + (column % 2 == 0 ? 0.35 : 0.75)) / Double(rows)
        cairo_translate(page, across, down)
        cairo_rotate(page, -0.45)
        block.draw(0, left: -block.textWidth / 2, top: -block.style.pitch / 2, asOutlines: true, on: page)
        cairo_restore(page)
      }
    }
  }
}
