// A paper as a page to read and to print, without the frame of the system around it.

package import Kernel
package import Papers

/// One paper as a whole document: the same parts in the same order as in its PDF file; the browser breaks the
/// pages.
package struct PaperPage: Sendable {
  package let paper: Paper
  /// Where the reader came from.
  package let back: PageLink
  /// The same paper as a PDF file; nil where there is none.
  package let file: PageLink?

  package init(_ paper: Paper, back: PageLink, file: PageLink? = nil) {
    (self.paper, self.back, self.file) = (paper, back, file)
  }

  /// In the reader's language; the paper keeps its own.
  package func document(_ language: Language) -> HTML {
    let isChinese = language == .zh
    let download: HTML? = file.map { file in
      "<a class=\"button\" href=\"\(file)\">\(isChinese ? "下载 PDF" : "Download as PDF")</a>"
    }
    return """
      <!doctype html>
      <html lang="\(isChinese ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex, nofollow">
      <title>\(paper.title)</title>
      <link rel="stylesheet" href="\(Stylesheet.address)">
      </head>
      <body class="desk">
      <nav class="doc-tools" aria-label="\(isChinese ? "文书" : "Paper")">
      <a href="\(back)">\(isChinese ? "返回" : "Back")</a>\(download)
      <span>\(isChinese ? "打印：Ctrl + P" : "To print: Ctrl + P")</span>
      </nav>
      <main id="main">
      \(article(of: paper))
      </main>
      </body>
      </html>

      """
  }
}

/// A paper as a piece of a page.
package func article(of paper: Paper) -> HTML {
  var kinds: HTML = "doc"
  if paper.margins == .working { kinds += " working" }
  if paper.direction == .sideways { kinds += " sideways" }
  let number = paper.number.map { number -> HTML in "<p class=\"doc-number\">\(number)</p>" }
  let head: HTML
  if let issuer = paper.issuer {
    head = "<p class=\"doc-issuer\">\(issuer)</p>\(number)<hr><h1>\(lines(paper.title))</h1>"
  } else {
    head = "<h1>\(lines(paper.title))</h1>\(number)"
  }
  let addressee = paper.salutation.map { words -> HTML in "<p class=\"doc-to\">\(words)</p>" }
  let foot: HTML = paper.formName.isEmpty ? HTML() : "<p class=\"doc-foot\">\(paper.formName)</p>"
  let parts = paper.parts.map { part($0, paper.language) }
  return """
    <article class="\(kinds)" lang="\(paper.language == .zh ? "zh-CN" : "en")">\(watermark(paper.watermark))
    <header>\(head)</header>
    \(addressee)\(parts.joined(separator: "\n"))\(foot)
    </article>
    """
}

private func part(_ part: PaperPart, _ language: Language) -> HTML {
  switch part {
  case .heading(let text): "<h2>\(text)</h2>"
  case .subheading(let text): "<h3>\(text)</h3>"
  case .paragraph(let text): "<p class=\"doc-text\">\(lines(text))</p>"
  case .note(let text): "<p class=\"doc-note\">\(lines(text))</p>"
  case .form(let form): table(form)
  case .list(let list): table(list)
  case .drawing(let drawing): figure(drawing)
  case .checks(let checks):
    "<ul class=\"doc-checks\">\(checks.map { check -> HTML in "<li>\(check.words)</li>" })</ul>"
  case .signatures(let all): "<ul class=\"doc-signs\">\(all.map { signature($0, language) })</ul>"
  case .seal(let seal): "<div class=\"doc-seal\"><p>\(seal.issuer)</p><p>\(seal.date)</p></div>"
  case .newPage: "<div class=\"doc-break\"></div>"
  }
}

private func table(_ form: PaperForm) -> HTML {
  let rows = form.rows.map { cells -> HTML in
    let row = cells.map { cell -> HTML in
      let across = attribute("colspan", cell.columns > 1 ? String(cell.columns) : nil)
      let down = attribute("rowspan", cell.rows > 1 ? String(cell.rows) : nil)
      guard cell.kind == .value else { return "<th\(across)\(down)>\(lines(cell.text))</th>" }
      let isNarrow = cell.columns <= 2 && cell.leastLines <= 1
      let isWord = isNarrow && word(cell.text) > 0 && hasRoom(cells.map { word($0.text) })
      let kinds = [edgeName(cell.edge), cell.leastLines > 1 ? "tall" : nil, isWord ? "word" : nil]
        .compactMap(\.self)
      let names = attribute("class", kinds.isEmpty ? nil : kinds.joined(separator: " "))
      let foot: HTML = cell.foot.isEmpty ? HTML() : "<p class=\"doc-sign\">\(lines(cell.foot))</p>"
      return "<td\(across)\(down)\(names)>\(lines(cell.text))\(foot)</td>"
    }
    return "<tr>\(row)</tr>\n"
  }
  return "<table class=\"doc-form\"><tbody>\n\(rows)</tbody></table>"
}

/// Characters of a short Chinese word, such as a name or a relation; 0 for what may be broken.
private func word(_ text: String) -> Int {
  let isWord = (2...5).contains(text.count) && text.unicodeScalars.allSatisfy(\.properties.isIdeographic)
  return isWord ? text.count : 0
}

/// Whether a telephone has room to keep the words of a row whole, beside all that may be broken.
private func hasRoom(_ words: [Int]) -> Bool { words.reduce(0, +) <= 14 && words.count <= 7 }

private func table(_ list: PaperList) -> HTML {
  let heads = list.columns.map { column -> HTML in "<th scope=\"col\">\(column.title)</th>" }
  // A column of words alone: one text among them may be broken, and so may all.
  let words = list.columns.indices.map { index -> Int in
    let lengths = list.rows.map { $0[index] }.filter { !$0.isEmpty }.map(word)
    return lengths.contains(0) ? 0 : lengths.max() ?? 0
  }
  let edges = zip(list.columns, words).map { column, length in
    let kinds = [edgeName(column.edge), hasRoom(words) && length > 0 ? "word" : nil].compactMap(\.self)
    return attribute("class", kinds.isEmpty ? nil : kinds.joined(separator: " "))
  }
  var rows = list.rows.map { texts -> HTML in
    let cells = zip(texts, edges).map { text, edge -> HTML in "<td\(edge)>\(lines(text))</td>" }
    return "<tr>\(cells)</tr>\n"
  }
  if rows.isEmpty {
    rows = ["<tr><td class=\"centre\" colspan=\"\(list.columns.count)\">\(list.whenEmpty)</td></tr>\n"]
  }
  return """
    <table class="doc-list"><thead><tr>\(heads)</tr></thead>
    <tbody>
    \(rows)</tbody></table>
    """
}

/// A drawing with its caption; colours are the stylesheet's.
private func figure(_ drawing: PaperDrawing) -> HTML {
  let marks = drawing.marks.map { mark -> HTML in
    switch mark {
    case .path(let points, let thickness, let tone):
      let path = points.map { "\(tenth($0.x)),\(tenth($0.y))" }.joined(separator: " ")
      return """
        <polyline class="\(tone.rawValue)" points="\(path)" stroke-width="\(tenth(thickness))"/>
        """
    case .rect(let point, let width, let height, let tone):
      return """
        <rect class="\(tone.rawValue)" x="\(tenth(point.x))" y="\(tenth(point.y))" \
        width="\(tenth(width))" height="\(tenth(height))"/>
        """
    case .dot(let point, let radius, let tone):
      return """
        <circle class="\(tone.rawValue)" cx="\(tenth(point.x))" cy="\(tenth(point.y))" \
        r="\(tenth(radius))"/>
        """
    case .text(let text, let point, let edge, let size, let tone):
      return """
        <text class="\(tone.rawValue) \(edgeName(edge) ?? "left")" x="\(tenth(point.x))" \
        y="\(tenth(point.y + size * 0.36))" font-size="\(tenth(size))">\(text)</text>
        """
    }
  }
  return """
    <figure class="doc-figure"><svg viewBox="0 0 \(tenth(drawing.width)) \(tenth(drawing.height))" \
    role="img" aria-label="\(drawing.words)">\(marks)</svg>\
    <figcaption>\(drawing.caption)</figcaption></figure>
    """
}

/// A length with one decimal.
private func tenth(_ length: Double) -> String {
  let tenths = Int((length * 10).rounded())
  return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
}

private func edgeName(_ edge: PaperCell.Edge) -> String? {
  switch edge {
  case .left: nil
  case .centre: "centre"
  case .right: "right"
  }
}

private func signature(_ signature: PaperSignature, _ language: Language) -> HTML {
  let colon = language == .zh ? "：" : ": "
  let day = signature.date.map { date -> HTML in
    "<p class=\"day\">\(date.isEmpty ? blankDay(language) : date)</p>"
  }
  let name: HTML = signature.name.isEmpty ? "<span class=\"line\"></span>" : "\(signature.name)"
  return "<li><p class=\"who\">\(signature.label)\(colon)\(name)</p>\(day)</li>"
}

/// The words many times over; the stylesheet lays them slantwise under the text.
private func watermark(_ words: String) -> HTML {
  guard !words.isEmpty else { return HTML() }
  let one: HTML = "<span>\(words)</span>"
  return "<div class=\"doc-mark\" aria-hidden=\"true\">\(Array(repeating: one, count: 12))</div>"
}

/// A text with its line breaks.
private func lines(_ text: String) -> HTML {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { HTML(escaping: $0) }
    .joined(separator: "<br>")
}
