// The head and the parts of a paper, set one after the other.

import Kernel

extension PaperLayout {
  private var fonts: PaperFonts { press.fonts }
  private var pitch: Double { PaperMeasure.pitch }

  func placeHead() {
    if let issuer = paper.issuer { placeIssuer(issuer) }
    flow(paper.title, fonts.titleStyle)
    top += pitch / 2
    if paper.issuer == nil, let number = paper.number {
      flow(number, fonts.valueStyle.at(.right))
      top += 3
    }
    if let salutation = paper.salutation { flow(salutation, fonts.bodyStyle) }
  }

  /// **Source**: GB/T 9704-2012, 7.2.4, 7.2.5 and 7.2.7: the issuer 35 mm below the edge of the body, the
  /// number two lines below it, a red line 4 mm below the number.
  private func placeIssuer(_ issuer: String) {
    top += 35 * PaperMeasure.millimetre
    flow(issuer, issuerStyle(of: issuer))
    top += pitch
    flow(paper.number ?? "", fonts.bodyStyle.at(.centre))
    top += 4 * PaperMeasure.millimetre
    add(.rule(left: left, top: top, width: bodyWidth, thickness: 1.5, .official))
    top += 2 * pitch
  }

  /// As large as the name of the issuer can be in one line.
  private func issuerStyle(of issuer: String) -> TypeStyle {
    var style = fonts.issuerStyle
    let natural = block(issuer, style, width: 10 * bodyWidth).textWidth
    style.size *= min(1, bodyWidth / (natural + 1))
    style.size = max(style.size, PaperMeasure.title)
    return style
  }

  func place(_ part: PaperPart) {
    switch part {
    case .heading(let text): placeHeading(text, fonts.headingStyle)
    case .subheading(let text): placeHeading(text, fonts.subheadingStyle)
    case .paragraph(let text): flow(text, fonts.paragraphStyle)
    case .note(let text):
      top += 4
      flow(text, fonts.noteStyle)
      top += 4
    case .form(let form): place(Grid(form, in: self))
    case .list(let list): place(Grid(list, in: self))
    case .drawing(let drawing): place(drawing)
    case .checks(let checks):
      for check in checks { flow(check.words, fonts.paragraphStyle) }
    case .signatures(let signatures): place(signatures)
    case .seal(let seal): place(seal)
    case .newPage: if !isPageEmpty { newPage() }
    }
  }

  private func place(_ grid: Grid) {
    if !isPageEmpty { top += 4 }
    var run = GridRun(grid, self)
    run.place()
    top += PaperMeasure.form
  }

  /// A heading never ends a page, nor does it stand with the mere head of a table.
  private func placeHeading(_ text: String, _ style: TypeStyle) {
    keep(together: block(text, style, width: bodyWidth).height + 3 * pitch)
    flow(text, style)
  }

  /// Two beside each other, each with a line to write on.
  private func place(_ signatures: [PaperSignature]) {
    let gap = 2 * PaperMeasure.form
    let each = (bodyWidth - gap) / 2
    let style = fonts.valueStyle
    top += style.pitch
    for start in stride(from: 0, to: signatures.count, by: 2) {
      let row = signatures[start..<min(start + 2, signatures.count)]
      let heads = row.map { block($0.label + colon + $0.name, style, width: each) }
      let tallest = heads.map(\.height).max() ?? 0
      let rowHeight = tallest + (row.contains { $0.date != nil } ? 1.6 : 0.8) * style.pitch
      keep(together: rowHeight + style.pitch / 2)
      for (index, pair) in zip(row, heads).enumerated() {
        place(pair.0, pair.1, left: left + Double(index) * (each + gap), width: each, tallest)
      }
      top += rowHeight + style.pitch / 2
    }
  }

  private func place(
    _ signature: PaperSignature, _ head: TextBlock, left: Double, width: Double, _ tallest: Double
  ) {
    put(head, left: left, top: top)
    if signature.name.isEmpty, head.lineCount == 1 {
      let start = head.textWidth + 3
      add(
        .rule(
          left: left + start, top: top + head.style.pitch * 0.95, width: max(0, width - start),
          thickness: 0.5,
          .black))
    }
    guard let date = signature.date else { return }
    let day = block(date.isEmpty ? blankDay(paper.language) : date, fonts.valueStyle.at(.right), width: width)
    put(day, left: left, top: top + tallest + 0.4 * head.style.pitch)
  }

  private var colon: String { paper.language == .zh ? "：" : ": " }

  /// **Source**: GB/T 9704-2012, 7.3.5.1: the day four characters from the right edge, the issuer centred
  /// over it, the seal over both.
  private func place(_ seal: PaperSeal) {
    let style = fonts.bodyStyle
    var plain = style
    plain.isJustified = false
    keep(together: 5 * pitch)
    top += 2.5 * pitch
    let day = block(seal.date, plain, width: bodyWidth)
    let issuer = block(seal.issuer, plain, width: bodyWidth)
    let dayLeft = left + bodyWidth - 4 * style.size - day.textWidth
    let middle = dayLeft + day.textWidth / 2
    let issuerLeft = min(middle - issuer.textWidth / 2, left + bodyWidth - issuer.textWidth)
    put(issuer, left: max(left, issuerLeft), top: top)
    put(day, left: dayLeft, top: top + issuer.height)
    top += issuer.height + day.height
  }
}
