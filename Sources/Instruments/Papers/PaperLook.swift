// The measures and typefaces of official documents, as data.

/// Which typefaces a paper is set in, best first; the first that the machine has is taken, and what it lacks
/// comes from the next ones. **Source**: GB/T 9704-2012, 5.2.2 and 7.3.1.
package struct PaperFonts: Equatable, Sendable {
  /// Running text: FangSong where there is one, else a serif.
  package var body: [String]
  /// Headings of the first level and heads of tables.
  package var heading: [String]
  /// Headings of the second level.
  package var subheading: [String]
  /// The title and the issuer.
  package var title: [String]

  package static let usual: PaperFonts = {
    let fangSong = ["FangSong_GB2312", "FangSong", "FZFangSong-Z02", "STFangsong"]
    // Emoji come from the typeface that the machine has for them; named here, it would take the digits too.
    let serif = ["Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN", "SimSun", "serif"]
    let sans = ["SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "sans-serif"]
    return PaperFonts(
      body: fangSong + serif, heading: sans, subheading: ["KaiTi_GB2312", "KaiTi", "AR PL UKai CN"] + serif,
      title: ["FZXiaoBiaoSong-B05"] + serif)
  }()
}

/// Lengths of a page. Unit: points (1/72 inch).
enum PaperMeasure {
  static let millimetre = 72 / 25.4
  static let width = 210 * millimetre
  static let height = 297 * millimetre
  /// **Source**: GB/T 9704-2012, 5.2.1: the body is 156 mm by 225 mm, 37 mm from the top and 28 mm from the
  /// fold.
  static let official = PaperMargins(
    top: 37 * millimetre, left: 28 * millimetre, bottom: 35 * millimetre, right: 26 * millimetre)
  /// Forms and registers use more of the sheet.
  static let working = PaperMargins(
    top: 20 * millimetre, left: 20 * millimetre, bottom: 20 * millimetre, right: 20 * millimetre)
  /// 22 lines a page.
  static let pitch = 225 * millimetre / 22
  /// Size 3 of the Chinese sizes: 28 characters a line.
  static let body = 15.75
  static let title = 22.0
  static let issuer = 40.0
  static let form = 11.5
  static let list = 10.0
  static let wallList = 13.0
  static let note = 10.5
  /// Between the body and the number of the page.
  static let footDrop = 7 * millimetre
  static let cellPadding = 4.0
}

/// What stays white around the body of a page. Unit: points.
struct PaperMargins: Equatable, Sendable {
  let top, left, bottom, right: Double
}

/// How bright ink is, from 0 to 1 a colour.
struct Ink: Equatable, Sendable {
  let red, green, blue: Double

  static let black = Ink(red: 0, green: 0, blue: 0)
  static let official = Ink(red: 0.8, green: 0.05, blue: 0.05)
  static let quiet = Ink(red: 0.35, green: 0.35, blue: 0.35)
  static let pale = Ink(red: 0.9, green: 0.9, blue: 0.9)
}
