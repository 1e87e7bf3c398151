// A text broken into lines by Pango, each of which can be drawn at a place of its own.

import CPangoCairo

/// How a text is set.
struct TypeStyle: Equatable, Sendable {
  var families: [String]
  var size: Double
  /// From one baseline to the next. Unit: points.
  var pitch: Double
  var isBold = false
  var ink = Ink.black
  var edge = PaperCell.Edge.left
  /// How far the first line of each paragraph is set in. Unit: points.
  var indent = 0.0
  /// Whether full lines reach from edge to edge.
  var isJustified = false
}

/// A text of one style and width. Not shared between threads; lives no longer than its press.
final class TextBlock {
  let style: TypeStyle
  let lineCount: Int
  /// Characters for which no typeface of the machine has a shape.
  let unknownCount: Int
  private let layout: OpaquePointer
  private let width: Double
  private let bytes: [UInt8]

  /// Breaks `text` into lines of at most `width` points; an empty text is one empty line.
  init(_ text: String, _ style: TypeStyle, width: Double, in press: Press) {
    (self.style, self.width) = (style, width)
    let layout: OpaquePointer = pango_layout_new(press.context)
    let bytes = TextBlock.printable(text)
    bytes.withUnsafeBytes { raw in
      pango_layout_set_text(layout, raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count))
    }
    (self.layout, self.bytes) = (layout, bytes)
    pango_layout_set_font_description(layout, press.description(of: style))
    // A word that is wider than its cell is broken where it must be.
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_width(layout, TextBlock.units(max(width, 1)))
    pango_layout_set_indent(layout, TextBlock.units(style.indent))
    lineCount = Int(pango_layout_get_line_count(layout))
    unknownCount = Int(pango_layout_get_unknown_glyphs_count(layout))
    if style.isJustified { for index in 0..<lineCount { fill(index) } }
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  var height: Double { Double(lineCount) * style.pitch }

  /// The widest line. Unit: points.
  var textWidth: Double {
    (0..<lineCount).map { lineWidth(line($0)) + indent(line($0)) }.max() ?? 0
  }

  /// Draws one line into the strip of `pitch` below `top`; as outlines it cannot be taken out as text.
  func draw(_ index: Int, left: Double, top: Double, asOutlines: Bool = false, on page: OpaquePointer) {
    let line = line(index)
    let free = width - lineWidth(line)
    let shift =
      switch style.edge {
      case .left: indent(line)
      case .centre: max(0, free / 2)
      case .right: max(0, free)
      }
    // The middle of a Chinese character lies 0.38 of its size above the baseline.
    let baseline = top + style.pitch / 2 + style.size * 0.38
    cairo_set_source_rgb(page, style.ink.red, style.ink.green, style.ink.blue)
    cairo_move_to(page, left + shift, baseline)
    if asOutlines {
      pango_cairo_layout_line_path(page, line)
      cairo_fill(page)
    } else {
      pango_cairo_show_layout_line(page, line)
    }
  }

  private func line(_ index: Int) -> UnsafeMutablePointer<PangoLayoutLine> {
    guard let line = pango_layout_get_line(layout, Int32(index)) else {
      preconditionFailure("a block draws the lines it has")
    }
    return line
  }

  private func lineWidth(_ line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
    var extent = PangoRectangle()
    pango_layout_line_get_extents(line, nil, &extent)
    return Double(extent.width) / Double(PANGO_SCALE)
  }

  private func indent(_ line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
    pango_layout_line_is_paragraph_start(line) != 0 ? style.indent : 0
  }

  private static func units(_ points: Double) -> Int32 { Int32((points * Double(PANGO_SCALE)).rounded()) }

  /// The text without what has no shape: control characters are left out, a tab is a space.
  private static func printable(_ text: String) -> [UInt8] {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": kept.append(scalar)
      case "\t": kept.append(" ")
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}": continue
      default: kept.append(scalar)
      }
    }
    return Array(String(kept).utf8)
  }
}

// Pango widens only the spaces of a line that has any; a Chinese line must widen the gaps between its
// characters.
extension TextBlock {
  /// Widens the gaps of a line that another one of its paragraph follows.
  private func fill(_ index: Int) {
    guard index + 1 < lineCount, pango_layout_line_is_paragraph_start(line(index + 1)) == 0 else { return }
    let line = line(index)
    let missing = width - indent(line) - lineWidth(line)
    let gaps = gaps(of: line)
    // A line with few gaps and much to fill would be torn apart.
    guard missing > 0, !gaps.isEmpty, missing / Double(gaps.count) < style.size * 0.6 else { return }
    let whole = Int(TextBlock.units(missing))
    for (number, glyph) in gaps.enumerated() {
      let share = whole * (number + 1) / gaps.count - whole * number / gaps.count
      glyph.pointee.geometry.width += PangoGlyphUnit(share)
    }
  }

  /// The glyphs after which a line may be widened: beside a Chinese character or sign, and spaces.
  private func gaps(of line: UnsafeMutablePointer<PangoLayoutLine>) -> [UnsafeMutablePointer<PangoGlyphInfo>]
  {
    var ends: [(glyph: UnsafeMutablePointer<PangoGlyphInfo>, byte: Int)] = []
    var node = line.pointee.runs
    while let run = node {
      if let data = run.pointee.data {
        let item = data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
        let start = Int(item.item.pointee.offset)
        let glyphs = item.glyphs.pointee
        for glyph in 0..<Int(glyphs.num_glyphs) {
          let byte = start + Int(glyphs.log_clusters[glyph])
          // Only the last glyph of a cluster is widened.
          if ends.last?.byte == byte { ends.removeLast() }
          ends.append((glyphs.glyphs + glyph, byte))
        }
      }
      node = run.pointee.next
    }
    return zip(ends, ends.dropFirst()).filter { end, next in
      !isRaised(next.byte) && (isWide(end.byte) || isWide(next.byte) || bytes[end.byte] == 0x20)
    }.map(\.0.glyph)
  }

  /// Whether a raised figure or its bracket stands there, or the joiner before it: `⁽¹⁾` is one with its word.
  private func isRaised(_ byte: Int) -> Bool {
    switch bytes[byte] {
    case 0xC2: byte + 1 < bytes.count && [0xB2, 0xB3, 0xB9].contains(bytes[byte + 1])
    case 0xE2: byte + 1 < bytes.count && bytes[byte + 1] == 0x81 && bytes[byte + 2] >= 0xA0
    default: false
    }
  }

  /// Whether the character at a byte is Chinese or a sign: from U+2000 on.
  private func isWide(_ byte: Int) -> Bool { bytes[byte] >= 0xE2 && !isRaised(byte) }
}
