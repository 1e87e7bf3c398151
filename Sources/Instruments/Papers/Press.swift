// What turns papers into the bytes of a PDF file.

import CPangoCairo
package import Kernel

/// A PDF file and what was seen while it was drawn.
package struct DrawnPapers: Sendable {
  package let bytes: [UInt8]
  /// How many pages each paper has.
  package let pageCounts: [Int]
  /// Characters for which no typeface of the machine has a shape; they show as boxes.
  package let unknownCount: Int
}

/// Papers one after the other in one PDF file, each with page numbers of its own. Typefaces are embedded,
/// only the shapes that are used; texts can be searched and copied. The same papers, typefaces and instant
/// give the same bytes on the same machine.
/// **Problems**: `papers.drawing.failed` (unavailable).
package func draw(
  _ papers: [Paper], fonts: PaperFonts = .usual, at instant: Instant
) throws(Problem) -> DrawnPapers {
  precondition(!papers.isEmpty, "a file has a page")
  return try Press(fonts).draw(papers, at: instant)
}

/// The typefaces and the sheet on which papers are drawn. Lives for one file, on one thread.
final class Press {
  let fonts: PaperFonts
  let context: OpaquePointer
  private var descriptions: [String: OpaquePointer] = [:]

  init(_ fonts: PaperFonts) {
    self.fonts = fonts
    // Kept by Pango for each thread, so that typefaces are opened once.
    context = pango_font_map_create_context(pango_cairo_font_map_get_default())
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    // One unit of a font's size is one point of the page.
    pango_cairo_context_set_resolution(context, 72)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
  }

  deinit {
    for description in descriptions.values { pango_font_description_free(description) }
    g_object_unref(UnsafeMutableRawPointer(context))
  }

  func description(of style: TypeStyle) -> OpaquePointer {
    let families = style.families.joined(separator: ",")
    let name = "\(families) \(style.size) \(style.isBold)"
    if let description = descriptions[name] { return description }
    guard let description = pango_font_description_new() else { preconditionFailure("memory is there") }
    pango_font_description_set_family(description, families)
    pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
    pango_font_description_set_weight(description, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    descriptions[name] = description
    return description
  }

  func draw(_ papers: [Paper], at instant: Instant) throws(Problem) -> DrawnPapers {
    let sink = ByteSink()
    let surface = cairo_pdf_surface_create_for_stream(
      ByteSink.take, Unmanaged.passUnretained(sink).toOpaque(), PaperMeasure.width, PaperMeasure.height)
    let page = cairo_create(surface)
    defer {
      cairo_destroy(page)
      cairo_surface_destroy(surface)
    }
    guard let surface, let page else { throw PapersProblems.failed("memory") }
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    describe(papers, at: instant, on: surface)
    var (pageCounts, unknownCount) = ([Int](), 0)
    for paper in papers {
      let layout = PaperLayout(paper, in: self)
      layout.draw(on: page, surface)
      pageCounts.append(layout.pages.count)
      unknownCount += layout.unknownCount
    }
    cairo_surface_finish(surface)
    for status in [cairo_status(page), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
      throw PapersProblems.failed(String(cString: cairo_status_to_string(status)))
    }
    return DrawnPapers(bytes: sink.bytes, pageCounts: pageCounts, unknownCount: unknownCount)
  }

  private func describe(_ papers: [Paper], at instant: Instant, on surface: OpaquePointer) {
    let title = papers.count == 1 ? papers[0].title : "\(papers[0].title) (\(papers.count))"
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    if let issuer = papers[0].issuer {
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, issuer)
    }
    // Else the machine's clock would get into the file.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, instant.description)
  }
}

/// Takes the bytes that Cairo writes.
private final class ByteSink {
  var bytes: [UInt8] = []

  static let take: cairo_write_func_t = { sink, data, count in
    guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let bytes = UnsafeBufferPointer(start: data, count: Int(count))
    Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(contentsOf: bytes)
    return CAIRO_STATUS_SUCCESS
  }
}
