// The styles of a paper's parts, made from its typefaces and measures.

extension PaperFonts {
  var issuerStyle: TypeStyle {
    TypeStyle(
      families: title, size: PaperMeasure.issuer, pitch: PaperMeasure.issuer * 1.3, isBold: true,
      ink: .official, edge: .centre)
  }
  var titleStyle: TypeStyle {
    TypeStyle(families: title, size: PaperMeasure.title, pitch: 33, isBold: true, edge: .centre)
  }
  var bodyStyle: TypeStyle {
    TypeStyle(families: body, size: PaperMeasure.body, pitch: PaperMeasure.pitch, isJustified: true)
  }
  var paragraphStyle: TypeStyle {
    var style = bodyStyle
    style.indent = 2 * style.size
    return style
  }
  var headingStyle: TypeStyle {
    TypeStyle(
      families: heading, size: PaperMeasure.body, pitch: PaperMeasure.pitch, isBold: true,
      indent: 2 * PaperMeasure.body)
  }
  var subheadingStyle: TypeStyle {
    TypeStyle(
      families: subheading, size: PaperMeasure.body, pitch: PaperMeasure.pitch, isBold: true,
      indent: 2 * PaperMeasure.body)
  }
  var noteStyle: TypeStyle {
    TypeStyle(
      families: body, size: PaperMeasure.note, pitch: PaperMeasure.note * 1.5, ink: .quiet, isJustified: true)
  }
  var labelStyle: TypeStyle {
    TypeStyle(families: heading, size: PaperMeasure.form, pitch: PaperMeasure.form * 1.4, edge: .centre)
  }
  var valueStyle: TypeStyle {
    TypeStyle(families: body, size: PaperMeasure.form, pitch: PaperMeasure.form * 1.4)
  }
  /// Of the head and the rows of a list: larger in a document that is read on a wall, small in a register.
  func listStyles(_ margins: Paper.Margins, isSmall: Bool) -> (head: TypeStyle, row: TypeStyle) {
    let size = margins == .official && !isSmall ? PaperMeasure.wallList : PaperMeasure.list
    return (
      TypeStyle(families: heading, size: size, pitch: size * 1.35, isBold: true, edge: .centre),
      TypeStyle(families: body, size: size, pitch: size * 1.35)
    )
  }
  var footStyle: TypeStyle {
    TypeStyle(
      families: body, size: PaperMeasure.note, pitch: PaperMeasure.note * 1.5, ink: .quiet, edge: .centre)
  }
  var watermarkStyle: TypeStyle { TypeStyle(families: heading, size: 20, pitch: 28, ink: .pale) }
}

extension TypeStyle {
  func at(_ edge: PaperCell.Edge) -> TypeStyle {
    var style = self
    style.edge = edge
    return style
  }
}
