// A drawing inside a paper: lines, rectangles and texts as a value, before it is drawn or shown.

/// A chart or a sketch. **Unit**: points from the left upper corner; on a page it is as wide as the body, and
/// everything in it grows or shrinks alike.
package struct PaperDrawing: Equatable, Sendable {
  /// What a thing is drawn in: names, so that paper and screen each take their own ink.
  package enum Tone: String, Equatable, Sendable { case ink, quiet, faint, strong, middle, less }

  package struct Point: Equatable, Sendable {
    package let x: Double
    package let y: Double

    package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  package enum Mark: Equatable, Sendable {
    /// Straight from point to point.
    case path([Point], thickness: Double, Tone)
    case rect(Point, width: Double, height: Double, Tone)
    case dot(Point, radius: Double, Tone)
    /// One line of text; the point lies on its middle, at its left, centre or right.
    case text(String, Point, PaperCell.Edge, size: Double, Tone)
  }

  package let width: Double
  package let height: Double
  package let marks: [Mark]
  /// Below the drawing.
  package let caption: String
  /// The same in words, for who cannot see it.
  package let words: String

  package init(width: Double, height: Double, _ marks: [Mark], caption: String, words: String) {
    precondition(width > 0 && height > 0, "a drawing has a size")
    (self.width, self.height, self.marks) = (width, height, marks)
    (self.caption, self.words) = (caption, words)
  }
}

extension PaperDrawing.Tone {
  var ink: Ink {
    switch self {
    case .ink: .black
    case .quiet: .quiet
    case .faint: Ink(red: 0.82, green: 0.85, blue: 0.88)
    case .strong: Ink(red: 0.11, green: 0.29, blue: 0.51)
    case .middle: Ink(red: 0.33, green: 0.56, blue: 0.77)
    case .less: Ink(red: 0.70, green: 0.42, blue: 0.30)
    }
  }
}

extension PaperLayout {
  /// A drawing and its caption stay on one page.
  func place(_ drawing: PaperDrawing) {
    let scale = bodyWidth / drawing.width
    let caption = block(drawing.caption, press.fonts.labelStyle, width: bodyWidth)
    let height = drawing.height * scale
    keep(together: self.height(of: drawing))
    if !isPageEmpty { self.top += 4 }
    for mark in drawing.marks { place(mark, scale) }
    self.top += height + 2
    put(caption, left: left, top: top)
    top += caption.height + PaperMeasure.form
  }

  /// With its caption.
  func height(of drawing: PaperDrawing) -> Double {
    // Measured alone: its characters are missed once, where it is set.
    let caption = TextBlock(drawing.caption, press.fonts.labelStyle, width: bodyWidth, in: press)
    return drawing.height * bodyWidth / drawing.width + caption.height + PaperMeasure.form
  }

  private func place(_ mark: PaperDrawing.Mark, _ scale: Double) {
    func at(_ point: PaperDrawing.Point) -> (Double, Double) {
      (left + point.x * scale, top + point.y * scale)
    }
    switch mark {
    case .path(let points, let thickness, let tone):
      add(.path(points.map { at($0) }, thickness: thickness * scale, tone.ink))
    case .rect(let point, let width, let height, let tone):
      let (x, y) = at(point)
      add(.fill(left: x, top: y, width: width * scale, height: height * scale, tone.ink))
    case .dot(let point, let radius, let tone):
      let (x, y) = at(point)
      add(.dot(x: x, y: y, radius: radius * scale, tone.ink))
    case .text(let text, let point, let edge, let size, let tone):
      let (x, y) = at(point)
      let style = TypeStyle(
        families: press.fonts.heading, size: size * scale, pitch: size * scale * 1.4, ink: tone.ink)
      let line = block(text, style, width: 2 * bodyWidth)
      let shift: Double =
        switch edge {
        case .left: 0
        case .centre: line.textWidth / 2
        case .right: line.textWidth
        }
      add(.line(line, 0, left: x - shift, top: y - style.pitch / 2))
    }
  }
}
